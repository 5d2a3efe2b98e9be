"""录签到表：考勤、班次状态和账一次存好；再录只记差的更正行；算不出的、不合情理的一行不写。"""

from dataclasses import replace
from datetime import time

import pytest
from builders import add, office_with_communities

from miaopu_desk.domain.attendance import Mark
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import ACTIVITIES, ACTIVITY_PEOPLE, SERVICE_RECORDS, SHIFT_PEOPLE, SHIFTS
from miaopu_desk.services.attendance import (
    activity_sheet,
    next_waiting,
    open_sheet,
    save_sheet,
    shift_sheet,
    waiting_shifts,
)
from miaopu_desk.services.office import Office

NAMES = ("丁一", "丙二", "乙三", "甲四")


@pytest.fixture
def office() -> Office:
    return office_with_communities()


def person(office: Office, name: str, community: str = "东方里", **more: object) -> Ref:
    one = add(office, "volunteers", name=name, community=community, registered_on="2021-01-01", **more)
    return Ref(one.name, one.id)


def shift(office: Office, people: list[Ref], day: str = "2021-05-12", **more: object) -> str:
    area = add(office, "grid_areas", name=f"蔡伦路口{day}", kind="路口", community="光明里")
    facts = {"starts_at": "7:30", "ends_at": "8:30", "task": "交通劝导", "unit": "城管所", **more}
    made = add(office, "shifts", day=day, area=Ref(area.name, area.id), state="planned", **facts)
    for one in people:
        add(office, "shift_people", shift=Ref(day, made.id), volunteer=one)
    return made.id


def crew(office: Office) -> list[Ref]:
    return [person(office, name) for name in NAMES]


def lines(office: Office) -> list[tuple[str, int, bool]]:
    return [
        (each.volunteer.name, each.minutes, bool(each.corrects)) for each in office.keeper.table(SERVICE_RECORDS).all()
    ]


def mark(sheet, name: str, **changes: object) -> tuple[Mark, ...]:
    return tuple(replace(each, **changes) if each.volunteer.name == name else each for each in sheet.marks)


def test_a_fresh_sheet_has_everybody_present_in_order_of_the_paper(office: Office) -> None:
    people = [person(office, "乙三", "光明里"), person(office, "甲四"), person(office, "丙二")]
    sheet = shift_sheet(office, shift(office, people))
    assert [(each.volunteer.name, each.attendance) for each in sheet.marks] == [
        ("丙二", "present"),
        ("甲四", "present"),
        ("乙三", "present"),
    ]
    assert not sheet.entered
    assert sheet.community.name == "光明里"


def test_one_action_writes_the_marks_the_shift_and_the_ledger(office: Office) -> None:
    made = shift(office, crew(office))
    sheet = shift_sheet(office, made)
    marks = mark(sheet, "丁一", attendance="late", came_at=time(7, 50))
    marks = mark(replace(sheet, marks=marks), "丙二", attendance="absent", note="病了")
    marks = (*marks, Mark(volunteer=person(office, "戊五"), walk_in=True))
    outcome = save_sheet(office, sheet, marks)
    assert outcome.done == "入账 4 人，共 3.67小时"
    assert sorted(lines(office)) == [("丁一", 40, False), ("乙三", 60, False), ("戊五", 60, False), ("甲四", 60, False)]
    one = next(each for each in office.keeper.table(SERVICE_RECORDS).all() if each.volunteer.name == "丁一")
    assert (one.activity, one.source, one.evidence, one.community.name) == ("交通劝导", "shift", "签到表", "光明里")
    assert (one.starts_at, one.ends_at, one.shift.id, one.organiser) == (time(7, 50), time(8, 30), made, "城管所")
    assert (one.operator, one.recorded_on) == (office.keeper.operator, office.today())
    people = {each.volunteer.name: each for each in office.keeper.table(SHIFT_PEOPLE).find("shift", made)}
    assert (people["丙二"].attendance, people["丙二"].minutes, people["丙二"].note) == ("absent", None, "病了")
    assert (people["戊五"].walk_in, people["戊五"].minutes) == (True, 60)
    assert office.keeper.table(SHIFTS).get(made).state == "held"

    again = shift_sheet(office, made)
    assert again.entered
    assert {each.volunteer.name: (each.attendance, each.came_at, each.minutes) for each in again.marks} == {
        "丁一": ("late", time(7, 50), None),
        "丙二": ("absent", None, None),
        "乙三": ("present", None, None),
        "甲四": ("present", None, None),
        "戊五": ("present", None, None),
    }
    office.keeper.undo()
    assert lines(office) == []
    assert office.keeper.table(SHIFTS).get(made).state == "planned"


