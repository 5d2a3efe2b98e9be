"""一期：一个月、一季度、半年或一年；怎样写、怎样读、到今天过了几个月。"""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError

SPANS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
LABELS = {"month": "月", "quarter": "季度", "half": "半年", "year": "年"}
_QUARTERS = "一二三四"
_MONTH = re.compile(r"(\d{4})[-./年](\d{1,2})月?", re.ASCII)
_QUARTER = re.compile(r"(\d{4})年?[-]?(?:Q([1-4])|第?([一二三四1-4])季度)", re.ASCII | re.IGNORECASE)
_HALF = re.compile(r"(\d{4})年?[-]?(?:H([12])|([上下])半年)", re.ASCII | re.IGNORECASE)
_YEAR = re.compile(r"(\d{4})年?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """一期；first、last 是首尾两天。"""

    kind: str
    first: date
    last: date

    @property
    def key(self) -> str:
        """写成 2021-05、2021Q2、2021H1、2021。"""
        year, month = self.first.year, self.first.month
        if self.kind == "month":
            return f"{year}-{month:02d}"
        return {
            "quarter": f"{year}Q{(month - 1) // 3 + 1}",
            "half": f"{year}H{(month - 1) // 6 + 1}",
            "year": f"{year}",
        }[self.kind]

    @property
    def title(self) -> str:
        """写成 2021年5月、2021年第二季度、2021年上半年、2021年。"""
        year, month = self.first.year, self.first.month
        said = {
            "month": f"{month}月",
            "quarter": f"第{_QUARTERS[(month - 1) // 3]}季度",
            "half": "上半年" if month == 1 else "下半年",
            "year": "",
        }
        return f"{year}年{said[self.kind]}"

    def as_of(self, today: date) -> date:
        """统计截至哪天：还没有过完就到今天。"""
        return min(self.last, today)

    def months(self, today: date) -> int:
        """到那天过了几个月，没有过完的一个月也算一个月。"""
        day = self.as_of(today)
        return (day.year - self.first.year) * 12 + day.month - self.first.month + 1

    def previous(self) -> "Period":
        """上一期。"""
        months = self.first.year * 12 + self.first.month - 1 - SPANS[self.kind]
        return period_of(self.kind, date(months // 12, months % 12 + 1, 1))


def period_of(kind: str, day: date) -> Period:
    """某一天所在的一期。"""
    span = SPANS[kind]
    start = (day.month - 1) // span * span + 1
    end = start + span - 1
    return Period(kind, date(day.year, start, 1), date(day.year, end, monthrange(day.year, end)[1]))


def read_period(text: str, today: date) -> Period:
    """读一期，认得 2021-05、2021年5月、2021Q2、2021年第二季度、2021H1、2021年上半年、2021；写错了、还没到报 KnownError。"""
    written = "".join(unicodedata.normalize("NFKC", text).split())
    found = _read(written)
    if found is None:
        raise KnownError(
            f"“{text}”不是一期，请写成 {today:%Y-%m}、{today.year}年第一季度、{today.year}年上半年或 {today.year} 这样。"
        )
    if found.first > today:
        raise KnownError(f"{found.title}还没有到，今天是{full_day(today)}，请选已经开始的一期。")
    return found


def periods_up_to(kind: str, today: date, count: int = 12) -> list[Period]:
    """可以选的几期，最近的在前。"""
    each, found = period_of(kind, today), []
    for _ in range(count):
        found.append(each)
        each = each.previous()
    return found


def _read(written: str) -> Period | None:
    year = _YEAR.fullmatch(written) or _HALF.fullmatch(written) or _QUARTER.fullmatch(written)
    year = year or _MONTH.fullmatch(written)
    if year is None or not 1900 <= int(year[1]) <= 9998:
        return None
    start = date(int(year[1]), 1, 1)
    if year.re is _YEAR:
        return period_of("year", start)
    if year.re is _HALF:
        return period_of("half", start.replace(month=7 if year[2] == "2" or year[3] == "下" else 1))
    if year.re is _QUARTER:
        at = int(year[2]) if year[2] else int(year[3]) if year[3].isdecimal() else _QUARTERS.index(year[3]) + 1
        return period_of("quarter", start.replace(month=3 * at))
    return period_of("month", start.replace(month=int(year[2]))) if 1 <= int(year[2]) <= 12 else None
