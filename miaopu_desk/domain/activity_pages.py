"""活动在纸上的内容：一段时间的台账，一个活动的报备表；都是值。人数和人次从不相加。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from miaopu_desk.domain.codes import ACTIVITY_STATES
from miaopu_desk.domain.records.activities import HAPPENED
from miaopu_desk.domain.training_pages import STREET, said_hours

UNTHEMED = "没有填主题"
THEME, COMMUNITY = "theme", "community"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRow:
    """台账的一行。people 记名的不同的人，named 记名人次，heads 团体人次，minutes 记名的时长；beneficiaries 没有登记的为空。"""

    id: str
    day: date
    name: str
    state: str
    theme: str = ""
    action: str = ""
    community: str = ""
    place: str = ""
    in_charge: str = ""
    filing_number: str = ""
    people: int = 0
    named: int = 0
    heads: int = 0
    minutes: int = 0
    beneficiaries: int | None = None

    @property
    def held_by(self) -> str:
        """哪里组织的。"""
        return self.community or STREET

    @property
    def happened(self) -> bool:
        """开展过没有。"""
        return self.state in HAPPENED


@dataclass(frozen=True, slots=True)
class Tally:
    """几个活动的合计；people 不是各行相加，是这几个活动里不同的人。"""

    activities: int
    happened: int
    cancelled: int
    people: int
    named: int
    heads: int
    minutes: int
    beneficiaries: int
    unrecorded: int

    def sentence(self, name: str) -> str:
        """小计的一句话；没有的不写。"""
        pending = self.activities - self.happened - self.cancelled
        states = [("开展", self.happened), ("还没有开展", pending), ("取消", self.cancelled)]
        said = "、".join(f"{label} {count} 个" for label, count in states if count)
        parts = [f"活动 {self.activities} 个（{said}）"]
        parts += [f"记名 {self.people} 人、{self.named} 人次"] if self.named else []
        parts += [f"团体 {self.heads} 人次（不记名）"] if self.heads else []
        parts += [f"记名时长 {said_hours(self.minutes)} 小时"] if self.minutes else []
        parts += [f"受益 {self.beneficiaries} 人"] if self.beneficiaries else []
        parts += [f"开展了还没有记录 {self.unrecorded} 个"] if self.unrecorded else []
        return f"{name}　{'，'.join(parts)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityLedger:
    """一段时间的活动台账：groups 是（组名，各行），people 是各组和全部（键 ""）不同的人数。"""

    office: str
    brand: str
    span: str
    as_of: str
    groups: tuple[tuple[str, tuple[ActivityRow, ...]], ...]
    people: Mapping[str, int]
    prepared_by: str = ""
    checked_by: str = ""

    @property
    def rows(self) -> tuple[ActivityRow, ...]:
        """全部的行，按组的先后。"""
        return tuple(row for _, rows in self.groups for row in rows)


def tally(rows: Sequence[ActivityRow], people: int) -> Tally:
    """几行的合计。"""
    return Tally(
        activities=len(rows),
        happened=sum(row.happened for row in rows),
        cancelled=sum(row.state == "cancelled" for row in rows),
        people=people,
        named=sum(row.named for row in rows),
        heads=sum(row.heads for row in rows),
        minutes=sum(row.minutes for row in rows),
        beneficiaries=sum(row.beneficiaries or 0 for row in rows),
        unrecorded=sum(row.state == "held" for row in rows),
    )


def grouped(
    rows: Sequence[ActivityRow], by: str, order: Sequence[str]
) -> tuple[tuple[str, tuple[ActivityRow, ...]], ...]:
    """按主题（by 是 theme）或者按组织的社区分组，组的先后照 order，不在里面的排最后；组里按日期。"""
    found: dict[str, list[ActivityRow]] = {}
    for row in rows:
        name = (row.theme or UNTHEMED) if by == THEME else row.held_by
        found.setdefault(name, []).append(row)
    place = {name: at for at, name in enumerate(order)}
    names = sorted(found, key=lambda name: (place.get(name, len(place)), name))
    return tuple((name, tuple(sorted(found[name], key=lambda row: (row.day, row.held_by, row.id)))) for name in names)


def row_cells(number: int, row: ActivityRow) -> list[str]:
    """台账一行的各格；没有开展的不写 0。"""
    counted = row.named or row.heads
    return [
        str(number),
        row.day.isoformat(),
        row.name,
        row.theme,
        row.action,
        row.held_by,
        row.place,
        row.in_charge,
        row.filing_number,
        ACTIVITY_STATES.label(row.state),
        str(row.people) if row.named else "",
        str(row.named) if counted else "",
        str(row.heads) if row.heads else "",
        said_hours(row.minutes) if row.named else "",
        "" if row.beneficiaries is None else str(row.beneficiaries),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingForm:
    """一个活动的报备表；没有填的空着，等人手写。"""

    office: str
    brand: str
    name: str
    when: str
    theme: str = ""
    action: str = ""
    community: str = ""
    organiser: str = ""
    place: str = ""
    in_charge: str = ""
    phone: str = ""
    expected: str = ""
    filed_with: str = ""
    number: str = ""
    filed_on: str = ""
    content: str = ""
    deadline: str = ""


def clock_words(starts: time | None, ends: time | None) -> str:
    """9:00—11:00；没有写的为空，跨夜的写次日。"""
    if starts is None:
        return ""
    said = f"{starts.hour}:{starts.minute:02d}"
    if ends is None:
        return f"{said}起"
    return f"{said}—{'次日' if ends <= starts else ''}{ends.hour}:{ends.minute:02d}"
