"""领导小组名单：整份印发、任何一天的名单、照文件的顺序。"""

from datetime import date

import pytest

from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records.rosters import LEADERS, ROSTER_ISSUES
from miaopu_desk.services.office import Office, memory_office
from miaopu_desk.services.rosters import (
    add_leader,
    compare,
    issue_roster,
    issues,
    leaders_of,
    move_leader,
    next_number,
    remove_leaders,
    replace_leaders,
    roster_on,
)

FIRST_LIST = [
    {"post": "顾问", "name": "甲某", "title": "书记"},
    {"post": "组长", "name": "乙某", "title": "主任"},
    {"post": "副组长", "name": "丙某", "title": "副主任"},
    {"post": "副组长", "name": "丁某", "title": "副主任"},
    {"post": "成员", "name": "戊某", "title": "社区主任"},
    {"post": "办公室主任", "name": "丁某", "title": "副主任"},
]


@pytest.fixture
def office() -> Office:
    made = memory_office(date(2021, 5, 31))
    issue = issue_roster(made, "2021年第1次", date(2021, 5, 12), "职务变动")
    assert not isinstance(issue, list)
    assert replace_leaders(made, issue.id, FIRST_LIST) == []
    return made


def names(office: Office, issue_id: str) -> list[str]:
    return [each.name for each in leaders_of(office, issue_id)]


def positions(office: Office, issue_id: str) -> list[int]:
    return [each.position for each in leaders_of(office, issue_id)]


def test_the_list_keeps_the_order_of_the_document(office: Office) -> None:
    (issue,) = issues(office)
    assert names(office, issue.id) == ["甲某", "乙某", "丙某", "丁某", "戊某", "丁某"]
    assert positions(office, issue.id) == [1, 2, 3, 4, 5, 6]


def test_a_new_issue_starts_as_a_copy_and_is_one_undo(office: Office) -> None:
    (first,) = issues(office)
    second = issue_roster(office, "2021年第2次", "2021-05-20", "人员调整")
    assert not isinstance(second, list)
    assert names(office, second.id) == names(office, first.id)
    assert {each.issue.id for each in leaders_of(office, second.id)} == {second.id}
    assert office.keeper.undo() == "印发领导小组名单“2021年第2次”"
    assert [each.number for each in issues(office)] == ["2021年第1次"]
    assert len(office.keeper.table(LEADERS).all()) == 6


def test_changing_the_new_issue_leaves_the_old_one_alone(office: Office) -> None:
    (first,) = issues(office)
    second = issue_roster(office, "2021年第2次", date(2021, 5, 20), "")
    assert not isinstance(second, list)
    remove_leaders(office, second.id, [leaders_of(office, second.id)[0].id])
    assert names(office, second.id) == ["乙某", "丙某", "丁某", "戊某", "丁某"]
    assert positions(office, second.id) == [1, 2, 3, 4, 5]
    assert len(names(office, first.id)) == 6


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2021, 5, 11), None),
        (date(2021, 5, 12), "2021年第1次"),
        (date(2021, 5, 19), "2021年第1次"),
        (date(2021, 5, 20), "2021年第2次"),
        (date(2030, 1, 1), "2021年第2次"),
    ],
)
def test_the_list_as_of_a_day_is_the_last_one_issued_until_then(office: Office, day: date, number: str | None) -> None:
    issue_roster(office, "2021年第2次", date(2021, 5, 20), "")
    found = roster_on(office, day)
    assert (found[0].number if found else None) == number


def test_two_issues_of_one_day_the_later_entered_counts(office: Office) -> None:
    issue_roster(office, "2021年第1次更正", date(2021, 5, 12), "漏了一人")
    found = roster_on(office, date(2021, 5, 12))
    assert found is not None
    assert found[0].number == "2021年第1次更正"


def test_a_number_already_used_and_a_bad_date_are_refused_and_nothing_is_written(office: Office) -> None:
    assert [each.column for each in problems(issue_roster(office, "2021年第1次", date(2021, 5, 20), ""))] == [
        "名单编号"
    ]
    assert [each.column for each in problems(issue_roster(office, "2021年第9次", "2021年2月30日", ""))] == ["印发日期"]
    assert office.keeper.table(ROSTER_ISSUES).count() == 1


def test_the_next_number_counts_within_the_year_and_skips_used_ones(office: Office) -> None:
    assert next_number(office, date(2021, 6, 1)) == "2021年第2次"
    assert next_number(office, date(2022, 1, 1)) == "2022年第1次"
    issue_roster(office, "2021年第2次", date(2020, 12, 1), "编号照文件")
    assert next_number(office, date(2021, 6, 1)) == "2021年第3次"


