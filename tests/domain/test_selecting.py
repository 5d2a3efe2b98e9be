"""评选：推荐一步一步走，核对哪些要看、哪些不行。"""

from datetime import date

import pytest

from miaopu_desk.domain.codes import NOMINATION_STATES
from miaopu_desk.domain.selecting import (
    LOOK,
    MOVES,
    OK,
    STOP,
    SubjectFacts,
    checks,
    last_public_day,
    move_problem,
    worst,
)

STATES = NOMINATION_STATES.codes


def test_every_state_has_its_moves() -> None:
    assert set(MOVES) == set(STATES)
    assert {each for steps in MOVES.values() for each in steps} <= set(STATES)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("nominated", "checked"),
        ("checked", "shortlisted"),
        ("shortlisted", "publicised"),
        ("publicised", "awarded"),
        ("checked", "nominated"),
        ("publicised", "rejected"),
        ("nominated", "withdrawn"),
        ("rejected", "nominated"),
        ("awarded", "awarded"),
    ],
)
def test_these_steps_are_taken(before: str, after: str) -> None:
    assert move_problem("甲", before, after) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("nominated", "shortlisted"),
        ("nominated", "awarded"),
        ("checked", "publicised"),
        ("shortlisted", "awarded"),
        ("publicised", "shortlisted"),
        ("awarded", "rejected"),
        ("withdrawn", "checked"),
    ],
)
def test_these_are_refused_with_what_is_allowed(before: str, after: str) -> None:
    problem = move_problem("甲", before, after)
    assert problem is not None
    assert NOMINATION_STATES.label(before) in problem.message
    assert all(NOMINATION_STATES.label(each) in problem.message for each in MOVES[before])


GOOD = {
    "standing": "active",
    "registered_on": date(2020, 5, 1),
    "minutes": 3000,
    "attendances": 30,
    "star": "一星志愿者",
    "trainings": 2,
    "absences": 0,
}


@pytest.mark.parametrize(
    ("change", "verdict", "why"),
    [
        ({}, OK, ""),
        ({"standing": "removed", "standing_on": date(2021, 4, 1)}, STOP, "2021年4月1日起已不在册"),
        ({"standing": "left"}, STOP, "已不在册"),
        ({"standing": "suspended"}, LOOK, "暂停期间"),
        ({"registered_on": date(2022, 1, 1)}, STOP, "2021年还没有登记"),
        ({"registered_on": date(2021, 12, 31)}, OK, ""),
        ({"minutes": 0}, LOOK, "没有登记服务时长"),
        ({"attendances": 0}, LOOK, "没有服务记录"),
        ({"trainings": 0}, LOOK, "没有参加培训"),
        ({"absences": 2}, OK, ""),
        ({"absences": 3}, LOOK, "多次缺席"),
        ({"rectifications": 0}, OK, ""),
        ({"rectifications": 1}, LOOK, "没有销号"),
        ({"earlier": ("2020年最美志愿者",)}, LOOK, "以前得过"),
        ({"twice": 2}, STOP, "只留一条"),
        ({"has_deeds": False}, LOOK, "要有事迹"),
        ({"members": 0}, LOOK, "没有在册的人"),
    ],
)
def test_what_the_ledger_says_about_a_nominee(change: dict[str, object], verdict: str, why: str) -> None:
    found = checks(SubjectFacts(**{**GOOD, **change}), 2021, 3)  # type: ignore[arg-type]
    assert worst(found) == verdict
    assert any(why in each.why for each in found)


def test_hours_are_shown_as_hours() -> None:
    shown = {each.label: each.shown for each in checks(SubjectFacts(minutes=90, attendances=1), 2021, 3)}
    assert shown["2021年时长"] == "1.5小时"
    assert "值守缺席" not in shown, "没有的一项不说"


@pytest.mark.parametrize(("days", "last"), [(1, date(2021, 5, 31)), (7, date(2021, 6, 6))])
def test_publicity_counts_the_first_day(days: int, last: date) -> None:
    assert last_public_day(date(2021, 5, 31), days) == last
