"""暂停、恢复、退出、清退：选中的几位一次办完，写明哪天、为什么；一次操作，一次撤销。"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from miaopu_desk.domain.problems import Problem, Refused
from miaopu_desk.domain.records import VOLUNTEERS
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.services.handover import holdings
from miaopu_desk.services.keeping import describe
from miaopu_desk.services.office import Office

DEEDS = {"suspended": "暂停", "active": "恢复", "left": "退出", "removed": "清退"}


@dataclass(frozen=True, slots=True)
class Changed:
    """办了几位；already 原来就是这样的；holding 已经不在册、手上还有网格或队伍的。"""

    deed: str
    count: int
    already: tuple[Volunteer, ...] = ()
    holding: tuple[Volunteer, ...] = ()

    def sentence(self) -> str:
        """给人看的一句话。"""
        parts = [f"{self.deed} {self.count} 人"]
        if self.already:
            parts.append(f"{len(self.already)} 人原来就是（{some(self.already)}）")
        if self.holding:
            parts.append(f"{some(self.holding)}手上还有网格或队伍，请办交接")
        return "，".join(parts)


def set_standing(
    office: Office, ids: Sequence[str], standing: str, day: date, reason: str = ""
) -> Changed | list[Problem]:
    """把几位的状态改成 standing（active 恢复、suspended 暂停、left 退出、removed 清退），从 day 起。

    有一位不能改（例如日期早于登记日期、清退没写原因），一位也不改，返回全部问题，说清是谁。
    """
    people = office.keeper.table(VOLUNTEERS).records(list(dict.fromkeys(ids)))
    fresh = [one for one in people if one.standing != standing]
    already = tuple(one for one in people if one.standing == standing)
    after = [replace(one, standing=standing, standing_on=day, standing_reason=reason.strip() or None) for one in fresh]
    problems = check(office, after)
    if problems:
        return problems
    deed = DEEDS[standing]
    try:
        with office.keeper.action(_title(deed, fresh, reason)) as act:
            for before, now in zip(fresh, after, strict=True):
                act.update(VOLUNTEERS, before, now)
    except Refused as refused:
        return refused.problems
    gone = standing in ("left", "removed")
    holding = tuple(one for one in fresh if gone and holdings(office, one.id, day))
    return Changed(deed, len(fresh), already, holding)


def check(office: Office, people: Sequence[Volunteer]) -> list[Problem]:
    """各位改了以后的问题，每一条说清是谁。"""
    return [
        Problem(problem.column, f"{describe(VOLUNTEERS, one)}{problem.message}")
        for one in people
        for problem in VOLUNTEERS.check(one, office.today())
    ]


def some(people: Sequence[Volunteer], most: int = 5) -> str:
    """几个人的名字，多了写“等”。"""
    return "、".join(one.name for one in people[:most]) + ("等" if len(people) > most else "")


def _title(deed: str, people: Sequence[Volunteer], reason: str) -> str:
    who = f"“{people[0].name}”" if len(people) == 1 else f" {len(people)} 人"
    return f"{deed}{who}" + (f"（{reason.strip()}）" if reason.strip() else "")
