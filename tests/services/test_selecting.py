"""一次评选从推荐到公布：核对看得见登记里的事实，公示没有满、异议没有核实不能公布，结果记进荣誉。"""

from datetime import date
from typing import Any

import pytest
from builders import add, office_with_communities

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import HONOURS, NOMINATIONS, OBJECTIONS, RECTIFICATIONS, SELECTIONS, VOLUNTEERS
from miaopu_desk.domain.selecting import LOOK, OK, STOP
from miaopu_desk.services.office import Office
from miaopu_desk.services.person_record import person_record
from miaopu_desk.services.selecting import Result, mark, nominate_people, pending_objections, publicise, publish
from miaopu_desk.services.selection_checks import check_selection, honours_of, nominations_of


@pytest.fixture
def office() -> Office:
    """三名志愿者，甲有时长和培训，乙没有，丙已清退；评选一次，名额一个。"""
    office = office_with_communities()
    add(office, "terms", vocabulary="award", name="最美志愿者", position=1)
    add(office, "selections", name="最美志愿者评选", year=2021, award="最美志愿者", quota=1)
    people = [
        add(office, "volunteers", name=name, community="东方里", phone=f"1540000000{at}", registered_on="2021-01-04")
        for at, name in enumerate(("甲某", "乙某", "丙某"))
    ]
    who = Ref("甲某", people[0].id)
    for day in ("2021-03-04", "2021-05-06"):
        add(office, "service_records", volunteer=who, community="东方里", served_on=day, minutes="50", activity="劝导")
    add(
        office,
        "service_records",
        volunteer=who,
        community="东方里",
        served_on="2020-12-31",
        minutes="10",
        activity="劝导",
    )
    add(office, "training_sessions", topic="法治课", held_on="2021-04-01")
    add(office, "participations", session="法治课", volunteer=who)
    gone = {"standing": "清退", "standing_on": "2021-05-01", "standing_reason": "多次缺席"}
    assert not isinstance(office.keeper.change(VOLUNTEERS, people[2].id, gone), list)
    return office


def selection(office: Office) -> Any:
    return office.keeper.table(SELECTIONS).all()[0]


def ids(office: Office, *names: str) -> list[str]:
    return [each.id for each in office.keeper.table(VOLUNTEERS).all() if each.name in names]


def nominated(office: Office) -> dict[str, Any]:
    nominate_people(office, selection(office).id, ids(office, "甲某", "乙某"), "东方里社区")
    return {each.name: each for each in nominations_of(office, selection(office).id)}


def publicised(office: Office, days: int = 7, start: date = date(2021, 5, 20)) -> dict[str, Any]:
    rows = nominated(office)
    every = [each.id for each in rows.values()]
    for state in ("checked", "shortlisted"):
        assert mark(office, every, state) == 2
    assert not isinstance(publicise(office, selection(office).id, start, days), list)
    return rows


def said(problems: Any) -> str:
    assert isinstance(problems, list)
    return "；".join(map(str, problems))


def test_many_are_nominated_at_once_and_the_departed_are_named(office: Office) -> None:
    added = nominate_people(office, selection(office).id, ids(office, "甲某", "乙某", "丙某"), "")
    assert (added.count, added.departed) == (2, ("丙某",))
    again = nominate_people(office, selection(office).id, ids(office, "甲某"), "")
    assert (again.count, again.already) == (0, ("甲某",))
    assert {each.nominated_by for each in nominations_of(office, selection(office).id)} == {"东方里社区"}
    assert office.keeper.undo().startswith("“最美志愿者评选”推荐")


def test_the_checks_are_the_ledger_of_the_year(office: Office) -> None:
    nominated(office)
    found = {each.nomination.name: each for each in check_selection(office, selection(office).id)}
    shown = {each.label: each.shown for each in found["甲某"].checks}
    assert shown["2021年时长"] == "100小时"
    assert shown["服务次数"] == "2次"
    assert shown["星级"] == "一星志愿者", "星级照累计时长，去年的也算"
    assert shown["参加培训"] == "1次"
    assert {each.label for each in found["乙某"].checks if each.verdict == LOOK} == {
        "2021年时长",
        "服务次数",
        "参加培训",
        "主要事迹",
    }
    who = ids(office, "甲某")[0]
    add(
        office,
        "service_records",
        volunteer=Ref("甲某", who),
        community="东方里",
        served_on="2021-05-07",
        minutes="1",
        activity="x",
    )
    again = {each.nomination.name: each for each in check_selection(office, selection(office).id)}
    assert {each.label: each.shown for each in again["甲某"].checks}["2021年时长"] == "101小时", "当场算，不存"


