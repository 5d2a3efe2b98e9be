"""派人到网格：边填边说撞在哪里，一次派几个人先看计划再写。"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.assigning import Held, warnings
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.grid import ASSIGNMENTS, GRID_AREAS, Assignment
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.domain.registration import GONE
from miaopu_desk.services.office import Office
from miaopu_desk.services.targets import target


@dataclass(frozen=True, slots=True)
class Posting:
    """派一个人：notes 是要留意的，refused 写着就不派。"""

    assignment: Assignment
    notes: tuple[str, ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class PostingPlan:
    """一处网格要派的各人。"""

    area: str
    postings: tuple[Posting, ...]

    @property
    def accepted(self) -> list[Posting]:
        """派得了的。"""
        return [each for each in self.postings if not each.refused]

    def lines(self) -> list[str]:
        """要给人看的几句：不派的、要留意的。"""
        told = []
        for each in self.postings:
            who = each.assignment.volunteer.name if each.assignment.volunteer else each.assignment.unit or ""
            told += [f"{who}：{each.refused}，不派"] if each.refused else [f"{who}：{note}" for note in each.notes]
        return told


def assignment_warnings(office: Office, one: Assignment) -> list[str]:
    """一条分工（可以还没有存）撞在哪里；没有区域、没有人的不说。"""
    if one.area is None or one.area.id is None or one.starts_on is None:
        return []
    table = office.keeper.table(ASSIGNMENTS)
    others = {each.id: each for each in table.find("area", one.area.id)}
    if one.volunteer is not None and one.volunteer.id:
        others |= {each.id: each for each in table.find("volunteer", one.volunteer.id)}
    most = target(office, "areas_per_person")
    return warnings(_held(one), [_held(each) for each in others.values()], most)


def plan_postings(
    office: Office, area_id: str, volunteer_ids: Sequence[str], role: str | None, day: date
) -> PostingPlan:
    """从 day 起把几个人派到一处网格；已经在那里的、离队的不派，撞了的写明。区域已删除报 KnownError。"""
    area = office.keeper.table(GRID_AREAS).get(area_id)
    if area is None:
        raise KnownError("这处网格已经删除，请刷新后重新选择。")
    here = office.keeper.table(ASSIGNMENTS).find("area", area_id)
    mine = {each.volunteer.id for each in here if each.volunteer is not None and _on(each, day)}
    postings = []
    for person in office.keeper.table(VOLUNTEERS).records(list(dict.fromkeys(volunteer_ids))):
        one = Assignment(area=Ref(area.name, area.id), volunteer=Ref(person.name, person.id), role=role, starts_on=day)
        if person.id in mine:
            postings.append(Posting(one, refused="那天已经负责这里"))
        elif person.standing in GONE and (person.standing_on is None or person.standing_on <= day):
            postings.append(Posting(one, refused="已离队"))
        else:
            postings.append(Posting(one, tuple(assignment_warnings(office, one))))
    return PostingPlan(area.name, tuple(postings))


def do_postings(office: Office, plan: PostingPlan) -> int:
    """照计划派，一次操作，返回人数。没有派得了的报 KnownError。"""
    if not plan.accepted:
        raise KnownError("没有派得了的人：都已经负责这里，或者已经离队。")
    with office.keeper.action(f"派 {len(plan.accepted)} 人负责“{plan.area}”") as act:
        for each in plan.accepted:
            act.insert(ASSIGNMENTS, each.assignment)
    return len(plan.accepted)


def _on(one: Assignment, day: date) -> bool:
    return one.volunteer is not None and one.starts_on <= day and (one.ends_on is None or day <= one.ends_on)


def _held(one: Assignment) -> Held:
    person = one.volunteer
    return Held(
        one.id,
        one.area.id or "",
        one.area.name,
        person.id if person else None,
        None if person else one.unit,
        person.name if person else one.unit or "",
        one.role,
        one.starts_on,
        one.ends_on,
    )
