"""把每周服务日排成计划：挑一段日子和社区，先看要排哪些，再一次排成活动。"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QTableView,
    QWidget,
)

from miaopu_desk.domain.month import month_of
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import COMMUNITIES
from miaopu_desk.domain.service_days import NEW, STRAY, PlanRow
from miaopu_desk.services.office import Office
from miaopu_desk.services.service_days import ServiceDayPlan, carry_out, plan_service_days
from miaopu_desk.ui.activity_grid import WEEKDAYS
from miaopu_desk.ui.dialogs.frame import button, framed, sentence
from miaopu_desk.ui.tabs.day_field import DayField
from miaopu_desk.ui.theme import AMBER, COLOURS, GREEN, dense_rows

HEADS = ("日期", "星期", "服务日", "社区", "怎样")
WIDTHS = (100, 70, 190, 90)
SAID = {NEW: "新排"}
INKS = {NEW: GREEN, STRAY: AMBER}
Index = QModelIndex | QPersistentModelIndex


class ServiceDaysDialog(QDialog):
    """换了日子或社区，计划马上重看；按“排成活动”才写。"""

    def __init__(self, office: Office, window: Any, parent: QWidget) -> None:
        super().__init__(parent)
        self.office, self.window_ = office, window
        self.plan: ServiceDayPlan | None = None
        self.write = button("排成活动", main=True)
        cancel = button("取消")
        content = framed(self, "把服务日排成计划", self.write, cancel)
        content.addWidget(
            sentence("已经排过的（含改过期、取消了的）不会再排，也不会改动；遇放假的按各服务日自己的办法。", quiet=True)
        )
        month = month_of(office.today())
        after = month_of(month.last + timedelta(days=1))
        self.first, self.last = DayField(after.first, "从哪天起"), DayField(after.last, "到哪天止")
        row = QHBoxLayout()
        for label, field in (("从", self.first), ("到", self.last)):
            row.addWidget(QLabel(label))
            row.addWidget(field)
            field.changed.connect(lambda _: self.look())
        row.addStretch()
        content.addLayout(row)
        middle = QHBoxLayout()
        self.places = QListWidget()
        self.places.setAccessibleName("排哪些社区的")
        self.places.setFixedWidth(130)
        for each in office.keeper.table(COMMUNITIES).all():
            item = QListWidgetItem(each.name)
            item.setData(Qt.ItemDataRole.UserRole, each.id)
            item.setCheckState(Qt.CheckState.Checked)
            self.places.addItem(item)
        self.table = _table()
        middle.addWidget(self.places)
        middle.addWidget(self.table, 1)
        content.addLayout(middle, 1)
        self.note = sentence("")
        content.addWidget(self.note)
        self.places.itemChanged.connect(lambda _: self.look())
        self.write.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self.resize(820, 560)
        self.look()

    def look(self) -> None:
        """重看计划。"""
        items = [self.places.item(row) for row in range(self.places.count())]
        chosen = [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]
        try:
            self.plan = plan_service_days(self.office, self.first.day, self.last.day, communities=chosen)
            said = self.plan.sentence()
        except KnownError as error:
            self.plan, said = None, str(error)
        rows = self.plan.rows if self.plan else ()
        self.table.setModel(PlanModel(rows))
        for section, width in enumerate(WIDTHS):
            self.table.setColumnWidth(section, width)
        self.note.setText(said)
        count = len(self.plan.new) if self.plan else 0
        self.write.setText(f"排成 {count} 个活动" if count else "排成活动")
        self.write.setEnabled(count > 0)

    def accept(self) -> None:
        fault = self.first.fault or self.last.fault
        if self.plan is None or fault:
            self.note.setText(fault or self.note.text())
            return
        try:
            done = carry_out(self.office, self.plan)
        except KnownError as error:
            self.note.setText(str(error))
            return
        self.window_.say(done.sentence())
        super().accept()


class PlanModel(QAbstractTableModel):
    """计划的各行。"""

    def __init__(self, rows: Sequence[PlanRow]) -> None:
        super().__init__()
        self.rows = rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._texts(row)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(INKS.get(row.state, COLOURS["quiet"]))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def _texts(self, row: PlanRow) -> tuple[str, ...]:
        day = row.day or row.original
        where = row.community.name if row.community else "街道统一"
        how = "，".join(part for part in (SAID.get(row.state, ""), row.why) if part)
        return day.isoformat(), WEEKDAYS[day.weekday()], row.rule.name, where, how


def _table() -> QTableView:
    table = QTableView()
    table.setAccessibleName("要排的服务日")
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    dense_rows(table)
    table.horizontalHeader().setStretchLastSection(True)
    return table
