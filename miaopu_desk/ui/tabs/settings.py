"""设置：本办公室、社区、代码表，还有没有排进别的标签页的登记表，和提供记录。"""

from functools import partial
from typing import Any

from miaopu_desk.domain.records import ATTACHMENTS, REGISTERS
from miaopu_desk.domain.records.communities import COMMUNITIES
from miaopu_desk.domain.records.offices import OFFICES
from miaopu_desk.domain.records.targets import TARGETS
from miaopu_desk.domain.records.templates import TEMPLATES
from miaopu_desk.domain.records.terms import TERMS
from miaopu_desk.domain.register import Register
from miaopu_desk.services.given_out import TITLE
from miaopu_desk.services.office import Office
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs import HOME, REST
from miaopu_desk.ui.tabs.attachments import AttachmentsPage
from miaopu_desk.ui.tabs.given_out import GivenOutPage
from miaopu_desk.ui.tabs.pages import Page, Pages

USUAL: tuple[Register[Any], ...] = (OFFICES, COMMUNITIES, TERMS, TARGETS)
# 办公室只有一行，写进每张纸的名称和落款都在里面：改，不增不删
OFFICE_TOOLS = ("edit", "|", "undo", "redo")
# 口径也是改，不增不删：程序凭代号来找
TARGET_TOOLS = ("edit", "|", "export", "print", "|", "undo", "redo")

# 填表的对照由“填别人的表”写入：看、改名、删，不在这里新增
TEMPLATE_TOOLS = ("edit", "delete", "|", "undo", "redo")

TOOLS = {OFFICES.table: OFFICE_TOOLS, TARGETS.table: TARGET_TOOLS, TEMPLATES.table: TEMPLATE_TOOLS}


class SettingsTab(Pages):
    """办公室自己的几张表。"""

    def __init__(self, office: Office, window: Any) -> None:
        rest = [each for each in REGISTERS.values() if HOME[each.table] == REST and each not in USUAL]
        registers = [*USUAL, *rest]
        pages: list[Page] = []
        for each in registers:
            page = partial(RegisterTab, office, each, window, toolbar=TOOLS.get(each.table))
            pages.append((each.title, partial(AttachmentsPage, office, window) if each is ATTACHMENTS else page))
        pages.append((TITLE, partial(GivenOutPage, office, window)))
        super().__init__(pages, {each.table: at for at, each in enumerate(registers)})
