"""记录活动：账、名单、团体人次、状态一次写好；再记就是更正；填错的一行不写；从不编时长。"""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from builders import add, office_with_communities

from miaopu_desk.domain.attendance import Mark
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import ACTIVITIES, ACTIVITY_PEOPLE, HEAD_COUNTS, SERVICE_RECORDS
from miaopu_desk.services.activity_record import Heads, Recording, head_counts_of, record_activity
from miaopu_desk.services.attendance import activity_sheet
from miaopu_desk.services.office import Office

DAY = date(2021, 5, 20)


@pytest.fixture
def office() -> Office:
    made = office_with_communities()
    add(made, "terms", vocabulary="theme", name="文明创建", position="1")
    for name, place in (("王一", "东方里"), ("王二", "大华"), ("王三", "东方里")):
        add(
            made,
            "volunteers",
            name=name,
            community=place,
            registered_on="2021-01-04",
            phone=f"1540000000{name[-1:] == '二':d}",
        )
    return made


def people(office: Office) -> dict[str, Ref]:
    return {row[0]: Ref(row[0], row[1]) for row in office.database.query("SELECT name, id FROM volunteers")}


def clean(office: Office, **values: Any) -> Any:
    known = {
        "name": "清扫", "planned_on": "2021-05-20", "community": "东方里", "theme": "文明创建", "place": "五一路",
        "organiser": "东方里社区", "in_charge": "高杨", "content": "扫三条巷子", "starts_at": "9:00", "ends_at": "11:00",
    }  # fmt: skip
    made = add(office, "activities", **{**known, **values})
    for name in ("王一", "王二"):
        add(office, "activity_people", activity=Ref("清扫", made.id), volunteer=people(office)[name])
    return made


def everybody(office: Office, activity: Any, **values: Any) -> Recording:
    sheet = activity_sheet(office, activity.id)
    known = {"held_on": DAY, "starts_at": time(9), "ends_at": time(11), "evidence": "签到表", "marks": sheet.marks}
    return Recording(**{**known, **values})


def lines(office: Office) -> list[Any]:
    return office.keeper.table(SERVICE_RECORDS).all()


def test_all_is_written_in_one_action_with_the_mandated_contents(office: Office) -> None:
    activity = clean(office)
    who = people(office)
    marks = (
        Mark(volunteer=who["王一"]),
        Mark(volunteer=who["王二"], attendance="absent"),
        Mark(volunteer=who["王三"], walk_in=True, minutes=45),
    )
    recording = everybody(
        office, activity, marks=marks, heads=(Heads(people=30, group_name="市一中"),), beneficiaries=80, result="干净了"
    )
    outcome = record_activity(office, activity.id, recording)
    assert outcome.problems == outcome.questions == ()
    assert outcome.done == "入账 2 人，共 2.75小时，团体 30 人次"
    first = next(each for each in lines(office) if each.volunteer.name == "王一")
    assert (first.minutes, first.served_on, first.activity, first.theme.name, first.place) == (
        120,
        DAY,
        "清扫",
        "文明创建",
        "五一路",
    )
    assert (first.organiser, first.in_charge, first.content, first.evidence) == (
        "东方里社区",
        "高杨",
        "扫三条巷子",
        "签到表",
    )
    assert (first.source, first.event.id, first.community.name) == ("activity", activity.id, "东方里")
    kept = {
        each.volunteer.name: (each.attendance, each.minutes, each.walk_in)
        for each in office.keeper.table(ACTIVITY_PEOPLE).all()
    }
    assert kept == {"王一": ("present", 120, None), "王二": ("absent", None, None), "王三": ("present", 45, True)}
    done = office.keeper.table(ACTIVITIES).get(activity.id)
    assert done is not None
    assert (done.state, done.held_on, done.beneficiaries, done.result, done.recorded_on) == (
        "recorded",
        DAY,
        80,
        "干净了",
        office.today(),
    )
    assert [(each.people, each.group_name, each.event.id) for each in head_counts_of(office, activity.id)] == [
        (30, "市一中", activity.id)
    ]
    office.keeper.undo()
    assert lines(office) == []
    assert head_counts_of(office, activity.id) == []
    again = office.keeper.table(ACTIVITIES).get(activity.id)
    assert again is not None
    assert again.state == "planned"


