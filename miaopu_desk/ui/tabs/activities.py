"""活动：主题活动的计划、报备和记录。"""

from typing import Any

from miaopu_desk.domain.records.activities import ACTIVITIES
from miaopu_desk.services.office import Office
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs.pages import Pages


class ActivitiesTab(Pages):
    """活动的几张分页。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__(
            [(ACTIVITIES.title, lambda: RegisterTab(office, ACTIVITIES, window))],
            {ACTIVITIES.table: 0},
        )
