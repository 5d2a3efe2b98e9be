"""培训覆盖面、邀请和到场、年度计划：邀请了没有来的不算，计划的、取消的场次不算。"""

from datetime import date
from pathlib import Path

import pytest
from builders import add
from reports.paper import whole_text
from services.insurance_desk import Desk, ref

from miaopu_desk.domain.coverage import TOTAL, CoverageCell, Person, PlanProgress, cover
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import OFFICES, PARTICIPATIONS, TRAINING_SESSIONS
from miaopu_desk.services.coverage import (
    invite,
    plan_progress,
    sessions_to_invite,
    trained_counts,
    training_coverage,
)
from miaopu_desk.services.figures import due_items, month_figures
from miaopu_desk.services.pages_training import training_ledger
from miaopu_desk.services.reporting import make_report

DAY = date(2021, 5, 31)


@pytest.fixture
def desk() -> Desk:
    made = Desk()
    made.office.keeper.add(OFFICES, {"name": "甲街道办事处", "signed_as": "甲街道办公室", "target_percent": 15})
    made.people = [  # type: ignore[attr-defined]
        made.person("甲一"),
        made.person("甲二", ranks="专职、党员"),
        made.person("甲三", ranks="党员", community="大华"),
        made.person("甲四", ranks=None, community="大华"),
    ]
    return made


def held(desk: Desk, day: str, state: str | None, *present: tuple[int, str | None], **more: object):
    session = add(desk.office, "training_sessions", topic=f"课{day}", held_on=day, state=state, minutes="1.5", **more)
    for at, how in present:
        person = desk.people[at]  # type: ignore[attr-defined]
        add(desk.office, "participations", session=ref(session, session.topic), volunteer=ref(person), state=how)
    return session


@pytest.mark.parametrize(
    ("state", "how", "counts"),
    [
        (None, "到", True),
        (None, None, True),  # 从前登记的没有这一栏
        ("已举办", "到", True),
        (None, "邀请", False),
        (None, "缺席", False),
        (None, "请假", False),
        ("计划", "到", False),
        ("已取消", "到", False),
    ],
)
def test_only_those_who_came_to_what_was_held_are_trained(desk: Desk, state, how, counts) -> None:
    held(desk, "2021-05-12", state, (0, how))
    assert trained_counts(desk.office, DAY)["东方里"] == (1 if counts else 0, 2)
    figures = month_figures(desk.office, "2021-05").total
    assert (figures.training_attendances, figures.trained_people) == ((1, 1) if counts else (0, 0))
    assert figures.training_sessions == (0 if state in ("计划", "已取消") else 1)
    ledger = training_ledger(desk.office, "2021-05", {})
    assert (ledger.attendances, len(ledger.sessions)) == (figures.training_attendances, figures.training_sessions)


def test_the_board_is_by_community_and_rank_and_lists_who_is_missing(desk: Desk) -> None:
    held(desk, "2021-03-12", None, (1, "到"))
    held(desk, "2020-12-31", None, (0, "到"), (2, "到"))  # 去年的不算今年的
    found = training_coverage(desk.office, DAY)
    shown = {
        (place, rank): (found.cell(place, rank).trained, found.cell(place, rank).people)
        for place in ("东方里", "大华", TOTAL)
        for rank in ("", "full_time", "party", "unranked")
    }
    assert shown == {
        ("东方里", ""): (1, 2),
        ("东方里", "full_time"): (1, 2),
        ("东方里", "party"): (1, 1),
        ("东方里", "unranked"): (0, 0),
        ("大华", ""): (0, 2),
        ("大华", "full_time"): (0, 0),
        ("大华", "party"): (0, 1),
        ("大华", "unranked"): (0, 1),
        (TOTAL, ""): (1, 4),
        (TOTAL, "full_time"): (1, 2),
        (TOTAL, "party"): (1, 2),
        (TOTAL, "unranked"): (0, 1),
    }
    people = desk.people  # type: ignore[attr-defined]
    assert set(found.total.missing) == {people[0].id, people[2].id, people[3].id}
    assert (found.target, found.total.rate_text, found.total.reached(found.target)) == (100, "25.00%", False)
    assert found.cell("光明里").reached(100) is None


def test_two_records_of_one_person_are_one_and_trained_if_either_is() -> None:
    people = [
        Person("1", "甲", "号", ("party",), False),
        Person("2", "甲", "号", ("party",), True),
        Person("3", "甲", "另", (), False),
    ]
    cells = cover(people, ("甲",))
    assert cells["甲", ""] == CoverageCell(2, 1, ("3",))
    assert cells["甲", "party"] == CoverageCell(1, 1, ())
    assert cells["甲", "unranked"] == CoverageCell(1, 0, ("3",))
    assert CoverageCell(3, 2).reached(67) is False
    assert CoverageCell(3, 2).reached(66) is True


