"""示例的表彰一块写进登记：评选带推荐和荣誉，岗位带人、发放表带各行，会议带议定事项。"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from miaopu_desk.domain import sample_honours, sample_meetings, sample_posts
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import (
    COURTESIES,
    DECISIONS,
    HONOURS,
    MEETINGS,
    NOMINATIONS,
    POST_HOLDERS,
    POST_LEAVES,
    PUBLICITY,
    SELECTIONS,
    STIPEND_LINES,
    STIPEND_SHEETS,
    WELFARE_POSTS,
)
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.domain.register import Record, Register
from miaopu_desk.services.keeping import Act

R = TypeVar("R", bound=Record)


class Links(Protocol):
    """给只写了名称的 Ref 补 id 的（见 sample_months）。"""

    def learn(self, target: str, ref: Ref) -> None:
        """记下刚写进去的一行。"""

    def filled(self, register: Register[R], record: R) -> R:
        """补好全部 id 的记录。"""


def fill_honours(act: Act, links: Links, people: Mapping[str, Sequence[Volunteer]]) -> None:
    """写进三个月的表彰、礼遇、岗位、会议、宣传；people 是登记里的人。"""
    _selections(act, links, people)
    for courtesy in sample_honours.courtesies(people):
        act.insert(COURTESIES, links.filled(COURTESIES, courtesy))
    _posts(act, links, people)
    for planned in sample_meetings.meetings():
        meeting = act.insert(MEETINGS, links.filled(MEETINGS, planned.meeting))
        for decision in planned.decisions:
            act.insert(DECISIONS, replace(decision, meeting=Ref(meeting.topic, meeting.id)))
    for one in sample_meetings.publicity():
        act.insert(PUBLICITY, links.filled(PUBLICITY, one))


def _selections(act: Act, links: Links, people: Mapping[str, Sequence[Volunteer]]) -> None:
    for planned in sample_honours.selections(people):
        selection = act.insert(SELECTIONS, links.filled(SELECTIONS, planned.selection))
        owner = Ref(selection.name, selection.id)
        saved = [
            act.insert(NOMINATIONS, replace(links.filled(NOMINATIONS, replace(each, selection=owner)), selection=owner))
            for each in planned.nominations
        ]
        for at, honour in planned.honours:
            act.insert(HONOURS, replace(honour, nomination=Ref(saved[at].name, saved[at].id)))


def _posts(act: Act, links: Links, people: Mapping[str, Sequence[Volunteer]]) -> None:
    for post in sample_posts.posts():
        saved = act.insert(WELFARE_POSTS, links.filled(WELFARE_POSTS, post))
        links.learn("welfare_posts", Ref(saved.name, saved.id))
    for holder in sample_posts.post_holders(people):
        act.insert(POST_HOLDERS, links.filled(POST_HOLDERS, holder))
    for leave in sample_posts.post_leaves(people):
        act.insert(POST_LEAVES, leave)
    for sheet, lines in sample_posts.stipend_sheets(people):
        issued = act.insert(STIPEND_SHEETS, sheet)
        for line in lines:
            act.insert(STIPEND_LINES, replace(line, sheet=Ref(issued.number, issued.id)))
