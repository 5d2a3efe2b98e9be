"""一张登记表的标签页：工具条、查找、筛选、列表，增删改撤都在这里。"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.domain.records import ATTACHMENTS
from miaopu_desk.domain.register import Record, Register
from miaopu_desk.services.drafts import Draft
from miaopu_desk.services.office import Office
from miaopu_desk.store.listing import Condition, Listing, resolve
from miaopu_desk.ui import messages
from miaopu_desk.ui.cell_editing import CellEditing
from miaopu_desk.ui.chips import Chips
from miaopu_desk.ui.columns import ColumnMemory
from miaopu_desk.ui.filter_popup import Conditions, describe
from miaopu_desk.ui.filter_saved import SavedFilters
from miaopu_desk.ui.grid import Grid
from miaopu_desk.ui.new_row import NewRow
from miaopu_desk.ui.record_model import RecordModel
from miaopu_desk.ui.register_menus import ask_filter, show_header_menu, show_row_menu
from miaopu_desk.ui.register_tools import ALL_TOOLS, build_search_box, build_toolbar
from miaopu_desk.ui.register_words import NAMED, counted, delete_question, empty_text
from miaopu_desk.ui.reveal import Reveal
from miaopu_desk.ui.theme import ROW_HEIGHT

SEARCH_DELAY = 60  # 毫秒：连着打字时只查最后一次
MOST_PIXELS = 1 << 24  # Qt 的控件最高这么高
EMPTY_HEIGHT = 240  # 一行也没有时，写着为什么空的那一块
_JUST_CURRENT = QItemSelectionModel.SelectionFlag.NoUpdate


class RegisterTab(QWidget):
    """register 的一页。parent_filter 给上级栏目定值（如某一场培训），只列属于它的，新增时自动填上。"""

    current_changed = Signal(str)  # 当前行的记录 id，没有为空串
    listed = Signal()  # 重新列过

    def __init__(
        self,
        office: Office,
        register: Register[Any],
        window: Any,
        *,
        parent_filter: dict[str, Ref] | None = None,
        toolbar: Sequence[str] | None = None,
        columns: Sequence[str] | None = None,
    ) -> None:
        super().__init__()
        self.office, self.register, self.window_ = office, register, window
        self.table = office.keeper.table(register)
        self.parent_filter = parent_filter
        self.closed: dict[str, str] = {}  # 在这一页不能改的栏目 → 为什么
        self.fixed = register.fixed  # 入账以后不改的栏目
        self.filters: dict[str, Conditions] = {}
        self.order: tuple[str, ...] = ()
        self.only: tuple[str, ...] | None = None
        self.only_title = ""
        self._total = 0
        self._in_place = False  # 正在就地保存一格：行和次序不动
        self._put_off = False  # 有一格没有改好，重新列等它改好再做
        self.memory = ColumnMemory(office, register, columns)
        self.model = RecordModel(self.table, self.memory.paths())
        self.grid = Grid(self.model)
        self.cells = CellEditing(self)
        self.reveal = Reveal(self)
        self.search_box = build_search_box(register)
        self.saved_filters = SavedFilters(self)
        self.chips = Chips()
        self.status = QLabel()
        self.status.setProperty("quiet", True)
        self._search_timer = QTimer(self, singleShot=True, interval=SEARCH_DELAY)
        self._search_timer.timeout.connect(self.load)
        self.tools, self.actions_ = build_toolbar(self, toolbar if toolbar is not None else ALL_TOOLS)
        self.new_row = NewRow(self) if self._takes_new_rows() else None
        self._lay_out()
        self._connect()
        self.memory.attach(self.grid)
        self.load()
        self.memory.apply_widths(self.grid)

    # 列出

    def listing(self) -> Listing:
        """现在列的是哪些行：查找、筛选、上级、排序合在一起；导出和打印也用它。"""
        where = [*self._base_conditions(), *(each for found in self.filters.values() for each in found)]
        return Listing(self.search_box.text(), tuple(where), self.order, ids=self.only)

    def load(self) -> None:
        """重新列，原来选中的仍然选中，光标还在那一格；有一格没有改好的，等它改好再列。"""
        if not self.cells.keep():
            self._put_off = True
            self._say(f"先改好正在填的一格，或按 Esc 放弃：{self.cells.refused}")
            return
        current = self.grid.currentIndex()
        column, standing = max(current.column(), 0), current.row()
        number = self.model.numbers[standing] if 0 <= standing < len(self.model.numbers) else None
        chosen = {self.model.numbers[row] for row in self.grid.selected_rows() if row < len(self.model.numbers)}
        top = self.grid.rowAt(0)
        self.model.load(None if self.parent_filter == {} else self.listing())
        if chosen:
            rows = [row for row, number in enumerate(self.model.numbers) if number in chosen]
            if rows:
                self.grid.select_rows(rows)
                again = next((row for row in rows if self.model.numbers[row] == number), rows[0])
                self.grid.selectionModel().setCurrentIndex(
                    self.model.index(again, min(column, self.model.columnCount() - 1)), _JUST_CURRENT
                )
        if top > 0:
            self.grid.scrollTo(self.model.index(min(top, self.model.rowCount() - 1), 0), Grid.ScrollHint.PositionAtTop)
        self._total = self._count()
        self._mark()
        self._tell()
        self._fit_height()
        self.listed.emit()

    def refresh(self, tables: set[str]) -> None:
        """登记有了变化：与本页有关才重新列。"""
        if self.register.table in tables or tables & {link.kind.target for link in self.register.links}:  # type: ignore[attr-defined]
            if self._in_place:
                self.model.forget()
            else:
                self.load()
        elif ATTACHMENTS.table in tables:
            self.model.forget()  # 有没有附件的记号

    def show_records(self, ids: Sequence[str], title: str = "选定的记录") -> None:
        """只列这几条（例如一个数字背后的人）；原来的查找和筛选清掉。"""
        self.only, self.only_title = tuple(ids), title
        self.filters.clear()
        self.search_box.blockSignals(True)
        self.search_box.clear()
        self.search_box.blockSignals(False)
        self.load()

    def set_parent_filter(self, parent_filter: dict[str, Ref] | None) -> None:
        """换上级；空字典表示还没有选上级，一行也不列。"""
        self.parent_filter = parent_filter
        self.load()
        self._enable()
        if self.new_row is not None:
            self.new_row.follow_parent()

    def set_filter(self, path: str, conditions: Conditions) -> None:
        """设某一栏的筛选；空为不筛选。"""
        if conditions:
            self.filters[path] = conditions
        else:
            self.filters.pop(path, None)
        self.load()

    def clear_filters(self) -> None:
        """清掉全部筛选和查找。"""
        self.filters.clear()
        self.only = None
        if self.search_box.text():
            self.search_box.clear()
        self.load()

    def sort_by(self, path: str, descending: bool | None = None) -> None:
        """按一栏排序；再点一次倒过来，第三次回到默认。"""
        forward, backward = (path,), (f"-{path}",)
        if descending is not None:
            self.order = backward if descending else forward
        else:
            self.order = backward if self.order == forward else () if self.order == backward else forward
        self.load()

    # 选中的

    def current_id(self) -> str | None:
        """当前行的记录 id。"""
        rows = self.grid.selected_rows()
        return self.model.record_id(rows[0]) if rows else None

    def selected_ids(self) -> list[str]:
        """选中的各行的记录 id，从上到下。"""
        return self.model.ids(self.grid.selected_rows())

    def select(self, ids: Sequence[str]) -> None:
        """选中这几条。"""
        self.grid.select_rows(self.model.rows_of(ids))

    # 做事

    def do(self, name: str) -> None:
        """工具条上的一个按钮。"""
        doing: dict[str, Callable[[], object]] = {
            "add": self.add,
            "edit": self.edit,
            "delete": self.delete,
            "import": self.import_file,
            "export": self.export,
            "print": self.print_list,
        }
        doing[name]()

    def add(self) -> None:
        """打开空的表单。"""
        self._open_form(None)

    def edit(self) -> None:
        """打开当前行的表单。"""
        found = self.current_id()
        record = self.table.get(found) if found else None
        if record is not None:
            self._open_form(record)

    def delete(self) -> None:
        """问过以后删除选中的行。"""
        ids = self.selected_ids()
        if not ids:
            return
        if messages.confirm(self, "删除", self._delete_question(ids), "删除", "删除以后可以用“撤销”恢复。"):
            problems = self.office.keeper.remove(self.register, ids)
            if problems:
                messages.show_problems(self, "没有删除", problems)
            else:
                self._say(f"已删除 {len(ids)} 条{self.register.noun}，按 Ctrl+Z 可以恢复")

    # 就地改

    def save_cell(self, record: Record, name: str, raw: object) -> list[Problem]:
        """保存一格；行留在原处，不因为改了排序或筛选的那一栏就跳走。有问题全部返回，一个字也不写。"""
        self._in_place = True
        try:
            saved = self.office.keeper.change(self.register, record.id, {name: raw}, record.rev)
        except KnownError as error:
            return [Problem("", str(error))]
        finally:
            self._in_place = False
        return saved if isinstance(saved, list) else []

    def cell_closed(self) -> None:
        """一格改完或者放弃了：等着的重新列现在做。"""
        if self._put_off:
            self._put_off = False
            QTimer.singleShot(0, self, self.load)

    def clear_cell(self) -> None:
        """问过以后清空当前一格；必填的不清。"""
        index = self.grid.currentIndex()
        record_id = self.model.record_id(index.row()) if index.isValid() else None
        record = self.table.get(record_id) if record_id else None
        if record is None:
            return
        column = self.model.columns[index.column()]
        reason = self.cells.why_not(index.row(), index.column())
        if column.required and not reason:
            reason = f"{column.label}必填，不能清空；要删除整条请按 Ctrl+减号"
        if reason:
            self._say(reason)
            return
        value = getattr(record, column.name)
        if value is None:
            return
        shown = column.kind.masked(value)
        if messages.confirm(self, "清空一格", f"要清空{column.label}“{shown}”吗？", "清空", "可以用“撤销”恢复。"):
            problems = self.save_cell(record, column.name, None)
            if problems:
                messages.show_problems(self, "没有清空", problems)

    def batch_edit(self) -> None:
        """选中的各行，一栏改成同一个值：先看每一行改前改后，再一次写进去。"""
        from miaopu_desk.ui.dialogs.batch_edit import BatchEditDialog

        ids = self.selected_ids()
        if ids:
            dialog = BatchEditDialog(self.office, self.register, ids, {*(self.parent_filter or {}), *self.closed}, self)
            dialog.written.connect(self._say)
            dialog.open()

    def show_history(self) -> None:
        """当前行的来历。"""
        from miaopu_desk.ui.dialogs.history import HistoryDialog

        found = self.current_id()
        if found:
            HistoryDialog(self.office, self.register, found, self).open()

    def show_attachments(self) -> None:
        """当前行的附件。"""
        from miaopu_desk.ui.dialogs.attachments import AttachmentsDialog

        found = self.current_id()
        if found:
            AttachmentsDialog(self.office, self.register, found, self).open()

    def import_file(self, path: str | None = None) -> None:
        """导入一个工作簿；path 为空时先选文件。"""
        from miaopu_desk.ui.outgoing import import_into

        import_into(self, path)

    def paste(self) -> None:
        """一个值填进当前的格子；从 WPS 或 Excel 复制的一块当作新行，拿到导入窗里预览。"""
        from miaopu_desk.ui.pasting import paste_here

        paste_here(self)

    def paste_over(self) -> None:
        """从当前的格子起覆盖，先看改前改后。"""
        from miaopu_desk.ui.pasting import paste_over

        paste_over(self)

    def export(self) -> None:
        """把现在列的导出成工作簿。"""
        from miaopu_desk.ui.outgoing import export_from

        export_from(self)

    def print_list(self) -> None:
        """把现在列的打印成清单。"""
        from miaopu_desk.ui.outgoing import print_from

        print_from(self)

    def focus_search(self) -> None:
        """到查找框去。"""
        self.search_box.setFocus()
        self.search_box.selectAll()

    # 里面的事

    def _base_conditions(self) -> list[Condition]:
        return [Condition(name, "is", (ref.id,)) for name, ref in (self.parent_filter or {}).items()]

    def _open_form(self, record: Record | None) -> Any:
        from miaopu_desk.ui.record_form import RecordForm

        form = RecordForm(
            self.office,
            self.register,
            record,
            defaults=self.parent_filter,
            shut=tuple(self.closed),
            revealed=self.model.revealed,
            more="add" in self.actions_,
            parent=self,
        )
        form.saved.connect(self._saved)
        form.open()
        return form

    def _saved(self, record_id: str, what: str) -> None:
        rows = self.model.rows_of([record_id])
        if rows:
            self.grid.select_rows(rows)
            self._say(what)
        else:
            self._say(f"{what}；它不在现在的筛选里")

    def open_draft(self, draft: Draft) -> None:
        """打开空的表单，放进已经填了的。"""
        self._open_form(None).drafts.take(draft)

    def paste_rows(self) -> None:
        """剪贴板里的一块当作新行，拿到导入窗里预览。"""
        from miaopu_desk.ui.outgoing import paste_into

        paste_into(self)

    def hint_room(self) -> QWidget:
        """正在填的一格的小字浮在整页上。"""
        return self

    def _takes_new_rows(self) -> bool:
        """新增走通用的表单的，列表末尾就有一行可以打字。"""
        usual = type(self).add is RegisterTab.add and type(self)._open_form is RegisterTab._open_form
        return usual and {"add", "edit"} <= self.actions_.keys()

    def _fit_height(self) -> None:
        """行不多时列表只占行的高度，新的一行就接在最后一行下面。"""
        if self.new_row is None:
            return
        rows, bar = self.model.rowCount(), self.grid.horizontalScrollBar()
        across = bar.sizeHint().height() if bar.maximum() > bar.minimum() else 0
        needed = self.grid.header.sizeHint().height() + rows * ROW_HEIGHT + across + 1
        self.grid.setMaximumHeight(min(needed, MOST_PIXELS) if rows else EMPTY_HEIGHT)

    def _to_new_row(self) -> None:
        if self.new_row is not None and self.new_row.isEnabled():
            self.new_row.setCurrentIndex(self.new_row.row.index(0, max(self.grid.currentIndex().column(), 0)))
            self.new_row.setFocus()

    def _delete_question(self, ids: list[str]) -> str:
        return delete_question(self.register, self.table.records(ids[:NAMED]), len(ids))

    def _say(self, text: str) -> None:
        """在窗口的状态栏说一句。"""
        if self.window_ is not None:
            self.window_.say(text)

    def _mark(self) -> None:
        sections = {path: at for at, path in enumerate(self.model.paths)}
        order = {
            sections[path.removeprefix("-")]: path.startswith("-")
            for path in self.order
            if path.removeprefix("-") in sections
        }
        self.grid.header.mark(order, {sections[path] for path in self.filters if path in sections})
        self.grid.frozen.follow()
        shown = {
            path: describe(self.office, resolve(self.register, path), found) for path, found in self.filters.items()
        }
        if self.only is not None:
            shown["*"] = self.only_title
        self.chips.show_filters(shown)

    def _tell(self) -> None:
        narrowed = bool(self.search_box.text().strip() or self.filters or self.only is not None)
        listed, chosen = self.model.rowCount(), len(self.grid.selected_rows())
        self.status.setText(counted(self.register, self._total, listed, narrowed, chosen))
        self.grid.empty_text = empty_text(
            self.register,
            narrowed and self._total > 0,
            self.parent_filter == {},
            "import" in self.actions_,
            "add" in self.actions_,
        )

    def _count(self) -> int:
        if self.parent_filter is None:
            return self.table.count()
        return len(self.table.numbers(Listing(where=tuple(self._base_conditions())))) if self.parent_filter else 0

    def _enable(self) -> None:
        some = bool(self.grid.selected_rows())
        for name in ("edit", "delete"):
            if name in self.actions_:
                self.actions_[name].setEnabled(some)
        if "add" in self.actions_:
            self.actions_["add"].setEnabled(self.parent_filter != {})

    def _chosen(self) -> None:
        self._enable()
        self._tell()
        self.current_changed.emit(self.current_id() or "")

    def _remove_chip(self, path: str) -> None:
        if path == "*":
            self.only = None
            self.load()
        else:
            self.set_filter(path, ())

    # 摆放

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(8, 5, 8, 5)
        top.setSpacing(8)
        top.addWidget(self.tools, 3)
        top.addWidget(self.search_box, 2)
        top.addWidget(self.saved_filters)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 3, 10, 4)
        foot.addWidget(self.status)
        foot.addStretch()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top)
        box.addWidget(self.chips)
        box.addWidget(self.grid, 1000)
        if self.new_row is not None:
            box.addWidget(self.new_row)
            blank = QWidget()
            blank.setObjectName("blank")
            box.addWidget(blank, 1)
        box.addLayout(foot)

    def _connect(self) -> None:
        for keys, do in (("Ctrl+V", self.paste), ("Ctrl+Shift+V", self.paste_over)):
            QShortcut(QKeySequence(keys), self.grid, do).setContext(Qt.ShortcutContext.WidgetShortcut)
        self.search_box.textChanged.connect(lambda _: self._search_timer.start())
        self.search_box.returnPressed.connect(self.grid.setFocus)
        self.chips.removed.connect(self._remove_chip)
        self.chips.cleared.connect(self.clear_filters)
        self.grid.opened.connect(self.edit)
        self.grid.delete_asked.connect(self.delete)
        self.grid.clear_asked.connect(self.clear_cell)
        self.grid.refused.connect(lambda row, section: self._say(self.cells.why_not(row, section)))
        if "edit" in self.actions_:
            self.grid.edit_in_place(self.cells)
        self.grid.past_end.connect(self._to_new_row)
        self.grid.horizontalScrollBar().rangeChanged.connect(lambda *_: self._fit_height())
        self.grid.menu_asked.connect(lambda at: show_row_menu(self, at))
        self.grid.header.sort_asked.connect(lambda section: self.sort_by(self.model.paths[section]))
        self.grid.header.filter_asked.connect(lambda section, corner: ask_filter(self, section, corner))
        self.grid.header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.grid.header.customContextMenuRequested.connect(lambda at: show_header_menu(self, at))
        self.grid.selectionModel().selectionChanged.connect(lambda *_: self._chosen())
        self.memory.changed.connect(self.load)
        self._enable()
