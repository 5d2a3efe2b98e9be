"""活动的几个按钮：报备、已开展、记录、取消、改期、恢复；列表、月历共用，照选中的活动亮灭。"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu, QToolBar, QToolButton, QWidget

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import ACTIVITIES
from miaopu_desk.services.activities import restore_activities
from miaopu_desk.services.office import Office
from miaopu_desk.ui import messages

LOOKED_AT = 300  # 选中的再多，也只看头这么多个的状态来定亮灭
ALLOWED = {
    "file": ("planned", "held", "recorded"),
    "hold": ("planned", "filed"),
    "record": ("planned", "filed", "held", "recorded"),
    "cancel": ("planned", "filed"),
    "postpone": ("planned", "filed"),
    "restore": ("cancelled",),
}


class ActivityActions(QObject):
    """chosen 给出选中的活动的 id；parent 是开窗口的那一页。"""

    def __init__(self, office: Office, window: Any, chosen: Callable[[], Sequence[str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.office, self.window_, self.chosen, self.page = office, window, chosen, parent
        self.file = self._action("报备…", "记下报备日期、报到哪里和编号，可以几个一起", self.file_them)
        self.hold = self._action("已开展…", "记为已开展，可以几个一起", self.hold_them)
        self.record = self._action("记录…", "录入参加的人、时长、团体人次和受益人数", self.record_it)
        self.cancel = self._action("取消…", "写明原因取消，留在登记里", self.cancel_them)
        self.postpone = self._action("改期…", "换一天，报备照旧", self.postpone_them)
        self.restore = self._action("恢复", "恢复取消了的活动", self.restore_them)
        self.enable()

    @property
    def everything(self) -> dict[str, QAction]:
        """名称 → 按钮。"""
        return {name: getattr(self, name) for name in ALLOWED}

    def enable(self) -> None:
        """有一个走得这一步就亮；记录一次一个。"""
        ids = list(self.chosen())
        states = {each.state for each in self.office.keeper.table(ACTIVITIES).records(ids[:LOOKED_AT])}
        for name, action in self.everything.items():
            action.setEnabled(bool(states & set(ALLOWED[name])) and (name != "record" or len(ids) == 1))

    def add_to(self, bar: QToolBar, before: QAction) -> None:
        """放进工具条：四个常用的，其余在“更多”里。"""
        for each in (self.file, self.hold, self.record, self.cancel):
            bar.insertAction(before, each)
        more = QToolButton()
        more.setText("更多")
        more.setToolTip("改期、恢复")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        menu.addActions([self.postpone, self.restore])
        more.setMenu(menu)
        bar.insertWidget(before, more)
        bar.insertSeparator(before)

    def file_them(self) -> QDialog:
        from miaopu_desk.ui.dialogs.activities import FilingDialog

        return self._open(FilingDialog)

    def hold_them(self) -> QDialog:
        from miaopu_desk.ui.dialogs.activities import HoldDialog

        return self._open(HoldDialog)

    def cancel_them(self) -> QDialog:
        from miaopu_desk.ui.dialogs.activities import CancelDialog

        return self._open(CancelDialog)

    def postpone_them(self) -> QDialog:
        from miaopu_desk.ui.dialogs.activities import PostponeDialog

        return self._open(PostponeDialog)

    def record_it(self) -> QDialog | None:
        from miaopu_desk.ui.dialogs.activity_record import open_record

        return open_record(self.office, self.window_, self.chosen()[0], self.page)

    def restore_them(self) -> None:
        try:
            done = restore_activities(self.office, self.chosen())
        except KnownError as error:
            messages.warn(self.page, "没有恢复", str(error))
            return
        if isinstance(done, list):
            messages.show_problems(self.page, "没有恢复", done)
        else:
            self.window_.say(done.sentence())

    def _open(self, kind: Any) -> QDialog:
        dialog: QDialog = kind(self.office, self.window_, list(self.chosen()), self.page)
        dialog.open()
        return dialog

    def _action(self, label: str, tip: str, do: Callable[[], object]) -> QAction:
        action = QAction(label, self)
        action.setToolTip(tip)
        action.triggered.connect(lambda _=False: do())
        return action
