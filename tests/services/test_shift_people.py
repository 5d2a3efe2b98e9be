"""给班次排人：挑人、轮值公平、照上周、撞班和离队跳过；看板上的各样不对。"""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from builders import add

from miaopu_desk.domain.duty_board import collide, span_of
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError, Refused
from miaopu_desk.domain.records import SHIFT_PEOPLE, SHIFTS, VOLUNTEERS
from miaopu_desk.services.duty_board import duty_board
from miaopu_desk.services.office import Office, memory_office
from miaopu_desk.services.shift_people import (
    cancel_shifts,
    do_assign,
    plan_assign,
    plan_copy_week,
    plan_rotation,
    take_off,
    team_ids,
)
from miaopu_desk.services.shift_planning import do_shifts, plan_shifts

DAY = date(2021, 9, 27)
MONDAY, SUNDAY = date(2021, 9, 27), date(2021, 10, 3)


def office(times: str = "每天8:00至9:00，至少两人", names: str = "甲乙丙丁") -> tuple[Office, list[str]]:
    made = memory_office(DAY)
    add(made, "communities", name="东方里", position=1)
    add(made, "grid_areas", name="某路", kind="road", community="东方里", responsible_unit="一所")
    add(made, "duty_rules", area="某路", times=times, starts_on="2021-09-20")
    do_shifts(made, plan_shifts(made, date(2021, 9, 20), date(2021, 10, 10)))
    people = [
        add(
            made,
            "volunteers",
            name=f"{name}明",
            community="东方里",
            registered_on="2021-01-04",
            phone=f"1540000000{at}",
        )
        for at, name in enumerate(names)
    ]
    return made, [each.id for each in people]


def week(made: Office, **chosen: Any) -> list[Any]:
    return duty_board(made, MONDAY, SUNDAY, **chosen)


def ids(found: list[Any]) -> list[str]:
    return [each.id for each in found]


def names(made: Office) -> list[str]:
    return ["".join(one.name[0] for one in each.people) for each in week(made)]


def test_people_picked_by_hand_are_on_every_chosen_shift_and_nobody_twice() -> None:
    made, people = office()
    chosen = ids(week(made))[:2]
    plan = plan_assign(made, chosen, people[:2])
    assert (plan.sentence(), names(made)[0]) == ("排 4 人次，2 班", "")
    assert do_assign(made, plan) == 4
    assert names(made)[:3] == ["甲乙", "甲乙", ""]
    again = plan_assign(made, chosen, people[:3])
    assert [(one.name, one.reason) for one in again.skipped] == [
        ("甲明", "已经在这一班里"),
        ("乙明", "已经在这一班里"),
    ] * 2
    assert [one.name for one in again.placings] == ["丙明", "丙明"]
    with pytest.raises(Refused, match="不重复登记"):
        do_assign(made, plan)
    made.keeper.undo()
    assert names(made)[:2] == ["", ""]


def test_rotation_is_fair_fills_the_minimum_and_comes_out_the_same() -> None:
    made, people = office()
    chosen = ids(week(made))
    plan = plan_rotation(made, chosen, people)
    assert plan == plan_rotation(made, chosen, people)
    assert (len(plan.placings), plan.short) == (14, ())
    counts = Counter(one.name for one in plan.placings)
    assert max(counts.values()) - min(counts.values()) <= 1
    do_assign(made, plan)
    assert names(made) == ["甲乙", "丙丁", "甲乙", "丙丁", "甲乙", "丙丁", "甲乙"]
    following = plan_rotation(made, ids(duty_board(made, date(2021, 10, 4), date(2021, 10, 4))), people)
    assert [one.name for one in following.placings] == ["丙明", "丁明"]


