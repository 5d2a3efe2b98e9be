"""列头：点文字排序，点右边的小三角筛选；正在排序、筛选的列看得出来。"""

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from miaopu_desk.ui.theme import BLUE, COLOURS, RED

ZONE = 20  # 小三角占的宽度，像素


class FilterHeader(QHeaderView):
    """自己画的列头：文字、排序的箭头、筛选的三角各有位置，互不遮挡。"""

    sort_asked = Signal(int)
    filter_asked = Signal(int, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.order: dict[int, bool] = {}  # 列 → 是否降序
        self.filtered: set[int] = set()
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(48)
        self.setMouseTracking(True)
        self._pressed = -1

    def mark(self, order: dict[int, bool], filtered: set[int]) -> None:
        """哪一列在排序、哪些列在筛选。"""
        self.order, self.filtered = order, filtered
        self.viewport().update()

    def list_font(self) -> QFont:
        """和列表里的字一样大：列表放大缩小，列头跟着。"""
        holder = self.parentWidget()
        return holder.font() if holder is not None else self.font()

    def sizeHint(self) -> QSize:
        """高矮照字；宽窄就是各列的和：Qt 自己去问每一列头多宽，开一页要问上千次，问来的没有人用。"""
        return QSize(self.length(), QFontMetrics(self.list_font()).height() + 10)

    def filter_zone(self, section: int) -> QRect:
        """某列小三角的位置。"""
        left = self.sectionViewportPosition(section) + self.sectionSize(section) - ZONE
        return QRect(left, 0, ZONE - 4, self.height())  # 留 4 像素给拖动列宽

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        painter.save()
        painter.setFont(self.list_font())
        painter.fillRect(rect, QColor(COLOURS["head"]))
        painter.setPen(QColor(COLOURS["line"]))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        model = self.model()
        text = model.headerData(logicalIndex, Qt.Orientation.Horizontal)
        align = model.headerData(logicalIndex, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        sorted_here = logicalIndex in self.order
        room = rect.adjusted(4, 0, -ZONE - (12 if sorted_here else 0), 0)
        painter.setPen(QColor(RED if logicalIndex in self.filtered else COLOURS["text"]))
        shown = painter.fontMetrics().elidedText(str(text), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(align), shown)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if sorted_here:
            self._arrow(painter, QPointF(rect.right() - ZONE - 4, rect.center().y() + 0.5), self.order[logicalIndex])
        self._triangle(painter, QPointF(rect.right() - ZONE / 2 - 1, rect.center().y() + 1), logicalIndex)
        painter.restore()

    def _arrow(self, painter: QPainter, at: QPointF, descending: bool) -> None:
        painter.setPen(QPen(QColor(BLUE), 1.6))
        way = 1 if descending else -1
        painter.drawLine(at + QPointF(0, -4), at + QPointF(0, 4))
        painter.drawLine(at + QPointF(0, 4 * way), at + QPointF(-3, 1 * way))
        painter.drawLine(at + QPointF(0, 4 * way), at + QPointF(3, 1 * way))

    def _triangle(self, painter: QPainter, at: QPointF, section: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(RED if section in self.filtered else "#9aa1ac"))
        painter.drawPolygon(QPolygonF([at + QPointF(-4, -2), at + QPointF(4, -2), at + QPointF(0, 3)]))

    def mousePressEvent(self, e: QMouseEvent) -> None:
        section = self.logicalIndexAt(e.position().toPoint())
        self._pressed = -1
        if section >= 0 and e.button() == Qt.MouseButton.LeftButton:
            if self.filter_zone(section).contains(e.position().toPoint()):
                self.ask_filter(section)
                return
            self._pressed = self.sectionViewportPosition(section)
            self._section, self._size = section, self.sectionSize(section)
        super().mousePressEvent(e)

    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        super().mouseReleaseEvent(e)
        if self._pressed < 0:
            return
        section = self.logicalIndexAt(e.position().toPoint())
        still = section == self._section and self.sectionViewportPosition(section) == self._pressed
        if still and self.sectionSize(section) == self._size and self.cursor().shape() != Qt.CursorShape.SplitHCursor:
            self.sort_asked.emit(section)
        self._pressed = -1

    def ask_filter(self, section: int) -> None:
        """在某列下面打开筛选。"""
        corner = QPoint(self.sectionViewportPosition(section), self.height())
        self.filter_asked.emit(section, self.viewport().mapToGlobal(corner))
