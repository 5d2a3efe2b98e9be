"""办公室的作息和放假：自己登记的日子先算，没有登记的用随程序来的；值守推算和数工作日都从这里取。"""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from miaopu_desk.domain.calendar import Holidays, Seasons
from miaopu_desk.domain.defaults import load_holidays, load_seasons
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.calendars import HOLIDAY_DAYS, SUMMERS, HolidayDay
from miaopu_desk.services.keeping import Keeper

if TYPE_CHECKING:
    from miaopu_desk.services.office import Office


def holidays(office: "Office") -> Holidays:
    """放假和调休上班的日子；登记成“照常”的日子，随程序来的安排不算。"""
    return kept_holidays(office.keeper)


def seasons(office: "Office") -> Seasons:
    """夏季作息的起止：登记了的年份照登记的。"""
    return kept_seasons(office.keeper)


def kept_holidays(keeper: Keeper) -> Holidays:
    """同 holidays，给只有管家的地方用。"""
    shipped = load_holidays()
    own = keeper.table(HOLIDAY_DAYS).all()
    if not own:
        return shipped
    off, worked = set(shipped.off), set(shipped.worked)
    names, stands_for = dict(shipped.names), dict(shipped.stands_for)
    for each in own:
        off.discard(each.day)
        worked.discard(each.day)
        names.pop(each.day, None)
        if each.kind == "off":
            off.add(each.day)
            names[each.day] = each.name or "放假"
        elif each.kind == "worked":
            worked.add(each.day)
            if each.stands_for:
                stands_for[each.day] = int(each.stands_for)
    return Holidays(frozenset(off), frozenset(worked), names, stands_for)


def kept_seasons(keeper: Keeper) -> Seasons:
    """同 seasons，给只有管家的地方用。"""
    shipped = load_seasons()
    own = {each.year: (each.starts_on, each.ends_on) for each in keeper.table(SUMMERS).all()}
    return replace(shipped, years={**shipped.years, **own}) if own else shipped


def fill_year(office: "Office", year: int) -> int:
    """把随程序来的某年放假安排抄进登记，好照着改；已经登记的日子不动。返回抄了几天，没有那一年的报 KnownError。"""
    shipped = load_holidays()
    if not shipped.covers(year):
        known = sorted(shipped.years)
        raise KnownError(
            f"随程序来的放假安排只有{known[0]}年到{known[-1]}年，没有{year}年。请照放假通知逐日登记，或者导入表格。"
        )
    known_days = {each.day for each in office.keeper.table(HOLIDAY_DAYS).all()}
    fresh = [day for day in sorted(shipped.off | shipped.worked) if day.year == year and day not in known_days]
    if fresh:
        with office.keeper.action(f"填入{year}年的放假安排 {len(fresh)} 天") as act:
            for day in fresh:
                act.insert(HOLIDAY_DAYS, _shipped(shipped, day))
    return len(fresh)


def _shipped(shipped: Holidays, day: date) -> HolidayDay:
    if day in shipped.off:
        return HolidayDay(day=day, kind="off", name=shipped.names.get(day), note="国务院办公厅放假通知")
    stands_for = shipped.stands_for.get(day)
    return HolidayDay(
        day=day, kind="worked", stands_for=str(stands_for) if stands_for else None, note="国务院办公厅放假通知"
    )
