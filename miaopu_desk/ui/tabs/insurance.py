"""保险：选一张保单，看谁在保；把专职志愿者一次加上。"""

from datetime import date, timedelta
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.claims import CLAIMS
from miaopu_desk.domain.records.insurance import ENROLLMENTS, POLICIES, Policy
from miaopu_desk.domain.records.submissions import SUBMISSION_PEOPLE, SUBMISSIONS
from miaopu_desk.services.many_people import covered_ids, enroll
from miaopu_desk.services.office import Office
from miaopu_desk.ui import messages
from miaopu_desk.ui.people_picker import PeoplePicker
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.register_tools import insert_actions
from miaopu_desk.ui.tabs.cover_warnings import CoverWarningsPage
from miaopu_desk.ui.tabs.day_field import DayField
from miaopu_desk.ui.tabs.pages import MasterDetail, Pages
from miaopu_desk.ui.tabs.submissions import SubmissionsPage

SHOWN = (
    "volunteer",
    "volunteer.id_number",
    "volunteer.community",
    "volunteer.ranks",
    "starts_on",
    "ends_on",
    "consented",
    "sum_agreed",
    "guardian_consented",
)


class InsuranceTab(Pages):
    """保单与参保、全部参保人员。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__(
            [
                ("保单", lambda: PoliciesPage(office, window)),
                ("批改", lambda: SubmissionsPage(office, window)),
                ("预警", lambda: CoverWarningsPage(office, window)),
                ("理赔", lambda: RegisterTab(office, CLAIMS, window)),
                ("全部参保人员", lambda: RegisterTab(office, ENROLLMENTS, window)),
            ],
            {
                POLICIES.table: 0,
                SUBMISSIONS.table: 1,
                SUBMISSION_PEOPLE.table: 1,
                CLAIMS.table: 3,
                ENROLLMENTS.table: 4,
            },
        )


class PoliciesPage(MasterDetail):
    """上面是保单，下面是那张保单的参保人员。"""

    def __init__(self, office: Office, window: Any) -> None:
        self.window_ = window
        self.add_people_action = QAction("加入人员")
        self.add_people_action.setToolTip("挑许多人，一次加进这张保单")
        self.add_people_action.triggered.connect(lambda: self.add_people())
        self.add_full_time_action = QAction("加入全部专职")
        self.add_full_time_action.setToolTip("把还不在这张保单里的专职志愿者都挑上，核对后一次加入")
        self.add_full_time_action.triggered.connect(lambda: self.add_full_time())
        super().__init__(
            office,
            window,
            POLICIES,
            ENROLLMENTS,
            "policy",
            detail_tools=("edit", "delete", "|", "export", "print", "|", "reveal"),
            detail_columns=SHOWN,
        )
        insert_actions(self.detail.tools, 0, (self.add_people_action, self.add_full_time_action))
        self.split.setSizes([300, 600])  # 保单没有几张，地方留给参保人员
        self.owner_changed()

    def describe(self, owner: Policy) -> str:
        return f"{owner.number}　{owner.insurer}　{owner.starts_on} 至 {owner.ends_on}　参保人员"

    def owner_changed(self) -> None:
        for each in (self.add_people_action, self.add_full_time_action):
            each.setEnabled(self.owner is not None)

    def add_people(self, rank: str | None = None) -> PeoplePicker:
        """打开挑人的窗口；生效日期默认明天零时，不早于保险起期。"""
        policy = self.owner
        start = min(max(self.office.today() + timedelta(days=1), policy.starts_on), policy.ends_on)
        day = DayField(start, "生效日期")
        below = QWidget()
        row = QHBoxLayout(below)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QLabel("生效日期"))
        row.addWidget(day)
        row.addWidget(QLabel("零时起"))
        row.addStretch()
        present = covered_ids(self.office, policy.id, start)
        picker = PeoplePicker(
            self.office, f"加入参保人员：{policy.number}", self, present=present, rank=rank, extra=below
        )
        picker.picked.connect(lambda ids: self._enroll(policy.id, ids, day.day))
        picker.open()
        return picker

    def add_full_time(self) -> PeoplePicker:
        """把还没有参保的专职都先挑上。"""
        picker = self.add_people("full_time")
        picker.take_all()
        return picker

    def _enroll(self, policy_id: str, ids: list[str], starts_on: date) -> None:
        try:
            added = enroll(self.office, policy_id, ids, starts_on)
        except KnownError as error:
            messages.warn(self, "没有加入", str(error))
            return
        self.window_.say(added.sentence())
