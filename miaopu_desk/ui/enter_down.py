"""打字的表格里，回车收下一格就到下面一行的同一栏，和表格软件一样；不能改的格子跳过。"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QWidget

_HINT = QAbstractItemDelegate.EndEditHint


class EnterDown:
    """和表格一起继承，写在前面；最后一行的回车留在原处。"""

    def closeEditor(self: Any, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        entered = hint == _HINT.SubmitModelCache
        super().closeEditor(editor, _HINT.NoHint if entered else hint)  # type: ignore[misc]
        if entered:
            self.go_down()

    def keyPressEvent(self: Any, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state() != self.State.EditingState:
            self.go_down()
        else:
            super().keyPressEvent(event)  # type: ignore[misc]

    def go_down(self: Any) -> None:
        """到下面能改的一格。"""
        now, model = self.currentIndex(), self.model()
        for row in range(now.row() + 1, model.rowCount() if now.isValid() else 0):
            there = model.index(row, now.column())
            if there.flags() & Qt.ItemFlag.ItemIsEditable:
                self.setCurrentIndex(there)
                return
