"""挑人：打几个字母就列出来，回车加一个，也可以把列出的全部加上；最后一次记入。"""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from miaopu_desk.domain.codes import RANKS
from miaopu_desk.domain.records.communities import COMMUNITIES
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.services.office import Office
from miaopu_desk.store.listing import Condition, Listing
from miaopu_desk.ui.dialogs.careful import CarefulDialog
from miaopu_desk.ui.dialogs.frame import button
from miaopu_desk.ui.filter_header import FilterHeader
from miaopu_desk.ui.grid import Grid
from miaopu_desk.ui.record_model import RecordModel
from miaopu_desk.ui.register_tools import search_hint

COLUMNS = ("name", "sex", "community", "phone", "ranks")
ID_ROLE = Qt.ItemDataRole.UserRole


class PeoplePicker(CarefulDialog):
    """挑志愿者的窗口；picked 给出挑中的各人的 id。只列在册和暂停的；

    present 是已经在里面的，不再列出；rank 是先筛好的队伍；extra 放在左下角，例如生效日期。
    """

    picked = Signal(list)

    def __init__(
        self,
        office: Office,
        title: str,
        parent: QWidget | None = None,
        *,
        present: Iterable[str | None] = (),
        rank: str | None = None,
        extra: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.office = office
        self.present = set(present)
        self.chosen: dict[str, str] = {}
        self.model = RecordModel(office.keeper.table(VOLUNTEERS), COLUMNS)
        self.grid = Grid(self.model)
        self.grid.setAccessibleName("可以加的人")
        self.grid.header = PlainHeader(self.grid)
        self.grid.setHorizontalHeader(self.grid.header)
        self.search_box = QLineEdit()
        self.community = _combo("社区", "全部社区")
        self.rank = _combo("队伍类别", "全部队伍")
        self.picks = QListWidget()
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(960, 600)
        for each in office.keeper.table(COMMUNITIES).all():
            self.community.addItem(each.name, each.id)
        for code in RANKS.codes:
            self.rank.addItem(RANKS.label(code), code)
        self.rank.setCurrentIndex(max(self.rank.findData(rank), 0) if rank else 0)
        self._build(extra)
        self.load()
        self.grid.fit_columns()
        self.search_box.setFocus()

    def _build(self, extra: QWidget | None) -> None:
        self.search_box.setPlaceholderText(search_hint(VOLUNTEERS))
        self.search_box.setAccessibleName("查找志愿者，回车加入")
        self.search_box.setClearButtonEnabled(True)
        self.search_box.textChanged.connect(lambda _: self.load())
        self.search_box.installEventFilter(self)
        for combo in (self.community, self.rank):
            combo.currentIndexChanged.connect(lambda _: self.load())
        self.grid.empty_text = "没有可以加的人：换几个字查找，或者放宽社区和队伍"
        self.grid.opened.connect(self.take_selected)
        self.picks.setAccessibleName("已挑中的人")
        self.picks.itemDoubleClicked.connect(lambda item: self.drop([item]))
        self.picks.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)

        top = QHBoxLayout()
        top.addWidget(self.search_box, 1)
        top.addWidget(self.community)
        top.addWidget(self.rank)
        self.count = QLabel()
        self.count.setProperty("quiet", True)
        self.take_button = button("加选中的")
        self.take_all_button = button("加列出的全部")
        left = QWidget()
        left_box = QVBoxLayout(left)
        left_box.setContentsMargins(0, 0, 8, 0)
        left_box.addLayout(top)
        left_box.addWidget(self.grid, 1)
        below = QHBoxLayout()
        below.addWidget(self.count, 1)
        below.addWidget(self.take_button)
        below.addWidget(self.take_all_button)
        left_box.addLayout(below)

        self.picked_label = QLabel()
        self.drop_button = button("去掉选中的")
        right = QWidget()
        right_box = QVBoxLayout(right)
        right_box.setContentsMargins(8, 4, 0, 0)
        right_box.addWidget(self.picked_label)
        right_box.addWidget(self.picks, 1)
        right_box.addWidget(self.drop_button)

        split = QSplitter()
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        self.cancel = button("取消")
        self.confirm = button("加入", main=True)
        foot = QHBoxLayout()
        if extra is not None:
            foot.addWidget(extra)
        foot.addStretch()
        foot.addWidget(self.confirm)
        foot.addWidget(self.cancel)
        for each, slot in (
            (self.take_button, self.take_selected),
            (self.take_all_button, self.take_all),
            (self.drop_button, lambda: self.drop(self.picks.selectedItems())),
            (self.confirm, self.finish),
            (self.cancel, self.reject),
        ):
            each.clicked.connect(lambda _=False, slot=slot: slot())
        layout = QVBoxLayout(self)
        layout.addWidget(split, 1)
        layout.addLayout(foot)

    # 列

    def load(self) -> None:
        """按查找的字、社区、队伍列出还没有挑的人。"""
        where = [Condition("standing", "is", ("active", "suspended"))]
        if self.community.currentData():
            where.append(Condition("community", "is", (self.community.currentData(),)))
        if self.rank.currentData():
            where.append(Condition("ranks", "is", (self.rank.currentData(),)))
        listing = Listing(self.search_box.text(), tuple(where))
        taken = self.present | self.chosen.keys()
        if taken:
            pairs = self.model.table.pairs(listing)
            listing = Listing(ids=tuple(each for each, _ in pairs if each not in taken))
        self.model.load(listing)
        if self.model.rowCount():
            self.grid.select_rows([0])
        self.count.setText(f"列出 {self.model.rowCount():,} 人")
        self.take_button.setEnabled(self.model.rowCount() > 0)
        self.take_all_button.setText(f"加列出的全部 {self.model.rowCount():,} 人")
        self.take_all_button.setEnabled(self.model.rowCount() > 0)
        self.picked_label.setText(f"已挑中 {len(self.chosen):,} 人")
        self.confirm.setText(f"加入 {len(self.chosen):,} 人" if self.chosen else "加入")
        self.confirm.setEnabled(bool(self.chosen))

    # 挑

    def take_selected(self) -> None:
        """加选中的人，查找框清空，好接着打下一个。"""
        self._take(self.grid.selected_rows())
        self.search_box.clear()
        self.search_box.setFocus()

    def take_all(self) -> None:
        """加列出的全部。"""
        self._take(range(self.model.rowCount()))

    def drop(self, items: Sequence[QListWidgetItem]) -> None:
        """从挑中的里去掉。"""
        for item in items:
            self.chosen.pop(item.data(ID_ROLE), None)
            self.picks.takeItem(self.picks.row(item))
        self.load()

    def typed(self) -> bool:
        """挑中了几个还没有交出去；查找框里的字不算。"""
        return bool(self.chosen)

    def finish(self) -> None:
        """把挑中的交出去。"""
        if self.chosen:
            self.picked.emit(list(self.chosen))
            self.accept()

    def _take(self, rows: Sequence[int]) -> None:
        for row in list(rows):
            record_id = self.model.record_id(row)
            if record_id is None or record_id in self.chosen:
                continue
            shown = f"{self.model.text(row, 0)}　{self.model.text(row, 2)}"
            self.chosen[record_id] = shown
            item = QListWidgetItem(shown)
            item.setData(ID_ROLE, record_id)
            self.picks.addItem(item)
        self.picks.scrollToBottom()
        self.load()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """查找框里：回车加入，上下键挪动列表里的选择。"""
        if watched is self.search_box and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                    self.finish()
                else:
                    self.take_selected()
                return True
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.model.rowCount():
                at = (self.grid.selected_rows() or [0])[0] + (1 if key == Qt.Key.Key_Down else -1)
                self.grid.select_rows([min(max(at, 0), self.model.rowCount() - 1)])
                return True
        return super().eventFilter(watched, event)


class PlainHeader(FilterHeader):
    """只有文字的列头：这里按查找框、社区、队伍来筛，列头上不再有筛选。"""

    def filter_zone(self, section: int) -> QRect:
        return QRect()

    def _triangle(self, painter: QPainter, centre: QPointF, section: int) -> None:
        pass


def _combo(name: str, everything: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.addItem(everything, None)
    return combo
