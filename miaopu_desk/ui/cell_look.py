"""格子里的记号画在右边：左边的字还和列头对齐。"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

BADGE = 13


class BadgeRight(QStyledItemDelegate):
    """列表的格子；有记号的画在右边。"""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.decorationPosition = QStyleOptionViewItem.Position.Right
        option.decorationSize = QSize(BADGE, BADGE)
