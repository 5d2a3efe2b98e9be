"""列出记录的表格：整行选中、固定行高，键盘能做的事都有信号。"""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from miaopu_desk.ui.filter_header import ZONE, FilterHeader
from miaopu_desk.ui.record_model import RecordModel
from miaopu_desk.ui.theme import COLOURS, ROW_HEIGHT

SAMPLE = 100
WIDEST = 26  # 一列最宽几个汉字


class Grid(QTableView):
    """回车打开、Delete 删除、Ctrl+C 复制连同列头；没有行时把一句话写在中间。"""

    opened = Signal()
    delete_asked = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, model: RecordModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.records = model
        self.empty_text = ""
        self.setObjectName("grid")
        self.header = FilterHeader(self)
        self.setHorizontalHeader(self.header)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        side = self.verticalHeader()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(ROW_HEIGHT)
        side.setVisible(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.menu_asked)
        self.doubleClicked.connect(lambda _: self.opened.emit())

    def selected_rows(self) -> list[int]:
        """选中的行，从上到下。"""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def select_rows(self, rows: list[int]) -> None:
        """选中这些行，并让第一行看得见。"""
        from PySide6.QtCore import QItemSelection, QItemSelectionModel

        chosen = QItemSelection()
        for row in rows:
            chosen.select(self.records.index(row, 0), self.records.index(row, 0))
        flag = QItemSelectionModel.SelectionFlag
        if rows:
            self.selectionModel().setCurrentIndex(self.records.index(rows[0], 0), flag.NoUpdate)
            self.scrollTo(self.records.index(rows[0], 0))
        self.selectionModel().select(chosen, flag.ClearAndSelect | flag.Rows)

    def copy(self) -> None:
        """把选中的行连同列头放进剪贴板，照屏幕上的样子（打码的还是打码）。"""
        rows = self.selected_rows()
        shown = [self.header.logicalIndex(at) for at in range(self.header.count())]
        shown = [section for section in shown if not self.header.isSectionHidden(section)]
        heads = [str(self.records.headerData(section, Qt.Orientation.Horizontal)) for section in shown]
        lines = [heads, *([self.records.text(row, section) for section in shown] for row in rows)]
        text = "\n".join("\t".join(cell.replace("\t", " ") for cell in line) for line in lines)
        QGuiApplication.clipboard().setText(text)

    def fit_columns(self) -> None:
        """列宽：按栏目的种类和前一百行的内容，不去量全部的行。"""
        measure = self.fontMetrics()
        em = measure.horizontalAdvance("国")
        count = min(SAMPLE, self.records.rowCount())
        for section, column in enumerate(self.records.columns):
            head = str(self.records.headerData(section, Qt.Orientation.Horizontal))
            needed = [measure.horizontalAdvance(head) + ZONE + 22]
            texts = {self.records.text(row, section) for row in range(count)}
            if any(texts):
                needed += [measure.horizontalAdvance(text) + 16 for text in texts]
            else:
                needed.append(column.kind.width * em + 16)
            self.setColumnWidth(section, min(max(needed), WIDEST * em))
        # 文字的末栏撑满；居中、靠右的撑开了反而离列头远
        self.header.setStretchLastSection(self.records.columns[-1].kind.align == "left")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        elif event.matches(_COPY):
            self.copy()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        if self.records.rowCount() == 0 and self.empty_text:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(COLOURS["quiet"]))
            place = self.viewport().rect().adjusted(20, 0, -20, 0)
            place.setHeight(min(place.height(), 240))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), self.empty_text)


def _copy_key():
    from PySide6.QtGui import QKeySequence

    return QKeySequence.StandardKey.Copy


_COPY = _copy_key()
