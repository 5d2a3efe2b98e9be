"""表彰：评选、荣誉、礼遇、公益性岗位和补贴、会议、宣传。"""

from functools import partial
from typing import Any

from miaopu_desk.domain.records import (
    COURTESIES,
    DECISIONS,
    HONOURS,
    MEETINGS,
    NOMINATIONS,
    OBJECTIONS,
    POST_HOLDERS,
    POST_LEAVES,
    PUBLICITY,
    SELECTIONS,
    STIPEND_LINES,
    STIPEND_SHEETS,
    WELFARE_POSTS,
)
from miaopu_desk.domain.register import Register
from miaopu_desk.services.office import Office
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs.pages import MasterDetail, Pages

DETAIL_TOOLS = ("add", "edit", "delete", "|", "export", "print")


class HonoursTab(Pages):
    """评优、待遇和平常的会议宣传，一张登记表一页，有下级的在同一页。"""

    def __init__(self, office: Office, window: Any) -> None:
        def plain(register: Register[Any]) -> partial[RegisterTab]:
            return partial(RegisterTab, office, register, window)

        def parts(
            master: Register[Any], detail: Register[Any], link: str, columns: tuple[str, ...]
        ) -> partial[MasterDetail]:
            return partial(
                MasterDetail,
                office,
                window,
                master,
                detail,
                link,
                detail_tools=DETAIL_TOOLS,
                detail_columns=columns,
            )

        super().__init__(
            [
                ("评选", parts(SELECTIONS, NOMINATIONS, "selection", NOMINATIONS.listed[1:])),
                ("公示异议", plain(OBJECTIONS)),
                ("荣誉记录", plain(HONOURS)),
                ("礼遇", plain(COURTESIES)),
                ("公益性岗位", parts(WELFARE_POSTS, POST_HOLDERS, "post", POST_HOLDERS.listed[1:])),
                ("岗位请假", plain(POST_LEAVES)),
                ("补贴发放", parts(STIPEND_SHEETS, STIPEND_LINES, "sheet", STIPEND_LINES.listed[1:])),
                ("会议", parts(MEETINGS, DECISIONS, "meeting", DECISIONS.listed[2:])),
                ("宣传", plain(PUBLICITY)),
            ],
            {
                SELECTIONS.table: 0,
                NOMINATIONS.table: 0,
                OBJECTIONS.table: 1,
                HONOURS.table: 2,
                COURTESIES.table: 3,
                WELFARE_POSTS.table: 4,
                POST_HOLDERS.table: 4,
                POST_LEAVES.table: 5,
                STIPEND_SHEETS.table: 6,
                STIPEND_LINES.table: 6,
                MEETINGS.table: 7,
                DECISIONS.table: 7,
                PUBLICITY.table: 8,
            },
        )
