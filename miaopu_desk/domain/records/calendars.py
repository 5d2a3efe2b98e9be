"""作息和放假：每年夏季作息的起止、放假和调休的日子；办公室写了的先算，没有写的用随程序来的。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.codes import DAY_KINDS, WEEKDAYS
from miaopu_desk.domain.kinds import Choice, Day, Number, Text
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.register import Record, Register, column, earlier_first


@dataclass(frozen=True, slots=True, kw_only=True)
class Summer(Record):
    year: int = column("年份", Number(2000, 2100), required=True, unique=True)
    starts_on: date = column("夏季作息从", Day(), required=True, hint="这一天起按夏季的钟点")
    ends_on: date = column("夏季作息到", Day(), required=True, hint="这一天还按夏季的钟点")
    note: str | None = column("依据", Text(100), hint="例如 局办公室通知")


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayDay(Record):
    day: date = column("日期", Day(), required=True, unique=True)
    kind: str = column("怎样算", Choice(DAY_KINDS), required=True, initial="off")
    name: str | None = column("节日", Text(20), hint="例如 国庆节")
    stands_for: str | None = column("补星期几", Choice(WEEKDAYS), hint="调休上班的日子补的是星期几")
    note: str | None = column("依据", Text(100), hint="例如 国务院办公厅放假通知")


def in_its_year(one: Summer) -> Problem | None:
    """夏季作息的起止都在那一年里。"""
    for label, day in (("夏季作息从", one.starts_on), ("夏季作息到", one.ends_on)):
        if day is not None and one.year is not None and day.year != one.year:
            return Problem(label, f"{day}不在{one.year}年，请改成那一年的日期")
    return None


def only_worked_days_stand_for_others(one: HolidayDay) -> Problem | None:
    """只有调休上班的日子才补星期几。"""
    if one.stands_for and one.kind not in (None, "worked"):
        return Problem("补星期几", "只有调休上班的日子才填，请清空")
    return None


SUMMERS = Register(
    Summer,
    table="summers",
    title="夏季作息",
    noun="夏季作息",
    listed=("year", "starts_on", "ends_on", "note"),
    printed=("year", "starts_on", "ends_on", "note"),
    order_by=("-year",),
    name_by="year",
    rules=(in_its_year, earlier_first("starts_on", "ends_on", "夏季作息到", "早于开始日期，请核对")),
    identity=(("year",),),
)

HOLIDAY_DAYS = Register(
    HolidayDay,
    table="holiday_days",
    title="放假和调休",
    noun="放假调休",
    listed=("day", "kind", "name", "stands_for", "note"),
    printed=("day", "kind", "name", "stands_for", "note"),
    order_by=("-day",),
    name_by="day",
    rules=(only_worked_days_stand_for_others,),
    identity=(("day",),),
)
