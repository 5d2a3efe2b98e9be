"""一张登记表的标签页：在列表上加工具条和新的一行，增删改、导入导出打印都从这里去。"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.domain.register import Record, Register
from miaopu_desk.services.drafts import Draft
from miaopu_desk.services.office import Office
from miaopu_desk.ui import messages
from miaopu_desk.ui.cell_editing import CellEditing
from miaopu_desk.ui.gradual import IDLE
from miaopu_desk.ui.new_row import NewRow
from miaopu_desk.ui.register_list import RegisterList
from miaopu_desk.ui.register_menus import show_row_menu
from miaopu_desk.ui.register_tools import ALL_TOOLS, build_toolbar
from miaopu_desk.ui.register_words import NAMED, delete_question
from miaopu_desk.ui.reveal import Reveal
from miaopu_desk.ui.row_doing import clear_cell, fill_down


class RegisterTab(RegisterList):
    """register 的一页；有 parent_filter 的，新增时自动填上上级。"""

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
        super().__init__(office, register, window, parent_filter, columns)
        self.closed: dict[str, str] = {}  # 在这一页不能改的栏目 → 为什么
        self.fixed = register.fixed  # 入账以后不改的栏目
        self._in_place = False  # 正在就地保存一格：行和次序不动
        self._put_off = False  # 有一格没有改好，重新列等它改好再做
        self.cells = CellEditing(self)
        self.reveal = Reveal(self)
        self.tools, self.actions_ = build_toolbar(self, toolbar if toolbar is not None else ALL_TOOLS)
        self.new_row = NewRow(self) if self._takes_new_rows() else None
        self._lay_out()
        self._connect()
        self.memory.attach(self.grid)
        self.load(gradually=True)
        self.memory.apply_widths(self.grid)
        self._follow_zoom()

    def load(self, gradually: bool = False) -> None:
        """重新列；有一格没有改好的，等它改好再列。"""
        if self.cells.keep():
            super().load(gradually)
        else:
            self._put_off = True
            self._say(f"先改好正在填的一格，或按 Esc 放弃：{self.cells.refused}")

    def refresh(self, tables: set[str]) -> None:
        """登记有了变化；变化就是正在就地改的这一格，不重新列。"""
        if self._in_place:
            self.model.forget()
            self.gradual.start(IDLE)
        else:
            super().refresh(tables)

    def set_parent_filter(self, parent_filter: dict[str, Ref] | None) -> None:
        """换上级；空字典表示还没有选上级，一行也不列，也不能新增。"""
        super().set_parent_filter(parent_filter)
        self._enable()
        if self.new_row is not None:
            self.new_row.follow_parent()

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

    # 进出

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

    # 里面的事

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

    def _delete_question(self, ids: list[str]) -> str:
        return delete_question(self.register, self.table.records(ids[:NAMED]), len(ids))

    def _enable(self) -> None:
        some = bool(self.grid.selected_rows())
        for name in ("edit", "delete"):
            if name in self.actions_:
                self.actions_[name].setEnabled(some)
        if "add" in self.actions_:
            self.actions_["add"].setEnabled(self.parent_filter != {})

    def _chosen(self) -> None:
        self._enable()
        super()._chosen()

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
        foot.addWidget(self.sums)
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

    def _follow_zoom(self) -> None:
        """显示比例跟着窗口的；没有窗口的（测试里单独一页）不放大。"""
        zoom = getattr(self.window_, "zoom", None)
        if zoom is not None:
            self.grid.set_zoom(zoom.percent)
            zoom.changed.connect(self.grid.set_zoom)
            self.grid.zoom_asked.connect(zoom.step)

    def _connect(self) -> None:
        doing = (("Ctrl+V", self.paste), ("Ctrl+Shift+V", self.paste_over), ("Ctrl+D", lambda: fill_down(self)))
        for keys, do in doing:
            QShortcut(QKeySequence(keys), self.grid, do).setContext(Qt.ShortcutContext.WidgetShortcut)
        self.grid.opened.connect(self.edit)
        self.grid.delete_asked.connect(self.delete)
        self.grid.clear_asked.connect(lambda: clear_cell(self))
        self.grid.refused.connect(lambda row, section: self._say(self.cells.why_not(row, section)))
        self.grid.menu_asked.connect(lambda at: show_row_menu(self, at))
        if "edit" in self.actions_:
            self.grid.edit_in_place(self.cells)
        if self.new_row is not None:
            self.grid.past_end.connect(self.new_row.enter)
            self.grid.horizontalScrollBar().rangeChanged.connect(lambda *_: self.new_row.fit_below_grid())
            self.listed.connect(self.new_row.fit_below_grid)
        self._enable()
