"""照看过的计划写入：再看一眼登记变没变，一批一次操作，改过而用上了的对照随着记住。"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from miaopu_desk.domain.ids import new_id
from miaopu_desk.domain.problems import KnownError, Problem, Refused
from miaopu_desk.domain.records import TRAINING_SESSIONS
from miaopu_desk.services.import_ledger import write_change
from miaopu_desk.services.import_match import Matcher
from miaopu_desk.services.import_parents import parents_first
from miaopu_desk.services.import_plan import ImportPlan, PlannedRow
from miaopu_desk.services.import_rows import Progress
from miaopu_desk.services.layouts import keep_mapping
from miaopu_desk.services.office import Office

CHUNK = 1000  # 攒到这么多行就写一次，报一次进度：再大窗口要停住，再小全文检索要慢


def commit_import(office: Office, plan: ImportPlan, progress: Progress | None = None) -> str | None:
    """照计划写入，返回批次号（撤销用）；没有要写的行返回 None。

    预览以后登记又变了的报 Refused，一行不写。progress(已写行数, 总行数) 里抛错就是取消，也一行不写。
    改过而用上了的对照随着记住。
    """
    if plan.batch is not None:
        raise KnownError(f"“{plan.file.name}”的这份计划已经写入过了，要再导入请重新读入文件。")
    if not plan.writable:
        return None
    register = plan.register
    with no_sweeping():
        Matcher(office, register).still_true(plan.rows)
        new = parents_first(register, [row for row in plan.rows if row.state == "new"])
        changed = [row for row in plan.rows if row.state == "changed"]
        detail = {"file": plan.file.name, "totals": plan.totals}
        title = f"导入{register.title}“{plan.file.name}”{plan.writable}行"
        with office.keeper.action(title, kind="import", detail=detail) as act:
            for session in _needed_sessions(office, plan, [*new, *changed]):
                act.insert(TRAINING_SESSIONS, session)
            if progress is not None:
                act.pulse = lambda: progress(plan.writable, plan.writable)
            for at, row in enumerate((*new, *changed)):
                if at % CHUNK == 0:
                    act.flush()
                    if progress is not None:
                        progress(at, plan.writable)
                if row.base is not None:
                    write_change(act, register, row.base, register.build(vars(row.record), row.base), plan.file.name)
                else:
                    act.insert_read(register, row.new_id or new_id(), row.record)  # 空着而能推出的，定状态时已经推出
            for sheet, header in plan.originals.items():
                if plan.corrections.get(sheet):
                    keep_mapping(office, register, header, plan.corrections[sheet])
    plan.batch = act.id
    return act.id


def _needed_sessions(office: Office, plan: ImportPlan, rows: list[PlannedRow]) -> list[Any]:
    """要写的行里用到的、还没有的场次；预览以后有人先建了的，报 Refused。"""
    used = {row.record.session.id for row in rows} if plan.created else set()
    wanted = [session for session in plan.created.values() if session.id in used]
    for session in wanted:
        for twin in office.keeper.table(TRAINING_SESSIONS).find("topic", session.topic):
            if twin.held_on == session.held_on:
                sentence = f"预览以后有人登记了{twin.held_on}的“{twin.topic}”，请重新读入文件"
                raise Refused([Problem("", sentence)])
    return wanted


@contextmanager
def no_sweeping() -> Iterator[None]:
    """造成千上万个活着的值时停一停垃圾回收：它一遍遍数这些值，一个也收不走，要多花三成时间。"""
    import gc

    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            # 把新造的都归到老一代：否则一打开就要把它们全数一遍
            gc.freeze()
            gc.unfreeze()
            gc.enable()
