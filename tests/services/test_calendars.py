"""作息和放假：办公室登记的日子先算，没有登记的用随程序来的。"""

from datetime import date

import pytest
from builders import add, office_with_communities

from miaopu_desk.domain.calendar import add_working_days, is_working_day
from miaopu_desk.domain.defaults import load_holidays
from miaopu_desk.domain.duty_days import stands_for
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import HOLIDAY_DAYS, SUMMERS
from miaopu_desk.domain.seasons import season_on
from miaopu_desk.services.calendars import fill_year, holidays, seasons


def test_an_office_that_wrote_nothing_has_the_shipped_days() -> None:
    office = office_with_communities()
    assert holidays(office) is load_holidays()
    assert seasons(office).summer(2021) == (date(2021, 5, 1), date(2021, 9, 30))


@pytest.mark.parametrize(
    ("kind", "working", "usual"),
    [("off", False, "2021-06-02"), ("worked", True, "2021-06-05"), ("usual", True, "2021-10-01")],
)
def test_a_day_the_office_wrote_goes_first(kind: str, working: bool, usual: str) -> None:
    office = office_with_communities()
    day = date.fromisoformat(usual)
    assert is_working_day(day, holidays(office)) is not working
    add(office, "holiday_days", day=usual, kind=kind)
    assert is_working_day(day, holidays(office)) is working
    office.keeper.undo()
    assert is_working_day(day, holidays(office)) is not working


def test_the_weekday_a_worked_day_stands_for_is_the_offices_own() -> None:
    office = office_with_communities()
    assert stands_for(date(2021, 10, 9), holidays(office)) == 4
    add(office, "holiday_days", day="2021-10-09", kind="worked", stands_for="星期二")
    assert stands_for(date(2021, 10, 9), holidays(office)) == 2


def test_working_days_are_counted_with_the_offices_days() -> None:
    office = office_with_communities()
    before = add_working_days(date(2021, 5, 31), 10, holidays(office))
    add(office, "holiday_days", day="2021-06-02", kind="off", name="停电")
    assert before == date(2021, 6, 15)
    assert add_working_days(date(2021, 5, 31), 10, holidays(office)) == date(2021, 6, 16)


def test_the_summer_of_one_year_moves_and_the_others_stay() -> None:
    office = office_with_communities()
    add(office, "summers", year=2021, starts_on="2021-05-10", ends_on="2021-10-15")
    found = seasons(office)
    assert [season_on(day, found) for day in (date(2021, 5, 9), date(2021, 10, 15), date(2022, 10, 15))] == [
        "winter",
        "summer",
        "winter",
    ]


def test_summers_outside_their_year_and_turned_round_are_refused() -> None:
    office = office_with_communities()
    wrong = office.keeper.add(SUMMERS, {"year": 2021, "starts_on": "2020-05-10", "ends_on": "2021-10-15"})
    assert isinstance(wrong, list)
    assert "不在2021年" in wrong[0].message
    turned = office.keeper.add(SUMMERS, {"year": 2021, "starts_on": "2021-10-15", "ends_on": "2021-05-10"})
    assert isinstance(turned, list)
    assert "早于开始日期" in turned[0].message
    rest = office.keeper.add(HOLIDAY_DAYS, {"day": "2021-10-01", "kind": "放假", "stands_for": "周二"})
    assert isinstance(rest, list)
    assert rest[0].column == "补星期几"


def test_a_year_is_copied_to_be_edited_once() -> None:
    office = office_with_communities()
    add(office, "holiday_days", day="2021-10-01", kind="off", name="本局安排")
    shipped = load_holidays()
    days = [day for day in shipped.off | shipped.worked if day.year == 2021]
    assert fill_year(office, 2021) == len(days) - 1
    assert fill_year(office, 2021) == 0
    own = holidays(office)
    assert (own.off, own.worked) == (shipped.off, shipped.worked)
    assert own.names[date(2021, 10, 1)] == "本局安排"
    assert own.stands_for[date(2021, 10, 9)] == shipped.stands_for[date(2021, 10, 9)]
    with pytest.raises(KnownError, match="没有2099年"):
        fill_year(office, 2099)
