"""一次操作加许多人：培训场次的参训人员、保单的参保人员；已经在里面的略过并说明。"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.activities import ACTIVITIES, ACTIVITY_PEOPLE, ActivityPerson
from miaopu_desk.domain.records.insurance import ENROLLMENTS, POLICIES, Enrollment
from miaopu_desk.domain.records.training import PARTICIPATIONS, TRAINING_SESSIONS, Participation
from miaopu_desk.domain.records.volunteers import VOLUNTEERS, Volunteer
from miaopu_desk.domain.register import Record, Register
from miaopu_desk.services.office import Office

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Added:
    """加进去的人数，和略过的人（已经在里面、已退出或清退）。"""

    count: int
    already: tuple[str, ...]
    departed: tuple[str, ...]

    def sentence(self) -> str:
        """给人看的一句话。"""
        parts = [f"已加入 {self.count} 人"]
        if self.already:
            parts.append(f"{len(self.already)} 人原来就在里面（{_some(self.already)}）")
        if self.departed:
            parts.append(f"{len(self.departed)} 人已退出或清退，没有加入（{_some(self.departed)}）")
        return "，".join(parts)


def add_participants(office: Office, session_id: str, volunteer_ids: Sequence[str], state: str = "present") -> Added:
    """把几名志愿者记为一场培训的参训人员（state 写 invited 是邀请）；一次操作，一次撤销。场次已删除报 KnownError。"""
    session = office.keeper.table(TRAINING_SESSIONS).get(session_id)
    if session is None:
        raise KnownError("这场培训已经删除，请刷新后重新选择。")

    def row(one: Volunteer) -> Participation:
        return Participation(session=Ref(session.topic, session.id), volunteer=Ref(one.name, one.id), state=state)

    present = _in_already(office, PARTICIPATIONS, "session", session_id)
    where = f"邀请参加“{session.topic}”：" if state == "invited" else f"“{session.topic}”"
    return _add(office, PARTICIPATIONS, volunteer_ids, present, session.held_on, row, where)


def add_to_activity(office: Office, activity_id: str, volunteer_ids: Sequence[str]) -> Added:
    """把几名志愿者记为一个活动报名的人；一次操作，一次撤销。活动已删除、已取消报 KnownError。"""
    activity = office.keeper.table(ACTIVITIES).get(activity_id)
    if activity is None:
        raise KnownError("这个活动已经删除，请刷新后重新选择。")
    if activity.state == "cancelled":
        raise KnownError(f"“{activity.name}”已经取消，不能再报名；取消错了的请先恢复。")

    def row(one: Volunteer) -> ActivityPerson:
        return ActivityPerson(activity=Ref(activity.name, activity.id), volunteer=Ref(one.name, one.id), role="member")

    present = _in_already(office, ACTIVITY_PEOPLE, "activity", activity_id)
    return _add(office, ACTIVITY_PEOPLE, volunteer_ids, present, activity.day, row, f"“{activity.name}”报名")


def enroll(office: Office, policy_id: str, volunteer_ids: Sequence[str], starts_on: date) -> Added:
    """给几名志愿者上一张保单，starts_on 零时起生效；一次操作，一次撤销。

    生效日期不在保险期间内、保单已删除报 KnownError。保单上仍有效的参保不重复。
    """
    policy = office.keeper.table(POLICIES).get(policy_id)
    if policy is None:
        raise KnownError("这张保单已经删除，请刷新后重新选择。")
    if not policy.starts_on <= starts_on <= policy.ends_on:
        raise KnownError(
            f"生效日期 {starts_on} 不在保险期间内（{policy.starts_on} 至 {policy.ends_on}），请改成期间内的日期。"
        )

    def row(one: Volunteer) -> Enrollment:
        return Enrollment(policy=Ref(policy.number, policy.id), volunteer=Ref(one.name, one.id), starts_on=starts_on)

    present = covered_ids(office, policy_id, starts_on)
    return _add(office, ENROLLMENTS, volunteer_ids, present, starts_on, row, f"保单“{policy.number}”")


def covered_ids(office: Office, policy_id: str, day: date) -> set[str | None]:
    """day 那天及以后还在这张保单里的志愿者。"""
    return {
        each.volunteer.id
        for each in office.keeper.table(ENROLLMENTS).find("policy", policy_id)
        if each.ends_on is None or each.ends_on >= day
    }


def _in_already(office: Office, register: Register[Any], name: str, owner: str) -> set[str | None]:
    return {each.volunteer.id for each in office.keeper.table(register).find(name, owner)}


def _add(
    office: Office,
    register: Register[R],
    volunteer_ids: Sequence[str],
    present: set[str | None],
    day: date,
    row: Callable[[Volunteer], R],
    where: str,
) -> Added:
    chosen = office.keeper.table(VOLUNTEERS).records(list(dict.fromkeys(volunteer_ids)))
    already = [one for one in chosen if one.id in present]
    departed = [one for one in chosen if one.id not in present and _gone(one, day)]
    fresh = [one for one in chosen if one.id not in present and not _gone(one, day)]
    with office.keeper.action(f"{where}加入 {len(fresh)} 人") as act:
        for one in fresh:
            act.insert(register, row(one))
    return Added(len(fresh), tuple(one.name for one in already), tuple(one.name for one in departed))


def _gone(one: Volunteer, day: date) -> bool:
    return one.standing in ("left", "removed") and (one.standing_on is None or one.standing_on <= day)


def _some(names: Sequence[str]) -> str:
    return "、".join(names[:5]) + ("等" if len(names) > 5 else "")
