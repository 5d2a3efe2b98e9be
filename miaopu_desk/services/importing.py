"""把社区交来的表收进登记：先做一份计划给人看，点了确认才写，一批一次撤销。"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from miaopu_desk.domain.ids import new_id
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.register import TODAY, Register
from miaopu_desk.exchange.headers import HeaderMatch, choose_sheets, remapped
from miaopu_desk.exchange.sheets import read_workbook
from miaopu_desk.exchange.workbook import Sheet, Workbook, column_letters
from miaopu_desk.services.import_commit import commit_import, no_sweeping
from miaopu_desk.services.import_community import NOWHERE, handed_in_by, settle_communities
from miaopu_desk.services.import_fields import headings
from miaopu_desk.services.import_ledger import look_at_hours
from miaopu_desk.services.import_links import LinkFinder
from miaopu_desk.services.import_match import Matcher
from miaopu_desk.services.import_parents import find_parents, parent_of, refuse_orphans
from miaopu_desk.services.import_plan import STATES, ImportPlan, PlannedRow, totals_sentence
from miaopu_desk.services.import_rows import Fixes, Progress, SheetReader
from miaopu_desk.services.import_twins import hold_back_twins
from miaopu_desk.services.layouts import Chosen, known_mapping, mapped_columns
from miaopu_desk.services.office import Office

__all__ = [
    "STATES",
    "ImportPlan",
    "PlannedRow",
    "again",
    "commit_import",
    "headings",
    "plan_import",
    "plan_paste",
    "plan_workbook",
    "remap",
    "settle_rows",
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
    return plan_workbook(office, register, read_workbook(path), sheet=sheet, community=community, progress=progress)


def plan_paste(office: Office, register: Register[Any], text: str, *, community: str | None = None) -> ImportPlan:
    """从 WPS 或 Excel 复制来的一块，有没有表头都行；没有表头的按内容认各列，对照给人核对。

    剪贴板里没有表格内容的报 KnownError。
    """
    from miaopu_desk.exchange.headers import find_header
    from miaopu_desk.exchange.text_tables import read_pasted
    from miaopu_desk.services.import_guess import guessed_header

    workbook = read_pasted(text)
    sheet = workbook.sheets[0]
    if find_header(sheet, headings(register)) is not None:
        return plan_workbook(office, register, workbook, community=community)
    given = {sheet.name: guessed_header(office, register, sheet)}
    return plan_workbook(office, register, workbook, community=community, headers=given)


def plan_workbook(
    office: Office,
    register: Register[Any],
    workbook: Workbook,
    *,
    sheet: str | None = None,
    community: str | None = None,
    corrections: Mapping[str, Chosen] | None = None,
    headers: Mapping[str, HeaderMatch] | None = None,
    fixes: Fixes | None = None,
    progress: Progress | None = None,
) -> ImportPlan:
    """读好的工作簿 → 计划；什么也不写。

    corrections 是人改过的对照（表名 → 列号 → 栏，None 为不读），没有给的表用以前记住的；
    headers 是指定的表头（表名 → 表头），fixes 是预览里改过的格（(表名, 行号) → 栏 → 文字）。
    """
    with no_sweeping():
        found = _chosen(workbook, register, sheet, headers)
        plan = ImportPlan(workbook.path, register, tuple(each.name for each, _ in found), (0, 0), [], [], ())
        plan.source, plan.asked = workbook, (sheet, community)
        plan.notes += workbook.notes
        plan.originals = {each.name: header for each, header in found}
        for each, header in found:
            plan.tables.append((each, _mapped(office, plan, each, header, (corrections or {}).get(each.name))))
        plan.header_rows = (plan.tables[0][1].first_row, plan.tables[0][1].last_row)
        labels = [label for _, header in plan.tables for label in header.unknown.values()]
        plan.unknown = tuple(dict.fromkeys(labels))
        if plan.unknown:
            plan.notes.append(f"这几列登记里没有，没有读：{'、'.join(plan.unknown)}")
        total = sum(len(each.rows) for each, _ in plan.tables)
        for each, header in plan.tables:
            plan.notes += (*header.notes, *_today(office, register, header), *_hidden(each, header))
            reader = SheetReader(office, register, each, header)
            reader.set_community(handed_in_by(office, register, workbook, each, header, community, plan.notes))
            reader.next_position = _first_position(office, register, header, plan)
            plan.rows += reader.rows(progress, total, fixes or {})
            if reader.sections.named and NOWHERE in plan.notes:
                plan.notes.remove(NOWHERE)
            plan.notes += reader.notes()
        settle_rows(office, plan, plan.rows)
    return plan


def settle_rows(office: Office, plan: ImportPlan, rows: list[PlannedRow]) -> None:
    """读好的行 → 对上号、认出已有的、定下状态；rows 要么是全部，要么把写着同一位的各行都带齐。"""
    register = plan.register
    if parent_of(register) is not None:
        for row in rows:
            row.new_id = row.new_id or new_id()
    for link in register.links:
        if LinkFinder.serves(register, link):
            LinkFinder(office, register, link, plan.created).settle(rows)
    find_parents(office, register, rows)
    settle_communities(office, register, rows)
    Matcher(office, register).settle(rows)
    refuse_orphans(register, rows)
    hold_back_twins(office, register, rows)
    look_at_hours(office, register, rows)


def remap(
    office: Office,
    plan: ImportPlan,
    sheet: str,
    column: int,
    field: str | None,
    *,
    progress: Progress | None = None,
) -> ImportPlan:
    """把一列改读作另一栏（None 是不读），马上重新做计划；预览里改过的格照样留着。"""
    corrections = {name: dict(chosen) for name, chosen in plan.corrections.items()}
    chosen = corrections.setdefault(sheet, {})
    if field is not None:
        for other, name in list(chosen.items()):
            if name == field:
                chosen[other] = None
    chosen[column] = field
    return again(office, plan, corrections, progress=progress)


def again(
    office: Office,
    plan: ImportPlan,
    corrections: Mapping[str, Chosen] | None = None,
    *,
    progress: Progress | None = None,
) -> ImportPlan:
    """照同一个文件重新做计划：对照照 corrections（没有给就照旧），预览里改过的格照样留着。"""
    assert plan.source is not None
    fixes = {(row.sheet, row.row): row.fixed for row in plan.rows if row.fixed}
    asked_sheet, community = plan.asked
    return plan_workbook(
        office,
        plan.register,
        plan.source,
        sheet=asked_sheet,
        community=community,
        corrections=plan.corrections if corrections is None else corrections,
        headers=plan.originals,
        fixes=fixes,
        progress=progress,
    )


def _chosen(
    workbook: Workbook, register: Register[Any], sheet: str | None, headers: Mapping[str, HeaderMatch] | None
) -> list[tuple[Sheet, HeaderMatch]]:
    if headers is not None:
        found = [(each, headers[each.name]) for each in workbook.sheets if each.name in headers]
    else:
        found = choose_sheets(workbook, headings(register))
    if sheet is None:
        return found
    named = [pair for pair in found if pair[0].name == sheet]
    if not named:
        names = "、".join(f"“{each.name}”" for each, _ in found)
        raise KnownError(f"“{workbook.path.name}”里没有可导入的工作表“{sheet}”，可以选：{names}。")
    return named


def _mapped(office: Office, plan: ImportPlan, sheet: Sheet, header: HeaderMatch, chosen: Chosen | None) -> HeaderMatch:
    """照人改过的、或者以前记住的改对照；顺序号没有列时用序号列。"""
    register = plan.register
    if chosen is None:
        chosen = known_mapping(office, register, header)
        if chosen:
            plan.remembered = (*plan.remembered, sheet.name)
            plan.notes.append(f"“{sheet.name}”的表头和以前改过对照的一样，照那时的对照读")
    if chosen:
        plan.corrections[sheet.name] = dict(chosen)
        header = remapped(header, chosen)
    if header.numbering is not None and "position" in header.unmatched and header.numbering not in chosen:
        header = replace(remapped(header, {header.numbering: "position"}), numbering=None)
    plan.mapping += mapped_columns(register, sheet, header, chosen)
    return header


def _first_position(office: Office, register: Register[Any], header: HeaderMatch, plan: ImportPlan) -> int | None:
    """表里没有顺序号的：新增的接着已有的往下排，表里谁先谁在前。"""
    if "position" not in header.unmatched or not register.column("position").required:
        return None
    if plan.rows:
        return max((row.position or 0 for row in plan.rows), default=0) + 1
    plan.notes.append("表里没有顺序一栏，新增的照表里的先后往下排")
    if any(each.required for each in register.links):
        return 1  # 一份名单自己从一排起
    return max((each.position for each in office.keeper.table(register).all()), default=0) + 1


def _today(office: Office, register: Register[Any], header: HeaderMatch) -> list[str]:
    """表里没有的日期栏，新增的写作今天：不说就成了悄悄编的。录入的日子本来就是今天。"""
    lacking = [
        each.label
        for each in register.columns
        if each.initial is TODAY and each.name in header.unmatched and each.name != "recorded_on"
    ]
    return [f"表里没有“{'、'.join(lacking)}”，新增的写作今天（{office.today()}）"] if lacking else []


def _hidden(sheet: Sheet, header: HeaderMatch) -> list[str]:
    """隐藏的行和列照样读，但要说一声。"""
    notes = []
    rows = sorted(row for row in sheet.hidden_rows if row > header.last_row)
    if rows:
        shown = "、".join(map(str, rows[:8])) + ("等" if len(rows) > 8 else "")
        notes.append(f"“{sheet.name}”有 {len(rows)} 行是隐藏的或被筛掉的（第{shown}行），照样读了，请看看要不要")
    known = {*header.columns, *header.parts, *header.spare}
    columns = [column for column in sorted(sheet.hidden_columns) if column in header.labels]
    if columns:
        shown = "、".join(f"{column_letters(each)} 列“{header.labels[each]}”" for each in columns[:6])
        read = "照样读了" if any(each in known for each in columns) else "登记里没有这几栏，没有读"
        notes.append(f"“{sheet.name}”有隐藏的列：{shown}，{read}")
    return notes
