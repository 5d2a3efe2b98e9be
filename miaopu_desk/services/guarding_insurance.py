"""参保的把关：同一个人在同一张保单上不能有两条重叠的；录入、导入、就地改都在这里拦。"""

from collections.abc import Sequence

from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records.insurance import ENROLLMENTS
from miaopu_desk.services.keeping import Keeper
from miaopu_desk.store import journal
from miaopu_desk.store.queries_insurance import twice_on_a_policy

_MOVED = {"policy_id", "starts_on", "ends_on"}


def nobody_twice(keeper: Keeper, action: journal.Action, changes: Sequence[journal.Change]) -> list[Problem]:
    """新增的、改了保单和起止的各条，看有没有和别的一条重叠；撤销和造示例不管。"""
    if action.kind in ("setup", "undo"):
        return []
    ids = [
        change.row_id
        for change in changes
        if change.table == ENROLLMENTS.table and (change.before is None or _MOVED & change.after.keys())
    ]
    return [
        Problem("志愿者", f"“{name}”在保单{number}里已经有{first}至{last}的保障，不能重复参保")
        for name, number, first, last in (twice_on_a_policy(keeper.database, ids) if ids else ())
    ]