def test_entering_again_writes_only_the_differences_and_asks_why(office: Office) -> None:
    made = shift(office, crew(office))
    sheet = shift_sheet(office, made)
    save_sheet(office, sheet, mark(sheet, "丙二", attendance="absent"))
    before = office.keeper.table(SERVICE_RECORDS).all()
    again = shift_sheet(office, made)
    marks = mark(again, "丁一", attendance="late", came_at=time(8, 0))
    marks = mark(replace(again, marks=marks), "甲四", attendance="leave")
    marks = mark(replace(again, marks=marks), "丙二", attendance="present")
    assert "请写明原因" in save_sheet(office, again, marks).problems[0].message
    assert len(lines(office)) == 3
    outcome = save_sheet(office, again, marks, reason="签到表看错行")
    assert outcome.done == "入账 1 人，共 1小时，更正 2 条，－1.5小时"
    after = office.keeper.table(SERVICE_RECORDS).all()
    assert [each for each in after if each.id in {one.id for one in before}] == before
    added = sorted((each.volunteer.name, each.minutes) for each in after if each.corrects)
    assert added == [("丁一", -30), ("甲四", -60)]
    assert {each.reason for each in after if each.corrects} == {"签到表看错行"}
    assert save_sheet(office, shift_sheet(office, made), shift_sheet(office, made).marks).done == "账上没有变化"
    third = shift_sheet(office, made)
    assert save_sheet(office, third, mark(third, "甲四", attendance="present"), reason="原来是对的").ids
    assert sum(minutes for name, minutes, _ in lines(office) if name == "甲四") == 60


def test_a_walk_in_taken_off_the_sheet_is_corrected_to_nothing(office: Office) -> None:
    made = shift(office, crew(office))
    sheet = shift_sheet(office, made)
    save_sheet(office, sheet, (*sheet.marks, Mark(volunteer=person(office, "戊五"), walk_in=True)))
    again = shift_sheet(office, made)
    kept = tuple(each for each in again.marks if each.volunteer.name != "戊五")
    assert save_sheet(office, again, kept, reason="写错人").done == "更正 1 条，－1小时"
    assert "戊五" not in {each.volunteer.name for each in office.keeper.table(SHIFT_PEOPLE).find("shift", made)}
    assert [each for each in lines(office) if each[0] == "戊五"] in (
        [("戊五", 60, False), ("戊五", -60, True)],
        [("戊五", -60, True), ("戊五", 60, False)],
    )


def test_what_cannot_be_known_is_asked_for_and_nothing_is_written(office: Office) -> None:
    made = shift(office, crew(office), starts_at=None, ends_at=None)
    sheet = shift_sheet(office, made)
    problems = save_sheet(office, sheet, sheet.marks).problems
    assert sorted(each.column for each in problems) == sorted(NAMES)
    assert all("没有写起止时间" in each.message for each in problems)
    future = shift(office, [], day="2021-06-01")
    assert "还没到" in save_sheet(office, shift_sheet(office, future), ()).problems[0].message
    assert lines(office) == []
    assert office.keeper.table(SHIFTS).get(made).state == "planned"


def test_odd_hours_are_asked_about_and_people_not_registered_are_refused(office: Office) -> None:
    people = crew(office)
    first, second = shift(office, people), shift(office, people[:1], starts_at="8:00", ends_at="9:00", task="清扫")
    one = shift_sheet(office, first)
    assert save_sheet(office, one, one.marks).ids
    two = shift_sheet(office, second)
    asked = save_sheet(office, two, two.marks)
    assert [(each.column, "重叠" in each.message) for each in asked.questions] == [("丁一", True)]
    assert not asked.done
    assert office.keeper.table(SHIFTS).get(second).state == "planned"
    assert save_sheet(office, two, two.marks, agreed=True).done
    late = person(office, "己六")
    office.keeper.change(office.keeper.table(SHIFTS).register, second, {})
    gone = add(office, "volunteers", name="庚七", community="大华", registered_on="2021-05-20")
    third = shift_sheet(office, shift(office, [late, Ref(gone.name, gone.id)], day="2021-05-13"))
    assert [
        (each.column, "还没有登记" in each.message) for each in save_sheet(office, third, third.marks).problems
    ] == [("庚七", True)]


