"""整改的每一步：发通知、改期限、登记回复、复查、销号、作废；几条可以一起走，一步是一次操作。"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from miaopu_desk.domain.inspection import next_number
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records import RECHECKS, RECTIFICATIONS
from miaopu_desk.domain.records.rectification import Recheck, Rectification
from miaopu_desk.domain.rectifying import OPEN, PATH, deadline_of
from miaopu_desk.services.calendars import holidays
from miaopu_desk.services.office import Office
from miaopu_desk.services.roles import who
from miaopu_desk.services.walking import Done, Walk
from miaopu_desk.store.queries_inspection import numbers_taken

WALK = Walk(RECTIFICATIONS, PATH, lambda one: f"“{one.name}”")


def issue_notices(
    office: Office, ids: Sequence[str], deadline: str, day: date, requirement: str = ""
) -> Done | list[Problem]:
    """发整改通知：一条一个编号，期限写日期，或者“5个工作日”；要求空着的不动原来写的。"""
    until = deadline_of(deadline, day, holidays(office))
    if isinstance(until, Problem):
        return [until]
    taken = numbers_taken(office.database, RECTIFICATIONS.table)

    def change(one: Rectification) -> Rectification:
        number = one.number or next_number(taken, day.year)
        taken.append(number)
        said = requirement.strip() or one.requirement
        return replace(one, number=number, noticed_on=day, deadline=until, requirement=said)

    return WALK.take(office, ids, "notice", change)


def extend(office: Office, ids: Sequence[str], deadline: str, day: date, reason: str) -> Done | list[Problem]:
    """改期限；要写理由，记在备注里。"""
    until = deadline_of(deadline, day, holidays(office))
    if isinstance(until, Problem):
        return [until]
    if not reason.strip():
        return [Problem("理由", "改期限要写理由")]

    def change(one: Rectification) -> Rectification:
        said = f"{day}期限由{one.deadline}改为{until}：{reason.strip()}"
        return replace(one, deadline=until, note="；".join(part for part in (one.note, said) if part))

    return WALK.take(office, ids, "extend", change)


def reply(office: Office, ids: Sequence[str], day: date, said: str) -> Done | list[Problem]:
    """登记整改情况的回复。"""
    if not said.strip():
        return [Problem("整改情况", "请写明怎样改的")]
    return WALK.take(office, ids, "reply", lambda one: replace(one, replied_on=day, reply=said.strip()))


def recheck(
    office: Office,
    ids: Sequence[str],
    passed: bool,
    day: date,
    inspectors: str = "",
    new_deadline: str = "",
    note: str = "",
) -> Done | list[Problem]:
    """复查：合格的等销号；不合格的写新的期限，重新整改。每次复查留一行。"""
    until: date | None = None
    if not passed:
        found = deadline_of(new_deadline, day, holidays(office))
        if isinstance(found, Problem):
            return [Problem("新的期限", found.message)]
        until = found

    def change(one: Rectification) -> Rectification:
        return one if passed else replace(one, deadline=until, replied_on=None)

    def also(act: Any, one: Rectification) -> None:
        act.insert(
            RECHECKS,
            Recheck(
                rectification=Ref(one.name, one.id),
                day=day,
                passed=passed,
                inspectors=inspectors.strip() or None,
                new_deadline=until,
                note=note.strip() or None,
            ),
        )

    early = [
        Problem("复查日期", f"“{one.name}”{one.noticed_on}才发通知，复查不能更早")
        for one in office.keeper.table(RECTIFICATIONS).records(ids)
        if one.noticed_on is not None and day < one.noticed_on
    ]
    return early or WALK.take(office, ids, "pass" if passed else "fail", change, also)


def close(
    office: Office, ids: Sequence[str], day: date, note: str = "", *, on_the_spot: bool = False
) -> Done | list[Problem]:
    """销号：哪天、谁销的；on_the_spot 是没有发通知、当场改好的。"""
    name = who(office.keeper).name

    def change(one: Rectification) -> Rectification:
        said = "；".join(part for part in (one.note, note.strip()) if part)
        return replace(one, closed_on=day, closed_by=name[:20], note=said or None)

    return WALK.take(office, ids, "on_the_spot" if on_the_spot else "close", change)


def void(office: Office, ids: Sequence[str], reason: str) -> Done | list[Problem]:
    """作废：记错了、重复了；要写理由。"""
    if not reason.strip():
        return [Problem("理由", "作废要写理由")]
    return WALK.take(
        office,
        ids,
        "void",
        lambda one: replace(one, note="；".join(part for part in (one.note, f"作废：{reason.strip()}") if part)),
    )


def held_by(office: Office, volunteer_id: str) -> list[Rectification]:
    """一个人手上还没有销号的整改。"""
    found = office.keeper.table(RECTIFICATIONS).find("person", volunteer_id)
    return [each for each in found if each.state in OPEN]
