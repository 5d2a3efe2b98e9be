"""签到表：A4 竖排，每页都有抬头和二维码，名字按社区先印好，留出签名的格子和空行。"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from miaopu_desk.domain.sign_in import SignInSheet
from miaopu_desk.reports.fonts import text_width
from miaopu_desk.reports.page import BASELINE, HEIGHT, WIDTH
from miaopu_desk.reports.pdf import Bookmark, Info, PdfFile
from miaopu_desk.reports.preflight import check_glyphs
from miaopu_desk.reports.qr import draw_qr
from miaopu_desk.reports.sheet import Sheet
from miaopu_desk.reports.sign_in_rows import (
    BAND,
    BOTTOM,
    FACT_PITCH,
    FACT_SIZE,
    LEFT,
    NAME_WIDTH,
    NUMBER_WIDTH,
    PADDING,
    QR_SIZE,
    RIGHT,
    SMALL,
    TITLE_SIZE,
    TOP,
    Item,
    fact_lines,
    pages_of,
    table_top,
)
from miaopu_desk.saving import save_whole

HEAD_SIZE = 11.0


def print_sign_in(sheet: SignInSheet, path: Path) -> Path:
    """印一份签到表，返回写到的文件；空行补满最后一页。有缺字报 KnownError，说出是谁的名字。"""
    check_glyphs(_texts(sheet))
    heads = fact_lines(sheet)
    pages = pages_of(sheet, heads)

    def write(stream: BinaryIO) -> None:
        file = PdfFile(stream)
        for number, items in enumerate(pages, 1):
            file.page(_page(file, sheet, heads, items, number, len(pages)), WIDTH, HEIGHT)
        file.finish(Info(sheet.title, sheet.office, "签到表"), [Bookmark(sheet.title, 0, HEIGHT)])

    return save_whole(path, write)


def _texts(sheet: SignInSheet) -> Iterator[tuple[str, str]]:
    yield from (("标题", sheet.title), ("单位", sheet.office))
    yield from ((f"“{label}”", value) for label, value in sheet.facts)
    yield from (("表头", label) for label in sheet.columns)
    number = 0
    for group, names in sheet.groups:
        yield "组名", group
        for name in names:
            number += 1
            yield f"第{number}行“姓名”栏（{name[:24]}）", name


def _page(
    file: PdfFile, sheet: SignInSheet, heads: Sequence[str], items: Sequence[Item], number: int, count: int
) -> str:
    page = Sheet(file.ink)
    room = RIGHT - LEFT
    size = min(TITLE_SIZE, TITLE_SIZE * room / max(1.0, text_width(sheet.title, "title", TITLE_SIZE)))
    page.text((LEFT + RIGHT) / 2, TOP - TITLE_SIZE, sheet.title, "title", size, align="center")
    y = TOP - TITLE_SIZE - 12 - FACT_SIZE
    for line in heads:
        page.text(LEFT, y, line, "song", FACT_SIZE)
        y -= FACT_PITCH
    if sheet.code:
        draw_qr(page, RIGHT - QR_SIZE + 8, TOP - TITLE_SIZE - QR_SIZE + 2, QR_SIZE, sheet.code)
        label = f"编号尾 {sheet.code[-8:]}"
        page.text(RIGHT - QR_SIZE / 2 + 8, TOP - TITLE_SIZE - QR_SIZE, label, "song", 7.0, align="center")
    top = table_top(heads)
    edges = _edges(sheet)
    levels = [top, top - BAND]
    for item in items:
        levels.append(levels[-1] - item.height)
    page.box(LEFT, top - BAND, room, BAND, fill=(0.93, 0.93, 0.93))
    for at, label in enumerate(("序号", "姓名", *sheet.columns)):
        middle = (edges[at] + edges[at + 1]) / 2
        page.text(middle, top - BAND / 2 - HEAD_SIZE * BASELINE, label, "hei", HEAD_SIZE, align="center")
    for at, item in enumerate(items, 1):
        _draw_item(page, item, edges, levels[at], levels[at + 1])
    _grid(page, items, edges, levels)
    foot = BOTTOM - 14
    if number == count:
        page.text(LEFT, foot, f"应到 {sheet.expected} 人　实到＿＿＿＿人", "song", FACT_SIZE)
        page.text(RIGHT, foot, "填表人：＿＿＿＿＿＿　负责人：＿＿＿＿＿＿", "song", FACT_SIZE, align="right")
    page.text((LEFT + RIGHT) / 2, foot - 17, f"第 {number} 页　共 {count} 页", "song", SMALL, align="center")
    return page.content()


def _edges(sheet: SignInSheet) -> list[float]:
    """各栏竖线的位置：手写的几栏平分剩下的宽。"""
    first = LEFT + NUMBER_WIDTH + NAME_WIDTH
    each = (RIGHT - first) / len(sheet.columns)
    return [LEFT, LEFT + NUMBER_WIDTH, first, *(first + each * number for number in range(1, len(sheet.columns) + 1))]


def _draw_item(page: Sheet, item: Item, edges: Sequence[float], top: float, low: float) -> None:
    middle = (top + low) / 2
    if item.group:
        page.text(LEFT + PADDING, middle - HEAD_SIZE * BASELINE, item.group, "hei", HEAD_SIZE)
        return
    page.text((edges[0] + edges[1]) / 2, middle - SMALL * BASELINE, item.number, "song", SMALL + 1, align="center")
    y = middle + (len(item.name) - 1) * item.size * 0.6 - item.size * BASELINE
    for line in item.name:
        page.text((edges[1] + edges[2]) / 2, y, line, "song", item.size, align="center")
        y -= item.size * 1.2


def _grid(page: Sheet, items: Sequence[Item], edges: Sequence[float], levels: Sequence[float]) -> None:
    for y in levels:
        page.rule(LEFT, y, RIGHT, y)
    for x in (LEFT, RIGHT):
        page.rule(x, levels[0], x, levels[-1])
    for at in range(len(levels) - 1):
        if at == 0 or not items[at - 1].group:
            for x in edges[1:-1]:
                page.rule(x, levels[at], x, levels[at + 1])
