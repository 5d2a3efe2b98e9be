"""把社区交来的表收进登记：先做一份计划给人看，点了确认才写，一批一次撤销。"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from miaopu_desk.domain.kinds import Choices, Link, Ref
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import COMMUNITIES
from miaopu_desk.domain.register import Register
from miaopu_desk.exchange.headers import HeaderMatch, Heading, choose_sheets
from miaopu_desk.exchange.sheets import read_workbook
from miaopu_desk.exchange.workbook import Sheet, Workbook
from miaopu_desk.services.import_match import Matcher
from miaopu_desk.services.import_plan import STATES, ImportPlan, PlannedRow, totals_sentence
from miaopu_desk.services.import_rows import Progress, SheetReader
from miaopu_desk.services.linking import look_up
from miaopu_desk.services.office import Office

__all__ = [
    "STATES",
    "ImportPlan",
    "PlannedRow",
    "commit_import",
    "headings",
    "plan_import",
    "sheets_of",
    "totals_sentence",
]


def sheets_of(path: Path, register: Register[Any]) -> list[str]:
    """文件里有表头、可以导入的工作表的名字。"""
    return [sheet.name for sheet, _ in choose_sheets(read_workbook(path), headings(register))]


def plan_import(
    office: Office,
    register: Register[Any],
    path: Path,
    *,
    sheet: str | None = None,
    community: str | None = None,
    progress: Progress | None = None,
) -> ImportPlan:
    """读一个工作簿，逐行判断是新增、有变化、相同还是拒收；什么也不写。

    community 是交表的社区，表里没有社区栏时用；表里写着别的社区的行拒收。
    文件坏了、没有表头、没有这张工作表、社区不存在报 KnownError。progress(已读行数, 总行数) 里抛错就是取消。
    """
    with no_sweeping():
        return _plan(office, register, read_workbook(path), sheet, community, progress)


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


def _plan(
    office: Office,
    register: Register[Any],
    workbook: Workbook,
    sheet: str | None,
    community: str | None,
    progress: Progress | None,
) -> ImportPlan:
    found = _chosen(workbook, register, sheet)
    path = workbook.path
    plan = ImportPlan(
        path,
        register,
        tuple(each.name for each, _ in found),
        (found[0][1].first_row, found[0][1].last_row),
        [],
        list(workbook.notes),
        tuple(dict.fromkeys(label for _, header in found for label in header.unknown.values())),
    )
    if plan.unknown:
        plan.notes.append(f"这几列登记里没有，没有读：{'、'.join(plan.unknown)}")
    total = sum(len(each.rows) for each, _ in found)
    for each, header in found:
        plan.notes += header.notes
        reader = SheetReader(office, register, each, header)
        reader.set_community(_handed_in_by(office, register, workbook, each, header, community, plan.notes))
        plan.rows += reader.rows(progress, total)
    Matcher(office, register).settle(plan.rows)
    return plan


def commit_import(office: Office, plan: ImportPlan) -> str | None:
    """照计划写入，返回批次号（撤销用）；没有要写的行返回 None。预览以后登记又变了的报 Refused，一行不写。"""
    if plan.batch is not None:
        raise KnownError(f"“{plan.file.name}”的这份计划已经写入过了，要再导入请重新读入文件。")
    if not plan.writable:
        return None
    Matcher(office, plan.register).still_true(plan.rows)
    detail = {"file": plan.file.name, "totals": plan.totals}
    title = f"导入{plan.register.title}“{plan.file.name}”{plan.writable}行"
    with office.keeper.action(title, kind="import", detail=detail) as act:
        for row in plan.rows:
            if row.state in ("new", "changed"):
                record = plan.register.build(vars(row.record), row.base)
                if row.base is None:
                    act.insert(plan.register, record)
                else:
                    act.update(plan.register, row.base, record)
    plan.batch = act.id
    return act.id


def headings(register: Register[Any]) -> list[Heading]:
    """登记表的各栏，作为要在工作簿里找的表头。"""
    needed = next((each.name for each in register.columns if each.required), "")
    return [
        Heading(
            each.name,
            (each.label, *each.synonyms),
            each.name == needed,
            tuple(_part_labels(each.kind)) if isinstance(each.kind, Choices) else (),
        )
        for each in register.columns
    ]


def _part_labels(kind: Choices) -> Iterable[str]:
    for item in kind.codes.items:
        yield item.label
        yield from item.aliases


def _chosen(workbook: Workbook, register: Register[Any], sheet: str | None) -> list[tuple[Sheet, HeaderMatch]]:
    found = choose_sheets(workbook, headings(register))
    if sheet is None:
        return found
    named = [pair for pair in found if pair[0].name == sheet]
    if not named:
        names = "、".join(f"“{each.name}”" for each, _ in found)
        raise KnownError(f"“{workbook.path.name}”里没有可导入的工作表“{sheet}”，可以选：{names}。")
    return named


def _handed_in_by(
    office: Office,
    register: Register[Any],
    workbook: Workbook,
    sheet: Sheet,
    header: HeaderMatch,
    given: str | None,
    notes: list[str],
) -> tuple[Ref | None, bool]:
    """表是哪个社区的：给定的，或者表名、标题、文件名里写着的；第二个值是“给定的，别的社区要拒收”。"""
    column = next((each for each in register.columns if each.name == "community"), None)
    if column is None or not isinstance(column.kind, Link):
        return None, False
    if given is not None:
        read = column.kind.read(given)
        found = look_up(office.database, column.kind, read.name if read else given)
        if not isinstance(found, Ref):
            raise KnownError(f"社区：{found}。")
        return found, True
    if "community" in header.names:
        return None, False
    names = [each.name for each in office.keeper.table(COMMUNITIES).all()]
    for where, text in (("工作表名", sheet.name), ("标题", header.title), ("文件名", workbook.path.stem)):
        mentioned = [name for name in names if name in text]
        longest = [name for name in mentioned if not any(name != other and name in other for other in mentioned)]
        if len(longest) == 1:
            notes.append(f"表里没有社区一栏，按{where}算作“{longest[0]}”")
            found = look_up(office.database, column.kind, longest[0])
            return (found, False) if isinstance(found, Ref) else (None, False)
    if column.required:
        notes.append("表里没有社区一栏，标题和文件名里也没有社区，请指明是哪个社区交来的")
    return None, False
