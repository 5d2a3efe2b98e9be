"""一周的值守时间：星期几、哪几段、哪一季；只是值，怎样读、怎样写在别处。"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import time
from itertools import pairwise

DAY_MINUTES = 24 * 60
SEASONS = ("summer", "winter")


@dataclass(frozen=True, slots=True)
class Window:
    """一段值守时间；season 为空时全年如此；止时不晚于起时的，止在次日（0:00 就是当天 24:00）。"""

    start: time
    end: time
    season: str | None = None

    @property
    def overnight(self) -> bool:
        """止在次日。"""
        return self.end <= self.start

    @property
    def minutes(self) -> int:
        """多长，分钟。"""
        return (minute_of(self.end) - minute_of(self.start)) % DAY_MINUTES or DAY_MINUTES

    def in_season(self, season: str) -> bool:
        """这一季有没有这一段。"""
        return self.season in (None, season)


@dataclass(frozen=True, slots=True)
class Schedule:
    """星期几（1 是星期一）有哪几段；没有时段的只算一天一次。"""

    weekdays: tuple[int, ...]
    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class WeekTimes:
    """一条规则的值守时间；people、minutes 是句子里一起写着的最少人数和每次至少几分钟，没有写的为空。"""

    schedules: tuple[Schedule, ...]
    people: int | None = None
    minutes: int | None = None


def minute_of(clock: time) -> int:
    """一天里的第几分钟。"""
    return clock.hour * 60 + clock.minute


def slots(windows: Iterable[Window]) -> Iterator[tuple[Window, ...]]:
    """同一段的夏季、冬季两种时间归在一起：相邻而季节不同的是一段。"""
    held: tuple[Window, ...] = ()
    for window in windows:
        if held and window.season and all(each.season not in (None, window.season) for each in held):
            held = (*held, window)
            continue
        if held:
            yield held
        held = (window,)
    if held:
        yield held


def overlapping(times: WeekTimes) -> tuple[int, Window, Window] | None:
    """同一天、同一季里撞在一起的两段：（星期几，前一段，后一段）；没有为空。"""
    for weekday in range(1, 8):
        day = [each for schedule in times.schedules if weekday in schedule.weekdays for each in schedule.windows]
        for season in SEASONS:
            held = sorted((each for each in day if each.in_season(season)), key=lambda each: each.start)
            for early, late in pairwise(held):
                if minute_of(early.start) + early.minutes > minute_of(late.start):
                    return weekday, early, late
    return None
