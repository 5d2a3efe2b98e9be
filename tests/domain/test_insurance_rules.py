"""保险的规则：生日踩在限上、起止那天、闰日、不满八岁、八到十六、期间里超龄、批增批减的日子、按期的保费。"""

from datetime import date, timedelta

import pytest

from miaopu_desk.domain.insurance import (
    Consent,
    Span,
    age_fault,
    birthday,
    consent_fault,
    cover_span,
    effective_day,
    minor_fault,
    months,
    premium_for,
    refund_for,
)

YEAR = Span(date(2021, 1, 1), date(2021, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


# 出生、起保、止保、最低、最高、说明里的话（空是合格）
AGES = [
    ("2003-01-01", "2021-01-01", "2021-12-31", 18, 60, ""),  # 起保那天满18
    ("2003-01-02", "2021-01-01", "2021-12-31", 18, 60, "起保时17周岁，不到18周岁"),
    ("1960-12-31", "2021-01-01", "2021-12-30", 18, 60, ""),  # 61周岁生日在止保的次日
    ("1960-12-31", "2021-01-01", "2021-12-31", 18, 60, "2021-12-31满61周岁"),
    ("1961-01-01", "2021-01-01", "2021-12-31", 18, 60, ""),
    ("1960-01-01", "2021-01-01", "2021-12-31", 18, 60, "起保时61周岁，超过60周岁"),
    ("1960-01-02", "2021-01-01", "2021-01-01", 18, 60, ""),  # 61周岁生日的前一天，只保这一天
    ("1960-01-02", "2021-01-01", "2021-01-02", 18, 60, "2021-01-02满61周岁，保障期里超过60周岁"),
    ("2004-02-29", "2022-02-28", "2022-12-31", 18, None, "起保时17周岁"),  # 闰日生，平年3月1日才满
    ("2004-02-29", "2022-03-01", "2022-12-31", 18, None, ""),
    ("1960-02-29", "2021-01-01", "2021-02-28", None, 60, ""),
    ("1960-02-29", "2021-01-01", "2021-03-01", None, 60, "2021-03-01满61周岁"),
    ("1956-02-29", "2024-01-01", "2024-02-28", None, 67, ""),
    ("1956-02-29", "2024-01-01", "2024-02-29", None, 67, "2024-02-29满68周岁"),
    ("2022-01-01", "2021-01-01", "2021-12-31", 16, 70, "起保时0周岁，不到16周岁"),  # 还没出生
    (None, "2021-01-01", "2021-12-31", 18, 60, ""),
    ("1900-01-01", "2021-01-01", "2021-12-31", None, None, ""),
]


@pytest.mark.parametrize(("born", "first", "last", "youngest", "oldest", "said"), AGES)
def test_both_ends_of_the_age_limits_are_inside(
    born: str | None, first: str, last: str, youngest: int | None, oldest: int | None, said: str
) -> None:
    fault = age_fault(day(born) if born else None, Span(day(first), day(last)), youngest, oldest)
    assert said in fault
    assert bool(fault) == bool(said)


def test_who_was_born_on_a_leap_day_has_a_birthday_every_year() -> None:
    assert birthday(date(1960, 2, 29), 61) == date(2021, 3, 1)
    assert birthday(date(1960, 2, 29), 64) == date(2024, 2, 29)


YES, NO, NONE = True, False, None


@pytest.mark.parametrize(
    ("consent", "death", "said"),
    [
        (Consent(YES, YES), True, ""),
        (Consent(YES, NO), True, "没有认可保险金额的记录"),
        (Consent(YES, NONE), False, ""),  # 没有身故责任，不用认可保额
        (Consent(NO, YES), True, "没有本人同意投保的记录"),
        (Consent(NONE, NONE), True, "没有本人同意投保、认可保险金额的记录"),
        (Consent(), False, "没有本人同意投保的记录"),
    ],
)
def test_consent_to_cover_and_to_the_sum(consent: Consent, death: bool, said: str) -> None:
    assert consent_fault(consent, death) == said


@pytest.mark.parametrize(
    ("born", "guardian", "death", "said"),
    [
        ("2013-05-13", YES, True, "起保时7周岁，不满八周岁的身故保险只能由父母投保"),  # 差一天满八岁
        ("2013-05-12", YES, True, ""),  # 起保那天满八岁，监护人同意
        ("2013-05-12", NONE, True, "起保时8周岁，没有监护人同意投保的记录"),
        ("2013-05-13", YES, False, ""),  # 不满八岁，没有身故责任，监护人同意
        ("2013-05-13", NO, False, "起保时7周岁，没有监护人同意投保的记录"),
        ("2005-05-13", NO, True, "起保时15周岁，没有监护人同意投保的记录"),
        ("2005-05-12", NONE, True, "起保时16周岁，没有监护人同意投保的记录"),
        ("2003-05-13", NONE, True, "起保时17周岁，没有监护人同意投保的记录"),
        ("2003-05-12", NONE, True, ""),  # 满十八岁
        (None, NONE, True, ""),
    ],
)
def test_the_young_need_their_guardian_and_under_eight_only_parents_insure_death(
    born: str | None, guardian: bool | None, death: bool, said: str
) -> None:
    consent = Consent(True, True, guardian)
    assert minor_fault(day(born) if born else None, date(2021, 5, 12), consent, death) == said


@pytest.mark.parametrize(
    ("noticed", "named", "effective"),
    [
        ("2021-05-10", None, "2021-05-11"),  # 通知次日零时
        ("2021-05-10", "2021-05-20", "2021-05-20"),  # 指定更晚的一天
        ("2021-05-10", "2021-05-10", "2021-05-11"),  # 指定得太早的不算
        ("2020-12-20", None, "2021-01-01"),  # 保单还没起保
        ("2020-12-31", None, "2021-01-01"),
        ("2024-02-28", None, "2024-02-29"),
    ],
)
def test_cover_begins_the_day_after_notice_or_later(noticed: str, named: str | None, effective: str) -> None:
    policy = YEAR if noticed < "2022" else Span(date(2024, 1, 1), date(2024, 12, 31))
    assert effective_day(day(noticed), policy, day(named) if named else None) == day(effective)


def test_a_cover_is_what_the_enrollment_and_the_policy_share() -> None:
    assert cover_span(YEAR, date(2020, 6, 1), None) == YEAR
    assert cover_span(YEAR, date(2021, 5, 11), date(2022, 5, 1)) == Span(date(2021, 5, 11), date(2021, 12, 31))
    assert cover_span(YEAR, date(2021, 5, 11), date(2021, 5, 11)) == Span(date(2021, 5, 11), date(2021, 5, 11))
    assert cover_span(YEAR, date(2022, 1, 1), None) is None
    first = Span(date(2021, 1, 1), date(2021, 5, 10))
    assert (first.holds(date(2021, 5, 10)), first.holds(date(2021, 5, 11))) == (True, False)


# 每人120元、一年的保单
@pytest.mark.parametrize(
    ("starts", "full", "by_month", "by_day"),
    [
        ("2021-01-01", 12000, 12000, 12000),
        ("2021-01-02", 12000, 12000, 11967),
        ("2021-01-31", 12000, 12000, 11014),
        ("2021-02-01", 12000, 11000, 10981),
        ("2021-05-11", 12000, 8000, 7726),
        ("2021-12-31", 12000, 1000, 33),
        ("2020-06-01", 12000, 12000, 12000),  # 早于起保的就是整期
    ],
)
def test_the_premium_of_those_who_come_later(starts: str, full: int, by_month: int, by_day: int) -> None:
    paid = [premium_for(12000, YEAR, day(starts), rule) for rule in ("full", "month", "day")]
    assert paid == [full, by_month, by_day]
    assert premium_for(12000, YEAR, day(starts), None) == 12000


@pytest.mark.parametrize(
    ("ends", "by_month", "by_day"),
    [
        ("2020-12-31", 12000, 12000),  # 还没起保就减掉，全退
        ("2021-01-01", 11000, 11967),
        ("2021-05-10", 7000, 7726),
        ("2021-05-31", 7000, 7036),
        ("2021-12-30", 0, 33),
        ("2021-12-31", 0, 0),
    ],
)
def test_the_refund_of_those_who_go_earlier(ends: str, by_month: int, by_day: int) -> None:
    assert [refund_for(12000, YEAR, day(ends), rule) for rule in ("month", "day")] == [by_month, by_day]
    assert refund_for(12000, YEAR, day(ends), "full") == 0


def test_one_who_comes_the_day_after_another_goes_pays_by_the_day_what_the_other_gets_back() -> None:
    for policy in (YEAR, Span(date(2023, 3, 15), date(2024, 3, 14)), Span(date(2021, 1, 31), date(2021, 7, 30))):
        for offset in range(0, policy.days - 1, 7):
            ends = policy.first + timedelta(days=offset)
            back = refund_for(9999, policy, ends, "day")
            assert back == premium_for(9999, policy, ends + timedelta(days=1), "day")
            assert 0 <= refund_for(9999, policy, ends, "month") <= 9999


def test_a_year_has_twelve_months_from_whatever_day_and_a_broken_month_counts() -> None:
    assert len(months(YEAR)) == 12
    assert len(months(Span(date(2021, 3, 15), date(2022, 3, 14)))) == 12
    odd = months(Span(date(2021, 1, 31), date(2021, 4, 15)))
    assert odd == [
        Span(date(2021, 1, 31), date(2021, 2, 27)),
        Span(date(2021, 2, 28), date(2021, 3, 30)),
        Span(date(2021, 3, 31), date(2021, 4, 15)),
    ]
    assert len(months(Span(date(2021, 1, 1), date(2021, 1, 1)))) == 1
