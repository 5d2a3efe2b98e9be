"""十个工作日：劳动节、国庆节的调休照算；超期的分界和逐日数的一样。"""

from datetime import date, timedelta

import pytest

from miaopu_desk.domain.deadlines import days_left, deadline, left_words, limits
from miaopu_desk.domain.defaults import load_holidays

HOLIDAYS = load_holidays()


@pytest.mark.parametrize(
    ("day", "last"),
    [("2021-04-28", "2021-05-14"), ("2021-09-27", "2021-10-15"), ("2021-05-17", "2021-05-31")],
)
def test_the_last_day_of_ten_working_days(day: str, last: str) -> None:
    assert deadline(date.fromisoformat(day), 10, HOLIDAYS) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("today", "left", "said"),
    [
        ("2021-05-13", 1, "还剩1个工作日"),
        ("2021-05-14", 0, "今天到期"),
        ("2021-05-15", 0, "期限已过"),
        ("2021-05-17", -1, "已超1个工作日"),
        ("2021-05-18", -2, "已超2个工作日"),
    ],
)
def test_how_many_working_days_are_left(today: str, left: int, said: str) -> None:
    day = date.fromisoformat(today)
    assert days_left(date(2021, 4, 28), day, 10, HOLIDAYS) == left
    assert left_words(date(2021, 4, 28), day, 10, HOLIDAYS) == said


def test_the_border_is_where_counting_day_by_day_puts_it() -> None:
    today = date(2021, 4, 1)
    while today < date(2021, 11, 1):
        late = limits(today, 10, HOLIDAYS).late
        for back in range(1, 40):
            day = today - timedelta(days=back)
            assert (day <= late) == (deadline(day, 10, HOLIDAYS) < today), (day, today)
        today += timedelta(days=1)
