"""不大的只读表格：点一格或按回车就打开它。"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from miaopu_desk.ui.empty_view import say_empty
from miaopu_desk.ui.theme import dense_rows

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter


class ClickTable(QTableWidget):
    """chosen 给出点的第几行、第几列。"""

    chosen = Signal(int, int)

    def __init__(self, name: str) -> None:
        super().__init__(0, 0)
        self.empty_text = ""
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        dense_rows(self)
        self.cellClicked.connect(self.chosen)

    def set_heads(self, heads: Sequence[tuple[str, Qt.AlignmentFlag]]) -> None:
        """列头：文字和对齐。"""
        self.setColumnCount(len(heads))
        for at, (text, align) in enumerate(heads):
            head = QTableWidgetItem(text)
            head.setTextAlignment(align)
            self.setHorizontalHeaderItem(at, head)

    def whole_rows(self, *widths: int) -> None:
        """整行选中；前几列定宽，末列撑满。"""
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        for at, width in enumerate(widths):
            self.setColumnWidth(at, width)
        self.horizontalHeader().setSectionResizeMode(len(widths), QHeaderView.ResizeMode.Stretch)

    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        say_empty(self, self.empty_text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentRow() >= 0:
                self.chosen.emit(self.currentRow(), self.currentColumn())
        else:
            super().keyPressEvent(event)
