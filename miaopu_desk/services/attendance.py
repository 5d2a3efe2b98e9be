"""录签到表：拿来一张表（班次、活动），改例外，一次存好考勤、班次状态和账；再录就是更正。

别处要用同一个窗口：做一个 AttendanceSheet（谁、默认到岗、哪天哪段），给 Sitting 说明怎样写一行、还要写什么。
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from miaopu_desk.domain.attendance import PRESENT, AttendanceSheet, Mark, Span, minutes_given, unwritten
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.ledger import ACTIVITY, SHIFT
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.domain.records import ACTIVITIES, GRID_AREAS, SHIFT_PEOPLE, SHIFTS, VOLUNTEERS
from miaopu_desk.domain.records.service import ServiceRecord
from miaopu_desk.domain.records.shifts import ShiftPerson, ShiftRecord
from miaopu_desk.services.keeping import Act
from miaopu_desk.services.office import Office
from miaopu_desk.services.posting import Outcome, entries_of, settle_lines
from miaopu_desk.store import waiting_sheets

SIGNED = "签到表"


@dataclass(frozen=True, slots=True)
class Sitting:
    """一张签到表怎样入账：line 由（人，分钟）写一行，also 是同一次操作里还要写的；link 是账上指着它的那一栏。"""

    link: str
    line: Callable[[Mark, int], ServiceRecord]
    also: Callable[[Act, Sequence[tuple[Mark, int | None]]], None]


def open_sheet(office: Office, code: str) -> AttendanceSheet:
    """按签到表上二维码的编号（也可以只打末八位）打开一张；没有、不止一张报 KnownError。"""
    found = waiting_sheets.by_code(office.database, code.strip().lower())
    if not found:
        raise KnownError(f"没有编号是“{code.strip()}”的班次或活动，请核对签到表上的二维码或编号。")
    if len(found) > 1:
        raise KnownError(f"有{len(found)}张签到表的编号以“{code.strip()}”结尾，请多打几位。")
    kind, record_id = found[0]
    return shift_sheet(office, record_id) if kind == SHIFT else activity_sheet(office, record_id)


def save_sheet(
    office: Office, sheet: AttendanceSheet, marks: Sequence[Mark], *, reason: str = "", agreed: bool = False
) -> Outcome:
    """存一张签到表，一次操作：考勤、班次（活动）的状态和账。改已经入账的时长要 reason；questions 要人看过再存。"""
    sitting = _shift_sitting(office, sheet) if sheet.kind == SHIFT else _activity_sitting(office, sheet)
    return save_marks(office, sheet, marks, sitting, reason=reason, agreed=agreed)


def save_marks(
    office: Office,
    sheet: AttendanceSheet,
    marks: Sequence[Mark],
    sitting: Sitting,
    *,
    reason: str = "",
    agreed: bool = False,
) -> Outcome:
    """照 sitting 的办法存一张签到表；算不出时长的、日子没到的全部说明，一行不写。"""
    problems = []
    given: list[tuple[Mark, int | None]] = []
    if sheet.day > office.today():
        problems.append(Problem("", f"{full_day(sheet.day)}还没到，不能录签到表"))
    for mark in marks:
        found = minutes_given(mark, sheet.span)
        if isinstance(found, str):
            problems.append(Problem(mark.volunteer.name, found))
        else:
            given.append((mark, found.minutes))
    if problems:
        return Outcome(tuple(problems))
    wanted = [sitting.line(mark, minutes) for mark, minutes in given if minutes]
    title = f"录入签到表 {sheet.day} {sheet.title} {len(marks)}人"
    return settle_lines(
        office,
        title,
        wanted,
        entries_of(office, sitting.link, sheet.id),
        reason=reason,
        agreed=agreed,
        also=lambda act: sitting.also(act, given),
    )


# 值守班次


def shift_sheet(office: Office, shift_id: str) -> AttendanceSheet:
    """一个班次的签到表：没有录过的，排班的人都算到岗；录过的是上次录的。班次已删除、已取消报 KnownError。"""
    shift = _shift(office, shift_id)
    people = office.keeper.table(SHIFT_PEOPLE).find("shift", shift.id)
    entered = any(each.attendance for each in people)
    span = Span(shift.starts_at, shift.ends_at, shift.minimum_minutes)
    marks = tuple(_mark(each, span) for each in people)
    area = office.keeper.table(GRID_AREAS).get(shift.area.id or "")
    marks, where = in_order(office, marks)
    return AttendanceSheet(
        kind=SHIFT,
        id=shift.id,
        title="　".join(part for part in (shift.area.name, shift.task) if part),
        day=shift.day,
        span=span,
        place=shift.area.name,
        community=shift.community or (area.community if area else None),
        marks=marks,
        entered=entered or shift.state == "held",
        where=where,
    )


def waiting_shifts(office: Office) -> list[str]:
    """到今天该交签到表、还没有录的班次的 id，早的在前。"""
    return waiting_sheets.waiting(office.database, office.today())


def next_waiting(office: Office, after: str) -> str | None:
    """录完 after 以后接着录哪一班：排在它后面的头一个，后面没有就从头；没有了为空。"""
    waiting = [each for each in waiting_sheets.waiting(office.database, office.today(), after) if each != after]
    return waiting[0] if waiting else None


def _shift(office: Office, shift_id: str) -> ShiftRecord:
    shift = office.keeper.table(SHIFTS).get(shift_id)
    if shift is None:
        raise KnownError("这个班次已经删除，请刷新后重新选择。")
    if shift.state == "cancelled":
        raise KnownError(
            f"{full_day(shift.day)}{shift.area.name}的班次已经取消，没有签到表可录；取消错了的请先恢复班次。"
        )
    return shift


def _mark(one: ShiftPerson, span: Span) -> Mark:
    """上次录的样子；录过以后又排进来的人没有考勤，照没有录过的算到岗。"""
    return unwritten(
        Mark(
            volunteer=one.volunteer,
            attendance=one.attendance or PRESENT,
            came_at=one.came_at,
            left_at=one.left_at,
            minutes=one.minutes,
            walk_in=bool(one.walk_in),
            note=one.note,
        ),
        span,
    )


def _shift_sitting(office: Office, sheet: AttendanceSheet) -> Sitting:
    shift = _shift(office, sheet.id)
    homes = _homes(office, [each.volunteer.id or "" for each in sheet.marks])

    def line(mark: Mark, minutes: int) -> ServiceRecord:
        start, end = (mark.came_at or shift.starts_at), (mark.left_at or shift.ends_at)
        return ServiceRecord(
            volunteer=mark.volunteer,
            community=sheet.community or _home(office, homes, mark.volunteer),  # type: ignore[arg-type]
            served_on=shift.day,
            minutes=minutes,
            activity=shift.task or "值守",
            place=sheet.place[:60],
            organiser=shift.unit,
            evidence=SIGNED,
            starts_at=start,
            ends_at=end,
            source=SHIFT,
            shift=Ref(shift.day.isoformat(), shift.id),
        )

    def also(act: Act, given: Sequence[tuple[Mark, int | None]]) -> None:
        _keep_people(office, act, shift, given)
        if shift.state != "held":
            act.update(SHIFTS, shift, replace(shift, state="held"))

    return Sitting("shift", line, also)


def _keep_people(office: Office, act: Act, shift: ShiftRecord, given: Sequence[tuple[Mark, int | None]]) -> None:
    """值守人员的考勤；临时参加的加一行，从表上去掉的临时参加删掉。"""
    before = {each.volunteer.id: each for each in office.keeper.table(SHIFT_PEOPLE).find("shift", shift.id)}
    for mark, minutes in given:
        old = before.pop(mark.volunteer.id, None)
        new = ShiftPerson(
            id=old.id if old else "",
            rev=old.rev if old else 0,
            shift=Ref(shift.day.isoformat(), shift.id),
            volunteer=mark.volunteer,
            attendance=mark.attendance,
            came_at=mark.came_at,
            left_at=mark.left_at,
            minutes=minutes,
            walk_in=mark.walk_in or None,
            note=mark.note,
        )
        if old is None:
            act.insert(SHIFT_PEOPLE, new)
        else:
            act.update(SHIFT_PEOPLE, old, new)
    for old in before.values():
        act.delete(SHIFT_PEOPLE, old.id)


# 活动


def activity_sheet(office: Office, activity_id: str) -> AttendanceSheet:
    """一次活动的签到表：已经入账的人照账上的样子，还没有录的是空的，录的时候加人。活动已删除、已取消报 KnownError。"""
    one = office.keeper.table(ACTIVITIES).get(activity_id)
    if one is None:
        raise KnownError("这个活动已经删除，请刷新后重新选择。")
    if one.state == "cancelled":
        raise KnownError(f"“{one.name}”已经取消，不能录签到表；取消错了的请先恢复活动。")
    found = [each for each in entries_of(office, "event", activity_id) if each.minutes]
    span = Span(one.starts_at, one.ends_at)
    marks = [
        unwritten(
            Mark(
                volunteer=each.line.volunteer,
                came_at=each.line.starts_at if each.line.starts_at != span.starts_at else None,
                left_at=each.line.ends_at if each.line.ends_at != span.ends_at else None,
                minutes=each.minutes,
            ),
            span,
        )
        for each in found
    ]
    ordered, where = in_order(office, marks)
    return AttendanceSheet(
        kind=ACTIVITY,
        id=one.id,
        title=one.name,
        day=one.planned_on,
        span=span,
        place=one.place or "",
        community=one.community,
        marks=ordered,
        entered=bool(found),
        where=where,
    )


def _activity_sitting(office: Office, sheet: AttendanceSheet) -> Sitting:
    one = office.keeper.table(ACTIVITIES).get(sheet.id)
    if one is None:
        raise KnownError("这个活动已经删除，请刷新后重新选择。")
    homes = _homes(office, [each.volunteer.id or "" for each in sheet.marks])

    def line(mark: Mark, minutes: int) -> ServiceRecord:
        return ServiceRecord(
            volunteer=mark.volunteer,
            community=one.community or _home(office, homes, mark.volunteer),  # type: ignore[arg-type]
            served_on=one.planned_on,
            minutes=minutes,
            activity=one.name,
            theme=one.theme,
            content=(one.content or "").replace("\n", " ")[:200] or None,
            place=one.place,
            organiser=one.organiser,
            in_charge=(one.in_charge or "")[:20] or None,
            evidence=SIGNED,
            starts_at=mark.came_at or one.starts_at,
            ends_at=mark.left_at or one.ends_at,
            source=ACTIVITY,
            event=Ref(one.name, one.id),
        )

    def also(act: Act, given: Sequence[tuple[Mark, int | None]]) -> None:
        if one.state in ("planned", "filed", "held"):
            act.update(ACTIVITIES, one, replace(one, state="recorded"))

    return Sitting("event", line, also)


# 共用的


def in_order(office: Office, marks: Sequence[Mark]) -> tuple[tuple[Mark, ...], dict[str, str]]:
    """按社区、姓名的拼音排，临时参加的在后；和印出来的签到表一个次序。另给各人的社区。"""
    from miaopu_desk.domain.names import pinyin_key

    people = {each.id: each for each in office.keeper.table(VOLUNTEERS).records([m.volunteer.id or "" for m in marks])}
    where = {key: each.community.name for key, each in people.items()}
    places = {name: at for at, name in enumerate(waiting_sheets.communities_in_order(office.database))}

    def place(mark: Mark) -> tuple[bool, int, str]:
        home = where.get(mark.volunteer.id or "", "")
        return mark.walk_in, places.get(home, len(places)), pinyin_key(mark.volunteer.name)

    return tuple(sorted(marks, key=place)), where


def _homes(office: Office, ids: Sequence[str]) -> dict[str, Ref]:
    return {each.id: each.community for each in office.keeper.table(VOLUNTEERS).records(ids)}


def _home(office: Office, homes: dict[str, Ref], who: Ref) -> Ref | None:
    """这个人登记的社区；表上临时加的人现查。"""
    if who.id and who.id not in homes:
        homes.update(_homes(office, [who.id]))
    return homes.get(who.id or "")
