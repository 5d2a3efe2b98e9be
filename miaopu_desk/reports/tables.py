"""表：写出来的一张表，和怎样按版心宽度定列宽、字号、断行。"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from miaopu_desk.reports.fonts import printable, text_width, width_of
from miaopu_desk.reports.lines import Line, break_text, longest_piece
from miaopu_desk.reports.punctuation import full_width
from miaopu_desk.reports.table_layout import PADDING, PlacedCell, Rows, TableLayout

SIZES = (12.0, 11.0, 10.5, 10.0, 9.5, 9.0)
WIDEST = 18.0  # 自动定列宽时，一列最多按这么多字算
LOOSEST = 0.2  # 格子窄，字间拉开超过这么多就不对齐了
SHORT = 5.0  # 不超过这么多字的格子不折行
IDEOGRAPHIC_SPACE = "\u3000"  # 两个字的姓名中间空的一字，说给人听时不要
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
    size 是字号（pt），不给时取 largest 到 9 中放得下的最大者；totals 是末尾有几行合计；prose 的表里半角标点换成全角。
    """

    rows: Sequence[Sequence[Cell | str]]
    header: Sequence[Sequence[Cell | str]] = ()
    widths: Sequence[float] = ()
    aligns: Sequence[str] = ()
    size: float = 0.0
    largest: float = 12.0
    totals: int = 0
    prose: bool = False
    row_height: float = 0.0

    def texts(self, name: str = "表") -> Iterator[tuple[str, str]]:
        """（位置，文字），打印前查字用。"""
        for part, rows in (("表头", self.header), ("", self.rows)):
            for number, row in enumerate(rows, 1):
                for cell in row:
                    text = cell if isinstance(cell, str) else cell.text
                    yield f"{name}{part}第{number}行（{text.replace(IDEOGRAPHIC_SPACE, '')[:24]}）", text


def lay_out(table: Table, width: float, ease: float = 1.0) -> TableLayout:
    """按宽度 width（pt）排一张表；列数以最宽的一行为准。ease 是行距的松紧，1 最松，0 最紧。"""
    header, rows = _place(table.header), _place(table.rows)
    columns = max((at + cell.across for row in header + rows for at, cell in row), default=1)
    aligns = [_align(table, rows, column) for column in range(columns)]
    size, widths = _fit_columns(table, header, rows, columns, width)
    edges = tuple(sum(widths[:column]) for column in range(columns + 1))
    first_total = len(rows) - table.totals

    def placed(at: int, cell: Cell, head: bool, strong: bool) -> PlacedCell:
        align = cell.align or ("center" if head else aligns[at])
        role = "hei" if head or strong or cell.strong else "song"
        room = edges[min(at + cell.across, columns)] - edges[at] - 2 * PADDING
        lines = _cell_lines(cell.text, room, size, role, table.prose or head, table.prose and align == "left")
        return PlacedCell(at, cell.across, cell.down, lines, align, role, head or strong)

    body = [[placed(at, cell, False, number >= first_total) for at, cell in row] for number, row in enumerate(rows)]
    heads = [[placed(at, cell, True, False) for at, cell in row] for row in header]
    insets = tuple(_number_inset(body, column, edges) for column in range(columns))
    return TableLayout(edges, size, heads, body, table.row_height, insets, ease)


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
    sizes = (table.size,) if table.size else tuple(each for each in SIZES if each <= table.largest)
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
            least = max(least, full if full <= SHORT else longest_piece(line, width_of("song")))
            natural = max(natural, min(full, WIDEST))
    for text in _column_texts(header, column):
        lines = printable(text).split("\n")
        told = len(lines) > 1  # 已经写明在哪里折行的，不再折
        for line in lines:
            full = text_width(line, "hei", 1.0)
            folded = full if told or full <= 2.5 else max(2.0, full / 2)
            least = max(least, min(folded, 4.0 if told else 3.0), longest_piece(line, width_of("song")))
            natural = max(natural, folded)
    return least, natural


@lru_cache(maxsize=4096)
def _cell_lines(text: str, room: float, size: float, role: str, widen: bool, justify: bool) -> tuple[Line, ...]:
    shown = printable(text)
    return tuple(
        break_text(full_width(shown) if widen else shown, room, size, width_of(role), justify=justify, loosest=LOOSEST)
    )


def _number_inset(rows: Rows, column: int, edges: tuple[float, ...]) -> float:
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
