"""编辑框的共同样子：焦点、无障碍名称、什么时候算改了、什么时候算离开。"""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from miaopu_desk.domain.register import Column


class Editor(QWidget):
    """编辑框的共同样子。edited：人改动了；left：离开了这一格。"""

    edited = Signal()
    left = Signal()

    def __init__(self, column: Column) -> None:
        super().__init__()
        self.column = column
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(3)

    def place(self, widget: QWidget) -> None:
        """放进主要的那个控件：焦点、无障碍名称都归它。"""
        self.widget = widget
        widget.setAccessibleName(self.column.label)
        self.setFocusProxy(widget)
        widget.installEventFilter(self)
        self.row.addWidget(widget, 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return False

    def raw(self) -> object:
        """现在填的，交给栏目的种类去读。"""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """放进一个读好的值。"""
        raise NotImplementedError

    def note(self) -> str:
        """下面要提示的一句话。"""
        return ""
