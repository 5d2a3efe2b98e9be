"""存下的班次：生成、重新生成、规则从某天起改、手工改过的、取消的、有考勤的；过去的一班不变，一班也不重复。"""

from datetime import date
from typing import Any

import pytest
from builders import add

from miaopu_desk.domain.problems import KnownError, Refused
from miaopu_desk.domain.records import DUTY_RULES, SHIFT_PEOPLE, SHIFTS
from miaopu_desk.services.office import Office, memory_office
from miaopu_desk.services.setting_up import set_up
from miaopu_desk.services.shift_planning import (
    do_rule_change,
    do_shifts,
    plan_rule_change,
    plan_shifts,
)
from miaopu_desk.services.shifts import shifts_between, shifts_json

DAY = date(2021, 9, 27)
FIRST, LAST = date(2021, 9, 20), date(2021, 10, 17)


def office_with_rule(times: str = "每周三8:00至9:00", **more: object) -> tuple[Office, Any]:
    office = memory_office(DAY)
    add(office, "communities", name="东方里", position=1)
    add(office, "grid_areas", name="某处", kind="road", community="东方里", responsible_unit="一所")
    rule = add(office, "duty_rules", area="某处", times=times, starts_on="2021-09-20", **more)
    return office, rule


def generate(office: Office, first: date = FIRST, last: date = LAST) -> None:
    plan = plan_shifts(office, first, last)
    if plan.writes:
        do_shifts(office, plan)


def told(office: Office) -> list[str]:
    return [
        f"{one.day:%m-%d} {one.starts_at:%H:%M}-{one.ends_at:%H:%M} {one.state}"
        for one in sorted(office.keeper.table(SHIFTS).all(), key=lambda one: (one.day, one.starts_at))
    ]


def person(office: Office, name: str = "甲明") -> Any:
    return add(
        office,
        "volunteers",
        name=name,
        community="东方里",
        registered_on="2021-01-04",
        standing="在册",
        source_group="",
    )


def shift_on(office: Office, day: str) -> Any:
    return next(one for one in office.keeper.table(SHIFTS).all() if one.day == date.fromisoformat(day))


def test_what_is_generated_is_what_was_computed_and_again_makes_nothing() -> None:
    office = memory_office(DAY)
    set_up(office, "leiyang")
    computed = shifts_json(shifts_between(office, FIRST, LAST))
    plan = plan_shifts(office, FIRST, LAST)
    assert (len(plan.settled.new), plan.writes) == (len(computed), 43 * 4)
    assert "新增 172 班" in plan.sentence()
    assert do_shifts(office, plan) == 172
    assert office.keeper.table(SHIFTS).count() == 172
    assert shifts_json(shifts_between(office, FIRST, LAST)) == computed
    again = plan_shifts(office, FIRST, LAST)
    assert (again.writes, again.settled.unchanged) == (0, 172)
    with pytest.raises(KnownError, match="没有要写的班次"):
        do_shifts(office, again)
    office.keeper.undo()
    assert office.keeper.table(SHIFTS).count() == 0


def test_a_longer_span_adds_only_what_is_missing() -> None:
    office, _ = office_with_rule()
    generate(office, FIRST, date(2021, 10, 3))
    plan = plan_shifts(office, FIRST, LAST)
    assert (len(plan.settled.new), plan.settled.unchanged) == (2, 2)
    do_shifts(office, plan)
    assert [text[:5] for text in told(office)] == ["09-22", "09-29", "10-06", "10-13"]


