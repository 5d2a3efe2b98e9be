"""导入预览的表格：每一行的状态、行号、原因和各栏的值，有变化的写成“原来 → 改为”。"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from miaopu_desk.domain.kinds import Kind, plain_text
from miaopu_desk.domain.register import Column
from miaopu_desk.services.import_fields import fields
from miaopu_desk.services.importing import STATES, ImportPlan, PlannedRow
from miaopu_desk.ui.theme import AMBER, BLUE, COLOURS, GREEN, RED

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
STATE_COLOURS = {"new": GREEN, "changed": BLUE, "same": COLOURS["quiet"], "refused": RED, "skipped": AMBER}
TOUCHED = QColor("#fff4cc")
MENDED = QColor("#dff0e0")
WRONG = QColor(COLOURS["red_pale"])
STATE, ROW, SHEET, REASON = "状态", "行号", "工作表", "原因"
_CENTRED = (STATE, ROW)


class PlanModel(QAbstractTableModel):
    """导入计划的模型；state 为空列出全部的行。mend(行, 栏, 文字) 改一格，改完由它说哪些行变了。"""

    def __init__(self) -> None:
        super().__init__()
        self.plan: ImportPlan | None = None
        self.rows: list[PlannedRow] = []
        self.columns: list[Column] = []
        self.heads: list[str] = []
        self.mend: Callable[[PlannedRow, str, str], None] | None = None

    def show_plan(self, plan: ImportPlan | None) -> None:
        """换一份计划。"""
        self.beginResetModel()
        self.plan = plan
        self.rows = list(plan.rows) if plan else []
        self.columns, self.heads = [], []
        if plan is not None:
            used = {name for row in plan.rows for name in row.cells}
            # 表里没有的必填栏也列出来：缺的可以一格一格补上
            used |= {each.name for each in plan.register.columns if each.required and each.initial is None}
            self.columns = [each for name, each in fields(plan.register).items() if name in used]
            several = [SHEET] if len(plan.sheets) > 1 else []
            self.heads = [STATE, ROW, *several, REASON]
        self.endResetModel()

    def show_state(self, state: str | None) -> None:
        """只列一种状态的行。"""
        self.beginResetModel()
        self.rows = [row for row in self.plan.rows if state in (None, row.state)] if self.plan else []
        self.endResetModel()

    def refresh(self) -> None:
        """各行的状态可能变了：重画，列出的行和次序不动。"""
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, self.columnCount() - 1))

    def column_at(self, section: int) -> Column | None:
        """一列是哪一栏；状态、行号、原因这些不是。"""
        at = section - len(self.heads)
        return self.columns[at] if 0 <= at < len(self.columns) else None

    def head(self, section: int) -> str:
        """列头。"""
        fixed = len(self.heads)
        return self.heads[section] if section < fixed else self.columns[section - fixed].label

    def text(self, row: PlannedRow, section: int) -> str:
        """一格的文字。"""
        if section >= len(self.heads):
            return _cell(row, self.columns[section - len(self.heads)])
        head = self.heads[section]
        if head == STATE:
            return STATES[row.state]
        if head == ROW:
            return str(row.row)
        return row.sheet if head == SHEET else reason(row)

    # Qt 来问的

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.heads) + len(self.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        row, section = self.rows[index.row()], index.column()
        column = self.column_at(section)
        if role == Role.DisplayRole:
            return self.text(row, section)
        if role == Role.ToolTipRole:
            return _tip(row, column, self.text(row, section))
        if role == Role.EditRole:
            return plain_text(row.cells.get(column.name)) if column is not None else None
        if role == Role.TextAlignmentRole:
            return self._alignment(section)
        if role == Role.ForegroundRole:
            return self._ink(row, section)
        if role == Role.BackgroundRole and column is not None:
            if any(problem.column == column.label for problem in row.problems):
                return WRONG
            if column.name in row.fixed:
                return MENDED
            if row.state == "changed" and _differs(row, column):
                return TOUCHED
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        open_ = self.mend is not None and self.plan is not None and self.plan.batch is None
        if open_ and self.column_at(index.column()) is not None and self.rows[index.row()].state != "skipped":
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def fixed_field(self, index: Index) -> str | None:
        """这一格在预览里改过的是哪一栏；没有改过、已经写入了为空。"""
        column = self.column_at(index.column()) if index.isValid() else None
        if column is None or self.plan is None or self.plan.batch is not None:
            return None
        return str(column.name) if column.name in self.rows[index.row()].fixed else None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        column = self.column_at(index.column())
        if role != Role.EditRole or column is None or self.mend is None:
            return False
        row = self.rows[index.row()]
        if str(value) == plain_text(row.cells.get(column.name)):
            return False
        self.mend(row, column.name, str(value))
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= self.columnCount():
            return None
        if role == Role.DisplayRole:
            return self.head(section)
        return self._alignment(section) if role == Role.TextAlignmentRole else None

    def _alignment(self, section: int) -> Qt.AlignmentFlag:
        fixed = len(self.heads)
        align = "left" if section < fixed else self.columns[section - fixed].kind.align
        if section < fixed and self.heads[section] in _CENTRED:
            align = "center"
        if align == "center":
            return Qt.AlignmentFlag.AlignCenter
        side = Qt.AlignmentFlag.AlignRight if align == "right" else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def _ink(self, row: PlannedRow, section: int) -> QColor | None:
        fixed = len(self.heads)
        if section < fixed and self.heads[section] in (STATE, REASON):
            plain = self.heads[section] == REASON and row.state not in ("refused", "skipped")
            return None if plain else QColor(STATE_COLOURS[row.state])
        return QColor(COLOURS["quiet"]) if row.state in ("same", "skipped") else None


def reason(row: PlannedRow) -> str:
    """为什么拒收、跳过，或者改了什么。"""
    said = [f"{each.column}：{each.message}" if each.column else each.message for each in row.problems]
    said += row.warnings
    if row.state == "changed":
        for column in row.register.columns:
            if _differs(row, column):
                old, new = getattr(row.base, column.name), getattr(row.record, column.name)
                said.append(f"{column.label}：{_arrow(column.kind, old, new)}")
    return "；".join(said)


def _tip(row: PlannedRow, column: Column | None, text: str) -> str | None:
    """这一格表里原来写的是什么、有什么毛病；看得全又没有可说的就不弹。"""
    if column is None:
        return text if len(text) > 8 else None
    said = [problem.message for problem in row.problems if problem.column == column.label]
    raw = plain_text(row.cells.get(column.name))
    if column.name in row.fixed:
        before = plain_text(row.data.cells.get(column.name))
        said.append(f"在预览里改过，表里原来是：{_hushed(column, before) or '空的'}")
    elif raw and not column.kind.secret and raw not in (text, ""):
        said.append(f"表里写的是：{raw}")
    return "\n".join([text, *said]) if said else (text if len(text) > 8 else None)


def _hushed(column: Column, raw: str) -> str:
    return column.kind.masked(read) if column.kind.secret and isinstance(read := column.kind.read(raw), str) else raw


def _differs(row: PlannedRow, column: Column) -> bool:
    if "." in column.name:
        return False
    return bool(getattr(row.base, column.name) != getattr(row.record, column.name))


def _cell(row: PlannedRow, column: Column) -> str:
    kind = column.kind
    if row.state == "changed" and _differs(row, column):
        return _arrow(kind, getattr(row.base, column.name), getattr(row.record, column.name))
    value = getattr(row.record, column.name, None)
    if value is not None:
        return kind.masked(value)
    raw = row.cells.get(column.name)
    # 读得懂的打码；读不懂的照原样给出，否则看不出错在哪里
    return kind.masked(read) if kind.secret and isinstance(read := kind.read(raw), str) else plain_text(raw)


def _arrow(kind: Kind, old: Any, new: Any) -> str:
    before, after = (kind.masked(value) if value is not None else "空" for value in (old, new))
    return f"{before} → {after}（中间几位不同）" if before == after else f"{before} → {after}"
