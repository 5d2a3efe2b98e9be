"""签到表：A4 竖排，每页都有抬头和二维码，名字按社区先印好，留出签名的格子和空行。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from miaopu_desk.domain.month_report import on_paper
from miaopu_desk.domain.sign_in import SignInSheet
from miaopu_desk.reports.fonts import printable, text_width, width_of
from miaopu_desk.reports.lines import break_text
from miaopu_desk.reports.page import BASELINE, HEIGHT, MM, WIDTH
from miaopu_desk.reports.pdf import Bookmark, Info, PdfFile
from miaopu_desk.reports.preflight import check_glyphs
from miaopu_desk.reports.qr import draw_qr
from miaopu_desk.reports.saving import save_safely
from miaopu_desk.reports.sheet import Sheet

LEFT, RIGHT = 25 * MM, WIDTH - 20 * MM
TOP, BOTTOM = HEIGHT - 18 * MM, 22 * MM
QR_SIZE = 27 * MM
TITLE_SIZE, FACT_SIZE, NAME_SIZE, SMALL, HEAD_SIZE = 20.0, 11.0, 13.0, 9.0, 11.0
FACT_PITCH = 17.0
ROW = 9 * MM  # 手写签名要的行高
BAND = 7 * MM
PADDING = 3.0
NUMBER_WIDTH, NAME_WIDTH = 12 * MM, 34 * MM


@dataclass(frozen=True, slots=True)
class _Item:
    """表里的一行：组名（number 空着、占整行），或者序号、姓名和等着手写的格子。"""

    height: float
    number: str = ""
    name: tuple[str, ...] = ()
    size: float = NAME_SIZE
    group: str = ""


def print_sign_in(sheet: SignInSheet, path: Path) -> Path:
    """印一份签到表，返回写到的文件；空行补满最后一页。有缺字报 KnownError，说出是谁的名字。"""
    check_glyphs(_texts(sheet))
    heads = _fact_lines(sheet)
    pages = _pages(sheet, heads)

    def write(stream: BinaryIO) -> None:
        file = PdfFile(stream)
        for number, items in enumerate(pages, 1):
            file.page(_page(file, sheet, heads, items, number, len(pages)), WIDTH, HEIGHT)
        file.finish(Info(sheet.title, sheet.office, "签到表"), [Bookmark(sheet.title, 0, HEIGHT)])

    return save_safely(path, write)


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


def _fact_lines(sheet: SignInSheet) -> list[str]:
    """抬头下面的各行：“栏目：内容”，放不下的折行；二维码占去右边。"""
    room = RIGHT - LEFT - (QR_SIZE if sheet.code else 0.0)
    lines: list[str] = []
    for label, value in sheet.facts:
        said = f"{label}：{printable(value)}"
        lines += [line.text for line in break_text(said, room, FACT_SIZE, width_of("song"), justify=False)]
    return lines


def _table_top(heads: Sequence[str]) -> float:
    return min(TOP - TITLE_SIZE - 12 - len(heads) * FACT_PITCH, TOP - TITLE_SIZE - QR_SIZE) - 4


def _pages(sheet: SignInSheet, heads: Sequence[str]) -> list[list[_Item]]:
    """分页：组名不落在页末；最后一页的空行补到底。"""
    room = _table_top(heads) - BAND - BOTTOM
    pages: list[list[_Item]] = [[]]
    left = room
    number = 0
    for group, names in sheet.groups:
        items = [_Item(BAND, group=f"{group}（{len(names)}人）")] if group else []
        for name in names:
            number += 1
            items.append(_named(number, name))
        for at, item in enumerate(items):
            needed = item.height + (items[at + 1].height if item.group else 0.0)
            if needed > left and pages[-1]:
                pages.append([])
                left = room
                if group and not item.group:
                    pages[-1].append(_Item(BAND, group=f"{group}（续）"))
                    left -= BAND
            pages[-1].append(item)
            left -= item.height
    blank = 0
    while blank < sheet.blank or left >= ROW:
        if left < ROW:
            pages.append([])
            left = room
        number += 1
        blank += 1
        pages[-1].append(_Item(ROW, number=str(number)))
        left -= ROW
    return pages


def _named(number: int, name: str) -> _Item:
    """印好名字的一行：放不下先缩小，再折行，行随着加高，从不截断。"""
    shown = on_paper(printable(name), "name")
    room = NAME_WIDTH - 2 * PADDING
    wide = text_width(shown, "song", NAME_SIZE)
    if "\n" not in shown and wide * SMALL / NAME_SIZE <= room:
        return _Item(ROW, str(number), (shown,), min(NAME_SIZE, NAME_SIZE * room / max(1.0, wide)))
    lines = tuple(line.text for line in break_text(shown, room, SMALL, width_of("song"), justify=False))
    return _Item(max(ROW, len(lines) * SMALL * 1.2 + 2 * PADDING), str(number), lines, SMALL)


def _page(
    file: PdfFile, sheet: SignInSheet, heads: Sequence[str], items: Sequence[_Item], number: int, count: int
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
    top = _table_top(heads)
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


def _draw_item(page: Sheet, item: _Item, edges: Sequence[float], top: float, low: float) -> None:
    middle = (top + low) / 2
    if item.group:
        page.text(LEFT + PADDING, middle - HEAD_SIZE * BASELINE, item.group, "hei", HEAD_SIZE)
        return
    page.text((edges[0] + edges[1]) / 2, middle - SMALL * BASELINE, item.number, "song", SMALL + 1, align="center")
    y = middle + (len(item.name) - 1) * item.size * 0.6 - item.size * BASELINE
    for line in item.name:
        page.text((edges[1] + edges[2]) / 2, y, line, "song", item.size, align="center")
        y -= item.size * 1.2


def _grid(page: Sheet, items: Sequence[_Item], edges: Sequence[float], levels: Sequence[float]) -> None:
    for y in levels:
        page.rule(LEFT, y, RIGHT, y)
    for x in (LEFT, RIGHT):
        page.rule(x, levels[0], x, levels[-1])
    for at in range(len(levels) - 1):
        if at == 0 or not items[at - 1].group:
            for x in edges[1:-1]:
                page.rule(x, levels[at], x, levels[at + 1])
