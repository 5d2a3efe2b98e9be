"""服务：服务记录、团体参与、开出的记录证明，星级、认证、积分和它们的规则。"""

from functools import partial
from typing import Any

from miaopu_desk.domain.records.certificates import CERTIFICATES
from miaopu_desk.domain.records.service import HEAD_COUNTS, SERVICE_RECORDS
from miaopu_desk.domain.register import Register
from miaopu_desk.services.office import Office
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs.ledger import LedgerPage
from miaopu_desk.ui.tabs.pages import Page, Pages
from miaopu_desk.ui.tabs.stars import star_pages

# 证明由开证明时写进来，内容不改；开错了删掉（作废）重开
CERTIFICATE_TOOLS = ("delete", "|", "export", "print", "|", "undo", "redo")


class ServiceTab(Pages):
    """记下做过什么的几张表。"""

    def __init__(self, office: Office, window: Any) -> None:
        registers: tuple[Register[Any], ...] = (SERVICE_RECORDS, HEAD_COUNTS, CERTIFICATES)
        tools = {CERTIFICATES.table: CERTIFICATE_TOOLS}
        pages: list[Page] = [(SERVICE_RECORDS.title, partial(LedgerPage, office, window))]
        pages += [
            (each.title, partial(RegisterTab, office, each, window, toolbar=tools.get(each.table)))
            for each in registers[1:]
        ]
        homes = {each.table: at for at, each in enumerate(registers)}
        for title, make, tables in star_pages(office, window):
            homes |= dict.fromkeys(tables, len(pages))
            pages.append((title, make))
        super().__init__(pages, homes)
