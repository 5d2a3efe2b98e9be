"""登记一场培训谁到了：邀请的人先都当作到，改例外，临时来的加上；一次操作，一次撤销。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from miaopu_desk.domain.codes import PARTICIPATION_STATES
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError, Problem, Refused
from miaopu_desk.domain.records.training import PARTICIPATIONS, TRAINING_SESSIONS, Participation
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.services.office import Office


@dataclass(frozen=True, slots=True)
class Recorded:
    """登记好的：各种情况的人数（代码 → 人数）和临时参加的人数。"""

    counts: Mapping[str, int]
    walk_ins: int

    def sentence(self) -> str:
        """给人看的一句话。"""
        said = "，".join(f"{PARTICIPATION_STATES.label(code)} {self.counts.get(code, 0)} 人" for code in self.counts)
        return f"已登记到场：{said}" + (f"，其中临时参加 {self.walk_ins} 人" if self.walk_ins else "")


def session_people(office: Office, session_id: str) -> list[Participation]:
    """一场的全部参训记录，照登记的先后。"""
    return office.keeper.table(PARTICIPATIONS).find("session", session_id)


def suggested(one: Participation) -> str:
    """录到场时先填好的：邀请的当作到，别的照原来的。"""
    return "present" if one.state in (None, "invited") else one.state


def record_attendance(
    office: Office, session_id: str, states: Mapping[str, str], walk_ins: Sequence[str] = ()
) -> Recorded:
    """states 是参训记录 → 到、缺席、请假；walk_ins 是名单外来的志愿者。计划的场次随着改成已举办。

    场次、参训记录刚删除报 KnownError；还没有到日子的报 Refused。
    """
    session = office.keeper.table(TRAINING_SESSIONS).get(session_id)
    if session is None:
        raise KnownError("这场培训已经删除，请刷新后重新选择。")
    if session.held_on > office.today():
        raise Refused([Problem("培训日期", f"{session.held_on}还没到，不能先登记到场；日期写错的请先改")])
    rows = {one.id: one for one in session_people(office, session_id)}
    if missing := states.keys() - rows.keys():
        raise KnownError(f"名单里有 {len(missing)} 人刚才在别处删掉了，请重新打开再录。")
    known = {one.volunteer.id for one in rows.values()}
    coming = [
        one for one in office.keeper.table(VOLUNTEERS).records(list(dict.fromkeys(walk_ins))) if one.id not in known
    ]
    counts: dict[str, int] = {}
    with office.keeper.action(f"登记“{session.topic}”的到场") as act:
        for record_id, state in states.items():
            act.update(PARTICIPATIONS, rows[record_id], replace(rows[record_id], state=state))
            counts[state] = counts.get(state, 0) + 1
        for person in coming:
            act.insert(
                PARTICIPATIONS,
                Participation(
                    session=Ref(session.topic, session.id),
                    volunteer=Ref(person.name, person.id),
                    state="present",
                    note="临时参加",
                ),
            )
            counts["present"] = counts.get("present", 0) + 1
        if session.state == "planned":
            act.update(TRAINING_SESSIONS, session, replace(session, state="held"))
    order = [code for code in PARTICIPATION_STATES.codes if code in counts]
    return Recorded({code: counts[code] for code in order}, len(coming))
