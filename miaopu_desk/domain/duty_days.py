"""例外的日子：放假怎么办、调休上班怎么办、某几天另作安排；算出某一天按星期几值守。"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.calendar import Holidays, parse_day
from miaopu_desk.domain.duty_reading import read_sentence
from miaopu_desk.domain.duty_week import Schedule, WeekTimes, Window
from miaopu_desk.domain.duty_words import WEEKDAY_NAMES, times_words

HOW = "请写成“2021-10-01至2021-10-03停；2021-10-09按星期四；2021-10-02加9:00至10:00”这样"
SUNDAY = 7
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


def stands_for(day: date, holidays: Holidays) -> int:
    """调休上班的那天补的是星期几；不知道的按它自己的星期。和本单位的安排不同的，在例外日期里写明。"""
    return holidays.stands_for.get(day, day.isoweekday())


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
