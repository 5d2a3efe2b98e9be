"""表彰一块的把关：一人一岗、不超名额；发放表审核后不改、自己的不能自己审；推荐按次序走。"""

from collections.abc import Sequence

from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records import NOMINATIONS, POST_HOLDERS, STIPEND_LINES, STIPEND_SHEETS, WELFARE_POSTS
from miaopu_desk.domain.selecting import move_problem
from miaopu_desk.domain.stipends import Holding, clashes
from miaopu_desk.services.keeping import Guard, Keeper, plain
from miaopu_desk.services.roles import HEAD, who
from miaopu_desk.store import journal

OPEN_FIELDS = {"note"}  # 印发以后还能写的
POINTERS = {"volunteer_id"}  # 合并志愿者时改指，纸上印的是编表时的姓名


def _one_post_at_a_time(keeper: Keeper, action: journal.Action, changes: Sequence[journal.Change]) -> list[Problem]:
    touched = [each.row_id for each in changes if each.table == POST_HOLDERS.table]
    posts = {each.row_id for each in changes if each.table == WELFARE_POSTS.table}
    table = keeper.table(POST_HOLDERS)
    rows = table.records(touched)
    people = {row.volunteer.id for row in rows}
    found = clashes(
        [
            Holding(
                volunteer_id=each.volunteer.id or "",
                name=each.volunteer.name,
                post_name=each.post.name,
                monthly=0,
                starts_on=each.starts_on,
                ends_on=each.ends_on,
            )
            for person in people
            for each in table.find("volunteer", person)
        ]
    )
    return found + _over_quota(keeper, posts | {row.post.id or "" for row in rows})


def _over_quota(keeper: Keeper, posts: set[str]) -> list[Problem]:
    """一天里在岗的不能多于名额；人数只在有人到岗那天变多，看那几天就够。"""
    problems = []
    for post in keeper.table(WELFARE_POSTS).records(list(posts)):
        rows = keeper.table(POST_HOLDERS).find("post", post.id)
        for day in sorted({each.starts_on for each in rows}):
            here = [each for each in rows if each.starts_on <= day and (each.ends_on is None or each.ends_on >= day)]
            if len(here) > post.quota:
                message = f"“{post.name}”名额{post.quota}人，{day}会有{len(here)}人在岗，请先写离岗日期，或者改名额"
                problems.append(Problem("到岗日期", message))
                break
    return problems


def _sheets_stay(keeper: Keeper, action: journal.Action, changes: Sequence[journal.Change]) -> list[Problem]:
    """审核过的表只能退回或印发，印发了的一个字也不改；审核的要是主任，而且不是编制的人。"""
    problems: list[Problem] = []
    moved = {each.row_id: each for each in changes if each.table == STIPEND_SHEETS.table}
    for change in moved.values():
        problems += _sheet_moves(keeper, action, change)
    for change in changes:
        if change.table != STIPEND_LINES.table or not set(change.after) - POINTERS:
            continue
        row = keeper.table(STIPEND_LINES).raw(change.row_id) or {}
        sheet_id = row.get("sheet_id") or ""
        before = _state_before(keeper, sheet_id, moved.get(sheet_id))
        if before in ("approved", "issued"):
            problems.append(_frozen(keeper, sheet_id, before))
    return list(dict.fromkeys(problems))


def _sheet_moves(keeper: Keeper, action: journal.Action, change: journal.Change) -> list[Problem]:
    row = keeper.table(STIPEND_SHEETS).raw(change.row_id) or {}
    now, before = row.get("state"), _state_before(keeper, change.row_id, change)
    if change.before is None:
        fresh = now == "draft" or row.get("deleted_at") or action.kind == "setup"
        return [] if fresh else [Problem("状态", "新的发放表只能是编制中")]
    if before == "issued":
        return [_frozen(keeper, change.row_id, before)] if set(change.after) - OPEN_FIELDS else []
    if before == "approved" and now == "approved":
        return [_frozen(keeper, change.row_id, before)] if set(change.after) - OPEN_FIELDS else []
    if before == "draft" and now == "issued":
        return [Problem("状态", f"“{row['number']}”还没有审核，不能印发")]
    if now == "approved":
        person = who(keeper)
        if person.role != HEAD:
            return [Problem("状态", "补贴发放表由办公室主任审核")]
        if row.get("made_login") == keeper.operator:
            return [Problem("状态", "编制和审核不能是同一个人，请办公室主任登录后审核")]
    return []


def _state_before(keeper: Keeper, sheet_id: str, change: journal.Change | None) -> str:
    if change is not None:
        if change.before is None:
            return "new"
        if "state" in change.before:
            return str(change.before["state"])
    return str((keeper.table(STIPEND_SHEETS).raw(sheet_id) or {}).get("state") or "new")


def _frozen(keeper: Keeper, sheet_id: str, state: str) -> Problem:
    number = (keeper.table(STIPEND_SHEETS).raw(sheet_id) or {}).get("number") or ""
    if state == "issued":
        return Problem("", f"发放表“{number}”已经印发，不能再改；有变化的在下一张上补发或扣减")
    return Problem("", f"发放表“{number}”已经审核，要改请办公室主任先退回")


def _step_by_step(keeper: Keeper, action: journal.Action, changes: Sequence[journal.Change]) -> list[Problem]:
    """推荐的状态按次序走；撤销、重做是退回原样，不受这个约束。"""
    if action.kind == "undo":
        return []
    problems = []
    for change in changes:
        if change.table == NOMINATIONS.table and change.before is not None and "state" in change.before:
            row = keeper.table(NOMINATIONS).raw(change.row_id) or {}
            problem = move_problem(row.get("name") or "", str(change.before["state"]), str(change.after["state"]))
            if problem is not None:
                problems.append(problem)
    return problems


HONOUR_GUARDS: tuple[Guard, ...] = (plain(_one_post_at_a_time), plain(_sheets_stay), plain(_step_by_step))
