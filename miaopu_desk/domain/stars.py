"""星级：累计时数和积分到了哪一档，离下一档还差多少；只算，不存。"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from miaopu_desk.domain.defaults import Star, StarRules

NO_STAR = "未定星"


@dataclass(frozen=True, slots=True)
class StarStanding:
    """一个人到了哪一档：star 为 0 是还没有星；next 是下一档，已到顶为空；缺的分钟和积分到下一档为止。"""

    star: int
    label: str
    next: Star | None
    minutes_short: int
    points_short: int


@dataclass(frozen=True, slots=True)
class Standing:
    """一个人截至那天的样子：分钟、积分、达到的星级、认证到的星级、离下一档差多少。

    minutes、service_points、deed_points 各是各的账；certified 为 0 是还没有认证过。missing 是缺的资料。
    """

    volunteer_id: str
    name: str
    community_id: str
    community: str
    minutes: int
    service_points: int
    deed_points: int
    star: int
    label: str
    next: Star | None
    minutes_short: int
    points_short: int
    near: bool
    certified: int = 0
    certified_label: str = ""
    certified_on: str = ""
    number: str = ""
    missing: tuple[str, ...] = ()

    @property
    def points(self) -> int:
        """服务得的分加奖励分。"""
        return self.service_points + self.deed_points

    @property
    def waiting(self) -> bool:
        """达到的比认证的高，可以认证。"""
        return self.star > self.certified

    @property
    def lost(self) -> bool:
        """认证的星级现在够不上了。"""
        return self.star < self.certified


@dataclass(frozen=True, slots=True)
class StarEntry:
    """星级名单上的一个人；minutes 是累计服务的分钟，number 是证书编号，没有认证的为空。"""

    volunteer_id: str
    name: str
    community: str
    minutes: int
    star: int
    label: str
    points: int = 0
    number: str = ""


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
    measure: str = "both"
    certified_on: date | None = None
    round: str = ""

    def counts(self) -> list[tuple[str, int]]:
        """各星级的人数，从高到低：[("五星志愿者", 1), ...]。"""
        labels = dict.fromkeys(entry.label for entry in self.entries)
        return [(label, sum(entry.label == label for entry in self.entries)) for label in labels]


def star_standing(minutes: int, points: int, rules: StarRules) -> StarStanding:
    """累计 minutes 分钟、points 分到了哪一档：标准要的都要达到，正好达到算达到，一分钟也不四舍五入。

    标准看时数、看积分还是两样都要，由 measure 定；不看的那一样不缺。档次照 levels 由低到高。
    """
    best: Star | None = None
    goal: Star | None = None
    by_hours, by_points = rules.measure != "points", rules.measure != "hours"
    for level in rules.levels:
        if (not by_hours or minutes >= level.hours * 60) and (not by_points or points >= level.points):
            best, goal = level, None
        elif goal is None:
            goal = level
    return StarStanding(
        star=best.star if best else 0,
        label=best.label if best else NO_STAR,
        next=goal,
        minutes_short=max(0, goal.hours * 60 - minutes) if goal and by_hours else 0,
        points_short=max(0, goal.points - points) if goal and by_points else 0,
    )


def approaching(minutes: int, points: int, goal: Star | None, rules: StarRules) -> bool:
    """离下一档只差一成以内：标准看的每一样都已经到了那一档的九成。"""
    if goal is None:
        return False
    near_hours = rules.measure == "points" or minutes * 10 >= goal.hours * 60 * 9
    near_points = rules.measure == "hours" or points * 10 >= goal.points * 9
    return near_hours and near_points


def rule_faults(rules: StarRules) -> list[str]:
    """一套档次里不妥的地方：星级重复、高一档的要求不比低一档高、没有写要求。"""
    faults = []
    for lower, higher in pairwise(rules.levels):
        if lower.star == higher.star:
            faults.append(f"{lower.star} 星写了两档")
            continue
        needs = [(each.hours, each.points) for each in (lower, higher)]
        if rules.measure != "both":
            needs = [(each[0 if rules.measure == "hours" else 1], 0) for each in needs]
        if needs[1] == needs[0] or any(high < low for low, high in zip(*needs, strict=True)):
            faults.append(f"“{higher.label}”的要求不比“{lower.label}”高")
    return faults


def rules_on(day: date, sets: Sequence[StarRules]) -> StarRules | None:
    """某天用哪一套档次：已经生效的里面最晚的；那天还没有生效的为空。"""
    effective = [each for each in sets if each.effective_from <= day]
    return max(effective, key=lambda each: each.effective_from, default=None)


def standard_words(rules: StarRules) -> str:
    """档次写成一句：一星志愿者满100小时，二星志愿者满300小时……；要积分的写上积分。"""
    parts = []
    for level in rules.levels:
        needs = [f"满{level.hours}小时"] if rules.measure != "points" and (level.hours or not level.points) else []
        if rules.measure != "hours" and (level.points or not needs):
            needs.append(f"满{level.points}分")
        parts.append(f"{level.label}{'且'.join(needs)}")
    return "，".join(parts)


def status_words(rules: StarRules) -> str:
    """这套档次从哪里来、有没有确认。"""
    basis = f"，依据{rules.basis}" if rules.basis else ""
    return f"{rules.name}{basis}{'' if rules.confirmed else '，待街道确认'}"


def starred(people: Iterable[Standing]) -> tuple[StarEntry, ...]:
    """够得上星级的人，星级高的在前，同星时数多的在前，再按给出的先后。"""
    found = [
        StarEntry(one.volunteer_id, one.name, one.community, one.minutes, one.star, one.label, one.points, one.number)
        for one in people
        if one.star
    ]
    return tuple(sorted(found, key=lambda entry: (-entry.star, -entry.minutes)))
