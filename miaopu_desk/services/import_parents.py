"""上级也写在同一张表里（片区和楼栋）：先建上级再建下级，不管表里谁先谁后。"""

from collections.abc import Sequence
from typing import Any

from miaopu_desk.domain.kinds import Link, Ref
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.register import Column, Register
from miaopu_desk.services.linking import unknown_name
from miaopu_desk.services.office import Office


def parent_of(register: Register[Any]) -> Column | None:
    """指向本表自己的那一栏（上级网格）；没有为空。"""
    return next(
        (each for each in register.links if isinstance(each.kind, Link) and each.kind.target == register.table), None
    )


def find_parents(office: Office, register: Register[Any], rows: Sequence[Any]) -> None:
    """给每一行的上级对上号：登记里已有的，或者同一份表里的另一行（用它预定的 id）。"""
    link = parent_of(register)
    if link is None:
        return
    assert isinstance(link.kind, Link)
    by = register.name_by
    live = [row for row in rows if row.state != "skipped"]
    wanted = {ref.name for row in live if (ref := getattr(row.record, link.name)) is not None}
    known: dict[str, list[tuple[Any, Ref]]] = {}
    for record in office.keeper.table(register).find_many(by, wanted):
        known.setdefault(getattr(record, by), []).append((record, Ref(getattr(record, by), record.id)))
    here: dict[str, list[tuple[Any, Ref]]] = {}
    for row in live:
        name = getattr(row.record, by)
        if name in wanted and name not in known:
            here.setdefault(name, []).append((row.record, Ref(name, row.new_id)))
    for row in live:
        ref = getattr(row.record, link.name)
        if ref is None:
            continue
        found = known.get(ref.name) or here.get(ref.name, [])
        beside = [each for each in found if _place(each[0]) == _place(row.record)] if len(found) > 1 else found
        if len(beside) == 1:
            setattr(row.record, link.name, beside[0][1])
            continue
        sentence = (
            f"有{len(found)}个叫“{ref.name}”，请改成不重的名称"
            if found
            else unknown_name(office.database, link.kind, ref.name)
        )
        setattr(row.record, link.name, None)
        row.state = "refused"
        row.problems.append(Problem(link.label, sentence))


def refuse_orphans(register: Register[Any], rows: Sequence[Any]) -> None:
    """上级那一行没有收、或者绕了一圈又指回自己的，也不收。"""
    link = parent_of(register)
    if link is None:
        return
    by_id = {row.new_id: row for row in rows if row.new_id}
    for row in rows:
        chain, at = [row], row
        while at.state in ("new", "changed") and (above := _above(at, link, by_id)) is not None:
            if above in chain:
                names = "、".join(f"第{each.row}行" for each in chain)
                _refuse(row, Problem(link.label, f"{names}互为上级，请改正其中一行"))
                break
            chain.append(above)
            at = above
        if at is not row and row.state in ("new", "changed") and at.state in ("refused", "skipped"):
            _refuse(row, Problem(link.label, f"上级写在第{at.row}行，那一行没有收，请先改好它"))


def parents_first(register: Register[Any], rows: Sequence[Any]) -> list[Any]:
    """要新建的行，上级在前，其余照表里的次序。"""
    link = parent_of(register)
    if link is None:
        return list(rows)
    by_id = {row.new_id: row for row in rows if row.new_id}

    def depth(row: Any) -> int:
        steps, above = 0, _above(row, link, by_id)
        while above is not None and steps <= len(rows):
            steps, above = steps + 1, _above(above, link, by_id)
        return steps

    return sorted(rows, key=depth)


def _above(row: Any, link: Column, by_id: dict[str, Any]) -> Any:
    ref = getattr(row.record, link.name) if row.record is not None else None
    return None if ref is None else by_id.get(ref.id)


def _place(record: Any) -> Any:
    community = getattr(record, "community", None)
    return community.id if community is not None else None


def _refuse(row: Any, problem: Problem) -> None:
    row.state = "refused"
    row.record = None
    row.problems.append(problem)
