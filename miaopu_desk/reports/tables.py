"""表：合并的表头每页重复、列宽按比例、格里的字自己断行，长行和竖向合并的组能跨页。"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from miaopu_desk.reports.flow import Draw
from miaopu_desk.reports.fonts import char_width, printable, text_width
from miaopu_desk.reports.lines import Line, break_text, longest_piece
from miaopu_desk.reports.page import BASELINE
from miaopu_desk.reports.punctuation import full_width
from miaopu_desk.reports.sheet import Sheet

SIZES = (12.0, 11.0, 10.5, 10.0, 9.5, 9.0)
PADDING = 3.0
LEADING = 1.3
WIDEST = 18.0  # 自动定列宽时，一列最多按这么多字算
SHORT = 5.0  # 不超过这么多字的格子不折行
THIN, THICK = 0.5, 0.9
SHADE = (0.93, 0.93, 0.93)
_NUMBER = re.compile(r"^[-+−]?[\d,]*\.?\d+[%％‰]?$|^[—–-]?$")


@dataclass(frozen=True, slots=True)
class Cell:
    """一格：横跨 across 列、竖跨 down 行；align 空着时随这一列；strong 用黑体。"""

    text: str
    across: int = 1
    down: int = 1
    align: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """一张表。被合并掉的格子不写，和手工画表一样从左到右、从上到下。

    widths 是各列宽度的比例，不给时按内容定；aligns 每列 left、center、right 或 number（数字右对齐、整列居中）；
    size 是字号（pt），不给时取 12 到 9 中放得下的最大者；totals 是末尾有几行合计；prose 的表里半角标点换成全角。
    """

    rows: Sequence[Sequence[Cell | str]]
    header: Sequence[Sequence[Cell | str]] = ()
    widths: Sequence[float] = ()
    aligns: Sequence[str] = ()
    size: float = 0.0
    totals: int = 0
    prose: bool = False
    row_height: float = 0.0

    def texts(self, name: str = "表") -> Iterator[tuple[str, str]]:
        """（位置，文字），打印前查字用。"""
        for part, rows in (("表头", self.header), ("", self.rows)):
            for number, row in enumerate(rows, 1):
                for cell in row:
                    yield f"{name}{part}第{number}行", cell if isinstance(cell, str) else cell.text


@dataclass(frozen=True, slots=True)
class _Placed:
    """定了位的一格：从第 column 列起；lines 是断好的行。"""

    column: int
    across: int
    down: int
    lines: tuple[Line, ...]
    align: str
    role: str
    shaded: bool


_Rows = list[list[_Placed]]


@dataclass(frozen=True, slots=True)
class TableLayout:
    """按版心宽度排好的表，能一页一页地取；只取一遍，再印时重新排。"""

    edges: tuple[float, ...]
    size: float
    header: _Rows
    rows: _Rows
    row_height: float
    number_inset: tuple[float, ...]
    start: int = 0

    def least(self) -> float:
        """表头加第一行的高。"""
        return sum(self._heights(self.header)) + sum(self._heights(self.rows[self.start : self.start + 1])) + THICK

    def take(self, room: float, fresh: bool) -> tuple[float, Draw | None, "TableLayout | None"]:
        """取出放得下的行（每页带表头）；先整行、再在合并的组里按行分，一行比整页还高时才拆开这一行。"""
        heads = self._heights(self.header)
        placed, heights, stop = self._fit(room - sum(heads) - THICK, fresh)
        if not placed and self.rows:
            return 0.0, None, self
        part_rows, part_heights = [*self.header, *placed], [*heads, *heights]

        def draw(sheet: Sheet, x: float, top: float) -> None:
            self._draw(sheet, x, top, part_rows, part_heights)

        rest = replace(self, start=stop) if stop < len(self.rows) else None
        return sum(part_heights) + THICK, draw, rest

    def _fit(self, space: float, fresh: bool) -> tuple[_Rows, list[float], int]:
        """（放得下的行，各行的高，下一页从第几行起）；跨页的组和行，没排完的部分留在 rows 原处。"""
        placed: _Rows = []
        heights: list[float] = []
        start, used = self.start, 0.0
        while start < len(self.rows):
            end = _group_end(self.rows, start)
            group = self.rows[start:end]
            tall = self._heights(group)
            count = _count_within(tall, space - used)
            if 0 < count < len(group):
                upper, self.rows[start + count : end] = self._split_group(group, tall, count)
            elif count == 0 and not placed and fresh:
                upper, self.rows[start:end] = self._split_row(group, space)
                return upper, [max(space, self._heights(upper)[0])], start
            else:
                upper = group[:count]
            placed += upper
            heights += tall[:count]
            used += sum(tall[:count])
            start += count
            if count < len(group):
                break
        return placed, heights, start

    def _split_group(self, group: _Rows, tall: list[float], count: int) -> tuple[_Rows, _Rows]:
        """在第 count 行后面把一组分开：跨过去的格子两边各占一截，字接着排。"""
        upper: _Rows = []
        carried: list[_Placed] = []
        for number, row in enumerate(group[:count]):
            kept = []
            for cell in row:
                over = number + cell.down - count
                if over <= 0:
                    kept.append(cell)
                    continue
                lines = self._lines_within(sum(tall[number:count]))
                kept.append(replace(cell, down=cell.down - over, lines=cell.lines[:lines]))
                carried.append(replace(cell, down=over, lines=cell.lines[lines:]))
            upper.append(kept)
        first = sorted([*carried, *group[count]], key=lambda cell: cell.column)
        return upper, [first, *group[count + 1 :]]

    def _split_row(self, group: _Rows, space: float) -> tuple[_Rows, _Rows]:
        """比整页还高的一行：每格先排放得下的几行，其余的排到下一页。"""
        lines = self._lines_within(space)
        upper = [replace(cell, down=1, lines=cell.lines[:lines]) for cell in group[0]]
        lower = [replace(cell, lines=cell.lines[lines:]) for cell in group[0]]
        return [upper], [lower, *group[1:]]

    def _lines_within(self, height: float) -> int:
        return max(1, int((height - 2 * PADDING) / (self.size * LEADING) + 1e-6))

    def _heights(self, rows: _Rows) -> list[float]:
        """各行的高：先看不跨行的格子，跨行的不够高时匀给它跨的各行。"""
        least = max(self.row_height, self.size * LEADING + 2 * PADDING)
        heights = [max([least, *(self._cell_height(cell) for cell in row if cell.down == 1)]) for row in rows]
        for number, row in enumerate(rows):
            for cell in row:
                last = min(number + cell.down, len(rows))
                short = self._cell_height(cell) - sum(heights[number:last])
                if cell.down > 1 and short > 0:
                    for i in range(number, last):
                        heights[i] += short / (last - number)
        return heights

    def _cell_height(self, cell: _Placed) -> float:
        return len(cell.lines) * self.size * LEADING + 2 * PADDING

    def _draw(self, sheet: Sheet, x: float, top: float, rows: _Rows, heights: list[float]) -> None:
        tops = [top]
        for height in heights:
            tops.append(tops[-1] - height)
        for number, row in enumerate(rows):
            for cell in row:
                low = tops[min(number + cell.down, len(rows))]
                self._draw_cell(sheet, x, tops[number], low, cell)
        sheet.box(x, tops[-1], self.edges[-1], top - tops[-1], edge=(0, 0, 0), thickness=THICK)

    def _draw_cell(self, sheet: Sheet, x: float, top: float, low: float, cell: _Placed) -> None:
        left, right = x + self.edges[cell.column], x + self.edges[cell.column + cell.across]
        sheet.box(
            left, low, right - left, top - low, fill=SHADE if cell.shaded else None, edge=(0, 0, 0), thickness=THIN
        )
        leading = self.size * LEADING
        y = (top + low) / 2 + len(cell.lines) * leading / 2 - leading / 2 - self.size * BASELINE
        for line in cell.lines:
            self._draw_line(sheet, left, right, y, line, cell)
            y -= leading

    def _draw_line(self, sheet: Sheet, left: float, right: float, y: float, line: Line, cell: _Placed) -> None:
        align, inset = cell.align, PADDING
        if align == "number":
            align, inset = ("right", self.number_inset[cell.column]) if cell.across == 1 else ("center", PADDING)
        x = {"left": left + inset, "right": right - inset, "center": (left + right) / 2}[align]
        if align != "left":
            x -= line.width if align == "right" else line.width / 2
        sheet.text(x, y, line.text, cell.role, self.size, spacing=line.spacing, shifts=line.shifts)


def lay_out(table: Table, width: float) -> TableLayout:
    """按宽度 width（pt）排一张表；列数以最宽的一行为准。"""
    header, rows = _place(table.header), _place(table.rows)
    columns = max((at + cell.across for row in header + rows for at, cell in row), default=1)
    aligns = [_align(table, rows, column) for column in range(columns)]
    size, widths = _fit_columns(table, header, rows, columns, width)
    edges = tuple(sum(widths[:column]) for column in range(columns + 1))
    first_total = len(rows) - table.totals

    def placed(at: int, cell: Cell, head: bool, strong: bool) -> _Placed:
        align = cell.align or ("center" if head else aligns[at])
        role = "hei" if head or strong or cell.strong else "song"
        room = edges[min(at + cell.across, columns)] - edges[at] - 2 * PADDING
        lines = _cell_lines(cell.text, room, size, role, table.prose or head, table.prose and align == "left")
        return _Placed(at, cell.across, cell.down, lines, align, role, head or strong)

    body = [[placed(at, cell, False, number >= first_total) for at, cell in row] for number, row in enumerate(rows)]
    heads = [[placed(at, cell, True, False) for at, cell in row] for row in header]
    insets = tuple(_number_inset(body, column, edges) for column in range(columns))
    return TableLayout(edges, size, heads, body, table.row_height, insets)


def _place(rows: Sequence[Sequence[Cell | str]]) -> list[list[tuple[int, Cell]]]:
    """给每格找到列：跳过被上面的格子竖着占住的列。"""
    taken: dict[int, int] = {}
    placed = []
    for row in rows:
        line: list[tuple[int, Cell]] = []
        column = 0
        for item in row:
            cell = Cell(item) if isinstance(item, str) else item
            while taken.get(column, 0) > 0:
                column += 1
            line.append((column, cell))
            column += cell.across
        taken = {at: left - 1 for at, left in taken.items() if left > 1}
        for at, cell in line:
            if cell.down > 1:
                taken |= dict.fromkeys(range(at, at + cell.across), cell.down - 1)
        placed.append(line)
    return placed


def _column_texts(rows: list[list[tuple[int, Cell]]], column: int) -> list[str]:
    return [cell.text for row in rows for at, cell in row if at == column and cell.across == 1]


def _align(table: Table, rows: list[list[tuple[int, Cell]]], column: int) -> str:
    """没有指定时：全是数字的列按数字排，短的居中，长的靠左。"""
    if column < len(table.aligns):
        return table.aligns[column]
    texts = _column_texts(rows, column)
    if texts and all(_NUMBER.match(text.strip()) for text in texts):
        return "number"
    return "center" if all(text_width(text, "song", 1.0) <= SHORT + 3 for text in texts) else "left"


def _fit_columns(
    table: Table,
    header: list[list[tuple[int, Cell]]],
    rows: list[list[tuple[int, Cell]]],
    columns: int,
    width: float,
) -> tuple[float, list[float]]:
    """定字号和列宽：字号取短格子和长词都不被拆开的最大者。"""
    least, natural = zip(*(_column_measure(header, rows, column) for column in range(columns)), strict=True)
    sizes = (table.size,) if table.size else SIZES
    size = next((s for s in sizes if sum(least) * s + columns * 2 * PADDING <= width), sizes[-1])
    if table.widths:
        given = [*table.widths, *[min(table.widths)] * columns][:columns]
        return size, [width * share / sum(given) for share in given]
    floor = [em * size + 2 * PADDING for em in least]
    want = [max(em * size + 2 * PADDING, low) for em, low in zip(natural, floor, strict=True)]
    spare = width - sum(floor)
    if spare <= 0:
        return size, [width * low / sum(floor) for low in floor]
    if sum(want) <= width:
        return size, [wish * width / sum(want) for wish in want]
    more = [wish - low for wish, low in zip(want, floor, strict=True)]
    return size, [low + spare * part / sum(more) for low, part in zip(floor, more, strict=True)]


def _column_measure(
    header: list[list[tuple[int, Cell]]], rows: list[list[tuple[int, Cell]]], column: int
) -> tuple[float, float]:
    """一列至少要多宽、自然有多宽（以字号为 1）；表头允许折成两行。"""
    least, natural = 1.0, 2.0
    for text in dict.fromkeys(_column_texts(rows, column)):
        for line in printable(text).split("\n"):
            full = text_width(line, "song", 1.0)
            least = max(least, full if full <= SHORT else longest_piece(line, _song_width))
            natural = max(natural, min(full, WIDEST))
    for text in _column_texts(header, column):
        for line in printable(text).split("\n"):
            full = text_width(line, "hei", 1.0)
            folded = full if full <= 2.5 else max(2.0, full / 2)
            least = max(least, min(folded, 3.0), longest_piece(line, _song_width))
            natural = max(natural, folded)
    return least, natural


def _song_width(char: str) -> float:
    return char_width(char, "song")


def _hei_width(char: str) -> float:
    return char_width(char, "hei")


@lru_cache(maxsize=4096)
def _cell_lines(text: str, room: float, size: float, role: str, widen: bool, justify: bool) -> tuple[Line, ...]:
    shown = printable(text)
    width_of = _hei_width if role == "hei" else _song_width
    return tuple(break_text(full_width(shown) if widen else shown, room, size, width_of, justify=justify))


def _number_inset(rows: _Rows, column: int, edges: tuple[float, ...]) -> float:
    """数字列：最宽的数字居中，其余和它右边对齐。"""
    widest = max(
        (
            line.width
            for row in rows
            for cell in row
            if cell.column == column and cell.across == 1
            for line in cell.lines
        ),
        default=0.0,
    )
    return max(PADDING, (edges[column + 1] - edges[column] - widest) / 2)


def _group_end(rows: _Rows, start: int) -> int:
    """从 start 起被竖向合并连在一起的行到哪里为止。"""
    end = start + 1
    number = start
    while number < end:
        end = max([end, *(number + cell.down for cell in rows[number])])
        number += 1
    return min(end, len(rows))


def _count_within(heights: list[float], space: float) -> int:
    count, used = 0, 0.0
    while count < len(heights) and used + heights[count] <= space:
        used += heights[count]
        count += 1
    return count
