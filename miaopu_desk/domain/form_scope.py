"""填别人的表取哪些行：按月份取时，志愿者取月末在册的，参保取当月在保的，别的取日期在当月的。"""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from miaopu_desk.domain.form_items import FillDay, cover
from miaopu_desk.domain.registration import is_registered

_DATED = {
    "service_records": "served_on",
    "training_sessions": "held_on",
    "participations": "session.held_on",
    "roster_issues": "issued_on",
    "leaders": "issue.issued_on",
}
_NEEDED = {
    "volunteers": ("registered_on", "standing", "standing_on"),
    "enrollments": ("starts_on", "ends_on", "policy.starts_on", "policy.ends_on"),
    "assignments": ("starts_on", "ends_on"),
}
_SAID = {"volunteers": "月末在册的", "enrollments": "当月在保的", "assignments": "当月有效的"}


def scope_paths(table: str) -> tuple[str, ...]:
    """看一行在不在这个月里，要取的栏目。"""
    return _NEEDED.get(table) or ((_DATED[table],) if table in _DATED else ())


def scope_said(table: str) -> str:
    """按月份取是取哪些，给人看的话。"""
    return _SAID.get(table) or ("日期在当月的" if table in _DATED else "全部")


def in_scope(table: str, row: Mapping[str, Any], day: FillDay) -> bool:
    """这一行算不算这个月的；没有日子的登记表都算。"""
    if table == "volunteers":
        return is_registered(SimpleNamespace(**{path: row[path] for path in scope_paths(table)}), day.last)
    if table in ("enrollments", "assignments"):
        first, last = cover(row)
        return (first is None or first <= day.last) and (last is None or last >= day.first)
    if table in _DATED:
        on = row[_DATED[table]]
        return on is not None and day.first <= on <= day.last
    return True
