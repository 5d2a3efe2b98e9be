"""日子：认日期和月份，数工作日，分夏冬两季。"""

import calendar as days_of_months
from datetime import date, datetime, timedelta

import pytest
from chinese_calendar import is_workday
from hypothesis import given
from hypothesis import strategies as st

from miaopu_desk.domain.calendar import (
    Holidays,
    Seasons,
    add_working_days,
    is_working_day,
    month_of,
    month_span,
    parse_day,
    parse_month,
    season_on,
    shift_month,
    working_days_between,
)
from miaopu_desk.domain.defaults import load_holidays

THE_DAY = date(2021, 5, 12)


@pytest.mark.parametrize(
    "written",
    [
        THE_DAY,
        datetime(2021, 5, 12, 8, 30),
        "2021-05-12",
        "2021-5-12",
        "2021.5.12",
        "2021.05.12",
        "2021/5/12",
        "2021/05/12 00:00:00",
        "2021-05-12T08:30:00",
        "2021-05-12 8:30",
        "20210512",
        "2021年5月12日",
        "2021年05月12日",
        "2021 年 5 月 12 日",
        "2021年5月12号",
        "２０２１年５月１２日",
        "２０２１－０５－１２",
        " 2021-05-12\u3000",
        "'2021-05-12",
        "\u200b2021-05-12",
        44328,
        44328.0,
        44328.75,
        "44328",
        20210512,
        20210512.0,
        "20210512.0",
        "44328.0",
        "2021.5.12.",
        "2021。5。12",
        "2021、5、12",
        "2021·05·12",
        "2021，5，12",
        "2021 5 12",
        "2021年5月12日 星期三",
        "2021-05-12（周三）",
        "2021年5月12日上午",
        "2021年5月12日 下午3时",
        "2021.5.12上午9:30",
        "二〇二一年五月十二日",
        "二零二一年五月十二号",
        "二○二一年五月十二日",
        "2021年五月十二日",
    ],
)
def test_these_ways_of_writing_a_day_are_understood(written):
    assert parse_day(written) == (THE_DAY, None)


@pytest.mark.parametrize("blank", [None, "", "  ", "\u3000"])
def test_a_blank_is_neither_a_day_nor_a_mistake(blank):
    assert parse_day(blank) == (None, None)


@pytest.mark.parametrize(
    ("written", "part_of_the_reason"),
    [
        ("5/12/21", "次序不明"),
        ("1.2.3", "次序不明"),
        ("21-5-12", "次序不明"),
        ("12/5/2021", "次序不明"),
        ("2021年5月", "缺哪一日"),
        ("2021-05", "缺哪一日"),
        ("202105", "缺哪一日"),
        ("5月12日", "缺年份"),
        ("5.12", "缺年份"),
        ("2月29日", "缺年份"),
        ("2月30日", "没有2月30日这一天"),
        ("5.40", "没有5月40日这一天"),
        ("2021年2月30日", "没有2021年2月30日这一天"),
        ("2021-02-29", "没有2021年2月29日这一天"),
        ("2021-13-01", "没有2021年13月1日这一天"),
        ("20211301", "没有2021年13月1日这一天"),
        ("0000-01-01", "没有0年1月1日这一天"),
        ("民国110年5月12日", "请改用公历"),
        ("110.5.12", "请改用公历"),
        ("二〇二一年五月", "缺哪一日"),
        ("二〇二一年正月初五", "请用阿拉伯数字"),
        ("五月十二日", "请用阿拉伯数字"),
        ("二〇二一年二月三十日", "没有2021年2月30日这一天"),
        ("2021年5月上旬", "不是日期"),
        ("2021年5月1日日", "不是日期"),
        ("2021-05-12（周四）", "2021-05-12是星期三，写的却是周四"),
        ("1021-05-12", "请核对年份"),
        ("2201-05-12", "请核对年份"),
        ("2021-05/12", "不是日期"),
        ("今天", "不是日期"),
        ("在册", "不是日期"),
        ("12345", "不是日期"),
        (12, "不是日期"),
        (99999, "不是日期"),
        (0.5, "不是日期"),
        (float("nan"), "不是日期"),
        (float("inf"), "不是日期"),
        (-44328, "不是日期"),
        (True, "不是日期"),
        (b"2021-05-12", "不是日期"),
    ],
)
def test_anything_ambiguous_or_impossible_is_refused_with_what_to_do(written, part_of_the_reason):
    day, reason = parse_day(written)
    assert day is None
    assert reason is not None
    assert part_of_the_reason in reason


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("5.12", "2021-05-12"),
        ("1-31", "2021-01-31"),
        ("5月12日", "2021-05-12"),
        ("今天", "2021-06-01"),
        ("昨天", "2021-05-31"),
    ],
)
def test_a_form_that_knows_today_also_takes_days_without_a_year(written, day):
    assert parse_day(written, today=date(2021, 6, 1)) == (date.fromisoformat(day), None)


def test_a_form_that_knows_today_refuses_the_thirtieth_of_february():
    assert parse_day("2.30", today=date(2021, 6, 1)) == (None, "没有2021年2月30日这一天，请核对")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("二〇二一年元月十日", "2021-01-10"),
        ("2021年元月5日", "2021-01-05"),
        ("二〇二〇年十一月廿一日", "2020-11-21"),
        ("二〇二〇年十二月三十一日", "2020-12-31"),
        ("二〇二〇年十月二十日", "2020-10-20"),
        ("二〇二〇年十月卅日", "2020-10-30"),
    ],
)
def test_a_day_in_chinese_numerals_is_that_day(written, day):
    assert parse_day(written) == (date.fromisoformat(day), None)


