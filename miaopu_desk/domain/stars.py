"""星级：累计时数和积分到了哪一档，离下一档还差多少；只算，不存。"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.defaults import Star, StarRules


@dataclass(frozen=True, slots=True)
class StarStanding:
    """一个人到了哪一档：star 为 0 是还没有星；next 是下一档，已到顶为空；缺的分钟和积分到下一档为止。"""

    star: int
    label: str
    next: Star | None
    minutes_short: int
    points_short: int


@dataclass(frozen=True, slots=True)
class StarEntry:
    """星级名单上的一个人；minutes 是累计服务的分钟。"""

    volunteer_id: str
    name: str
    community: str
    minutes: int
    star: int
    label: str


@dataclass(frozen=True, slots=True)
class StarList:
    """一份星级名单：截至 as_of，按星级从高到低；status 是档次标准的出处和有没有得到确认。"""

    office: str
    signed_as: str
    brand: str
    as_of: date
    day: date
    last_day: date
    entries: tuple[StarEntry, ...]
    registered: int
    standard: str
    status: str
    contact: str = ""

    def counts(self) -> list[tuple[str, int]]:
        """各星级的人数，从高到低：[("五星志愿者", 1), ...]。"""
        labels = dict.fromkeys(entry.label for entry in self.entries)
        return [(label, sum(entry.label == label for entry in self.entries)) for label in labels]


def star_standing(minutes: int, points: int, rules: StarRules) -> StarStanding:
    """累计 minutes 分钟、points 分到了哪一档：时数和积分都要达到，正好达到算达到，一分钟也不四舍五入。"""
    reached = [level for level in rules.levels if minutes >= level.hours * 60 and points >= level.points]
    best = reached[-1] if reached else None
    above = [level for level in rules.levels if level.star > (best.star if best else 0)]
    goal = above[0] if above else None
    return StarStanding(
        star=best.star if best else 0,
        label=best.label if best else "未定星",
        next=goal,
        minutes_short=max(0, goal.hours * 60 - minutes) if goal else 0,
        points_short=max(0, goal.points - points) if goal else 0,
    )


def rules_on(day: date, sets: Sequence[StarRules]) -> StarRules | None:
    """某天用哪一套档次：已经生效的里面最晚的；那天还没有生效的为空。"""
    effective = [each for each in sets if each.effective_from <= day]
    return max(effective, key=lambda each: each.effective_from, default=None)


def standard_words(rules: StarRules) -> str:
    """档次写成一句：一星志愿者满100小时，二星志愿者满300小时……；要积分的写上积分。"""
    parts = []
    for level in rules.levels:
        points = f"且满{level.points}分" if level.points else ""
        parts.append(f"{level.label}满{level.hours}小时{points}")
    return "，".join(parts)


def status_words(rules: StarRules) -> str:
    """这套档次从哪里来、有没有确认。"""
    basis = f"，依据{rules.basis}" if rules.basis else ""
    return f"{rules.name}{basis}{'' if rules.confirmed else '，待街道确认'}"


def starred(people: Iterable[tuple[str, str, str, int]], rules: StarRules) -> tuple[StarEntry, ...]:
    """（志愿者 id，姓名，社区，分钟）→ 够得上星级的人，星级高的在前，同星时数多的在前，再按给出的先后。"""
    found = []
    for volunteer_id, name, community, minutes in people:
        standing = star_standing(minutes, 0, rules)
        if standing.star:
            found.append(StarEntry(volunteer_id, name, community, minutes, standing.star, standing.label))
    return tuple(sorted(found, key=lambda entry: (-entry.star, -entry.minutes)))