def test_shifts_wait_for_their_sheets_in_order_and_wrap_round(office: Office) -> None:
    people = crew(office)
    days = ("2021-05-10", "2021-05-12", "2021-05-11", "2021-06-01")
    made = {day: shift(office, people[:1], day=day) for day in days}
    shift(office, [], day="2021-05-09")
    order = [made["2021-05-10"], made["2021-05-11"], made["2021-05-12"]]
    assert waiting_shifts(office) == order
    middle = shift_sheet(office, order[1])
    save_sheet(office, middle, middle.marks)
    assert next_waiting(office, order[1]) == order[2]
    assert next_waiting(office, order[2]) == order[0]


def test_a_sheet_is_found_by_its_code_or_the_tail_printed_under_it(office: Office) -> None:
    made = shift(office, crew(office))
    assert open_sheet(office, f" {made.upper()} ").id == made
    assert open_sheet(office, made[-8:]).id == made
    for wrong in ("00000000", "%", "", "-1"):
        with pytest.raises(KnownError, match="没有编号"):
            open_sheet(office, wrong)
    office.keeper.change(SHIFTS, made, {"state": "cancelled", "reason": "下雨"})
    with pytest.raises(KnownError, match="已经取消"):
        open_sheet(office, made)


def test_an_activity_is_entered_the_same_way(office: Office) -> None:
    one, two = crew(office)[:2]
    made = add(
        office,
        "activities",
        name="清洁家园",
        planned_on="2021-05-14",
        community="大华",
        starts_at="9:00",
        ends_at="11:00",
        place="大华小区",
        organiser="大华社区",
        state="planned",
    )
    sheet = activity_sheet(office, made.id)
    assert sheet.marks == ()
    marks = (
        Mark(volunteer=one, walk_in=True),
        Mark(volunteer=two, walk_in=True, attendance="early", left_at=time(10, 0)),
    )
    assert save_sheet(office, sheet, marks).done == "入账 2 人，共 3小时"
    found = office.keeper.table(SERVICE_RECORDS).find("event", made.id)
    assert sorted((each.volunteer.name, each.minutes, each.source, each.community.name) for each in found) == [
        ("丁一", 120, "activity", "大华"),
        ("丙二", 60, "activity", "大华"),
    ]
    assert office.keeper.table(ACTIVITIES).get(made.id).state == "recorded"
    again = open_sheet(office, made.id)
    assert [(each.volunteer.name, each.left_at, each.minutes) for each in again.marks] == [
        ("丙二", time(10, 0), None),
        ("丁一", None, None),
    ]
    later = mark(again, "丙二", left_at=time(10, 30))
    assert save_sheet(office, again, later[:1], reason="抄错").done == "更正 2 条，－1.5小时"
    third = activity_sheet(office, made.id)
    assert [(each.volunteer.name, each.left_at) for each in third.marks] == [("丙二", time(10, 30))]


def test_those_who_signed_up_for_an_activity_are_expected(office: Office) -> None:
    one, two = crew(office)[:2]
    made = add(office, "activities", name="清洁家园", planned_on="2021-05-14", state="planned")
    for each in (one, two):
        add(office, "activity_people", activity=Ref(made.name, made.id), volunteer=each)
    sheet = activity_sheet(office, made.id)
    assert [(each.volunteer.name, each.attendance) for each in sheet.marks] == [
        ("丙二", "present"),
        ("丁一", "present"),
    ]
    marks = mark(replace(sheet, marks=mark(sheet, "丁一", minutes=90)), "丙二", attendance="absent")
    assert save_sheet(office, sheet, marks).done == "入账 1 人，共 1.5小时"
    people = office.keeper.table(ACTIVITY_PEOPLE).find("activity", made.id)
    assert sorted((each.volunteer.name, each.attendance, each.minutes) for each in people) == [
        ("丁一", "present", 90),
        ("丙二", "absent", None),
    ]
    kept = office.keeper.table(ACTIVITIES).get(made.id)
    assert (kept.state, kept.held_on, kept.recorded_on) == ("recorded", kept.planned_on, office.today())
    again = activity_sheet(office, made.id)
    assert [(each.volunteer.name, each.attendance, each.minutes) for each in again.marks] == [
        ("丙二", "absent", None),
        ("丁一", "present", 90),
    ]
