"""提供记录：完整号码给过谁看、为什么，一行一次；查得到、导得出、印得出（个人信息保护法第五十五条、第五十六条，留存三年以上）。"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path

from miaopu_desk.domain.headings import Heading
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.acting import describe
from miaopu_desk.services.office import Office
from miaopu_desk.store import disclosures

TITLE = "提供记录"
ACTS = {"show": "查看", "export": "导出", "print": "打印"}
HEADINGS = (
    Heading("时间", 11, "center"),
    Heading("经办人", 6, "left"),
    Heading("做了什么", 5, "center"),
    Heading("登记表", 9, "left"),
    Heading("给出的栏目", 10, "left"),
    Heading("条数", 4, "right"),
    Heading("用途", 14, "left"),
    Heading("给谁", 10, "left"),
    Heading("哪一条", 14, "left"),
)


@dataclass(frozen=True, slots=True)
class GivenOut:
    """一次提供，各栏是给人看的字；row 只在给出单独一条时有，号码打码。"""

    at: str
    operator: str
    act: str
    register: str
    columns: str
    row_count: int
    purpose: str
    recipient: str
    row: str


def given_out(office: Office, first: date, last: date, words: str = "") -> list[GivenOut]:
    """first 到 last（含）的提供记录，新的在前；words 是空格隔开的几个词，每个都要有。"""
    wanted = words.casefold().split()

    def every() -> tuple[GivenOut, ...]:
        between = disclosures.between(office.database, first.isoformat(), last.isoformat())
        return tuple(_shown(office, one) for one in between)

    # 一个词一个字一个字地打，不必每个字都从头问一遍
    found = office.known.ask(office.database, ("given_out", first, last), every)
    return [one for one in found if all(any(word in str(cell).casefold() for cell in astuple(one)) for word in wanted)]


def export_given_out(office: Office, rows: Sequence[GivenOut], note: str, path: Path | None = None) -> Path:
    """存成工作簿，返回写成的文件；note 写在标题下面，说明是哪一段。"""
    from miaopu_desk.exchange.writing import OutColumn, write_list

    headings = [
        OutColumn(each.label, each.width + 2, each.align, kind="integer" if each.align == "right" else "text")
        for each in HEADINGS
    ]
    facts = office.facts
    title = f"{facts.name if facts else ''}{TITLE}"
    target = path or office.in_output(f"{TITLE}{office.today():%Y%m%d}.xlsx")
    return write_list(target, sheet=TITLE, title=title, headings=headings, rows=map(astuple, rows), note=note)


def print_given_out(office: Office, rows: Sequence[GivenOut], note: str, path: Path | None = None) -> Path:
    """排成 PDF，返回写成的文件。"""
    from miaopu_desk.services.listing_out import print_rows

    target = path or office.in_output(f"{TITLE}{office.today():%Y%m%d}.pdf")
    texts = ([str(cell) for cell in astuple(one)] for one in rows)
    return print_rows(office, target, TITLE, HEADINGS, texts, len(rows), note)


def _shown(office: Office, one: disclosures.Disclosure) -> GivenOut:
    register = REGISTERS.get(one.table)
    row = office.keeper.table(register).get(one.row_id) if register is not None and one.row_id else None
    gone = "（已删除）" if one.row_id else ""
    return GivenOut(
        one.at[:16],
        one.operator,
        ACTS.get(one.act, one.act),
        register.title if register is not None else one.table,
        one.columns,
        one.row_count,
        one.purpose,
        one.recipient or "",
        describe(register, row) if register is not None and row is not None else gone,
    )
