"""一张签到表在屏幕上的行：每人一行，改的是考勤、到岗、离岗、时长、备注；时长当场算给人看。"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from miaopu_desk.domain.attendance import CAME, AttendanceSheet, Given, Mark, minutes_given
from miaopu_desk.domain.clock import Clock
from miaopu_desk.domain.codes import ATTENDANCE
from miaopu_desk.domain.kinds import Rejected, Text, hours
from miaopu_desk.ui.record_model import EDITABLE, READABLE
from miaopu_desk.ui.theme import AMBER, COLOURS, RED

HEADS = ("序号", "姓名", "社区", "考勤", "到岗", "离岗", "时长（小时）", "备注")
NUMBER, NAME, PLACE, STATUS, CAME_AT, LEFT_AT, HOURS, NOTE = range(len(HEADS))
EDITED = {
    CAME_AT: ("came_at", Clock()),
    LEFT_AT: ("left_at", Clock()),
    HOURS: ("minutes", hours()),
    NOTE: ("note", Text(100)),
}
_COLOURS = {"late": AMBER, "early": AMBER, "absent": RED, "leave": COLOURS["quiet"]}
_CENTRED = (NUMBER, STATUS, CAME_AT, LEFT_AT)
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class AttendanceModel(QAbstractTableModel):
    """sheet 是正录的一张，marks 是现在的样子；refused 说一格为什么没有收。"""

    refused = Signal(str)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sheet: AttendanceSheet | None = None
        self.marks: list[Mark] = []
        self.where: dict[str, str] = {}
        self._worked_out: dict[tuple[object, ...], Given | str] = {}  # 一班里多半人写的一样：同样写的只算一次

    def open(self, sheet: AttendanceSheet | None) -> None:
        """换一张。"""
        self.beginResetModel()
        self.sheet = sheet
        self._worked_out.clear()
        self.marks = list(sheet.marks) if sheet else []
        self.where = dict(sheet.where) if sheet else {}
        self.endResetModel()
        self.changed.emit()

    def take(self, marks: Sequence[Mark], where: Mapping[str, str]) -> None:
        """换成这些人，签到表还是这一张：接着录上次没有存的。"""
        self.beginResetModel()
        self.marks = list(marks)
        self.where.update(where)
        self.endResetModel()
        self.changed.emit()

    @property
    def dirty(self) -> bool:
        """和打开时不一样。"""
        return self.sheet is not None and tuple(self.marks) != self.sheet.marks

    def add(self, mark: Mark, place: str) -> int:
        """加一个人，返回行号；已经在表上的就是那一行。"""
        for row, each in enumerate(self.marks):
            if each.volunteer.id == mark.volunteer.id:
                return row
        row = len(self.marks)
        self.beginInsertRows(QModelIndex(), row, row)
        self.marks.append(mark)
        self.where[mark.volunteer.id or ""] = place
        self.endInsertRows()
        self.changed.emit()
        return row

    def drop(self, row: int) -> bool:
        """去掉临时参加的一行；排了班的不能去掉，没有来的记缺席。"""
        if not self.marks[row].walk_in:
            return False
        self.beginRemoveRows(QModelIndex(), row, row)
        del self.marks[row]
        self.endRemoveRows()
        self.changed.emit()
        return True

    def mark(self, row: int, attendance: str) -> None:
        """改考勤；没有来的，到岗、离岗、时长一起去掉。"""
        changes: dict[str, Any] = {"attendance": attendance}
        if attendance not in CAME:
            changes |= {"came_at": None, "left_at": None, "minutes": None}
        self._put(row, replace(self.marks[row], **changes))

    def give_everybody(self, minutes: int) -> int:
        """来了而没有写时长的，都写成这么多；返回几个人。"""
        given = 0
        for row, mark in enumerate(self.marks):
            if mark.attendance in CAME and mark.minutes is None and not (mark.came_at or mark.left_at):
                self._put(row, replace(mark, minutes=minutes))
                given += 1
        return given

    def given(self, row: int) -> Given | str:
        """这一行该记多少，或者要补什么。"""
        assert self.sheet is not None
        mark = self.marks[row]
        written = (mark.attendance, mark.came_at, mark.left_at, mark.minutes)
        if written not in self._worked_out:
            self._worked_out[written] = minutes_given(mark, self.sheet.span)
        return self._worked_out[written]

    def problem(self, row: int) -> str:
        """这一行要补什么；不用补为空串。"""
        found = self.given(row)
        if isinstance(found, str):
            return found
        return "不到每次至少的时间，照实记" if found.short else ""

    def summary(self) -> str:
        """各种考勤几个人，一共多少小时。"""
        counts = Counter(each.attendance for each in self.marks)
        said = "　".join(f"{ATTENDANCE.label(code)} {counts[code]}" for code in ATTENDANCE.codes if counts[code])
        found = [self.given(row) for row in range(len(self.marks))]
        total = sum(each.minutes or 0 for each in found if isinstance(each, Given))
        open_ = sum(isinstance(each, str) for each in found)
        more = f"　还有 {open_} 人要补" if open_ else ""
        return f"{len(self.marks)} 人：{said}　共 {hours().show(total)} 小时{more}" if self.marks else "还没有人"

    def _put(self, row: int, mark: Mark) -> None:
        self.marks[row] = mark
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(HEADS) - 1))
        self.changed.emit()

    # Qt 来问的

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.marks)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role == Role.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return HEADS[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        column = index.column()
        editable = column == NOTE or (column in EDITED and self.marks[index.row()].attendance in CAME)
        return EDITABLE if editable else READABLE

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role not in _ANSWERED or not index.isValid() or self.sheet is None:
            return None
        row, column = index.row(), index.column()
        if role in (Role.DisplayRole, Role.EditRole):
            return self._text(row, column, role == Role.EditRole)
        if role == Role.TextAlignmentRole:
            return _ALIGN[column]
        if role == Role.ForegroundRole:
            return self._colour(row, column)
        if role == Role.ToolTipRole and column == HOURS:
            return self.problem(row) or None
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.EditRole or index.column() not in EDITED:
            return False
        if self.refuses(index, value):
            return False
        name, kind = EDITED[index.column()]
        read = kind.read(value)
        if read != getattr(self.marks[index.row()], name):
            self._put(index.row(), replace(self.marks[index.row()], **{name: read}))
        return True

    def refuses(self, index: Index, value: object) -> bool:
        """这一格填的读不懂：说出来。"""
        read = EDITED[index.column()][1].read(value)
        if isinstance(read, Rejected):
            self.refused.emit(f"{self.marks[index.row()].volunteer.name}　{HEADS[index.column()]}：{read.message}")
            return True
        return False

    def _text(self, row: int, column: int, editing: bool) -> str:
        mark = self.marks[row]
        if column in EDITED and (editing or column != HOURS):
            name, kind = EDITED[column]
            return str(kind.show(getattr(mark, name)))
        if column == HOURS:
            found = self.given(row)
            return "要补" if isinstance(found, str) else hours().show(found.minutes)
        if column == NUMBER:
            return str(row + 1)
        if column == NAME:
            return f"{mark.volunteer.name}（临时）" if mark.walk_in else mark.volunteer.name
        if column == PLACE:
            return self.where.get(mark.volunteer.id or "", "")
        return ATTENDANCE.label(mark.attendance) if mark.attendance else ""

    def _colour(self, row: int, column: int) -> QColor | None:
        mark = self.marks[row]
        if column == STATUS and mark.attendance in _COLOURS:
            return QColor(_COLOURS[mark.attendance])
        if column == HOURS:
            found = self.given(row)
            if isinstance(found, str):
                return QColor(RED)
            if found.short:
                return QColor(AMBER)
            return None if mark.minutes is not None else QColor(COLOURS["quiet"])
        return None


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ALIGN = tuple(
    Qt.AlignmentFlag.AlignCenter if at in _CENTRED else _RIGHT if at == HOURS else _LEFT for at in range(len(HEADS))
)
_ANSWERED = frozenset((Role.DisplayRole, Role.EditRole, Role.TextAlignmentRole, Role.ForegroundRole, Role.ToolTipRole))
