"""转社区：几位一起从原来的社区转到另一个，哪天、为什么记在更改记录里；一次操作，一次撤销。"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import Problem, Refused
from miaopu_desk.domain.records import COMMUNITIES, PARTY_BRANCHES, TEAMS, VOLUNTEERS
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.domain.register import Register
from miaopu_desk.services.handover import holdings
from miaopu_desk.services.history import history
from miaopu_desk.services.office import Office
from miaopu_desk.services.standings import some


@dataclass(frozen=True, slots=True)
class Transferred:
    """转了几位；already 原来就在那里的；holding 在原社区手上还有网格或队伍的。"""

    community: str
    count: int
    already: tuple[Volunteer, ...] = ()
    holding: tuple[Volunteer, ...] = ()

    def sentence(self) -> str:
        """给人看的一句话。"""
        parts = [f"{self.count} 人转到{self.community}"]
        if self.already:
            parts.append(f"{len(self.already)} 人原来就在那里（{some(self.already)}）")
        if self.holding:
            parts.append(f"{some(self.holding)}手上还有网格或队伍，请办交接")
        return "，".join(parts)


def transfer(
    office: Office, ids: Sequence[str], community_id: str, day: date, reason: str = ""
) -> Transferred | list[Problem]:
    """把几位从 day 起转到 community_id；服务队和党支部是别的社区的，一起空出来。

    日期还没到、早于谁的登记日期、社区已删除的，一位也不转，返回全部问题。哪天转的、为什么写在操作名称里，历史查得到。
    """
    place = office.keeper.table(COMMUNITIES).get(community_id)
    if place is None:
        return [Problem("社区", "这个社区已经删除，请重新选择")]
    people = office.keeper.table(VOLUNTEERS).records(list(dict.fromkeys(ids)))
    moving = [one for one in people if one.community.id != place.id]
    problems = [Problem("转出日期", f"{day}还没到，今天是{office.today()}，请核对")] if day > office.today() else []
    problems += [
        Problem("转出日期", f"“{one.name}”{one.registered_on}才登记，请核对")
        for one in moving
        if day < one.registered_on
    ]
    if problems:
        return problems
    here = Ref(place.name, place.id)
    told = "，".join(part for part in (f"{day}起", reason.strip()) if part)
    who = f"“{moving[0].name}”" if len(moving) == 1 else f" {len(moving)} 人"
    try:
        with office.keeper.action(f"转社区{who}到{place.name}（{told}）") as act:
            for one in moving:
                act.update(VOLUNTEERS, one, replace(one, community=here, **_left_behind(office, one, place.id)))
    except Refused as refused:
        return refused.problems
    holding = tuple(one for one in moving if holdings(office, one.id, day))
    return Transferred(place.name, len(moving), tuple(one for one in people if one not in moving), holding)


def transfers(office: Office, volunteer_id: str) -> list[tuple[str, str, str, str]]:
    """一个人转过的社区，早的在前：(何时记的, 操作, 从哪个社区, 到哪个社区)；撤销也列出来。"""
    label = VOLUNTEERS.column("community").label
    return [
        (line.at, line.title, line.before, line.after)
        for line in history(office, VOLUNTEERS, volunteer_id)
        if line.label == label and line.before
    ]


_OWNED: tuple[tuple[str, Register[Any]], ...] = (("team", TEAMS), ("party_branch", PARTY_BRANCHES))


def _left_behind(office: Office, one: Volunteer, community_id: str) -> dict[str, Any]:
    """转走以后不再属于的：别的社区的服务队、党支部；街道的（不归社区）留着。"""
    left: dict[str, Any] = {}
    for name, register in _OWNED:
        ref = getattr(one, name)
        if ref is None:
            continue
        owner = office.keeper.table(register).get(ref.id)
        if owner is not None and owner.community is not None and owner.community.id != community_id:
            left[name] = None
    return left
