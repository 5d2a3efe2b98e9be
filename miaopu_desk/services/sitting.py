"""一张签到表怎样入账：谁、多少分钟写成账上的一行，同一次操作里还要写什么；班次、活动各有各的写法。"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from miaopu_desk.domain.attendance import AttendanceSheet, Mark, minutes_given
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records.service import ServiceRecord
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


def in_order(office: Office, marks: Sequence[Mark]) -> tuple[tuple[Mark, ...], dict[str, str]]:
    """按社区、姓名的拼音排，临时参加的在后；和印出来的签到表一个次序。另给各人的社区。"""
    found = waiting_sheets.homes(office.database, [each.volunteer.id or "" for each in marks])
    places = {each: at for at, (each, _, _) in enumerate(found)}
    ordered = sorted(marks, key=lambda mark: (mark.walk_in, places.get(mark.volunteer.id or "", len(places))))
    return tuple(ordered), {each: name for each, _, name in found}


def homes(office: Office, ids: Sequence[str]) -> dict[str, Ref]:
    """各人登记的社区。"""
    return {each: Ref(name, place) for each, place, name in waiting_sheets.homes(office.database, ids)}


def home(office: Office, known: dict[str, Ref], who: Ref) -> Ref | None:
    """这个人登记的社区；表上临时加的人现查。"""
    if who.id and who.id not in known:
        known.update(homes(office, [who.id]))
    return known.get(who.id or "")
