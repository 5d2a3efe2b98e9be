"""活动的签到表：报了名的人默认到场；存的是参加人员的到场、活动的状态和账。"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from miaopu_desk.domain.attendance import CAME, PRESENT, AttendanceSheet, Mark, Span, unwritten
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.ledger import ACTIVITY, Entry
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import ACTIVITIES, ACTIVITY_PEOPLE
from miaopu_desk.domain.records.activities import Activity, ActivityPerson
from miaopu_desk.domain.records.service import ServiceRecord
from miaopu_desk.services.keeping import Act
from miaopu_desk.services.office import Office
from miaopu_desk.services.posting import entries_of
from miaopu_desk.services.sitting import SIGNED, Sitting, home, homes, in_order


def activity_sheet(office: Office, activity_id: str) -> AttendanceSheet:
    """一次活动的签到表：报了名的人都算到场，录过的是上次录的；没有人报名就是空的，录的时候加人。

    活动已删除、已取消报 KnownError。
    """
    one = _activity(office, activity_id)
    people = office.keeper.table(ACTIVITY_PEOPLE).find("activity", one.id)
    posted = {each.line.volunteer.id: each for each in entries_of(office, "event", one.id) if each.minutes}
    span = Span(one.starts_at, one.ends_at)
    marks = [_mark(each, posted.pop(each.volunteer.id, None), span) for each in people]
    marks += [_posted(each, span) for each in posted.values()]  # 账上有、名单上没有的人
    ordered, where = in_order(office, marks)
    return AttendanceSheet(
        kind=ACTIVITY,
        id=one.id,
        title=one.name,
        day=one.day,
        span=span,
        place=one.place or "",
        community=one.community,
        marks=ordered,
        entered=bool(posted) or any(each.attendance for each in people) or one.state == "recorded",
        where=where,
    )


def activity_sitting(office: Office, sheet: AttendanceSheet) -> Sitting:
    """活动怎样入账。"""
    one = _activity(office, sheet.id)
    known = homes(office, [each.volunteer.id or "" for each in sheet.marks])

    def line(mark: Mark, minutes: int) -> ServiceRecord:
        return ledger_line(one, mark, minutes, home(office, known, mark.volunteer), SIGNED)

    def also(act: Act, given: Sequence[tuple[Mark, int | None]]) -> None:
        keep_people(office, act, one, given)
        recorded = replace(one, state="recorded", held_on=one.day, recorded_on=one.recorded_on or office.today())
        act.update(ACTIVITIES, one, recorded)

    return Sitting("event", line, also)


def ledger_line(one: Activity, mark: Mark, minutes: int, at_home: Ref | None, evidence: str) -> ServiceRecord:
    """一个人在活动里的一行账：社区是活动的，街道统一组织的记各人自己的社区 at_home。"""
    return ServiceRecord(
        volunteer=mark.volunteer,
        community=one.community or at_home,  # type: ignore[arg-type]
        served_on=one.day,
        minutes=minutes,
        activity=one.name,
        theme=one.theme,
        content=" ".join((one.content or "").split())[:200] or None,
        place=one.place,
        organiser=one.organiser,
        in_charge=(one.in_charge or "")[:20] or None,
        evidence=evidence or None,
        starts_at=mark.came_at or one.starts_at,
        ends_at=mark.left_at or one.ends_at,
        source=ACTIVITY,
        event=Ref(one.name, one.id),
    )


def _activity(office: Office, activity_id: str) -> Activity:
    one = office.keeper.table(ACTIVITIES).get(activity_id)
    if one is None:
        raise KnownError("这个活动已经删除，请刷新后重新选择。")
    if one.state == "cancelled":
        raise KnownError(f"“{one.name}”已经取消，不能录签到表；取消错了的请先恢复活动。")
    return one


def _mark(one: ActivityPerson, posted: Entry | None, span: Span) -> Mark:
    """上次录的样子：到场和时长在名单上，钟点在账上。"""
    came = posted if one.attendance in CAME else None
    mark = Mark(
        volunteer=one.volunteer,
        attendance=one.attendance or PRESENT,
        came_at=_other(came.reads[-1].starts_at, span.starts_at) if came else None,
        left_at=_other(came.reads[-1].ends_at, span.ends_at) if came else None,
        minutes=(came.minutes if came else one.minutes) if one.attendance in CAME else None,
        walk_in=bool(one.walk_in),
        note=one.note,
    )
    return unwritten(mark, span)


def _posted(entry: Entry, span: Span) -> Mark:
    line = entry.reads[-1]
    mark = Mark(
        volunteer=line.volunteer,
        came_at=_other(line.starts_at, span.starts_at),
        left_at=_other(line.ends_at, span.ends_at),
        minutes=entry.minutes,
        walk_in=True,
    )
    return unwritten(mark, span)


def _other(clock: time | None, usual: time | None) -> time | None:
    return clock if clock != usual else None


def keep_people(office: Office, act: Act, one: Activity, given: Sequence[tuple[Mark, int | None]]) -> None:
    """参加人员的到场；临时参加的加一行，从表上去掉的临时参加删掉。"""
    before = {each.volunteer.id: each for each in office.keeper.table(ACTIVITY_PEOPLE).find("activity", one.id)}
    for mark, minutes in given:
        old = before.pop(mark.volunteer.id, None)
        kept = old or ActivityPerson(activity=Ref(one.name, one.id), volunteer=mark.volunteer)
        new = replace(kept, attendance=mark.attendance, minutes=minutes, walk_in=mark.walk_in or None, note=mark.note)
        if old is None:
            act.insert(ACTIVITY_PEOPLE, new)
        else:
            act.update(ACTIVITY_PEOPLE, old, new)
    for old in before.values():
        act.delete(ACTIVITY_PEOPLE, old.id)