def test_a_new_leader_comes_after_the_last_one_of_the_same_post(office: Office) -> None:
    (issue,) = issues(office)
    added = add_leader(office, issue.id, {"post": "副组长", "name": "己某"})
    assert not isinstance(added, list)
    assert names(office, issue.id) == ["甲某", "乙某", "丙某", "丁某", "己某", "戊某", "丁某"]
    assert positions(office, issue.id) == [1, 2, 3, 4, 5, 6, 7]
    first_deputy = add_leader(office, issue.id, {"post": "第一副组长", "name": "庚某"})
    assert not isinstance(first_deputy, list)
    assert names(office, issue.id)[:3] == ["甲某", "乙某", "庚某"]
    office.keeper.undo()
    office.keeper.undo()
    assert names(office, issue.id) == ["甲某", "乙某", "丙某", "丁某", "戊某", "丁某"]
    assert positions(office, issue.id) == [1, 2, 3, 4, 5, 6]


def test_a_leader_with_faults_is_refused_with_all_of_them(office: Office) -> None:
    (issue,) = issues(office)
    refused = problems(add_leader(office, issue.id, {"post": "班长", "name": "", "phone": "123"}))
    assert {each.column for each in refused} == {"职务", "姓名", "联系电话"}
    assert len(leaders_of(office, issue.id)) == 6


def test_moving_a_leader_changes_places_and_stops_at_the_ends(office: Office) -> None:
    (issue,) = issues(office)
    leaders = leaders_of(office, issue.id)
    assert move_leader(office, issue.id, leaders[3].id, -1)
    assert names(office, issue.id)[2:4] == ["丁某", "丙某"]
    assert positions(office, issue.id) == [1, 2, 3, 4, 5, 6]
    assert not move_leader(office, issue.id, leaders[0].id, -1)
    assert not move_leader(office, issue.id, leaders[5].id, 1)
    office.keeper.undo()
    assert names(office, issue.id)[2:4] == ["丙某", "丁某"]


def test_replacing_the_whole_list_names_the_place_of_every_fault_and_writes_nothing(office: Office) -> None:
    (issue,) = issues(office)
    refused = replace_leaders(office, issue.id, [{"post": "组长", "name": "新甲"}, {"post": "", "name": ""}])
    assert {(each.row, each.column) for each in refused} == {(2, "职务"), (2, "姓名")}
    assert len(leaders_of(office, issue.id)) == 6
    assert replace_leaders(office, issue.id, [{"post": "组长", "name": "新甲"}]) == []
    assert names(office, issue.id) == ["新甲"]
    office.keeper.undo()
    assert len(leaders_of(office, issue.id)) == 6


def test_comparing_two_issues_says_who_joined_who_left_and_whose_post_changed(office: Office) -> None:
    (first,) = issues(office)
    second = issue_roster(office, "2021年第2次", date(2021, 5, 20), "")
    assert not isinstance(second, list)
    copied = leaders_of(office, second.id)
    assert compare(leaders_of(office, first.id), copied).lines() == []
    remove_leaders(office, second.id, [copied[0].id])
    add_leader(office, second.id, {"post": "成员", "name": "辛某", "title": "站长"})
    office.keeper.change(LEADERS, copied[2].id, {"post": "第一副组长"})
    assert compare(leaders_of(office, first.id), leaders_of(office, second.id)).lines() == [
        "新进：辛某，成员（站长）",
        "退出：甲某，顾问（书记）",
        "变动：丙某，由副组长（副主任）改为第一副组长（副主任）",
    ]


def test_a_leader_holding_two_posts_is_compared_as_one_person(office: Office) -> None:
    (first,) = issues(office)
    old = leaders_of(office, first.id)
    only_deputy = [each for each in old if each.post != "office_head"]
    changes = compare(old, only_deputy)
    assert not changes.left
    assert changes.lines() == ["变动：丁某，由副组长（副主任）兼办公室主任（副主任）改为副组长（副主任）"]


def test_everything_is_announced_so_that_the_tabs_refresh(office: Office) -> None:
    heard: list[set[str]] = []
    office.keeper.listeners.append(heard.append)
    issue_roster(office, "2021年第2次", date(2021, 5, 20), "")
    assert heard == [{"roster_issues", "leaders"}]


def problems(result: object) -> list[Problem]:
    assert isinstance(result, list)
    return result
