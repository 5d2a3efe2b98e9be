"""名册里的一格：一行放得下就一行，不行就缩小、折行、加高，从不截断。"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from miaopu_desk.reports.fonts import printable, text_width, width_of
from miaopu_desk.reports.ink import Ink
from miaopu_desk.reports.lines import Line, break_text

SIZE = 9.5
SHRUNK = 8.0  # 一行放不下时，最多缩到这么小
FOLDED = 7.5  # 再放不下就折成两行小字，两行也放不下就占几个行高
FOLDED_LEADING = 8.5
FOLDED_LINES = 2  # 一个行高里排得下的小字行数
PITCH = 20.0
PADDING = 3.0
CACHED_CELLS = 20_000


@dataclass(frozen=True, slots=True)
class ListColumn:
    """一列：栏目名、大约几个字宽、对齐（left、right、center）。"""

    label: str
    width: float
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Band:
    """横贯各栏的一行：组名、小计、说明；strong 用黑体，垫底色。

    carried 是组名：翻了页，这一组的下一页开头再写一遍“组名（续）”；有组名的一行不会独自落在页末。
    """

    text: str
    strong: bool = True
    carried: str = ""


@dataclass(frozen=True, slots=True)
class FittedCell:
    """排好的一格：每行的（写字的操作符，离左边多远），字号和占几个行高。"""

    lines: tuple[tuple[str, float], ...]
    size: float
    units: int


def column_edges(columns: Sequence[ListColumn], width: float) -> list[float]:
    """各列竖线的位置（pt）：按字数分宽度，最窄的也有两个字。"""
    shares = [max(2.0, column.width) + 0.8 for column in columns]
    return [width * sum(shares[:index]) / sum(shares) for index in range(len(shares) + 1)]


class CellFitter:
    """把字排进格子；同一列里同样的字（社区、性别、日期）只排一次。"""

    def __init__(self, ink: Ink, columns: Sequence[ListColumn], edges: Sequence[float]) -> None:
        self._ink = ink
        self._aligns = [column.align for column in columns]
        self._rooms = [right - left - 2 * PADDING for left, right in pairwise(edges)]
        self._whole = edges[-1] - edges[0] - 2 * PADDING
        self.fit = lru_cache(maxsize=CACHED_CELLS)(self._fit)

    def _fit(self, column: int, text: str) -> FittedCell:
        room = self._rooms[column]
        shown = printable(text)
        width = text_width(shown, "song", SIZE)
        if "\n" not in shown and width * SHRUNK / SIZE <= room:
            size = SIZE if width <= room else math.floor(SIZE * room / width * 10) / 10
            return FittedCell((self._line(column, shown, size, width * size / SIZE),), size, 1)
        lines = _fold(shown, room)
        laid = tuple(self._line(column, line.text, FOLDED, line.width) for line in lines)
        return FittedCell(laid, FOLDED, _units(len(lines)))

    def band(self, band: Band) -> FittedCell:
        """排好横贯各栏的一行；一行放不下就折成几行小字。"""
        role = "hei" if band.strong else "song"
        shown = printable(band.text)
        if "\n" not in shown and text_width(shown, role, SIZE) <= self._whole:
            return FittedCell(((self._ink.show(shown, role, SIZE), PADDING),), SIZE, 1)
        lines = _fold(shown, self._whole, role)
        laid = tuple((self._ink.show(line.text, role, FOLDED), PADDING) for line in lines)
        return FittedCell(laid, FOLDED, _units(len(lines)))

    def _line(self, column: int, text: str, size: float, width: float) -> tuple[str, float]:
        spare = max(0.0, self._rooms[column] - width)
        offset = {"right": spare, "center": spare / 2}.get(self._aligns[column], 0.0)
        return self._ink.show(text, "song", size), PADDING + offset


def _units(lines: int) -> int:
    """几行小字占几个行高。"""
    return math.ceil((lines * FOLDED_LEADING + 1) / PITCH)


def _fold(text: str, room: float, role: str = "song") -> list[Line]:
    """折成小字的几行，各行尽量一样长。"""
    measure = width_of(role)
    lines = break_text(text, room, FOLDED, measure, justify=False)
    even = sum(line.width for line in lines) / len(lines) + FOLDED
    evened = break_text(text, min(room, even), FOLDED, measure, justify=False)
    return evened if len(evened) == len(lines) else lines
