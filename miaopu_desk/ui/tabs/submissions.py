"""批改：每次报给保险公司的增减名单，上面是各次，下面是那一次冻结的名单。"""

from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFormLayout, QInputDialog, QLineEdit, QWidget

from miaopu_desk.domain.calendar import parse_day
from miaopu_desk.domain.codes import SUBMISSION_KINDS
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.insurance import POLICIES, Policy
from miaopu_desk.domain.records.submissions import SUBMISSION_PEOPLE, SUBMISSIONS, Submission
from miaopu_desk.services.endorsing import confirm_endorsement
from miaopu_desk.services.office import Office
from miaopu_desk.store.listing import Condition, Listing
from miaopu_desk.ui import messages
from miaopu_desk.ui.dialogs.careful import CarefulDialog
from miaopu_desk.ui.dialogs.frame import button, framed, wrong_note
from miaopu_desk.ui.register_tools import insert_actions
from miaopu_desk.ui.submission_dialog import SubmissionDialog
from miaopu_desk.ui.tabs.pages import MasterDetail

SHOWN = ("change", "name", "sex", "id_number", "community", "starts_on", "ends_on", "premium", "refund", "note")


class SubmissionsPage(MasterDetail):
    """名单报出去就不改；报错了用“撤销”整次退回。"""

    def __init__(self, office: Office, window: Any) -> None:
        self.window_ = window
        self.draw_up_action = QAction("拟批改…")
        self.draw_up_action.setToolTip("程序提出该加、该减的人，核对以后一次报送")
        self.draw_up_action.triggered.connect(lambda: self.draw_up())
        self.fill_action = QAction("填保险公司的表…")
        self.fill_action.setToolTip("把这一次的名单填进保险公司自己的模板")
        self.fill_action.triggered.connect(lambda: self.fill_form())
        self.confirm_action = QAction("登记批单号…")
        self.confirm_action.setToolTip("保险公司出了批单，记下批单号和日期")
        self.confirm_action.triggered.connect(lambda: self.confirm())
        super().__init__(
            office,
            window,
            SUBMISSIONS,
            SUBMISSION_PEOPLE,
            "submission",
            master_tools=("export", "print", "|", "undo", "redo"),
            detail_tools=("export", "print", "|", "reveal"),
            detail_columns=SHOWN,
        )
        tools = self.master.tools
        actions = (self.draw_up_action, self.fill_action, self.confirm_action)
        tools.insertSeparator(insert_actions(tools, 0, actions))
        self.split.setSizes([260, 640])
        self.owner_changed()

    def describe(self, owner: Submission) -> str:
        parts = f"批增 {owner.added} 人，批减 {owner.removed} 人，不变 {owner.unchanged} 人"
        return f"{owner.number}　{SUBMISSION_KINDS.label(owner.kind)}　{owner.noticed_on} 通知　{parts}"

    def owner_changed(self) -> None:
        for each in (self.fill_action, self.confirm_action):
            each.setEnabled(self.owner is not None)

    def draw_up(self, policy: Policy | None = None) -> SubmissionDialog | None:
        """拟一次批改；有几张有效的保单时先问是哪一张。"""
        chosen = policy or choose_policy(self.office, self)
        if chosen is None:
            return None
        dialog = SubmissionDialog(self.office, self.window_, chosen, self)
        dialog.submitted.connect(lambda record_id: self.master.select([record_id]))
        dialog.open()
        return dialog

    def fill_form(self) -> Any:
        """填保险公司的模板，只填这一次的人。"""
        from miaopu_desk.ui.filling_dialog import FillingDialog

        dialog = FillingDialog(
            self.office,
            self,
            register=SUBMISSION_PEOPLE.table,
            only={"submission": self.owner.id},
            recipient=self._insurer(),
        )
        dialog.open()
        return dialog

    def confirm(self) -> "ConfirmDialog":
        """登记批单号。"""
        dialog = ConfirmDialog(self.office, self.window_, self.owner, self)
        dialog.open()
        return dialog

    def _insurer(self) -> str:
        policy = self.office.keeper.table(POLICIES).get(self.owner.policy.id)
        return policy.insurer if policy else ""


class ConfirmDialog(CarefulDialog):
    """批单号和日期。"""

    def __init__(self, office: Office, window: Any, submission: Submission, parent: QWidget) -> None:
        super().__init__(parent)
        self.office, self.window_, self.submission = office, window, submission
        done, cancel = button("确定", main=True), button("取消")
        content = framed(self, f"登记批单号：{submission.number}", done, cancel, enter=done)
        self.number = QLineEdit(submission.endorsement or "")
        self.number.setAccessibleName("保险公司批单号")
        self.day = QLineEdit((submission.confirmed_on or office.today()).isoformat())
        self.day.setAccessibleName("批单日期")
        form = QFormLayout()
        form.addRow("保险公司批单号", self.number)
        form.addRow("批单日期", self.day)
        content.addLayout(form)
        self.note = wrong_note()
        content.addWidget(self.note)
        cancel.clicked.connect(self.reject)
        done.clicked.connect(lambda: self.accept())
        self.setMinimumWidth(380)

    def accept(self) -> None:
        day, reason = parse_day(self.day.text(), today=self.office.today())
        if self.day.text().strip() and day is None:
            self.note.setText(f"批单日期：{reason or '读不懂，请照 2021-05-12 这样填写'}")
            return
        try:
            confirm_endorsement(self.office, self.submission.id, self.number.text(), day)
        except KnownError as error:
            self.note.setText(str(error))
            return
        self.window_.say(f"已登记 {self.submission.number} 的批单号")
        super().accept()


def choose_policy(office: Office, parent: QWidget) -> Policy | None:
    """还没有到期的保单；不止一张时问，没有时说一声。"""
    where = (Condition("ends_on", "from", (office.today(),)),)
    found = office.keeper.table(POLICIES).all(Listing(where=where))
    if not found:
        messages.warn(parent, "拟批改", "没有还在保险期间的保单，请先在“保单”里登记。")
        return None
    if len(found) == 1:
        return found[0]
    names = [f"{each.number}　{each.insurer}　{each.starts_on} 至 {each.ends_on}" for each in found]
    chosen, agreed = QInputDialog.getItem(parent, "拟批改", "哪一张保单", names, 0, False)
    return found[names.index(chosen)] if agreed else None
