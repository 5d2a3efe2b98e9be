"""列头的栏目菜单勾一项不收起来；去不掉的最后一栏仍打着勾；领导小组一页的按钮在小屏幕上都看得见。"""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QToolBar

from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.register_menus import show_header_menu
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.staying_menu import StayingMenu

Key = Qt.Key


@pytest.fixture
def tab(qtbot: Any, window: MainWindow) -> RegisterTab:
    made = window.go("志愿者").register_tab()
    qtbot.waitUntil(made.isVisible, timeout=2000)
    return made


def opened(qtbot: Any, tab: RegisterTab, section: int = 1) -> StayingMenu:
    show_header_menu(tab, QPoint(tab.grid.header.sectionViewportPosition(section) + 5, 5))
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), StayingMenu), timeout=2000)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, StayingMenu)
    return menu


def ticks(menu: StayingMenu) -> list[QAction]:
    return [each for each in menu.actions() if each.isCheckable()]


def test_ticking_columns_keeps_the_menu_open_by_mouse_and_by_space(qtbot: Any, tab: RegisterTab) -> None:
    menu = opened(qtbot, tab)
    before = len(tab.model.paths)
    first, second = [each for each in ticks(menu) if not each.isChecked()][:2]
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(first).center())
    assert menu.isVisible()
    assert first.isChecked()
    menu.setActiveAction(second)
    qtbot.keyClick(menu, Key.Key_Space)
    assert menu.isVisible()
    assert len(tab.model.paths) == before + 2
    qtbot.keyClick(menu, Key.Key_Escape)
    assert not menu.isVisible()


def test_other_lines_of_the_menu_still_close_it(qtbot: Any, tab: RegisterTab) -> None:
    menu = opened(qtbot, tab)
    rising = next(each for each in menu.actions() if each.text() == "升序")
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(rising).center())
    assert not menu.isVisible()
    assert tab.order


def test_the_last_column_keeps_its_tick(qtbot: Any, tab: RegisterTab) -> None:
    menu = opened(qtbot, tab)
    for each in [each for each in ticks(menu) if each.isChecked()]:
        each.trigger()
    assert len(tab.model.paths) == 1
    assert sum(each.isChecked() for each in ticks(menu)) == 1
    menu.close()


def test_a_column_ticked_off_meanwhile_is_not_filtered(qtbot: Any, tab: RegisterTab) -> None:
    menu = opened(qtbot, tab)
    path = tab.model.paths[1]
    tab.memory.hide(tab.grid, path)
    next(each for each in menu.actions() if each.text() == "筛选这一栏…").trigger()
    assert path not in tab.model.paths
    menu.close()


def test_every_button_of_the_roster_is_seen_on_a_small_screen(qtbot: Any, window: MainWindow) -> None:
    window.resize(1366, 768)
    page = window.go("领导小组")
    qtbot.waitUntil(page.isVisible, timeout=2000)
    for bar in page.findChildren(QToolBar):
        qtbot.waitUntil(lambda bar=bar: bar.width() >= bar.sizeHint().width(), timeout=2000)