def test_a_rule_changed_from_a_day_moves_the_future_and_keeps_the_past_and_the_people() -> None:
    office, rule = office_with_rule()
    generate(office)
    who = person(office)
    add(office, "shift_people", shift=_ref(shift_on(office, "2021-10-13")), volunteer=who.name)
    change = plan_rule_change(office, rule.id, date(2021, 10, 6), {"times": "每周三10:00至11:00，至少六人"})
    assert not isinstance(change, list), change
    assert "照规则改 2 班" in change.sentence()
    assert told(office)[-1] == "10-13 08:00-09:00 planned"
    new = do_rule_change(office, change)
    assert told(office) == [
        "09-22 08:00-09:00 planned",
        "09-29 08:00-09:00 planned",
        "10-06 10:00-11:00 planned",
        "10-13 10:00-11:00 planned",
    ]
    moved = shift_on(office, "2021-10-13")
    assert (moved.rule.id, moved.minimum_people, moved.edited) == (new.id, 6, None)
    assert [each.volunteer.name for each in office.keeper.table(SHIFT_PEOPLE).find("shift", moved.id)] == ["甲明"]
    assert [each.ends_on for each in office.keeper.table(DUTY_RULES).all()] == [date(2021, 10, 5), None]
    assert plan_shifts(office, FIRST, LAST).writes == 0
    assert len(shifts_between(office, FIRST, LAST).shifts) == 4
    office.keeper.undo()
    assert told(office)[-1] == "10-13 08:00-09:00 planned"
    assert office.keeper.table(DUTY_RULES).count() == 1


def test_days_that_vanish_from_the_rule_are_cancelled_and_stay_in_the_list() -> None:
    office, rule = office_with_rule()
    generate(office)
    change = plan_rule_change(office, rule.id, date(2021, 10, 6), {"times": "每周四8:00至9:00"})
    assert not isinstance(change, list), change
    assert "新增 2 班，取消 2 班" in change.sentence()
    do_rule_change(office, change)
    assert told(office) == [
        "09-22 08:00-09:00 planned",
        "09-29 08:00-09:00 planned",
        "10-06 08:00-09:00 cancelled",
        "10-07 08:00-09:00 planned",
        "10-13 08:00-09:00 cancelled",
        "10-14 08:00-09:00 planned",
    ]
    assert shift_on(office, "2021-10-06").reason == "规则不再有这一班"
    assert plan_shifts(office, FIRST, LAST).writes == 0


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ({"minimum_people": 9}, ""),
        ({"starts_at": "8:30"}, "修路"),
        ({"state": "cancelled", "reason": "下雨"}, ""),
        ({"unit": "二所"}, ""),
    ],
)
def test_what_a_clerk_edited_wins_over_the_rule(raw: dict[str, object], reason: str) -> None:
    office, rule = office_with_rule()
    generate(office)
    shift = shift_on(office, "2021-10-06")
    edited = office.keeper.change(SHIFTS, shift.id, raw)
    assert not isinstance(edited, list)
    assert edited.edited is True
    change = plan_rule_change(office, rule.id, date(2021, 10, 1), {"times": "每周三10:00至11:00"})
    assert not isinstance(change, list)
    assert "不动 1 班（手工改过 1）" in change.sentence()
    do_rule_change(office, change)
    kept = shift_on(office, "2021-10-06")
    fields = ("day", "starts_at", "ends_at", "minimum_people", "unit", "state", "reason")
    assert [getattr(kept, name) for name in fields] == [getattr(edited, name) for name in fields]
    assert len(office.keeper.table(SHIFTS).all()) == 4
    assert [one.start for one in shifts_between(office, date(2021, 10, 6), date(2021, 10, 6)).shifts] == [
        kept.starts_at
    ]
    assert plan_shifts(office, FIRST, LAST).writes == 0


def test_other_words_on_a_shift_do_not_make_it_edited() -> None:
    office, _ = office_with_rule()
    generate(office)
    changed = office.keeper.change(SHIFTS, shift_on(office, "2021-10-06").id, {"reason": "带喇叭"})
    assert not isinstance(changed, list)
    assert changed.edited is None


