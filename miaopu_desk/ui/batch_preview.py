"""成批修改的预览：每一行改前改后，不收的写明原因，排在最前面。"""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QTableView

from miaopu_desk.services.batch_editing import BatchPlan, PlannedChange
from miaopu_desk.ui.theme import RED, dense_rows

HEADS = ("", "栏目", "改前", "改后", "说明")
Index = QModelIndex | QPersistentModelIndex


class PreviewModel(QAbstractTableModel):
    """一行改几栏就列几行；没有变化的不列。"""

    def __init__(self, plan: BatchPlan) -> None:
        super().__init__()
        self.naming = plan.register.column(plan.register.name_by)
        self.noun = plan.register.noun
        self.lines = [line for row in (*plan.refused, *plan.changed) for line in self._lines(row)]

    def _lines(self, row: PlannedChange) -> list[tuple[str, str, str, str, str]]:
        name = self.naming.kind.show(getattr(row.before, self.naming.name))
        reason = "；".join(str(each) for each in row.problems)
        return [(name, *shown, f"不收：{reason}" if reason else "") for shown in row.shown]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return line[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and line[-1]:
            return QColor(RED)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return HEADS[section] or self.noun
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


def preview_table() -> QTableView:
    """放预览的表格。"""
    table = QTableView()
    table.setAccessibleName("改前改后")
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    dense_rows(table)
    table.horizontalHeader().setStretchLastSection(True)
    return table


def show_plan(table: QTableView, plan: BatchPlan) -> str:
    """把计划放进表格，返回一句总数。"""
    table.setModel(PreviewModel(plan))
    for section, width in enumerate((90, 100, 200, 200)):
        table.setColumnWidth(section, width)
    parts = [f"要改 {len(plan.changed)} 行"]
    if plan.same:
        parts.append(f"{plan.same} 行本来就是这样")
    if plan.refused:
        parts.append(f"{len(plan.refused)} 行不收，见红字，不会写进去")
    return "，".join(parts)
