"""服务日排成计划：放假、调休、期限各怎么办，已有的不重排，改过期、取消了的留着。"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from miaopu_desk.domain.defaults import load_holidays
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records.activities import ServiceDayRule
from miaopu_desk.domain.service_days import counts, occurrences, plan_rows, planned_activity

PLACES = (Ref("东方里", "c1"), Ref("光明里", "c2"))
MAY = (date(2021, 5, 1), date(2021, 5, 31))
OCTOBER = (date(2021, 9, 27), date(2021, 10, 17))


def rule(**values: Any) -> ServiceDayRule:
    known = {"id": "r1", "name": "交通劝导日", "weekday": "4", "scope": "communities", "on_holidays": "skip"}
    return ServiceDayRule(**{**known, **values})


CASES = [
    (rule(), MAY, ["5.6", "5.13", "5.20", "5.27"]),
    (rule(weekday="5"), MAY, ["5.7", "5.14", "5.21", "5.28"]),
    (rule(), OCTOBER, ["9.30", "10.7 停", "10.14"]),
    (rule(on_holidays="usual"), OCTOBER, ["9.30", "10.7", "10.14"]),
    (rule(on_holidays="next"), OCTOBER, ["9.30", "10.7→10.8", "10.14"]),
    (rule(make_up=True), OCTOBER, ["9.30", "10.7 停", "10.9", "10.14"]),
    (rule(weekday="5", make_up=True), OCTOBER, ["10.1 停", "10.8", "10.15"]),
    (rule(starts_on=date(2021, 5, 10), ends_on=date(2021, 5, 20)), MAY, ["5.13", "5.20"]),
    (rule(starts_on=date(2021, 6, 1)), MAY, []),
    (rule(weekday="6"), (date(2021, 5, 8), date(2021, 5, 8)), ["5.8"]),
]


@pytest.mark.parametrize(("one", "span", "expected"), CASES)
def test_the_days_of_a_span(one: ServiceDayRule, span: tuple[date, date], expected: list[str]) -> None:
    shown = []
    for each in occurrences(one, *span, load_holidays()):
        text = f"{each.original.month}.{each.original.day}"
        moved = each.day is not None and each.day != each.original
        shown.append(
            f"{text}→{each.day.month}.{each.day.day}" if moved and each.day else text + ("" if each.day else " 停")
        )
    assert shown == expected


def made(rows: Any) -> list[Any]:
    return [replace(planned_activity(row), id=f"a{at}") for at, row in enumerate(rows) if row.state == "new"]


def test_each_community_has_its_own_and_the_street_has_one() -> None:
    rules = (rule(), rule(id="r2", name="卫生日", weekday="5", scope="street"))
    rows = plan_rows(rules, PLACES, *MAY, load_holidays(), ())
    assert counts(rows) == {"new": 12, "there": 0, "skipped": 0, "stray": 0}
    assert [row.day for row in rows] == sorted(row.day for row in rows if row.day)
    first = planned_activity(rows[0])
    assert (first.name, first.planned_on, first.community, first.organiser) == (
        "交通劝导日",
        date(2021, 5, 6),
        PLACES[0],
        "东方里社区",
    )
    assert (first.service_day, first.generated_for, first.state) == (
        Ref("交通劝导日", "r1"),
        date(2021, 5, 6),
        "planned",
    )


def test_a_second_time_nothing_is_new() -> None:
    activities = made(plan_rows((rule(),), PLACES, *MAY, load_holidays(), ()))
    again = plan_rows((rule(),), PLACES, *MAY, load_holidays(), activities)
    assert counts(again) == {"new": 0, "there": 8, "skipped": 0, "stray": 0}
    wider = plan_rows((rule(),), PLACES, date(2021, 5, 1), date(2021, 6, 3), load_holidays(), activities)
    assert counts(wider) == {"new": 2, "there": 8, "skipped": 0, "stray": 0}


def test_what_was_moved_or_cancelled_stays_and_is_not_made_again() -> None:
    activities = made(plan_rows((rule(),), PLACES[:1], *MAY, load_holidays(), ()))
    activities[0] = replace(activities[0], planned_on=date(2021, 5, 8))
    activities[1] = replace(activities[1], state="cancelled", reason="雨")
    rows = plan_rows((rule(),), PLACES[:1], *MAY, load_holidays(), activities)
    assert [row.state for row in rows] == ["there"] * 4
    assert [row.why for row in rows[:2]] == ["已经有了：计划，已改到2021-05-08", "已经有了：已取消"]


def test_a_changed_rule_leaves_its_old_plans_and_says_so() -> None:
    activities = made(plan_rows((rule(),), PLACES, *MAY, load_holidays(), ()))
    activities[0] = replace(activities[0], state="recorded", held_on=date(2021, 5, 6))
    rows = plan_rows((rule(weekday="3"),), PLACES, *MAY, load_holidays(), activities)
    assert counts(rows) == {"new": 6, "there": 0, "skipped": 2, "stray": 7}, "五月五日是劳动节"
    only_one = plan_rows((rule(),), PLACES[:1], *MAY, load_holidays(), activities)
    assert counts(only_one)["stray"] == 0, "没有选的社区不算规则改了"
