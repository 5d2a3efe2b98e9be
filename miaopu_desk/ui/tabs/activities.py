"""活动：月历、活动登记、报名的人、每周服务日。"""

from typing import Any

from PySide6.QtGui import QAction

from miaopu_desk.domain.codes import ACTIVITY_STATES
from miaopu_desk.domain.records.activities import ACTIVITIES, ACTIVITY_PEOPLE, SERVICE_DAYS, Activity
from miaopu_desk.services.many_people import add_to_activity
from miaopu_desk.services.office import Office
from miaopu_desk.services.service_days import fill_defaults
from miaopu_desk.ui.activity_actions import ActivityActions
from miaopu_desk.ui.people_picker import PeoplePicker
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.register_tools import insert_actions
from miaopu_desk.ui.tabs.activity_calendar import CalendarPage
from miaopu_desk.ui.tabs.pages import MasterDetail, Pages

SHOWN = ("volunteer", "volunteer.community", "volunteer.ranks", "role", "attendance", "minutes", "walk_in", "note")
SEARCH_WIDTH = 280  # 工具条上按钮多，查找框让一让


class ActivitiesTab(Pages):
    """活动的几张分页。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__(
            [
                ("月历", lambda: CalendarPage(office, window)),
                (ACTIVITIES.title, lambda: ActivityList(office, window)),
                ("报名", lambda: SignUpPage(office, window)),
                (SERVICE_DAYS.title, lambda: ServiceDaysPage(office, window)),
            ],
            {ACTIVITIES.table: 1, ACTIVITY_PEOPLE.table: 2, SERVICE_DAYS.table: 3},
        )


class ActivityList(RegisterTab):
    """活动登记，工具条上多报备、已开展、记录、取消。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__(office, ACTIVITIES, window)
        self.steps = ActivityActions(office, window, self.selected_ids, self)
        self.steps.add_to(self.tools, self.actions_["import"])
        self.search_box.setMaximumWidth(SEARCH_WIDTH)
        self.current_changed.connect(lambda _: self.steps.enable())
        self.listed.connect(self.steps.enable)


class SignUpPage(MasterDetail):
    """上面是活动，下面是那个活动报名的人。"""

    def __init__(self, office: Office, window: Any) -> None:
        self.window_ = window
        self.add_people_action = QAction("加入人员")
        self.add_people_action.setToolTip("挑许多人，一次加进报名名单")
        self.add_people_action.triggered.connect(lambda: self.add_people())
        super().__init__(
            office,
            window,
            ACTIVITIES,
            ACTIVITY_PEOPLE,
            "activity",
            detail_tools=("edit", "delete", "|", "export", "print"),
            detail_columns=SHOWN,
        )
        insert_actions(self.detail.tools, 0, [self.add_people_action])
        self.steps = ActivityActions(office, window, self.master.selected_ids, self)
        self.steps.add_to(self.master.tools, self.master.actions_["import"])
        self.master.search_box.setMaximumWidth(SEARCH_WIDTH)
        self.master.current_changed.connect(lambda _: self.steps.enable())
        self.owner_changed()

    def describe(self, owner: Activity) -> str:
        where = owner.community.name if owner.community else "街道统一"
        return f"{owner.day}　{where}　{owner.name}（{ACTIVITY_STATES.label(owner.state)}）　报名的人"

    def owner_changed(self) -> None:
        self.add_people_action.setEnabled(self.owner is not None and self.owner.state != "cancelled")

    def add_people(self) -> PeoplePicker:
        """打开挑人的窗口。"""
        activity = self.owner
        present = [each.volunteer.id for each in self.detail.table.find("activity", activity.id)]
        picker = PeoplePicker(self.office, f"加入报名人员：{activity.name}", self, present=present)
        picker.picked.connect(lambda ids: self._add(activity.id, ids))
        picker.open()
        return picker

    def _add(self, activity_id: str, ids: list[str]) -> None:
        self.window_.say(add_to_activity(self.office, activity_id, ids).sentence())


class ServiceDaysPage(RegisterTab):
    """每周服务日：哪几天、怎样开展；从这里排成计划。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__(office, SERVICE_DAYS, window)
        self.plan_action = QAction("排成计划…", self)
        self.plan_action.setToolTip("挑一段日子，先看要排哪些，再一次排成活动")
        self.plan_action.triggered.connect(lambda: self.plan())
        self.default_action = QAction("填入方案的服务日", self)
        self.default_action.setToolTip("方案里的周四、周五两个服务日，填进来以后可以改")
        self.default_action.triggered.connect(lambda: self.window_.say(fill_defaults(self.office).sentence()))
        before = self.actions_["import"]
        self.tools.insertAction(before, self.plan_action)
        self.tools.insertAction(before, self.default_action)
        self.tools.insertSeparator(before)

    def plan(self) -> Any:
        """打开排计划的窗口。"""
        from miaopu_desk.ui.dialogs.service_days import ServiceDaysDialog

        dialog = ServiceDaysDialog(self.office, self.window_, self)
        dialog.open()
        return dialog
