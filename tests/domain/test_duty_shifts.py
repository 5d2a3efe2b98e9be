"""规则推算班次：夏季一周、冬季一周、换季、国庆节和为它补班的星期六，一张表一张表地核对。"""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miaopu_desk.domain.calendar import Holidays
from miaopu_desk.domain.defaults import load_holidays, load_seasons
from miaopu_desk.domain.duty import DutyRule, Shift, all_shifts, sentence, shifts
from miaopu_desk.domain.duty_days import exceptions_words, read_exceptions, stands_for
from miaopu_desk.domain.duty_reading import read_sentence
from miaopu_desk.domain.duty_times import DutyExceptions
from miaopu_desk.domain.duty_week import WeekTimes, Window
from miaopu_desk.domain.kinds import Rejected
from miaopu_desk.domain.seasons import Seasons

SEASONS, HOLIDAYS = load_seasons(), load_holidays()


def rule(times: str, **changes: object) -> DutyRule:
    """期限是方案的 2021-09-20 至 2022-12-31 的一条规则。"""
    read = read_sentence(times)
    assert isinstance(read, WeekTimes), read
    made = DutyRule("蔡池路与群英路交叉路口", "junction", "园林事务中心", read, date(2021, 9, 20), date(2022, 12, 31))
    return replace(made, **changes)  # type: ignore[arg-type]


def exceptions(text: str) -> object:
    """例外的值，必须读得懂。"""
    read = read_exceptions(text)
    assert isinstance(read, tuple), read
    return read


def told(found: list[Shift]) -> list[str]:
    """班次写成“09-22 07:30-08:30”，取消的后面加“取消”。"""
    return [
        f"{one.day:%m-%d} {one.start:%H:%M}-{one.end:%H:%M}{'' if one.state == 'planned' else '取消'}"
        if one.window
        else f"{one.day:%m-%d} 不定时"
        for one in found
    ]


JUNCTION = "每周三早上7:30至8:30，下午17:30至18:30（夏季）17:00至18:00（冬季）"
PLACES = "星期一至星期五：19:00至20:00，星期六至星期天：上午9:00至10:00，下午16:00至17:00、晚上19:00至20:00"
ROADS = "每周五下午17:00至18:00（夏季）16:30至17:30（冬季）"


@pytest.mark.parametrize(
    ("times", "first", "expected"),
    [
        # 夏季的一周（2021-09-20 是星期一）
        ("每周一", "2021-09-20", ["09-20 不定时"]),
        (JUNCTION, "2021-09-20", ["09-22 07:30-08:30", "09-22 17:30-18:30"]),
        (ROADS, "2021-09-20", ["09-24 17:00-18:00"]),
        (
            PLACES,
            "2021-09-20",
            [
                *(f"09-{day} 19:00-20:00" for day in range(20, 25)),
                *(f"09-{day} {at}" for day in (25, 26) for at in ("09:00-10:00", "16:00-17:00", "19:00-20:00")),
            ],
        ),
        # 冬季的一周
        (JUNCTION, "2021-11-15", ["11-17 07:30-08:30", "11-17 17:00-18:00"]),
        (ROADS, "2021-11-15", ["11-19 16:30-17:30"]),
        # 换季：9月30日还是夏季，10月1日起冬季，星期五正是10月1日
        (ROADS, "2021-09-27", ["10-01 16:30-17:30"]),
        ("每周四、周五下午17:00至18:00（夏季）16:30至17:30（冬季）", "2021-09-27", ["09-30 17:00-18:00", "10-01 16:30-17:30"]),
        ("每周六、周日下午17:00至18:00（夏季）16:30至17:30（冬季）", "2022-04-25", ["04-30 16:30-17:30", "05-01 17:00-18:00"]),
        # 只有夏季的
        ("每周五下午17:00至18:00（夏季）", "2021-11-15", []),
    ],
)  # fmt: skip
def test_a_week_of_the_plan(times: str, first: str, expected: list[str]) -> None:
    monday = date.fromisoformat(first)
    assert told(shifts(rule(times), monday, monday + timedelta(days=6), SEASONS, HOLIDAYS)) == expected


DAILY = "每天上午9:00至10:00"
BY_DAY = "星期一至星期四：19:00至20:00，星期五：17:00至18:00，星期六：9:00至10:00，星期天：16:00至17:00"


