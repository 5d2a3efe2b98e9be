"""一张表占满的页：标题、说明、表和下面的小字，横着或竖着，表放不下时接到下一页，表头重印。"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from miaopu_desk.reports import rows
from miaopu_desk.reports.flow import Block, PageContent, Row, paginate
from miaopu_desk.reports.fonts import text_width
from miaopu_desk.reports.lines import Line
from miaopu_desk.reports.page import HEIGHT, MM, WIDTH, Frame
from miaopu_desk.reports.pdf import Bookmark, Info, PdfFile
from miaopu_desk.reports.preflight import check_glyphs
from miaopu_desk.reports.sheet import Sheet
from miaopu_desk.reports.tables import Table, lay_out
from miaopu_desk.saving import save_whole

MARGIN = 15 * MM
FOOT = 20.0
TITLE_SIZE = 18.0
SUBTITLE_SIZE = 12.0
NUMBER_SIZE = 9.5
TIGHTENING = (1.0, 0.9, 0.8, 0.72)  # 行高最多收到这么多


@dataclass(frozen=True, slots=True)
class TablePage:
    """要印的一页：subtitle 在标题下面居中，notes 在表下面，每条另起一行。"""

    title: str
    table: Table
    subtitle: str = ""
    notes: Sequence[str] = ()
    author: str = ""
    landscape: bool = True


def print_table_page(page: TablePage, path: Path, made: datetime | None = None) -> Path:
    """印出来，返回写到的路径；缺字、磁盘满、文件夹不见都是 KnownError，不留半份文件。"""
    texts = [("标题", page.title), ("副标题", page.subtitle), *(("说明", note) for note in page.notes)]
    check_glyphs([*texts, *page.table.texts()])
    width, height = (HEIGHT, WIDTH) if page.landscape else (WIDTH, HEIGHT)
    frame = Frame(MARGIN, height - MARGIN, width - 2 * MARGIN, height - 2 * MARGIN - FOOT)
    heading = _heading(page, frame)
    pages = _tightest(page, heading, frame)

    def write(stream: BinaryIO) -> None:
        file = PdfFile(stream)
        for number, content in enumerate(pages, 1):
            _draw(file, content, width, height, f"第 {number} 页　共 {len(pages)} 页")
        file.finish(Info(page.title, page.author, page.title, made), [Bookmark(page.title, 0, frame.top)])

    return save_whole(path, write)


def _tightest(page: TablePage, heading: Sequence[Row], frame: Frame) -> list[PageContent]:
    """排成几页；收紧行高能少一页的就收紧。表的每一页都给下面的小字留着地方，末页不会只剩小字。"""
    notes = _notes(page.notes, frame)
    above = replace(frame, height=frame.height - sum(row.height for row in notes))
    laid = []
    for scale in TIGHTENING:
        table = replace(page.table, row_height=page.table.row_height * scale)
        blocks: list[Block] = [heading, lay_out(table, frame.width), [_together(notes)]]
        laid.append(paginate(above, blocks, len(heading)))
    return min(laid, key=len)


def _together(parts: Sequence[Row]) -> Row:
    """几行并成不占高度的一行：地方已经留好，画在表的下面。"""

    def draw(sheet: Sheet, x: float, top: float) -> None:
        for part in parts:
            part.draw(sheet, x, top)
            top -= part.height

    return Row(0.0, draw)


def _heading(page: TablePage, frame: Frame) -> list[Row]:
    found = rows.centred_rows(page.title, "title", frame, TITLE_SIZE)
    if page.subtitle:
        found += [_subtitle(page.subtitle, frame)]
    return [*found, Row(6.0, rows.nothing, keep=True)]


def _subtitle(text: str, frame: Frame) -> Row:
    shown = rows.prose(text)
    width = text_width(shown, "kai", SUBTITLE_SIZE)
    return rows.text_row(
        Line(shown, (frame.width - width) / 2, 0.0, width, True), "kai", SUBTITLE_SIZE, 20.0, keep=True
    )


def _notes(notes: Sequence[str], frame: Frame) -> list[Row]:
    if not notes:
        return []
    return [rows.gap_row(), *(row for note in notes for row in rows.note_rows(note, frame))]


def _draw(file: PdfFile, page: PageContent, width: float, height: float, number: str) -> None:
    sheet = Sheet(file.ink)
    for offset, draw in page.items:
        draw(sheet, page.frame.left, page.frame.top - offset)
    sheet.text(width / 2, MARGIN - 4, number, "song", NUMBER_SIZE, align="center")
    file.page(sheet.content(), width, height)
