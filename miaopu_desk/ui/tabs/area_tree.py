"""网格树：社区、片区、楼栋、路段一级一级，每处写着由谁负责，没有人的标红。"""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from miaopu_desk.domain.codes import AREA_KINDS
from miaopu_desk.services.grid_board import AreaNode, CommunityNode
from miaopu_desk.ui.theme import COLOURS, RED

ID = Qt.ItemDataRole.UserRole
COMMUNITY_ID = Qt.ItemDataRole.UserRole + 1
NAME, KIND, WHO = range(3)
NOBODY = "无人负责"


class AreaTree(QTreeWidget):
    """一棵网格树；重新排的时候，合上的社区仍合着。"""

    def __init__(self) -> None:
        super().__init__()
        self._by_id: dict[str, QTreeWidgetItem] = {}
        self.setAccessibleName("网格树")
        self.setHeaderLabels(["网格", "类型", "由谁负责"])
        self.setUniformRowHeights(True)
        self.setIndentation(18)
        self.setColumnWidth(NAME, 240)
        self.setColumnWidth(KIND, 80)
        self.header().setSectionResizeMode(WHO, QHeaderView.ResizeMode.Stretch)

    def show_areas(self, tops: Sequence[CommunityNode], only_nobody: bool) -> None:
        """按这些社区重新排；only_nobody 只留无人负责的和它们的上级。"""
        closed = {item.text(NAME) for item in self._tops() if not item.isExpanded()}
        self.blockSignals(True)
        self.setUpdatesEnabled(False)
        self.clear()
        self._by_id = {}
        for top in tops:
            self._add_community(top, only_nobody)
        self.expandAll()
        for item in self._tops():
            if item.text(NAME) in closed:
                item.setExpanded(False)
        self.setUpdatesEnabled(True)
        self.blockSignals(False)

    def items(self) -> Iterator[QTreeWidgetItem]:
        """树上的各项，从上到下。"""
        stack = list(reversed(self._tops()))
        while stack:
            item = stack.pop()
            yield item
            below = [item.child(at) for at in range(item.childCount() - 1, -1, -1)]
            stack += [each for each in below if each is not None]

    def last_id(self) -> str:
        """树上最后一处网格；没有为空串。"""
        return next(reversed(self._by_id), "")

    def _tops(self) -> list[QTreeWidgetItem]:
        return [item for at in range(self.topLevelItemCount()) if (item := self.topLevelItem(at)) is not None]

    def area_id(self) -> str:
        """选中的网格；选中的是社区，或者什么也没选，为空串。"""
        item = self.currentItem()
        return str(item.data(NAME, ID) or "") if item is not None else ""

    def community_id(self) -> str:
        """选中的一项所在的社区。"""
        item = self.currentItem()
        return str(item.data(NAME, COMMUNITY_ID) or "") if item is not None else ""

    def select(self, area_id: str) -> bool:
        """选中一处网格；树上没有返回假。"""
        item = self._by_id.get(area_id)
        if item is None:
            return False
        self.setCurrentItem(item)
        self.scrollToItem(item)
        return True

    def select_first(self) -> None:
        """选中第一处网格。"""
        first = next(iter(self._by_id.values()), None)
        if first is not None:
            self.setCurrentItem(first)

    def _add_community(self, top: CommunityNode, only_nobody: bool) -> None:
        if only_nobody and not top.nobody:
            return
        item = QTreeWidgetItem([top.name, f"{top.count} 处", f"{top.nobody} 处{NOBODY}" if top.nobody else ""])
        item.setData(NAME, COMMUNITY_ID, top.id)
        font = item.font(NAME)
        font.setBold(True)
        item.setFont(NAME, font)
        for column in (NAME, KIND, WHO):
            item.setBackground(column, QBrush(QColor(COLOURS["stripe"])))
        item.setForeground(KIND, QBrush(QColor(COLOURS["quiet"])))
        if top.nobody:
            item.setForeground(WHO, QBrush(QColor(RED)))
        self.addTopLevelItem(item)
        for node in top.parts:
            self._add_area(item, node, only_nobody)

    def _add_area(self, parent: QTreeWidgetItem, node: AreaNode, only_nobody: bool) -> None:
        if only_nobody and all(each.in_charge for each in node.every()):
            return
        who = "、".join(node.in_charge) or NOBODY
        item = QTreeWidgetItem([node.area.name, AREA_KINDS.label(node.area.kind), who])
        item.setData(NAME, ID, node.area.id)
        self._by_id[node.area.id] = item
        item.setData(NAME, COMMUNITY_ID, node.area.community.id if node.area.community else None)
        item.setToolTip(NAME, node.area.boundary or node.area.name)
        item.setToolTip(WHO, who)
        if not node.in_charge:
            item.setForeground(WHO, QBrush(QColor(RED)))
        parent.addChild(item)
        for part in node.parts:
            self._add_area(item, part, only_nobody)
