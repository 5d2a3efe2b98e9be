"""录签到表的表格：一人一个键，回车走到下一个人；在时间、时长、备注的格子里打字就是改那一格。"""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from miaopu_desk.domain.attendance import CAME, EARLY, LATE
from miaopu_desk.domain.codes import ATTENDANCE
from miaopu_desk.ui.attendance_model import CAME_AT, EDITED, HOURS, LEFT_AT, NOTE, STATUS, AttendanceModel
from miaopu_desk.ui.theme import ROW_HEIGHT

KEYS = {str(at): code for at, code in enumerate(ATTENDANCE.codes, 1)}
TOLD = "　".join(f"{key} {ATTENDANCE.label(code)}" for key, code in KEYS.items())
_WIDTHS = (52, 130, 110, 80, 80, 80, 110)


class AttendanceTable(QTableView):
    """去掉一行（Delete）只对临时参加的；dropped_scheduled 是想去掉排了班的人。"""

    dropped_scheduled = Signal()

    def __init__(self, model: AttendanceModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.records = model
        self.setModel(model)
        self.setAccessibleName(f"签到表：{TOLD}")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        side = self.verticalHeader()
        side.setVisible(False)
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(ROW_HEIGHT)
        for at, width in enumerate(_WIDTHS):
            self.setColumnWidth(at, width)
        self.horizontalHeader().setSectionResizeMode(NOTE, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        model.modelReset.connect(lambda: self.go(0))

    def go(self, row: int, column: int = STATUS) -> None:
        """走到一格；走过末行就停在末行。"""
        last = self.records.rowCount() - 1
        if last >= 0:
            self.setCurrentIndex(self.records.index(min(max(row, 0), last), column))

    def keyboardSearch(self, search: str) -> None:
        """打的字是考勤，不按它跳行。"""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex()
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not at.isValid() or not plain:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go(at.row() + 1)
        elif key == Qt.Key.Key_Delete:
            self._clear(at.row(), at.column())
        elif at.column() not in EDITED and event.text() in KEYS:
            self._mark(at.row(), KEYS[event.text()])
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """改好一格按回车：走到下一个人。"""
        row = self.currentIndex().row()
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self.go(row + 1)

    def _mark(self, row: int, attendance: str) -> None:
        """记考勤；迟到、早退接着填时间（班次没有写起止的填时长），别的走到下一个人。"""
        self.records.mark(row, attendance)
        mark = self.records.marks[row]
        wanted = {LATE: (CAME_AT, mark.came_at), EARLY: (LEFT_AT, mark.left_at)}.get(attendance)
        if wanted is not None and wanted[1] is None and mark.minutes is None:
            self.go(row, wanted[0])
            self.edit(self.currentIndex())
        else:
            self.go(row + 1)

    def _clear(self, row: int, column: int) -> None:
        if column in EDITED:
            self.records.setData(self.records.index(row, column), "")
        elif self.records.drop(row):
            self.go(row)
        else:
            self.dropped_scheduled.emit()

    def next_open(self) -> int | None:
        """头一个还要补的行。"""
        found = (row for row in range(self.records.rowCount()) if isinstance(self.records.given(row), str))
        return next(found, None)

    def go_to_open(self) -> Any:
        """走到头一个还要补的格子。"""
        row = self.next_open()
        if row is not None:
            mark = self.records.marks[row]
            at = {LATE: CAME_AT, EARLY: LEFT_AT}.get(
                mark.attendance or "", HOURS if mark.attendance in CAME else STATUS
            )
            self.go(row, at)
            self.setFocus()
        return row