def test_heads_alone_are_enough_and_invent_no_people(office: Office) -> None:
    activity = clean(office)
    absent = tuple(replace(mark, attendance="absent") for mark in activity_sheet(office, activity.id).marks)
    outcome = record_activity(office, activity.id, everybody(office, activity, marks=absent, heads=(Heads(people=12),)))
    assert outcome.done == "团体 12 人次"
    assert lines(office) == []
    nobody = record_activity(office, clean(office).id, everybody(office, activity, marks=(), heads=()))
    assert "一个人也没有" in str(nobody.problems[0])


def test_a_second_time_corrects_with_a_reason_and_changes_the_heads(office: Office) -> None:
    activity = clean(office)
    record_activity(
        office, activity.id, everybody(office, activity, heads=(Heads(people=12), Heads(people=5, group_name="乙")))
    )
    one, two = head_counts_of(office, activity.id)
    fewer = tuple(
        replace(mark, minutes=60) if mark.volunteer.name == "王一" else mark
        for mark in activity_sheet(office, activity.id).marks
    )
    again = everybody(office, activity, marks=fewer, heads=(Heads(people=14, id=one.id), Heads(people=0, id=two.id)))
    refused = record_activity(office, activity.id, again)
    assert "请写明原因" in str(refused.problems[0])
    outcome = record_activity(office, activity.id, again, reason="提前走了")
    assert outcome.problems == ()
    assert sorted(each.minutes for each in lines(office)) == [-60, 120, 120]
    assert [(each.people, each.rev) for each in head_counts_of(office, activity.id)] == [(14, 2)]


def test_what_is_wrong_is_told_at_once_and_nothing_is_written(office: Office) -> None:
    activity = clean(office, starts_at="", ends_at="", expected_people="50")
    recording = everybody(office, activity, starts_at=None, ends_at=None, held_on=date(2021, 6, 1))
    said = [str(each) for each in record_activity(office, activity.id, recording).problems]
    assert any("还没有报备" in each for each in said)
    assert any("2021-06-01还没到" in each for each in said)
    assert sum("请填到岗和离岗时间" in each for each in said) == 2
    assert lines(office) == []
    assert office.keeper.table(HEAD_COUNTS).count() == 0


def test_an_activity_of_the_street_puts_each_hour_to_the_persons_own_community(office: Office) -> None:
    activity = clean(office, community="")
    refused = record_activity(office, activity.id, everybody(office, activity, heads=(Heads(people=9),)))
    assert "记在哪个社区" in str(refused.problems[0])
    place = office.database.query("SELECT name, id FROM communities WHERE name = '大华'")[0]
    heads = (Heads(people=9, community=Ref(*place)),)
    assert record_activity(office, activity.id, everybody(office, activity, heads=heads)).problems == ()
    assert sorted((each.volunteer.name, each.community.name) for each in lines(office)) == [
        ("王一", "东方里"),
        ("王二", "大华"),
    ]


def test_the_day_in_the_ledger_is_not_moved(office: Office) -> None:
    activity = clean(office)
    record_activity(office, activity.id, everybody(office, activity))
    moved = record_activity(office, activity.id, everybody(office, activity, held_on=date(2021, 5, 21)), reason="记错")
    assert "账上已经记在2021-05-20" in str(moved.problems[0])


def test_two_places_at_once_are_asked_about_before_anything_is_written(office: Office) -> None:
    first, second = clean(office), clean(office, name="宣讲", place="广场")
    record_activity(office, first.id, everybody(office, first))
    asked = record_activity(office, second.id, everybody(office, second))
    assert asked.questions or asked.problems
    assert len(lines(office)) == 2


def test_a_cancelled_or_deleted_one_is_refused(office: Office) -> None:
    activity = clean(office)
    recording = everybody(office, activity)
    office.keeper.change(ACTIVITIES, activity.id, {"state": "取消", "reason": "雨"})
    assert "已经取消" in str(record_activity(office, activity.id, recording).problems[0])
    office.keeper.remove(ACTIVITIES, [activity.id])
    with pytest.raises(KnownError, match="已经删除"):
        record_activity(office, activity.id, recording)
