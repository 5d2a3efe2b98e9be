"""把社区交来的表收进登记：先做一份计划给人看，点了确认才写，一批一次撤销。"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from miaopu_desk.domain.kinds import Choices, Link, Ref, Rejected, plain_text
from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.domain.records import COMMUNITIES
from miaopu_desk.domain.register import Column, Register
from miaopu_desk.exchange.data_rows import DataRow, data_rows
from miaopu_desk.exchange.headers import HeaderMatch, Heading, choose_sheets
from miaopu_desk.exchange.sheets import read_workbook
from miaopu_desk.exchange.workbook import Sheet, Workbook, column_letters
from miaopu_desk.services.importing_match import Matcher
from miaopu_desk.services.linking import catalogue, look_up
from miaopu_desk.services.office import Office

STATES = {"new": "新增", "changed": "有变化", "same": "相同", "refused": "拒收", "skipped": "跳过"}
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class PlannedRow:
    """计划里的一行：state 见 STATES；record 是要写的记录，base 是认出的已有的一行。"""

    row: int
    state: str
    problems: list[Problem] = field(default_factory=list)
    warnings: tuple[str, ...] = ()
    sheet: str = ""
    cells: Mapping[str, object] = field(default_factory=dict)
    record: Any = None
    base: Any = None
    register: Any = None

    @property
    def shown(self) -> dict[str, str]:
        """栏名 → 给人看的文字：读得懂的按登记的写法，读不懂的照原样。"""
        texts = {}
        for name, raw in self.cells.items():
            column = self.register.column(name)
            readable = self.record is not None and getattr(self.record, name) is not None
            texts[column.label] = column.kind.show(getattr(self.record, name)) if readable else plain_text(raw)
        return texts

    @property
    def changes(self) -> dict[str, tuple[str, str]]:
        """栏名 →（原来，改为）；只有“有变化”的行有。"""
        if self.state != "changed":
            return {}
        return {
            each.label: (each.kind.show(getattr(self.base, each.name)), each.kind.show(getattr(self.record, each.name)))
            for each in self.register.columns
            if getattr(self.base, each.name) != getattr(self.record, each.name)
        }


@dataclass(slots=True)
class ImportPlan:
    """一次导入的计划：还什么都没有写。header_rows 是第一张表的表头行号（首、末）。"""

    file: Path
    register: Register[Any]
    sheets: tuple[str, ...]
    header_rows: tuple[int, int]
    rows: list[PlannedRow]
    notes: list[str]
    unknown: tuple[str, ...]

    @property
    def sheet(self) -> str:
        return "、".join(self.sheets)

    @property
    def totals(self) -> dict[str, int]:
        """各种状态的行数。"""
        counts = dict.fromkeys(STATES, 0)
        for row in self.rows:
            counts[row.state] += 1
        return counts

    @property
    def writable(self) -> int:
        """确认以后要写的行数。"""
        return sum(row.state in ("new", "changed") for row in self.rows)


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
    workbook = read_workbook(path)
    with no_sweeping():
        return _plan(office, register, workbook, sheet, community, progress)


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
        reader = _SheetReader(office, register, each, header)
        reader.set_community(_handed_in_by(office, register, workbook, each, header, community, plan.notes))
        plan.rows += reader.rows(progress, total)
    Matcher(office, register).settle(plan.rows)
    return plan


def commit_import(office: Office, plan: ImportPlan) -> str | None:
    """照计划写入，返回批次号（撤销用）；没有要写的行返回 None。预览以后登记又变了的报 Refused，一行不写。"""
    if not plan.writable:
        return None
    Matcher(office, plan.register).still_true(plan.rows)
    detail = {"file": plan.file.name, "totals": plan.totals}
    title = f"导入{plan.register.title}“{plan.file.name}”{plan.writable}行"
    with office.keeper.action(title, kind="import", detail=detail) as act:
        for row in plan.rows:
            if row.state == "new":
                row.record = act.insert(plan.register, row.record)
            elif row.state == "changed":
                act.update(plan.register, row.base, row.record)
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


class _SheetReader:
    """读一张工作表的各行。同样的字只认一次：社区、类别、日期这些栏重复得很多。"""

    def __init__(self, office: Office, register: Register[Any], sheet: Sheet, header: HeaderMatch) -> None:
        self.register = register
        self.sheet = sheet
        self.header = header
        self.today = office.today()
        self.initial = register.initial(self.today)
        self.columns = [each for each in register.columns if each.name in header.names]
        self.blank = {each.name: None for each in register.columns}
        self.community: Ref | None = None
        self.only_this_community = False
        self.readers = [(each.name, each, _reader(office, each)) for each in self.columns]

    def set_community(self, found: tuple[Ref | None, bool]) -> None:
        self.community, self.only_this_community = found

    def rows(self, progress: Progress | None, total: int) -> list[PlannedRow]:
        planned = []
        lost = _cells_by_row(self.sheet, self.header)
        for data in data_rows(self.sheet, self.header, fill_down=("community",)):
            if data.kind == "blank":
                continue
            if progress is not None and data.row_number % 500 == 0:
                progress(data.row_number, total)
            if data.kind != "data":
                planned.append(
                    PlannedRow(
                        data.row_number,
                        "skipped",
                        [Problem("", data.reason)],
                        (),
                        self.sheet.name,
                        data.cells,
                        register=self.register,
                    )
                )
                continue
            planned.append(self._read(data, lost.get(data.row_number, ())))
        return planned

    def _read(self, data: DataRow, lost: tuple[Problem, ...]) -> PlannedRow:
        values: dict[str, Any] = dict(self.blank)
        problems: list[Problem] = list(lost)
        cells = data.cells
        for name, column, read in self.readers:
            raw = cells.get(name)
            if raw is None:
                continue
            value = read(raw)
            if type(value) is Rejected:
                problems.append(Problem(column.label, value.message))
            else:
                values[name] = value
        if self.community is not None:
            stated = values.get("community")
            if stated is None and cells.get("community") is None:
                values["community"] = self.community
            elif self.only_this_community and stated is not None and stated.id != self.community.id:
                label = self.register.column("community").label
                problems.append(Problem(label, f"这一行写的是“{stated.name}”，这张表是“{self.community.name}”交来的"))
        row = PlannedRow(
            data.row_number,
            "refused" if problems else "",
            problems,
            data.warnings,
            self.sheet.name,
            cells,
            register=self.register,
        )
        row.record = _Draft(initial_=self.initial, **values)
        return row


class _Draft(SimpleNamespace):
    """读好的值，各栏就是属性，还没有决定是新增还是更改；initial_ 是新增时补上的初值。"""

    initial_: dict[str, Any]


def _reader(office: Office, column: Column) -> Callable[[object], Any]:
    """读一格的函数：文字先查读过的；指向别表的，连 id 一起对上。"""
    kind = column.kind
    read = kind.read
    if isinstance(kind, Link):
        find = (
            (lambda name: look_up(office.database, kind, name))
            if kind.target == "volunteers"
            else catalogue(office.database, kind)
        )

        def linked(raw: object) -> Any:
            ref = kind.read(raw)
            if ref is None:
                return None
            found = find(ref.name)
            return found if isinstance(found, Ref) else Rejected(found)

        read = linked
    if kind.secret or column.name == "name":
        return read
    seen: dict[str, Any] = {}

    def remembered(raw: object) -> Any:
        if type(raw) is not str:
            return read(raw)
        if raw not in seen:
            seen[raw] = read(raw)
        return seen[raw]

    return remembered


def _cells_by_row(sheet: Sheet, header: HeaderMatch) -> dict[int, tuple[Problem, ...]]:
    """没有结果的公式、错误值：那一行拒收，不当作空白。"""
    wanted = {column_letters(index): header.labels.get(index, "") for index in {*header.columns, *header.parts}}
    found: dict[int, tuple[Problem, ...]] = {}
    for cells, reason in (
        (sheet.uncalculated, "是公式但没有算出结果，请在表格软件里打开、保存一次再导入"),
        (sheet.errors, "是错误值，请改正后再导入"),
    ):
        for address in cells:
            letters = address.rstrip("0123456789")
            if letters in wanted:
                row = int(address[len(letters) :])
                found[row] = (*found.get(row, ()), Problem(wanted[letters], reason))
    return found


def totals_sentence(totals: dict[str, int]) -> str:
    """各状态的行数连成一句。"""
    return "，".join(f"{STATES[state]} {count}" for state, count in totals.items() if count) or "没有名单行"


def plan_json(plan: ImportPlan, batch: str | None) -> dict[str, object]:
    """计划写成 JSON 的样子；row 是工作簿里的行号，batch 没有写入时为空。"""
    return {
        "file": plan.file.name,
        "sheets": list(plan.sheets),
        "notes": plan.notes,
        "rows": [
            {
                "row": row.row,
                "sheet": row.sheet,
                "state": row.state,
                "problems": [{"column": each.column, "message": each.message} for each in row.problems],
            }
            for row in plan.rows
        ],
        "totals": plan.totals,
        "batch": batch,
    }


def plan_lines(plan: ImportPlan) -> Iterator[str]:
    """给人看的几行：文件的话，和每一个要看一眼的行。"""
    yield f"{plan.file.name}　工作表：{plan.sheet}　表头在第{plan.header_rows[0]}行"
    for note in plan.notes:
        yield f"  说明：{note}"
    for row in plan.rows:
        reasons = "；".join(
            [f"{each.column}：{each.message}" if each.column else each.message for each in row.problems]
        )
        if row.state in ("refused", "skipped"):
            yield f"  第{row.row}行 {STATES[row.state]}：{reasons}"
        elif row.state == "changed":
            changes = "；".join(f"{label} {old or '（空）'}→{new}" for label, (old, new) in row.changes.items())
            yield f"  第{row.row}行 {STATES[row.state]}：{changes}"
        for warning in row.warnings:
            yield f"  第{row.row}行 请看一眼：{warning}"
