"""按栏目名找表头：不管它在第几行、是一行还是三行、合并没有、前面有没有标题。"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.exchange.workbook import Cell, Row, Sheet, Workbook, column_letters

_SEARCHED_ROWS = 60
_DEEPEST = 3
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|<[^<>]*>")
_MARKS = re.compile(r"[\s*:;。、，,.·•_\-\u200b-\u200f\ufeff]+")
_NUMBERING = frozenset(("序号", "编号", "序", "no", "序列", "顺序号"))


@dataclass(frozen=True, slots=True)
class Heading:
    """要找的一栏：标识、栏目名和别名（第一个是正名）、是否必填、可能分成的几小栏（如队伍类别下的专职、党员）。"""

    name: str
    labels: tuple[str, ...]
    required: bool = False
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """找到的表头。

    first_row、last_row 是工作簿的行号；columns 是列号（A 列为 0）→ 栏的标识；
    parts 是列号 →（栏的标识, 小栏名），这一栏分成几列、每列打勾；labels 是各列在表里的原名；
    unmatched 是没有对应列的栏；unknown 是列号 → 表里有而我们不要的列名；numbering 是序号列；
    title 是表头上面的文字（可能写着社区、月份）；notes 是该让人知道的话。
    """

    first_row: int
    last_row: int
    columns: dict[int, str]
    parts: dict[int, tuple[str, str]] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    unmatched: tuple[str, ...] = ()
    unknown: dict[int, str] = field(default_factory=dict)
    numbering: int | None = None
    title: str = ""
    notes: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """找到了列的各栏。"""
        return frozenset(self.columns.values()) | {name for name, _ in self.parts.values()}


def choose_sheets(workbook: Workbook, wanted: Sequence[Heading]) -> list[tuple[Sheet, HeaderMatch]]:
    """有表头的各张表，按工作簿里的次序；隐藏的表只在别的都没有时才算。一张也没有时抛 KnownError。"""
    found = [(sheet, header) for sheet in workbook.sheets if (header := find_header(sheet, wanted))]
    visible = [(sheet, header) for sheet, header in found if not sheet.hidden]
    if visible or found:
        return visible or found
    needed = "、".join(heading.labels[0] for heading in wanted if heading.required) or wanted[0].labels[0]
    sheets = "、".join(f"“{sheet.name}”" for sheet in workbook.sheets[:5])
    raise KnownError(
        f"在“{workbook.path.name}”的{sheets}里没有找到表头。请在名单上面留一行栏目名，至少写上“{needed}”，再导入。"
    )


def find_header(sheet: Sheet, wanted: Sequence[Heading]) -> HeaderMatch | None:
    """这张表的表头：认出的栏最多的那一行或相连的两三行；认不出两栏以上、缺一半必填栏以上时是 None。"""
    index = _Index(wanted)
    grid = _Grid(sheet)
    best: tuple[int, int, int] | None = None
    chosen: _Block | None = None
    hits = [grid.has_label(row, index) for row in range(len(grid.rows))]
    for top in range(min(_SEARCHED_ROWS, len(sheet.rows))):
        for depth in range(1, min(_DEEPEST, len(sheet.rows) - top) + 1):
            if not any(hits[top : top + depth]):
                continue
            block = _match(grid, top, depth, index)
            score = (len(block.names), -depth, -top)
            if best is None or score > best:
                best, chosen = score, block
    if chosen is None or len(chosen.names) < min(2, len(wanted)):
        return None
    required = [heading.name for heading in wanted if heading.required]
    if 2 * sum(name in chosen.names for name in required) < len(required):
        return None
    top, depth = _whole_span(grid, chosen, index)
    if (top, depth) != (chosen.top, chosen.depth):
        chosen = _match(grid, top, depth, index)
    return _header(sheet, grid, chosen, wanted)


@lru_cache(maxsize=4096)
def plain_label(text: str) -> str:
    """栏目名去掉全半角、空白、换行、星号、冒号的差别，括号里的说明不去。"""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text)).lower()


@lru_cache(maxsize=4096)
def bare_label(text: str) -> str:
    """再去掉括号里的说明，“姓名（必填）”就是“姓名”；整个都在括号里的只去括号。"""
    return plain_label(_BRACKETS.sub("", unicodedata.normalize("NFKC", text))) or plain_label(text).strip(
        "()[]<>【】〔〕"
    )


class _Index:
    """栏目名 → (栏的标识, 亲疏)：0 是正名，1 是别名，2 是去掉括号才认得。"""

    def __init__(self, wanted: Sequence[Heading]) -> None:
        self._known: dict[str, tuple[str, int]] = {}
        self.part_of: dict[str, str] = {}
        for heading in wanted:
            for rank, label in enumerate(heading.labels):
                self._known.setdefault(plain_label(label), (heading.name, min(rank, 1)))
        for heading in wanted:
            for part in heading.parts:
                if plain_label(part) not in self._known:
                    self.part_of.setdefault(plain_label(part), heading.name)

    def find(self, text: str) -> tuple[str, int] | None:
        if not text or len(text) > 40:
            return None
        exact = self._known.get(plain_label(text))
        if exact:
            return exact
        bare = self._known.get(bare_label(text))
        return (bare[0], 2) if bare else None

    def knows(self, text: str) -> bool:
        return self.find(text) is not None or plain_label(text) in self.part_of


class _Grid:
    """表格上方的格，合并的格处处都当作有左上角的字。"""

    def __init__(self, sheet: Sheet) -> None:
        self.rows: list[Row] = sheet.rows[: _SEARCHED_ROWS + _DEEPEST]
        self.width = len(sheet.rows[0]) if sheet.rows else 0
        self.tall: dict[tuple[int, int], int] = {}
        self._covered: dict[tuple[int, int], tuple[int, int]] = {}
        for first, left, last, right in sheet.merged:
            top, bottom = first - sheet.first_row, last - sheet.first_row
            if not 0 <= top < len(self.rows):
                continue
            for row in range(top, min(bottom, top + _SEARCHED_ROWS) + 1):
                for column in range(left, min(right, self.width - 1) + 1):
                    self._covered[row, column] = (top, left)
                    self.tall[row, column] = bottom
        self.has_merged = bool(self._covered)

    def has_label(self, row: int, index: _Index) -> bool:
        return any(index.knows(cell) for cell in self.rows[row] if isinstance(cell, str))

    def text(self, row: int, column: int) -> str:
        row, column = self._covered.get((row, column), (row, column))
        return _text(self.rows[row][column])

    def origin(self, row: int, column: int) -> int:
        """这一格所在的合并从哪一行开始；没有合并就是它自己那一行。"""
        return self._covered.get((row, column), (row, column))[0]

    def own(self, row: int, column: int) -> str:
        """不算合并，格里自己写着的字。"""
        return _text(self.rows[row][column])

    def column_texts(self, top: int, depth: int, column: int) -> list[str]:
        """一列表头从上到下的字，空的和上下重复的（竖着合并的）不算。"""
        texts: list[str] = []
        for row in range(top, top + depth):
            text = self.text(row, column)
            if text and (not texts or texts[-1] != text):
                texts.append(text)
        return texts


@dataclass(slots=True)
class _Block:
    """一处可能的表头，和它认出的列。"""

    top: int
    depth: int
    columns: dict[int, tuple[str, int]]
    parts: dict[int, tuple[str, str]]
    repeated: list[tuple[int, str]]

    @property
    def names(self) -> set[str]:
        return {name for name, _ in self.columns.values()} | {name for name, _ in self.parts.values()}


def _match(grid: _Grid, top: int, depth: int, index: _Index) -> _Block:
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
    return _Block(top, depth, columns, parts, repeated)


def _above(grid: _Grid, top: int, depth: int, column: int, before: str) -> str:
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


def _whole_span(grid: _Grid, block: _Block, index: _Index) -> tuple[int, int]:
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


def _names_parts(grid: _Grid, block: _Block, row: int, index: _Index) -> bool:
    """这一行写着下面小栏的大栏目（如专职、党员上面的队伍类别）。"""
    for column, (name, _) in block.parts.items():
        found = index.find(grid.text(row, column))
        if found and found[0] == name:
            return True
    return False


def _only_in_gaps(grid: _Grid, block: _Block, row: int) -> bool:
    last = row - 1
    blank = [not grid.own(last, column) for column in range(grid.width)]
    under = [column for column in range(grid.width) if grid.own(row, column)]
    if len(under) < 2:
        return False
    return all(blank[column] or (column + 1 < grid.width and blank[column + 1]) for column in under)


def _header(sheet: Sheet, grid: _Grid, block: _Block, wanted: Sequence[Heading]) -> HeaderMatch:
    labels: dict[int, str] = {}
    unknown: dict[int, str] = {}
    numbering: int | None = None
    for column in range(grid.width):
        texts = grid.column_texts(block.top, block.depth, column)
        if not texts:
            continue
        labels[column] = texts[-1]
        if column in block.columns or column in block.parts:
            continue
        if numbering is None and bare_label(texts[-1]) in _NUMBERING:
            numbering = column
        else:
            unknown[column] = "".join(texts)
    titles = {heading.name: heading.labels[0] for heading in wanted}
    used = {name: column for column, (name, _) in block.columns.items()}
    notes = tuple(
        f"“{titles[name]}”有不止一列，用的是 {column_letters(used[name])} 列，{column_letters(column)} 列“{labels[column]}”没有用。"
        for column, name in block.repeated
    )
    above = [_text(cell) for row in sheet.rows[: block.top] for cell in row if type(cell) is str and cell.strip()]
    return HeaderMatch(
        first_row=sheet.first_row + block.top,
        last_row=sheet.first_row + block.top + block.depth - 1,
        columns={column: name for column, (name, _) in block.columns.items()},
        parts=block.parts,
        labels=labels,
        unmatched=tuple(heading.name for heading in wanted if heading.name not in block.names),
        unknown=unknown,
        numbering=numbering,
        title="\n".join(above),
        notes=notes,
    )


def _text(cell: Cell) -> str:
    return cell.strip() if isinstance(cell, str) else ""
