"""导入计划的样子：每一行是新增、有变化、相同、拒收还是跳过，为什么；给窗口、命令行和 JSON 看。"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from miaopu_desk.domain.kinds import plain_text
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.register import Register
from miaopu_desk.exchange.headers import HeaderMatch
from miaopu_desk.exchange.workbook import Sheet, Workbook
from miaopu_desk.services.import_fields import fields
from miaopu_desk.services.layouts import MappedColumn

STATES = {"new": "新增", "changed": "有变化", "same": "相同", "refused": "拒收", "skipped": "跳过"}


@dataclass(slots=True, eq=False)
class PlannedRow:
    """计划里的一行：state 见 STATES；record 是读好的值（各栏是属性，拒收的为空），base 是认出的已有的一行。

    cells 是各栏读到的原样，fixed 是在预览里改过的格；twins 是可能重复的已有的人，accepted 是看过以后说照收；
    keys、matched 是凭以相认的钥匙和认出的那一行，new_id 是下级先要指着的、预定的 id，position 是按次序给的顺序号，
    section 是上面的小标题写着的社区，before 是名单里的上一行。
    """

    row: int
    state: str
    problems: list[Problem] = field(default_factory=list)
    warnings: tuple[str, ...] = ()
    sheet: str = ""
    cells: Mapping[str, object] = field(default_factory=dict)
    record: Any = None
    base: Any = None
    register: Any = None
    reader: Any = None
    data: Any = None
    fixed: dict[str, str] = field(default_factory=dict)
    keys: tuple[Any, ...] = ()
    matched: str = ""
    new_id: str = ""
    position: int | None = None
    twins: tuple[str, ...] = ()
    accepted: bool = False
    section: Any = None
    before: Any = None

    def at(self, other: "PlannedRow") -> str:
        """别的一行在哪里，从这一行看：同一张表的只说行号。"""
        return f"第{other.row}行" if other.sheet == self.sheet else f"“{other.sheet}”第{other.row}行"

    @property
    def shown(self) -> dict[str, str]:
        """栏名 → 给人看的文字：读得懂的按登记的写法，读不懂的照原样。"""
        texts = {}
        known = fields(self.register)
        for name, raw in self.cells.items():
            column = known[name]
            value = getattr(self.record, name, None)
            texts[column.label] = column.kind.show(value) if value is not None else plain_text(raw)
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


@dataclass(slots=True, eq=False)
class ImportPlan:
    """一次导入的计划：还什么都没有写。header_rows 是第一张表的表头行号（首、末），batch 是写入以后的批次号。

    source 是读好的工作簿，tables 是要读的各张表和表头，mapping 是各列读到哪一栏；created 是要一起新建的场次；
    corrections 是人改过的对照（表名 → 列号 → 栏），remembered 是照以前记住的对照读的表。
    """

    file: Path
    register: Register[Any]
    sheets: tuple[str, ...]
    header_rows: tuple[int, int]
    rows: list[PlannedRow]
    notes: list[str]
    unknown: tuple[str, ...]
    batch: str | None = None
    source: Workbook | None = None
    tables: list[tuple[Sheet, HeaderMatch]] = field(default_factory=list)
    mapping: list[MappedColumn] = field(default_factory=list)
    corrections: dict[str, dict[int, str | None]] = field(default_factory=dict)
    remembered: tuple[str, ...] = ()
    originals: dict[str, HeaderMatch] = field(default_factory=dict)
    created: dict[tuple[str, date], Any] = field(default_factory=dict)
    asked: tuple[str | None, str | None] = (None, None)

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
    for each in plan.mapping:
        if each.corrected and each.field:
            yield f"  {each.letters} 列“{each.label}”读作“{fields(plan.register)[each.field].label}”"
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
