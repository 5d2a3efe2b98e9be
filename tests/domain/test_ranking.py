"""考核排名：比率对目标、权重、同分同名次、没有依据的不计，一例一行；一期怎样读。"""

from datetime import date
from fractions import Fraction

import pytest

from miaopu_desk.domain.period import period_of, periods_up_to, read_period
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.ranking import Fact, Weighed, rank

REGISTRATION = Weighed("注册率", "registration", 60)
DUTY = Weighed("值守到岗", "duty", 40)
TARGET = Fraction(15, 100)


@pytest.mark.parametrize(
    ("fact", "share"),
    [
        (Fact(150, 1000, TARGET), Fraction(1)),
        (Fact(300, 1000, TARGET), Fraction(1)),
        (Fact(75, 1000, TARGET), Fraction(1, 2)),
        (Fact(0, 1000, TARGET), Fraction(0)),
        (Fact(5, None), None),
        (Fact(0, 0), None),
        (Fact(3, 4), Fraction(3, 4)),
        (Fact(9, 4), Fraction(1)),
        (Fact(-1, 4), Fraction(0)),
    ],
)
def test_a_share_is_measured_against_the_target(fact: Fact, share: Fraction | None) -> None:
    assert fact.share == share


def standings(facts: dict[str, dict[str, Fact]], weighed: tuple[Weighed, ...] = (REGISTRATION, DUTY)):
    found = rank(weighed, facts)
    return [(one.place, one.name, one.score) for one in found.standings], found.notes


def test_weights_add_up_and_ties_share_a_place() -> None:
    full, half = Fact(150, 1000, TARGET), Fact(75, 1000, TARGET)
    found, notes = standings(
        {
            "甲": {"registration": half, "duty": Fact(10, 10)},
            "乙": {"registration": full, "duty": Fact(10, 10)},
            "丙": {"registration": half, "duty": Fact(4, 4)},
            "丁": {"registration": half, "duty": Fact(0, 4)},
        }
    )
    assert found == [(1, "乙", 10000), (2, "甲", 7000), (2, "丙", 7000), (4, "丁", 3000)]
    assert notes == ()


def test_what_is_unknown_is_left_out_and_its_weight_goes_to_the_rest() -> None:
    half = Fact(75, 1000, TARGET)
    found, notes = standings(
        {"甲": {"registration": half}, "乙": {"registration": half, "duty": Fact(1, 1)}, "丙": {"duty": Fact(0, 0)}}
    )
    assert found == [(1, "乙", 7000), (2, "甲", 5000), (None, "丙", None)]
    assert notes == (
        "“注册率”丙没有可算的依据，这几个社区不计这一项，它的60分按比例分给其余各项。",
        "“值守到岗”甲、丙没有可算的依据，这几个社区不计这一项，它的40分按比例分给其余各项。",
    )


def test_a_part_nobody_has_is_said_once() -> None:
    found, notes = standings({"甲": {"registration": Fact(150, 1000, TARGET)}, "乙": {"registration": Fact(0, 1000)}})
    assert found == [(1, "甲", 10000), (2, "乙", 0)]
    assert notes == ("“值守到岗”这一期没有可算的依据，不计，它的40分按比例分给其余各项。",)


def test_the_points_of_a_part_are_its_share_of_its_weight() -> None:
    found = rank((REGISTRATION, DUTY), {"甲": {"registration": Fact(50, 1000, TARGET), "duty": Fact(2, 3)}})
    assert [part.points for part in found.standings[0].parts] == [2000, 2667]


def test_weights_that_do_not_make_a_hundred_are_scaled_and_said_and_zero_weights_are_out() -> None:
    found, notes = standings(
        {"甲": {"registration": Fact(150, 1000, TARGET), "duty": Fact(0, 1)}},
        (Weighed("注册率", "registration", 30), Weighed("值守到岗", "duty", 0), Weighed("再算值守", "duty", 60)),
    )
    assert found == [(1, "甲", 3333)]
    assert notes == ("各项权重合计90分，总分按比例折成百分制。",)
    assert rank((), {"甲": {}}).standings[0].place is None


# 一期


@pytest.mark.parametrize(
    ("text", "title", "first", "last"),
    [
        ("2021-05", "2021年5月", date(2021, 5, 1), date(2021, 5, 31)),
        ("2020-12", "2020年12月", date(2020, 12, 1), date(2020, 12, 31)),
        ("2021年2月", "2021年2月", date(2021, 2, 1), date(2021, 2, 28)),
        ("2021Q1", "2021年第一季度", date(2021, 1, 1), date(2021, 3, 31)),
        ("2021年第二季度", "2021年第二季度", date(2021, 4, 1), date(2021, 6, 30)),
        ("2021年1季度", "2021年第一季度", date(2021, 1, 1), date(2021, 3, 31)),
        ("2021h1", "2021年上半年", date(2021, 1, 1), date(2021, 6, 30)),
        ("2020年下半年", "2020年下半年", date(2020, 7, 1), date(2020, 12, 31)),
        ("2021年", "2021年", date(2021, 1, 1), date(2021, 12, 31)),
    ],
)
def test_a_period_is_read_as_it_is_written(text: str, title: str, first: date, last: date) -> None:
    found = read_period(text, date(2021, 5, 31))
    assert (found.title, found.first, found.last) == (title, first, last)
    assert read_period(found.key, date(2021, 5, 31)) == found
    assert read_period(found.title, date(2021, 5, 31)) == found


@pytest.mark.parametrize("text", ["", "五月", "2021-13", "2021Q5", "2021-06", "2022", "2021年下半年"])
def test_a_period_that_is_not_or_not_yet_is_refused(text: str) -> None:
    with pytest.raises(KnownError):
        read_period(text, date(2021, 5, 31))


def test_periods_follow_each_other_over_the_year() -> None:
    assert [each.key for each in periods_up_to("quarter", date(2021, 5, 31), 3)] == ["2021Q2", "2021Q1", "2020Q4"]
    assert [each.key for each in periods_up_to("half", date(2021, 5, 31), 3)] == ["2021H1", "2020H2", "2020H1"]
    quarter = period_of("quarter", date(2021, 5, 31))
    assert quarter.as_of(date(2021, 5, 31)) == date(2021, 5, 31)
    assert (quarter.months(date(2021, 5, 31)), quarter.months(date(2022, 1, 1))) == (2, 3)
