"""成批地改：先列出每一行改前改后和不收的原因，看过以后一次操作写进去，一次撤销。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from miaopu_desk.domain.kinds import Link, Ref
from miaopu_desk.domain.problems import KnownError, Problem, Refused
from miaopu_desk.domain.register import Column, Record, Register
from miaopu_desk.services.office import Office


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """一行：改前的记录、改后的记录（没有变化或不收的为空）、各栏 (栏名, 改前, 改后)，号码打着码。"""

    before: Record
    after: Record | None
    shown: tuple[tuple[str, str, str], ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchPlan:
    """一批要改的；title 是操作的名称。same 是本来就是这样的行数。"""

    register: Register[Any]
    title: str
    rows: tuple[PlannedChange, ...]

    @property
    def changed(self) -> list[PlannedChange]:
        """要写的。"""
        return [row for row in self.rows if row.after is not None]

    @property
    def refused(self) -> list[PlannedChange]:
        """不收的。"""
        return [row for row in self.rows if row.problems]

    @property
    def same(self) -> int:
        return len(self.rows) - len(self.changed) - len(self.refused)


def batch_columns(register: Register[Any]) -> list[Column]:
    """可以成批改成同一个值的栏目：不得重复的不行，属于谁的不行，入账以后不改的、封存的也不行。"""
    barred = (register.owner, *register.fixed)
    return [each for each in register.columns if not (each.unique or each.kind.sealed) and each.name not in barred]


def plan_batch(office: Office, register: Register[Any], ids: Sequence[str], name: str, raw: object) -> BatchPlan:
    """把 ids 各行的一栏都改成 raw；什么也不写。已删除的行略去。"""
    column = register.column(name)
    title = f"成批修改{register.noun}的{column.label}"
    return plan_changes(office, register, [(each, {name: raw}) for each in ids], title)


def plan_changes(
    office: Office,
    register: Register[Any],
    wanted: Sequence[tuple[str, Mapping[str, object]]],
    title: str,
    blocked: Mapping[str, list[Problem]] | None = None,
) -> BatchPlan:
    """每行各改各的：wanted 是 (记录 id, 栏目 → 填的)；什么也不写。彼此重复的、blocked 里说了不能改的，都算不收。"""
    found = {one.id: one for one in office.keeper.table(register).records([each for each, _ in wanted])}
    taken: dict[tuple[str, object], str] = {}
    rows = []
    for record_id, raw in wanted:
        before = found.get(record_id)
        if before is None:
            continue
        sealed = [register.column(name).label for name in raw if register.column(name).kind.sealed]
        if sealed:
            # 填一个猜的值，看哪几行“没有变化”，就试得出是谁
            rows.append(
                PlannedChange(before, None, (), (Problem("、".join(sealed), "不公开，请在表单里一条一条地填"),))
            )
            continue
        if blocked and record_id in blocked:
            problems = blocked[record_id]
            shown = _asked(register, before, raw) or tuple((each.column, "", "") for each in problems)
            rows.append(PlannedChange(before, None, shown, tuple(problems)))
            continue
        after = office.keeper.read(register, raw, before)
        if not isinstance(after, list):
            twins = _twins(register, after, raw, taken)
            after = twins or after
        if isinstance(after, list):
            rows.append(PlannedChange(before, None, _asked(register, before, raw), tuple(after)))
        elif after == before:
            rows.append(PlannedChange(before, None, ()))
        else:
            rows.append(PlannedChange(before, after, _differences(register, before, after)))
    return BatchPlan(register, title, tuple(rows))


def do_batch(office: Office, plan: BatchPlan) -> int:
    """把收下的各行一次写进去，返回行数；列出以后又在别处改过的，一行不写，报 Refused。"""
    changed = plan.changed
    table = office.keeper.table(plan.register)
    now = {one.id: one for one in table.records([row.before.id for row in changed])}
    stale = [row for row in changed if row.before.id not in now or now[row.before.id].rev != row.before.rev]
    if stale:
        naming = plan.register.column(plan.register.name_by)
        names = "、".join(naming.kind.show(getattr(row.before, naming.name)) for row in stale[:5])
        raise Refused([Problem("", f"有 {len(stale)} 行刚才在别处改过（{names}），请重新选中再改")])
    if not changed:
        raise KnownError("没有要改的行：都和原来一样，或者都没有收。")
    with office.keeper.action(f"{plan.title}，{len(changed)} 条") as act:
        for row in changed:
            assert row.after is not None
            act.update(plan.register, row.before, row.after)
    return len(changed)


def _twins(
    register: Register[Any], after: Record, raw: Mapping[str, object], taken: dict[tuple[str, object], str]
) -> list[Problem]:
    problems = []
    for name in raw:
        column, value = register.column(name), getattr(after, name)
        if column.unique and value is not None and taken.setdefault((name, value), after.id) != after.id:
            problems.append(Problem(column.label, "与这一批里上面的一行相同，请核对"))
    return problems


def _differences(register: Register[Any], before: Record, after: Record) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (each.label, each.kind.masked(getattr(before, each.name)), each.kind.masked(getattr(after, each.name)))
        for each in register.columns
        if getattr(before, each.name) != getattr(after, each.name)
    )


def _asked(register: Register[Any], before: Record, raw: Mapping[str, object]) -> tuple[tuple[str, str, str], ...]:
    """不收的行：想填的也列出来；号码栏只说填了几个字。"""
    shown = []
    for name, value in raw.items():
        column = register.column(name)
        text = value.name if isinstance(value, Ref) and isinstance(column.kind, Link) else str(value or "")
        shown.append(
            (
                column.label,
                column.kind.masked(getattr(before, name)),
                f"（{len(text)} 个字）" if column.kind.secret else text,
            )
        )
    return tuple(shown)
