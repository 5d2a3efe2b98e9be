"""网格和值守该办的事、缺口：每一样造一处真的，只认出那一处；边填分工边说撞在哪里。"""

from datetime import date
from typing import Any

import pytest
from builders import add, office_with_communities

from miaopu_desk.domain.assigning import Held, busiest, overlap, warnings
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import ASSIGNMENTS, EQUIPMENT_ISSUES, VOLUNTEERS
from miaopu_desk.domain.records.grid import Assignment
from miaopu_desk.services.assigning import assignment_warnings, do_postings, plan_postings
from miaopu_desk.services.figures import due_items
from miaopu_desk.services.gaps import GAPS, gaps
from miaopu_desk.services.office import Office

DAY = date(2021, 5, 31)


def person(office: Office, name: str, **more: object) -> Ref:
    saved = add(office, "volunteers", name=name, community="大华", registered_on="2021-01-04", **more)
    return Ref(saved.name, saved.id)


def area(office: Office, name: str) -> Ref:
    saved = add(office, "grid_areas", name=name, kind="片区", community="大华")
    return Ref(saved.name, saved.id)


def assign(office: Office, where: Ref, **more: object) -> Any:
    return add(office, "assignments", area=where, **{"starts_on": "2021-03-01", **more})


def shift(office: Office, where: Ref, day: str, start: str = "8:00", end: str = "9:00", **more: object) -> Ref:
    raw = {"day": day, "area": where, "starts_at": start, "ends_at": end, "state": "已排班", **more}
    saved = add(office, "shifts", **raw)
    return Ref(day, saved.id)


def due(office: Office) -> dict[str, tuple[str, ...]]:
    return {each.kind: each.ids for each in due_items(office)}


def test_the_same_person_twice_on_one_area_and_two_heads_are_due_until_mended() -> None:
    office = office_with_communities()
    here, there = area(office, "一片"), area(office, "二片")
    first, second = person(office, "甲明"), person(office, "乙明")
    one = assign(office, here, volunteer=first, role="网格长")
    two = assign(office, here, volunteer=first, role="队员", starts_on="2021-05-01")
    assign(office, there, volunteer=first, ends_on="2021-04-30")
    assign(office, there, volunteer=first, starts_on="2021-05-01")
    assert set(due(office)["assigned_twice"]) == {one.id, two.id}
    assert "two_heads" not in due(office)
    head = assign(office, here, volunteer=second, role="网格长")
    assert due(office)["two_heads"] == (here.id,)
    assert office.keeper.remove(ASSIGNMENTS, [two.id, head.id]) == []
    assert not {"assigned_twice", "two_heads"} & due(office).keys()


def test_a_unit_twice_on_one_area_is_due_and_two_units_are_not() -> None:
    office = office_with_communities()
    here = area(office, "一片")
    assign(office, here, unit="一所")
    assign(office, here, unit="二所")
    assert "assigned_twice" not in due(office)
    assign(office, here, unit="一所")
    assert len(due(office)["assigned_twice"]) == 2


def test_more_areas_than_the_target_are_too_many() -> None:
    office = office_with_communities()
    busy = person(office, "甲明")
    for name in ("一片", "二片", "三片"):
        assign(office, area(office, name), volunteer=busy)
    assert "too_many_areas" not in due(office)
    last = assign(office, area(office, "四片"), volunteer=busy)
    assert due(office)["too_many_areas"] == (busy.id,)
    assert next(each for each in due_items(office) if each.kind == "too_many_areas").detail == "超过3个，请分给别人"
    assert not isinstance(office.keeper.change(ASSIGNMENTS, last.id, {"ends_on": "2021-05-30"}), list)
    assert "too_many_areas" not in due(office)


def test_full_time_people_on_no_list_are_due_and_those_with_area_or_shift_are_not() -> None:
    office = office_with_communities()
    here = area(office, "一片")
    idle, kept, on_shift = (person(office, name, ranks="专职") for name in ("甲明", "乙明", "丙明"))
    person(office, "丁明", ranks="党员")
    assign(office, here, volunteer=kept)
    add(office, "shift_people", shift=shift(office, here, "2021-06-10"), volunteer=on_shift)
    assert due(office)["idle_full_time"] == (idle.id,)


