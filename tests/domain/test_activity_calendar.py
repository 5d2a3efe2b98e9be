"""月历：几周、补几天邻月的、放假和调休标在哪里、同一个服务日的几个社区并成一行。"""

from datetime import date, time

import pytest

from miaopu_desk.domain.activity_calendar import Entry, gathered, month_weeks, shown_span
from miaopu_desk.domain.calendar import Holidays
from miaopu_desk.domain.defaults import load_holidays
from miaopu_desk.domain.month import month_of

MAY = month_of(date(2021, 5, 1))


@pytest.mark.parametrize(
    ("day", "weeks", "first", "last"),
    [
        (date(2021, 5, 12), 6, date(2021, 4, 26), date(2021, 6, 6)),
        (date(2021, 2, 1), 4, date(2021, 2, 1), date(2021, 2, 28)),
        (date(2021, 6, 30), 5, date(2021, 5, 31), date(2021, 7, 4)),
        (date(2023, 1, 1), 6, date(2022, 12, 26), date(2023, 2, 5)),
    ],
)
def test_a_month_is_whole_weeks(day: date, weeks: int, first: date, last: date) -> None:
    found = month_weeks(month_of(day), {}, Holidays(frozenset(), frozenset()))
    assert [len(week) for week in found] == [7] * weeks
    assert (found[0][0].day, found[-1][-1].day) == (first, last) == shown_span(month_of(day))
    assert sum(cell.inside for week in found for cell in week) == month_of(day).last.day


def test_holidays_and_worked_weekends_are_marked() -> None:
    cells = {cell.day: cell for week in month_weeks(MAY, {}, load_holidays()) for cell in week}
    assert (cells[date(2021, 5, 3)].mark, cells[date(2021, 5, 3)].said) == ("off", "劳动节")
    assert (cells[date(2021, 5, 8)].mark, cells[date(2021, 5, 8)].said) == ("worked", "班")
    assert cells[date(2021, 5, 9)].mark == ""


def entry(name: str, state: str = "planned", at: time | None = None, community: str = "东方里") -> Entry:
    return Entry(f"{name}{community}{state}", name, state, at, community)


def test_the_same_thing_in_several_communities_is_one_line() -> None:
    lines = gathered(
        [
            entry("卫生服务日", community="东方里"),
            entry("清扫", "cancelled", time(8)),
            entry("宣讲", "filed", time(9, 30), ""),
            entry("卫生服务日", community="光明里"),
            entry("卫生服务日", "held", community="大华"),
            entry("理发", at=time(8, 5)),
        ]
    )
    assert [(line.text, line.state, len(line.entries)) for line in lines] == [
        ("8:05 理发（东方里）", "planned", 1),
        ("9:30 宣讲", "filed", 1),
        ("卫生服务日（2处）", "planned", 2),
        ("卫生服务日（大华）", "held", 1),
        ("8:00 清扫（东方里）", "cancelled", 1),
    ]
    assert gathered([]) == ()


def test_a_cell_counts_activities_not_lines() -> None:
    found = month_weeks(
        MAY, {date(2021, 5, 6): [entry("甲"), entry("甲", community="大华"), entry("乙")]}, load_holidays()
    )
    cell = next(cell for week in found for cell in week if cell.day == date(2021, 5, 6))
    assert (cell.count, len(cell.lines)) == (3, 2)
