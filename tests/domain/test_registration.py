"""在册、新增、退出、注册率、年龄的口径。"""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaopu_desk.domain.id_number import age_on
from miaopu_desk.domain.month import full_day, month_of, months_up_to, read_month
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.registration import (
    born_after_for,
    is_registered,
    is_suspended,
    joined_between,
    left_between,
    people,
    percent,
    registration_rate,
    short_of,
)

D = date


@dataclass
class One:
    registered_on: date
    standing: str = "active"
    standing_on: date | None = None


@pytest.mark.parametrize(
    ("one", "day", "registered"),
    [
        (One(D(2021, 5, 1)), D(2021, 4, 30), False),
        (One(D(2021, 5, 1)), D(2021, 5, 1), True),
        (One(D(2021, 5, 1), "left", D(2021, 5, 20)), D(2021, 5, 19), True),
        (One(D(2021, 5, 1), "left", D(2021, 5, 20)), D(2021, 5, 20), False),
        (One(D(2021, 5, 1), "removed", D(2021, 5, 20)), D(2021, 6, 1), False),
        (One(D(2021, 5, 1), "suspended", D(2021, 5, 20)), D(2021, 6, 1), True),
        (One(D(2021, 5, 1), "left", None), D(2021, 6, 1), True),
        (One(D(2021, 5, 1), "left", D(2021, 5, 1)), D(2021, 5, 1), False),
    ],
)
def test_registered_from_the_day_of_registration_until_the_day_of_leaving(one, day, registered):
    assert is_registered(one, day) is registered


def test_a_suspended_volunteer_is_registered_and_counts_as_suspended_from_its_day():
    one = One(D(2021, 1, 1), "suspended", D(2021, 5, 20))
    assert [is_suspended(one, D(2021, 5, day)) for day in (19, 20)] == [False, True]


days = st.dates(D(2020, 1, 1), D(2022, 12, 31))


@given(days, st.sampled_from(["active", "suspended", "left", "removed"]), st.integers(0, 400), days)
def test_last_month_plus_new_minus_left_is_this_month(registered, standing, later, within):
    one = One(registered, standing, None if standing == "active" else registered + timedelta(days=later))
    month = month_of(within)
    before = is_registered(one, month.before)
    change = joined_between(one, month.first, month.last) - left_between(one, month.first, month.last)
    assert before + change == is_registered(one, month.last)


@pytest.mark.parametrize(
    ("registered", "population", "shown"),
    [
        (15, 100, "15.00%"),
        (1, 3, "33.33%"),
        (2, 3, "66.67%"),
        (1, 8000, "0.01%"),
        (0, 100, "0.00%"),
        (5, None, "—"),
        (5, 0, "—"),
    ],
)
def test_the_rate_has_two_decimals_and_is_a_dash_without_a_population(registered, population, shown):
    assert percent(registered, population) == shown


def test_a_missing_population_gives_no_rate_and_never_zero():
    assert registration_rate(12, None) is None
    assert registration_rate(12, 0) is None
    assert registration_rate(0, 100) == 0


@pytest.mark.parametrize(
    ("registered", "population", "target", "short"),
    [(15, 100, 15, 0), (14, 100, 15, 1), (14, 99, 15, 1), (0, 101, 15, 16), (29999, 200000, 15, 1), (5, None, 15, 0)],
)
def test_what_is_missing_to_the_target_is_whole_people(registered, population, target, short):
    assert short_of(registered, population, target) == short


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (D(2003, 5, 31), D(2021, 5, 31), 18),
        (D(2003, 6, 1), D(2021, 5, 31), 17),
        (D(2004, 2, 29), D(2022, 2, 28), 17),
        (D(2004, 2, 29), D(2022, 3, 1), 18),
    ],
)
def test_a_year_is_complete_on_the_birthday(born, day, age):
    assert age_on(born, day) == age


@given(st.dates(D(1930, 1, 1), D(2020, 1, 1)), st.dates(D(2020, 1, 1), D(2040, 12, 31)))
def test_under_eighteen_means_born_after_the_day_eighteen_years_ago(born, day):
    assert (born > born_after_for(18, day)) == (age_on(born, day) < 18)


def test_people_with_one_id_number_are_one_person_and_without_a_number_each_record_is_one():
    assert people([("A", "1"), ("A", "2"), (None, "3"), (None, "4")]) == 3


@pytest.mark.parametrize("text", ["2021-05", "2021-5", "2021年5月", "2021.5", "２０２１-05", " 2021/05 "])
def test_a_month_is_read_in_the_ways_people_write_it(text):
    month = read_month(text, D(2021, 5, 31))
    assert (month.key, month.first, month.last) == ("2021-05", D(2021, 5, 1), D(2021, 5, 31))


@pytest.mark.parametrize("text", ["2021-13", "2021-00", "五月", "", "202105", "2021-05-01", "0000-01"])
def test_a_wrong_month_is_refused_with_an_example(text):
    with pytest.raises(KnownError, match="不是一个月份，请写成 2021-05 这样"):
        read_month(text, D(2021, 5, 31))


def test_a_month_that_has_not_begun_is_refused():
    with pytest.raises(KnownError, match=r"2021年6月还没有到，今天是2021年5月31日"):
        read_month("2021-06", D(2021, 5, 31))


def test_an_unfinished_month_counts_up_to_today():
    assert read_month("2021-05", D(2021, 5, 12)).as_of(D(2021, 5, 12)) == D(2021, 5, 12)
    assert read_month("2021-04", D(2021, 5, 12)).as_of(D(2021, 5, 12)) == D(2021, 4, 30)


def test_the_months_to_choose_from_go_back_over_new_year():
    assert months_up_to(D(2021, 2, 3), 4) == ["2021-02", "2021-01", "2020-12", "2020-11"]
    assert full_day(D(2021, 5, 2)) == "2021年5月2日"
