"""考核排名从登记里数：每项的分子、分母、背后的行；没有依据的不计；一个月的督查、整改、线索。"""

from datetime import date
from typing import Any

import pytest
from builders import COMMUNITIES, DAY, add, office_with_communities

from miaopu_desk.domain.period import read_period
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import RANKING_WEIGHTS, REWARD_BATCHES
from miaopu_desk.services.inspection_month import inspection_month, inspection_rows
from miaopu_desk.services.office import Office, memory_office
from miaopu_desk.services.ranking import ranking, reasons

MAY = read_period("2021-05", DAY)
PHONES = iter(range(15400000100, 15400009999))


def person(office: Office, name: str, community: str = "大华", **values: object) -> Any:
    given = {"phone": str(next(PHONES)), "registered_on": "2021-01-04", **values}
    return add(office, "volunteers", name=name, community=community, **given)


@pytest.fixture
def office() -> Office:
    return office_with_communities()


def parts(office: Office, community: str, period: Any = MAY) -> dict[str, tuple[int, int | None, int | None]]:
    """考核项目 → （分子、分母、得分）。"""
    found = ranking(office, period)
    standing = next(each for each in found.standings if each.name == community)
    return {
        part.weighed.name: (part.fact.numerator, part.fact.denominator, part.points)
        for part in standing.parts
        if part.fact is not None
    }


def test_an_empty_office_is_ranked_by_what_is_known_and_says_the_rest(office: Office) -> None:
    found = ranking(office, MAY)
    assert [each.place for each in found.standings] == [1] * 8
    assert [each.name for each in found.standings] == list(COMMUNITIES)
    assert {each.score for each in found.standings} == {0}, "没有人注册是零分，别的都没有依据"
    for name in ("培训覆盖", "专职参保", "值守到岗", "开展活动", "督查得分", "按时记录", "上报线索"):
        assert any(f"“{name}”" in note for note in found.notes), name
    assert found.weights == 100


def test_each_measure_counts_its_rows(office: Office) -> None:
    trained = person(office, "甲明", ranks="专职")
    person(office, "乙明", ranks="专职")
    person(office, "丙明", "东方里")
    session = add(office, "training_sessions", topic="法治课", held_on="2021-05-10")
    add(office, "participations", session=session.topic, volunteer="甲明")
    policy = add(office, "policies", number="P1", insurer="某公司", starts_on="2021-01-01", ends_on="2021-12-31")
    add(office, "enrollments", policy=policy.number, volunteer="甲明", starts_on="2021-01-01")
    area = add(office, "grid_areas", name="五一路", kind="路段", community="大华")
    for day, state in (
        ("2021-05-07", "已值守"),
        ("2021-05-14", "已值守"),
        ("2021-05-21", "已排班"),
        ("2021-05-28", "已取消"),
    ):
        add(office, "shifts", day=day, area=area.name, state=state)
    add(office, "shifts", day="2021-06-04", area=area.name, state="已排班")
    for number, state in enumerate(("已开展", "已记录", "计划", "已取消")):
        add(
            office,
            "activities",
            name=f"清洁{number}",
            planned_on="2021-05-20",
            community="大华",
            state=state,
            reason="下雨",
        )
    for number, score in (("2021-001", "90"), ("2021-002", "80")):
        checklist = add(office, "checklists", name=f"表{number}", subject="社区")
        add(
            office,
            "inspections",
            number=number,
            day="2021-05-20",
            checklist=checklist.name,
            community="大华",
            score=score,
        )
    for served, recorded in (("2021-05-06", "2021-05-19"), ("2021-05-06", "2021-05-20"), ("2021-05-07", None)):
        add(
            office,
            "service_records",
            volunteer="甲明",
            community="大华",
            served_on=served,
            minutes="1",
            activity=f"劝导{served}{recorded}",
            recorded_on=recorded,
        )
    add(office, "clues", number="2021-001", received_on="2021-05-10", content="占道", community="大华")
    add(office, "clues", number="2021-002", received_on="2021-05-10", content="占道", community="大华", state="不属实")

    assert parts(office, "大华") == {
        "注册率": (2, 1006, 27),  # 2÷1006÷15%×20
        "培训覆盖": (1, 2, 750),
        "专职参保": (1, 2, 500),
        "值守到岗": (2, 3, 1000),
        "开展活动": (2, 4, 500),
        "督查得分": (17000, 20000, 1275),
        "按时记录": (1, 3, 333),  # 5月6日起十个工作日是5月19日，5月8日调休上班；没有写录入日期的是今天录的
        "上报线索": (1, 1, 500),
    }
    assert parts(office, "东方里")["开展活动"] == (0, 4, 0), "别的社区有，它没有，是零分"
    assert parts(office, "东方里")["值守到岗"] == (0, 0, None), "没有排班，不计"
    found = ranking(office, MAY)
    assert found.standings[0].name == "大华"
    assert found.standings[0].place == 1

    for item, words, shown in (
        ("注册率", "2÷1006＝0.20%，目标15%，满分20分得0.27分", ["2"]),
        ("培训覆盖", "1÷2＝50.00%，满分15分得7.50分", ["1", "2"]),
        ("值守到岗", "2÷3＝66.67%，满分15分得10.00分", ["2", "3"]),
        ("开展活动", "1个月2次，4次得满分，满分10分得5.00分", ["2"]),
        ("督查得分", "2次督查平均85.00分，满分15分得12.75分", ["2次，共170.00分"]),
        ("按时记录", "1÷3＝33.33%，满分10分得3.33分", ["1", "3"]),
    ):
        why = reasons(office, MAY, item, "大华")
        assert why.sentence == words
        assert [each.shown for each in why.rows] == shown
    why = reasons(office, MAY, "培训覆盖", "大华")
    assert why.rows[0].ids == (trained.id,)
    assert why.rows[0].table == "volunteers"
    assert "没有排班" in reasons(office, MAY, "值守到岗", "东方里").sentence
    with pytest.raises(KnownError):
        reasons(office, MAY, "没有这一项", "大华")


