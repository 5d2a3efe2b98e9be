"""注册的口径：哪天算在册、哪个月算新增和退出、注册率和年龄怎么算，全程序只有这一处。"""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

GONE = ("left", "removed")  # 退出、清退；暂停的仍算在册
ADULT = 18


class Registered(Protocol):
    """判断在册要看的几栏。"""

    @property
    def registered_on(self) -> date: ...
    @property
    def standing(self) -> str: ...
    @property
    def standing_on(self) -> date | None: ...


def is_registered(one: Registered, day: date) -> bool:
    """day 当天终了时是否在册：已经登记，而且没有在 day 或以前退出、清退；退出没有写日期的仍算在册。"""
    return one.registered_on <= day and not has_left(one, day)


def has_left(one: Registered, day: date) -> bool:
    """到 day 终了时是否已经退出或清退。"""
    return one.standing in GONE and one.standing_on is not None and one.standing_on <= day


def is_suspended(one: Registered, day: date) -> bool:
    """在册而处于暂停；没有写日期的算一直暂停。"""
    return (
        is_registered(one, day) and one.standing == "suspended" and (one.standing_on is None or one.standing_on <= day)
    )


def joined_between(one: Registered, first: date, last: date) -> bool:
    """在这段日子里登记（两端都算）；当月登记又当月退出的，新增、退出各算一次。"""
    return first <= one.registered_on <= last


def left_between(one: Registered, first: date, last: date) -> bool:
    """在这段日子里退出或清退（两端都算）。"""
    return one.standing in GONE and one.standing_on is not None and first <= one.standing_on <= last


def registration_rate(registered: int, population: int | None) -> float | None:
    """注册率 = 注册人数 ÷ 常住人口；没有常住人口时是不知道（None），不是零。"""
    return registered / population if population else None


def percent(part: int, whole: int | None) -> str:
    """两位小数的百分比，四舍五入；分母不知道时写“—”。"""
    if not whole:
        return "—"
    share = Decimal(part * 100) / Decimal(whole)
    return f"{share.quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


def short_of(registered: int, population: int | None, target: int) -> int:
    """离目标（百分数）还差几个人，达到为 0；按整数算，不受四舍五入影响。没有常住人口时为 0。"""
    if not population:
        return 0
    return max(0, -(-population * target // 100) - registered)


def born_after_for(age: int, day: date) -> date:
    """在 day 那天未满 age 周岁的人，生日都晚于返回的这一天。"""
    try:
        return day.replace(year=day.year - age)
    except ValueError:  # 2月29日往前数到平年：2月28日生的已满，3月1日生的未满
        return date(day.year - age, 2, 28)


def people(keys: Iterable[tuple[str | None, str]]) -> int:
    """去重人数：(身份证号, 记录号)，有证件号的按证件号，没有的按记录。"""
    return len({number or record for number, record in keys})
