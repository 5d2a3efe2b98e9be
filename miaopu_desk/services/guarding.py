"""写进登记以前的把关：只读的人不能改，经办人由主任来登记，已经印进关账月报的一批导入不能整批撤销。"""

from collections.abc import Sequence

from miaopu_desk.domain.attachments import SENSITIVE
from miaopu_desk.domain.month import title_of
from miaopu_desk.domain.name_lists import expanded, unpack
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records import ATTACHMENTS, OPERATORS
from miaopu_desk.services.guarding_insurance import nobody_twice
from miaopu_desk.services.guarding_rewards import paid_stays_paid
from miaopu_desk.services.honour_guards import HONOUR_GUARDS
from miaopu_desk.services.keeping import Check, Guard, Keeper, plain
from miaopu_desk.services.ledger_guard import LEDGER_GUARDS
from miaopu_desk.services.roles import HEAD, READER, who
from miaopu_desk.store import closings, journal


def role_allows(keeper: Keeper) -> Check:
    """只读的人不能改，经办人由主任来登记；看操作开始时的角色：改的可能正是经办人的登记。"""
    person = who(keeper)

    def check(action: journal.Action, changes: Sequence[journal.Change]) -> list[Problem]:
        if person.role == READER:
            return [Problem("", f"“{person.login}”只能看，不能改。请办公室主任在“设置”的“经办人”里登记")]
        if person.role != HEAD and any(change.table == OPERATORS.table for change in changes):
            return [Problem("", f"经办人由办公室主任登记，“{person.login}”的角色是{person.role_label}")]
        return []

    return check


def _batch_not_closed(keeper: Keeper, action: journal.Action, changes: Sequence[journal.Change]) -> list[Problem]:
    target = journal.action(keeper.database, action.undoes) if action.undoes else None
    if target is None or target.kind != "import":
        return []
    ids = {change.row_id for change in changes}
    closed = closings.closed_after(keeper.database, target.id)
    shut = [month for month, version in closed if ids & _counted(keeper, month, version)]
    if not shut:
        return []
    message = (
        f"“{target.title}”里的行已经计入{'、'.join(map(title_of, shut))}的关账月报，不能整批撤销。"
        "请逐条更正，再出更正说明；或者由办公室主任重新打开这个月"
    )
    return [Problem("", message)]


def _sensitive_stays(_: Keeper, action: journal.Action, changes: Sequence[journal.Change]) -> list[Problem]:
    """证件照片改成别的种类就不用写用途了，所以不许改。"""
    changed = any(
        change.table == ATTACHMENTS.table
        and change.before is not None
        and change.before.get("kind") == SENSITIVE
        and change.after.get("kind", SENSITIVE) != SENSITIVE
        for change in changes
    )
    if not changed or action.kind == "undo":
        return []
    return [Problem("附件种类", "证件照片不能改成别的种类；放错了请删掉，再照对的种类添加一次")]


def _counted(keeper: Keeper, month: str, version: int) -> set[str]:
    found = closings.part(keeper.database, month, version, "names")
    return unpack(expanded(found[0])).every() if found else set()


# 一间办公室的全部把关，班次的另有
GUARDS: tuple[Guard, ...] = (
    role_allows,
    plain(_batch_not_closed),
    plain(_sensitive_stays),
    plain(nobody_twice),
    *HONOUR_GUARDS,
    *LEDGER_GUARDS,
    plain(paid_stays_paid),
)
