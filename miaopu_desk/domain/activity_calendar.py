"""活动的月历：一个月排成几周，每天有哪些活动、放假还是调休；屏幕和纸上用同一份。"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from miaopu_desk.domain.calendar import Holidays
from miaopu_desk.domain.month import Month

OFF, WORKED = "off", "worked"
STATE_WORDS: Mapping[str, str] = {
    "planned": "计划",
    "filed": "报备",
    "held": "开展",
    "recorded": "记录",
    "cancelled": "取消",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """月历上的一个活动；community 空着是街道统一组织的。"""

    id: str
    name: str
    state: str
    starts_at: time | None = None
    community: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """一格里的一行：名称、状态和钟点都一样的几个社区并成一行。"""

    entries: tuple[Entry, ...]

    @property
    def first(self) -> Entry:
        return self.entries[0]

    @property
    def state(self) -> str:
        return self.first.state

    @property
    def text(self) -> str:
        """钟点、名称，后面是哪个社区，或者几个社区。"""
        one = self.first
        at = f"{one.starts_at.hour}:{one.starts_at.minute:02d} " if one.starts_at else ""
        where = f"{len(self.entries)}处" if len(self.entries) > 1 else one.community
        return f"{at}{one.name}" + (f"（{where}）" if where else "")


@dataclass(frozen=True, slots=True)
class DayCell:
    """月历的一格；mark 是 off 放假、worked 调休上班或空，said 是节日名或“班”。"""

    day: date
    inside: bool
    mark: str = ""
    said: str = ""
    lines: tuple[Line, ...] = ()

    @property
    def count(self) -> int:
        """这天几个活动。"""
        return sum(len(each.entries) for each in self.lines)


def month_weeks(month: Month, entries: Mapping[date, Iterable[Entry]], holidays: Holidays) -> list[list[DayCell]]:
    """一个月的各周，星期一在前；头尾补上邻月的日子，凑满整周。"""
    first = month.first - timedelta(days=month.first.weekday())
    weeks = []
    while first <= month.last:
        days = [first + timedelta(days=n) for n in range(7)]
        weeks.append([_cell(day, month, entries.get(day, ()), holidays) for day in days])
        first += timedelta(days=7)
    return weeks


def shown_span(month: Month) -> tuple[date, date]:
    """月历上看得见的头一天和末一天。"""
    first = month.first - timedelta(days=month.first.weekday())
    return first, month.last + timedelta(days=6 - month.last.weekday())


def gathered(entries: Iterable[Entry]) -> tuple[Line, ...]:
    """一天的活动，按钟点（没有写的在后）、名称；只是社区不同的并成一行，取消的排在最后。"""
    groups: dict[tuple[str, str, time | None], list[Entry]] = {}
    for each in entries:
        groups.setdefault((each.name, each.state, each.starts_at), []).append(each)
    lines = [Line(tuple(group)) for group in groups.values()]
    return tuple(sorted(lines, key=_order))


def _order(line: Line) -> tuple[bool, bool, time, str, str]:
    one = line.first
    return one.state == "cancelled", one.starts_at is None, one.starts_at or time(), one.name, one.community


def _cell(day: date, month: Month, entries: Iterable[Entry], holidays: Holidays) -> DayCell:
    mark = OFF if day in holidays.off else WORKED if day in holidays.worked else ""
    said = holidays.names.get(day, "放假") if mark == OFF else "班" if mark == WORKED else ""
    return DayCell(day, month.first <= day <= month.last, mark, said, gathered(entries))
