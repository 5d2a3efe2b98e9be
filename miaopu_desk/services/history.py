"""一条记录的来历：谁在何时把哪一栏从什么改成什么，写成人能读的行。"""

from dataclasses import dataclass
from typing import Any

from miaopu_desk.domain.kinds import Link, Ref
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.register import Column, Register
from miaopu_desk.services.office import Office
from miaopu_desk.store import journal


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """一次更改里的一栏；新增、删除、恢复时 label 为空，after 是这件事本身。"""

    at: str
    operator: str
    title: str
    label: str
    before: str
    after: str


def history(office: Office, register: Register[Any], record_id: str) -> list[HistoryLine]:
    """一条记录从头到尾的更改，早的在前；证件号、电话打码。"""
    lines: list[HistoryLine] = []
    for action, change in journal.history(office.database, register.table, record_id):

        def line(label: str, before: str, after: str, action: journal.Action = action) -> HistoryLine:
            return HistoryLine(action.at, action.operator, action.title, label, before, after)

        if change.before is None:
            lines.append(line("", "", "新增"))
        elif "deleted_at" in change.after:
            lines.append(line("", "", "删除" if change.after["deleted_at"] else "恢复"))
        for each in register.columns:
            if each.stored in change.after:
                before = _shown(office, each, (change.before or {}).get(each.stored))
                lines.append(line(each.label, before, _shown(office, each, change.after[each.stored])))
    return lines


def _shown(office: Office, column: Column, stored: Any) -> str:
    if stored is None:
        return ""
    if isinstance(column.kind, Link):
        target = REGISTERS[column.kind.target]
        row = office.keeper.table(target).raw(stored) or {}
        naming = target.column(target.name_by)
        name = row.get(naming.stored)
        if isinstance(naming.kind, Link):
            return _shown(office, naming, name)
        return column.kind.show(Ref(naming.kind.show(naming.kind.from_db(name)) if name is not None else "", stored))
    return column.kind.masked(column.kind.from_db(stored))