def test_the_missing_are_invited_in_one_action_and_still_missing_until_they_come(desk: Desk) -> None:
    session = held(desk, "2021-06-10", "计划", (1, "邀请"))
    assert [one.id for one in sessions_to_invite(desk.office)] == [session.id]
    missing = training_coverage(desk.office, DAY).total.missing
    added = invite(desk.office, session.id, missing)
    assert (added.count, len(added.already)) == (3, 1)
    rows = desk.office.keeper.table(PARTICIPATIONS).find("session", session.id)
    assert {one.state for one in rows} == {"invited"}
    assert training_coverage(desk.office, DAY).total.trained == 0
    assert desk.office.keeper.undo() == "邀请参加“课2021-06-10”：加入 3 人"
    assert len(desk.office.keeper.table(PARTICIPATIONS).find("session", session.id)) == 1


@pytest.mark.parametrize(
    ("day", "state", "how", "kinds"),
    [
        ("2021-05-30", "计划", "邀请", {"sessions_undecided"}),
        ("2021-05-31", "计划", "邀请", set()),  # 就在今天
        ("2021-05-30", "已举办", "邀请", {"still_invited", "sessions_without_names"}),
        ("2021-05-30", "已举办", "到", set()),
        ("2021-05-30", "已取消", "邀请", set()),
    ],
)
def test_sessions_left_hanging_are_due(desk: Desk, day: str, state: str, how: str, kinds: set[str]) -> None:
    held(desk, day, state, (0, how))
    asked = {"sessions_undecided", "still_invited", "sessions_without_names"}
    assert {each.kind for each in due_items(desk.office)} & asked == kinds


def test_the_plan_of_the_year_against_what_was_done(desk: Desk) -> None:
    plan = add(desk.office, "training_plans", year="2021", quarter="二季度", topic="急救", sessions="2", people="3")
    held(desk, "2021-04-12", None, (0, "到"), (1, "到"), (2, "缺席"), plan=ref(plan, plan.topic))
    held(desk, "2021-06-12", "计划", (3, "邀请"), plan=ref(plan, plan.topic))
    (found,) = plan_progress(desk.office, 2021, DAY)
    assert (found.held, found.attended, found.done, found.said(DAY, 2021)) == (1, 2, False, "进行中")
    assert plan_progress(desk.office, 2021, date(2021, 4, 1))[0].held == 0


@pytest.mark.parametrize(
    ("day", "held", "said"),
    [
        ("2021-03-31", 0, "还没到"),
        ("2021-03-31", 1, "进行中"),
        ("2021-04-01", 0, "进行中"),
        ("2021-06-30", 1, "进行中"),
        ("2021-07-01", 1, "没有完成"),
        ("2022-01-01", 0, "没有完成"),
        ("2021-04-01", 2, "完成"),
    ],
)
def test_a_plan_is_late_only_when_its_quarter_is_over(day: str, held: int, said: str) -> None:
    plan = PlanProgress("1", "2", "急救", "", "", 2, None, held, 0)
    assert plan.said(date.fromisoformat(day), 2021) == said


def test_the_board_on_paper(desk: Desk, tmp_path: Path) -> None:
    held(desk, "2021-03-12", None, (1, "到"))
    text = whole_text(make_report(desk.office, "training_coverage", None, tmp_path / "覆盖面.pdf"))
    assert "在册4人，今年参训1人，覆盖率25.00%，目标100%，还有3人没有参训。没有达到目标的社区：东方里、大华。" in text
    assert "东方里甲一1" in text
    assert "大华甲三、甲四2" in text
    short = make_report(
        desk.office, "training_coverage", None, tmp_path / "短.pdf", {"rank": "党员", "community": "大华"}
    )
    assert "甲三" in whole_text(short)
    assert "甲四" not in whole_text(short)
    assert "甲三" not in whole_text(
        make_report(desk.office, "training_coverage", None, tmp_path / "无.pdf", {"people": "否"})
    )


def test_a_certificate_of_training_has_the_facts_the_decree_asks_for(desk: Desk, tmp_path: Path) -> None:
    held(desk, "2021-03-12", None, (1, "到"), organiser="党政办", content="心肺复苏。")
    held(desk, "2021-04-12", None, (1, "缺席"))
    held(desk, "2021-05-12", "计划", (1, "邀请"))
    one = desk.people[1]  # type: ignore[attr-defined]
    path = make_report(desk.office, "training_certificate", None, tmp_path / "证明.pdf", {"volunteer": one.id_number})
    text = whole_text(path)
    assert "参加培训1次，学习时长1.5小时" in text
    assert "2021.3.12课2021-03-12心肺复苏。1.5党政办" in text
    assert one.id_number not in text
    with pytest.raises(KnownError, match="甲三在这段时间里没有参训的记录"):
        make_report(desk.office, "training_certificate", None, tmp_path / "无.pdf", {"volunteer": "甲三"})


def test_sessions_are_deleted_with_their_participants_and_plans_keep_theirs(desk: Desk) -> None:
    plan = add(desk.office, "training_plans", year="2021", quarter="二季度", topic="急救", sessions="2")
    session = held(desk, "2021-04-12", None, (0, "到"), plan=ref(plan, plan.topic))
    problems = desk.office.keeper.remove(type_of("training_plans"), [plan.id])
    assert "还有 1 条培训场次用着" in str(problems[0])
    assert desk.office.keeper.remove(TRAINING_SESSIONS, [session.id]) == []
    assert desk.office.keeper.table(PARTICIPATIONS).count() == 0


def type_of(table: str):
    from miaopu_desk.domain.records import REGISTERS

    return REGISTERS[table]
