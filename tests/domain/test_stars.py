"""星级：差一分钟也不算，正好达到就算；一张表核对每一档。"""

from dataclasses import replace
from datetime import date

import pytest

from miaopu_desk.domain.defaults import Star, StarRules, load_stars
from miaopu_desk.domain.stars import (
    Standing,
    approaching,
    rule_faults,
    rules_on,
    standard_words,
    star_standing,
    starred,
    status_words,
)

NATIONAL = load_stars()
LOCAL = StarRules(
    "", True, date(2022, 1, 1), "两样都要", "", (Star(1, 50, 500, "一星志愿者"), Star(2, 100, 1000, "二星志愿者"))
)


@pytest.mark.parametrize(
    ("minutes", "star", "short"),
    [
        (0, 0, 6000),
        (99 * 60 + 59, 0, 1),
        (100 * 60, 1, 200 * 60),
        (299 * 60 + 59, 1, 1),
        (300 * 60, 2, 300 * 60),
        (600 * 60, 3, 400 * 60),
        (999 * 60 + 59, 3, 1),
        (1000 * 60, 4, 500 * 60),
        (1500 * 60 - 1, 4, 1),
        (1500 * 60, 5, 0),
        (9999 * 60, 5, 0),
        (-120, 0, 6120),
    ],
)
def test_the_national_levels_by_the_minute(minutes: int, star: int, short: int) -> None:
    standing = star_standing(minutes, 0, NATIONAL)
    assert (standing.star, standing.minutes_short) == (star, short)
    assert (standing.next is None) == (star == 5)


@pytest.mark.parametrize(
    ("hours", "points", "star", "minutes_short", "points_short"),
    [
        (50, 499, 0, 0, 1),
        (49, 500, 0, 60, 0),
        (50, 500, 1, 50 * 60, 500),
        (100, 999, 1, 0, 1),
        (100, 1000, 2, 0, 0),
        (1000, 0, 0, 0, 500),
    ],
)
def test_a_standard_of_hours_and_points_needs_both(
    hours: int, points: int, star: int, minutes_short: int, points_short: int
) -> None:
    standing = star_standing(hours * 60, points, LOCAL)
    assert (standing.star, standing.minutes_short, standing.points_short) == (star, minutes_short, points_short)


def test_the_standard_in_force_on_a_day_is_the_latest_that_has_begun() -> None:
    sets = [LOCAL, NATIONAL]
    assert rules_on(date(2020, 12, 31), sets) is None
    assert rules_on(date(2021, 1, 1), sets) is NATIONAL
    assert rules_on(date(2021, 12, 31), sets) is NATIONAL
    assert rules_on(date(2022, 1, 1), sets) is LOCAL


def test_the_standard_says_where_it_comes_from_and_that_it_awaits_confirmation() -> None:
    assert status_words(NATIONAL) == "全国通行时数，依据民函〔2012〕340号，待街道确认"
    assert "待街道确认" not in status_words(replace(NATIONAL, confirmed=True))
    assert standard_words(LOCAL) == "一星志愿者满50小时且满500分，二星志愿者满100小时且满1000分"


def person(name: str, community: str, minutes: int, points: int = 0) -> Standing:
    found = star_standing(minutes, points, NATIONAL)
    short = (found.next, found.minutes_short, found.points_short, False)
    return Standing(name, name, community, community, minutes, points, 0, found.star, found.label, *short)


def test_the_list_has_only_those_with_stars_highest_first_and_ties_as_given() -> None:
    people = [
        person("甲某", "东方里", 6000),
        person("乙某", "大华", 90_000),
        person("丙某", "大华", 6000),
        person("丁某", "大华", 5999),
    ]
    assert [(one.name, one.star) for one in starred(people)] == [("乙某", 5), ("甲某", 1), ("丙某", 1)]


@pytest.mark.parametrize(
    ("measure", "hours", "points", "star", "minutes_short", "points_short"),
    [
        ("both", 50, 499, 0, 0, 1),
        ("hours", 50, 0, 1, 50 * 60, 0),
        ("hours", 100, 0, 2, 0, 0),
        ("points", 0, 500, 1, 0, 500),
        ("points", 0, 499, 0, 0, 1),
        ("points", 9999, -3, 0, 0, 503),
    ],
)
def test_a_standard_counts_only_what_it_measures(
    measure: str, hours: int, points: int, star: int, minutes_short: int, points_short: int
) -> None:
    standing = star_standing(hours * 60, points, replace(LOCAL, measure=measure))
    assert (standing.star, standing.minutes_short, standing.points_short) == (star, minutes_short, points_short)


@pytest.mark.parametrize(
    ("minutes", "points", "measure", "near"),
    [
        (90 * 60, 900, "both", True),
        (90 * 60 - 1, 900, "both", False),
        (90 * 60, 899, "both", False),
        (90 * 60, 0, "hours", True),
        (0, 900, "points", True),
        (0, 899, "points", False),
    ],
)
def test_approaching_is_within_a_tenth_of_all_that_is_measured(
    minutes: int, points: int, measure: str, near: bool
) -> None:
    rules = replace(LOCAL, measure=measure)
    assert approaching(minutes, points, LOCAL.levels[1], rules) is near
    assert not approaching(minutes, points, None, rules)


def test_levels_that_do_not_rise_are_named() -> None:
    assert rule_faults(NATIONAL) == rule_faults(LOCAL) == []
    flat = replace(LOCAL, levels=(Star(1, 50, 500, "一星"), Star(2, 50, 500, "二星")))
    assert rule_faults(flat) == ["“二星”的要求不比“一星”高"]
    assert rule_faults(replace(LOCAL, levels=(Star(1, 50, 500, "一星"), Star(2, 60, 400, "二星")))) != []
    assert rule_faults(replace(LOCAL, levels=(Star(1, 50, 0, "一星"), Star(1, 60, 0, "又一星")))) == ["1 星写了两档"]
    by_points = replace(LOCAL, measure="points", levels=(Star(1, 9, 5, "一星"), Star(2, 1, 6, "二星")))
    assert rule_faults(by_points) == []
    assert standard_words(by_points) == "一星满5分，二星满6分"
    assert standard_words(replace(NATIONAL, levels=NATIONAL.levels[:1])) == "一星志愿者满100小时"
