"""清退考虑：多久没有服务、连着缺席几次；只列出来和说明为什么，清不清退由人定（S10）。"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Absences:
    """最近连着缺席的几次：次数和首末两天。"""

    count: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class RemovalCandidate:
    """列入清退考虑的一个人，reasons 是为什么。"""

    volunteer_id: str
    name: str
    community: str
    last_served: date | None
    reasons: tuple[str, ...]


def months_before(day: date, months: int) -> date:
    """几个月以前的同一天；那个月没有这一天的是月末。"""
    at = day.year * 12 + day.month - 1 - months
    year, month = divmod(at, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def removal_reasons(
    registered_on: date, last_served: date | None, absences: Absences | None, day: date, months: int, most_absences: int
) -> tuple[str, ...]:
    """为什么列入：登记满 months 个月而且这么久没有服务；连着缺席满 most_absences 次（请假不算）。"""
    reasons = []
    since = months_before(day, months)
    if registered_on <= since and (last_served is None or last_served <= since):
        last = f"最近一次在{last_served}" if last_served else "登记以来没有服务过"
        reasons.append(f"连续{months}个月没有服务（{last}）")
    if absences is not None and absences.count >= most_absences:
        reasons.append(f"连续缺席{absences.count}次（{absences.first}至{absences.last}）")
    return tuple(reasons)
