"""名单按笔画排：只在同一职务里排，集体成员不动，一次撤销；不要求就不排。"""

import pytest
from builders import add, office_with_communities

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.strokes import SURNAME
from miaopu_desk.services.office import Office
from miaopu_desk.services.rosters import leaders_of
from miaopu_desk.services.stroke_order import order_by_strokes


def names(office: Office, issue_id: str) -> list[str]:
    return [each.name for each in leaders_of(office, issue_id)]


def test_only_those_of_one_post_change_places_and_one_undo_brings_the_document_order_back() -> None:
    office = office_with_communities()
    issue = add(office, "roster_issues", number="2021年第1次", issued_on="2021-05-12")
    written = [
        ("组长", "谭雅芬"),
        ("成员", "陈菁"),
        ("成员", "万妍君"),
        ("成员", "\ue5e5明"),
        ("成员", "吕雁玲"),
        ("成员", "街道各站（所）负责人"),
        ("办公室主任", "丁一"),
    ]
    for position, (post, name) in enumerate(written, 1):
        add(office, "leaders", issue=Ref(issue.number, issue.id), position=position, post=post, name=name)
    before = names(office, issue.id)
    assert before == [name for _, name in written]
    assert order_by_strokes(office, issue.id, SURNAME) == (4, ("\ue5e5",))
    assert names(office, issue.id) == [
        "谭雅芬",
        "万妍君",
        "吕雁玲",
        "陈菁",
        "\ue5e5明",
        "街道各站（所）负责人",
        "丁一",
    ]
    assert order_by_strokes(office, issue.id) == (0, ("\ue5e5",))
    assert office.keeper.undo() == "名单同职务的按姓氏笔画排"
    assert names(office, issue.id) == before


def test_an_empty_roster_is_said_so() -> None:
    with pytest.raises(KnownError, match="还没有成员"):
        order_by_strokes(office_with_communities(), "没有")
