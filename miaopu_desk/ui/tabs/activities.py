"""活动：主题活动的计划、报备和记录，报名的人，每周的服务日。"""

from typing import Any

from miaopu_desk.domain.records.activities import ACTIVITIES, ACTIVITY_PEOPLE, SERVICE_DAYS
from miaopu_desk.services.office import Office
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs.pages import MasterDetail, Pages

SHOWN = ("volunteer", "volunteer.community", "volunteer.ranks", "role", "attendance", "minutes", "walk_in", "note")


class ActivitiesTab(Pages):
    """活动的几张分页。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__(
            [
                (ACTIVITIES.title, lambda: RegisterTab(office, ACTIVITIES, window)),
                ("报名", lambda: SignUpPage(office, window)),
                (SERVICE_DAYS.title, lambda: RegisterTab(office, SERVICE_DAYS, window)),
            ],
            {ACTIVITIES.table: 0, ACTIVITY_PEOPLE.table: 1, SERVICE_DAYS.table: 2},
        )


class SignUpPage(MasterDetail):
    """上面是活动，下面是那个活动报名的人。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__(
            office,
            window,
            ACTIVITIES,
            ACTIVITY_PEOPLE,
            "activity",
            detail_tools=("add", "edit", "delete", "|", "export", "print"),
            detail_columns=SHOWN,
        )
