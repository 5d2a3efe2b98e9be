"""夏令和冬令：每年夏季作息从哪天到哪天，可以按年改。"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Seasons:
    """夏季作息的起止：default 是月日（两端都算夏季），years 是个别年份的起止日期。"""

    default: tuple[tuple[int, int], tuple[int, int]] = ((5, 1), (9, 30))
    years: Mapping[int, tuple[date, date]] = field(default_factory=dict)

    def summer(self, year: int) -> tuple[date, date]:
        """某年夏季作息的第一天和最后一天。"""
        first, last = self.default
        return self.years.get(year, (date(year, *first), date(year, *last)))


def season_on(day: date, seasons: Seasons) -> str:
    """某日按哪一季的作息："summer" 或 "winter"。"""
    first, last = seasons.summer(day.year)
    return "summer" if first <= day <= last else "winter"
