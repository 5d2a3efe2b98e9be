"""录了一半还没有存的签到表：死机、断电以后再打开这一张，照留下的接着录。"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time
from typing import Any

from miaopu_desk.domain.attendance import AttendanceSheet, Mark
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.services.office import Office
from miaopu_desk.store import drafts


@dataclass(frozen=True, slots=True)
class KeptMarks:
    """留着的一份：marks 已和现在的签到表合好，where 是临时来的人的社区，kept_at 是什么时候留的。"""

    marks: tuple[Mark, ...]
    where: dict[str, str]
    kept_at: str


def keep_marks(office: Office, sheet: AttendanceSheet, marks: Sequence[Mark], where: Mapping[str, str]) -> None:
    """留一份，原来留的换掉。"""
    packed = [_pack(each, where.get(each.volunteer.id or "", "")) for each in marks]
    drafts.save(office.database, _name(sheet), sheet.id, 0, json.dumps(packed, ensure_ascii=False))


def drop_marks(office: Office, sheet: AttendanceSheet) -> None:
    """已存好或放弃：去掉。"""
    drafts.drop(office.database, _name(sheet), sheet.id)


def kept_marks(office: Office, sheet: AttendanceSheet) -> KeptMarks | None:
    """这一张留着的；没有、或者和现在的一样，为空。

    留下以后改过排班的，照现在排的人：还在的用留下的，新排的照旧，撤下的不要；临时来的人都要。
    """
    kept = drafts.kept(office.database, _name(sheet), sheet.id)
    if kept is None:
        return None
    found = [_unpack(each) for each in json.loads(kept.filled)]
    by_person = {mark.volunteer.id: mark for mark, _ in found}
    now = {each.volunteer.id for each in sheet.marks}
    marks = [
        replace(by_person[each.volunteer.id], walk_in=each.walk_in) if each.volunteer.id in by_person else each
        for each in sheet.marks
    ]
    marks += [mark for mark, _ in found if mark.walk_in and mark.volunteer.id not in now]
    if tuple(marks) == sheet.marks:
        return None
    where = {mark.volunteer.id or "": place for mark, place in found if mark.walk_in and mark.volunteer.id not in now}
    return KeptMarks(tuple(marks), where, kept.kept_at)


def _name(sheet: AttendanceSheet) -> str:
    return f"marks_{sheet.kind}"  # 不是哪张登记表的名字，别处的“接着填”不会列出来


def _pack(mark: Mark, place: str) -> dict[str, Any]:
    return {
        "person": [mark.volunteer.name, mark.volunteer.id],
        "attendance": mark.attendance,
        "came_at": mark.came_at and mark.came_at.isoformat(),
        "left_at": mark.left_at and mark.left_at.isoformat(),
        "minutes": mark.minutes,
        "walk_in": mark.walk_in,
        "note": mark.note,
        "place": place,
    }


def _unpack(kept: Mapping[str, Any]) -> tuple[Mark, str]:
    came, left = (None if (text := kept[name]) is None else time.fromisoformat(text) for name in ("came_at", "left_at"))
    mark = Mark(
        volunteer=Ref(*kept["person"]),
        attendance=kept["attendance"],
        came_at=came,
        left_at=left,
        minutes=kept["minutes"],
        walk_in=kept["walk_in"],
        note=kept["note"],
    )
    return mark, kept["place"]
