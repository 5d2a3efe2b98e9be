"""默认的口径：星级档次、目标、夏冬作息、节假日；都可以由办公室改。"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from miaopu_desk.domain.calendar import Holidays
from miaopu_desk.domain.preset_reader import broken, build, load
from miaopu_desk.domain.seasons import Seasons


@dataclass(frozen=True, slots=True)
class Star:
    """一档星级：累计时数达到 hours（小时）且积分达到 points；privileges 是这一档的礼遇。"""

    star: int
    hours: int
    points: int
    label: str
    privileges: str = ""


@dataclass(frozen=True, slots=True)
class StarRules:
    """一套有生效日期的星级档次；confirmed 为假时界面标“待街道确认”。measure 是看时数、看积分还是两样都要。"""

    note: str
    confirmed: bool
    effective_from: date
    name: str
    basis: str
    levels: tuple[Star, ...]
    measure: str = "both"


@dataclass(frozen=True, slots=True)
class DefaultDeed:
    """默认的一种奖励事项：deed 是词表里的名称，一次几分，一人一年至多几分。"""

    deed: str
    points: int
    year_cap: int | None = None


@dataclass(frozen=True, slots=True)
class DefaultPoints:
    """默认的积分规则：服务一小时得 hundredths 个百分之一分，另有几种奖励事项。"""

    note: str
    confirmed: bool
    effective_from: date
    name: str
    basis: str
    hundredths: int
    deeds: tuple[DefaultDeed, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """一个可改的目标或口径：数值、单位、依据，有没有得到街道确认。"""

    key: str
    label: str
    value: int
    unit: str
    basis: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class ServiceDay:
    """每周固定的服务日，weekday 1 是星期一；theme 是活动主题。"""

    weekday: int
    name: str
    theme: str


@dataclass(frozen=True, slots=True)
class Targets:
    """目标、口径和每周的服务日。"""

    targets: tuple[Target, ...]
    service_days: tuple[ServiceDay, ...]
    service_days_note: str

    def value(self, key: str) -> int:
        """按 key 取数值；key 写错是程序的错，抛 KeyError。"""
        return {target.key: target.value for target in self.targets}[key]


@dataclass(frozen=True, slots=True)
class _Festival:
    name: str
    start: date
    end: date
    worked: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class _HolidayFile:
    note: str
    festivals: tuple[_Festival, ...]


@dataclass(frozen=True, slots=True)
class _MonthDays:
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class _Span:
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class _SeasonFile:
    note: str
    confirmed: bool
    summer: _MonthDays
    years: tuple[_Span, ...]


def load_stars() -> StarRules:
    """默认的星级档次，星级和时数都由低到高。"""
    rules = load("stars", StarRules)
    hours = [level.hours for level in rules.levels]
    if hours != sorted(set(hours)) or [level.star for level in rules.levels] != list(range(1, len(hours) + 1)):
        raise broken("stars", "星级的时数应当逐档升高")
    return rules


def load_points() -> DefaultPoints:
    """默认的积分规则，分值都不为负。"""
    rules = load("points", DefaultPoints)
    if rules.hundredths < 0 or any(each.points < 0 for each in rules.deeds):
        raise broken("points", "分值不应为负")
    return rules


def load_targets() -> Targets:
    """默认的目标和口径。"""
    return load("targets", Targets)


def load_seasons() -> Seasons:
    """夏季作息的默认起止和个别年份的起止。"""
    shipped = load("seasons", _SeasonFile)
    ends = []
    for text in (shipped.summer.start, shipped.summer.end):
        day = build(date, f"2001-{text}", "seasons", "summer")  # 平年：2 月 29 日不能做每年的起止
        ends.append((day.month, day.day))
    return Seasons((ends[0], ends[1]), {one.start.year: (one.start, one.end) for one in shipped.years})


@lru_cache(maxsize=1)
def load_holidays() -> Holidays:
    """放假和调休上班的日子，连同节日名。"""
    names: dict[date, str] = {}
    worked: set[date] = set()
    made_up: dict[date, int] = {}
    for festival in load("holidays", _HolidayFile).festivals:
        days = [festival.start + timedelta(days=n) for n in range((festival.end - festival.start).days + 1)]
        names |= dict.fromkeys(days, festival.name)
        worked |= set(festival.worked)
        made_up |= _made_up(days, festival.worked)
    if both := worked & set(names):
        raise broken("holidays", f"{min(both)} 既放假又上班")
    return Holidays(frozenset(names), frozenset(worked), names, made_up)


def _made_up(days: list[date], worked: tuple[date, ...]) -> dict[date, int]:
    """各个调休日补的星期几：放假通知不写哪天补哪天，通行的排法是假里最后几个周一至周五依次由调休日来补。"""
    weekdays = [day.isoweekday() for day in days if day.isoweekday() <= 5]
    return dict(zip(sorted(worked), weekdays[len(weekdays) - len(worked) :], strict=False))
