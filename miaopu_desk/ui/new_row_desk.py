"""新的一行怎样收、怎样存：一格一格地核对，存的时候和表单同一道门；没存完的留一份，下次还在。"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from miaopu_desk.domain.kinds import Rejected
from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.domain.records import VOLUNTEERS
from miaopu_desk.services.drafts import Draft, drop_draft, keep_draft, row_draft
from miaopu_desk.services.duplicates import warn_while_typing
from miaopu_desk.ui.new_row_model import NewRowModel

if TYPE_CHECKING:
    from miaopu_desk.ui.new_row import NewRow
    from miaopu_desk.ui.register_tab import RegisterTab

WATCHED = ("name", "id_number", "phone", "born_on", "residence")  # 填了这几栏就查一次是不是已经登记过


class NewRowDesk:
    """就地改一格的那一套（CellEditing）把它当作一页来问。"""

    def __init__(self, tab: "RegisterTab", grid: "NewRow") -> None:
        self.tab, self.grid = tab, grid
        self.office, self.register = tab.office, tab.register
        self.model = NewRowModel(tab.register)
        self.table = self
        self.actions_ = {"edit": None}
        self.fixed: tuple[str, ...] = ()  # 还没有入账，每一栏都填得
        self.draft_key = ""

    @property
    def parent_filter(self) -> Any:
        """上级定下的几栏。"""
        return self.tab.parent_filter

    @property
    def closed(self) -> dict[str, str]:
        """在这一页不能填的几栏。"""
        return self.tab.closed

    def hint_room(self) -> QWidget:
        """小字浮在整页上，一行的高度里放不下。"""
        return self.tab

    def get(self, record_id: str) -> Any:
        """正在填的这一行。"""
        return self.model.record()

    def save_cell(self, record: Any, name: str, raw: object) -> list[Problem]:
        """收下一格；读不懂的说明原因，字也留着。"""
        column = self.register.column(name)
        read = column.kind.read(raw)
        if isinstance(read, Rejected):
            self._keep({**self.model.filled, name: raw})
            return [Problem(column.label, read.message)]
        self.model.put(name, read)
        self._keep(self.model.filled)
        if self.register is VOLUNTEERS and name in WATCHED:
            found = warn_while_typing(self.office, {each: self.model.filled.get(each) for each in WATCHED})
            if found:
                self._say(found[0].sentence())
        return []

    def cell_closed(self) -> None:
        """一格改完了，没有等着的事。"""

    def _say(self, text: str) -> None:
        self.tab._say(text)

    # 一整行

    def follow_parent(self) -> None:
        """换了上级：原来那份留着，放回这个上级没有存完的。"""
        parent = self.tab.parent_filter or {}
        self.draft_key = " ".join(["row", *(str(ref.id) for ref in parent.values())])
        self.model.fixed = dict(parent)
        self.model.initial = self.register.initial(self.office.today())
        self.model.filled = {}
        draft = row_draft(self.office, self.register, self.draft_key)
        names = {each.name for each in self.register.columns} - parent.keys()
        for name, value in (draft or {}).items():
            if name in names:
                self.model.filled[name] = value
        self.model.set_wrong(self._unread())

    def add(self) -> Any:
        """存这一行：成了返回记录，不成返回全部问题，填的都还在。"""
        raw = {**self.model.filled, **self.model.fixed}
        try:
            saved = self.office.keeper.add(self.register, raw)
        except KnownError as error:
            return [Problem("", str(error))]
        if isinstance(saved, list):
            labels = {each.label: each.name for each in self.register.columns}
            wrong: dict[str, str] = {}
            for problem in saved:
                name = labels.get(problem.column, "")
                wrong[name] = "；".join([wrong[name], problem.message]) if name in wrong else problem.message
            wrong.pop("", None)
            self.model.set_wrong(wrong)
        else:
            self.drop()
        return saved

    def drop(self) -> None:
        """清空这一行，留着的那份也不要了。"""
        self.model.clear()
        drop_draft(self.office, self.register, self.draft_key)

    def as_draft(self) -> Draft:
        """填了的这些，拿到表单里接着填。"""
        return Draft(self.register, "", 0, dict(self.model.filled), "")

    def _keep(self, filled: Mapping[str, Any]) -> None:
        try:
            if filled:
                keep_draft(self.office, self.register, self.draft_key, 0, filled)
            else:
                drop_draft(self.office, self.register, self.draft_key)
        except KnownError:
            return  # 磁盘满了这类事留到存的时候说

    def _unread(self) -> dict[str, str]:
        found = {}
        for name, value in self.model.filled.items():
            read = self.register.column(name).kind.read(value)
            if isinstance(read, Rejected):
                found[name] = read.message
        return found
