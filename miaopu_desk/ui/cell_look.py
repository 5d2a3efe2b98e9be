"""格子的样子：记号画在右边，光标所在的一格描一圈；由表格一次说定，不在每一格上用 Python 问一遍（一屏几百格，省一半的时间）。"""

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from miaopu_desk.ui.theme import BLUE

BADGE = 13


def badge_right(option: QStyleOptionViewItem) -> None:
    """记号画在右边：左边的字还和列头对齐。"""
    option.decorationPosition = QStyleOptionViewItem.Position.Right
    option.decorationSize = QSize(BADGE, BADGE)


def draw_ring(view: QTableView) -> None:
    """view 有焦点时，光标所在的一格描一圈；在 view 画完各格以后用。"""
    index = view.currentIndex()
    if not index.isValid() or not view.hasFocus():
        return
    painter = QPainter(view.viewport())
    painter.setPen(QPen(QColor(BLUE), 2))
    painter.drawRect(view.visualRect(index).adjusted(1, 1, -2, -2))
