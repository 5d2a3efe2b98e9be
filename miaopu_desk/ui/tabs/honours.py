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
from miaopu_desk.domain.records.meetings import Meeting
from miaopu_desk.services.office import Office
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs.courtesies import CourtesiesPage
from miaopu_desk.ui.tabs.pages import MasterDetail, Pages
from miaopu_desk.ui.tabs.selections import SelectionsPage
from miaopu_desk.ui.tabs.welfare import PostsPage, StipendsPage


class HonoursTab(Pages):
    """评优、待遇和平常的会议宣传，一张登记表一页，有下级的在同一页。"""

    def __init__(self, office: Office, window: Any) -> None:
        pages = (
            ("评选", SelectionsPage, (SELECTIONS, NOMINATIONS)),
            ("公示异议", partial(_plain, OBJECTIONS), (OBJECTIONS,)),
            ("荣誉记录", partial(_plain, HONOURS), (HONOURS,)),
            ("礼遇", CourtesiesPage, (COURTESIES,)),
            ("公益性岗位", PostsPage, (WELFARE_POSTS, POST_HOLDERS)),
            ("岗位请假", partial(_plain, POST_LEAVES), (POST_LEAVES,)),
            ("补贴发放", StipendsPage, (STIPEND_SHEETS, STIPEND_LINES)),
            ("会议", MeetingsPage, (MEETINGS, DECISIONS)),
            ("宣传", partial(_plain, PUBLICITY), (PUBLICITY,)),
        )
        super().__init__(
            [(title, partial(make, office, window)) for title, make, _ in pages],
            {register.table: at for at, (_, _, registers) in enumerate(pages) for register in registers},
        )


class MeetingsPage(MasterDetail):
    """上面是会议，下面是那次会议定的事。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__(
            office,
            window,
            MEETINGS,
            DECISIONS,
            "meeting",
            detail_tools=("add", "edit", "delete", "|", "export", "print"),
            detail_columns=("content", "owner", "due_on", "done_on", "note"),
        )

    def describe(self, owner: Meeting) -> str:
        where = owner.community.name if owner.community else "街道"
        return f"{owner.held_on}　{where}　{owner.topic}　议定事项"


def _plain(register: Any, office: Office, window: Any) -> RegisterTab:
    return RegisterTab(office, register, window)
