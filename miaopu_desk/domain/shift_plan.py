"""推算的班次和存下的班次怎样对上：哪些新增、哪些照规则改、哪些取消、哪些不动；只说怎么办，不写。"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from miaopu_desk.domain.duty import Shift
from miaopu_desk.domain.duty_week import Window

ANY_TIME = "不定时"
GONE = "规则不再有这一班"
DAY_OFF = "例外日期，停"
PAST, HELD, EDITED = "past", "held", "edited"


@dataclass(frozen=True, slots=True)
class StoredShift:
    """存下的一班，推算时要看的几样；people 是排了几人，recorded 是录了考勤的几人。

    slot 是它顶着规则的哪一天哪一段，挪到别的日子也不变；手工新增的为空。
    """

    id: str
    rule_id: str
    day: date
    slot: str
    starts_at: time | None
    ends_at: time | None
    area_id: str
    community_id: str | None
    task: str | None
    unit: str | None
    minimum_people: int | None
    minimum_minutes: int | None
    season: str | None
    state: str
    reason: str | None
    edited: bool = False
    people: int = 0
    recorded: int = 0

    @property
    def planned_on(self) -> date:
        """规则里的那一天。"""
        return date.fromisoformat(self.slot[:10]) if self.slot else self.day


@dataclass(frozen=True, slots=True)
class Move:
    """一班要怎么办：stored 是存下的（新增时为空），shift 是推算的（取消时为空），rule_id 是归哪条规则。"""

    stored: StoredShift | None
    shift: Shift | None
    rule_id: str


@dataclass(frozen=True, slots=True)
class Settled:
    """一段日子对下来的结果。left 是不动的班次和为什么（past 已过去、held 已值守或有考勤、edited 手工改过）。

    relinked 是不动、只把规则和时段记成新的（手工改过的班次顶替了规则的那一段）。
    """

    new: list[Move] = field(default_factory=list)
    changed: list[Move] = field(default_factory=list)
    cancelled: list[Move] = field(default_factory=list)
    relinked: list[Move] = field(default_factory=list)
    left: list[tuple[StoredShift, str]] = field(default_factory=list)
    same: list[StoredShift] = field(default_factory=list)

    @property
    def unchanged(self) -> int:
        """和规则一样、不用动的几班。"""
        return len(self.same)

    @property
    def people_on_cancelled(self) -> int:
        """要取消的班次上排着几人次。"""
        return sum(move.stored.people for move in self.cancelled if move.stored)

    def reasons(self) -> Counter[str]:
        """不动的各有几班。"""
        return Counter(reason for _, reason in self.left)


def slot_of(day: date, window: Window | None) -> str:
    """规则里的哪一天哪一段，认班次用：2021-10-06 07:30-08:30；没有钟点的是“不定时”。"""
    return f"{day.isoformat()} {f'{window.start:%H:%M}-{window.end:%H:%M}' if window else ANY_TIME}"


def left_alone(stored: StoredShift, today: date) -> str:
    """为什么不动它；能动的为空。"""
    if stored.day < today:
        return PAST
    if stored.state == "held" or stored.recorded:
        return HELD
    return EDITED if stored.edited else ""


def settle(
    computed: Iterable[Shift],
    stored: Iterable[StoredShift],
    today: date,
    places: Mapping[str, str | None],
    heirs: Mapping[str, str] | None = None,
) -> Settled:
    """同一条规则、同一天的对在一起：同一段的照规则核对，少了的取消，时间挪了的改时间，多出来的新增。

    过去的日子已经存了班次的一班不动，没有存过的补上。places 是网格 → 社区；heirs 是旧规则 → 接替它的新规则。
    """
    heirs = heirs or {}
    held: dict[tuple[str, date], list[StoredShift]] = {}
    for one in stored:
        held.setdefault((heirs.get(one.rule_id, one.rule_id), one.planned_on), []).append(one)
    wanted: dict[tuple[str, date], list[Shift]] = {}
    for shift in computed:
        wanted.setdefault((shift.rule.id, shift.day), []).append(shift)
    result = Settled()
    for key in {**wanted, **held}:
        mine = held.get(key, ())
        if mine:
            _settle_day(result, *key, wanted.get(key, ()), mine, today, places)
        else:
            result.new.extend(Move(None, shift, key[0]) for shift in wanted[key])
    return result


def _settle_day(
    result: Settled,
    rule_id: str,
    day: date,
    computed: Sequence[Shift],
    stored: Sequence[StoredShift],
    today: date,
    places: Mapping[str, str | None],
) -> None:
    slots = {slot_of(day, shift.window): shift for shift in computed}
    if day < today:
        for one in stored:
            _keep_past(result, one, slots.get(one.slot), rule_id, places)
        return
    vanished = []
    for one in sorted(stored, key=lambda each: each.slot):
        found = slots.pop(one.slot, None)
        if found is None:
            vanished.append(one)
        else:
            _match(result, one, found, rule_id, today, places)
    fresh = list(slots.values())
    vanished.sort(key=lambda each: (not left_alone(each, today), each.state == "cancelled", -each.people, each.slot))
    for one in vanished:
        why = left_alone(one, today)
        if fresh and (why or one.state != "cancelled"):
            shift = fresh.pop(0)
            if why:
                result.left.append((one, why))
                result.relinked.append(Move(one, shift, rule_id))
            else:
                result.changed.append(Move(one, shift, rule_id))
        elif why:
            result.left.append((one, why))
        elif one.state == "cancelled":
            result.same.append(one)
        else:
            result.cancelled.append(Move(one, None, rule_id))
    result.new.extend(Move(None, shift, rule_id) for shift in fresh)


def _keep_past(
    result: Settled, one: StoredShift, shift: Shift | None, rule_id: str, places: Mapping[str, str | None]
) -> None:
    if shift is not None and _same(one, shift, rule_id, places):
        result.same.append(one)
    else:
        result.left.append((one, PAST))


def _match(
    result: Settled,
    one: StoredShift,
    shift: Shift,
    rule_id: str,
    today: date,
    places: Mapping[str, str | None],
) -> None:
    """同一段的：和规则一样的不变，手工改过、有考勤的不动，其余照规则改。"""
    if _same(one, shift, rule_id, places):
        result.same.append(one)
        return
    why = left_alone(one, today)
    if not why:
        move = Move(one, shift, rule_id)
        (result.cancelled if shift.state == "cancelled" and one.state != "cancelled" else result.changed).append(move)
        return
    result.left.append((one, why))
    if one.rule_id != rule_id:
        result.relinked.append(Move(one, shift, rule_id))


def _same(one: StoredShift, shift: Shift, rule_id: str, places: Mapping[str, str | None]) -> bool:
    rule = shift.rule
    state = "cancelled" if shift.state == "cancelled" else one.state if one.state == "held" else "planned"
    return (
        one.rule_id == rule_id
        and one.day == shift.day
        and one.state == state
        and (one.starts_at, one.ends_at) == (shift.start, shift.end)
        and one.area_id == rule.area_id
        and one.community_id == places.get(rule.area_id)
        and (one.task or "") == rule.task
        and (one.unit or "") == rule.unit
        and (one.minimum_people, one.minimum_minutes) == (rule.minimum_people, rule.minimum_minutes)
        and one.season == shift.season
    )
