"""冻结的第一栏：列表向右移时，姓名那一栏留在左边；是同一个模型、同一份选中的第二个视图。"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QHeaderView, QStyleOptionViewItem, QTableView

from miaopu_desk.ui.cell_look import badge_right
from miaopu_desk.ui.filter_header import FilterHeader
from miaopu_desk.ui.theme import ROW_HEIGHT

if TYPE_CHECKING:
    from miaopu_desk.ui.grid import Grid


class FrozenColumn(QTableView):
    """盖在列表最左边，列表没有向右移时藏起来；鼠标的事都转给列表。"""

    def __init__(self, grid: "Grid") -> None:
        super().__init__(grid)
        self.grid = grid
        self.setObjectName("grid")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QTableView#grid { border: 0; }")  # 列表上边的一条线是列表自己的，再画一条就错开一行
        self.header = FilterHeader(self)
        self.header.setSectionsMovable(False)
        self.setHorizontalHeader(self.header)
        self.setModel(grid.records)
        self.setSelectionModel(grid.selectionModel())
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        side = self.verticalHeader()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(ROW_HEIGHT)
        side.setVisible(False)
        self.header.sort_asked.connect(grid.header.sort_asked)
        self.header.filter_asked.connect(grid.header.filter_asked)
        self.header.sectionResized.connect(self._widened)
        grid.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        grid.horizontalScrollBar().valueChanged.connect(lambda _: self.follow())
        for changed in (grid.header.sectionResized, grid.header.sectionMoved):
            changed.connect(lambda *_: self.follow())
        grid.records.modelReset.connect(self.follow)
        self.hide()

    def section(self) -> int:
        """冻结的是哪一列：最左边的那一列。"""
        return self.grid.header.logicalIndex(0)

    def follow(self) -> None:
        """跟上列表：第几列、多宽、露不露出来。"""
        grid = self.grid
        count = grid.records.columnCount()
        section = self.section()
        wanted = count > 1 and grid.horizontalScrollBar().value() > 0 and 0 <= section < count
        if wanted:
            for at in range(count):
                if self.isColumnHidden(at) != (at != section):
                    self.setColumnHidden(at, at != section)
            self.header.blockSignals(True)
            self.setColumnWidth(section, grid.columnWidth(section))
            self.header.blockSignals(False)
            self.header.mark(grid.header.order, grid.header.filtered)
            self.header.setFixedHeight(grid.header.height())
            frame = grid.frameWidth()
            height = grid.header.height() + grid.viewport().height()
            self.setGeometry(QRect(frame, grid.header.y(), grid.columnWidth(section), height))
            self.verticalScrollBar().setValue(grid.verticalScrollBar().value())
        if wanted != self.isVisible():
            self.setVisible(wanted)
            self.raise_()

    def _widened(self, section: int, _: int, size: int) -> None:
        if section == self.section() and size and self.isVisible():
            self.grid.setColumnWidth(section, size)

    def initViewItemOption(self, option: QStyleOptionViewItem) -> None:
        super().initViewItemOption(option)
        badge_right(option)

    # 鼠标：当作点在列表露出来的头一列

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            at = QPointF(self.width() + 3, event.position().y())
            passed: Any = QMouseEvent(
                event.type(),
                at,
                self.grid.viewport().mapToGlobal(at),
                event.button(),
                event.buttons(),
                event.modifiers(),
            )
            QApplication.sendEvent(self.grid.viewport(), passed)
            return True
        if isinstance(event, QWheelEvent):
            return bool(QApplication.sendEvent(self.grid.viewport(), event))
        if isinstance(event, QContextMenuEvent):
            at_point = event.pos()
            at_point.setX(self.width() + 3)
            self.grid.menu_asked.emit(at_point)
            return True
        return super().viewportEvent(event)
