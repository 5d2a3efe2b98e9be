"""一个月的活动，月历和当天的名单从这里取。"""

from collections import defaultdict
from datetime import date

from miaopu_desk.domain.activity_calendar import DayCell, Entry, month_weeks, shown_span
from miaopu_desk.domain.month import Month
from miaopu_desk.domain.records.activities import ACTIVITIES, Activity
from miaopu_desk.services.calendars import holidays
from miaopu_desk.services.office import Office
from miaopu_desk.store.listing import Condition, Listing


def weeks_of(office: Office, month: Month, community: str | None = None) -> list[list[DayCell]]:
    """月历上的各周；community 给社区 id，只看一个社区和街道统一组织的。"""
    found: dict[date, list[Entry]] = defaultdict(list)
    for each in activities_between(office, *shown_span(month), community):
        found[each.day].append(entry_of(each))
    return month_weeks(month, found, holidays(office))


def activities_on(office: Office, day: date, community: str | None = None) -> list[Activity]:
    """一天的活动，先后和月历里一样。"""
    found = activities_between(office, day, day, community)
    place = {each.id: at for at, each in enumerate(found)}
    return sorted(
        found,
        key=lambda each: (each.state == "cancelled", each.starts_at is None, str(each.starts_at), place[each.id]),
    )


def activities_between(office: Office, first: date, last: date, community: str | None = None) -> list[Activity]:
    """从 first 到 last（两端都算）的活动，按日期、社区：开展过的看实际那天，没有的看计划那天。"""
    table = office.keeper.table(ACTIVITIES)
    ids: dict[str, None] = {}
    for name in ("planned_on", "held_on"):
        where = (Condition(name, "from", (first,)), Condition(name, "to", (last,)))
        ids |= dict.fromkeys(each for each, _ in table.pairs(Listing(where=where, order=("planned_on", "community"))))
    found = [each for each in table.records(list(ids)) if first <= each.day <= last]
    if community is not None:
        found = [each for each in found if each.community is None or each.community.id == community]
    return sorted(found, key=lambda each: each.day)


def entry_of(activity: Activity) -> Entry:
    """一个活动在月历上的样子。"""
    place = activity.community.name if activity.community else ""
    return Entry(activity.id, activity.name, activity.state, activity.starts_at, place)
