"""志愿者：登记、服务队、党支部三张分页。"""

from functools import partial
from typing import Any

from miaopu_desk.domain.records.party_branches import PARTY_BRANCHES
from miaopu_desk.domain.records.teams import TEAMS
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.domain.register import Register
from miaopu_desk.services.office import Office
from miaopu_desk.ui.people_menu import add_people_menu
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs.pages import Pages


class VolunteersTab(Pages):
    """志愿者登记和它周围的两张表。"""

    def __init__(self, office: Office, window: Any) -> None:
        registers: tuple[Register[Any], ...] = (VOLUNTEERS, TEAMS, PARTY_BRANCHES)
        super().__init__(
            [(each.title, partial(_page, office, each, window)) for each in registers],
            {each.table: at for at, each in enumerate(registers)},
        )


def _page(office: Office, register: Register[Any], window: Any) -> RegisterTab:
    page = RegisterTab(office, register, window)
    if register is VOLUNTEERS:
        page.people_menu = add_people_menu(page)  # type: ignore[attr-defined]
    return page