@given(st.dates(date(1880, 1, 1), date(2100, 12, 31)))
def test_every_day_written_in_any_accepted_way_comes_back(day):
    y, m, d = day.year, day.month, day.day
    spelt = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(y))
    in_words = f"{spelt}年{counted(m)}月{counted(d)}日"
    for written in (day.isoformat(), f"{y}.{m}.{d}", f"{y}/{m}/{d}", f"{y}年{m}月{d}日", f"{day:%Y%m%d}", in_words):
        assert parse_day(written) == (day, None)


def counted(number):
    """1–31 → 一、十二、二十、三十一。"""
    tens, ones = divmod(number, 10)
    return ("", "十", "二十", "三十")[tens] + ("" if ones == 0 else "一二三四五六七八九"[ones - 1])


@given(st.text(max_size=20) | st.floats() | st.integers())
def test_anything_at_all_gets_an_answer(raw):
    day, reason = parse_day(raw)
    assert day is None or reason is None


@pytest.mark.parametrize(
    "written",
    [
        "2021-05",
        "2021-5",
        "2021年5月",
        "2021年05月",
        "202105",
        "2021.5",
        "2021/05",
        "２０２１年５月",
        " 2021 年 5 月 ",
        "二〇二一年五月",
        "2021年五月",
        "202105.0",
    ],
)
def test_these_ways_of_writing_a_month_are_understood(written):
    assert parse_month(written) == ("2021-05", None)


@pytest.mark.parametrize(
    "written",
    ["2021", "5月", "21-05", "2021-13", "2021-00", "202100", "20215", "2021-05-12", "五月", "1021-05", "2021--5"],
)
def test_anything_else_is_not_a_month(written):
    month, reason = parse_month(written)
    assert month is None
    assert reason is not None
    assert "2021-05" in reason


def test_a_blank_month_is_no_mistake():
    assert parse_month(" ") == (None, None)


def test_the_span_of_every_month_of_twenty_years_ends_on_its_last_day():
    for year in range(2010, 2030):
        for number in range(1, 13):
            last = days_of_months.monthrange(year, number)[1]
            assert month_span(f"{year}-{number:02d}") == (date(year, number, 1), date(year, number, last))


def test_months_are_counted_across_the_new_year():
    assert shift_month("2021-12", 1) == "2022-01"
    assert shift_month("2021-01", -1) == "2020-12"
    assert shift_month("2021-05", -17) == "2019-12"
    assert shift_month("2021-05", 0) == month_of(THE_DAY) == "2021-05"


@pytest.mark.parametrize(
    ("day", "n", "due"),
    [
        ("2021-04-28", 10, "2021-05-14"),  # 五一放五天，4 月 25 日和 5 月 8 日上班
        ("2021-09-27", 10, "2021-10-15"),  # 国庆放七天，10 月 9 日上班
        ("2021-05-12", 0, "2021-05-12"),
        ("2021-05-15", 1, "2021-05-17"),
        ("2021-05-14", -10, "2021-04-28"),
        ("2021-10-15", -10, "2021-09-27"),
    ],
)
def test_working_days_skip_holidays_and_count_the_make_up_days(day, n, due):
    assert add_working_days(date.fromisoformat(day), n, load_holidays()) == date.fromisoformat(due)


def test_days_left_are_the_other_side_of_days_added():
    holidays = load_holidays()
    for n in range(30):
        assert working_days_between(THE_DAY, add_working_days(THE_DAY, n, holidays), holidays) == n
    assert working_days_between(date(2021, 5, 14), date(2021, 4, 28), holidays) == -10


def test_the_shipped_table_agrees_with_the_calendar_library_on_every_day():
    holidays = load_holidays()
    first, last = date(2004, 1, 1), date(2026, 12, 31)
    all_days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert len(all_days) == 8401
    assert [day for day in all_days if is_working_day(day, holidays) != is_workday(day)] == []
    assert holidays.years == frozenset(range(2004, 2027))


def test_beyond_the_table_only_weekends_are_free_and_the_table_says_so():
    holidays = load_holidays()
    assert holidays.covers(2026)
    assert not holidays.covers(2027)
    assert is_working_day(date(2027, 10, 1), holidays)
    assert not is_working_day(date(2027, 10, 2), holidays)


def test_an_office_can_bring_its_own_table():
    own = Holidays(frozenset({date(2027, 10, 1)}), frozenset({date(2027, 10, 9)}))
    assert add_working_days(date(2027, 9, 30), 1, own) == date(2027, 10, 4)
    assert is_working_day(date(2027, 10, 9), own)
    assert own.covers(2027)


def test_festivals_have_their_names():
    assert load_holidays().names[date(2021, 2, 12)] == "春节"
    assert date(2021, 5, 8) in load_holidays().worked


@pytest.mark.parametrize(
    ("day", "season"),
    [
        ("2021-04-30", "winter"),
        ("2021-05-01", "summer"),
        ("2021-09-30", "summer"),
        ("2021-10-01", "winter"),
        ("2022-06-30", "winter"),
        ("2022-07-01", "summer"),
    ],
)
def test_the_season_follows_the_default_unless_the_year_has_its_own(day, season):
    seasons = Seasons(((5, 1), (9, 30)), {2022: (date(2022, 7, 1), date(2022, 9, 30))})
    assert season_on(date.fromisoformat(day), seasons) == season
