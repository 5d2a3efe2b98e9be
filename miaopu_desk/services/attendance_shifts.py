"""值守班次的签到表：排班的人默认到岗；存的是值守人员的考勤、班次的状态和账。"""

from collections.abc import Sequence
from dataclasses import replace

from miaopu_desk.domain.attendance import PRESENT, AttendanceSheet, Mark, Span, unwritten
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.ledger import SHIFT
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import GRID_AREAS, SHIFT_PEOPLE, SHIFTS
from miaopu_desk.domain.records.service import ServiceRecord
from miaopu_desk.domain.records.shifts import ShiftPerson, ShiftRecord
from miaopu_desk.services.keeping import Act
from miaopu_desk.services.office import Office
from miaopu_desk.services.sitting import SIGNED, Sitting, home, homes, in_order
from miaopu_desk.store import waiting_sheets


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


def shift_sitting(office: Office, sheet: AttendanceSheet) -> Sitting:
    shift = _shift(office, sheet.id)
    known = homes(office, [each.volunteer.id or "" for each in sheet.marks])

    def line(mark: Mark, minutes: int) -> ServiceRecord:
        start, end = (mark.came_at or shift.starts_at), (mark.left_at or shift.ends_at)
        return ServiceRecord(
            volunteer=mark.volunteer,
            community=sheet.community or home(office, known, mark.volunteer),  # type: ignore[arg-type]
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
