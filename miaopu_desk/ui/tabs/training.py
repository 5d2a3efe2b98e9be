"""培训：选一场，看谁参加了；一次加许多人。"""

from typing import Any

from PySide6.QtGui import QAction

from miaopu_desk.domain.codes import TRAINING_LEVELS
from miaopu_desk.domain.records.training import PARTICIPATIONS, TRAINING_PLANS, TRAINING_SESSIONS, TrainingSession
from miaopu_desk.services.many_people import add_participants
from miaopu_desk.services.office import Office
from miaopu_desk.ui.people_picker import PeoplePicker
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs.pages import MasterDetail, Pages

SHOWN = ("volunteer", "volunteer.community", "volunteer.ranks", "state", "passed", "note")


class TrainingTab(Pages):
    """场次与参训、全部参训人员。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__(
            [
                ("培训场次", lambda: SessionsPage(office, window)),
                ("计划", lambda: RegisterTab(office, TRAINING_PLANS, window)),
                ("全部参训人员", lambda: RegisterTab(office, PARTICIPATIONS, window)),
            ],
            {TRAINING_SESSIONS.table: 0, TRAINING_PLANS.table: 1, PARTICIPATIONS.table: 2},
        )


class SessionsPage(MasterDetail):
    """上面是场次，下面是那一场的参训人员。"""

    def __init__(self, office: Office, window: Any) -> None:
        self.window_ = window
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
        tools = self.detail.tools
        tools.insertAction(tools.actions()[0], self.add_people_action)
        self.owner_changed()

    def describe(self, owner: TrainingSession) -> str:
        where = owner.community.name if owner.community else "街道"
        level = f"（{TRAINING_LEVELS.label(owner.level)}）" if owner.level else ""
        return f"{owner.held_on}　{where}　{owner.topic}{level}　参训人员"

    def owner_changed(self) -> None:
        self.add_people_action.setEnabled(self.owner is not None)

    def add_people(self) -> PeoplePicker:
        """打开挑人的窗口。"""
        session = self.owner
        present = [each.volunteer.id for each in self.detail.table.find("session", session.id)]
        picker = PeoplePicker(self.office, f"加入参训人员：{session.topic}", self, present=present)
        picker.picked.connect(lambda ids: self._add(session.id, ids))
        picker.open()
        return picker

    def _add(self, session_id: str, ids: list[str]) -> None:
        self.window_.say(add_participants(self.office, session_id, ids).sentence())
