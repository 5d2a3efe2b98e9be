"""缺口一览：左边是各样缺口和数目，右边是那一样背后的每一行，可以就地改、导出、打印。"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSplitter,
    QStackedWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.gaps import Gap, gaps
from miaopu_desk.services.office import Office
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs.click_table import LEFT, RIGHT, ClickTable
from miaopu_desk.ui.tabs.day_field import DayField
from miaopu_desk.ui.tabs.pages import fill, heading_label
from miaopu_desk.ui.theme import GREEN, RED

TABLES = frozenset(
    ("grid_areas", "assignments", "volunteers", "shifts", "shift_people", "policies", "enrollments", "communities")
)
TOOLS = ("edit", "delete", "|", "export", "print")


class GapBoard(QWidget):
    """看哪一天的缺口。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__()
        self.office, self.window_ = office, window
        self.found: list[Gap] = []
        self.day = DayField(office.today(), "看哪一天的缺口")
        self.table = ClickTable("各样缺口")
        self.table.set_heads((("缺口", LEFT), ("数目", RIGHT)))
        self.table.setSelectionBehavior(ClickTable.SelectionBehavior.SelectRows)
        self.table.setColumnWidth(1, 72)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.heading = heading_label()
        self.detail = QLabel()
        self.detail.setTextFormat(Qt.TextFormat.PlainText)
        self.detail.setProperty("quiet", True)
        self.detail.setContentsMargins(10, 0, 10, 4)
        self.stack = QStackedWidget()
        self.pages: dict[str, RegisterTab] = {}
        self.stack.addWidget(QWidget())
        self._lay_out()
        self.day.changed.connect(lambda _: self.load())
        self.table.currentCellChanged.connect(lambda *_: self._choose())
        self.load()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(10, 6, 8, 6)
        top.setSpacing(8)
        top.addWidget(QLabel("看哪天"))
        top.addWidget(self.day)
        top.addStretch()
        left, right = QWidget(), QWidget()
        for holder, parts in ((left, (top, self.table)), (right, (self.heading, self.detail, self.stack))):
            box = QVBoxLayout(holder)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(0)
            for part in parts:
                if isinstance(part, QHBoxLayout):
                    box.addLayout(part)
                else:
                    box.addWidget(part, 1 if part in (self.table, self.stack) else 0)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([390, 976])
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        fill(self, split)

    # 窗口来叫的

    def refresh(self, tables: set[str]) -> None:
        """登记变了。"""
        if tables & TABLES:
            self.load()
        for each in self.pages.values():
            each.refresh(tables)

    def register_tab(self) -> RegisterTab | None:
        """正看着的登记表。"""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, RegisterTab) else None

    def show_records(self, table: str, ids: Sequence[str], title: str = "") -> None:
        """列出这几行。"""
        self._page(table).show_records(ids, title)

    # 列

    def load(self) -> None:
        """重新数一遍，仍看着原来那一样。"""
        at = self.table.currentRow()
        self.found = gaps(self.office, self.day.day)
        self.table.blockSignals(True)
        self.table.setRowCount(len(self.found))
        for row, each in enumerate(self.found):
            name, count = QTableWidgetItem(each.title), QTableWidgetItem(f"{len(each.ids):,}")
            count.setTextAlignment(RIGHT)
            count.setForeground(QColor(RED if each.ids else GREEN))
            self.table.setItem(row, 0, name)
            self.table.setItem(row, 1, count)
        if at < 0:
            at = next((row for row, each in enumerate(self.found) if each.ids), 0)
        self.table.setCurrentCell(at, 0)
        self.table.blockSignals(False)
        self._choose()

    def _choose(self) -> None:
        row = self.table.currentRow()
        if not 0 <= row < len(self.found):
            return
        gap = self.found[row]
        self.heading.setText(f"{gap.title}　{len(gap.ids)} 处" if gap.ids else f"{gap.title}：没有")
        self.detail.setText(gap.detail)
        if gap.ids:
            page = self._page(gap.table)
            page.show_records(gap.ids, gap.title)
            self.stack.setCurrentWidget(page)
        else:
            self.stack.setCurrentIndex(0)

    def _page(self, table: str) -> RegisterTab:
        if table not in self.pages:
            self.pages[table] = RegisterTab(self.office, REGISTERS[table], self.window_, toolbar=TOOLS)
            self.stack.addWidget(self.pages[table])
        return self.pages[table]
