"""设置：本办公室、社区、代码表。"""

from typing import Any

from miaopu_desk.domain.records.communities import COMMUNITIES
from miaopu_desk.domain.records.offices import OFFICES
from miaopu_desk.domain.records.terms import TERMS
from miaopu_desk.services.office import Office
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs.pages import Page, Pages

# 办公室只有一行，写进每张纸的名称和落款都在里面：改，不增不删
OFFICE_TOOLS = ("edit", "|", "undo", "redo")


class SettingsTab(Pages):
    """办公室自己的三张表。"""

    def __init__(self, office: Office, window: Any) -> None:
        pages: list[Page] = [
            (OFFICES.title, lambda: RegisterTab(office, OFFICES, window, toolbar=OFFICE_TOOLS)),
            (COMMUNITIES.title, lambda: RegisterTab(office, COMMUNITIES, window)),
            (TERMS.title, lambda: RegisterTab(office, TERMS, window)),
        ]
        super().__init__(pages, {OFFICES.table: 0, COMMUNITIES.table: 1, TERMS.table: 2})
