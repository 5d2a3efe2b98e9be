"""值守看板上的一班和班上的人：排够没有、撞没撞班、在不在保、还在不在队，都当场算出，不存。"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from miaopu_desk.domain.codes import SHIFT_STATUS
from miaopu_desk.domain.duty_week import DAY_MINUTES, minute_of
from miaopu_desk.domain.duty_words import WEEKDAY_NAMES, clock

UNDERSTAFFED, DOUBLE, UNINSURED, LEFT, SUSPENDED = "understaffed", "double", "uninsured", "left", "suspended"
WORDS = {UNDERSTAFFED: "缺人", DOUBLE: "撞班", UNINSURED: "未在保", LEFT: "已离队", SUSPENDED: "暂停"}
NOT_THERE = ("absent", "leave")


@dataclass(frozen=True, slots=True)
class OnDuty:
    """班上的一个人；person 认得出同一个人（有证件号的按证件号），flags 是 WORDS 里的几样。"""

    id: str
    shift_id: str
    volunteer_id: str
    person: str
    name: str
    community: str
    attendance: str | None = None
    walk_in: bool = False
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BoardShift:
    """看板上的一班；id 空着的是推算出来、还没有存的。"""

    id: str
    rule_id: str
    day: date
    starts_at: time | None
    ends_at: time | None
    area_id: str
    area: str
    community_id: str | None
    community: str
    task: str
    unit: str
    minimum_people: int | None
    minimum_minutes: int | None
    state: str
    reason: str
    edited: bool
    people: tuple[OnDuty, ...] = ()

    @property
    def when(self) -> str:
        """几点到几点；没有钟点的是不定时。"""
        if self.starts_at is None or self.ends_at is None:
            return "不定时"
        if self.ends_at == time(0):
            return f"{clock(self.starts_at)}—24:00"
        night = "次日" if self.ends_at <= self.starts_at else ""
        return f"{clock(self.starts_at)}—{night}{clock(self.ends_at)}"

    @property
    def day_words(self) -> str:
        """9月27日 周一。"""
        return f"{self.day.month}月{self.day.day}日 周{WEEKDAY_NAMES[self.day.isoweekday() - 1]}"

    @property
    def called(self) -> str:
        """说到这一班：9月27日 周一 7:30—8:30 某路口。"""
        return f"{self.day_words} {self.when} {self.area}"

    @property
    def count(self) -> int:
        """排着几人；请假、缺席的不算。"""
        return sum(one.attendance not in NOT_THERE for one in self.people)

    @property
    def lacking(self) -> int:
        """离最少人数还差几人；取消了的不差。"""
        return 0 if self.state == "cancelled" else max(0, (self.minimum_people or 0) - self.count)

    @property
    def staffed(self) -> str:
        """已排/至少：3/8，没有要求的只写已排。"""
        return f"{self.count}/{self.minimum_people}" if self.minimum_people else str(self.count)

    @property
    def flags(self) -> tuple[str, ...]:
        """这一班和班上的人的各样不对，按 WORDS 的次序；取消了的没有。"""
        if self.state == "cancelled" or not self.id:
            return ()
        found = {flag for one in self.people for flag in one.flags}
        if self.lacking:
            found.add(UNDERSTAFFED)
        return tuple(flag for flag in WORDS if flag in found)

    @property
    def state_words(self) -> str:
        """状态：未生成、已排班、已值守、已取消。"""
        return SHIFT_STATUS.label(self.state) if self.id else "未生成"

    @property
    def span(self) -> tuple[int, int] | None:
        """起止是哪两分钟（从纪元算起）；没有钟点的为空。"""
        return span_of(self.day, self.starts_at, self.ends_at)


def span_of(day: date, starts_at: time | None, ends_at: time | None) -> tuple[int, int] | None:
    """一班的起止，跨夜的止在次日；没有钟点的为空。"""
    if starts_at is None or ends_at is None:
        return None
    first = day.toordinal() * DAY_MINUTES + minute_of(starts_at)
    return first, first + ((minute_of(ends_at) - minute_of(starts_at)) % DAY_MINUTES or DAY_MINUTES)


def collide(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    """两段时间有没有重叠；首尾相接的不算，没有钟点的不算。"""
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]


def flag_people(
    shifts: Iterable[BoardShift],
    spans: Mapping[str, list[tuple[str, tuple[int, int]]]],
    covered: Mapping[date, set[str]],
    standing: Mapping[str, tuple[str, date | None]],
) -> list[BoardShift]:
    """给每班的人标上撞班、未在保、已离队、暂停。

    spans 是每个人的各班（班次 id，起止），covered 是每天在保的人，standing 是每名志愿者的状态和日期。
    """

    def flags(shift: BoardShift, one: OnDuty) -> tuple[str, ...]:
        found = []
        if one.attendance not in NOT_THERE and any(
            other != shift.id and collide(shift.span, span) for other, span in spans.get(one.person, ())
        ):
            found.append(DOUBLE)
        if one.person not in covered.get(shift.day, ()):
            found.append(UNINSURED)
        state, since = standing.get(one.volunteer_id, ("active", None))
        if state in ("left", "removed") and since is not None and since <= shift.day:
            found.append(LEFT)
        if state == "suspended" and (since is None or since <= shift.day):
            found.append(SUSPENDED)
        return tuple(found)

    return [
        replace(shift, people=tuple(replace(one, flags=flags(shift, one)) for one in shift.people))
        if shift.state != "cancelled"
        else shift
        for shift in shifts
    ]


def week_of(day: date) -> tuple[date, date]:
    """那一周的星期一和星期日。"""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)
