"""预览左边的一栏：缩略图、目录、查找。"""

from collections import OrderedDict
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QListView, QTabWidget, QTreeView, QWidget

from miaopu_desk.ui.preview_search import Finder

Index = QModelIndex | QPersistentModelIndex
THUMBNAIL = 130  # 长边，像素
KEPT = 200  # 画好的缩略图最多留几张
ROOT = QModelIndex()


class Thumbnails(QAbstractListModel):
    """各页的缩略图，看到时才画。"""

    def __init__(self, document: Any, parent: QWidget) -> None:
        super().__init__(parent)
        self.document = document
        self.drawn: OrderedDict[int, QPixmap] = OrderedDict()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self.document.pageCount()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"第 {index.row() + 1} 页"
        if role == Qt.ItemDataRole.DecorationRole:
            return self._thumbnail(index.row())
        return None

    def _thumbnail(self, page: int) -> QPixmap:
        if page not in self.drawn:
            points = self.document.pagePointSize(page)
            size = points.scaled(THUMBNAIL, THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatio).toSize()
            sheet = QImage(size, QImage.Format.Format_RGB32)
            sheet.fill(Qt.GlobalColor.white)
            painter = QPainter(sheet)
            painter.drawImage(0, 0, self.document.render(page, size))
            painter.setPen(Qt.GlobalColor.lightGray)
            painter.drawRect(0, 0, size.width() - 1, size.height() - 1)
            painter.end()
            self.drawn[page] = QPixmap.fromImage(sheet)
            if len(self.drawn) > KEPT:
                self.drawn.popitem(last=False)
        return self.drawn[page]


class Side(QTabWidget):
    """左边的一栏。page_chosen(页, 位置)：页从 0 数，位置是 QPointF，没有为空。"""

    page_chosen = Signal(int, object)

    def __init__(self, document: Any, parent: QWidget) -> None:
        super().__init__(parent)
        from PySide6.QtPdf import QPdfBookmarkModel

        self.setDocumentMode(True)
        self.thumbnails = QListView()
        self.outline = QTreeView()
        self.bookmarks = QPdfBookmarkModel(self)
        self.bookmarks.setDocument(document)
        self.finder = Finder(document, self)
        self._show_thumbnails(document)
        self._show_outline()
        self.addTab(self.finder, "查找")

    def mark_page(self, page: int) -> None:
        """看到第 page 页了，从 0 数。"""
        index = self.thumbnails.model().index(page, 0)
        self.thumbnails.selectionModel().blockSignals(True)
        self.thumbnails.setCurrentIndex(index)
        self.thumbnails.selectionModel().blockSignals(False)
        self.thumbnails.viewport().update()
        self.thumbnails.scrollTo(index)

    def start_search(self) -> None:
        """到查找框去。"""
        self.setCurrentWidget(self.finder)
        self.finder.wanted.setFocus()
        self.finder.wanted.selectAll()

    def _show_thumbnails(self, document: Any) -> None:
        view = self.thumbnails
        view.setModel(Thumbnails(document, self))
        view.setViewMode(QListView.ViewMode.IconMode)
        view.setIconSize(QSize(THUMBNAIL, THUMBNAIL))
        view.setGridSize(QSize(THUMBNAIL + 24, THUMBNAIL + 30))
        view.setUniformItemSizes(True)
        view.setMovement(QListView.Movement.Static)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setLayoutMode(QListView.LayoutMode.Batched)
        view.setAccessibleName("缩略图")
        view.selectionModel().currentChanged.connect(lambda now, _: self._page_picked(now))
        self.addTab(view, "缩略图")

    def _page_picked(self, now: QModelIndex) -> None:
        if now.isValid():
            self.page_chosen.emit(now.row(), None)

    def _show_outline(self) -> None:
        view = self.outline
        view.setModel(self.bookmarks)
        view.setHeaderHidden(True)
        view.setAccessibleName("目录")
        view.expandAll()
        view.selectionModel().currentChanged.connect(lambda now, _: self._heading_picked(now))
        view.clicked.connect(self._heading_picked)
        self.addTab(view, "目录")
        self.setTabVisible(1, self.bookmarks.rowCount(ROOT) > 0)

    def _heading_picked(self, now: QModelIndex) -> None:
        if now.isValid():
            roles = type(self.bookmarks).Role
            page = int(self.bookmarks.data(now, roles.Page.value))
            self.page_chosen.emit(page, self.bookmarks.data(now, roles.Location.value))
