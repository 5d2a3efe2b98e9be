"""星级一览的表：一人一行，排序、复制、打开。"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from miaopu_desk.domain.stars import Standing
from miaopu_desk.ui.empty_view import say_empty
from miaopu_desk.ui.star_model import HEADS, StarModel
from miaopu_desk.ui.theme import dense_rows


class StarTable(QTableView):
    """整行选中，点列头排序，回车、双击打开，Ctrl+C 复制连同列头。"""

    def __init__(self, model: StarModel) -> None:
        super().__init__()
        self.people = model
        self.empty_text = ""
        self.setAccessibleName("星级一览")
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        dense_rows(self)
        heads = self.horizontalHeader()
        heads.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        heads.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        for at, head in enumerate(HEADS):
            self.setColumnWidth(at, head.width)
        heads.setStretchLastSection(True)

    def chosen(self) -> list[Standing]:
        """选中的各人，从上到下。"""
        return [self.people.rows[each.row()] for each in sorted(self.selectionModel().selectedRows())]

    def copy(self) -> None:
        """选中的各行连同列头放进剪贴板，粘到表格软件里各归各格。"""
        lines = ["\t".join(head.label for head in HEADS)]
        lines += ["\t".join(head.text(one) for head in HEADS) for one in self.chosen()]
        QApplication.clipboard().setText("\n".join(lines))

    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        say_empty(self, self.empty_text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_C and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.copy()
        else:
            super().keyPressEvent(event)
