"""团体人次的小表：团体名称、人次、每人时长；街道统一组织的活动还要写记在哪个社区。"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTableWidget, QTableWidgetItem

from miaopu_desk.domain.kinds import Number, Ref, Rejected, Text, hours
from miaopu_desk.domain.records import COMMUNITIES
from miaopu_desk.domain.records.activities import Activity
from miaopu_desk.domain.records.service import HeadCount
from miaopu_desk.services.activity_record import Heads
from miaopu_desk.services.office import Office
from miaopu_desk.ui.enter_down import EnterDown
from miaopu_desk.ui.theme import ROW_HEIGHT

HEADS = ("团体名称", "人次", "每人时长（小时）", "记在社区")
NAME, PEOPLE, HOURS, PLACE = range(4)
LEAST = 3  # 至少这么多行，登记过的后面总有一行空的


class HeadCounts(EnterDown, QTableWidget):
    """rows 是已经登记的；清空人次就是去掉那一条。"""

    edited = Signal()

    def __init__(self, office: Office, activity: Activity, rows: Sequence[HeadCount]) -> None:
        super().__init__(max(LEAST, len(rows) + 1), len(HEADS))
        self.known = [each.id for each in rows]
        self.street = activity.community is None
        self.places = [Ref(each.name, each.id) for each in office.keeper.table(COMMUNITIES).all()]
        self.setHorizontalHeaderLabels(HEADS)
        self.setAccessibleName("团体参加的人次")
        self.setColumnHidden(PLACE, not self.street)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + 3 * ROW_HEIGHT + 4)
        for row in range(self.rowCount()):
            self._put(row, rows[row] if row < len(rows) else None)
        self.itemChanged.connect(lambda _: self.edited.emit())

    def _put(self, row: int, known: HeadCount | None) -> None:
        name = QTableWidgetItem(known.group_name or "" if known else "")
        people = QTableWidgetItem(str(known.people) if known else "")
        people.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        time = QTableWidgetItem(hours().show(known.minutes) if known else "")
        time.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column, item in ((NAME, name), (PEOPLE, people), (HOURS, time)):
            self.setItem(row, column, item)
        if self.street:
            combo = QComboBox()
            combo.setAccessibleName("记在哪个社区")
            combo.addItem("", None)
            for place in self.places:
                combo.addItem(place.name, place.id)
            if known is not None:
                combo.setCurrentIndex(max(combo.findData(known.community.id), 0))
            combo.currentIndexChanged.connect(lambda _: self.edited.emit())
            self.setCellWidget(row, PLACE, combo)

    def take_open_cell(self) -> None:
        """正在填的一格先收下。"""
        self.setCurrentCell(-1, -1)

    def read(self) -> tuple[Heads, ...] | Rejected:
        """各行；读不懂的说是哪一格。"""
        found = []
        for row in range(self.rowCount()):
            texts = [self._text(row, column) for column in (NAME, PEOPLE, HOURS)]
            kinds = (Text(60), Number(0, 99_999, "人次"), hours())
            values = [kind.read(text) for kind, text in zip(kinds, texts, strict=True)]
            for label, value in zip(HEADS, values, strict=False):
                if isinstance(value, Rejected):
                    return Rejected(f"第{row + 1}行{label}：{value.message}")
            known = self.known[row] if row < len(self.known) else ""
            if values[1] or known:
                found.append(self._heads(row, known, *values))
            elif any(texts):
                return Rejected(f"第{row + 1}行没有写人次")
        return tuple(found)

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text().strip() if item is not None else ""

    def _heads(self, row: int, known: str, name: Any, people: Any, minutes: Any) -> Heads:
        combo = self.cellWidget(row, PLACE)
        place = combo.currentData() if isinstance(combo, QComboBox) else None
        community = next((each for each in self.places if each.id == place), None)
        return Heads(people=people or 0, community=community, group_name=name or "", minutes=minutes, id=known)
