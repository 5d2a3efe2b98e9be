"""星级说明单：一句结论，时数、积分、奖励分三张表，所用的标准，编号和日期；和屏幕上是同一份内容。"""

from datetime import datetime
from pathlib import Path

from miaopu_desk.domain.kinds import IdNumber
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.star_slip import Section, StarSlip
from miaopu_desk.reports.document import Document
from miaopu_desk.reports.tables import Cell, Table

TITLE = "志愿者星级说明单"
WIDTHS = {4: (4, 9, 4, 5), 5: (8, 8, 5, 6, 5)}
DEED_WIDTHS = (6, 7, 12, 4)


def print_star_slip(one: StarSlip, path: Path, made: datetime | None = None) -> Path:
    """印一份说明单，返回写到的文件；缺字、磁盘满等报 KnownError。"""
    return slip_document(one, made).save(path)


def slip_document(one: StarSlip, made: datetime | None = None) -> Document:
    """排好一份说明单，还没有存盘。"""
    document = Document(TITLE, author=one.signed_as, subject=f"{TITLE}{one.number}", made=made)
    number = IdNumber().masked(one.id_number)
    who = f"{one.person.name}（{one.person.community}社区{f'，证件号码{number}' if number else ''}）"
    document.paragraph(f"截至{full_day(one.as_of)}，{who}{one.summary()}")
    for section in one.sections():
        document.table(_table(section), caption=section.title)
        if section.note:
            document.note(section.note)
    document.note(
        f"星级标准：{one.standard}。{f'标准出处：{one.status}。' if one.status else ''}时数和积分各记各的，不互相折算。"
    )
    document.note(f"说明编号：{one.number}")
    document.signature(one.signed_as, one.day)
    return document


def _table(section: Section) -> Table:
    last = len(section.rows) - 1
    rows: list[list[Cell | str]] = [
        [Cell(text, strong=True) if at == last else text for text in row] for at, row in enumerate(section.rows)
    ]
    widths = DEED_WIDTHS if section.header[-1] == "分数" else WIDTHS[len(section.header)]
    return Table(
        rows, header=[section.header], widths=widths, aligns=section.aligns, size=10.0, totals=1, row_height=14.5
    )
