"""网格一览：社区下的片区、楼栋、路段排成树，每处那天由谁负责，哪些没有人。"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from miaopu_desk.domain.codes import AREA_KINDS
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records.communities import COMMUNITIES
from miaopu_desk.domain.records.grid import ASSIGNMENTS, GRID_AREAS, GridArea
from miaopu_desk.services.figures import people_in_charge
from miaopu_desk.services.office import Office


@dataclass(frozen=True, slots=True)
class AreaNode:
    """树上的一处网格：in_charge 是那天负责的人或单位，parts 是下一级。"""

    area: GridArea
    in_charge: tuple[str, ...]
    parts: "tuple[AreaNode, ...]"

    def every(self) -> "Iterable[AreaNode]":
        """自己和下面各级。"""
        yield self
        for each in self.parts:
            yield from each.every()


@dataclass(frozen=True, slots=True)
class CommunityNode:
    """树上的一个社区（没有社区的网格归在 name 为“街道”的一处）。"""

    id: str | None
    name: str
    parts: tuple[AreaNode, ...]

    @property
    def count(self) -> int:
        """网格处数，含下级。"""
        return sum(1 for part in self.parts for _ in part.every())

    @property
    def nobody(self) -> int:
        """没有人负责的处数。"""
        return sum(not each.in_charge for part in self.parts for each in part.every())


def grid_tree(office: Office, day: date) -> list[CommunityNode]:
    """day 那天的网格树：社区按自己的顺序，同级按类型、登记的先后；没有网格的社区也列出。

    谁算负责与月报的“网格有人负责”同一口径：已退出的人不算。
    """
    areas = office.keeper.table(GRID_AREAS).all()
    in_charge = people_in_charge(office, day)
    below: dict[str | None, list[GridArea]] = {}
    known = {each.id for each in areas}
    for each in areas:
        parent = each.parent.id if each.parent is not None and each.parent.id in known else None
        below.setdefault(parent, []).append(each)
    seen: set[str] = set()

    def nodes(found: Sequence[GridArea]) -> tuple[AreaNode, ...]:
        made = []
        for each in sorted(found, key=lambda one: (AREA_KINDS.order(one.kind), one.id)):
            if each.id in seen:
                continue
            seen.add(each.id)
            made.append(AreaNode(each, tuple(in_charge.get(each.id, ())), nodes(below.get(each.id, ()))))
        return tuple(made)

    tops = list(below.get(None, ()))
    tops += _in_circles(areas, tops, below)
    result = [
        CommunityNode(each.id, each.name, nodes([one for one in tops if one.community and one.community.id == each.id]))
        for each in office.keeper.table(COMMUNITIES).all()
    ]
    rest = nodes([one for one in tops if one.id not in seen])
    return [*result, CommunityNode(None, "街道", rest)] if rest else result


def end_assignments(office: Office, ids: Sequence[str], last_day: date) -> list[Problem]:
    """把几条分工结束在 last_day（当天仍负责）；一次操作。早于开始日期的全部列出，一条也不改。"""
    records = office.keeper.table(ASSIGNMENTS).records(ids)
    problems = [
        Problem("结束日期", f"{each.area.name}的分工从{each.starts_on}开始，结束日期不能更早")
        for each in records
        if last_day < each.starts_on
    ]
    if problems:
        return problems
    named = f"“{records[0].area.name}”" if len(records) == 1 else f" {len(records)} 条"
    with office.keeper.action(f"结束分工{named}") as act:
        for each in records:
            act.update(ASSIGNMENTS, each, replace(each, ends_on=last_day))
    return []


def _in_circles(
    areas: Sequence[GridArea], tops: Sequence[GridArea], below: dict[str | None, list[GridArea]]
) -> list[GridArea]:
    """互为上级的网格从哪一处也走不到，作为顶层列出来，不让它们从树上消失。"""
    reached: set[str] = set()
    queue = list(tops)
    while queue:
        each = queue.pop()
        if each.id not in reached:
            reached.add(each.id)
            queue += below.get(each.id, ())
    return [each for each in areas if each.id not in reached]
