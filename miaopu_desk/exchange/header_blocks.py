"""从表格上方的格里找出表头那一块：哪几行、哪列是什么、哪几列是一栏的小栏。"""

from collections.abc import Sequence
from dataclasses import dataclass

from miaopu_desk.exchange.labels import Heading, LabelIndex, plain_label
from miaopu_desk.exchange.workbook import Cell, Row, Sheet

SEARCHED_ROWS = 60
_DEEPEST = 3


class Grid:
    """表格上方的格，合并的格处处都当作有左上角的字。"""

    def __init__(self, sheet: Sheet) -> None:
        self.rows: list[Row] = sheet.rows[: SEARCHED_ROWS + _DEEPEST]
        self.width = len(sheet.rows[0]) if sheet.rows else 0
        self.tall: dict[tuple[int, int], int] = {}
        self._covered: dict[tuple[int, int], tuple[int, int]] = {}
        for first, left, last, right in sheet.merged:
            top, bottom = first - sheet.first_row, last - sheet.first_row
            if not 0 <= top < len(self.rows):
                continue
            for row in range(top, min(bottom, top + SEARCHED_ROWS) + 1):
                for column in range(left, min(right, self.width - 1) + 1):
                    self._covered[row, column] = (top, left)
                    self.tall[row, column] = bottom
        self.has_merged = bool(self._covered)

    def has_label(self, row: int, index: LabelIndex) -> bool:
        return any(index.knows(cell) for cell in self.rows[row] if isinstance(cell, str))

    def text(self, row: int, column: int) -> str:
        row, column = self._covered.get((row, column), (row, column))
        return text_of(self.rows[row][column])

    def origin(self, row: int, column: int) -> int:
        """这一格所在的合并从哪一行开始；没有合并就是它自己那一行。"""
        return self._covered.get((row, column), (row, column))[0]

    def own(self, row: int, column: int) -> str:
        """不算合并，格里自己写着的字。"""
        return text_of(self.rows[row][column])

    def column_texts(self, top: int, depth: int, column: int) -> list[str]:
        """一列表头从上到下的字，空的和上下重复的（竖着合并的）不算。"""
        texts: list[str] = []
        for row in range(top, top + depth):
            text = self.text(row, column)
            if text and (not texts or texts[-1] != text):
                texts.append(text)
        return texts


@dataclass(slots=True)
class Block:
    """一处可能的表头，和它认出的列。"""

    top: int
    depth: int
    columns: dict[int, tuple[str, int]]
    parts: dict[int, tuple[str, str]]
    repeated: list[tuple[int, str]]

    @property
    def names(self) -> set[str]:
        return {name for name, _ in self.columns.values()} | {name for name, _ in self.parts.values()}


def best_block(sheet: Sheet, wanted: Sequence[Heading]) -> tuple[Grid, Block] | None:
    """认出的栏最多的那一行或相连的两三行；一栏也认不出时是 None。"""
    index = LabelIndex(wanted)
    grid = Grid(sheet)
    best: tuple[int, int, int] | None = None
    chosen: Block | None = None
    hits = [grid.has_label(row, index) for row in range(len(grid.rows))]
    for top in range(min(SEARCHED_ROWS, len(sheet.rows))):
        for depth in range(1, min(_DEEPEST, len(sheet.rows) - top) + 1):
            if not any(hits[top : top + depth]):
                continue
            block = _match(grid, top, depth, index)
            score = (len(block.names), -depth, -top)
            if best is None or score > best:
                best, chosen = score, block
    if chosen is None or not chosen.names:
        return None
    top, depth = _whole_span(grid, chosen, index)
    if (top, depth) != (chosen.top, chosen.depth):
        chosen = _match(grid, top, depth, index)
    return grid, chosen