@pytest.mark.parametrize(
    ("times", "changes", "first", "last", "expected"),
    [
        # 国庆节 2021-10-01（五）至 10-07（四），9月26日（日）、10月9日（六）上班
        (DAILY, {}, "2021-09-30", "2021-10-02", ["09-30 09:00-10:00", "10-01 09:00-10:00", "10-02 09:00-10:00"]),
        (DAILY, {"on_holidays": "nobody"}, "2021-09-30", "2021-10-08", ["09-30 09:00-10:00", "10-08 09:00-10:00"]),
        (BY_DAY, {"on_holidays": "sunday"}, "2021-10-01", "2021-10-04", [f"10-0{day} 16:00-17:00" for day in range(1, 5)]),
        # 为它补班的星期六
        (BY_DAY, {}, "2021-10-09", "2021-10-10", ["10-09 09:00-10:00", "10-10 16:00-17:00"]),
        (BY_DAY, {"on_worked_days": "nobody"}, "2021-10-09", "2021-10-10", ["10-10 16:00-17:00"]),
        (BY_DAY, {"on_worked_days": "replaced"}, "2021-10-09", "2021-10-10", ["10-09 19:00-20:00", "10-10 16:00-17:00"]),
        (BY_DAY, {"on_worked_days": "replaced"}, "2021-09-26", "2021-09-26", ["09-26 19:00-20:00"]),
        # 写明的日子比办法优先
        (BY_DAY, {"on_holidays": "nobody", "exceptions": "2021-10-01按星期五"}, "2021-10-01", "2021-10-02", ["10-01 17:00-18:00"]),
        (BY_DAY, {"exceptions": "2021-10-09按星期五"}, "2021-10-09", "2021-10-09", ["10-09 17:00-18:00"]),
        (DAILY, {"exceptions": "2021-10-01至2021-10-02停"}, "2021-10-01", "2021-10-03",
         ["10-01 09:00-10:00取消", "10-02 09:00-10:00取消", "10-03 09:00-10:00"]),
        (DAILY, {"exceptions": "2021-10-02加8:00至8:30、19:00至20:00"}, "2021-10-02", "2021-10-02",
         ["10-02 08:00-08:30", "10-02 09:00-10:00", "10-02 19:00-20:00"]),
        (DAILY, {"on_holidays": "nobody", "exceptions": "2021-10-02加19:00至20:00"}, "2021-10-01", "2021-10-03", ["10-02 19:00-20:00"]),
        # 期限两端都算，以外没有
        (DAILY, {}, "2021-09-18", "2021-09-21", ["09-20 09:00-10:00", "09-21 09:00-10:00"]),
        (DAILY, {}, "2022-12-30", "2023-01-02", ["12-30 09:00-10:00", "12-31 09:00-10:00"]),
        (DAILY, {"ends_on": None}, "2030-01-01", "2030-01-01", ["01-01 09:00-10:00"]),
        (DAILY, {}, "2021-10-02", "2021-10-01", []),
    ],
)  # fmt: skip
def test_holidays_worked_days_and_named_days(
    times: str, changes: dict[str, object], first: str, last: str, expected: list[str]
) -> None:
    given_rule = rule(
        times, **{key: exceptions(str(value)) if key == "exceptions" else value for key, value in changes.items()}
    )
    found = shifts(given_rule, date.fromisoformat(first), date.fromisoformat(last), SEASONS, HOLIDAYS)
    assert told(found) == expected


def test_the_dates_of_summer_can_differ_by_year() -> None:
    seasons = Seasons(years={2022: (date(2022, 6, 1), date(2022, 10, 15))})
    weeks = [
        (date(2022, 5, 27), "16:30-17:30"),
        (date(2022, 10, 14), "17:00-18:00"),
        (date(2021, 10, 15), "16:30-17:30"),
    ]
    for day, clock in weeks:
        assert told(shifts(rule(ROADS), day, day, seasons, HOLIDAYS)) == [f"{day:%m-%d} {clock}"]


def test_a_shift_knows_its_season_even_when_its_window_has_none() -> None:
    found = shifts(rule(DAILY), date(2021, 9, 30), date(2021, 10, 1), SEASONS, HOLIDAYS)
    assert [one.season for one in found] == ["summer", "winter"]