def test_a_rule_with_past_shifts_is_not_changed_in_place_but_its_future_days_are() -> None:
    office, rule = office_with_rule()
    generate(office)
    refused = office.keeper.change(DUTY_RULES, rule.id, {"times": "每周四8:00至9:00"})
    assert isinstance(refused, list)
    assert "从某天起改" in refused[0].message
    assert not isinstance(office.keeper.change(DUTY_RULES, rule.id, {"exceptions": "2021-10-06停"}), list)
    plan = plan_shifts(office, FIRST, LAST)
    assert "取消 1 班" in plan.sentence()
    do_shifts(office, plan)
    assert (shift_on(office, "2021-10-06").state, shift_on(office, "2021-10-06").reason) == (
        "cancelled",
        "例外日期，停",
    )
    assert not isinstance(office.keeper.change(DUTY_RULES, rule.id, {"exceptions": ""}), list)
    generate(office)
    assert (shift_on(office, "2021-10-06").state, shift_on(office, "2021-10-06").reason) == ("planned", None)


def test_a_changed_season_moves_only_the_days_to_come() -> None:
    office, _ = office_with_rule("每周三17:30至18:30（夏季）17:00至18:00（冬季）")
    generate(office)
    add(office, "summers", year=2021, starts_on="2021-05-01", ends_on="2021-10-10")
    plan = plan_shifts(office, FIRST, LAST)
    assert "照规则改 1 班，不变 3 班" in plan.sentence()
    do_shifts(office, plan)
    assert [text[6:11] for text in told(office)] == ["17:30", "17:30", "17:30", "17:00"]


def test_a_shift_with_attendance_is_not_deleted_moved_or_cancelled() -> None:
    office, rule = office_with_rule()
    generate(office)
    who, shift = person(office), shift_on(office, "2021-09-29")
    add(office, "shift_people", shift=_ref(shift), volunteer=who.name, attendance="到岗")
    for raw, word in (
        ({"day": "2021-09-30"}, "不能挪"),
        ({"state": "cancelled", "reason": "下雨"}, "先清掉考勤"),
        ({"starts_at": "7:30"}, "写明为什么"),
    ):
        problems = office.keeper.change(SHIFTS, shift.id, raw)
        assert isinstance(problems, list)
        assert word in problems[0].message
    assert "不能删除" in office.keeper.remove(SHIFTS, [shift.id])[0].message
    assert not isinstance(office.keeper.change(SHIFTS, shift.id, {"starts_at": "7:30", "reason": "提前"}), list)
    change = plan_rule_change(office, rule.id, date(2021, 9, 28), {"times": "每周四8:00至9:00"})
    assert not isinstance(change, list)
    assert "不动 1 班（有考勤 1）" in change.sentence()
    do_rule_change(office, change)
    assert shift_on(office, "2021-09-29").state == "planned"
    assert office.keeper.table(SHIFT_PEOPLE).count() == 1


def test_a_generated_shift_is_cancelled_not_deleted_and_one_made_by_hand_goes() -> None:
    office, _ = office_with_rule()
    generate(office)
    assert "取消" in office.keeper.remove(SHIFTS, [shift_on(office, "2021-10-06").id])[0].message
    own = add(office, "shifts", day="2021-10-05", area="某处", starts_at="8:00", ends_at="9:00", state="已排班")
    assert own.edited is None
    assert office.keeper.remove(SHIFTS, [own.id]) == []


def test_the_program_fields_are_not_typed_and_half_a_clock_is_refused() -> None:
    office, _ = office_with_rule()
    generate(office)
    raw = {"day": "2021-10-05", "area": "某处", "state": "已排班", "planned_at": "8:00-9:00", "starts_at": "8:00"}
    problems = office.keeper.add(SHIFTS, raw)
    assert isinstance(problems, list)
    assert {problem.column for problem in problems} == {"规则时段", "结束时间"}
    problems = office.keeper.change(SHIFTS, shift_on(office, "2021-10-06").id, {"planned_at": "x"})
    assert isinstance(problems, list)
    assert "由程序填写" in problems[0].message


def test_nobody_is_on_a_shift_twice_or_on_a_cancelled_one() -> None:
    office, _ = office_with_rule()
    generate(office)
    who, shift = person(office), shift_on(office, "2021-10-06")
    add(office, "shift_people", shift=_ref(shift), volunteer=who.name)
    again = office.keeper.add(SHIFT_PEOPLE, {"shift": _ref(shift), "volunteer": who.name})
    assert isinstance(again, list)
    assert "不重复登记" in again[0].message
    other = shift_on(office, "2021-10-13")
    assert not isinstance(office.keeper.change(SHIFTS, other.id, {"state": "cancelled"}), list)
    late = office.keeper.add(SHIFT_PEOPLE, {"shift": _ref(other), "volunteer": who.name})
    assert isinstance(late, list)
    assert "已经取消" in late[0].message


