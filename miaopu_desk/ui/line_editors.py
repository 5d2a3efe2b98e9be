"""打字的编辑框：一行、几行，和先打着码的证件号、电话。"""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QToolButton, QWidget

from miaopu_desk.domain.kinds import Number, Scaled
from miaopu_desk.domain.register import Column
from miaopu_desk.ui.editor import Editor

_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class LineEditor(Editor):
    """一行文字：姓名、号码、数字都用它。"""

    def __init__(self, column: Column) -> None:
        super().__init__(column)
        self.line = QLineEdit()
        self.place(self.line)
        kind = column.kind
        if isinstance(kind, Number | Scaled):
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
            if kind.unit:
                self.row.addWidget(_unit(kind.unit))
        self.line.textEdited.connect(lambda _: self.edited.emit())

    def raw(self) -> object:
        return self.line.text()

    def set_value(self, value: Any) -> None:
        self.line.setText(self.column.kind.show(value))
        self.line.setCursorPosition(0)


class SecretEditor(LineEditor):
    """已有的证件号、电话先打着码；按“更改”、或者直接打字，才重新填。"""

    def __init__(self, column: Column) -> None:
        super().__init__(column)
        self.button = QToolButton()
        self.button.setText("更改")
        self.button.setProperty("link", True)
        self.button.setAccessibleName(f"更改{column.label}")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.unlock)
        self.button.setVisible(False)
        self.row.addWidget(self.button)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # 打着码的一格，打字、粘贴就是要重新填，不必先去点“更改”
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.line.isReadOnly():
            typed = event.text().isprintable() and event.text() and not event.modifiers() & _HELD
            if typed or event.matches(QKeySequence.StandardKey.Paste):
                self.unlock()
        return super().eventFilter(watched, event)

    def cover(self, value: str) -> None:
        """只显示打码的样子。"""
        self.line.setText(self.column.kind.masked(value))
        self.line.setReadOnly(True)
        self.button.setVisible(True)

    def unlock(self) -> None:
        """清空，重新填。"""
        self.line.clear()
        self.line.setReadOnly(False)
        self.button.setVisible(False)
        self.line.setFocus()
        self.edited.emit()


class LinesEditor(Editor):
    """几行文字；Tab 走到下一格。"""

    def __init__(self, column: Column) -> None:
        super().__init__(column)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(64)
        self.place(self.text)
        self.text.textChanged.connect(self.edited.emit)

    def raw(self) -> object:
        return self.text.toPlainText()

    def set_value(self, value: Any) -> None:
        self.text.blockSignals(True)
        self.text.setPlainText(value or "")
        self.text.blockSignals(False)


def _unit(text: str) -> QWidget:
    label = QLabel(text)
    label.setProperty("quiet", True)
    return label
