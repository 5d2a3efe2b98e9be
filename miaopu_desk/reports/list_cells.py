"""名册里的一格：一行放得下就一行，不行就缩小、折行、加高，从不截断。"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from miaopu_desk.reports.fonts import printable, text_width, width_of
from miaopu_desk.reports.ink import STRANGER, Ink
from miaopu_desk.reports.lines import Line, break_text
from miaopu_desk.reports.page import BASELINE

SIZE = 9.5
SHRUNK = 8.0  # 一行放不下时，最多缩到这么小
FOLDED = 7.5  # 再放不下就折成两行小字，两行也放不下就占几个行高
FOLDED_LEADING = 8.5
FOLDED_LINES = 2  # 一个行高里排得下的小字行数
PITCH = 20.0
PADDING = 3.0
PLAIN = f"{-SIZE * BASELINE:.2f}"  # 平常一行字的基线
CACHED_CELLS = 2_000  # 每列记住这么多种排好的格子；记满了就从头再记


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


class FittedRow(NamedTuple):
    """排好的一行：写字的操作符（纵坐标从这一行的中线算起），占几个行高。"""

    ops: str
    units: int


def column_edges(columns: Sequence[ListColumn], width: float) -> list[float]:
    """各列竖线的位置（pt）：按字数分宽度，最窄的也有两个字。"""
    shares = [max(2.0, column.width) + 0.8 for column in columns]
    return [width * sum(shares[:index]) / sum(shares) for index in range(len(shares) + 1)]


class CellFitter:
    """把字排进格子；同一列里同样的字（社区、性别、日期）只排一次。left 是表格左边离纸边多远（pt）。

    一格的结果就是一串操作符；比一个行高还高的格子少，另记在 _tall 里。
    """

    def __init__(self, ink: Ink, columns: Sequence[ListColumn], edges: Sequence[float], left: float) -> None:
        self._ink = ink
        self._table = ink.table("song")
        self._width_of = width_of("song")
        self._aligns = [column.align for column in columns]
        self._lefts = [left + edge + PADDING for edge in edges[:-1]]
        self._rooms = [right - left - 2 * PADDING for left, right in pairwise(edges)]
        self._whole = edges[-1] - edges[0] - 2 * PADDING
        self._fitted: list[dict[str, str]] = [{} for _ in columns]
        self._tall: dict[str, int] = {}
        self._font = ink.font(self._table.first, SIZE)
        self.start = f"0 Tc {self._font}"  # 写格子之前的字距、字体和字号

    def row(self, texts: Sequence[str], highest: int) -> list[FittedRow]:
        """排好的一行，和最高的格子一样高；比 highest 个行高还高的分成几截。"""
        if len(self._tall) >= CACHED_CELLS:  # 各列记住的高格子都在这里有份，要清一起清
            self._tall.clear()
            for remembered in self._fitted:
                remembered.clear()
        cells = []
        for column, (text, fitted) in enumerate(zip(texts, self._fitted, strict=True)):
            cell = fitted.get(text)
            if cell is None:
                if len(fitted) >= CACHED_CELLS:
                    fitted.clear()
                cell = fitted[text] = self._fit(column, text)
            cells.append(cell)
        units = 1
        if self._tall and not self._tall.keys().isdisjoint(cells):
            units = max(self._tall.get(cell, 1) for cell in cells)
            if units > highest:
                return self._parts(texts, highest)
        return [FittedRow("\n".join(cells), units)]

    def _parts(self, texts: Sequence[str], units: int) -> list[FittedRow]:
        """把比整页还高的一行分成几截，每截最多 units 个行高，小字接着排。"""
        columns = [_fold(printable(text), room) for text, room in zip(texts, self._rooms, strict=True)]
        step = units * FOLDED_LINES
        return [
            FittedRow("\n".join(self._small(at, lines[first : first + step]) for at, lines in enumerate(columns)), used)
            for first in range(0, max(map(len, columns)), step)
            if (used := _units(max(len(lines[first : first + step]) for lines in columns)))
        ]

    def band(self, band: Band) -> FittedRow:
        """排好横贯各栏的一行；一行放不下就折成几行小字。"""
        role = "hei" if band.strong else "song"
        shown = printable(band.text)
        left = self._lefts[0]
        if "\n" not in shown and text_width(shown, role, SIZE) <= self._whole:
            return FittedRow(self._written(left, shown, SIZE, role=role), 1)
        lines = _fold(shown, self._whole, role)
        ops = [
            self._written(left, line.text, FOLDED, above, role)
            for line, above in zip(lines, _heights(len(lines)), strict=True)
        ]
        return FittedRow("\n".join(ops), _units(len(lines)))

    def _fit(self, column: int, text: str) -> str:
        shown = text if text.isprintable() else printable(text)
        width = sum(map(self._width_of, shown)) * SIZE
        room = self._rooms[column]
        if width > room or "\n" in shown:
            return self._squeezed(column, shown, width)
        align, left = self._aligns[column], self._lefts[column]
        if align != "left":
            left += (room - width) if align == "right" else (room - width) / 2
        hexed = shown.translate(self._table)
        if STRANGER in hexed:
            return self._written(left, shown, SIZE)
        return f"1 0 0 1 {left:.2f} {PLAIN} Tm <{hexed}> Tj"

    def _squeezed(self, column: int, shown: str, width: float) -> str:
        """一行放不下的：缩小，或折成小字。"""
        room = self._rooms[column]
        if width * SHRUNK / SIZE <= room and "\n" not in shown:
            size = math.floor(SIZE * room / width * 10) / 10
            return self._written(self._start(column, width * size / SIZE), shown, size)
        lines = _fold(shown, room)
        ops = self._small(column, lines)
        if _units(len(lines)) > 1:
            self._tall[ops] = _units(len(lines))
        return ops

    def _small(self, column: int, lines: Sequence[Line]) -> str:
        """几行小字上下叠在格子中间。"""
        return "\n".join(
            self._written(self._start(column, line.width), line.text, FOLDED, above)
            for line, above in zip(lines, _heights(len(lines)), strict=True)
        )

    def _start(self, column: int, width: float) -> float:
        """一行字从哪里写起。"""
        spare = max(0.0, self._rooms[column] - width)
        return self._lefts[column] + {"right": spare, "center": spare / 2}.get(self._aligns[column], 0.0)

    def _written(self, left: float, text: str, size: float, above: float = 0.0, role: str = "song") -> str:
        """写一行字，写完换回平常的字体；above 是这一行字的中线比格子的中线高多少 pt。"""
        shown = self._ink.show(text, role, size)
        return f"1 0 0 1 {left:.2f} {above - size * BASELINE:.2f} Tm {shown} {self._font}" if shown else ""


def _heights(lines: int) -> list[float]:
    """几行小字的中线各比格子的中线高多少 pt，从上到下。"""
    return [((lines - 1) / 2 - at) * FOLDED_LEADING for at in range(lines)]


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