@pytest.mark.parametrize(
    ("day", "raw", "word"),
    [
        ("2021-09-20", {"times": "每周四8:00至9:00"}, "才开始"),
        ("2021-12-01", {"times": "每周四8:00至9:00"}, "就结束了"),
        ("2021-09-22", {"times": "每周四8:00至9:00"}, "已经过去"),
        ("2021-10-01", {"times": "每周四有空就去"}, "看不懂"),
        ("2021-10-01", {}, "没有要改的"),
    ],
)
def test_changes_from_a_day_that_cannot_be_are_refused_with_nothing_written(
    day: str, raw: dict[str, object], word: str
) -> None:
    office, rule = office_with_rule(ends_on="2021-11-30")
    generate(office)
    problems = plan_rule_change(office, rule.id, date.fromisoformat(day), raw)
    assert isinstance(problems, list)
    assert word in problems[0].message
    assert office.keeper.table(DUTY_RULES).count() == 1


def test_a_plan_that_went_stale_is_refused() -> None:
    office, _ = office_with_rule()
    plan = plan_shifts(office, FIRST, LAST)
    add(office, "duty_rules", area="某处", times="每周五8:00至9:00", starts_on="2021-09-20")
    with pytest.raises(Refused, match="重新看一遍"):
        do_shifts(office, plan)
    assert office.keeper.table(SHIFTS).count() == 0


def test_stored_days_are_shown_as_stored_and_the_rest_as_computed() -> None:
    office, _ = office_with_rule(minimum_people=2)
    generate(office, FIRST, date(2021, 10, 3))
    assert not isinstance(
        office.keeper.change(SHIFTS, shift_on(office, "2021-09-29").id, {"state": "cancelled", "reason": "雨"}), list
    )
    add(office, "shifts", day="2021-09-28", area="某处", starts_at="6:00", ends_at="7:00", unit="三所", state="已排班")
    found = shifts_json(shifts_between(office, FIRST, LAST))
    assert [(one["date"], one["start"], one["state"], one["unit"], one["minimum_people"]) for one in found] == [
        ("2021-09-22", "08:00", "planned", "一所", 2),
        ("2021-09-28", "06:00", "planned", "三所", None),
        ("2021-09-29", "08:00", "cancelled", "一所", 2),
        ("2021-10-06", "08:00", "planned", "一所", 2),
        ("2021-10-13", "08:00", "planned", "一所", 2),
    ]


def _ref(shift: Any) -> Any:
    from miaopu_desk.domain.kinds import Ref

    return Ref(shift.day.isoformat(), shift.id)


def test_a_shift_moved_to_another_day_still_stands_for_its_own_and_is_not_made_again() -> None:
    office, rule = office_with_rule("每周三、周四8:00至9:00")
    generate(office)
    moved = office.keeper.change(SHIFTS, shift_on(office, "2021-10-06").id, {"day": "2021-10-07", "reason": "改期"})
    assert not isinstance(moved, list)
    assert plan_shifts(office, FIRST, LAST).writes == 0
    days = [f"{one.day:%m-%d}" for one in shifts_between(office, date(2021, 10, 4), date(2021, 10, 10)).shifts]
    assert days == ["10-07", "10-07"]
    change = plan_rule_change(office, rule.id, date(2021, 10, 4), {"times": "每周三10:00至11:00"})
    assert not isinstance(change, list)
    do_rule_change(office, change)
    kept = office.keeper.table(SHIFTS).get(moved.id)
    assert kept is not None
    assert (kept.day, kept.starts_at, kept.state) == (moved.day, moved.starts_at, "planned")
    assert plan_shifts(office, FIRST, LAST).writes == 0