def test_repeated_absence_is_pointed_out(office: Office) -> None:
    rows = nominated(office)
    area = add(office, "grid_areas", name="一路", kind="路段")
    for day in ("2021-03-01", "2021-03-02", "2021-03-03"):
        shift = add(office, "shifts", day=day, area=Ref("一路", area.id), starts_at="8:00", ends_at="9:00")
        add(office, "shift_people", shift=Ref(day, shift.id), volunteer=rows["甲某"].volunteer, attendance="缺席")
    found = {each.nomination.name: each for each in check_selection(office, selection(office).id)}
    assert any(each.label == "值守缺席" and each.verdict == LOOK for each in found["甲某"].checks)


def test_an_open_rectification_is_pointed_out_and_a_closed_one_is_not(office: Office) -> None:
    rows = nominated(office)
    made = add(office, "rectifications", name="占道", person=rows["甲某"].volunteer, found_on="2021-05-10")

    def shown() -> tuple[str, str]:
        found = {each.nomination.name: each for each in check_selection(office, selection(office).id)}
        return next((each.shown, each.verdict) for each in found["甲某"].checks if each.label == "未销号整改")

    assert shown() == ("1件", LOOK)
    office.keeper.remove(RECTIFICATIONS, [made.id])
    assert shown() == ("0件", OK)


def test_who_left_or_stands_twice_is_not_shortlisted(office: Office) -> None:
    rows = nominated(office)
    assert mark(office, [rows["甲某"].id, rows["乙某"].id], "checked") == 2
    gone = {"standing": "退出", "standing_on": "2021-05-20"}
    office.keeper.change(VOLUNTEERS, rows["乙某"].volunteer.id, gone)
    assert "“乙某”不能入围：状态退出，2021年5月20日起已不在册" in said(mark(office, [rows["乙某"].id], "shortlisted"))
    add(office, "nominations", selection=rows["甲某"].selection, volunteer=rows["甲某"].volunteer)
    found = check_selection(office, selection(office).id)
    assert {each.verdict for each in found if each.nomination.name == "甲某"} == {STOP}
    assert "只留一条" in said(mark(office, [rows["甲某"].id], "shortlisted"))


def test_steps_are_not_skipped_by_the_form_either(office: Office) -> None:
    row = nominated(office)["甲某"]
    assert "不能改为已授予" in said(office.keeper.change(NOMINATIONS, row.id, {"state": "已授予"}))
    assert "写明原因" in said(mark(office, [row.id], "withdrawn"))
    assert "写明原因" in said(office.keeper.change(NOMINATIONS, row.id, {"state": "已撤回"}))
    assert mark(office, [row.id], "withdrawn", "本人谢绝") == 1
    assert mark(office, [row.id], "nominated") == 1


def test_publicity_needs_somebody_shortlisted_and_counts_its_days(office: Office) -> None:
    nominated(office)
    assert "还没有入围" in said(publicise(office, selection(office).id, date(2021, 5, 20), 7))
    assert "1到60天" in said(publicise(office, selection(office).id, date(2021, 5, 20), 0))


def test_the_result_waits_for_the_publicity_and_the_objections(office: Office) -> None:
    rows = publicised(office)
    assert (selection(office).state, selection(office).publicity_ends_on) == ("publicised", date(2021, 5, 26))
    add(office, "objections", nomination=Ref("甲某", rows["甲某"].id), content="时长不实", received_on="2021-05-22")
    one = [Result(rows["甲某"].id, "001")]
    problems = said(publish(office, selection(office).id, one, body="苗圃街道", day=date(2021, 5, 26)))
    assert "公示到2021年5月26日为止" in problems
    assert "还没有核实" in problems
    assert len(pending_objections(office, selection(office).id)) == 1
    objection = office.keeper.table(OBJECTIONS).all()[0]
    office.keeper.change(OBJECTIONS, objection.id, {"result": "属实", "handled_on": "2021-05-25"})
    assert "异议属实" in said(publish(office, selection(office).id, one, body="苗圃街道", day=date(2021, 5, 27)))
    both = [Result(each.id) for each in rows.values()]
    assert "名额1个，选了2个" in said(publish(office, selection(office).id, both, body="", day=date(2021, 5, 27)))
    assert office.keeper.table(HONOURS).count() == 0


