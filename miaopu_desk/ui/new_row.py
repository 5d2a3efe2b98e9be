"""列表末尾的空行：打字就是新的一条，和表单一样核对；Tab 到下一格，回车存这一行，Esc 放弃。"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTableView, QWidget

from miaopu_desk.domain.problems import Problem
from miaopu_desk.ui import messages
from miaopu_desk.ui.cell_editing import CellEditing
from miaopu_desk.ui.cell_look import draw_ring
from miaopu_desk.ui.new_row_desk import NewRowDesk
from miaopu_desk.ui.new_row_model import PROMPT
from miaopu_desk.ui.theme import BASE_SIZE, COLOURS, ROW_HEIGHT, base_font

if TYPE_CHECKING:
    from miaopu_desk.ui.register_tab import RegisterTab

_KEYS = Qt.Key
MOST_PIXELS = (1 << 24) - 1  # Qt 的控件最高这么高（QWIDGETSIZE_MAX）
EMPTY_HEIGHT = 240  # 列表一行也没有时，写着为什么空的那一块
PROMPT_MARGIN = 4  # 像素
TIP = "打字就是新的一条：Tab 到下一格，回车存这一行，Esc 放弃"


class NewRow(QTableView):
    """跟着列表的栏目、宽度、左右移动；自己没有列头，不算在条数里，也不导出。"""

    def __init__(self, tab: "RegisterTab") -> None:
        super().__init__(tab)
        self.tab = tab
        self.desk = NewRowDesk(tab, self)
        self.row = self.desk.model
        self.setModel(self.row)
        self.cells = CellEditing(self.desk)  # type: ignore[arg-type]
        self.row.can_edit = self.cells.can_edit
        self.setItemDelegate(self.cells)
        self._look()
        for keys, do in (("Ctrl+V", self.paste), ("Ctrl+Return", self.finish), ("Ctrl+Enter", self.finish)):
            QShortcut(QKeySequence(keys), self, do).setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._follow_grid()
        self.follow_parent()

    def follow_parent(self) -> None:
        """换了上级。"""
        self.desk.follow_parent()
        self.setEnabled(self.tab.parent_filter != {})

    def fit_below_grid(self) -> None:
        """列表行不多时只占行的高度，这一行就接在最后一行下面。"""
        grid, rows = self.tab.grid, self.tab.model.rowCount()
        bar = grid.horizontalScrollBar()
        across = bar.sizeHint().height() if bar.maximum() > bar.minimum() else 0
        needed = grid.header.sizeHint().height() + rows * grid.row_height() + across + 1
        grid.setMaximumHeight(min(needed, MOST_PIXELS) if rows else EMPTY_HEIGHT)

    # 存和放弃

    def finish(self) -> None:
        """存这一行；不收的说明哪几格不对，光标到第一处。"""
        if not self.cells.keep():
            return
        if self.cells.editor is not None:
            self.closeEditor(self.cells.editor, self.cells.EndEditHint.NoHint)
        if not self.row.filled:
            self.tab._say("这一行还是空的")
            return
        saved = self.desk.add()
        if isinstance(saved, list):
            self._refused(saved)
            return
        naming = self.tab.register.column(self.tab.register.name_by)
        shown = naming.kind.show(getattr(saved, naming.name))
        self.tab._saved(saved.id, f"已新增{self.tab.register.noun}“{shown}”")
        self.to_first()

    def drop(self) -> None:
        """放弃这一行；填了几格的先问一句。"""
        count = len(self.row.filled)
        if count > 1 and not messages.confirm(self, "放弃这一行", f"这一行填了 {count} 格，要放弃吗？", "放弃"):
            return
        self.desk.drop()
        self.to_first()

    def paste(self) -> None:
        """一个值填进当前的格子；一块当作新行去预览。"""
        text = QGuiApplication.clipboard().text()
        if "\t" in text.strip() or "\n" in text.strip():
            self.tab.paste_rows()
            return
        index = self.currentIndex()
        if text.strip() and index.isValid() and not self.cells.why_not(0, index.column()):
            if self.cells.editor is None:
                self.edit(index)
            editor = self.cells.editor
            if editor is not None and isinstance(editor.widget, QLineEdit):
                editor.widget.setText(text.strip())
                editor.edited.emit()

    def _refused(self, problems: list[Problem]) -> None:
        told = "；".join(str(each) for each in problems[:4])
        sections = [each for each in self.shown_sections() if self.row.paths[each] in self.row.wrong]
        open_ones = [each for each in sections if not self.cells.why_not(0, each)]
        if len(open_ones) < len({each.column for each in problems}):
            text = f"这一行还有要填、要改的不在列出的栏目里：{told}。要在表单里接着填吗？"
            if messages.confirm(self, "还没有存", text, "打开表单"):
                self._to_form()
                return
        if open_ones:
            self.setCurrentIndex(self.row.index(0, open_ones[0]))
            self.setFocus()
            self.edit(self.currentIndex())
            self.cells.tell(self.row.wrong[self.row.paths[open_ones[0]]])
        self.tab._say(f"还没有存：{told}")

    def _to_form(self) -> None:
        draft = self.desk.as_draft()
        self.desk.drop()
        self.tab.open_draft(draft)

    # 走

    def shown_sections(self) -> list[int]:
        """看得见的列，从左到右。"""
        return self.tab.grid.shown_sections()

    def enter(self) -> None:
        """从列表最后一行走下来，还在那一栏；还没有选上级时进不来。"""
        if self.isEnabled():
            self.setCurrentIndex(self.row.index(0, max(self.tab.grid.currentIndex().column(), 0)))
            self.setFocus()

    def to_first(self) -> None:
        """到最左边一格，接着打下一行。"""
        sections = [each for each in self.shown_sections() if not self.cells.why_not(0, each)]
        if sections:
            self.setCurrentIndex(self.row.index(0, sections[0]))

    def step(self, down: int, right: int) -> bool:
        """当前格走一格：向下是存，向上回列表，走过最后一格也是存。"""
        if down > 0:
            self.finish()
            return True
        if down < 0:
            self._up()
            return True
        able = [each for each in self.shown_sections() if not self.cells.why_not(0, each)]
        now = self.currentIndex().column()
        at = (able.index(now) if now in able else -1) + right
        if at >= len(able):
            self.finish()
        elif at >= 0:
            self.setCurrentIndex(self.row.index(0, able[at]))
        return True

    def _up(self) -> None:
        grid = self.tab.grid
        self.tab.model.finish()
        last = self.tab.model.rowCount() - 1
        if last >= 0:
            grid.setCurrentIndex(self.tab.model.index(last, max(self.currentIndex().column(), 0)))
            grid.setFocus()

    # Qt

    def closeEditor(self, editor: QWidget, hint: Any) -> None:
        if self.cells.holds(editor):
            self.cells.call_back()
            return
        super().closeEditor(editor, hint)

    def prompt_room(self) -> QRect:
        """提示写在哪里：从最左一格起，跨过后面空着的各格，头一栏窄也写得全。"""
        shown = self.shown_sections()
        full = next((each for each in shown if self.row.text(0, each)), None)
        left = self.columnViewportPosition(shown[0]) + PROMPT_MARGIN if shown else 0
        right = self.viewport().width() if full is None else self.columnViewportPosition(full)
        return QRect(left, 0, max(right - left, 0), self.viewport().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (_KEYS.Key_Tab, _KEYS.Key_Backtab):
            self.step(0, 1 if key == _KEYS.Key_Tab else -1)
        elif key in (_KEYS.Key_Return, _KEYS.Key_Enter):
            self.finish()
        elif key == _KEYS.Key_Up:
            self._up()
        elif key == _KEYS.Key_Escape and self.row.filled:
            self.drop()
        elif key == _KEYS.Key_Delete and self.currentIndex().isValid():
            self.desk.save_cell(None, self.row.paths[self.currentIndex().column()], None)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        if not self.row.filled and self.cells.editor is None:
            painter = QPainter(self.viewport())
            painter.setFont(self.font())
            painter.setPen(QColor(COLOURS["quiet"]))
            painter.drawText(self.prompt_room(), int(Qt.AlignmentFlag.AlignVCenter), PROMPT)
            painter.end()
        draw_ring(self)

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.to_first()

    # 摆放

    def _look(self) -> None:
        self.setObjectName("newrow")
        self.setAccessibleName("新的一行")
        self.setToolTip(TIP)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setFixedHeight(ROW_HEIGHT + 1)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.EditKeyPressed | trigger.AnyKeyPressed | trigger.DoubleClicked)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)

    def _follow_grid(self) -> None:
        grid, model = self.tab.grid, self.tab.model
        model.modelReset.connect(self._columns)
        grid.header.sectionResized.connect(lambda section, *_: self._width(section))
        for changed in (grid.header.sectionMoved, grid.header.geometriesChanged):
            changed.connect(lambda *_: self._widths())
        grid.horizontalScrollBar().valueChanged.connect(self.horizontalScrollBar().setValue)
        grid.verticalScrollBar().rangeChanged.connect(lambda *_: self._widths())
        grid.zoomed.connect(self._zoomed)
        self._columns()

    def _zoomed(self) -> None:
        """列表放大缩小，这一行跟着。"""
        grid = self.tab.grid
        self.setFont(base_font(round(BASE_SIZE * grid.scale)))
        self.verticalHeader().setDefaultSectionSize(grid.row_height())
        self.setFixedHeight(grid.row_height() + 1)
        self._widths()
        self.fit_below_grid()

    def _columns(self) -> None:
        if self.row.paths != self.tab.model.paths:
            self.row.show_columns(self.tab.model.paths)
        self._widths()

    def _widths(self) -> None:
        grid, header = self.tab.grid, self.horizontalHeader()
        if grid.header.count() != header.count():
            return
        # 列表右边有滚动条时，这一行也让出那么宽，卷到最右才对得齐
        policy, bar = Qt.ScrollBarPolicy, grid.verticalScrollBar()
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOn if bar.maximum() > bar.minimum() else policy.ScrollBarAlwaysOff
        )
        for at in range(header.count()):
            section = grid.header.logicalIndex(at)
            if header.visualIndex(section) != at:
                header.moveSection(header.visualIndex(section), at)
            self._width(section)
        self.row.first = grid.header.logicalIndex(0)
        self.horizontalScrollBar().setValue(grid.horizontalScrollBar().value())

    def _width(self, section: int) -> None:
        """一列跟着列表：藏起来、宽窄。"""
        grid = self.tab.grid
        if section >= self.horizontalHeader().count():
            return
        self.setColumnHidden(section, grid.isColumnHidden(section))
        if self.columnWidth(section) != grid.columnWidth(section):
            self.setColumnWidth(section, grid.columnWidth(section))
