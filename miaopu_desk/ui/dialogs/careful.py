"""填到一半按了 Esc、点了取消或右上角的叉：先问一句，打的字不会一下子没了。"""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit
from shiboken6 import isValid

from miaopu_desk.ui import messages

Line = QLineEdit | QPlainTextEdit


class CarefulDialog(QDialog):
    """打开以后改过字、又没有办的，关以前先问。"""

    _opened: list[tuple[Line, str]] | None = None

    def reject(self) -> None:
        """Esc、取消、右上角的叉都走这里。"""
        if self.typed() and not messages.confirm(self, "还没有保存", "填写的内容还没有保存，要放弃吗？", "放弃"):
            return
        super().reject()

    def typed(self) -> bool:
        """有没有打了还没有办的字。"""
        return any(isValid(line) and _text(line) != text for line, text in self._opened or ())

    def as_opened(self) -> None:
        """现在的样子当作刚打开：办好了一次，接着办下一次。"""
        lines: list[Line] = [*self.findChildren(QLineEdit), *self.findChildren(QPlainTextEdit)]
        self._opened = [(line, _text(line)) for line in lines]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._opened is None:
            self.as_opened()


def _text(line: Line) -> str:
    return line.text() if isinstance(line, QLineEdit) else line.toPlainText()
