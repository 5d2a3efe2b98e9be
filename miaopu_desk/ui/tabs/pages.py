"""一个标签页里的几张分页：用到时才建，看不见时先不刷新；还有上下级两张表的页。"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSplitter, QTabWidget, QVBoxLayout, QWidget

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.register import Register
from miaopu_desk.services.office import Office
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.window_keys import enter

Page = tuple[str, Callable[[], QWidget]]


class Pages(QTabWidget):
    """几张分页。homes 给出每张登记表在第几页，跳转时用。"""

    def __init__(self, pages: Sequence[Page], homes: dict[str, int]) -> None:
        super().__init__()
        self.setDocumentMode(True)
        self.homes = homes
        self._make = [make for _, make in pages]
        self._built: dict[int, QWidget] = {}
        self._stale: dict[int, set[str]] = {}
        self._holders: list[QWidget] = []
        for title, _ in pages:
            holder = QWidget()
            self._holders.append(holder)
            self.addTab(holder, title)
        self.currentChanged.connect(self._shown)
        self.tabBar().setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.tabBarClicked.connect(lambda _: enter(self))
        self._shown(0)

    def page(self, at: int) -> QWidget:
        """第 at 页的内容，没建就建。"""
        if at not in self._built:
            made = self._make[at]()
            self._built[at] = made
            fill(self._holders[at], made)
            made.show()  # 现在就露出来，光标才进得去
        return self._built[at]

    def current_page(self) -> QWidget:
        """正看着的一页。"""
        return self.page(self.currentIndex())

    def refresh(self, tables: set[str]) -> None:
        """登记变了：看着的一页现在刷新，别的等翻到时再刷新。"""
        for at, made in self._built.items():
            if at == self.currentIndex():
                made.refresh(tables)  # type: ignore[attr-defined]
            else:
                self._stale.setdefault(at, set()).update(tables)

    def show_records(self, table: str, ids: Sequence[str], title: str = "") -> None:
        """翻到那张登记表，只列这几条。"""
        at = self.homes[table]
        self.setCurrentIndex(at)
        page = self.page(at)
        if isinstance(page, RegisterTab):
            page.show_records(ids, title or "选定的记录")
        else:
            page.show_records(table, ids, title)  # type: ignore[attr-defined]

    def register_tab(self) -> RegisterTab | None:
        """正看着的登记表：拖文件进来时导入到它。"""
        page = self.current_page()
        return page if isinstance(page, RegisterTab) else page.register_tab()  # type: ignore[attr-defined]

    def _shown(self, at: int) -> None:
        made = self.page(at)
        stale = self._stale.pop(at, None)
        if stale:
            made.refresh(stale)  # type: ignore[attr-defined]


class MasterDetail(QWidget):
    """上面一张表，下面是属于所选那一行的：培训场次与参训、保单与参保。"""

    def __init__(
        self,
        office: Office,
        window: Any,
        master: Register[Any],
        detail: Register[Any],
        link: str,
        *,
        detail_tools: Sequence[str],
        master_tools: Sequence[str] | None = None,
        detail_columns: Sequence[str],
        orientation: Qt.Orientation = Qt.Orientation.Vertical,
        master_type: type[RegisterTab] = RegisterTab,
    ) -> None:
        super().__init__()
        self.office, self.link = office, link
        self.split = QSplitter(orientation)
        fill(self, self.split)
        self.master = master_type(office, master, window, toolbar=master_tools)
        self.detail = RegisterTab(
            office, detail, window, parent_filter={}, toolbar=detail_tools, columns=detail_columns
        )
        self.heading = heading_label()
        lower = QWidget()
        layout = QVBoxLayout(lower)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.heading)
        layout.addWidget(self.detail)
        self.split.addWidget(self.master)
        self.split.addWidget(lower)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 4)
        self.split.setChildrenCollapsible(False)
        self.owner: Any = None
        self._fitted = False
        self.master.current_changed.connect(self._choose)
        self.master.listed.connect(self._choose_first)
        self._choose_first()

    def refresh(self, tables: set[str]) -> None:
        """登记变了。"""
        self.master.refresh(tables)
        self.detail.refresh(tables)
        if self.owner is not None:
            self._choose(self.owner.id)

    def show_records(self, table: str, ids: Sequence[str], title: str = "") -> None:
        """列出上级的这几条，或者下级的这几条（不论属于哪个上级）。"""
        if table == self.master.register.table:
            self.master.show_records(ids, title or "选定的记录")
            self.master.select(ids[:1])
        else:
            records = self.office.keeper.table(self.detail.register).records(ids)
            owners = list(dict.fromkeys(getattr(each, self.link).id for each in records))
            self.master.show_records(owners, title or "选定的记录")
            self.master.select(owners[:1])

    def register_tab(self) -> RegisterTab:
        """拖文件进来时导入到上面那张。"""
        return self.master

    def describe(self, owner: Any) -> str:
        """下面那张表的标题。"""
        register = self.master.register
        return register.column(register.name_by).kind.show(getattr(owner, register.name_by))

    def owner_changed(self) -> None:
        """选了另一个上级；子类据此开关自己的按钮。"""

    def _choose_first(self) -> None:
        if self.master.current_id() is None and self.master.model.rowCount():
            self.master.grid.select_rows([0])
        elif not self.master.model.rowCount():
            self._choose("")

    def _choose(self, record_id: str) -> None:
        found = self.master.table.get(record_id) if record_id else None
        before, self.owner = self.owner, found
        if found is None:
            self.heading.setText("")
            self.detail.set_parent_filter({})
        else:
            self.heading.setText(self.describe(found))
            if before is None or before.id != found.id or before.rev != found.rev:
                naming = self.master.register.name_by
                shown = self.master.register.column(naming).kind.show(getattr(found, naming))
                self.detail.set_parent_filter({self.link: Ref(shown, found.id)})
                self._fit_once()
        self.owner_changed()

    def _fit_once(self) -> None:
        """下面那张表第一次有内容时，按内容定列宽。"""
        if not self._fitted and self.detail.model.rowCount():
            self._fitted = True
            self.detail.memory.apply_widths(self.detail.grid)


def fill(holder: QWidget, content: QWidget) -> None:
    """让 content 占满 holder。"""
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(content)


def heading_label() -> QLabel:
    """一块内容上面的小标题。"""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setContentsMargins(10, 6, 10, 2)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label
