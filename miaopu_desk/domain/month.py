"""月份：从“2021-05”读出起止，和统计截至哪一天。"""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from miaopu_desk.domain.problems import KnownError

_WRITTEN = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})月?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Month:
    """一个月；first、last 是首尾两天。"""

    first: date
    last: date

    @property
    def key(self) -> str:
        """写成 2021-05。"""
        return f"{self.first:%Y-%m}"

    @property
    def title(self) -> str:
        """写成 2021年5月，不补零（GB/T 9704-2012 7.3.5.4）。"""
        return f"{self.first.year}年{self.first.month}月"

    @property
    def before(self) -> date:
        """上月最后一天。"""
        return self.first - timedelta(days=1)

    def previous(self) -> "Month":
        """上一个月。"""
        return month_of(self.before)

    def as_of(self, today: date) -> date:
        """统计截至哪天：这个月还没过完就到今天为止。"""
        return min(self.last, today)


def month_of(day: date) -> Month:
    """某一天所在的月。"""
    return Month(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def title_of(key: str) -> str:
    """2021-05 写成 2021年5月。"""
    return month_of(date.fromisoformat(f"{key}-01")).title


def read_month(text: str, today: date) -> Month:
    """读月份，认得 2021-05、2021-5、2021.5、2021年5月；写错了或还没到报 KnownError。"""
    found = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found or not 1900 <= int(found[1]) <= 9998 or not 1 <= int(found[2]) <= 12:
        raise KnownError(f"“{text}”不是一个月份，请写成 {today:%Y-%m} 这样。")
    month = month_of(date(int(found[1]), int(found[2]), 1))
    if month.first > today:
        raise KnownError(f"{month.title}还没有到，今天是{full_day(today)}，请选已经开始的月份。")
    return month


def months_up_to(today: date, count: int = 24) -> list[str]:
    """可以选的月份，最近的在前：["2021-05", "2021-04", ...]。"""
    month, found = month_of(today), []
    for _ in range(count):
        found.append(month.key)
        month = month.previous()
    return found


def full_day(day: date) -> str:
    """纸上的日期：2021年5月12日，不补零。"""
    return f"{day.year}年{day.month}月{day.day}日"
