"""月报页上关账的一行：现在什么状态，关账、重新打开、出更正说明、记零报告，取出各版月报，印名单。"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from miaopu_desk.domain.closing import MAY_CLOSE, MAY_REOPEN, MonthState, Version
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.services.closing import commit, reopen_month
from miaopu_desk.services.closing_draft import Draft, prepare
from miaopu_desk.services.figure_lists import print_names
from miaopu_desk.services.office import Office
from miaopu_desk.services.roles import require
from miaopu_desk.services.stored_reports import save_stored
from miaopu_desk.ui import messages
from miaopu_desk.ui.dialogs.closing import CloseDialog, ReasonDialog
from miaopu_desk.ui.dialogs.frame import acting, button
from miaopu_desk.ui.dialogs.zero import ZeroDialog
from miaopu_desk.ui.preview import open_outside
from miaopu_desk.ui.theme import AMBER, COLOURS, GREEN

if TYPE_CHECKING:
    from miaopu_desk.ui.tabs.month import MonthTab

STATE_COLOURS = {"open": COLOURS["quiet"], "closed": GREEN, "reopened": AMBER}
REOPENING = "重新打开以后可以改了再关，成为下一版；已经存下的各版原样留着。理由会记下来，也写进更正说明。"
CORRECTING = "现在的数字成为下一版，变了的各项写进更正说明；前面各版原样留着。"


class ClosePanel(QWidget):
    """月报页的一部分；做完以后由登记的通知刷新整页。"""

    def __init__(self, tab: "MonthTab") -> None:
        super().__init__(tab)
        self.tab = tab
        self.state: MonthState | None = None
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setAccessibleName("关账状态")
        self.buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 6)
        row.setSpacing(8)
        row.addWidget(self.label)
        row.addSpacing(12)
        for name, text, slot in (
            ("close", "关账…", self.close_month),
            ("correct", "出更正说明…", self.correct),
            ("reopen", "重新打开…", self.reopen),
            ("zero", "零报告…", self.zero),
            ("versions", "各版月报", None),
            ("names", "打印名单", self.print_names),
        ):
            self.buttons[name] = acting(text, slot) if slot is not None else button(text)
            row.addWidget(self.buttons[name])
        self.menu = QMenu(self)
        self.buttons["versions"].setMenu(self.menu)
        self.buttons["names"].setToolTip("把选中的那个数字背后的名单印出来")
        row.addStretch()

    def show_state(self, state: MonthState | None, changed: bool) -> None:
        """按状态开关按钮；changed 是关账以后数字又变了。"""
        self.state = state
        closed = state is not None and state.closed
        self.label.setText(state.label if state else "")
        self.label.setStyleSheet(f"color: {STATE_COLOURS[state.state]}; font-weight: bold" if state else "")
        self.label.setToolTip("\n".join(each.sentence for each in state.events) if state else "")
        self.buttons["close"].setVisible(not closed)
        self.buttons["zero"].setVisible(not closed)
        self.buttons["correct"].setVisible(closed)
        self.buttons["reopen"].setVisible(closed)
        for name in ("close", "zero", "names"):
            self.buttons[name].setEnabled(state is not None)
        self.buttons["correct"].setEnabled(changed)
        self.buttons["correct"].setToolTip("" if changed else "关账以后数字没有变，不用更正")
        self.buttons["versions"].setEnabled(state is not None and bool(state.versions))
        self._fill_versions(state)

    # 关账、更正、重新打开

    def close_month(self) -> None:
        """先把核对给人看，确认了才关。"""
        if self._allowed(MAY_CLOSE, "关账"):
            dialog = CloseDialog(self.tab.chosen.title, self.tab.findings, self)
            dialog.jumped.connect(self.tab.go_to)
            dialog.agreed.connect(lambda: self._prepare("close", ""))
            dialog.open()

    def correct(self) -> None:
        """问理由，出更正说明。"""
        if self._allowed(MAY_CLOSE, "更正"):
            title = f"{self.tab.chosen.title}月报更正说明"
            dialog = ReasonDialog(title, CORRECTING, "例如：大华社区六月三日补报五月新增名单", self)
            dialog.agreed.connect(lambda reason: self._prepare("correct", reason))
            dialog.open()

    def reopen(self) -> None:
        """问理由，重新打开。"""
        if self._allowed(MAY_REOPEN, "重新打开"):
            dialog = ReasonDialog(f"重新打开{self.tab.chosen.title}", REOPENING, "例如：光明里整月的资料漏报", self)
            dialog.agreed.connect(self._reopen)
            dialog.open()

    def zero(self) -> None:
        """零报告：各社区一行，一个按钮。"""
        ZeroDialog(self.tab.office, self.tab.chosen, self).open()

    def _prepare(self, act: str, reason: str) -> None:
        """费时的排版在后台做，写的一下在窗口里做。"""
        key = self.tab.chosen.key

        def work(office: Office) -> Draft:
            return prepare(office, key, act=act, reason=reason)

        self.tab.window_.jobs.read("正在排月报、存名单……", self.tab.office, work, self._commit)

    def _commit(self, draft: Draft) -> None:
        version = self._try("没有写成", lambda: commit(self.tab.office, draft))
        if version is not None:
            done = "已更正" if draft.act == "correct" else "已关账"
            self.tab.window_.say(f"{draft.figures.month.title}{done}，{version.title}")
            if version.corrected:
                self.open_version(version, "correction")

    def _reopen(self, reason: str) -> None:
        key = self.tab.chosen.key
        if self._try("没有重新打开", lambda: reopen_month(self.tab.office, key, reason)) is not None:
            self.tab.window_.say(f"{self.tab.chosen.title}已重新打开")

    # 各版月报和名单

    def _fill_versions(self, state: MonthState | None) -> None:
        self.menu.clear()
        for version in reversed(state.versions if state else ()):
            for kind, label in (("pdf", "月报"), ("xlsx", "工作簿"), ("correction", "更正说明")):
                if kind != "correction" or version.corrected:
                    action = self.menu.addAction(f"{version.title} {label}")
                    action.triggered.connect(
                        lambda _=False, version=version, kind=kind: self.open_version(version, kind)
                    )
            self.menu.addSeparator()

    def open_version(self, version: Version, kind: str) -> None:
        """把某一版原样取出来看：月报和更正说明在窗口里，工作簿交给系统。"""
        names = {"pdf": "月报{}第{}版.pdf", "xlsx": "月报{}第{}版.xlsx", "correction": "更正说明{}第{}版.pdf"}
        office = self.tab.office
        name = names[kind].format(version.month, version.number)
        path = self._try(
            "没有取出来",
            lambda: save_stored(office, version.month, office.in_output(name), version.number, kind),
        )
        if path is None:
            return
        if kind != "xlsx":
            self._preview(path)
        elif not open_outside(path):
            messages.tell(self, "打不开", f"系统里没有能打开它的程序，文件在\n{path}")

    def print_names(self, figure: str | None = None, community: str | None = None) -> None:
        """排好选中那个数字（或者给出的数字）背后的名单，在窗口里看。"""
        if figure is None:
            found = self.tab.figure_at(self.tab.table.currentRow(), self.tab.table.currentColumn())
            if found is None:
                messages.tell(self, "打印名单", "请先在上面的表里选一个不是零的数字。")
                return
            figure, community = found[1], found[0].name
        name, place, key = figure, community, self.tab.chosen.key
        self.tab.window_.jobs.read(
            "正在排名单……", self.tab.office, lambda office: print_names(office, key, name, place), self._preview
        )

    def _preview(self, path: Path) -> None:
        from miaopu_desk.ui.outgoing import preview

        preview(self, path)

    # 不成的话

    def _allowed(self, roles: tuple[str, ...], deed: str) -> bool:
        return self._try(f"不能{deed}", lambda: require(self.tab.office.keeper, roles, deed)) is not None

    def _try(self, title: str, do: Callable[[], Any]) -> Any:
        try:
            return do()
        except KnownError as error:
            messages.warn(self, title, str(error))
            return None
