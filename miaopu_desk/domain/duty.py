"""值守规则 → 班次：哪一天、哪个责任区域、几点到几点、几个人；只推算，不存。"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from miaopu_desk.domain.calendar import Holidays, Seasons, season_on
from miaopu_desk.domain.duty_days import DayException, DayPlan, plan_day
from miaopu_desk.domain.duty_reading import read_sentence
from miaopu_desk.domain.duty_week import WeekTimes, Window
from miaopu_desk.domain.duty_words import with_minimums

__all__ = ["DutyRule", "Shift", "all_shifts", "read_sentence", "sentence", "shifts"]


@dataclass(frozen=True, slots=True)
class DutyRule:
    """一条值守规则：area 是带起止的全名，kind 是区域类型的代码，期限两端都算，ends_on 为空是一直有效。

    on_holidays、on_worked_days 的代码见 duty_days.plan_day；id、area_id 是登记表里的行，推算时用不着。
    """

    area: str
    kind: str
    unit: str
    times: WeekTimes
    starts_on: date
    ends_on: date | None = None
    minimum_people: int | None = None
    minimum_minutes: int | None = None
    equipment: str = ""
    requirement: str = ""
    task: str = ""
    on_holidays: str = "usual"
    on_worked_days: str = "usual"
    exceptions: tuple[DayException, ...] = ()
    id: str = ""
    area_id: str = ""


@dataclass(frozen=True, slots=True)
class Shift:
    """一个班次；没有写几点的规则（例如每周一去一次、满四小时），start 和 end 为空。

    season 是那天按哪一季（summer、winter），state 是 planned、held 或 cancelled。
    存下的班次另有 id、说明 reason 和排了的姓名 names，只推算出来的没有。
    """

    day: date
    rule: DutyRule
    window: Window | None
    season: str
    state: str = "planned"
    id: str = ""
    reason: str = ""
    names: tuple[str, ...] = ()

    @property
    def start(self) -> time | None:
        """几点开始。"""
        return self.window.start if self.window else None

    @property
    def end(self) -> time | None:
        """几点结束；不晚于开始的是次日。"""
        return self.window.end if self.window else None


def sentence(rule: DutyRule) -> str:
    """规则读成方案里的一句话，连同最少人数和时长。"""
    return with_minimums(rule.times, rule.minimum_people, rule.minimum_minutes)


def shifts(rule: DutyRule, first: date, last: date, seasons: Seasons, holidays: Holidays) -> list[Shift]:
    """一条规则从 first 到 last（两端都算）的班次，按先后；期限以外没有。

    放假安排表里没有的年份只看星期（holidays.covers 可以先问）。
    """
    return _rule_shifts(rule, _days(first, last, seasons), holidays)


def all_shifts(rules: Iterable[DutyRule], first: date, last: date, seasons: Seasons, holidays: Holidays) -> list[Shift]:
    """许多规则的班次，按日期、钟点，同时的按规则的先后。"""
    days = _days(first, last, seasons)
    found = [shift for rule in rules for shift in _rule_shifts(rule, days, holidays)]
    return sorted(found, key=lambda shift: (shift.day, _start(shift.window)))


def _days(first: date, last: date, seasons: Seasons) -> list[tuple[date, str]]:
    """每一天和它是哪一季；三百条规则共用一份。"""
    span = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [(day, season_on(day, seasons)) for day in span]


def _rule_shifts(rule: DutyRule, days: Sequence[tuple[date, str]], holidays: Holidays) -> list[Shift]:
    special = holidays.off | holidays.worked
    usual: dict[tuple[int | None, str], list[Window | None]] = {}
    found: list[Shift] = []
    for day, season in days:
        if day < rule.starts_on or (rule.ends_on is not None and day > rule.ends_on):
            continue
        plan = DayPlan(day.isoweekday())
        if rule.exceptions or day in special:
            plan = plan_day(day, rule.exceptions, rule.on_holidays, rule.on_worked_days, holidays)
        key = (plan.weekday, season)
        if key not in usual:
            usual[key] = sorted(_windows(rule.times, *key), key=_start)
        windows = usual[key]
        if plan.extra:
            more = (window for window in plan.extra if window.in_season(season))
            windows = sorted(dict.fromkeys([*windows, *more]), key=_start)
        state = "cancelled" if plan.cancelled else "planned"
        found += [Shift(day, rule, window, season, state) for window in windows]
    return found


def _windows(times: WeekTimes, weekday: int | None, season: str) -> Iterator[Window | None]:
    """星期几、哪一季的各段；规则没有写钟点的，那天一次。"""
    for schedule in times.schedules:
        if weekday not in schedule.weekdays:
            continue
        if not schedule.windows:
            yield None
        yield from (window for window in schedule.windows if window.in_season(season))


def _start(window: Window | None) -> time:
    return window.start if window else time(0)
