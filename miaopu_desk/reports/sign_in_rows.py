"""签到表的分页：抬头占几行、表从哪里起、每页放哪些行，名字放不下怎么缩怎么折。"""

from collections.abc import Sequence
from dataclasses import dataclass

from miaopu_desk.domain.report_table import on_paper
from miaopu_desk.domain.sign_in import SignInSheet
from miaopu_desk.reports.fonts import printable, text_width, width_of
from miaopu_desk.reports.lines import break_text
from miaopu_desk.reports.page import HEIGHT, MM, WIDTH

LEFT, RIGHT = 25 * MM, WIDTH - 20 * MM
TOP, BOTTOM = HEIGHT - 18 * MM, 22 * MM
QR_SIZE = 27 * MM
TITLE_SIZE, FACT_SIZE, NAME_SIZE, SMALL = 20.0, 11.0, 13.0, 9.0
FACT_PITCH = 17.0
ROW = 9 * MM  # 手写签名要的行高
BAND = 7 * MM
PADDING = 3.0
NUMBER_WIDTH, NAME_WIDTH = 12 * MM, 34 * MM


@dataclass(frozen=True, slots=True)
class Item:
    """表里的一行：组名（number 空着、占整行），或者序号、姓名和等着手写的格子。"""

    height: float
    number: str = ""
    name: tuple[str, ...] = ()
    size: float = NAME_SIZE
    group: str = ""


def fact_lines(sheet: SignInSheet) -> list[str]:
    """抬头下面的各行：“栏目：内容”，放不下的折行；二维码占去右边。"""
    room = RIGHT - LEFT - (QR_SIZE if sheet.code else 0.0)
    lines: list[str] = []
    for label, value in sheet.facts:
        said = f"{label}：{printable(value)}"
        lines += [line.text for line in break_text(said, room, FACT_SIZE, width_of("song"), justify=False)]
    return lines


def table_top(heads: Sequence[str]) -> float:
    """表格的上边，在抬头和二维码下面，离纸底多高（pt）。"""
    return min(TOP - TITLE_SIZE - 12 - len(heads) * FACT_PITCH, TOP - TITLE_SIZE - QR_SIZE) - 4


def pages_of(sheet: SignInSheet, heads: Sequence[str]) -> list[list[Item]]:
    """分页：组名不落在页末；最后一页的空行补到底。"""
    room = table_top(heads) - BAND - BOTTOM
    pages: list[list[Item]] = [[]]
    left = room
    number = 0
    for group, names in sheet.groups:
        items = [Item(BAND, group=f"{group}（{len(names)}人）")] if group else []
        for name in names:
            number += 1
            items.append(_named(number, name))
        for at, item in enumerate(items):
            needed = item.height + (items[at + 1].height if item.group else 0.0)
            if needed > left and pages[-1]:
                pages.append([])
                left = room
                if group and not item.group:
                    pages[-1].append(Item(BAND, group=f"{group}（续）"))
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
        pages[-1].append(Item(ROW, number=str(number)))
        left -= ROW
    return pages


def _named(number: int, name: str) -> Item:
    """印好名字的一行：放不下先缩小，再折行，行随着加高，从不截断。"""
    shown = on_paper(printable(name), "name")
    room = NAME_WIDTH - 2 * PADDING
    wide = text_width(shown, "song", NAME_SIZE)
    if "\n" not in shown and wide * SMALL / NAME_SIZE <= room:
        return Item(ROW, str(number), (shown,), min(NAME_SIZE, NAME_SIZE * room / max(1.0, wide)))
    lines = tuple(line.text for line in break_text(shown, room, SMALL, width_of("song"), justify=False))
    return Item(max(ROW, len(lines) * SMALL * 1.2 + 2 * PADDING), str(number), lines, SMALL)