def test_the_result_becomes_an_honour_and_one_undo_takes_it_back(office: Office) -> None:
    rows = publicised(office)
    done = publish(
        office,
        selection(office).id,
        [Result(rows["甲某"].id, "苗志〔2021〕1号")],
        body="苗圃街道办事处",
        day=date(2021, 5, 27),
        document="苗办发〔2021〕9号",
    )
    assert done == 1
    honour = honours_of(office, rows["甲某"].volunteer.id)[0]
    assert (honour.name, honour.holder, honour.awarding_body, honour.number, honour.document) == (
        "2021年最美志愿者",
        "甲某",
        "苗圃街道办事处",
        "苗志〔2021〕1号",
        "苗办发〔2021〕9号",
    )
    states = {each.name: (each.state, each.reason) for each in nominations_of(office, selection(office).id)}
    assert states == {"甲某": ("awarded", None), "乙某": ("rejected", "公示以后没有授予")}
    assert selection(office).state == "finished"
    assert "已经公布过结果" in said(publish(office, selection(office).id, [], body="甲", day=date(2021, 5, 27)))
    office.keeper.undo()
    assert selection(office).state == "publicised"
    assert office.keeper.table(HONOURS).count() == 0


def test_who_had_the_award_before_is_pointed_out(office: Office) -> None:
    rows = publicised(office)
    publish(office, selection(office).id, [Result(rows["甲某"].id)], body="苗圃街道", day=date(2021, 5, 27))
    add(office, "selections", name="下一次", year=2022, award="最美志愿者")
    second = next(each for each in office.keeper.table(SELECTIONS).all() if each.year == 2022)
    nominate_people(office, second.id, ids(office, "甲某"), "")
    found = check_selection(office, second.id)[0]
    shown = {each.label: (each.shown, each.verdict) for each in found.checks}
    assert shown["得过同类荣誉"] == ("2021年最美志愿者", LOOK)


def test_teams_projects_and_communities_are_nominated_one_by_one(office: Office) -> None:
    add(office, "terms", vocabulary="award", name="最美志愿服务组织", position=2)
    made = add(office, "selections", name="组织评选", year=2021, award="最美志愿服务组织", subject="志愿服务组织")
    with pytest.raises(KnownError, match="逐个推荐"):
        nominate_people(office, made.id, ids(office, "甲某"), "")
    team = add(office, "teams", name="夕阳红", community="东方里")
    office.keeper.change(VOLUNTEERS, ids(office, "甲某")[0], {"team": Ref("夕阳红", team.id)})
    add(office, "nominations", selection="组织评选", subject="志愿服务组织", team="夕阳红", deeds="天天劝导")
    add(office, "nominations", selection="组织评选", subject="志愿服务项目", project="爱心早餐", deeds="天天送")
    add(office, "nominations", selection="组织评选", subject="志愿服务社区", community="东方里", deeds="全员参与")
    found = {each.nomination.name: each for each in check_selection(office, made.id)}
    assert set(found) == {"夕阳红", "爱心早餐", "东方里"}
    shown = {each.label: each.shown for each in found["夕阳红"].checks}
    assert (shown["在册人数"], shown["2021年时长"], shown["服务次数"]) == ("1人", "100小时", "2次")
    assert {each.label: each.shown for each in found["东方里"].checks}["在册人数"] == "2人"
    assert found["爱心早餐"].verdict == OK
    wrong = office.keeper.add(NOMINATIONS, {"selection": "组织评选", "subject": "志愿服务组织", "community": "东方里"})
    assert "请填写志愿服务队" in said(wrong)


def test_an_honour_stands_in_the_record_of_the_person(office: Office) -> None:
    rows = publicised(office)
    publish(office, selection(office).id, [Result(rows["甲某"].id)], body="苗圃街道", day=date(2021, 5, 27))
    found = person_record(office, rows["甲某"].volunteer.id)
    sections = {each.title: each for each in found.sections}
    assert len(sections["荣誉记录"].rows) == 1
    assert any("2021年最美志愿者" in cell for cell in sections["荣誉记录"].rows[0])
