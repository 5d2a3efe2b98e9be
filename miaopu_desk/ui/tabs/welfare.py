"""公益性岗位和补贴：岗位上有谁、谁请假；每月编一张发放表，审核、印发。"""

from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog

from miaopu_desk.domain.amounts import in_yuan
from miaopu_desk.domain.codes import STIPEND_STATES
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import POST_HOLDERS, POST_LEAVES, STIPEND_LINES, STIPEND_SHEETS, WELFARE_POSTS
from miaopu_desk.domain.records.welfare import StipendSheet, WelfarePost
from miaopu_desk.services import stipends
from miaopu_desk.services.office import Office
from miaopu_desk.services.stipend_plan import lines_of, on_post, total_of
from miaopu_desk.ui import messages
from miaopu_desk.ui.record_form import RecordForm
from miaopu_desk.ui.register_tools import insert_actions
from miaopu_desk.ui.tabs.pages import MasterDetail

HOLDERS = ("volunteer", "volunteer.community", "starts_on", "ends_on", "card_tail", "note")
LINES = ("position", "name", "community", "post_name", "kind", "monthly", "days", "leave_days", "amount", "reason")
FREEZES = "印发以后这张表不能再改，重印总是一样；有变化的在下一张上补发或扣减。"


class PostsPage(MasterDetail):
    """上面是岗位，下面是在岗的人。"""

    def __init__(self, office: Office, window: Any) -> None:
        self.window_ = window
        self.leave_action = QAction("记请假")
        self.leave_action.setToolTip("给选中的人记一段请假，登记了的才扣补贴")
        self.leave_action.triggered.connect(lambda: self.add_leave())
        super().__init__(
            office,
            window,
            WELFARE_POSTS,
            POST_HOLDERS,
            "post",
            detail_tools=("add", "edit", "delete", "|", "export", "print"),
            detail_columns=HOLDERS,
        )
        insert_actions(self.detail.tools, 3, [self.leave_action])
        self.detail.current_changed.connect(lambda _: self.owner_changed())
        self.owner_changed()

    def describe(self, owner: WelfarePost) -> str:
        place = f"{owner.community.name}　" if owner.community else ""
        held = on_post(self.office, owner.id)
        vacant = owner.quota - held
        told = f"，空缺 {vacant} 个" if vacant > 0 else ""
        return f"{place}{owner.name}　每月 {in_yuan(owner.monthly)}　名额 {owner.quota} 人，在岗 {held} 人{told}"

    def owner_changed(self) -> None:
        self.leave_action.setEnabled(self.detail.current_id() is not None)

    def refresh(self, tables: set[str]) -> None:
        super().refresh(tables)
        if self.owner is not None:
            self.heading.setText(self.describe(self.owner))

    def add_leave(self) -> QDialog | None:
        """给选中的人记一段请假。"""
        chosen = self.detail.table.get(self.detail.current_id() or "")
        if chosen is None:
            return None
        who = Ref(chosen.volunteer.name, chosen.volunteer.id)
        form = RecordForm(self.office, POST_LEAVES, defaults={"volunteer": who}, more=False, parent=self)
        form.saved.connect(lambda _, what: self.window_.say(what))
        form.open()
        return form


