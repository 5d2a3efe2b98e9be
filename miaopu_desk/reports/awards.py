"""评选的纸：推荐、公示、表彰名单排成公文；推荐表是一张 A4 的表，留出盖章的格子。"""

from datetime import datetime
from pathlib import Path

from miaopu_desk.domain.honour_pages import AwardList, AwardPart, NominationForm
from miaopu_desk.reports.document import Document
from miaopu_desk.reports.tables import Cell, Table
from miaopu_desk.reports.wide_table import TablePage, print_table_page

DEEDS_LINES = 17  # 事迹空着也留这么多行好手写
OPINION_LINES = 4


def print_awards(found: AwardList, path: Path, made: datetime | None = None) -> Path:
    """印一份名单，返回写到的文件；缺字、磁盘满等报 KnownError。"""
    document = Document(found.title, author=found.signed_as, subject=found.title.split("\n")[-1], made=made)
    for text in found.paragraphs:
        document.paragraph(text)
    for part in found.parts:
        document.table(_award_table(found, part), caption=part.title or f"名单（共{len(part.rows)}个）")
    document.signature(found.signed_as, found.day, seal=found.seal)
    return document.save(path)


def print_nomination(form: NominationForm, path: Path, made: datetime | None = None) -> Path:
    """印一张推荐表，返回写到的文件；事迹长的接到第二页。"""
    table = Table(
        _form_rows(form),
        widths=(5.0, 9.0, 5.0, 9.0),
        aligns=("center",) * 4,
        size=11.0,
        row_height=26.0,
    )
    page = TablePage(form.title, table, notes=(form.note,) if form.note else (), author=form.office, landscape=False)
    return print_table_page(page, path, made)


def _award_table(found: AwardList, part: AwardPart) -> Table:
    """栏目看有什么：有推荐单位的列推荐单位，有编号的列编号，要事迹的列事迹。"""
    nominated = any(row.nominated_by for row in part.rows)
    numbered = any(row.number for row in part.rows)
    header = ["序号", found.who, "社区"]
    header += ["推荐单位"] if nominated else []
    header += ["证书编号"] if numbered else []
    header += ["主要事迹"] if found.with_deeds else []
    rows = []
    for at, row in enumerate(part.rows, 1):
        cells = [str(at), row.name, row.community or "—"]
        cells += [row.nominated_by] if nominated else []
        cells += [row.number] if numbered else []
        cells += [row.deeds] if found.with_deeds else []
        rows.append(cells)
    middle = ("center",) * (len(header) - int(found.with_deeds))
    widths = [3.0, 8.0, 6.0, *([9.0] * (nominated + numbered)), *([18.0] if found.with_deeds else [])]
    return Table(rows, header=[header], widths=widths, aligns=(*middle, "left"), size=11.0)


def _form_rows(form: NominationForm) -> list[list[Cell | str]]:
    rows: list[list[Cell | str]] = []
    facts, nothing = list(form.facts), "" if form.blank else "—"
    for at in range(0, len(facts), 2):
        pair = facts[at : at + 2]
        row: list[Cell | str] = []
        for label, text in pair:
            across = 3 if len(pair) == 1 else 1
            row += [Cell(label, strong=True), Cell(text or nothing, across=across, align="center")]
        rows.append(row)
    deeds = form.deeds or "\n" * (DEEDS_LINES - 1)
    lacking = DEEDS_LINES - len(deeds) // 34 - deeds.count("\n") - 1
    rows.append([Cell("主要事迹", strong=True), Cell(deeds + "\n" * max(0, lacking), across=3, align="left")])
    rows.append([Cell("曾获荣誉", strong=True), Cell(form.honours or nothing, across=3, align="left")])
    for label in form.opinions:
        space = "\n" * OPINION_LINES + "（盖章）　　　　年　　月　　日　　"
        rows.append([Cell(label, strong=True), Cell(space, across=3, align="right")])
    return rows
