"""主窗口的键：Alt+数字 翻标签页，Ctrl+PgUp、Ctrl+PgDn 换分页，Ctrl+N、Ctrl+P、Ctrl+F 在看着的登记表里。"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QTabWidget

if TYPE_CHECKING:
    from miaopu_desk.ui.main_window import MainWindow

NUMBERED = 9


def add_keys(window: "MainWindow") -> None:
    """给窗口添上这些键。"""
    for at in range(min(NUMBERED, window.tabs.count())):
        _add(window, f"Alt+{at + 1}", lambda at=at: _turn_to(window, at))
    _add(window, "Ctrl+PgDown", lambda: next_page(window, 1))
    _add(window, "Ctrl+PgUp", lambda: next_page(window, -1))
    for key, name in (("Ctrl+N", "add"), ("Ctrl+P", "print"), ("Ctrl+F", "find")):
        _add(window, key, lambda name=name: _in_register(window, name))


def enter(page: Any) -> None:
    """光标到这一页看着的列表里，不用再点一下；没有列表的页不动。刚建的页要等它露出来。"""
    QTimer.singleShot(0, page, lambda: _enter(page))


def next_page(window: "MainWindow", step: int) -> None:
    """像表格软件换工作表：这一页有分页的换分页，没有的换标签页。"""
    content = window.current_tab()
    pages = content if isinstance(content, QTabWidget) else window.tabs
    pages.setCurrentIndex((pages.currentIndex() + step) % pages.count())
    enter(window.current_tab())


def _enter(page: Any) -> None:
    asked = getattr(page, "register_tab", None)
    tab = asked() if asked is not None else None
    if tab is not None and tab.isVisible():
        tab.grid.setFocus()


def _turn_to(window: "MainWindow", at: int) -> None:
    window.tabs.setCurrentIndex(at)
    enter(window.current_tab())


def _in_register(window: "MainWindow", name: str) -> None:
    tab = window.register_tab()
    if tab is None:
        return
    if name == "find":
        tab.focus_search()
    elif name in tab.actions_:
        tab.actions_[name].trigger()


def _add(window: "MainWindow", key: str, do: Callable[..., None]) -> None:
    action = QAction(window)
    action.setShortcut(QKeySequence(key))
    action.triggered.connect(lambda _=False: do())
    window.addAction(action)