def test_rotation_skips_who_left_is_suspended_on_leave_away_or_busy() -> None:
    made, people = office(names="甲乙丙丁戊")
    keeper = made.keeper
    assert not isinstance(
        keeper.change(
            VOLUNTEERS, people[0], {"standing": "退出", "standing_on": "2021-09-20", "standing_reason": "搬走"}
        ),
        list,
    )
    assert not isinstance(
        keeper.change(
            VOLUNTEERS, people[1], {"standing": "暂停", "standing_on": "2021-09-20", "standing_reason": "生病"}
        ),
        list,
    )
    monday = week(made)[0]
    busy = add(made, "shifts", day="2021-09-27", area="某路", starts_at="8:30", ends_at="9:30", state="已排班")
    do_assign(made, plan_assign(made, [busy.id], [people[2]]))
    plan = plan_rotation(made, [monday.id], people, away={people[3]})
    assert [one.name for one in plan.placings] == ["戊明"]
    assert {(one.name, one.reason) for one in plan.skipped} == {
        ("丁明", "这段日子不在"),
        ("甲明", "已离队"),
        ("乙明", "暂停"),
    }
    assert [(shift.id, lack) for shift, lack in plan.short] == [(monday.id, 1)]
    assert "还有 1 班不够人，共差 1 人" in plan.sentence()


def test_a_leave_on_paper_keeps_a_person_out_of_that_days_rotation() -> None:
    made, people = office(names="甲乙丙")
    first = week(made)[0]
    add(made, "shift_people", shift=Ref("2021-09-27", first.id), volunteer=Ref("甲明", people[0]), attendance="请假")
    plan = plan_rotation(made, [first.id], people)
    assert [one.name for one in plan.placings] == ["乙明", "丙明"]


def test_shifts_without_a_minimum_get_as_many_as_said() -> None:
    made, people = office("每天8:00至9:00")
    chosen = ids(week(made))
    assert len(plan_rotation(made, chosen, people).placings) == 7
    assert len(plan_rotation(made, chosen, people, per_shift=3).placings) == 21


def test_last_week_is_copied_by_place_and_time() -> None:
    made, people = office("每天8:00至9:00、17:30至18:30（夏季）17:00至18:00（冬季）")
    before = duty_board(made, date(2021, 9, 20), date(2021, 9, 26))
    do_assign(made, plan_assign(made, [before[0].id, before[8].id], people[:1]))
    do_assign(made, plan_assign(made, [before[9].id], people[1:2]))
    assert not isinstance(
        made.keeper.change(
            VOLUNTEERS, people[1], {"standing": "退出", "standing_on": "2021-09-26", "standing_reason": "搬走"}
        ),
        list,
    )
    plan = plan_copy_week(made, MONDAY)
    assert [(one.shift.day.day, one.shift.when, one.name) for one in plan.placings] == [
        (27, "8:00—9:00", "甲明"),
        (1, "8:00—9:00", "甲明"),
    ]
    assert [(one.name, one.reason) for one in plan.skipped] == [("乙明", "已离队")]
    do_assign(made, plan)
    assert plan_copy_week(made, MONDAY).placings == ()
    with pytest.raises(KnownError, match="没有要排的人"):
        do_assign(made, plan_copy_week(made, MONDAY))


def test_the_slot_moved_by_the_season_is_still_last_weeks_slot() -> None:
    made, people = office("每周五17:00至18:00（夏季）16:30至17:30（冬季）")
    before = duty_board(made, date(2021, 9, 24), date(2021, 9, 24))
    do_assign(made, plan_assign(made, ids(before), people[:1]))
    plan = plan_copy_week(made, MONDAY)
    assert [(one.shift.when, one.name) for one in plan.placings] == [("16:30—17:30", "甲明")]


def test_the_board_flags_what_is_wrong_with_a_shift_and_its_people() -> None:
    made, people = office()
    monday = week(made)[0]
    policy = add(
        made, "policies", number="P1", insurer="某公司", product="意外险", starts_on="2021-09-01", ends_on="2021-09-28"
    )
    add(made, "enrollments", policy=Ref("P1", policy.id), volunteer=Ref("甲明", people[0]), starts_on="2021-09-01")
    do_assign(made, plan_assign(made, [monday.id, week(made)[2].id], people[:1]))
    rows = week(made)
    assert (rows[0].flags, rows[0].staffed, rows[0].people[0].flags) == (("understaffed",), "1/2", ())
    assert rows[2].flags == ("understaffed", "uninsured")
    add(made, "shifts", day="2021-09-27", area="某路", starts_at="8:59", ends_at="10:00", state="已排班")
    other = next(one for one in week(made) if one.when == "8:59—10:00")
    plan = plan_assign(made, [other.id], people[:2])
    assert [one.note for one in plan.placings] == ["撞班", "未在保"]
    do_assign(made, plan)
    assert week(made)[0].flags == ("understaffed", "double")
    assert not isinstance(
        made.keeper.change(
            VOLUNTEERS, people[0], {"standing": "清退", "standing_on": "2021-09-27", "standing_reason": "长期缺席"}
        ),
        list,
    )
    assert "left" in week(made)[0].people[0].flags
    assert cancel_shifts(made, [monday.id], "下雨") == []
    assert week(made)[0].flags == ()
    assert "double" not in next(one for one in week(made) if one.when == "8:59—10:00").flags


