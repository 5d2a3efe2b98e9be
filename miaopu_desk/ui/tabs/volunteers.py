"""志愿者：登记、服务记录、服务队、党支部、记录证明五张分页。"""

from functools import partial
from typing import Any

from miaopu_desk.domain.records.certificates import CERTIFICATES
from miaopu_desk.domain.records.party_branches import PARTY_BRANCHES
from miaopu_desk.domain.records.service import SERVICE_RECORDS
from miaopu_desk.domain.records.teams import TEAMS
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.domain.register import Register
from miaopu_desk.services.office import Office
from miaopu_desk.ui.people_menu import add_people_menu
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs.pages import Pages

# 证明由开证明时写进来，内容不改；开错了删掉（作废）重开
CERTIFICATE_TOOLS = ("delete", "|", "export", "print", "|", "undo", "redo")


class VolunteersTab(Pages):
    """志愿者登记和它周围的四张表。"""

    def __init__(self, office: Office, window: Any) -> None:
        registers: tuple[Register[Any], ...] = (VOLUNTEERS, SERVICE_RECORDS, TEAMS, PARTY_BRANCHES, CERTIFICATES)
        tools = {CERTIFICATES.table: CERTIFICATE_TOOLS}
        super().__init__(
            [(each.title, partial(_page, office, each, window, tools.get(each.table))) for each in registers],
            {each.table: at for at, each in enumerate(registers)},
        )


def _page(office: Office, register: Register[Any], window: Any, tools: tuple[str, ...] | None) -> RegisterTab:
    page = RegisterTab(office, register, window, toolbar=tools)
    if register is VOLUNTEERS:
        page.people_menu = add_people_menu(page)  # type: ignore[attr-defined]
    return page
