"""主窗口：一排标签页、撤销重做、状态栏；先画出来，再打开办公室，标签页用到时才建。"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QTabWidget, QVBoxLayout, QWidget

from miaopu_desk.ui.tabs import HOME, TABS

TITLE = "苗圃志愿者工作台"
SAID_FOR = 12_000  # 毫秒
IMPORTED = (".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".csv", ".tsv", ".txt")


class MainWindow(QMainWindow):
    """整个窗口。attach(office) 之前只是空架子。"""

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.office: Any = None
        self.jobs: Any = None
        self._painted = False
        self._built: dict[int, QWidget] = {}
        self._stale: dict[int, set[str]] = {}
        self.setWindowTitle(TITLE)
        self.setAcceptDrops(True)
        self.resize(1366, 768)
        self.undo_action = self._action("撤销", QKeySequence.StandardKey.Undo, self.undo)
        self.redo_action = self._action("重做", "Ctrl+Y", self.redo)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("main")
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("标签页")
        self.tabs.tabBar().setFocusPolicy(Qt.FocusPolicy.TabFocus)  # 点一下是翻页，光标留给那一页的列表
        for title, _ in TABS:
            holder = QWidget()
            QVBoxLayout(holder).setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(holder, title)
        self.setCentralWidget(self.tabs)
        self.place = QLabel()
        self.place.setProperty("quiet", True)
        self.place.setContentsMargins(0, 0, 8, 0)
        self.statusBar().addPermanentWidget(self.place)
        self.statusBar().setSizeGripEnabled(False)

    def attach(self, office: Any) -> None:
        """放进打开了的办公室，建第一页。"""
        from miaopu_desk.ui.draft_offer import offer_drafts
        from miaopu_desk.ui.jobs import Jobs
        from miaopu_desk.ui.window_keys import add_keys, enter
        from miaopu_desk.ui.window_menu import menu_button
        from miaopu_desk.ui.zoom import Zoom, ZoomSlider

        self.office = office
        self.jobs = Jobs(self)
        office.keeper.listeners.append(self.refresh)
        self.zoom = Zoom(office, self)
        self.statusBar().addPermanentWidget(ZoomSlider(self.zoom))
        menu = menu_button(self)
        self.tabs.setCornerWidget(menu, Qt.Corner.TopRightCorner)
        menu.show()
        add_keys(self)
        self.tabs.currentChanged.connect(self._shown)
        self.tabs.tabBarClicked.connect(lambda at: enter(self._content(at)) if at >= 0 else None)
        self._describe()
        self._update_undo()
        self._shown(self.tabs.currentIndex())
        self.draft_offer = offer_drafts(self)

    # 标签页

    def tab(self, title: str) -> Any:
        """按名称取一页的内容，没建就建。"""
        return self._content([name for name, _ in TABS].index(title))

    def current_tab(self) -> Any:
        """正看着的一页。"""
        return self._content(self.tabs.currentIndex())

    def go(self, title: str) -> Any:
        """翻到一页。"""
        self.tabs.setCurrentIndex([name for name, _ in TABS].index(title))
        return self.current_tab()

    def show_records(self, table: str, ids: Sequence[str], title: str = "") -> None:
        """翻到那张登记表所在的页，只列这几条：一个数字背后的名单。"""
        if table == "volunteers" and self.office is not None:
            from miaopu_desk.services.merging import standing_for

            ids = standing_for(self.office, ids)  # 关账时的名单里的人，后来可能并进了别的一条
        self.go(HOME[table]).show_records(table, ids, title)

    def refresh(self, tables: set[str]) -> None:
        """登记变了：看着的一页马上刷新，别的翻到时再刷新。"""
        for at, content in self._built.items():
            if at == self.tabs.currentIndex():
                content.refresh(tables)  # type: ignore[attr-defined]
            else:
                self._stale.setdefault(at, set()).update(tables)
        if "offices" in tables:
            self._describe()
        self._update_undo()

    def say(self, text: str) -> None:
        """在状态栏说一句。"""
        self.statusBar().showMessage(text, SAID_FOR)

    # 撤销

    def undo(self) -> None:
        """撤销最近的一次操作。"""
        self._turn(self.office.keeper.undo, "已撤销", "没有撤销")

    def redo(self) -> None:
        """重做刚撤销的。"""
        self._turn(self.office.keeper.redo, "已重做", "没有重做")

    def _turn(self, do: Any, done: str, failed: str) -> None:
        from miaopu_desk.domain.problems import KnownError, Refused
        from miaopu_desk.ui import messages

        try:
            self.say(f"{done}：{do()}")
        except Refused as refused:
            messages.show_problems(self, failed, refused.problems)
        except KnownError as error:
            messages.warn(self, failed, str(error))
        self._update_undo()

    def _update_undo(self) -> None:
        keeper = self.office.keeper
        for action, label, key, found in (
            (self.undo_action, "撤销", "Ctrl+Z", keeper.next_undo()),
            (self.redo_action, "重做", "Ctrl+Y", keeper.next_redo()),
        ):
            action.setEnabled(found is not None)
            title = found.title.removeprefix("撤销：") if found is not None else "没有可以" + label + "的"
            action.setToolTip(f"{label}：{title}（{key}）" if found is not None else title)

    # 里面的事

    def _content(self, at: int) -> QWidget:
        if at not in self._built:
            made = TABS[at][1](self.office, self)
            self._built[at] = made
            holder = self.tabs.widget(at)
            assert holder is not None
            layout = holder.layout()
            assert layout is not None
            layout.addWidget(made)
            made.show()
        return self._built[at]

    def _shown(self, at: int) -> None:
        content = self._content(at)
        stale = self._stale.pop(at, None)
        if stale:
            content.refresh(stale)  # type: ignore[attr-defined]

    def _describe(self) -> None:
        facts = self.office.facts
        day = self.office.today()
        parts = [facts.name if facts else "", f"今天 {day.isoformat()}"]
        if facts is not None and facts.fixed_day:
            parts.append("示例")
        self.place.setText("　".join(part for part in parts if part))
        self.place.setToolTip(f"资料在 {self.office.folder}")
        self.setWindowTitle(f"{facts.name} — {TITLE}" if facts else TITLE)

    def _action(self, label: str, key: Any, do: Any) -> QAction:
        action = QAction(label, self)
        action.setShortcut(QKeySequence(key))
        action.setEnabled(False)
        action.triggered.connect(lambda: do())
        self.addAction(action)
        return action

    def register_tab(self) -> Any:
        """键盘说的“这张表”：光标所在的那张，不在表里时是这一页的主要那张；这一页没有表为空。"""
        from miaopu_desk.ui.register_tab import RegisterTab

        at = QApplication.focusWidget()
        while at is not None:
            if isinstance(at, RegisterTab):
                return at
            at = at.parentWidget()
        asked = getattr(self.current_tab(), "register_tab", None)
        return asked() if asked is not None else None

    # Qt 来叫的

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None and self.office is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.import_file(path)

    def import_file(self, path: Path) -> None:
        """导入一个拖进来的文件：到正看着的登记表，这一页不收就到志愿者登记。"""
        tab = self.register_tab()
        if tab is None or "import" not in tab.actions_:
            tab = self.go("志愿者").register_tab()
        tab.import_file(str(path))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.jobs is not None:
            self.jobs.finish()
        if self.office is not None and self.refresh in self.office.keeper.listeners:
            self.office.keeper.listeners.remove(self.refresh)
        super().closeEvent(event)


def _dropped(event: QDropEvent) -> Path | None:
    """拖来的一个表格文件；别的东西为空。"""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in IMPORTED else None
