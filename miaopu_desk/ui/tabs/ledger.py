"""服务记录这本账的一页：时长只能更正，不能改、不能删；补录、历史时数、签到表、人员明细都从这里办。"""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QAction

from miaopu_desk.domain.ledger import OPENING
from miaopu_desk.domain.records import HEAD_COUNTS, SERVICE_RECORDS
from miaopu_desk.services.office import Office
from miaopu_desk.services.posting import entry_of
from miaopu_desk.ui.register_tab import RegisterTab

TOOLS = ("edit", "|", "undo", "redo", "|", "import", "export", "print")


class LedgerPage(RegisterTab):
    """工具条前面是办账的几个按钮；新增就是补录，删除就是更正为 0。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__(office, SERVICE_RECORDS, window, toolbar=TOOLS)
        self.sheet_action = self._action(
            "录签到表", "从签到表录考勤，到岗的入账（Ctrl+E）", self.enter_sheets, "Ctrl+E"
        )
        self.many_action = self._action("补录多人", "排班以外的服务，许多人一次记（Ctrl+N）", self.add)
        self.correct_action = self._action("更正", "把选中的一条更正成别的时长，0 就是去掉它", self.correct)
        self.opening_action = self._action("历史时数", "启用以前的累计时数", self.add_opening)
        self.group_action = self._action("团体参与", "来了一队人，只记人次，不记是谁", self.add_group)
        self.person_action = self._action("人员明细", "选中的这个人的全部记录和累计", self.show_person)
        self.search_box.setMaximumWidth(220)  # 宽度让给办账的按钮
        first = self.tools.actions()[0]
        doing = (self.sheet_action, self.many_action, self.correct_action, self.opening_action, self.group_action)
        for each in (*doing, self.person_action):
            self.tools.insertAction(first, each)
        self.tools.insertSeparator(first)
        self._enable()

    def add(self) -> Any:
        """补录：新增的一条也从这里记，好看一看合不合情理。"""
        from miaopu_desk.ui.dialogs.post_many import PostManyDialog

        dialog = PostManyDialog(self.office, self.window_, self)
        dialog.open()
        return dialog

    def add_opening(self) -> Any:
        """历史时数。"""
        from miaopu_desk.ui.dialogs.post_many import PostManyDialog

        dialog = PostManyDialog(self.office, self.window_, self, OPENING)
        dialog.open()
        return dialog

    def add_group(self) -> Any:
        """团体参与：记一行人次，列在“团体参与”一页。"""
        from miaopu_desk.ui.record_form import RecordForm

        form = RecordForm(self.office, HEAD_COUNTS, parent=self)
        form.saved.connect(lambda _, what: self._say(f"{what}，在“团体参与”一页"))
        form.open()
        return form

    def correct(self, minutes: int | None = None) -> Any:
        """更正当前的一条。"""
        from miaopu_desk.ui.dialogs.correct_line import CorrectDialog

        found = self.current_id()
        entry = entry_of(self.office, found) if found else None
        if entry is None:
            return None
        dialog = CorrectDialog(self.office, self.window_, entry, self, minutes)
        dialog.open()
        return dialog

    def delete(self) -> None:
        """账上的行不删：更正为 0。"""
        self.correct(0)

    def show_person(self) -> Any:
        """当前这一行的人的明细。"""
        from miaopu_desk.ui.dialogs.person_ledger import PersonLedger

        found = self.current_id()
        line = self.table.get(found) if found else None
        dialog = PersonLedger(self.office, self.window_, self, (line.volunteer.id or "") if line else "")
        dialog.show()
        return dialog

    def enter_sheets(self) -> Any:
        """录签到表：从等着录的头一班起。"""
        from miaopu_desk.ui.attendance_dialog import AttendanceDialog

        dialog = AttendanceDialog(self.office, self.window_, self)
        dialog.open()
        return dialog

    def _enable(self) -> None:
        super()._enable()
        if hasattr(self, "correct_action"):
            self.correct_action.setEnabled(bool(self.grid.selected_rows()))

    def _action(self, label: str, tip: str, do: Callable[[], object], key: str = "") -> QAction:
        action = QAction(label, self)
        action.setToolTip(tip)
        if key:
            action.setShortcut(key)
            self.addAction(action)
        action.triggered.connect(lambda: do())
        return action
