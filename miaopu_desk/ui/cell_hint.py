"""正在填的一格下面的小字：读成了哪一天，或者为什么不收；不挡鼠标。"""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget

from miaopu_desk.ui.theme import look_wrong

WIDEST = 420


class CellHint(QLabel):
    """浮在格子下面，下面放不下就浮在上面。"""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cellhint")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, text: str, cell: QRect, wrong: bool) -> None:
        """在 cell 这一格旁边说；空串收起来。"""
        if not text:
            self.clear()
            self.hide()
            return
        look_wrong(self, wrong)
        self.setText(text)
        margins = 34  # 字两边的空和边框
        width = min(WIDEST, max(cell.width(), self.fontMetrics().horizontalAdvance(text) + margins))
        height = self.heightForWidth(width)
        around = self.parentWidget()
        assert around is not None
        room = around.rect()
        left = max(0, min(cell.left(), room.right() - width))
        below = cell.bottom() + 2
        top = below if below + height <= room.bottom() else cell.top() - height - 2
        self.setGeometry(left, max(0, top), width, height)
        self.raise_()
        self.show()
