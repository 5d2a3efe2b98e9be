"""值守看板上的表：一行一班，已排和至少、班上的人、状态和提醒；提醒是字加颜色。"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from miaopu_desk.domain.duty_board import UNINSURED, WORDS, BoardShift
from miaopu_desk.ui.empty_view import say_empty
from miaopu_desk.ui.theme import AMBER, COLOURS, GREEN, RED, dense_rows

HEADS = ("日期", "时间", "责任区域", "责任单位", "人数", "值守人员", "状态", "提醒")
DAY, WHEN, AREA, UNIT, COUNT, PEOPLE, STATE, FLAGS = range(len(HEADS))
WIDTHS = (104, 104, 190, 104, 52, 190, 66, 108)
_CENTER = (DAY, WHEN, COUNT, STATE)
Index = QModelIndex | QPersistentModelIndex


class DutyModel(QAbstractTableModel):
    """这一周列出的班次。"""

    def __init__(self) -> None:
        super().__init__()
        self.shifts: list[BoardShift] = []

    def show(self, shifts: Sequence[BoardShift]) -> None:
        """换成这些班次。"""
        self.beginResetModel()
        self.shifts = list(shifts)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shifts)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _align(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        shift, column = self.shifts[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(shift, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _align(column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QBrush(QColor(colour(shift, column)))
        if role == Qt.ItemDataRole.BackgroundRole and shift.day.isoweekday() % 2 == 0:
            return QBrush(QColor(COLOURS["stripe"]))
        if role == Qt.ItemDataRole.FontRole and shift.state == "cancelled" and column in (WHEN, AREA):
            font = QFont()
            font.setStrikeOut(True)
            return font
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(shift, column)
        return None


class DutyTable(QTableView):
    """opened 给出要改的一班在第几行；moved 是换了一行。"""

    opened = Signal(int)
    moved = Signal()

    def __init__(self, model: DutyModel) -> None:
        super().__init__()
        self.setModel(model)
        self.model_ = model
        self.empty_text = ""
        self.setAccessibleName("这一周的班次")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        dense_rows(self)
        for at, width in enumerate(WIDTHS):
            self.setColumnWidth(at, width)
        self.horizontalHeader().setSectionResizeMode(PEOPLE, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.selectionModel().selectionChanged.connect(lambda *_: self.moved.emit())

    def chosen(self) -> list[BoardShift]:
        """选中的各班，从上到下。"""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self.model_.shifts[row] for row in rows]

    def choose(self, rows: Sequence[int]) -> None:
        """选中这几行，光标在第一行。"""
        self.clearSelection()
        flag = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for row in rows:
            self.selectionModel().select(self.model_.index(row, 0), flag)
        if rows:
            self.selectionModel().setCurrentIndex(
                self.model_.index(rows[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )
            self.scrollTo(self.model_.index(rows[0], 0))

    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        say_empty(self, self.empty_text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


def shown(shift: BoardShift, column: int) -> str:
    """一格的字。"""
    if column == PEOPLE:
        return "、".join(one.name for one in shift.people)
    if column == STATE:
        return shift.state_words
    if column == FLAGS:
        return "、".join(WORDS[flag] for flag in shift.flags) or shift.reason
    return (shift.day_words, shift.when, shift.area, shift.unit, shift.staffed)[column]


def colour(shift: BoardShift, column: int) -> str:
    """一格的颜色：缺人、撞班、离队是红的，未在保是褐的，取消、没有生成的是灰的。"""
    if shift.state == "cancelled" or not shift.id:
        return COLOURS["quiet"]
    if column == COUNT and shift.minimum_people:
        return RED if shift.lacking else GREEN
    if column == FLAGS and shift.flags:
        return AMBER if set(shift.flags) == {UNINSURED} else RED
    if column == STATE and shift.state == "held":
        return GREEN
    return COLOURS["text"]


def tip(shift: BoardShift, column: int) -> str | None:
    """停在一格上看到的：班上各人和各自的不对。"""
    if column in (PEOPLE, FLAGS) and shift.people:
        lines = []
        for one in shift.people:
            wrong = "、".join(WORDS[flag] for flag in one.flags)
            lines.append(f"{one.name}　{one.community}" + (f"　{wrong}" if wrong else ""))
        return "\n".join(lines)
    if column == AREA:
        return "　".join(part for part in (shift.area, shift.community, shift.task) if part)
    return shift.reason or None


def _align(column: int) -> int:
    side = Qt.AlignmentFlag.AlignHCenter if column in _CENTER else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
