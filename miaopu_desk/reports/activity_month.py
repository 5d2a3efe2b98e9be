"""活动月历：A4 横排一页，一周一行，每天写上活动和状态，放假、调休标明；写不下的说还有几个，另页接着列。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from miaopu_desk.domain.activity_calendar import OFF, STATE_WORDS, DayCell, Line
from miaopu_desk.domain.month import Month
from miaopu_desk.reports.fonts import printable, text_width, width_of
from miaopu_desk.reports.lines import break_text
from miaopu_desk.reports.page import BASELINE, MM
from miaopu_desk.reports.pdf import Bookmark, Info, PdfFile
from miaopu_desk.reports.preflight import check_glyphs
from miaopu_desk.reports.sheet import Sheet
from miaopu_desk.saving import save_whole

WIDTH, HEIGHT = 297 * MM, 210 * MM
MARGIN = 12 * MM
TITLE_SIZE, HEAD_SIZE, DAY_SIZE, SIZE = 18.0, 11.0, 11.0, 8.5
PITCH, BAND, FOOT, PADDING = 11.0, 18.0, 16.0, 3.0
REST_SIZE, REST_PITCH = 10.0, 16.0
REST_ROWS = int((HEIGHT - 2 * MARGIN - TITLE_SIZE - 12) / REST_PITCH)
NAMES = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
RED, GREY = (0.72, 0.13, 0.15), (0.45, 0.45, 0.45)
PALE, OFF_PALE = (0.955, 0.955, 0.955), (0.985, 0.945, 0.945)


@dataclass(frozen=True, slots=True)
class MonthPage:
    """一页月历的内容。"""

    title: str
    office: str
    as_of: str
    month: Month
    weeks: tuple[tuple[DayCell, ...], ...]


def print_activity_month(page: MonthPage, path: Path) -> Path:
    """印一页月历，返回写到的文件；有缺字、磁盘满、文件夹不见报 KnownError。"""
    check_glyphs(_texts(page))

    def write(stream: BinaryIO) -> None:
        file = PdfFile(stream)
        rest: list[str] = []
        file.page(_content(file, page, rest), WIDTH, HEIGHT)
        for at in range(0, len(rest), REST_ROWS):
            file.page(_rest_page(file, page, rest[at : at + REST_ROWS]), WIDTH, HEIGHT)
        file.finish(Info(page.title, page.office, "活动月历"), [Bookmark(page.title, 0, HEIGHT)])

    return save_whole(path, write)


def _texts(page: MonthPage) -> Iterator[tuple[str, str]]:
    yield from (("标题", page.title), ("单位", page.office))
    for week in page.weeks:
        for cell in week:
            yield "节日", cell.said
            for line in cell.lines:
                yield f"{cell.day}的活动（{line.text[:24]}）", line.text


def _content(file: PdfFile, page: MonthPage, rest: list[str]) -> str:
    """月历那一页；写不下的活动折成行，放进 rest。"""
    sheet = Sheet(file.ink)
    room = WIDTH - 2 * MARGIN
    size = min(TITLE_SIZE, TITLE_SIZE * room / max(1.0, text_width(page.title, "title", TITLE_SIZE)))
    y = HEIGHT - MARGIN - TITLE_SIZE
    sheet.text(WIDTH / 2, y, page.title, "title", size, align="center")
    y -= 18
    count = sum(cell.count for week in page.weeks for cell in week if cell.inside)
    sheet.text(MARGIN, y, f"单位：{page.office}", "song", 9.5)
    sheet.text(WIDTH - MARGIN, y, f"本月 {count} 个活动　{page.as_of}制", "song", 9.5, align="right")
    top = y - 6
    wide = room / 7
    for at, name in enumerate(NAMES):
        left = MARGIN + at * wide
        sheet.box(left, top - BAND, wide, BAND, fill=(0.93, 0.93, 0.93))
        sheet.text(left + wide / 2, top - BAND / 2 - HEAD_SIZE * BASELINE, name, "hei", HEAD_SIZE, align="center")
    low = MARGIN + FOOT
    edges = _week_edges(page.weeks, top - BAND, low, wide)
    for row, week in enumerate(page.weeks):
        for at, cell in enumerate(week):
            left_out = _cell(sheet, cell, MARGIN + at * wide, edges[row], wide, edges[row] - edges[row + 1])
            rest += [row for line in left_out for row in _rest_lines(cell, line)]
    for level in (top, *edges):
        sheet.rule(MARGIN, level, WIDTH - MARGIN, level)
    for at in range(8):
        sheet.rule(MARGIN + at * wide, top, MARGIN + at * wide, edges[-1])
    words = "、".join(STATE_WORDS.values())
    said = f"活动前面的字是状态：{words}。几个社区同样的活动并成一行，写“几处”。"
    sheet.text(MARGIN, MARGIN + 2, said, "song", 8.5, colour=GREY)
    return sheet.content()


def _week_edges(weeks: Sequence[Sequence[DayCell]], top: float, low: float, wide: float) -> list[float]:
    """各周上下的线：每周至少一点高，剩下的照那一周最满的一天要多高来分。"""
    least = 2 * PITCH + DAY_SIZE + 6
    spare = (top - low) - least * len(weeks)
    wants = [max(0.0, max(_needed(cell, wide) for cell in week) - least) for week in weeks]
    total = sum(wants)
    if total <= spare:
        extra = [want + (spare - total) / len(weeks) for want in wants]
    else:
        extra = [want * spare / total for want in wants]
    edges = [top]
    for each in extra:
        edges.append(edges[-1] - least - each)
    return edges


def _needed(cell: DayCell, wide: float) -> float:
    return DAY_SIZE + 8 + sum(len(_folded(line, wide)) for line in cell.lines) * PITCH


def _folded(line: Line, wide: float) -> list[str]:
    """一个活动折成的几行小字。"""
    said = f"{STATE_WORDS[line.state]}　{printable(line.text)}"
    return [each.text for each in break_text(said, wide - 2 * PADDING, SIZE, width_of("song"), justify=False)]


def _rest_lines(cell: DayCell, line: Line) -> list[str]:
    """写不下的一个活动，在另页上的几行。"""
    said = f"{cell.day.month}月{cell.day.day}日　{STATE_WORDS[line.state]}　{printable(line.text)}"
    room = WIDTH - 2 * MARGIN
    return [each.text for each in break_text(said, room, REST_SIZE, width_of("song"), justify=False)]


def _rest_page(file: PdfFile, page: MonthPage, rows: Sequence[str]) -> str:
    """月历上写不下的活动，接着列。"""
    sheet = Sheet(file.ink)
    y = HEIGHT - MARGIN - TITLE_SIZE
    sheet.text(MARGIN, y, f"{page.month.title}月历上写不下的活动", "hei", HEAD_SIZE + 1)
    y -= 8
    for text in rows:
        y -= REST_PITCH
        sheet.text(MARGIN, y, text, "song", REST_SIZE)
    return sheet.content()


def _cell(sheet: Sheet, cell: DayCell, left: float, top: float, wide: float, high: float) -> Sequence[Line]:
    """画一格，返回写不下的活动。"""
    if cell.mark == OFF or not cell.inside:
        sheet.box(left, top - high, wide, high, fill=OFF_PALE if cell.mark == OFF and cell.inside else PALE)
    number = f"{cell.day.month}月{cell.day.day}日" if cell.day.day == 1 else str(cell.day.day)
    off = cell.mark == OFF or (cell.day.isoweekday() > 5 and cell.mark != "worked")
    ink = GREY if not cell.inside else RED if off else (0.0, 0.0, 0.0)
    y = top - DAY_SIZE - 2
    sheet.text(left + PADDING, y, number, "hei", DAY_SIZE, colour=ink)
    if cell.said:
        sheet.text(left + wide - PADDING, y, cell.said, "song", SIZE, align="right", colour=ink)
    room = int((high - DAY_SIZE - 8) / PITCH + 0.01)
    y -= 3
    for at, line in enumerate(cell.lines):
        rows = _folded(line, wide)
        rest = sum(len(each.entries) for each in cell.lines[at:])
        last = at == len(cell.lines) - 1
        if len(rows) > room or (len(rows) == room and not last):
            shown = "" if room < 1 else f"还有 {rest} 个，见另页" if cell.inside else f"还有 {rest} 个"
            sheet.text(left + PADDING, y - PITCH + 2, shown, "song", SIZE, colour=GREY)
            return cell.lines[at:] if cell.inside else ()
        for text in rows:
            y -= PITCH
            ink = GREY if line.state == "cancelled" or not cell.inside else (0.0, 0.0, 0.0)
            sheet.text(left + PADDING, y + 2, text, "song", SIZE, colour=ink)
        room -= len(rows)
    return ()
