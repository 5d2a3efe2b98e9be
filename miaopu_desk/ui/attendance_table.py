"""录签到表的表格：一人一个键，回车走到下一个人；在时间、时长、备注的格子里打字就是改那一格。"""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QStyledItemDelegate, QTableView, QWidget

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
    save_asked = Signal()

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
        self.setItemDelegate(CellKeys(self))
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

    def take_open_cell(self) -> None:
        """正在填的一格先收下，不等焦点走开。"""
        editor = self.indexWidget(self.currentIndex())
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)

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


class CellKeys(QStyledItemDelegate):
    """格子里的回车：收下这一格，走到下一个人。Qt 自己的回车要排到下一轮才收，接着打的字会跑到别处去。"""

    def __init__(self, table: AttendanceTable) -> None:
        super().__init__(table)
        self.table = table

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and isinstance(watched, QWidget)
        ):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.table.save_asked.emit()
                return True
            row = self.table.currentIndex().row()
            if isinstance(watched, QLineEdit) and self.table.records.refuses(self.table.currentIndex(), watched.text()):
                watched.selectAll()
                return True
            self.commitData.emit(watched)
            self.closeEditor.emit(watched, self.EndEditHint.NoHint)
            self.table.go(row + 1)
            return True
        return super().eventFilter(watched, event)
