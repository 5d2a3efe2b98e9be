"""把表收进账本：新的一行入账，改了的时长记更正行，不盖掉；更正过的不因为再导一次旧表就改回去（decision 0011）。"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from miaopu_desk.domain.kinds import hours
from miaopu_desk.domain.problems import Problem, Refused
from miaopu_desk.domain.records import SERVICE_RECORDS
from miaopu_desk.domain.records.service import correction
from miaopu_desk.domain.register import Register
from miaopu_desk.domain.service_sanity import REFUSE
from miaopu_desk.services.keeping import Act
from miaopu_desk.services.office import Office
from miaopu_desk.services.posting import look
from miaopu_desk.store import ledger_lines

ON_THE_BOOKS = ("community", "served_on", "volunteer")
_PROGRAM = ("operator", "recorded_on", "source", "reason")  # 已有的一行是谁、什么时候、从哪里记的，表改不了


class LedgerMatch:
    """导入服务记录时认出的一条：原来的一行和现在的时长。"""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.nets: dict[str, int] = {}

    def originals(self, records: Iterable[Any]) -> list[Any]:
        """只认原来的一行；更正行跟着它，现在的时长记下来。"""
        found = [each for each in records if each.corrects is None]
        self.nets |= ledger_lines.nets(self.office.database, [each.id for each in found])
        return found

    def best(self, candidates: Sequence[Any], draft: Any) -> list[Any]:
        """同一天同一项有几班的，看开始时间。"""
        same = [each for each in candidates if draft.starts_at is not None and each.starts_at == draft.starts_at]
        return same or list(candidates)

    def settle(self, row: Any, base: Any, values: dict[str, Any]) -> tuple[Any, Problem | None]:
        """已有的一行：（用来比的样子，不收的原因）；时长按现在的算，改了的等写入时记更正行。"""
        for name in ON_THE_BOOKS:
            if values[name] != getattr(base, name) and _other(values[name], getattr(base, name)):
                label = SERVICE_RECORDS.column(name).label
                said = (
                    f"这一条已经入账，记的是{SERVICE_RECORDS.column(name).kind.show(getattr(base, name))}，不能从表里改"
                )
                return base, Problem(label, f"{said}；记错了的请更正为 0，再重新登记")
            values[name] = getattr(base, name)
        for name in _PROGRAM:
            values[name] = getattr(base, name)
        net = self.nets.get(base.id, base.minutes)
        if values["minutes"] == base.minutes != net:
            row.warnings = (*row.warnings, f"登记里已更正为{_hours(net)}，和表上不同，照登记的，不改回")
            values["minutes"] = net
        elif values["minutes"] != net:
            gap = values["minutes"] - net
            sign = "＋" if gap > 0 else "－"
            row.warnings = (*row.warnings, f"已入账的时长不改，另记一条更正：{sign}{_hours(abs(gap))}")
        return replace(base, minutes=net), None

    def judge(self, draft: Any, base: Any, problems: list[Problem]) -> list[Problem]:
        """更正行不从表里来：它要指着一条，写明原因。已入账的一条改成 0 是去掉它，可以。"""
        if draft.corrects is not None or draft.source == "correction":
            return [Problem("来源", "这是一条更正行，不从表里导入；请在服务记录里按“更正”办")]
        if base is not None and draft.minutes == 0:
            return [each for each in problems if each.column != SERVICE_RECORDS.column("minutes").label]
        return problems


def look_at_hours(office: Office, register: Register[Any], rows: Sequence[Any]) -> None:
    """要写的各行合不合情理：不在册的、日子没到的拒收，别的写在“请看一眼”里。"""
    if register is not SERVICE_RECORDS:
        return
    live = [row for row in rows if row.state in ("new", "changed") and _more(row)]
    instead = {row.base.id for row in live if row.base is not None}
    for row, found in zip(live, look(office, [row.record for row in live], instead), strict=True):
        refused = [each for each in found if each.severity == REFUSE]
        if refused:
            row.state, row.record = "refused", None
            row.problems += [Problem("服务日期", each.message) for each in refused]
        else:
            row.warnings = (*row.warnings, *(each.message for each in found))


def write_change(act: Act, register: Register[Any], base: Any, record: Any, file: str) -> None:
    """写“有变化”的一行：账本的时长记更正行，别的照改。"""
    if register is not SERVICE_RECORDS:
        act.update(register, base, record)
        return
    gap = record.minutes - base.minutes
    act.update(register, base, replace(record, minutes=base.minutes))
    if gap:
        act.insert(register, correction(replace(record, minutes=base.minutes), gap, f"导入“{file}”"[:100]))


def nets_still_true(office: Office, rows: Sequence[Any]) -> None:
    """预览以后又更正过的，报 Refused。"""
    nets = ledger_lines.nets(office.database, [row.base.id for row in rows])
    stale = [row for row in rows if nets.get(row.base.id) != row.base.minutes]
    if stale:
        raise Refused([Problem("", "预览以后这一条又更正过，请重新读入文件", row.row) for row in stale])


def _more(row: Any) -> bool:
    """新记的，或者时长变多的。"""
    return row.base is None or row.record.minutes > row.base.minutes


def _other(value: Any, known: Any) -> bool:
    return bool(getattr(value, "id", value) != getattr(known, "id", known))


def _hours(minutes: int) -> str:
    return f"{hours().show(minutes) or '0'}小时"
