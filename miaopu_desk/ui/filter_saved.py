"""“常用筛选”的按钮和菜单：存、用、去掉。"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QToolButton

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.services.saved_filters import SavedFilter, forget_filter, save_filter, saved_filters
from miaopu_desk.store.listing import resolve
from miaopu_desk.ui import messages
from miaopu_desk.ui.dialogs.saving_filter import SavingFilterDialog
from miaopu_desk.ui.filter_popup import describe

if TYPE_CHECKING:
    from miaopu_desk.ui.register_list import RegisterList


class SavedFilters(QToolButton):
    """放在查找框右边；菜单每次打开时现填。"""

    def __init__(self, tab: "RegisterList") -> None:
        super().__init__()
        self.tab = tab
        self.setText("常用筛选 ▾")
        self.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.setToolTip("把现在的查找、筛选和排序存成一个名字，下次一点就是")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setProperty("link", True)
        menu = QMenu(self)
        menu.aboutToShow.connect(self.fill)
        self.setMenu(menu)

    def fill(self) -> None:
        """现填菜单。"""
        menu, tab = self.menu(), self.tab
        menu.clear()
        kept = saved_filters(tab.office, tab.register)
        for each in kept:
            menu.addAction(each.name, partial(self.use, each))
        if kept:
            menu.addSeparator()
        else:
            menu.addAction("还没有存过：先查找、筛选或排序，再存").setEnabled(False)
        save = menu.addAction("把现在的存起来…", self.ask)
        save.setEnabled(bool(tab.search_box.text().strip() or tab.filters or tab.order))
        if kept:
            gone = menu.addMenu("去掉")
            for each in kept:
                gone.addAction(each.name, partial(forget_filter, tab.office, tab.register, each.name))

    def use(self, chosen: SavedFilter) -> None:
        """用上一个。"""
        tab = self.tab
        tab.only = None
        tab.filters.clear()
        for each in chosen.where:
            tab.filters[each.path] = (*tab.filters.get(each.path, ()), each)
        tab.order = chosen.order
        tab.search_box.blockSignals(True)
        tab.search_box.setText(chosen.search)
        tab.search_box.blockSignals(False)
        tab.load()
        missing = f"；有 {len(chosen.gone)} 个栏目已经没有了，那几个条件没有用上" if chosen.gone else ""
        tab._say(f"常用筛选“{chosen.name}”：{tab.model.rowCount():,} 条{missing}")

    def ask(self) -> None:
        """问名字。"""
        dialog = SavingFilterDialog(self.described(), self.tab)
        dialog.named.connect(self.save)
        dialog.open()

    def described(self) -> str:
        """现在的查找和筛选写成一句话。"""
        tab = self.tab
        parts = [f"查找“{tab.search_box.text()}”"] if tab.search_box.text().strip() else []
        parts += [describe(tab.office, resolve(tab.register, path), found) for path, found in tab.filters.items()]
        return "；".join(parts) or "只有排序"

    def save(self, name: str) -> None:
        """存下现在的。"""
        tab = self.tab
        where = tuple(each for found in tab.filters.values() for each in found)
        try:
            save_filter(tab.office, tab.register, name, tab.search_box.text(), where, tab.order)
        except KnownError as error:
            messages.warn(tab, "没有存", str(error))
        else:
            tab._say(f"已存成常用筛选“{name}”")