def test_the_next_seven_days_are_watched_for_short_shifts() -> None:
    office = office_with_communities()
    here, who = area(office, "一片"), person(office, "甲明")
    near = shift(office, here, "2021-06-06", minimum_people=2)
    shift(office, here, "2021-06-07", minimum_people=2)
    shift(office, here, "2021-05-30", minimum_people=2)
    shift(office, here, "2021-06-01", minimum_people=2, state="已取消")
    assert due(office)["shifts_short"] == (near.id,)
    add(office, "shift_people", shift=near, volunteer=who)
    assert due(office)["shifts_short"] == (near.id,)
    add(office, "shift_people", shift=near, volunteer=person(office, "乙明"))
    assert "shifts_short" not in due(office)


@pytest.mark.parametrize(
    ("start", "end", "hit"), [("8:59", "10:00", True), ("9:00", "10:00", False), ("7:00", "8:01", True)]
)
def test_being_in_two_places_is_due_when_the_clocks_overlap(start: str, end: str, hit: bool) -> None:
    office = office_with_communities()
    here, who = area(office, "一片"), person(office, "甲明")
    one = add(office, "shift_people", shift=shift(office, here, "2021-06-02"), volunteer=who)
    two = add(office, "shift_people", shift=shift(office, here, "2021-06-02", start, end), volunteer=who)
    assert set(due(office).get("double_booked", ())) == ({one.id, two.id} if hit else set())


def test_people_on_duty_without_cover_or_gone_are_due() -> None:
    office = office_with_communities()
    here, who = area(office, "一片"), person(office, "甲明")
    row = add(office, "shift_people", shift=shift(office, here, "2021-06-02"), volunteer=who)
    assert due(office)["on_duty_uninsured"] == (who.id,)
    policy = add(
        office,
        "policies",
        number="P1",
        insurer="某公司",
        product="意外险",
        starts_on="2021-01-01",
        ends_on="2021-06-02",
    )
    add(office, "enrollments", policy=Ref("P1", policy.id), volunteer=who, starts_on="2021-01-01")
    assert "on_duty_uninsured" not in due(office)
    raw = {"standing": "退出", "standing_on": "2021-05-31", "standing_reason": "搬走"}
    assert not isinstance(office.keeper.change(VOLUNTEERS, who.id or "", raw), list)
    assert due(office)["on_duty_but_gone"] == (row.id,)


def test_equipment_out_over_stock_or_with_people_who_left_is_due() -> None:
    office = office_with_communities()
    who = person(office, "甲明")
    vest = add(office, "equipment", name="马甲", stock=5, measure="件")
    issue = add(office, "equipment_issues", equipment="马甲", volunteer=who, count=2, issued_on="2021-05-01")
    assert not {"equipment_with_gone", "equipment_over"} & due(office).keys()
    add(office, "equipment_issues", equipment="马甲", unit="一所", count=4, issued_on="2021-05-02")
    assert due(office)["equipment_over"] == (vest.id,)
    raw = {"standing": "退出", "standing_on": "2021-05-20", "standing_reason": "搬走"}
    assert not isinstance(office.keeper.change(VOLUNTEERS, who.id or "", raw), list)
    assert due(office)["equipment_with_gone"] == (issue.id,)
    part = {"returned": 1, "returned_on": "2021-05-21"}
    assert not isinstance(office.keeper.change(EQUIPMENT_ISSUES, issue.id, part), list)
    assert due(office)["equipment_with_gone"] == (issue.id,)
    assert not isinstance(office.keeper.change(EQUIPMENT_ISSUES, issue.id, {"returned": 2}), list)
    assert not {"equipment_with_gone", "equipment_over"} & due(office).keys()


def test_equipment_returned_on_a_day_is_returned_whole_and_never_more_than_issued() -> None:
    office = office_with_communities()
    who = person(office, "甲明")
    add(office, "equipment", name="口哨", stock=5)
    raw = {"equipment": "口哨", "volunteer": who, "count": 2, "issued_on": "2021-05-01", "returned_on": "2021-05-03"}
    assert add(office, "equipment_issues", **raw).returned == 2
    for more, word in (
        ({"returned": 3}, "多了"),
        ({"returned": 1, "returned_on": ""}, "补上哪天归还"),
        ({"returned_on": "2021-04-30"}, "早于领用日期"),
        ({"volunteer": "", "unit": ""}, "请填写领用的志愿者"),
    ):
        problems = office.keeper.add(EQUIPMENT_ISSUES, {**raw, **more})
        assert isinstance(problems, list)
        assert word in problems[0].message


