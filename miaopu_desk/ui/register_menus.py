"""登记表一页弹出的东西：列头的筛选和栏目，行的菜单。"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import ATTACHMENTS
from miaopu_desk.store.listing import Condition
from miaopu_desk.ui.filter_popup import FilterPopup
from miaopu_desk.ui.outgoing import paste_into
from miaopu_desk.ui.row_doing import batch_edit, fill_down, show_attachments, show_history
from miaopu_desk.ui.staying_menu import StayingMenu

if TYPE_CHECKING:
    from miaopu_desk.ui.register_list import RegisterList
    from miaopu_desk.ui.register_tab import RegisterTab

SHOWN = 12  # 菜单里最多写几个字的值


def ask_filter(tab: "RegisterList", section: int, corner: QPoint) -> None:
    """在列头下面问怎样筛选、排序。"""
    path = tab.model.paths[section]
    popup = FilterPopup(tab.office, tab.model.columns[section], path, tab.filters.get(path, ()), tab)
    popup.applied.connect(lambda conditions: tab.set_filter(path, conditions))
    popup.sort_asked.connect(lambda descending: tab.sort_by(path, descending))
    popup.hide_asked.connect(lambda: tab.memory.hide(tab.grid, path))
    popup.open_at(corner)


def show_header_menu(tab: "RegisterList", at: QPoint) -> None:
    """列头的右键：排序、筛选，和显示哪些栏目。"""
    header = tab.grid.header
    section = header.logicalIndexAt(at)
    menu = StayingMenu(tab)
    if section >= 0:
        path = tab.model.paths[section]
        menu.addAction("升序", lambda: tab.sort_by(path, False))
        menu.addAction("降序", lambda: tab.sort_by(path, True))
        menu.addAction("筛选这一栏…", lambda: _filter_column(tab, path))
        menu.addAction("不显示这一栏", lambda: tab.memory.hide(tab.grid, path))
    menu.addSection("显示的栏目")
    tab.memory.fill_menu(menu, tab.grid)
    menu.popup(header.viewport().mapToGlobal(at))


def _filter_column(tab: "RegisterList", path: str) -> None:
    """问怎样筛选一栏；菜单开着的时候栏目可能挪了位置，也可能已经勾掉了。"""
    if path in tab.model.paths:
        tab.grid.header.ask_filter(tab.model.paths.index(path))


def show_row_menu(tab: "RegisterTab", at: QPoint) -> None:
    """行的右键：编辑、删除、复制、只看同样的、历史。"""
    index = tab.grid.indexAt(at)
    if index.isValid():
        row_menu(tab, index.row(), index.column()).popup(tab.grid.viewport().mapToGlobal(at))


def row_menu(tab: "RegisterTab", row: int, section: int) -> QMenu:
    """某一格上的菜单。"""
    menu = QMenu(tab)
    for name in ("edit", "delete"):
        if name in tab.actions_:
            menu.addAction(tab.actions_[name])
    menu.addSeparator()
    if "edit" in tab.actions_:
        chosen = len(tab.grid.selected_rows())
        menu.addAction(f"成批修改选中的 {chosen} 行…", lambda: batch_edit(tab)).setEnabled(chosen > 0)
    menu.addAction("复制选中的行\tCtrl+C", tab.grid.copy)
    menu.addAction("复制选中的行，不要列头", lambda: tab.grid.copy(heads_too=False))
    menu.addAction("只复制这一格\tCtrl+Shift+C", tab.grid.copy_cell)
    if "import" in tab.actions_:
        menu.addAction("粘贴为新行…\tCtrl+V", lambda: paste_into(tab))
    if "edit" in tab.actions_:
        menu.addAction("粘贴覆盖，从这一格起…\tCtrl+Shift+V", tab.paste_over)
        menu.addAction("照上面一行填\tCtrl+D", lambda: fill_down(tab))
    column, path = tab.model.columns[section], tab.model.paths[section]
    value = tab.model.value(row, section)
    if not column.kind.sealed and (
        isinstance(value, Ref) or not (column.kind.secret or isinstance(value, tuple | type(None)))
    ):
        wanted = value.id if isinstance(value, Ref) else value
        alike = (Condition(path, "is", (wanted,)),)
        shown = column.kind.show(value)[:SHOWN]
        menu.addAction(f"只看{column.label}为“{shown}”的", lambda: tab.set_filter(path, alike))
    menu.addSeparator()
    if tab.register is not ATTACHMENTS:
        count = tab.model.attached(row)
        menu.addAction(f"附件（{count}）…" if count else "附件…", lambda: show_attachments(tab))
    menu.addAction("历史…", lambda: show_history(tab))
    return menu