def test_a_longer_period_asks_for_more(office: Office) -> None:
    for day in ("2021-04-10", "2021-05-10"):
        add(office, "activities", name=f"清洁{day}", planned_on=day, community="大华", state="已开展")
    assert parts(office, "大华")["开展活动"] == (1, 4, 250)
    assert parts(office, "大华", read_period("2021Q2", DAY))["开展活动"] == (2, 8, 250), "第二季度过了两个月"
    assert parts(office, "大华", read_period("2021", DAY))["开展活动"] == (2, 20, 100)


def test_the_office_sets_the_weights(office: Office) -> None:
    add(office, "ranking_weights", position=1, name="只看注册", measure="注册率", weight=50)
    person(office, "甲明", "东方里")
    found = ranking(office, MAY)
    assert [each.name for each in found.weighed] == ["只看注册"]
    assert found.standings[0].name == "东方里"
    assert any("权重合计50分" in note for note in found.notes)
    assert office.keeper.table(RANKING_WEIGHTS).count() == 1


def test_an_office_without_communities_is_told_so() -> None:
    with pytest.raises(KnownError, match="还没有社区"):
        ranking(memory_office(DAY), MAY)


# 一个月


def test_the_month_counts_inspections_problems_and_clues_where_they_belong(office: Office) -> None:
    area = add(office, "grid_areas", name="五一路", kind="路段", community="大华")
    checklist = add(office, "checklists", name="路段", subject="网格区域")
    add(
        office, "inspections", number="2021-001", day="2021-05-20", checklist=checklist.name, area=area.name, score="90"
    )
    add(office, "inspections", number="2021-002", day="2021-05-21", checklist=checklist.name, community="大华")
    add(
        office,
        "inspections",
        number="2021-003",
        day="2021-04-21",
        checklist=checklist.name,
        community="大华",
        score="10",
    )
    add(office, "inspections", number="2021-004", day="2021-05-21", checklist=checklist.name, unit="环卫所", score="70")
    common = {"name": "杂物", "found_on": "2021-05-20"}
    noticed = {"noticed_on": "2021-05-21", "deadline": "2021-05-28"}
    late = add(office, "rectifications", **common, area=area.name, state="整改中", **noticed)
    add(office, "rectifications", **common, community="大华", state="已销号", closed_on="2021-05-30")
    add(office, "rectifications", **common, community="大华", state="已作废")
    add(office, "rectifications", name="旧账", found_on="2021-03-01", community="大华")
    add(office, "clues", number="2021-001", received_on="2021-05-10", content="占道", community="大华", adopted="是")
    add(
        office,
        "clues",
        number="2021-002",
        received_on="2021-04-10",
        content="占道",
        state="已答复",
        answered_on="2021-05-03",
    )

    month = inspection_month(office, "2021-05")
    line = next(each for each in month.communities if each.name == "大华")
    assert (line.inspections, line.average_text) == (2, "90.00")
    assert (line.found, line.closed, line.open, line.overdue) == (2, 1, 2, 1)
    assert (line.clues, line.clues_answered, line.clues_adopted) == (1, 0, 1)
    assert (month.street.inspections, month.street.clues_answered) == (1, 1)
    assert (month.total.inspections, month.total.average_text, month.total.found) == (3, "80.00", 2)
    assert [each.name for each in month.lines[-2:]] == ["街道本级", "合计"]
    assert [each.id for each in inspection_rows(office, "2021-05", "overdue", "大华")] == [late.id]
    assert len(inspection_rows(office, "2021-05", "inspections", "街道本级")) == 1
    empty = next(each for each in month.communities if each.name == "东方里")
    assert empty.empty
    assert empty.average_text == "—"


def test_rewards_count_in_the_month_they_were_paid(office: Office) -> None:
    add(office, "clues", number="2021-001", received_on="2021-03-10", content="占道", community="大华")
    batch = add(office, "reward_batches", number="2021-01", day="2021-04-30")
    add(office, "reward_payments", batch=batch.number, clue="2021-001", amount="50")
    assert inspection_month(office, "2021-05").total.rewards == 0
    office.keeper.change(REWARD_BATCHES, batch.id, {"paid_on": date(2021, 5, 6)})
    assert inspection_month(office, "2021-05").total.rewards == 5000
    assert inspection_month(office, "2021-04").total.rewards == 0


def test_the_aims_in_the_ranking_are_the_office_s_own(office: Office) -> None:
    one = person(office, "甲明")
    person(office, "乙明")
    add(office, "training_sessions", topic="法治课", held_on="2021-05-10")
    add(office, "participations", session="法治课", volunteer=one.name)
    assert parts(office, "大华")["培训覆盖"] == (1, 2, 750)
    add(office, "targets", key="training_coverage", label="培训覆盖率目标", value="50", unit="%")
    assert parts(office, "大华")["培训覆盖"] == (1, 2, 1500)
