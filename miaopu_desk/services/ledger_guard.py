"""账本的把关：入账的行不改时长、人、日期、社区，也不删；更正行对得上它更正的那一条，合计不小于零；印进关账月报的不撤销。"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from miaopu_desk.domain.month import title_of
from miaopu_desk.domain.name_lists import expanded, unpack
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records import REGISTERS, SERVICE_RECORDS, VOLUNTEERS
from miaopu_desk.domain.register import Register
from miaopu_desk.services.keeping import Guard, Keeper, plain
from miaopu_desk.store import closings, journal, service_sums

INSTEAD = "改时长、去掉一条请用“更正”；人、日期、社区记错了的，更正为 0 再重新登记"


def _lines_stay(_: Keeper, action: journal.Action, changes: Sequence[journal.Change]) -> list[Problem]:
    return [] if action.kind in ("undo", "setup") else _edited(changes)


def _corrections_fit(keeper: Keeper, action: journal.Action, changes: Sequence[journal.Change]) -> list[Problem]:
    return [] if action.kind == "setup" else _misfits(keeper, changes)


def _month_not_closed(keeper: Keeper, action: journal.Action, changes: Sequence[journal.Change]) -> list[Problem]:
    target = journal.action(keeper.database, action.undoes) if action.undoes else None
    if target is None or target.kind != "edit":
        return []
    ids = {each.row_id for each in changes if REGISTERS[each.table].fixed and "deleted_at" in each.after}
    return _printed(keeper, target, ids) if ids else []


def _edited(changes: Sequence[journal.Change]) -> list[Problem]:
    """入账的行改了不许改的栏、删了行；合并志愿者时，账跟着人走，不算改。"""
    added = {(each.table, each.row_id) for each in changes if each.before is None}
    gone = {each.row_id for each in changes if each.table == VOLUNTEERS.table and each.after.get("deleted_at")}
    problems: dict[str, Problem] = {}
    for each in changes:
        register = REGISTERS[each.table]
        if not register.fixed or each.before is None or (each.table, each.row_id) in added:
            continue
        if each.after.get("deleted_at"):
            problems.setdefault("", Problem("", f"{register.title}是一本账，入账的不能删除。{INSTEAD}"))
        for column in fixed_columns(register):
            if column.stored in each.after and each.before.get(column.stored) not in gone:
                problems.setdefault(column.label, Problem(column.label, f"入账以后不能改。{INSTEAD}"))
    return list(problems.values())


def fixed_columns(register: Register[Any]) -> list[Any]:
    """入账以后不改的各栏。"""
    return [register.column(name) for name in register.fixed]


def _misfits(keeper: Keeper, changes: Sequence[journal.Change]) -> list[Problem]:
    """动过的更正行：合计小于零的、和被更正的那一条不是同一个人同一天同一社区的。"""
    touched = set()
    for each in changes:
        if each.table == SERVICE_RECORDS.table:
            known = each.after.get("corrects_id") or _corrected(keeper, each)
            if known:
                touched.add(known)
    if not touched:
        return []
    return [
        Problem("服务时长", f"{day}“{activity}”的更正{why}")
        for day, activity, why in service_sums.misfits(keeper.database, json.dumps(sorted(touched)))
    ]


def _corrected(keeper: Keeper, change: journal.Change) -> str | None:
    if change.before is None:
        return None
    row = keeper.table(SERVICE_RECORDS).raw(change.row_id)
    return str(row["corrects_id"]) if row and row["corrects_id"] else None


def _printed(keeper: Keeper, target: journal.Action, ids: Iterable[str]) -> list[Problem]:
    """这几行在那次操作以后关账的月报里的，不能撤销。"""
    ids = set(ids)
    shut = [
        month
        for month, version in closings.closed_after(keeper.database, target.id)
        if ids & _counted(keeper, month, version)
    ]
    if not shut:
        return []
    message = (
        f"“{target.title}”里的服务记录已经计入{'、'.join(map(title_of, shut))}的关账月报，不能撤销。"
        "请用“更正”，再出更正说明；或者由办公室主任重新打开这个月"
    )
    return [Problem("", message)]


def _counted(keeper: Keeper, month: str, version: int) -> set[str]:
    found = closings.part(keeper.database, month, version, "names")
    return unpack(expanded(found[0])).every() if found else set()


LEDGER_GUARDS: tuple[Guard, ...] = (plain(_lines_stay), plain(_corrections_fit), plain(_month_not_closed))
