"""预警：保险的各种不妥，一行一种；选一种，下面是背后的人，双击去登记里改。"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTableWidgetItem, QVBoxLayout, QWidget

from miaopu_desk.domain.figures import DueItem
from miaopu_desk.services.cover_warnings import Behind, cover_warnings, people_behind
from miaopu_desk.services.office import Office
from miaopu_desk.ui.dialogs.frame import button
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs.click_table import LEFT, RIGHT, ClickTable
from miaopu_desk.ui.tabs.pages import fill, heading_label

NOTHING = "保险没有要处理的预警。"
TABLES = {"volunteers", "policies", "enrollments", "shifts", "shift_people", "claims", "offices"}


class CoverWarningsPage(QWidget):
    """上面是预警，下面是人。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__()
        self.office, self.window_ = office, window
        self.found: list[DueItem] = []
        self.behind: list[Behind] = []
        self.heading, self.below = heading_label(), heading_label()
        self.warnings = ClickTable("保险预警")
        self.warnings.set_heads([("预警", LEFT), ("数量", RIGHT), ("怎么办", LEFT)])
        self.warnings.whole_rows(260, 64)
        self.people = ClickTable("预警背后的人")
        self.people.set_heads([(label, LEFT) for label in ("姓名", "社区", "证件号码", "联系电话", "是哪一条")])
        self.people.whole_rows(140, 100, 170, 120)
        self.open_button = button("在登记里看全部")
        self.open_button.clicked.connect(lambda: self.open_all())
        self.warnings.currentCellChanged.connect(lambda row, *_: self.show_people(row))
        self.warnings.chosen.connect(lambda row, _: self.show_people(row))
        self.people.cellDoubleClicked.connect(lambda row, _: self.open_one(row))
        self._lay_out()
        self.load()

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Vertical)
        fill(self, split)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 8, 0)
        foot.addWidget(self.below)
        foot.addStretch()
        foot.addWidget(self.open_button)
        for parts in ((self.heading, self.warnings), (foot, self.people)):
            holder = QWidget()
            box = QVBoxLayout(holder)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(2)
            for part in parts:
                if isinstance(part, QWidget):
                    box.addWidget(part)
                else:
                    box.addLayout(part)
            split.addWidget(holder)
        split.setSizes([330, 470])
        split.setChildrenCollapsible(False)

    def refresh(self, tables: set[str]) -> None:
        """登记变了：有关的才重新算。"""
        if tables & TABLES:
            self.load()

    def register_tab(self) -> RegisterTab | None:
        """这里没有登记表可以导入。"""
        return None

    def show_records(self, table: str, ids: Sequence[str], title: str = "") -> None:
        """没有登记表住在这一页。"""

    def load(self) -> None:
        """重新算；原来选的那一种还在就仍选它。"""
        kept = self.found[self.warnings.currentRow()].kind if 0 <= self.warnings.currentRow() < len(self.found) else ""
        self.found = cover_warnings(self.office)
        self.heading.setText(f"截至 {self.office.today()} 的预警（{len(self.found)} 种）" if self.found else NOTHING)
        self.warnings.blockSignals(True)
        self.warnings.setRowCount(len(self.found))
        for row, item in enumerate(self.found):
            for column, text in enumerate((item.title, f"{item.count:,}", item.detail)):
                cell = QTableWidgetItem(text)
                cell.setTextAlignment(RIGHT if column == 1 else LEFT)
                cell.setToolTip(text)
                self.warnings.setItem(row, column, cell)
        at = next((row for row, item in enumerate(self.found) if item.kind == kept), 0 if self.found else -1)
        if at >= 0:
            self.warnings.setCurrentCell(at, 0)
        self.warnings.blockSignals(False)
        self.show_people(at)

    def show_people(self, row: int) -> None:
        """列出一种预警背后的人。"""
        item = self.found[row] if 0 <= row < len(self.found) else None
        self.behind = people_behind(self.office, item) if item else []
        self.below.setText(f"{item.title}：{len(self.behind)} 条，双击去改" if item else "")
        self.open_button.setEnabled(item is not None)
        self.people.setRowCount(len(self.behind))
        for at, one in enumerate(self.behind):
            for column, text in enumerate((one.name, one.community, one.id_number, one.phone, one.about)):
                cell = QTableWidgetItem(text)
                cell.setToolTip(text)
                self.people.setItem(at, column, cell)

    def open_all(self) -> None:
        """到登记里列出全部。"""
        item = self.found[self.warnings.currentRow()]
        self.window_.show_records(item.table, item.ids, item.title)

    def open_one(self, row: int) -> None:
        """到登记里看一条。"""
        item = self.found[self.warnings.currentRow()]
        self.window_.show_records(item.table, [self.behind[row].id], item.title)