def _match(grid: Grid, top: int, depth: int, index: LabelIndex) -> Block:
    """把从 top 起的 depth 行当作表头，各列认出什么。"""
    candidates: dict[int, tuple[str, int]] = {}
    parts: dict[int, tuple[str, str]] = {}
    above = ""
    for column in range(grid.width):
        texts = grid.column_texts(top, depth, column)
        above = _above(grid, top, depth, column, above)
        if not texts:
            continue
        leaf, parents = texts[-1], texts[:-1]
        found = (index.find("".join(texts)) if parents else None) or index.find(leaf)
        if found:
            candidates[column] = found
            continue
        for parent in parents or ([above] if above else []):
            over = index.find(parent)
            if over:
                parts[column] = (over[0], leaf)
        if column not in parts and plain_label(leaf) in index.part_of:
            parts[column] = (index.part_of[plain_label(leaf)], leaf)
    parts = _real_parts(parts, candidates)
    columns, repeated = _first_of_each(candidates)
    return Block(top, depth, columns, parts, repeated)


def _above(grid: Grid, top: int, depth: int, column: int, before: str) -> str:
    """文本表格没有合并的格：上一行空着、下一行有字时，算在左边那一格的下面。"""
    if depth == 1 or grid.has_merged:
        return ""
    own = grid.own(top, column)
    leaf = any(grid.own(row, column) for row in range(top + 1, top + depth))
    return own or (before if leaf else "")


def _real_parts(parts: dict[int, tuple[str, str]], columns: dict[int, tuple[str, int]]) -> dict[int, tuple[str, str]]:
    """一栏分成几小栏，至少要有两小栏，而且没有另一列就是这一栏：不然是把下面的数据当成了小栏。"""
    whole = {name for name, _ in columns.values()}
    counts: dict[str, int] = {}
    for name, _ in parts.values():
        counts[name] = counts.get(name, 0) + 1
    return {column: part for column, part in parts.items() if counts[part[0]] > 1 and part[0] not in whole}


def _first_of_each(
    candidates: dict[int, tuple[str, int]],
) -> tuple[dict[int, tuple[str, int]], list[tuple[int, str]]]:
    """两列都像同一栏时，名字更正的优先，同样正的左边优先。"""
    winners: dict[str, tuple[int, int]] = {}
    for column, (name, rank) in candidates.items():
        if name not in winners or rank < winners[name][0]:
            winners[name] = (rank, column)
    columns = {column: found for column, found in candidates.items() if winners[found[0]][1] == column}
    return columns, [(column, found[0]) for column, found in candidates.items() if column not in columns]


def _whole_span(grid: Grid, block: Block, index: LabelIndex) -> tuple[int, int]:
    """表头完整的（首行, 行数）。

    合并的格整个都算表头；上一行有认得的大栏目也算；没有合并时，下一行只在上面空着的列里有字也算。
    """
    top, bottom = block.top, block.top + block.depth - 1
    for column in (*block.columns, *block.parts):
        top = min(top, grid.origin(block.top, column))
        bottom = max(bottom, grid.tall.get((bottom, column), bottom))
    top = max(top, bottom - _DEEPEST + 1)
    if top > bottom - _DEEPEST + 1 and top == block.top and top and _names_parts(grid, block, top - 1, index):
        top -= 1
    deepest = min(top + _DEEPEST, len(grid.rows)) - 1
    if bottom == block.top + block.depth - 1 and bottom < deepest and _only_in_gaps(grid, block, bottom + 1):
        bottom += 1
    return top, min(bottom, deepest) - top + 1


def _names_parts(grid: Grid, block: Block, row: int, index: LabelIndex) -> bool:
    """这一行写着下面小栏的大栏目（如专职、党员上面的队伍类别）。"""
    for column, (name, _) in block.parts.items():
        found = index.find(grid.text(row, column))
        if found and found[0] == name:
            return True
    return False


def _only_in_gaps(grid: Grid, block: Block, row: int) -> bool:
    last = row - 1
    blank = [not grid.own(last, column) for column in range(grid.width)]
    under = [column for column in range(grid.width) if grid.own(row, column)]
    if len(under) < 2:
        return False
    return all(blank[column] or (column + 1 < grid.width and blank[column + 1]) for column in under)


def text_of(cell: Cell) -> str:
    return cell.strip() if isinstance(cell, str) else ""
