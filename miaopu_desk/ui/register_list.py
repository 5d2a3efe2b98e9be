"""一张登记表的列表：查找、筛选、上级、排序定下列哪些行，下面一行小字说列了多少。"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QWidget

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import ATTACHMENTS
from miaopu_desk.domain.register import Register
from miaopu_desk.services.office import Office
from miaopu_desk.store.listing import Condition, Listing, resolve
from miaopu_desk.ui.chips import Chips
from miaopu_desk.ui.columns import ColumnMemory
from miaopu_desk.ui.filter_popup import Conditions, describe
from miaopu_desk.ui.filter_saved import SavedFilters
from miaopu_desk.ui.gradual import Gradual
from miaopu_desk.ui.grid import Grid
from miaopu_desk.ui.record_model import RecordModel
from miaopu_desk.ui.register_menus import ask_filter, show_header_menu
from miaopu_desk.ui.register_tools import build_search_box
from miaopu_desk.ui.register_words import counted, empty_text
from miaopu_desk.ui.selection_bar import SelectionBar
from miaopu_desk.ui.standing import Standing, stand, standing


class RegisterList(QWidget):
    """register 的列表，还没有摆放，也不做事。parent_filter 给上级栏目定值（如某一场培训），只列属于它的。"""

    current_changed = Signal(str)  # 当前行的记录 id，没有为空串
    listed = Signal()  # 重新列过

    def __init__(
        self,
        office: Office,
        register: Register[Any],
        window: Any,
        parent_filter: dict[str, Ref] | None,
        columns: Sequence[str] | None,
    ) -> None:
        super().__init__()
        self.office, self.register, self.window_ = office, register, window
        self.table = office.keeper.table(register)
        self.parent_filter = parent_filter
        self.filters: dict[str, Conditions] = {}
        self.order: tuple[str, ...] = ()
        self.only: tuple[str, ...] | None = None
        self.only_title = ""
        self._total: int | None = 0  # 还没有数完为空
        self._kept: Standing | None = None  # 没有列全以前选中的
        self.actions_: dict[str, QAction] = {}  # 这一页做得了的事
        self.memory = ColumnMemory(office, register, columns)
        self.model = RecordModel(self.table, self.memory.paths())
        self.grid = Grid(self.model)
        self.search_box = build_search_box(register)
        self.saved_filters = SavedFilters(self)
        self.chips = Chips()
        self.status = QLabel()
        self.status.setProperty("quiet", True)
        self.gradual = Gradual(self.model, lambda: self.table.lists.warm(self._asked()), self)
        self._search_timer = QTimer(self, singleShot=True, interval=0)  # 已经按下的几个键一起查
        self._search_timer.timeout.connect(lambda: self.load(gradually=True))
        self.sums = SelectionBar(self.table, self.grid)
        self._listen()

    # 列出

    def listing(self) -> Listing:
        """现在列的是哪些行：查找、筛选、上级、排序合在一起；导出和打印也用它。"""
        where = [*self._base_conditions(), *(each for found in self.filters.values() for each in found)]
        return Listing(self.search_box.text(), tuple(where), self.order, ids=self.only)

    def load(self, gradually: bool = False) -> None:
        """重新列，原来选中的仍然选中，光标还在那一格；gradually 先列一屏就返回，其余趁空当接着列。"""
        self._search_timer.stop()
        self._kept = standing(self.grid) or (None if self.model.whole else self._kept)
        top = self.grid.rowAt(0)
        self.model.load(self._asked(), self.grid.screenful() if gradually else 0)
        if gradually:
            self.grid.scrollToTop()  # 换了字，从头看起
        self._mark()
        self._listed()
        if top > 0 and not gradually:
            self.grid.scrollTo(self.model.index(min(top, self.model.rowCount() - 1), 0), Grid.ScrollHint.PositionAtTop)
        self.gradual.start()

    def refresh(self, tables: set[str]) -> None:
        """登记有了变化：与本页有关才重新列。"""
        if self.register.table in tables or tables & {link.kind.target for link in self.register.links}:  # type: ignore[attr-defined]
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

    def focus_search(self) -> None:
        """到查找框去。"""
        self.search_box.setFocus()
        self.search_box.selectAll()

    def enter(self) -> None:
        """到列表里去；光标还没有站过哪一格的，站到第一格。"""
        if not self.grid.currentIndex().isValid() and self.model.rowCount():
            self.grid.select_rows([0])
        self.grid.setFocus()

    def _leave_search(self) -> None:
        """查找框里按 Esc：先清掉查找，已经空着的回列表。"""
        if self.search_box.text():
            self.search_box.clear()
        else:
            self.enter()

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

    # 里面的事

    def _asked(self) -> Listing | None:
        return None if self.parent_filter == {} else self.listing()

    def _base_conditions(self) -> list[Condition]:
        return [Condition(name, "is", (ref.id,)) for name, ref in (self.parent_filter or {}).items()]

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
        listed, chosen = self.model.rowCount() if self.model.whole else None, len(self.grid.selected_rows())
        self.status.setText(counted(self.register, self._total, listed, narrowed, chosen))
        self.grid.empty_text = empty_text(
            self.register,
            narrowed and bool(self._total),
            self.parent_filter == {},
            "import" in self.actions_,
            "add" in self.actions_,
        )

    def _listed(self) -> None:
        """列出了头一屏，或者列全了。"""
        if self.model.whole and self._kept is not None:
            if not self.grid.selectionModel().hasSelection():  # 没有趁还没列全另选
                stand(self.grid, self._kept)
            self._kept = None
        self._total = self._count()
        self._tell()
        self.listed.emit()

    def _count(self) -> int | None:
        if self.parent_filter == {}:
            return 0
        if not self.model.whole and self.listing() == Listing(where=tuple(self._base_conditions())):
            return None  # 正在列的就是全部
        return self.table.lists.count(tuple(self._base_conditions()))

    def _chosen(self) -> None:
        self._tell()
        self.current_changed.emit(self.current_id() or "")

    def _remove_chip(self, path: str) -> None:
        if path == "*":
            self.only = None
            self.load()
        else:
            self.set_filter(path, ())

    def _listen(self) -> None:
        header = self.grid.header
        self.search_box.textChanged.connect(lambda _: self._search_timer.start())
        self.search_box.returnPressed.connect(self.enter)
        for key, do in (("Down", self.enter), ("Esc", self._leave_search)):
            QShortcut(QKeySequence(key), self.search_box, do).setContext(Qt.ShortcutContext.WidgetShortcut)
        self.chips.removed.connect(self._remove_chip)
        self.chips.cleared.connect(self.clear_filters)
        header.sort_asked.connect(lambda section: self.sort_by(self.model.paths[section]))
        header.filter_asked.connect(lambda section, corner: ask_filter(self, section, corner))
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda at: show_header_menu(self, at))
        self.model.completed.connect(self._listed)
        self.grid.selectionModel().selectionChanged.connect(lambda *_: self._chosen())
        self.memory.changed.connect(self.load)