def test_the_gap_board_lists_every_kind_with_the_rows_behind_it() -> None:
    office = office_with_communities()
    here = area(office, "一片")
    idle = person(office, "甲明", ranks="专职")
    found = {each.kind: each for each in gaps(office, DAY)}
    assert list(found) == [kind for kind, _, _ in GAPS]
    assert (found["areas_with_nobody"].ids, found["idle_full_time"].ids) == ((here.id,), (idle.id,))
    assert found["too_many_areas"].ids == ()
    assign(office, here, volunteer=idle)
    after = {each.kind: each.ids for each in gaps(office, DAY)}
    assert after["areas_with_nobody"] == after["idle_full_time"] == ()
    assert {each.kind: each.ids for each in gaps(office, date(2021, 2, 1))}["areas_with_nobody"] == (here.id,)


def test_an_assignment_being_typed_is_told_what_it_clashes_with() -> None:
    office = office_with_communities()
    here, there = area(office, "一片"), area(office, "二片")
    first, second = person(office, "甲明"), person(office, "乙明")
    kept = assign(office, here, volunteer=first, role="网格长")
    new = Assignment(area=here, volunteer=first, starts_on=DAY)
    assert assignment_warnings(office, new) == ["甲明从2021-03-01起已经负责这里，日子重叠"]
    assert assignment_warnings(office, Assignment(area=here, volunteer=second, role="head", starts_on=DAY)) == [
        "这里已经有网格长甲明（2021-03-01起）"
    ]
    assert assignment_warnings(office, Assignment(area=there, volunteer=first, starts_on=DAY)) == []
    assert assignment_warnings(office, kept) == []
    for name in ("三片", "四片"):
        assign(office, area(office, name), volunteer=first)
    told = assignment_warnings(office, Assignment(area=there, volunteer=first, starts_on=DAY))
    assert told[0].startswith("甲明同时负责4个网格，超过3个：二片")


def test_several_people_are_posted_in_one_action_without_those_who_left() -> None:
    office = office_with_communities()
    here = area(office, "一片")
    first, second, gone = (person(office, name) for name in ("甲明", "乙明", "丙明"))
    raw = {"standing": "退出", "standing_on": "2021-05-20", "standing_reason": "搬走"}
    assert not isinstance(office.keeper.change(VOLUNTEERS, gone.id or "", raw), list)
    assign(office, here, volunteer=first, role="网格长")
    everyone = [each.id or "" for each in (first, second, gone)]
    plan = plan_postings(office, here.id or "", everyone, "head", DAY)
    assert plan.lines() == [
        "甲明：那天已经负责这里，不派",
        "乙明：这里已经有网格长甲明（2021-03-01起）",
        "丙明：已离队，不派",
    ]
    assert do_postings(office, plan) == 1
    assert office.keeper.table(ASSIGNMENTS).count() == 2
    with pytest.raises(KnownError, match="没有派得了的人"):
        do_postings(office, plan_postings(office, here.id or "", [gone.id or ""], None, DAY))


def held(number: str, area: str, first: str, last: str | None, who: str = "甲", role: str | None = None) -> Held:
    end = date.fromisoformat(f"2021-{last}") if last else None
    return Held(number, area, f"{area}片", who, None, who, role, date.fromisoformat(f"2021-{first}"), end)


@pytest.mark.parametrize(
    ("one", "other", "hit"),
    [
        (("03-01", "03-31"), ("03-31", None), True),
        (("03-01", "03-30"), ("03-31", None), False),
        (("03-01", None), ("01-01", "02-28"), False),
        (("03-01", None), ("01-01", None), True),
        (("03-05", "03-06"), ("03-01", "03-31"), True),
    ],
)
def test_when_two_assignments_overlap(one: tuple[str, str | None], other: tuple[str, str | None], hit: bool) -> None:
    first, second = held("1", "一", *one), held("2", "一", *other)
    assert overlap(first, second) is overlap(second, first) is hit


def test_the_busiest_day_counts_only_areas_held_together() -> None:
    new = held("n", "一", "03-01", None)
    one_after_another = [
        held("1", "二", "03-01", "03-31"),
        held("2", "三", "04-01", "04-30"),
        held("3", "四", "05-01", None),
    ]
    assert len(busiest(new, one_after_another)) == 2
    assert warnings(new, one_after_another, 2) == []
    together = [held("1", "二", "03-01", None), held("2", "三", "04-01", None)]
    assert warnings(new, together, 2) == ["甲同时负责3个网格，超过2个：一片、二片、三片"]
