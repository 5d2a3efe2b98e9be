"""培训：选一场，看谁参加了；一次加许多人。"""

from typing import Any

from PySide6.QtGui import QAction

from miaopu_desk.domain.codes import TRAINING_LEVELS
from miaopu_desk.domain.records.training import PARTICIPATIONS, TRAINING_PLANS, TRAINING_SESSIONS, TrainingSession
from miaopu_desk.services.many_people import add_participants
from miaopu_desk.services.office import Office
from miaopu_desk.ui.people_picker import PeoplePicker
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.register_tools import insert_actions
from miaopu_desk.ui.session_attendance import SessionAttendance
from miaopu_desk.ui.tabs.coverage import CoveragePage
from miaopu_desk.ui.tabs.pages import MasterDetail, Pages
from miaopu_desk.ui.tabs.training_plans import PlansPage

SHOWN = ("volunteer", "volunteer.community", "volunteer.ranks", "state", "passed", "note")


class TrainingTab(Pages):
    """场次与参训、全部参训人员。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__(
            [
                ("培训场次", lambda: SessionsPage(office, window)),
                ("覆盖面", lambda: CoveragePage(office, window)),
                ("计划", lambda: PlansPage(office, window)),
                ("全部参训人员", lambda: RegisterTab(office, PARTICIPATIONS, window)),
            ],
            {TRAINING_SESSIONS.table: 0, TRAINING_PLANS.table: 2, PARTICIPATIONS.table: 3},
        )


class SessionsPage(MasterDetail):
    """上面是场次，下面是那一场的参训人员。"""

    def __init__(self, office: Office, window: Any) -> None:
        self.window_ = window
        self.invite_action = QAction("邀请…")
        self.invite_action.setToolTip("挑许多人，一次邀请；来了再登记到场")
        self.invite_action.triggered.connect(lambda: self.add_people("invited"))
        self.attendance_action = QAction("登记到场…")
        self.attendance_action.setToolTip("照签到表：邀请的先都当作到，改例外，临时来的加上")
        self.attendance_action.triggered.connect(lambda: self.record_attendance())
        self.add_people_action = QAction("加入人员")
        self.add_people_action.setToolTip("挑许多人，一次记为这场的参训人员")
        self.add_people_action.triggered.connect(lambda: self.add_people())
        super().__init__(
            office,
            window,
            TRAINING_SESSIONS,
            PARTICIPATIONS,
            "session",
            detail_tools=("edit", "delete", "|", "export", "print"),
            detail_columns=SHOWN,
        )
        insert_actions(self.detail.tools, 0, (self.attendance_action, self.invite_action, self.add_people_action))
        self.owner_changed()

    def describe(self, owner: TrainingSession) -> str:
        where = owner.community.name if owner.community else "街道"
        level = f"（{TRAINING_LEVELS.label(owner.level)}）" if owner.level else ""
        return f"{owner.held_on}　{where}　{owner.topic}{level}　参训人员"

    def owner_changed(self) -> None:
        for each in (self.attendance_action, self.invite_action, self.add_people_action):
            each.setEnabled(self.owner is not None)

    def record_attendance(self) -> SessionAttendance:
        """打开登记到场的窗口。"""
        dialog = SessionAttendance(self.office, self.window_, self.owner, self)
        dialog.open()
        return dialog

    def add_people(self, state: str = "present") -> PeoplePicker:
        """打开挑人的窗口；state 写 invited 是邀请。"""
        session = self.owner
        present = [each.volunteer.id for each in self.detail.table.find("session", session.id)]
        title = "邀请参加" if state == "invited" else "加入参训人员"
        picker = PeoplePicker(self.office, f"{title}：{session.topic}", self, present=present)
        picker.picked.connect(lambda ids: self._add(session.id, ids, state))
        picker.open()
        return picker

    def _add(self, session_id: str, ids: list[str], state: str) -> None:
        self.window_.say(add_participants(self.office, session_id, ids, state).sentence())
