"""十个工作日的提醒：超期和快到期分开列，写着最早的一天和还剩几个工作日；录了就不再提醒。"""

from datetime import date

import pytest
from builders import add, office_with_communities

from miaopu_desk.domain.attendance import Mark
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import ACTIVITIES, OFFICES, SERVICE_RECORDS, SHIFTS
from miaopu_desk.services.attendance import activity_sheet, save_sheet, shift_sheet
from miaopu_desk.services.figures import due_items
from miaopu_desk.services.office import Office
from miaopu_desk.services.posting import correct_line
from miaopu_desk.services.record_deadlines import record_due


@pytest.fixture
def office() -> Office:
    return office_with_communities()


def person(office: Office, name: str = "甲一") -> Ref:
    one = add(office, "volunteers", name=name, community="东方里", registered_on="2021-01-01")
    return Ref(one.name, one.id)


def shift(office: Office, day: str, *people: Ref, **more: object) -> str:
    area = add(office, "grid_areas", name=f"路口{day}", kind="路口", community="光明里")
    facts = {"starts_at": "7:30", "ends_at": "8:30", "state": "planned", **more}
    made = add(office, "shifts", day=day, area=Ref(area.name, area.id), **facts)
    for one in people:
        add(office, "shift_people", shift=Ref(day, made.id), volunteer=one)
    return made.id


def due(office: Office) -> dict[str, tuple[set[str], str]]:
    return {each.kind: (set(each.ids), each.detail) for each in record_due(office, office.today())}


def test_sheets_not_entered_are_late_after_ten_working_days_and_soon_before(office: Office) -> None:
    one = person(office)
    # 今天 2021-05-31 星期一：十个工作日前是 5 月 17 日，那天的今天到期
    late, today, soon = (shift(office, day, one) for day in ("2021-05-14", "2021-05-17", "2021-05-28"))
    shift(office, "2021-06-01", one)
    shift(office, "2021-05-13")  # 没有排人的是缺人，不是缺签到表
    cancelled = shift(office, "2021-05-12", one)
    office.keeper.change(SHIFTS, cancelled, {"state": "cancelled", "reason": "下雨"})
    found = due(office)
    assert found["shifts_late"][0] == {late}
    assert "最早的是2021-05-14，已超1个工作日" in found["shifts_late"][1]
    assert found["shifts_soon"][0] == {today, soon}
    assert "最早的是2021-05-17，今天到期" in found["shifts_soon"][1]
    assert {"shifts_late", "shifts_soon"} <= {each.kind for each in due_items(office)}
    for each in (late, today):
        sheet = shift_sheet(office, each)
        save_sheet(office, sheet, sheet.marks)
    found = due(office)
    assert "shifts_late" not in found
    assert "还剩9个工作日" in found["shifts_soon"][1]


def test_an_activity_that_took_place_waits_for_its_record(office: Office) -> None:
    made = add(
        office, "activities", name="清洁", planned_on="2021-05-20", starts_at="9:00", ends_at="10:00", state="held"
    )
    assert due(office)["activities_record_soon"][0] == {made.id}
    other = add(office, "activities", name="宣传", planned_on="2021-05-21", state="held")
    add(
        office,
        "head_counts",
        community="大华",
        served_on="2021-05-21",
        activity="宣传",
        people=10,
        event=Ref(other.name, other.id),
    )
    assert due(office)["activities_record_soon"][0] == {made.id}
    sheet = activity_sheet(office, made.id)
    assert save_sheet(office, sheet, [Mark(volunteer=person(office), walk_in=True)]).done
    assert due(office) == {}
    assert office.keeper.table(ACTIVITIES).get(made.id).recorded_on == date(2021, 5, 31)


def test_evaluations_are_asked_for_only_where_the_office_wants_them(office: Office) -> None:
    one = person(office)
    add(office, "offices", name="某街道办", signed_as="某街道办", target_percent="15")
    shared = {"volunteer": one, "community": "东方里", "minutes": "1", "activity": "值守"}
    late = add(office, "service_records", served_on="2021-05-10", **shared)
    soon = add(office, "service_records", served_on="2021-05-28", **shared)
    add(office, "service_records", served_on="2021-05-27", source="历史时数", **shared)
    assert due(office) == {}
    assert office.facts is not None
    office.keeper.change(OFFICES, office.facts.id, {"asks_evaluation": "是"})
    found = due(office)
    assert (found["evaluations_late"][0], found["evaluations_soon"][0]) == ({late.id}, {soon.id})
    office.keeper.change(SERVICE_RECORDS, late.id, {"evaluation": "好", "evaluated_on": "2021-05-31"})
    assert set(due(office)) == {"evaluations_soon"}


def test_odd_lines_of_this_month_and_the_last_are_due_until_corrected(office: Office) -> None:
    one = person(office)

    def line(day: str, hours: str, activity: str, start: str = "", end: str = "", **more: object) -> str:
        facts = {"served_on": day, "minutes": hours, "activity": activity, "starts_at": start, "ends_at": end, **more}
        return str(add(office, "service_records", volunteer=one, community="东方里", **facts).id)

    night = line("2021-05-10", "8", "夜巡", "22:00", "6:00")
    morning = line("2021-05-11", "1", "清扫", "5:30", "6:30")
    line("2021-05-11", "1", "宣讲", "6:30", "7:30")  # 头尾相接的不算
    long = [line("2021-05-12", "7", "值守"), line("2021-05-12", "6", "清扫")]
    twice = [line("2021-05-13", "1", "值守"), line("2021-05-13", "1", "值守", "8:00", "9:00")]
    line("2021-05-14", "1", "值守", "8:00", "9:00")
    line("2021-05-14", "1", "值守", "17:00", "18:00")  # 两班
    line("2021-05-15", "300", "历史时数", source="历史时数")
    line("2021-03-31", "13", "值守")  # 上个月以前的
    found = due(office)
    assert found["service_overlaps"][0] == {night, morning}
    assert found["service_long_days"][0] == set(long)
    assert found["service_twice"][0] == set(twice)
    for each in (morning, long[1], twice[0]):
        assert correct_line(office, each, 0, "记错了").done
    assert not {"service_overlaps", "service_long_days", "service_twice"} & set(due(office))
