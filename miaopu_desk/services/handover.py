"""交接：一个人手上还有的网格、队伍、支部和没有销号的整改列出来，一步交给接手的人；过去的分工一天也不改。"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import Problem, Refused
from miaopu_desk.domain.records import ASSIGNMENTS, PARTY_BRANCHES, RECTIFICATIONS, TEAMS, VOLUNTEERS
from miaopu_desk.domain.records.grid import Assignment
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.domain.rectifying import standing_words
from miaopu_desk.domain.register import Register
from miaopu_desk.services.office import Office
from miaopu_desk.services.rectifying import held_by
from miaopu_desk.store.listing import Condition, Listing

# 队伍和支部的负责人写的是姓名和电话：两样都相同才算这个人，只凭姓名不算
LED: tuple[tuple[Register[Any], str], ...] = ((TEAMS, "leader"), (PARTY_BRANCHES, "secretary"))


@dataclass(frozen=True, slots=True)
class Holding:
    """手上的一样：在哪张登记表的哪一行、叫什么、说明。"""

    table: str
    id: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class HandedOver:
    """交了几样；already 是接手的人原来就负责、不再重复的。"""

    count: int
    to: str
    already: tuple[str, ...] = ()

    def sentence(self) -> str:
        """给人看的一句话。"""
        said = f"交接 {self.count} 样给{self.to}" if self.to else f"结束 {self.count} 样，还没有人接手"
        return said + (f"；{'、'.join(self.already)}原来就由{self.to}负责，不再重复" if self.already else "")


def holdings(office: Office, volunteer_id: str, day: date) -> list[Holding]:
    """day 那天和以后还由这个人负责的：网格分工，和他当负责人的服务队、党支部（姓名、电话都相同）。"""
    person = office.keeper.table(VOLUNTEERS).get(volunteer_id)
    if person is None:
        return []
    found = [
        Holding(ASSIGNMENTS.table, each.id, each.area.name, _told(each))
        for each in office.keeper.table(ASSIGNMENTS).find("volunteer", volunteer_id)
        if each.ends_on is None or each.ends_on >= day
    ]
    for register, name in LED:
        label = register.column(name).label
        found += [
            Holding(register.table, each.id, each.name, f"{register.noun}{label}")
            for each in office.keeper.table(register).find(name, person.name)
            if person.phone is not None and each.phone == person.phone
        ]
    found += [
        Holding(RECTIFICATIONS.table, each.id, each.name, f"整改，{standing_words(each.state, each.deadline, day)}")
        for each in held_by(office, volunteer_id)
    ]
    return found


def still_holding(office: Office, names: Sequence[str], day: date) -> list[tuple[Volunteer, int]]:
    """叫这些名字、day 那天手上还有东西的志愿者，和各有几样：领导小组换了人，退出的人就按名字找到这里。

    同名的都列出来，是不是那一位由人看。
    """
    people = office.keeper.table(VOLUNTEERS).find_many("name", set(names))
    found = [(one, len(holdings(office, one.id, day))) for one in people]
    return [(one, count) for one, count in found if count]


def hand_over(
    office: Office, from_id: str, to_id: str | None, day: date, chosen: Sequence[Holding]
) -> HandedOver | list[Problem]:
    """从 day 起把 chosen 交给 to_id；to_id 为空时只结束，不接。一次操作，一次撤销。

    原来的分工到前一天止，接手的从 day 起另立一条；还没开始的分工直接换人。接手的人不在册、就是本人的，
    或者这期间别处已经动过，一样也不交，返回问题。
    """
    people = office.keeper.table(VOLUNTEERS)
    outgoing, successor = people.get(from_id), people.get(to_id) if to_id else None
    problem = _unfit(outgoing, successor, to_id, day)
    if problem is not None or outgoing is None:
        return [problem or Problem("", "这位志愿者已经删除")]
    now = {(each.table, each.id) for each in holdings(office, from_id, day)}
    if not chosen or any((each.table, each.id) not in now for each in chosen):
        return [Problem("", "要交的刚才在别处改过，请关掉重开" if chosen else "请勾选要交接的")]
    stuck = [] if successor else _nobody_left(office, chosen)
    if stuck:
        return stuck
    already: list[str] = []
    title = f"“{outgoing.name}”交接给“{successor.name}”" if successor else f"“{outgoing.name}”交出"
    try:
        with office.keeper.action(f"{title} {len(chosen)} 样（{day}起）") as act:
            for each in chosen:
                if each.table == ASSIGNMENTS.table:
                    already += _hand_assignment(office, act, each.id, successor, day)
                elif each.table == RECTIFICATIONS.table:
                    _hand_rectification(office, act, each.id, successor)
                else:
                    _hand_lead(office, act, each, successor)
    except Refused as refused:
        return refused.problems
    return HandedOver(len(chosen), successor.name if successor else "", tuple(already))


def _unfit(outgoing: Volunteer | None, successor: Volunteer | None, to_id: str | None, day: date) -> Problem | None:
    if outgoing is None:
        return Problem("", "这位志愿者已经删除")
    if to_id is None:
        return None
    if successor is None:
        return Problem("接手的人", "已经删除，请重新选择")
    if successor.id == outgoing.id:
        return Problem("接手的人", "不能是本人，请另选一位")
    gone = successor.standing in ("left", "removed") and (successor.standing_on is None or successor.standing_on <= day)
    return Problem("接手的人", f"“{successor.name}”那天已经不在册，请另选一位") if gone else None


def _hand_assignment(office: Office, act: Any, assignment_id: str, successor: Volunteer | None, day: date) -> list[str]:
    """一条分工：原来的到前一天止，接手的另立；返回接手的人原来就负责的网格名。"""
    old = office.keeper.table(ASSIGNMENTS).get(assignment_id)
    assert old is not None
    begun = old.starts_on < day
    held = successor is not None and _holds(office, successor.id, old, day)
    if begun:
        act.update(ASSIGNMENTS, old, replace(old, ends_on=day - timedelta(days=1)))
        if successor is not None and not held:
            who = Ref(successor.name, successor.id)
            act.insert(ASSIGNMENTS, replace(old, id="", rev=0, volunteer=who, starts_on=day))
    elif successor is not None and not held:
        act.update(ASSIGNMENTS, old, replace(old, volunteer=Ref(successor.name, successor.id)))
    else:
        act.delete(ASSIGNMENTS, old.id)
    return [old.area.name] if held else []


def _holds(office: Office, volunteer_id: str, old: Assignment, day: date) -> bool:
    """接手的人那段时间已经负责同一个网格、同样的分工。"""
    where = (Condition("volunteer", "is", (volunteer_id,)), Condition("area", "is", (old.area.id,)))
    return any(
        each.role == old.role
        and each.starts_on <= max(day, old.starts_on)
        and (each.ends_on is None or (old.ends_on is not None and each.ends_on >= old.ends_on))
        for each in office.keeper.table(ASSIGNMENTS).all(Listing(where=where))
    )


def _hand_lead(office: Office, act: Any, held: Holding, successor: Volunteer | None) -> None:
    register, name = next(each for each in LED if each[0].table == held.table)
    old: Any = office.keeper.table(register).get(held.id)
    who, phone = (successor.name, successor.phone) if successor else (None, None)
    act.update(register, old, replace(old, **{name: who, "phone": phone}))


def _nobody_left(office: Office, chosen: Sequence[Holding]) -> list[Problem]:
    """只写了责任人的整改，没有人接就没有人管了。"""
    ids = [each.id for each in chosen if each.table == RECTIFICATIONS.table]
    return [
        Problem("接手的人", f"“{each.name}”只由这个人整改，要选接手的人，或者先写上责任单位")
        for each in office.keeper.table(RECTIFICATIONS).records(ids)
        if each.community is None and each.area is None and not each.unit
    ]


def _hand_rectification(office: Office, act: Any, record_id: str, successor: Volunteer | None) -> None:
    old = office.keeper.table(RECTIFICATIONS).get(record_id)
    assert old is not None
    act.update(RECTIFICATIONS, old, replace(old, person=Ref(successor.name, successor.id) if successor else None))


def _told(one: Assignment) -> str:
    role = ASSIGNMENTS.column("role").kind.show(one.role)
    until = f"至{one.ends_on}" if one.ends_on else "起"
    return "，".join(part for part in (role, f"{one.starts_on}{until}", one.task or "") if part)
