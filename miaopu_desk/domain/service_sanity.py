"""服务时长合不合情理：两处同时、一天太多、日子没到、那天不在册、一天记了两次；该拒的拒，该问的问。"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from miaopu_desk.domain.duty_week import DAY_MINUTES, minute_of
from miaopu_desk.domain.registration import Registered, has_left, is_suspended

REFUSE, ASK = "refuse", "ask"


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """一个人的一次服务：minutes 是更正以后的时长；where 是一句话说它是哪一次。"""

    day: date
    minutes: int
    activity: str
    starts_at: time | None = None
    ends_at: time | None = None
    opening: bool = False

    @property
    def timed(self) -> bool:
        return self.starts_at is not None and self.ends_at is not None


@dataclass(frozen=True, slots=True)
class Finding:
    """一处不合情理：severity 是 REFUSE（不收）或 ASK（看过再定）。"""

    severity: str
    message: str


def findings(new: Served, others: Sequence[Served], person: Registered, today: date, hours_a_day: int) -> list[Finding]:
    """一次服务的全部不合情理之处；others 是同一个人别的服务（更正为零的不必给），hours_a_day 是一天最多几小时。

    历史时数不是某一天做的，只看日子到没到。
    """
    found = []
    if new.day > today:
        found.append(Finding(REFUSE, f"{new.day}还没到，今天是{today}"))
    if new.opening:
        return found
    if new.day < person.registered_on:
        found.append(Finding(REFUSE, f"{new.day}还没有登记为志愿者（{person.registered_on}登记）"))
    elif has_left(person, new.day):
        found.append(Finding(REFUSE, f"{new.day}已经退出或清退（{person.standing_on}）"))
    elif is_suspended(person, new.day):
        found.append(Finding(ASK, f"{new.day}正在暂停服务"))
    lived = [each for each in others if each.minutes > 0 and not each.opening]
    found += [
        Finding(ASK, f"和同一时间的“{each.activity}”（{_clocks(each)}）重叠") for each in lived if overlap(new, each)
    ]
    total = new.minutes + sum(each.minutes for each in lived if each.day == new.day)
    if total > hours_a_day * 60:
        found.append(Finding(ASK, f"{new.day}一共{total / 60:g}小时，超过一天{hours_a_day}小时"))
    if any(_twice(new, each) for each in lived):
        found.append(Finding(ASK, f"{new.day}的“{new.activity}”已经记过一次"))
    return found


def overlap(one: Served, other: Served) -> bool:
    """两次的起止有没有重叠：头尾相接的不算；有一次没有写起止就看不出来。"""
    mine, theirs = _stretch(one), _stretch(other)
    return mine is not None and theirs is not None and mine[0] < theirs[1] and theirs[0] < mine[1]


def days_around(day: date) -> tuple[date, date]:
    """要一起看的日子：跨夜的会碰到前后一天。"""
    return day - timedelta(days=1), day + timedelta(days=1)


def _twice(one: Served, other: Served) -> bool:
    """同一天同一项活动记了两次；两次都写了起止的是两班，重叠没重叠另外看。"""
    return one.day == other.day and one.activity == other.activity and not (one.timed and other.timed)


def _stretch(one: Served) -> tuple[int, int] | None:
    if one.starts_at is None or one.ends_at is None:
        return None
    start = one.day.toordinal() * DAY_MINUTES + minute_of(one.starts_at)
    length = (minute_of(one.ends_at) - minute_of(one.starts_at)) % DAY_MINUTES or DAY_MINUTES
    return start, start + length


def _clocks(one: Served) -> str:
    assert one.starts_at is not None
    assert one.ends_at is not None
    return f"{one.day} {one.starts_at:%H:%M}—{one.ends_at:%H:%M}"
