"""督查的纸：通报和整改通知书照公文的样子，排名表一张表占一页。"""

from datetime import datetime
from pathlib import Path

from miaopu_desk.domain.inspection_pages import (
    Circular,
    RankingPage,
    RectificationNotice,
    ranking_header,
    ranking_rows,
    score_text,
)
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.ranking import Ranking
from miaopu_desk.reports.document import Document
from miaopu_desk.reports.roster_change import add_addressee
from miaopu_desk.reports.tables import Cell, Table
from miaopu_desk.reports.wide_table import TablePage, print_table_page

SLIP_ROWS = (("整改情况", 8), ("复查情况", 5))


def print_circular(page: Circular, path: Path, made: datetime | None = None) -> Path:
    """印一份督查通报，返回写到的文件；缺字、磁盘满等报 KnownError。"""
    return circular_document(page, made).save(path)


def circular_document(page: Circular, made: datetime | None = None) -> Document:
    """排好一份督查通报，还没有存盘。"""
    document = Document(page.title, author=page.signed_as, subject="督查通报", subtitle=page.document_number, made=made)
    add_addressee(document, page.addressee)
    document.paragraph(page.opening)
    if page.inspected:
        document.heading(1, "督查得分")
        document.table(_inspected(page))
    if page.praised:
        document.heading(1, "好的做法")
        for subject, praise in page.praised:
            document.paragraph(f"{subject}：{praise.rstrip('。；;')}。")
    if page.problems:
        document.heading(1, "存在的问题")
        document.table(_problems(page))
    if page.ranking is not None and page.ranking.standings:
        document.heading(1, "考核排名")
        document.table(ranking_table(page.ranking, 9.0))
        for note in page.ranking.notes:
            document.note(note)
    document.heading(1, "整改要求")
    document.paragraph(page.demand)
    if page.signed_as:
        document.signature(page.signed_as, page.day, page.seal)
    return document


def print_notice(page: RectificationNotice, path: Path, made: datetime | None = None) -> Path:
    """印一份整改通知书，连同回执。"""
    return notice_document(page, made).save(path)


def notice_document(page: RectificationNotice, made: datetime | None = None) -> Document:
    """排好一份整改通知书，还没有存盘。"""
    office = page.office.removesuffix("办事处")
    document = Document(
        f"{office}\n整改通知书" if office else "整改通知书",
        author=page.signed_as,
        subject="整改通知书",
        subtitle=f"（编号：{page.number}）",
        made=made,
    )
    add_addressee(document, page.addressee)
    document.paragraph(page.opening)
    rows: list[list[Cell | str]] = [[Cell("存在的问题", strong=True), page.problem]]
    rows += [[Cell(label, strong=True), text] for label, text in (("地点", page.place),) if text]
    rows += [
        [Cell("整改要求", strong=True), page.requirement or "照问题逐项改好"],
        [Cell("整改期限", strong=True), full_day(page.deadline)],
    ]
    rows += [
        [Cell("复查", strong=True), f"{full_day(day)}，{'合格' if passed else '不合格'}{f'，{note}' if note else ''}"]
        for day, passed, note in page.rechecks
    ]
    document.table(Table(rows, widths=(7, 29), aligns=("center", "left"), size=12.0, prose=True))
    if page.signed_as:
        document.signature(page.signed_as, page.noticed_on, page.seal)
    document.annex("整改情况回执")
    document.table(_slip(page))
    return document


def print_ranking(page: RankingPage, path: Path, made: datetime | None = None) -> Path:
    """印一张排名表，横排。"""
    sheet = TablePage(
        page.title,
        ranking_table(page.ranking, 12.0),
        f"{page.office}　制表日期：{full_day(page.day)}",
        page.ranking.notes,
        author=page.office,
    )
    return print_table_page(sheet, path, made)


def ranking_table(found: Ranking, size: float) -> Table:
    """名次、社区、各项、总分。"""
    columns = len(found.weighed)
    return Table(
        ranking_rows(found),
        header=[list(ranking_header(found, fold=size < 12))],
        widths=(3.2, 6, *([5.0] * columns), 5.4),
        aligns=("center", "center", *(["number"] * columns), "number"),
        size=size,
        row_height=24.0 if size >= 12 else 0.0,
    )


def _inspected(page: Circular) -> Table:
    rows = [
        [str(number), each.day.isoformat(), each.subject, each.checklist, score_text(each.score)]
        for number, each in enumerate(page.inspected, 1)
    ]
    return Table(
        rows,
        header=[["序号", "督查日期", "督查对象", "检查表", "得分"]],
        widths=(3, 6.5, 14, 8, 4.5),
        aligns=("center", "center", "left", "center", "number"),
        size=11.0,
    )


def _problems(page: Circular) -> Table:
    rows = [
        [
            str(number),
            each.subject,
            each.problem,
            each.place,
            each.deadline.isoformat() if each.deadline else "—",
            each.standing,
        ]
        for number, each in enumerate(page.problems, 1)
    ]
    return Table(
        rows,
        header=[["序号", "责任单位", "问题", "地点", "期限", "进度"]],
        widths=(3, 8, 11, 6, 6.2, 5),
        aligns=("center", "left", "left", "left", "center", "center"),
        size=10.5,
    )


def _slip(page: RectificationNotice) -> Table:
    """回执：编号和问题印好，别的几栏空着手写。"""
    rows: list[list[Cell | str]] = [
        [Cell("通知编号", strong=True), page.number, Cell("整改期限", strong=True), full_day(page.deadline)],
        [Cell("存在的问题", strong=True), Cell(page.problem, across=3)],
    ]
    for label, lines in SLIP_ROWS:
        rows.append([Cell(label, down=lines, strong=True), Cell("", across=3)])
        rows += [[Cell("", across=3)] for _ in range(lines - 1)]
    rows.append([Cell("负责人签名", strong=True), "", Cell("签收日期", strong=True), ""])
    rows.append([Cell("复查人签名", strong=True), "", Cell("复查日期", strong=True), ""])
    return Table(rows, widths=(7, 11, 7, 11), aligns=("center", "left", "center", "left"), size=12.0, row_height=26.0)
