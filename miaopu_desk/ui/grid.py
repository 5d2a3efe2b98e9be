"""列出记录的表格：整行选中、固定行高，格子里可以就地改，键盘能做的事都有信号。"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTableView, QWidget

from miaopu_desk.ui.cell_look import badge_right, draw_ring
from miaopu_desk.ui.empty_view import say_empty
from miaopu_desk.ui.filter_header import ZONE, FilterHeader
from miaopu_desk.ui.frozen_column import FrozenColumn
from miaopu_desk.ui.grid_keys import walked
from miaopu_desk.ui.record_model import RecordModel
from miaopu_desk.ui.theme import BASE_SIZE, ROW_HEIGHT, base_font, dense_rows

if TYPE_CHECKING:
    from miaopu_desk.ui.cell_editing import CellEditing

SAMPLE = 100
LEAST_SHOWN = 24
WIDEST = 26  # 一列最宽几个汉字


class Grid(QTableView):
    """Ctrl+回车、双击打开，Ctrl+减号 删除，Ctrl+C 复制连同列头；edit_in_place 以后回车向下走，Delete 清空一格。"""

    opened = Signal()
    delete_asked = Signal()
    clear_asked = Signal()
    refused = Signal(int, int)  # 想改一个不能就地改的格子
    menu_asked = Signal(QPoint)
    past_end = Signal()  # 从最后一行再往下走
    zoom_asked = Signal(int)  # Ctrl+滚轮：放大几档
    zoomed = Signal()  # 字号和行高变了

    def __init__(self, model: RecordModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.records = model
        self.empty_text = ""
        self.cells: CellEditing | None = None
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
        self.setCornerButtonEnabled(False)
        dense_rows(self)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.menu_asked)
        self.doubleClicked.connect(lambda _: self.opened.emit())
        self.verticalScrollBar().sliderPressed.connect(model.finish)
        self.frozen = FrozenColumn(self)
        self.scale = 1.0

    def edit_in_place(self, cells: "CellEditing") -> None:
        """格子可以就地改：打字、F2 开始，Tab 在格子之间走。"""
        self.cells = cells
        self.records.can_edit = cells.can_edit
        self.setItemDelegate(cells)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.setTabKeyNavigation(True)

    def set_zoom(self, percent: int) -> None:
        """字、列头、行高和列宽一起放大缩小。"""
        before, self.scale = self.scale, percent / 100
        font = base_font(round(BASE_SIZE * self.scale))
        for each in (self, self.frozen):
            each.setFont(font)
            each.verticalHeader().setDefaultSectionSize(round(ROW_HEIGHT * self.scale))
        for section in range(self.header.count()):
            if not self.header.isSectionHidden(section):
                self.setColumnWidth(section, round(self.columnWidth(section) * self.scale / before))
        self.updateGeometries()
        self.frozen.follow()
        self.zoomed.emit()

    def row_height(self) -> int:
        """一行现在高多少像素。"""
        return self.verticalHeader().defaultSectionSize()

    def wheelEvent(self, e: QWheelEvent) -> None:
        if e.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_asked.emit(1 if e.angleDelta().y() > 0 else -1)
            e.accept()
        else:
            super().wheelEvent(e)

    def closeEditor(self, editor: QWidget, hint: Any) -> None:
        if self.cells is not None and self.cells.holds(editor):
            self.cells.call_back()
            return
        super().closeEditor(editor, hint)

    def keyboardSearch(self, search: str) -> None:
        """不按打的字跳行：行多时要逐行去比，查找框更快。"""

    def scrollTo(self, index: Any, hint: Any = QAbstractItemView.ScrollHint.EnsureVisible) -> None:
        """滚到看得见的地方，不让冻结的一栏盖住。"""
        super().scrollTo(index, hint)
        hidden = self.frozen.width() if self.frozen.isVisible() and index.column() != self.frozen.section() else 0
        covered = hidden - self.columnViewportPosition(index.column())
        if hidden and covered > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - covered)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self.frozen.follow()

    def shown_sections(self) -> list[int]:
        """看得见的列，从左到右。"""
        sections = [self.header.logicalIndex(at) for at in range(self.header.count())]
        return [section for section in sections if not self.header.isSectionHidden(section)]

    def step(self, down: int, right: int) -> bool:
        """当前格走一格；左右走到头换行。走不动为假。"""
        now, shown = self.currentIndex(), self.shown_sections()
        if not now.isValid() or not shown:
            return False
        row = now.row() + down
        at = shown.index(now.column()) + right if now.column() in shown else 0
        if not 0 <= at < len(shown):
            row, at = row + (1 if right > 0 else -1), 0 if right > 0 else len(shown) - 1
        if not 0 <= row < self.records.rowCount():
            if row > 0:
                self.past_end.emit()
            return False
        self.setCurrentIndex(self.records.index(row, shown[at]))
        return True

    def screenful(self) -> int:
        """一屏放得下几行；还没有摆出来的按高的算。"""
        return max(self.viewport().height() // self.row_height() + 2, LEAST_SHOWN)

    def selected_rows(self) -> list[int]:
        """选中的行，从上到下；按一段一段地数，全选一百万行也不逐格去问。"""
        chosen = self.selectionModel().selection()
        ranges = [chosen.at(each) for each in range(chosen.count())]
        return sorted({row for each in ranges for row in range(each.top(), each.bottom() + 1)})

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

    def copy(self, heads_too: bool = True) -> None:
        """把选中的行放进剪贴板，照屏幕上的样子（打码的还是打码）；heads_too 连同列头。"""
        rows = self.selected_rows()
        shown = self.shown_sections()
        heads = [str(self.records.headerData(section, Qt.Orientation.Horizontal)) for section in shown]
        lines = [
            *([heads] if heads_too else []),
            *([self.records.text(row, section) for section in shown] for row in rows),
        ]
        text = "\n".join("\t".join(cell.replace("\t", " ") for cell in line) for line in lines)
        QGuiApplication.clipboard().setText(text)

    def copy_cell(self) -> None:
        """只把光标所在的一格放进剪贴板。"""
        index = self.currentIndex()
        if index.isValid():
            QGuiApplication.clipboard().setText(self.records.text(index.row(), index.column()))

    def fit_columns(self) -> None:
        """列宽：按栏目的种类和前一百行的内容，不去量全部的行。"""
        measure = self.fontMetrics()
        em = measure.horizontalAdvance("国")
        count = min(SAMPLE, self.records.rowCount())
        written = self.records.texts(count)
        for section, (column, texts) in enumerate(zip(self.records.columns, written, strict=True)):
            head = str(self.records.headerData(section, Qt.Orientation.Horizontal))
            needed = [measure.horizontalAdvance(head) + ZONE + 22]
            if any(texts):
                needed += [measure.horizontalAdvance(text) + 16 for text in texts]
            else:
                needed.append(column.kind.width * em + 16)
            self.setColumnWidth(section, min(max(needed), WIDEST * em))
        # 文字的末栏撑满；居中、靠右的撑开了反而离列头远
        self.header.setStretchLastSection(self.records.columns[-1].kind.align == "left")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.records.finish()  # 末一行、全选、翻页都要知道一共有几行
        if walked(self, event):
            return
        if event.key() == Qt.Key.Key_Minus and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.delete_asked.emit()
        elif event.key() == Qt.Key.Key_Delete:
            (self.delete_asked if self.cells is None else self.clear_asked).emit()
        elif self.cells is not None and _starts_editing(event) and not _editable(self.currentIndex()):
            self.refused.emit(self.currentIndex().row(), self.currentIndex().column())
        elif event.key() == Qt.Key.Key_C and event.modifiers() == _CONTROL_SHIFT:
            self.copy_cell()
        elif event.matches(_COPY):
            self.copy()
        else:
            super().keyPressEvent(event)

    def initViewItemOption(self, option: QStyleOptionViewItem) -> None:
        super().initViewItemOption(option)
        badge_right(option)

    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        if self.cells is not None and self.itemDelegate() is self.cells:
            draw_ring(self)
        say_empty(self, self.empty_text)


def _starts_editing(event: QKeyEvent) -> bool:
    plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return plain and (event.key() == Qt.Key.Key_F2 or (event.text().isprintable() and bool(event.text().strip())))


def _editable(index: Any) -> bool:
    return not index.isValid() or bool(index.flags() & Qt.ItemFlag.ItemIsEditable)


def _copy_key():
    from PySide6.QtGui import QKeySequence

    return QKeySequence.StandardKey.Copy


_COPY = _copy_key()
_CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