class StipendsPage(MasterDetail):
    """上面是各月的发放表，下面是那一张的各行；状态怎样变都走按钮。"""

    def __init__(self, office: Office, window: Any) -> None:
        self.window_ = window
        self.make_action = _action("编制…", "照在岗登记和请假算出一个月的发放表", lambda: self.make())
        self.sheet_actions = {
            "approve": _action("审核", "办公室主任审核；自己编的不能自己审", lambda: self.approve()),
            "back": _action("退回", "已审核、还没有印发的退回重改", lambda: self.send_back()),
            "issue": _action("印发", FREEZES, lambda: self.issue()),
            "void": _action("作废", "作废还在编制的一张，改好登记再编", lambda: self.void()),
        }
        self.line_actions = {
            "adjust": _action("补发、扣减…", "加一行补发或扣减，写明原因", lambda: self.adjust()),
            "drop": _action("去掉一行", "去掉选中的补发或扣减", lambda: self.drop()),
        }
        super().__init__(
            office,
            window,
            STIPEND_SHEETS,
            STIPEND_LINES,
            "sheet",
            detail_tools=("export", "print"),
            detail_columns=LINES,
            master_tools=("export", "print"),
        )
        for tools, actions in (
            (self.master.tools, [self.make_action, *self.sheet_actions.values()]),
            (self.detail.tools, list(self.line_actions.values())),
        ):
            tools.insertSeparator(insert_actions(tools, 0, actions))
        self.detail.current_changed.connect(lambda _: self.owner_changed())
        self.owner_changed()

    def describe(self, owner: StipendSheet) -> str:
        lines = lines_of(self.office, owner.id)
        people = len({each.volunteer.id for each in lines})
        total = total_of(lines)
        said = in_yuan(total) if total >= 0 else f"-{in_yuan(-total)}"
        return f"{owner.name}　{STIPEND_STATES.label(owner.state)}　{people} 人，{said}"

    def owner_changed(self) -> None:
        state = self.owner.state if self.owner is not None else ""
        for name, wanted in (("approve", "draft"), ("back", "approved"), ("issue", "approved"), ("void", "draft")):
            self.sheet_actions[name].setEnabled(state == wanted)
        self.line_actions["adjust"].setEnabled(state == "draft")
        self.line_actions["drop"].setEnabled(state == "draft" and self.detail.current_id() is not None)

    def refresh(self, tables: set[str]) -> None:
        super().refresh(tables)
        if self.owner is not None:
            self.heading.setText(self.describe(self.owner))

    def make(self) -> QDialog:
        """选月份，看算出来的，编制。"""
        from miaopu_desk.ui.dialogs.stipends import MakeSheetDialog

        dialog = MakeSheetDialog(self.office, self.window_, self)
        dialog.made.connect(lambda record_id: self.master.select([record_id]))
        dialog.open()
        return dialog

    def adjust(self) -> QDialog:
        """加一行补发或扣减。"""
        from miaopu_desk.ui.dialogs.stipends import AdjustDialog

        dialog = AdjustDialog(self.office, self.window_, self.owner, self)
        dialog.open()
        return dialog

    def drop(self) -> None:
        """去掉选中的一行。"""
        self._told(stipends.drop_line(self.office, self.detail.current_id() or ""), "没有去掉", "已去掉这一行")

    def approve(self) -> None:
        """审核选中的一张。"""
        self._do(lambda: stipends.approve(self.office, self.owner.id), "没有审核", "已审核")

    def send_back(self) -> None:
        """退回选中的一张。"""
        self._do(lambda: stipends.send_back(self.office, self.owner.id), "没有退回", "已退回编制")

    def issue(self) -> None:
        """问过以后印发。"""
        if messages.confirm(self, "印发", f"要印发“{self.owner.number}”吗？", "印发", FREEZES):
            self._do(lambda: stipends.issue(self.office, self.owner.id), "没有印发", "已印发，可以打印了")

    def void(self) -> None:
        """问过以后作废。"""
        if messages.confirm(self, "作废", f"要作废“{self.owner.number}”吗？", "作废", "作废以后可以重新编制这个月。"):
            self._told(stipends.void_sheet(self.office, self.owner.id), "没有作废", "已作废")

    def _do(self, deed: Any, failed: str, done: str) -> None:
        try:
            found = deed()
        except KnownError as error:
            messages.warn(self, failed, str(error))
            return
        self._told(found if isinstance(found, list) else [], failed, done)

    def _told(self, problems: list[Any], failed: str, done: str) -> None:
        if problems:
            messages.show_problems(self, failed, problems)
        else:
            self.window_.say(done)


def _action(label: str, tip: str, do: Any) -> QAction:
    action = QAction(label)
    action.setToolTip(tip)
    action.triggered.connect(do)
    return action
