"""例外的日子：放假怎么办、调休上班怎么办、某几天另作安排；算出某一天按星期几值守。"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from miaopu_desk.domain.calendar import Holidays, parse_day
from miaopu_desk.domain.duty_reading import read_sentence
from miaopu_desk.domain.duty_week import Schedule, WeekTimes, Window
from miaopu_desk.domain.duty_words import WEEKDAY_NAMES, times_words

HOW = "请写成“2021-10-01至2021-10-03停；2021-10-09按星期四；2021-10-02加9:00至10:00”这样"
SUNDAY = 7
NEAREST = 15  # 调休上班离放假最多这么多天
_DAY = "[0-9]{4}(?:[-./][0-9]{1,2}[-./][0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}[日号]?)"
_ONE = re.compile(f"({_DAY})(?:(?:至|到|~|—|–)({_DAY}))?[:,]?(.+)")
_OFF = re.compile("停|停止|停值|取消|不值守|不安排|放假|无")
_AS = re.compile("(?:按|照)(?:周|星期|礼拜)([一二三四五六日天1-7])(?:值守|安排)?")
_MORE = re.compile("(?:加|增加|另加|加班|加派)(.+)")


@dataclass(frozen=True, slots=True)
class DayException:
    """从 first 到 last（两端都算）：weekday 为按星期几，extra 为另加的时段，两样都没有就是停。"""

    first: date
    last: date
    weekday: int | None = None
    extra: tuple[Window, ...] = ()

    @property
    def cancels(self) -> bool:
        """这几天停。"""
        return self.weekday is None and not self.extra

    def covers(self, day: date) -> bool:
        """那一天在不在里面。"""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class DayPlan:
    """某一天：按星期几（空为不值守），另加哪几段，是不是临时取消。"""

    weekday: int | None
    extra: tuple[Window, ...] = ()
    cancelled: bool = False


def plan_day(
    day: date, exceptions: Sequence[DayException], on_holidays: str, on_worked_days: str, holidays: Holidays
) -> DayPlan:
    """某一天怎么值守：写明的日子最先，其次放假和调休的办法，再次看星期。

    on_holidays：usual 照常、nobody 停、sunday 按星期天；on_worked_days：usual 照常、nobody 停、replaced 按所补的星期。
    """
    named = [each for each in exceptions if each.covers(day)]
    weekday: int | None = day.isoweekday()
    if day in holidays.off:
        weekday = {"nobody": None, "sunday": SUNDAY}.get(on_holidays, weekday)
    elif day in holidays.worked:
        replaced = stands_for(day, holidays) if on_worked_days == "replaced" else weekday
        weekday = None if on_worked_days == "nobody" else replaced
    for each in named:
        weekday = each.weekday or weekday
    extra = tuple(window for each in named for window in each.extra)
    return DayPlan(weekday, extra, any(each.cancels for each in named))


@lru_cache(maxsize=512)
def stands_for(day: date, holidays: Holidays) -> int:
    """调休上班的那天补的是星期几：同一个假期里，最后几个放假的周一至周五依次由各个调休日来补。

    放假通知不写哪天补哪天，这是通行的排法；不同的在例外日期里写明。找不到假期的，按它自己的星期。
    """
    block = _block_near(day, holidays)
    made_up = [each for each in _worked_near(day, holidays) if _block_near(each, holidays) == block] if block else []
    borrowed = [each for each in block if each.isoweekday() <= 5][-len(made_up) :] if made_up else []
    if day not in made_up or made_up.index(day) >= len(borrowed):
        return day.isoweekday()
    return borrowed[made_up.index(day)].isoweekday()


def _worked_near(day: date, holidays: Holidays) -> list[date]:
    return sorted(each for each in holidays.worked if abs((each - day).days) <= 2 * NEAREST)


def _block_near(day: date, holidays: Holidays) -> tuple[date, ...]:
    """离这天最近的一段连着的假。"""
    around = sorted(
        (day + timedelta(days=n) for n in range(-NEAREST, NEAREST + 1)), key=lambda each: (abs((each - day).days), each)
    )
    nearest = next((each for each in around if each in holidays.off), None)
    if nearest is None:
        return ()
    first = last = nearest
    while first - timedelta(days=1) in holidays.off:
        first -= timedelta(days=1)
    while last + timedelta(days=1) in holidays.off:
        last += timedelta(days=1)
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


def read_exceptions(text: str) -> tuple[DayException, ...] | list[str]:
    """一串例外 → 值，按日期先后；分号或换行隔开，读不懂时返回全部原因。"""
    parts = [part for part in re.split(r"[;；。\n]+", unicodedata.normalize("NFKC", text)) if part.strip()]
    found: list[DayException] = []
    problems: list[str] = []
    for part in parts:
        read = _one("".join(part.split()))
        if isinstance(read, str):
            problems.append(read)
        else:
            found.append(read)
    return problems or tuple(sorted(found, key=lambda each: (each.first, each.last)))


def exceptions_words(exceptions: Sequence[DayException]) -> str:
    """写成一串：2021-10-01停；2021-10-09按星期四；2021-10-02加9:00至10:00。"""
    return "；".join(_days(each) + _action(each) for each in exceptions)


def _one(written: str) -> DayException | str:
    found = _ONE.fullmatch(written)
    if not found:
        return f"看不懂“{written}”，{HOW}"
    first, reason = parse_day(found[1])
    last, reason_last = parse_day(found[2] or found[1])
    if first is None or last is None:
        return f"“{written}”：{reason or reason_last}"
    if last < first:
        return f"“{written}”结束早于开始，请核对"
    action = found[3]
    if _OFF.fullmatch(action):
        return DayException(first, last)
    if as_day := _AS.fullmatch(action):
        named = as_day[1].replace("天", "日")
        return DayException(first, last, int(named) if named.isdigit() else WEEKDAY_NAMES.index(named) + 1)
    if more := _MORE.fullmatch(action):
        times = read_sentence(f"每天{more[1]}")
        if isinstance(times, WeekTimes) and times.schedules[0].windows and len(times.schedules) == 1:
            return DayException(first, last, extra=times.schedules[0].windows)
    return f"看不懂“{action}”，{HOW}"


def _days(each: DayException) -> str:
    return each.first.isoformat() if each.first == each.last else f"{each.first}至{each.last}"


def _action(each: DayException) -> str:
    if each.weekday:
        return f"按星期{WEEKDAY_NAMES[each.weekday - 1]}"
    return f"加{times_words(WeekTimes((Schedule(tuple(range(1, 8)), each.extra),)))[2:]}" if each.extra else "停"
