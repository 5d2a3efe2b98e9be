"""正在起作用的筛选，一个一块，点一下去掉。"""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

MOST = 36  # 一块最多显示几个字


class Chips(QWidget):
    """一行筛选块；没有筛选时不占地方。"""

    removed = Signal(str)
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(8, 0, 8, 5)
        self.row.setSpacing(6)
        self.setVisible(False)

    def show_filters(self, texts: Mapping[str, str]) -> None:
        """texts：栏目路径 → 说明。"""
        while (item := self.row.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        for path, text in texts.items():
            shown = text if len(text) <= MOST else f"{text[:MOST]}…"
            self.row.addWidget(self._button(f"{shown}  ✕", "chip", f"去掉这个筛选：{text}", path))
        if texts:
            self.row.addWidget(self._button("清除筛选", "link", "清除全部筛选和查找", None))
            self.row.addStretch()
        self.setVisible(bool(texts))

    def _button(self, text: str, look: str, tip: str, path: str | None) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setProperty(look, True)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(self.cleared if path is None else lambda: self.removed.emit(path))
        return button
