"""发过的奖励不许再动：批次删了再造册，同一条线索就会发两次。记错了发放日期的，撤销那一步。"""

from collections.abc import Sequence

from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records import REWARD_BATCHES, REWARD_PAYMENTS
from miaopu_desk.services.keeping import Keeper
from miaopu_desk.store import journal


def paid_stays_paid(keeper: Keeper, action: journal.Action, changes: Sequence[journal.Change]) -> list[Problem]:
    """发过的批次只能改备注；明细不增、不改、不删。"""
    batches = {change.row_id: change for change in changes if change.table == REWARD_BATCHES.table}
    lines = {
        str((keeper.table(REWARD_PAYMENTS).raw(change.row_id) or {}).get("batch_id"))
        for change in changes
        if change.table == REWARD_PAYMENTS.table
    }
    problems = []
    for batch in {*batches, *lines}:
        row = keeper.table(REWARD_BATCHES).raw(batch) or {}
        own = batches.get(batch)
        if own is None:
            was_paid = bool(row.get("paid_on"))
        else:
            was_paid = own.before is not None and bool(own.before.get("paid_on", row.get("paid_on")))
        allowed = {"note", "paid_on"} if action.undoes else {"note"}
        harmless = batch not in lines and own is not None and set(own.after) <= allowed
        if was_paid and not harmless:
            problems.append(Problem("", f"奖励批次“{row.get('number')}”已经发放，不能再改或删除"))
    return problems
