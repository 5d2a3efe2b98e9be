"""星级一览的列表模型：一人一行，几万人也只画看得见的；点列头排序，够得上新星级的、够不上了的用颜色标。"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from miaopu_desk.domain.certificates import hours_words
from miaopu_desk.domain.names import pinyin_key
from miaopu_desk.domain.stars import Standing
from miaopu_desk.services.stars import short_words
from miaopu_desk.ui.theme import BLUE, COLOURS, GREEN, RED

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class Head:
    """一列：列头、怎样写、怎样排、对齐。"""

    label: str
    text: Callable[[Standing], str]
    order: Callable[[Standing], Any]
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    width: int = 100


def _hours(one: Standing) -> str:
    words = hours_words(abs(one.minutes))
    return f"-{words}" if one.minutes < 0 else words


_RIGHT, _CENTRE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
HEADS = (
    Head("姓名", lambda one: one.name, lambda one: pinyin_key(one.name), width=100),
    Head("社区", lambda one: one.community, lambda one: one.community, width=84),
    Head("时数", _hours, lambda one: one.minutes, _RIGHT, 84),
    Head("积分", lambda one: f"{one.points:,}", lambda one: one.points, _RIGHT, 76),
    Head("其中奖励", lambda one: str(one.deed_points or ""), lambda one: one.deed_points, _RIGHT, 84),
    Head("达到", lambda one: one.label if one.star else "", lambda one: one.star, _CENTRE, 110),
    Head("已认证", lambda one: one.certified_label, lambda one: one.certified, _CENTRE, 110),
    Head("证书编号", lambda one: one.number, lambda one: one.number, _CENTRE, 120),
    Head("离下一级", short_words, lambda one: (one.next is None, one.minutes_short, one.points_short), width=250),
    Head("缺的资料", lambda one: "、".join(one.missing), lambda one: one.missing, width=180),
)
REACHED, CERTIFIED = 5, 6


class StarModel(QAbstractTableModel):
    """rows 是现在列的各人，按现在的次序。"""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Standing] = []
        self._order: tuple[int, bool] | None = None

    def show_people(self, people: Sequence[Standing]) -> None:
        """换一批人，次序照点过的列头。"""
        self.beginResetModel()
        self.rows = list(people)
        self._sort()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """按一列排；一样的照原来的先后。"""
        self._order = (column, order == Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self.beginResetModel()
        self._sort()
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return len(HEADS)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one, head = self.rows[index.row()], HEADS[index.column()]
        if role in (Role.DisplayRole, Role.ToolTipRole):
            return head.text(one)
        if role == Role.TextAlignmentRole:
            return head.align | Qt.AlignmentFlag.AlignVCenter
        if role == Role.ForegroundRole:
            return _colour(one, index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == Role.DisplayRole:
                return HEADS[section].label
            if role == Role.TextAlignmentRole:
                return HEADS[section].align | Qt.AlignmentFlag.AlignVCenter
        return None

    def _sort(self) -> None:
        if self._order is not None:
            column, backward = self._order
            self.rows.sort(key=HEADS[column].order, reverse=backward)


def _colour(one: Standing, column: int) -> QColor | None:
    if column == CERTIFIED and one.lost:
        return QColor(RED)
    if column == REACHED and one.waiting:
        return QColor(GREEN)
    if column == REACHED and one.star:
        return QColor(BLUE)
    return QColor(COLOURS["quiet"]) if column > CERTIFIED else None