def test_the_board_lists_computed_shifts_where_none_are_stored_and_narrows() -> None:
    made, _ = office()
    later = duty_board(made, date(2021, 10, 11), date(2021, 10, 12))
    assert [(one.id, one.state_words, one.flags) for one in later] == [("", "未生成", ())] * 2
    assert duty_board(made, date(2021, 10, 11), date(2021, 10, 12), computed=False) == []
    community = made.keeper.table(SHIFTS).all()[0].community
    assert len(week(made, community=community.id)) == len(week(made, unit="一所")) == 7
    assert week(made, unit="二所") == week(made, area="x") == []


def test_cancelling_needs_a_reason_and_cancelled_shifts_take_nobody() -> None:
    made, people = office()
    first = week(made)[0].id
    assert "为什么" in cancel_shifts(made, [first], "  ")[0].message
    assert cancel_shifts(made, [first], "下雨") == []
    assert "已经是取消的" in cancel_shifts(made, [first], "下雨")[0].message
    assert week(made)[0].reason == "下雨"
    with pytest.raises(KnownError, match="不能排人"):
        plan_assign(made, [first], people)
    assert made.keeper.table(SHIFTS).get(first).edited is True


def test_people_are_taken_off_unless_their_attendance_is_recorded() -> None:
    made, people = office()
    do_assign(made, plan_assign(made, [week(made)[0].id], people[:2]))
    on_it = week(made)[0].people
    assert not isinstance(made.keeper.change(SHIFT_PEOPLE, on_it[1].id, {"attendance": "到岗"}), list)
    assert "不能撤下" in take_off(made, [on_it[1].id])[0].message
    assert take_off(made, [on_it[0].id]) == []
    assert names(made)[0] == "乙"


def test_a_team_is_its_members_who_can_come() -> None:
    made, people = office()
    team = add(made, "teams", name="一队", community="东方里")
    for each in people[:3]:
        assert not isinstance(made.keeper.change(VOLUNTEERS, each, {"team": Ref("一队", team.id)}), list)
    raw = {"standing": "退出", "standing_on": "2021-09-20", "standing_reason": "搬走"}
    assert not isinstance(made.keeper.change(VOLUNTEERS, people[2], raw), list)
    found = made.keeper.table(VOLUNTEERS).records(team_ids(made, team.id, DAY))
    assert {each.name for each in found} == {"甲明", "乙明"}


@pytest.mark.parametrize(
    ("one", "other", "hit"),
    [
        (("27", "8:00", "9:00"), ("27", "8:59", "10:00"), True),
        (("27", "8:00", "9:00"), ("27", "9:00", "10:00"), False),
        (("27", "8:00", "9:00"), ("28", "8:00", "9:00"), False),
        (("27", "22:00", "6:00"), ("28", "5:00", "7:00"), True),
        (("27", "22:00", "6:00"), ("28", "6:00", "7:00"), False),
        (("27", "22:00", "0:00"), ("28", "0:00", "7:00"), False),
        (("27", "", ""), ("27", "8:00", "9:00"), False),
    ],
)
def test_when_two_shifts_collide(one: tuple[str, str, str], other: tuple[str, str, str], hit: bool) -> None:
    from miaopu_desk.domain.clock import Clock

    def span(each: tuple[str, str, str]) -> tuple[int, int] | None:
        start, end = Clock().read(each[1]), Clock().read(each[2])
        return span_of(date(2021, 9, int(each[0])), start, end)  # type: ignore[arg-type]

    assert collide(span(one), span(other)) is collide(span(other), span(one)) is hit
