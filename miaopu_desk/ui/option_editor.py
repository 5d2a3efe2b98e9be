"""格子里选词的编辑框：打汉字、拼音或首字母就找，回车取第一个；打别的名字也收，对不对由栏目来说。"""

from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from miaopu_desk.domain.names import search_keys
from miaopu_desk.domain.register import Column
from miaopu_desk.ui.editor import Editor
from miaopu_desk.ui.popup_list import show_below

SHOWN = 12
_VALUE = Qt.ItemDataRole.UserRole


class OptionLine(QLineEdit):
    """一行输入加一张弹出的单子；Alt+↓ 看全部。"""

    changed = Signal()

    def __init__(self, options: list[tuple[Any, str]]) -> None:
        super().__init__()
        self.options = [(value, label, f"{label} {search_keys(label)}".lower()) for value, label in options]
        self.list = QListWidget(self)
        self.list.setWindowFlags(Qt.WindowType.ToolTip)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(self.take)
        self.list.hide()
        self.textEdited.connect(self._typed)

    def search(self, text: str) -> None:
        """弹出名称、拼音、首字母里有 text 的几个；没有就收起来。"""
        self.list.clear()
        for value, label, keys in self.options:
            if text.strip().lower() in keys:
                item = QListWidgetItem(label, self.list)
                item.setData(_VALUE, value)
        show_below(self, self.list, SHOWN)

    def take(self, item: QListWidgetItem) -> None:
        """取单子里的一个。"""
        self.list.hide()
        self.setText(item.text())
        self.changed.emit()

    def settle(self) -> None:
        """要保存了：单子开着就取亮着的那个。"""
        if self.list.isVisible() and self.list.currentItem() is not None:
            self.take(self.list.currentItem())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key, opened = event.key(), self.list.isVisible()
            if key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.search("")
                return True
            if opened and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
            if opened and key == Qt.Key.Key_Escape:
                self.list.hide()
                return True
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.list.hide()
        return super().event(event)

    def _typed(self, text: str) -> None:
        if text.strip():
            self.search(text)
        else:
            self.list.hide()
        self.changed.emit()


class OptionEditor(Editor):
    """交上去的是选中的值；只打了字的交字，由栏目的种类去读。"""

    def __init__(self, column: Column, options: list[tuple[Any, str]]) -> None:
        super().__init__(column)
        self.line = OptionLine(options)
        self.place(self.line)
        self.line.changed.connect(self.edited.emit)

    def raw(self) -> object:
        text = self.line.text().strip()
        return next((value for value, label, _ in self.line.options if label == text), text)

    def set_value(self, value: Any) -> None:
        self.line.setText(self.column.kind.show(value))