@pytest.mark.parametrize(
    ("day", "weekday"),
    [("2021-09-26", 3), ("2021-10-09", 4), ("2021-04-25", 2), ("2021-05-08", 3), ("2022-10-08", 4), ("2022-10-09", 5)],
)
def test_a_worked_weekend_day_stands_for_the_last_weekdays_of_its_holiday_in_order(day: str, weekday: int) -> None:
    assert stands_for(date.fromisoformat(day), HOLIDAYS) == weekday


def test_a_worked_day_without_a_holiday_near_it_is_its_own_weekday() -> None:
    assert stands_for(date(2021, 7, 3), Holidays(frozenset(), frozenset({date(2021, 7, 3)}))) == 6


def test_many_rules_come_by_day_and_clock_and_then_in_the_order_of_the_rules() -> None:
    early, late, same = (
        rule("每天8:00至9:00", area="乙"),
        rule("每天10:00至11:00", area="甲"),
        rule("每天8:00至9:00", area="丙"),
    )
    found = all_shifts([late, early, same], date(2021, 9, 20), date(2021, 9, 21), SEASONS, HOLIDAYS)
    assert [(one.day.day, one.rule.area) for one in found] == [(d, a) for d in (20, 21) for a in ("乙", "丙", "甲")]


def test_a_rule_reads_as_the_sentence_of_the_plan_with_its_minimum() -> None:
    assert sentence(rule(JUNCTION, minimum_people=8)) == f"{JUNCTION}，至少八名志愿者"


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("2021年10月1日停", "2021-10-01停"),
        ("2021.10.9按周四；2021-10-01到2021-10-03不值守", "2021-10-01至2021-10-03停；2021-10-09按星期四"),
        ("2021-10-02 加 9:00至10:00、下午16:00至17:00\n2021-10-03：按星期天", "2021-10-02加上午9:00至10:00，下午16:00至17:00；2021-10-03按星期日"),
    ],
)  # fmt: skip
def test_named_days_are_read_as_written_and_come_back_in_order(written: str, canonical: str) -> None:
    kind = DutyExceptions()
    read = kind.read(written)
    assert isinstance(read, tuple), read
    assert kind.show(read) == kind.to_db(read) == exceptions_words(read) == canonical
    assert kind.from_db(canonical) == kind.read(read) == read


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("国庆节停", "看不懂“国庆节停”"),
        ("2021-02-30停", "没有2021年2月30日"),
        ("2021-10-03至2021-10-01停", "结束早于开始"),
        ("2021-10-01随便", "看不懂“随便”"),
        ("2021-10-01加一会儿", "看不懂"),
    ],
)
def test_named_days_that_make_no_sense_are_refused(written: str, reason: str) -> None:
    refused = DutyExceptions().read(written)
    assert isinstance(refused, Rejected)
    assert reason in refused.message


def test_no_named_days_is_nothing() -> None:
    kind = DutyExceptions()
    assert kind.read(" ") is None
    assert kind.to_db(None) is None
    assert kind.show(None) == ""


@settings(max_examples=200, deadline=None)
@given(
    st.dates(date(2021, 9, 1), date(2022, 12, 1)),
    st.integers(0, 60),
    st.sampled_from([JUNCTION, PLACES, ROADS, DAILY, BY_DAY]),
    st.sampled_from(["usual", "nobody", "sunday"]),
    st.sampled_from(["usual", "nobody", "replaced"]),
)
def test_a_span_is_the_sum_of_its_days_without_doubles(
    first: date, length: int, times: str, on_holidays: str, on_worked: str
) -> None:
    one = rule(times, on_holidays=on_holidays, on_worked_days=on_worked)
    whole = shifts(one, first, first + timedelta(days=length), SEASONS, HOLIDAYS)
    days = [first + timedelta(days=n) for n in range(length + 1)]
    assert whole == [each for day in days for each in shifts(one, day, day, SEASONS, HOLIDAYS)]
    assert len({(each.day, each.window) for each in whole}) == len(whole)
    assert all(each.window is None or each.window.in_season(each.season) for each in whole)


def test_a_night_shift_ends_on_the_next_day_and_midnight_is_the_end_of_its_own() -> None:
    assert Window(time(22), time(6)).overnight
    assert Window(time(22), time(6)).minutes == 8 * 60
    assert Window(time(20), time(0)).minutes == 4 * 60
