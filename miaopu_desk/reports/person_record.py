"""个人档案：先是登记的各项，再是各张登记表里的各行，表头照登记表，最后是落款。"""

from collections.abc import Sequence
from pathlib import Path

from miaopu_desk.domain.person_page import PersonRecord, Section
from miaopu_desk.reports.document import Document
from miaopu_desk.reports.tables import Cell, Table

LONG = 18  # 内容比这更长的一项独占一行
ALIGNS = {"left": "left", "center": "center", "right": "number"}


def person_record_document(record: PersonRecord) -> Document:
    """排好一份档案，还没有存盘。"""
    document = Document(f"{record.name}志愿者档案", author=record.signed_as, subject="个人档案")
    document.table(_facts(record.facts))
    document.paragraph(f"截至印制之日：{record.said}。")
    for each in record.sections:
        document.heading(1, each.title)
        document.table(_section(each))
    document.signature(record.signed_as, record.day)
    return document


def print_person_record(record: PersonRecord, path: Path) -> Path:
    """印一份档案，返回写到的文件；有缺字、磁盘满、文件夹不见报 KnownError。"""
    return person_record_document(record).save(path)


def _facts(facts: Sequence[tuple[str, str]]) -> Table:
    """两项一行，长的独占一行。"""
    rows: list[list[Cell | str]] = []
    waiting: tuple[str, str] | None = None
    for label, text in facts:
        if len(text) > LONG:
            if waiting:
                rows.append(_row(waiting))
                waiting = None
            rows.append(_row((label, text)))
        elif waiting:
            rows.append([_head(waiting[0]), waiting[1], _head(label), text])
            waiting = None
        else:
            waiting = (label, text)
    if waiting:
        rows.append(_row(waiting))
    return Table(rows, widths=(5, 9, 5, 9), aligns=("center", "left", "center", "left"), size=11.0, row_height=22.0)


def _row(fact: tuple[str, str]) -> list[Cell | str]:
    return [_head(fact[0]), Cell(fact[1], across=3, align="left")]


def _head(text: str) -> Cell:
    return Cell(text, strong=True)


def _section(section: Section) -> Table:
    return Table(
        rows=[list(row) for row in section.rows],
        header=[[each.label.replace("（", "\n（") for each in section.headings]],  # 单位写在第二行
        aligns=[ALIGNS[each.align] for each in section.headings],
        largest=10.5,
    )
