"""给班次排人：挑人、轮值、照上周；先出计划（谁排进哪班、谁没有排为什么），再一次写进去。"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from miaopu_desk.domain.duty_board import BoardShift, OnDuty
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError, Problem, Refused
from miaopu_desk.domain.records.shifts import SHIFT_PEOPLE, SHIFTS, ShiftPerson
from miaopu_desk.domain.records.volunteers import VOLUNTEERS, Volunteer
from miaopu_desk.domain.registration import GONE
from miaopu_desk.domain.rotation import Duties, rotate
from miaopu_desk.services.duty_board import board_shifts
from miaopu_desk.services.office import Office
from miaopu_desk.store import shift_people as store
from miaopu_desk.store.listing import Condition, Listing


@dataclass(frozen=True, slots=True)
class Placing:
    """把谁排进哪一班；note 是要留意的（撞班、未在保）。"""

    shift: BoardShift
    volunteer_id: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """没有排的人和为什么；shift 空着是整段日子都不排。"""

    name: str
    reason: str
    shift: BoardShift | None = None


@dataclass(frozen=True, slots=True)
class AssignPlan:
    """排人的计划；short 是排过以后还差几人的班次。"""

    title: str
    placings: tuple[Placing, ...]
    skipped: tuple[Skipped, ...] = ()
    short: tuple[tuple[BoardShift, int], ...] = ()

    def sentence(self) -> str:
        """给人看的一句话。"""
        shifts = len({each.shift.id for each in self.placings})
        parts = [f"排 {len(self.placings)} 人次，{shifts} 班" if self.placings else "没有排得进去的人"]
        if self.skipped:
            parts.append(f"没有排 {len(self.skipped)} 人次")
        if self.short:
            parts.append(f"还有 {len(self.short)} 班不够人，共差 {sum(lack for _, lack in self.short)} 人")
        return "，".join(parts)


def plan_assign(office: Office, shift_ids: Sequence[str], volunteer_ids: Sequence[str]) -> AssignPlan:
    """把挑中的人排进这几班，每班都排。已经在里面的、离队的不排；撞班、未在保的照排，写明。"""
    shifts = _open_shifts(office, shift_ids)
    crew = _crew(office, volunteer_ids)
    duties = _duties(office, shifts)
    placings: list[Placing] = []
    skipped: list[Skipped] = []
    covered = store.covered_on(office.database, [one.day for one in shifts])
    for shift in shifts:
        on_it = {one.person for one in shift.people}
        for each in crew.people:
            person = crew.person_of[each.id]
            if person in on_it:
                skipped.append(Skipped(each.name, "已经在这一班里", shift))
            elif reason := _unfit(each, shift.day):
                skipped.append(Skipped(each.name, reason, shift))
            else:
                notes = [] if duties.free(person, shift) else ["撞班"]
                notes += [] if person in covered.get(shift.day, ()) else ["未在保"]
                placings.append(Placing(shift, each.id, each.name, "、".join(notes)))
                on_it.add(person)
                duties.add(each.id, person, shift)
    return AssignPlan(_title("排人", shifts), tuple(placings), tuple(skipped), _short(shifts, placings))


def plan_rotation(
    office: Office,
    shift_ids: Sequence[str],
    volunteer_ids: Sequence[str],
    *,
    per_shift: int = 1,
    away: Collection[str] = (),
) -> AssignPlan:
    """用名单上的人轮着排满这几班：值得少的先来，一样多的先轮到最久没值的，再按名单的先后。

    每班补到最少人数，没有要求的补到 per_shift 人。away 是这段日子不在的；离队、暂停、当天请假、撞班的跳过。
    """
    shifts = _open_shifts(office, shift_ids)
    crew = _crew(office, volunteer_ids)
    known = {each.id: each for each in crew.people}
    duties = _duties(office, shifts)

    def fit(volunteer: str, day: date) -> bool:
        return volunteer not in away and not _unfit(known[volunteer], day)

    placed = rotate(shifts, list(known), crew.person_of, fit, duties, per_shift)
    covered = store.covered_on(office.database, [one.day for one in shifts])
    placings = [
        Placing(shift, each, known[each].name, "" if crew.person_of[each] in covered.get(shift.day, ()) else "未在保")
        for shift, each in placed
    ]
    skipped = [Skipped(known[each].name, "这段日子不在") for each in known if each in away]
    days = [one.day for one in shifts]
    skipped += [
        Skipped(each.name, reason)
        for each in crew.people
        if each.id not in away and days and (reason := _unfit(each, max(days)))
    ]
    return AssignPlan(_title("轮值", shifts), tuple(placings), tuple(skipped), _short(shifts, placings))


def plan_copy_week(office: Office, monday: date, shift_ids: Sequence[str] | None = None) -> AssignPlan:
    """照上一周同一天、同一处、同一段（或同一任务里次序相同的一段）的人来排这一周；离队、暂停、撞班的不排。"""
    week = timedelta(days=7)
    this = [
        one
        for one in board_shifts(office, monday, monday + timedelta(days=6))
        if one.state == "planned" and (shift_ids is None or one.id in set(shift_ids))
    ]
    before = board_shifts(office, monday - week, monday - timedelta(days=1))
    pairs = _same_last_week(this, [one for one in before if one.state != "cancelled"])
    crew = _crew(office, [each.volunteer_id for _, old in pairs for each in old.people if not each.walk_in])
    known = {each.id: each for each in crew.people}
    duties = _duties(office, this)
    covered = store.covered_on(office.database, [one.day for one in this])
    placings: list[Placing] = []
    skipped: list[Skipped] = []
    for shift, old in pairs:
        on_it = {one.person for one in shift.people}
        for each in _regulars(old):
            one, person = known[each.volunteer_id], crew.person_of[each.volunteer_id]
            if person in on_it:
                continue
            reason = _unfit(one, shift.day) or ("" if duties.free(person, shift) else "撞班")
            if reason:
                skipped.append(Skipped(one.name, reason, shift))
                continue
            note = "" if person in covered.get(shift.day, ()) else "未在保"
            placings.append(Placing(shift, one.id, one.name, note))
            on_it.add(person)
            duties.add(one.id, person, shift)
    return AssignPlan(_title("照上周排人", this), tuple(placings), tuple(skipped), _short(this, placings))


def do_assign(office: Office, plan: AssignPlan) -> int:
    """照计划排进去，一次操作，返回人次。看过以后班次删了、取消了、有人已经排进去的，一个不写，报 Refused。"""
    if not plan.placings:
        raise KnownError("没有要排的人：都已经在班上，或者排不进去。")
    records = {each.id: each for each in office.keeper.table(SHIFTS).records([one.shift.id for one in plan.placings])}
    if any(one.shift.id not in records for one in plan.placings):
        raise Refused([Problem("", "有的班次刚才删掉了，请重新看一遍再排")])
    with office.keeper.action(f"{plan.title} {len(plan.placings)} 人次") as act:
        for one in plan.placings:
            shift = Ref(one.shift.day.isoformat(), one.shift.id)
            act.insert(SHIFT_PEOPLE, ShiftPerson(shift=shift, volunteer=Ref(one.name, one.volunteer_id)))
    return len(plan.placings)


def take_off(office: Office, ids: Sequence[str]) -> list[Problem]:
    """从班上撤下几个人（值守人员的 id）；录了考勤的不撤。"""
    records = office.keeper.table(SHIFT_PEOPLE).records(ids)
    problems = [
        Problem("", f"“{each.volunteer.name}”在{each.shift.name}的考勤已经录了，不能撤下；先清掉考勤")
        for each in records
        if each.attendance
    ]
    return problems or office.keeper.remove(SHIFT_PEOPLE, [each.id for each in records])


def cancel_shifts(office: Office, ids: Sequence[str], reason: str) -> list[Problem]:
    """取消几班，写明原因；取消的留着，排着的人不动。一次操作。有考勤的、已经取消的，一班也不取消。"""
    reason = reason.strip()
    if not reason:
        return [Problem("说明", "请写明为什么取消")]
    records = office.keeper.table(SHIFTS).records(ids)
    if len(records) != len(set(ids)):
        return [Problem("", "有的班次刚才删掉了，请重新选择")]
    problems = [
        Problem("班次状态", f"{each.day}{each.area.name}的班次已经是取消的")
        for each in records
        if each.state == "cancelled"
    ]
    if problems:
        return problems
    try:
        with office.keeper.action(f"取消 {len(records)} 班：{reason}") as act:
            for each in records:
                act.update(SHIFTS, each, replace(each, state="cancelled", reason=reason))
    except Refused as refused:
        return refused.problems
    return []


def team_ids(office: Office, team_id: str, day: date) -> list[str]:
    """服务队里 day 那天还在队、没有暂停的人，按姓名的拼音。"""
    where = (Condition("team", "is", (team_id,)),)
    members = office.keeper.table(VOLUNTEERS).all(Listing(where=where, order=("name",)))
    return [each.id for each in members if not _unfit(each, day)]


@dataclass(frozen=True, slots=True)
class _Crew:
    people: list[Volunteer]
    person_of: dict[str, str]


def _crew(office: Office, volunteer_ids: Sequence[str]) -> _Crew:
    ids = list(dict.fromkeys(volunteer_ids))
    return _Crew(office.keeper.table(VOLUNTEERS).records(ids), store.people_keys(office.database, ids))


def _unfit(one: Volunteer, day: date) -> str:
    """那天不能派的原因；能派为空。退出没有写日期的也不派。"""
    if one.standing in GONE and (one.standing_on is None or one.standing_on <= day):
        return "已离队"
    if one.standing == "suspended" and (one.standing_on is None or one.standing_on <= day):
        return "暂停"
    return "那天还没有登记" if one.registered_on > day else ""


def _open_shifts(office: Office, ids: Sequence[str]) -> list[BoardShift]:
    """还没有取消的这几班；一班也没有报 KnownError。"""
    records = office.keeper.table(SHIFTS).records(list(dict.fromkeys(ids)))
    days = [each.day for each in records]
    found = board_shifts(office, min(days), max(days), [each.id for each in records]) if days else []
    found = [each for each in found if each.state != "cancelled"]
    if not found:
        raise KnownError("选中的班次都已经取消或者还没有生成，不能排人。")
    return found


def _duties(office: Office, shifts: Sequence[BoardShift]) -> Duties:
    """这些班次前后各四周里各人已经有的班：轮值看谁值得少，也看撞不撞。"""
    if not shifts:
        return Duties({}, {})
    days = [one.day for one in shifts]
    first, last = min(days) - timedelta(days=28), max(days) + timedelta(days=1)
    return Duties(
        store.spans(office.database, first, last),
        store.days_on(office.database, first, max(days)),
        store.on_leave(office.database, min(days), max(days)),
    )


def _same_last_week(this: Sequence[BoardShift], before: Sequence[BoardShift]) -> list[tuple[BoardShift, BoardShift]]:
    """这一周的每一班和上周对应的一班：同一天同一处，先对同一段，再按那天的次序对。"""
    week = timedelta(days=7)
    groups: dict[tuple[date, str, str], list[BoardShift]] = {}
    for one in before:
        groups.setdefault((one.day + week, one.area_id, one.task), []).append(one)
    mine: dict[tuple[date, str, str], list[BoardShift]] = {}
    for one in this:
        mine.setdefault((one.day, one.area_id, one.task), []).append(one)
    pairs = []
    for key, shifts in mine.items():
        left = list(groups.get(key, ()))
        rest = []
        for shift in shifts:
            same = next((one for one in left if (one.starts_at, one.ends_at) == (shift.starts_at, shift.ends_at)), None)
            if same is None:
                rest.append(shift)
            else:
                left.remove(same)
                pairs.append((shift, same))
        pairs += list(zip(rest, left, strict=False))
    return sorted(pairs, key=lambda pair: (pair[0].day, pair[0].span or (0, 0), pair[0].id))


def _regulars(shift: BoardShift) -> list[OnDuty]:
    """上周排着的人；当天临时来的不算。"""
    return [one for one in shift.people if not one.walk_in]


def _short(shifts: Sequence[BoardShift], placings: Sequence[Placing]) -> tuple[tuple[BoardShift, int], ...]:
    added: dict[str, int] = {}
    for one in placings:
        added[one.shift.id] = added.get(one.shift.id, 0) + 1
    return tuple((shift, lack) for shift in shifts if (lack := shift.lacking - added.get(shift.id, 0)) > 0)


def _title(deed: str, shifts: Sequence[BoardShift]) -> str:
    if len(shifts) == 1:
        return f"{deed}“{shifts[0].called}”"
    return f"{deed} {shifts[0].day}至{shifts[-1].day}" if shifts else deed
