"""岗位补贴：月中到岗离岗、请假、换岗、两个岗位、迟到的变化，一分不差。"""

from datetime import date

import pytest

from miaopu_desk.domain.month import Month, month_of
from miaopu_desk.domain.stipends import (
    Difference,
    Holding,
    Leave,
    amount_for,
    clashes,
    differences,
    month_stipends,
    net,
)

APRIL, FEBRUARY = month_of(date(2021, 4, 1)), month_of(date(2021, 2, 1))


def held(first: str, last: str | None = None, *, who: str = "甲", post: str = "保洁", **more: object) -> Holding:
    values: dict[str, object] = {"monthly": 120_000, **more}
    return Holding(
        volunteer_id=who,
        name=who,
        post_name=post,
        starts_on=date.fromisoformat(first),
        ends_on=date.fromisoformat(last) if last else None,
        **values,  # type: ignore[arg-type]
    )


def paid(month: Month, holdings: list[Holding], leaves: list[Leave] = []) -> list[tuple[int, int, int]]:  # noqa: B006
    return [(each.days, each.leave_days, each.amount) for each in month_stipends(month, holdings, leaves)]


@pytest.mark.parametrize(
    ("rule", "month_days", "days", "leave", "cents"),
    [
        ("by_days", 30, 30, 0, 120_000),
        ("by_days", 31, 31, 0, 120_000),
        ("by_days", 30, 15, 0, 60_000),
        ("by_days", 31, 10, 0, 38_710),  # 38709.67… 四舍五入
        ("by_days", 30, 1, 0, 4_000),
        ("by_days", 30, 0, 0, 0),
        ("by_days", 30, 30, 3, 108_000),
        ("by_days", 30, 10, 10, 0),
        ("by_days", 30, 10, 12, 0),
        ("full_month", 30, 30, 0, 120_000),
        ("full_month", 30, 1, 0, 120_000),
        ("full_month", 30, 0, 0, 0),
        ("full_month", 30, 15, 3, 108_000),
        ("full_month", 30, 30, 30, 0),
    ],
)
def test_what_is_due(rule: str, month_days: int, days: int, leave: int, cents: int) -> None:
    assert amount_for(120_000, rule, month_days, days, leave) == cents


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2021-01-01", None, 30),
        ("2021-04-01", "2021-04-30", 30),
        ("2021-04-11", None, 20),
        ("2021-04-30", None, 1),
        ("2021-01-01", "2021-04-10", 10),
        ("2021-01-01", "2021-04-01", 1),
        ("2021-04-05", "2021-04-07", 3),
        ("2021-05-01", None, 0),
        ("2021-01-01", "2021-03-31", 0),
    ],
)
def test_days_on_the_post_count_both_ends(first: str, last: str | None, days: int) -> None:
    found = paid(APRIL, [held(first, last)])
    assert found == ([(days, 0, 4_000 * days)] if days else [])


def test_a_whole_february_is_a_whole_month() -> None:
    assert paid(FEBRUARY, [held("2021-01-01")]) == [(28, 0, 120_000)]


def test_leave_counts_only_when_it_is_entered_and_only_on_the_post() -> None:
    mine = Leave("甲", date(2021, 3, 30), date(2021, 4, 2))
    others = Leave("乙", date(2021, 4, 1), date(2021, 4, 30))
    assert paid(APRIL, [held("2021-01-01")], [mine, others]) == [(30, 2, 112_000)]
    assert paid(APRIL, [held("2021-04-02")], [mine]) == [(29, 1, 112_000)]
    twice = Leave("甲", date(2021, 4, 2), date(2021, 4, 3))
    assert paid(APRIL, [held("2021-01-01")], [mine, twice]) == [(30, 3, 108_000)], "重叠的请假只算一次"


def test_a_change_of_post_in_the_month_is_paid_by_days_on_both() -> None:
    first = held("2021-01-01", "2021-04-10", part_month="full_month")
    second = held("2021-04-11", post="巡逻", monthly=150_000, part_month="full_month")
    assert paid(APRIL, [first, second]) == [(10, 0, 40_000), (20, 0, 100_000)]


@pytest.mark.parametrize(
    ("first", "second", "wrong"),
    [
        (("2021-01-01", None), ("2021-04-01", None), True),
        (("2021-01-01", "2021-04-10"), ("2021-04-10", None), True),
        (("2021-01-01", "2021-04-10"), ("2021-04-11", None), False),
        (("2021-04-11", None), ("2021-01-01", "2021-04-10"), False),
    ],
)
def test_two_posts_on_one_day_are_refused(
    first: tuple[str, str | None], second: tuple[str, str | None], wrong: bool
) -> None:
    found = clashes([held(*first), held(*second, post="巡逻")])
    assert bool(found) == wrong
    assert clashes([held(*first), held(*second, who="乙")]) == []
    if wrong:
        assert "“保洁”和“巡逻”" in found[0].message


def test_a_late_change_is_the_difference_to_what_was_paid() -> None:
    now = month_stipends(APRIL, [held("2021-01-01", "2021-04-20")])
    found = differences(APRIL, now, {"甲": 120_000}, {"甲": 30})
    assert found == [Difference(now[0], "甲", -40_000, "2021年4月补贴更正：原按30天，应按20天")]
    assert differences(APRIL, now, {"甲": 80_000}, {"甲": 20}) == []
    forgotten = differences(APRIL, now, {}, {})
    assert [(each.more, each.reason) for each in forgotten] == [(80_000, "2021年4月补贴更正：原按0天，应按20天")]
    nobody = differences(APRIL, [], {"乙": 4_000}, {"乙": 1})
    assert [(each.volunteer_id, each.more, each.stipend) for each in nobody] == [("乙", -4_000, None)]
    dearer = month_stipends(APRIL, [held("2021-01-01", monthly=130_000)])
    assert differences(APRIL, dearer, {"甲": 120_000}, {"甲": 30})[0].reason.endswith("标准或岗位有变动")


def test_plus_and_minus_add_up() -> None:
    lines = [("甲", "base", 100), ("甲", "plus", 20), ("甲", "minus", 50), ("乙", "minus", 5)]
    assert net(lines) == {"甲": 70, "乙": -5}
