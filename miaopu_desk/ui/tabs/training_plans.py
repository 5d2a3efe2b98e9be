"""计划：一年的培训计划和实际办了多少、来了多少，上面比较，下面是计划的登记。"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSplitter, QTableWidgetItem, QVBoxLayout, QWidget

from miaopu_desk.domain.codes import QUARTERS
from miaopu_desk.domain.coverage import PlanProgress
from miaopu_desk.domain.records.training import TRAINING_PLANS
from miaopu_desk.services.coverage import plan_progress, plan_years
from miaopu_desk.services.office import Office
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs.click_table import CENTER, LEFT, RIGHT, ClickTable
from miaopu_desk.ui.tabs.pages import fill
from miaopu_desk.ui.theme import AMBER, COLOURS, GREEN, RED

HEADS = (
    ("季度", CENTER, 72),
    ("计划培训", LEFT, 260),
    ("层级", CENTER, 64),
    ("对象", LEFT, 200),
    ("计划场次", RIGHT, 80),
    ("已办", RIGHT, 64),
    ("计划人次", RIGHT, 80),
    ("参训人次", RIGHT, 80),
    ("进度", CENTER, 90),
)
TABLES = {TRAINING_PLANS.table, "training_sessions", "participations"}
PROGRESS_COLOURS = {"完成": GREEN, "进行中": AMBER, "没有完成": RED, "还没到": COLOURS["quiet"]}


class PlansPage(QWidget):
    """选年度，看计划和实际；场次里写明“年度计划”的才算落实了那一项。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__()
        self.office, self.window_ = office, window
        self.rows: list[PlanProgress] = []
        self.year = QComboBox()
        self.year.setAccessibleName("年度")
        self.summary = QLabel()
        self.summary.setProperty("quiet", True)
        self.table = ClickTable("计划和实际")
        self.table.set_heads([(text, align) for text, align, _ in HEADS])
        for at, (_, _, width) in enumerate(HEADS):
            self.table.setColumnWidth(at, width)
        self.table.setSelectionBehavior(ClickTable.SelectionBehavior.SelectRows)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.plans = RegisterTab(office, TRAINING_PLANS, window)
        self._lay_out()
        self.year.currentIndexChanged.connect(lambda _: self._show())
        self.table.chosen.connect(lambda row, _: self.plans.select([self.rows[row].id]))
        self.load()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(10, 6, 8, 6)
        top.setSpacing(8)
        top.addWidget(QLabel("年度"))
        top.addWidget(self.year)
        top.addSpacing(12)
        top.addWidget(self.summary, 1)
        upper = QWidget()
        box = QVBoxLayout(upper)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top)
        box.addWidget(self.table, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        fill(self, split)
        split.addWidget(upper)
        split.addWidget(self.plans)
        split.setSizes([340, 460])
        split.setChildrenCollapsible(False)

    def refresh(self, tables: set[str]) -> None:
        """登记变了。"""
        self.plans.refresh(tables)
        if tables & TABLES:
            self.load()

    def register_tab(self) -> RegisterTab:
        """导入到计划。"""
        return self.plans

    def show_records(self, table: str, ids: Sequence[str], title: str = "") -> None:
        """列出几项计划。"""
        self.plans.show_records(ids, title or "选定的计划")

    def load(self) -> None:
        """重新列年度，选着的不变；没有选过的是今年。"""
        kept = self.year.currentData() or self.office.today().year
        self.year.blockSignals(True)
        self.year.clear()
        for each in plan_years(self.office):
            self.year.addItem(f"{each} 年", each)
        self.year.setCurrentIndex(max(0, self.year.findData(kept)))
        self.year.blockSignals(False)
        self._show()

    def _show(self) -> None:
        year, today = self.year.currentData(), self.office.today()
        self.rows = plan_progress(self.office, year, today)
        done = sum(each.done for each in self.rows)
        held, planned = sum(each.held for each in self.rows), sum(each.sessions for each in self.rows)
        self.summary.setText(
            f"计划 {len(self.rows)} 项 {planned} 场，完成 {done} 项，已办 {held} 场。场次里选了“年度计划”的才算"
            if self.rows
            else f"{year} 年还没有登记计划，在下面“新增”"
        )
        self.table.setRowCount(len(self.rows))
        for row, one in enumerate(self.rows):
            said = one.said(today, year)
            texts = (
                QUARTERS.label(one.quarter),
                one.topic,
                one.level,
                one.audience,
                str(one.sessions),
                str(one.held),
                "" if one.people is None else f"{one.people:,}",
                f"{one.attended:,}",
                said,
            )
            items = [QTableWidgetItem(text) for text in texts]
            for column, item in enumerate(items):
                item.setTextAlignment(HEADS[column][1])
                item.setToolTip(texts[column])
                self.table.setItem(row, column, item)
            items[-1].setForeground(QBrush(QColor(PROGRESS_COLOURS[said])))
