"""网格分工的冲突：同一个人同一处重叠、一处两位网格长、一个人管得太多；只提醒，不拦。"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

HEAD = "head"


@dataclass(frozen=True, slots=True)
class Held:
    """一条分工要看的几样；volunteer 是志愿者的 id，单位包干的为空。"""

    id: str
    area: str
    area_name: str
    volunteer: str | None
    unit: str | None
    who: str
    role: str | None
    starts_on: date
    ends_on: date | None


def overlap(one: Held, other: Held) -> bool:
    """两条分工的日子有没有重叠，两端都算。"""
    return (one.ends_on is None or other.starts_on <= one.ends_on) and (
        other.ends_on is None or one.starts_on <= other.ends_on
    )


def same_holder(one: Held, other: Held) -> bool:
    """是不是同一个人，或者同一个单位。"""
    if one.volunteer or other.volunteer:
        return one.volunteer == other.volunteer
    return bool(one.unit) and one.unit == other.unit


def warnings(new: Held, others: Iterable[Held], most: int) -> list[str]:
    """new 和已有的分工撞在哪里；others 是同一处的和同一个人的。"""
    found = [each for each in others if each.id != new.id and overlap(new, each)]
    told = []
    for each in found:
        if each.area == new.area and same_holder(new, each):
            told.append(f"{each.who}从{each.starts_on}起已经负责这里，日子重叠")
            break
    if new.role == HEAD and new.volunteer:
        heads = [one for one in found if one.area == new.area and one.role == HEAD and one.volunteer != new.volunteer]
        if heads:
            told.append(f"这里已经有网格长{heads[0].who}（{_until(heads[0])}）")
    if new.volunteer:
        areas = busiest(new, [each for each in found if each.volunteer == new.volunteer])
        if len(areas) > most:
            told.append(f"{new.who}同时负责{len(areas)}个网格，超过{most}个：{'、'.join(areas[:5])}")
    return told


def busiest(new: Held, mine: Sequence[Held]) -> list[str]:
    """new 的期限里，最忙的那一天同时负责哪几处（连同 new）。"""
    days = sorted({max(new.starts_on, each.starts_on) for each in mine} | {new.starts_on})
    best: dict[str, str] = {}
    for day in days:
        on_day = {new.area: new.area_name} | {
            each.area: each.area_name
            for each in mine
            if each.starts_on <= day and (each.ends_on is None or day <= each.ends_on)
        }
        if len(on_day) > len(best):
            best = on_day
    return list(best.values())


def _until(each: Held) -> str:
    return f"{each.starts_on}至{each.ends_on}" if each.ends_on else f"{each.starts_on}起"
