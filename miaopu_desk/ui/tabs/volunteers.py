"""志愿者：登记、服务记录、服务队、党支部四张分页。"""

from functools import partial
from typing import Any

from miaopu_desk.domain.records.party_branches import PARTY_BRANCHES
from miaopu_desk.domain.records.service import SERVICE_RECORDS
from miaopu_desk.domain.records.teams import TEAMS
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.domain.register import Register
from miaopu_desk.services.office import Office
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs.pages import Pages


class VolunteersTab(Pages):
    """志愿者登记和它周围的三张表。"""

    def __init__(self, office: Office, window: Any) -> None:
        registers: tuple[Register[Any], ...] = (VOLUNTEERS, SERVICE_RECORDS, TEAMS, PARTY_BRANCHES)
        super().__init__(
            [(each.title, partial(RegisterTab, office, each, window)) for each in registers],
            {each.table: at for at, each in enumerate(registers)},
        )
