"""调整通知：为什么调整、谁进谁出谁变动、新的名单，公文版式。"""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from miaopu_desk.domain.leading_group import Change, ChangeNotice
from miaopu_desk.domain.report_table import on_paper
from miaopu_desk.reports.document import Document
from miaopu_desk.reports.fonts import width_of
from miaopu_desk.reports.leading_group import add_members, office_sentence
from miaopu_desk.reports.lines import break_text
from miaopu_desk.reports.page import PORTRAIT, SIZE, TRACKING
from miaopu_desk.reports.rows import prose, text_row
from miaopu_desk.reports.tables import Cell, Table

WIDTHS = (3.5, 6.5, 13, 13)


def roster_change_document(notice: ChangeNotice) -> Document:
    """排好一份调整通知，还没有存盘。"""
    page = notice.page
    document = Document(
        notice.title, author=page.signed_as, subject="领导小组调整通知", subtitle=notice.document_number
    )
    add_addressee(document, notice.addressee)
    document.paragraph(notice.opening)
    if notice.previous is None:
        add_members(document, page.members)
        if page.office_in:
            document.paragraph(office_sentence(page))
    else:
        document.heading(1, "调整情况")
        _add_changes(document, notice.changes)
        document.heading(1, "调整后的领导小组名单")
        add_members(document, page.members)
        if page.office_in:
            document.heading(1, "办公室")
            document.paragraph(office_sentence(page))
    if page.signed_as:
        document.signature(page.signed_as, page.issued_on, page.seal)
    return document


def print_roster_change(notice: ChangeNotice, path: Path) -> Path:
    """印一份调整通知，返回写到的文件；有缺字、磁盘满、文件夹不见报 KnownError。"""
    return roster_change_document(notice).save(path)


def add_addressee(document: Document, addressee: str) -> None:
    """主送机关：正文之上顶格，末尾是全角冒号（GB/T 9704-2012 7.3.2）；空着的不写。"""
    shown = prose(addressee).rstrip("：")
    if not shown:
        return
    lines = break_text(f"{shown}：", PORTRAIT.width, SIZE, width_of("body"), tracking=TRACKING)
    document.lines([text_row(line, "body", keep=True) for line in lines], [("主送机关", addressee)])


def _add_changes(document: Document, changes: Sequence[Change]) -> None:
    """变动的人列成一张表；没有人变动也要说明。"""
    if not changes:
        document.paragraph("成员及其职务与上一期相同。")
        return
    counted = [f"{kind}{len(list(group))}人" for kind, group in groupby(changes, key=lambda each: each.kind)]
    document.paragraph(f"与上一期相比，{'，'.join(counted)}，列表如下。")
    rows: list[list[Cell | str]] = []
    for kind, group in groupby(changes, key=lambda each: each.kind):
        members = list(group)
        lines: list[list[Cell | str]] = [
            [on_paper(each.name, "name"), each.before or "—", each.after or "—"] for each in members
        ]
        rows.append([Cell(kind, down=len(members)), *lines[0]])
        rows += lines[1:]
    document.table(
        Table(
            rows=rows,
            header=[["情形", "姓名", "原任", "现任"]],
            widths=WIDTHS,
            aligns=["center", "center", "left", "left"],
            size=12.0,
        )
    )
