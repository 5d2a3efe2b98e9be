"""在预览里动手：改一格、照收一行；只重看受影响的几行，各条规则照旧。"""

from collections.abc import Iterable
from typing import Any

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.services.import_fields import fields
from miaopu_desk.services.import_parents import parent_of
from miaopu_desk.services.import_plan import ImportPlan, PlannedRow
from miaopu_desk.services.importing import settle_rows
from miaopu_desk.services.office import Office


def fix_cell(office: Office, plan: ImportPlan, row: PlannedRow, field: str, text: str) -> list[PlannedRow]:
    """把一行的一栏改成 text（空白是空着不填），马上重看；返回状态可能变了的各行。

    跳过的行、已经写入的计划不能改，报 KnownError；没有这一栏是调用的错。
    """
    _still_open(plan)
    if row.state == "skipped":
        raise KnownError(f"第{row.row}行不是名单行，没有要改的。")
    fields(plan.register)[field]
    row.fixed[field] = text
    return _again(office, plan, [row])


def undo_fix(office: Office, plan: ImportPlan, row: PlannedRow, field: str) -> list[PlannedRow]:
    """一格改回表里原来的样子。"""
    _still_open(plan)
    row.fixed.pop(field, None)
    return _again(office, plan, [row])


def accept(office: Office, plan: ImportPlan, row: PlannedRow) -> list[PlannedRow]:
    """看过了：可能重复的确是另一位，照收；返回状态可能变了的各行。没有可疑之处的报 KnownError。"""
    _still_open(plan)
    if not row.twins:
        raise KnownError(f"第{row.row}行不是因为可能重复拒收的，请照原因改好。")
    row.accepted = True
    return _again(office, plan, [row])


def _still_open(plan: ImportPlan) -> None:
    if plan.batch is not None:
        raise KnownError("这份计划已经写入，不能再改；要改请到登记里改。")


def _again(office: Office, plan: ImportPlan, touched: list[PlannedRow]) -> list[PlannedRow]:
    """重读 touched，连同和它们互相牵着的各行一起重新定状态。"""
    live = [row for row in plan.rows if row.state != "skipped"]
    if parent_of(plan.register) is not None:
        group: list[PlannedRow] = live  # 上下级一层牵一层，这样的表不大，全部重看
        _read(office, group)
        settle_rows(office, plan, group)
        return group
    group = _tied(live, touched)
    while True:
        _read(office, group)
        settle_rows(office, plan, group)
        # 改过以后又牵上了别的行（改成了和另一行同样的号码），把它们也带上再来
        wider = _tied(live, group)
        if len(wider) == len(group):
            return group
        group = wider


def _read(office: Office, rows: Iterable[PlannedRow]) -> None:
    for row in rows:
        if row.reader.office is not office:
            row.reader.use(office)
        row.reader.read(row)


def _tied(rows: list[PlannedRow], group: list[PlannedRow]) -> list[PlannedRow]:
    """和 group 里任何一行写着同一位、或者认出同一条登记的各行，照表里的次序。"""
    inside = {id(row) for row in group}
    ties: set[Any] = {tie for row in group for tie in _ties(row)}
    growing = True
    while growing:
        growing = False
        for row in rows:
            if id(row) not in inside and not ties.isdisjoint(mine := _ties(row)):
                inside.add(id(row))
                ties |= mine
                growing = True
    return [row for row in rows if id(row) in inside]


def _ties(row: PlannedRow) -> set[Any]:
    return {*row.keys, row.matched} - {""}
