"""一行也没有的表格，中间写一句话：为什么空着、下一步做什么。"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QTableView

from miaopu_desk.ui.theme import COLOURS

HIGHEST = 240  # 像素：表格很高时话写在靠上的这一段中间


def say_empty(table: QTableView, text: str) -> None:
    """在 table 的 paintEvent 里叫：没有行、text 不空就画上去。"""
    if not text or table.model().rowCount() > 0:
        return
    painter = QPainter(table.viewport())
    painter.setPen(QColor(COLOURS["quiet"]))
    place = table.viewport().rect().adjusted(20, 0, -20, 0)
    place.setHeight(min(place.height(), HIGHEST))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), text)
