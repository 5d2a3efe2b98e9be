"""填写时从格子下面弹出来的一张单子。"""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QListWidget, QWidget


def show_below(field: QWidget, found: QListWidget, shown: int) -> None:
    """在 field 正下方弹出单子，最多露出 shown 行，第一行选中；没有内容或 field 看不见就收起来。"""
    if not found.count() or not field.isVisible():
        found.hide()
        return
    found.setCurrentRow(0)
    rows = min(found.count(), shown)
    width = max(field.width(), found.sizeHintForColumn(0) + 24)
    found.setGeometry(0, 0, width, rows * found.sizeHintForRow(0) + 6)
    found.move(field.mapToGlobal(QPoint(0, field.height())))
    found.show()
