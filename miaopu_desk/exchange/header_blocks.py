"""从表格上方的格里找出表头那一块：哪几行、哪列是什么、哪几列是一栏的小栏。"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from miaopu_desk.exchange.header_grid import DEEPEST, SEARCHED_ROWS, Grid
from miaopu_desk.exchange.labels import Heading, LabelIndex, bare_label, plain_label, without_brackets
from miaopu_desk.exchange.workbook import Sheet

_ELSEWHERE = 10  # 写在别的栏（如监护人）下面的“姓名”，亲疏加上这么多
_SOMEBODY_ELSE = re.compile("监护人|联系人|家长|家属|亲属|父亲|母亲|父母|配偶|推荐人|介绍人")
_BRACKETED = re.compile(r"[(\[【〔<].*")


@dataclass(slots=True)
class Block:
    """一处可能的表头，和它认出的列；repeated 是同一栏又有的列，spare 是其中可以拿来补空的，padding 是合并进左边一栏的空列。"""

    top: int
    depth: int
    columns: dict[int, tuple[str, int]]
    parts: dict[int, tuple[str, str]]
    repeated: list[tuple[int, str]]
    spare: dict[int, str]
    padding: frozenset[int] = frozenset()

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
        for depth in range(1, min(DEEPEST, len(sheet.rows) - top) + 1):
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
    groups: dict[int, tuple[str, ...]] = {}
    leaves: dict[int, str] = {}
    above = ""
    groups_above = grid.groups(top - 1)
    bottom = top + depth - 1
    pieces, padding = _widened(grid, bottom, index)
    for column in range(grid.width):
        if column in padding or any(grid.is_pair(row, column, index) for row in range(top, top + depth)):
            continue
        if column in pieces:
            parts[column] = pieces[column]
            continue
        texts = grid.column_texts(top, depth, column)
        above = _above(grid, top, depth, column, above)
        if not texts:
            continue
        leaf, parents = texts[-1], texts[:-1]
        over = parents or ([above] if above and above != leaf else [])
        joined = index.find("".join(texts)) if parents else None
        found = joined or index.find(leaf)
        if found:
            hung = over or [text for text in (groups_above[column],) if text]
            elsewhere = joined is None and any(_belongs_elsewhere(text, found[0], index) for text in hung)
            leaves[column] = leaf
            candidates[column] = (found[0], found[1] + _ELSEWHERE * elsewhere)
            groups[column] = tuple(plain_label(text) for text in hung if index.find(text) is None)
            continue
        part = _part(leaf, over, index)
        if part:
            parts[column] = part
    parts = _real_parts(parts, candidates)
    columns, repeated = _first_of_each(candidates)
    used = {name: column for column, (name, _) in columns.items()}
    spare = {
        column: name
        for column, name in repeated
        if candidates[column][1] < 3
        and groups[column] == groups[used[name]]
        and _same_person(leaves[used[name]], leaves[column])
    }
    repeated = [(column, name) for column, name in repeated if candidates[column][1] < _ELSEWHERE]
    return Block(top, depth, columns, parts, repeated, spare, padding)


def _widened(grid: Grid, row: int, index: LabelIndex) -> tuple[dict[int, tuple[str, str]], frozenset[int]]:
    """栏目名横着合并了几列的：几列都有内容而且可以接成一格的（身份证号写在两格里），和下面没有内容的空列。"""
    pieces: dict[int, tuple[str, str]] = {}
    padding: set[int] = set()
    for column in range(1, grid.width):
        first = grid.left_of(row, column)
        known = index.find(grid.text(row, first)) if first < column else None
        if known is None:
            continue
        if grid.empty_below(row, column):
            padding.add(column)
        elif known[0] in index.joined:
            pieces[first] = pieces.get(first, (known[0], "1"))
            pieces[column] = (known[0], str(column - first + 1))
    return pieces, frozenset(padding)


def _belongs_elsewhere(group: str, name: str, index: LabelIndex) -> bool:
    """大栏目说的是别的一栏（监护人），或者是别的人（紧急联系人）。"""
    found = index.find(group)
    return found[0] != name if found else bool(_SOMEBODY_ELSE.search(group))


def _same_person(used: str, other: str) -> bool:
    """另一列可以拿来补空：栏名一样的、注明是家长或联系人的，写的多半是另一个人，不能。"""
    remark = _BRACKETED.search(unicodedata.normalize("NFKC", other))
    return plain_label(used) != plain_label(other) and not (remark and _SOMEBODY_ELSE.search(remark[0]))


def _part(leaf: str, over: Sequence[str], index: LabelIndex) -> tuple[str, str] | None:
    """这一列是哪一栏的哪一小栏：上面有认得的大栏目就是它的；没有的，自己或者上面写着认得的小栏名。"""
    known = index.find_part(leaf)
    for parent in reversed(over):
        found = index.find(parent)
        if found:
            same = known is not None and known[0] == found[0] and plain_label(leaf) not in index.part_of
            return found[0], known[1] if known and same else without_brackets(leaf)
    if known:
        return known[0], leaf if plain_label(leaf) in index.part_of else known[1]
    return next((part for text in reversed(over) if (part := index.find_part(text))), None)


def _above(grid: Grid, top: int, depth: int, column: int, before: str) -> str:
    """文本表格没有合并的格：上一行空着、下一行有字时，算在左边那一格的下面。"""
    if depth == 1 or grid.has_merged:
        return ""
    own = grid.own(top, column)
    leaf = any(grid.own(row, column) for row in range(top + 1, top + depth))
    return own or (before if leaf else "")


def _real_parts(parts: dict[int, tuple[str, str]], columns: dict[int, tuple[str, int]]) -> dict[int, tuple[str, str]]:
    """一栏分成几小栏，至少要有不同的两小栏，而且没有另一列就是这一栏：不然是把下面的数据当成了小栏。

    两列写着同一小栏（如专职下面又分是、否）的，看不出哪一列打勾算数，都不要。
    """
    whole = {name for name, _ in columns.values()}
    written = [(name, bare_label(part)) for name, part in parts.values()]
    several = {name for name, _ in written if len({part for other, part in written if other == name}) > 1}
    return {
        column: (name, part)
        for column, (name, part) in parts.items()
        if name in several and name not in whole and written.count((name, bare_label(part))) == 1
    }


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
    top = max(top, bottom - DEEPEST + 1)
    if top > bottom - DEEPEST + 1 and top == block.top and top and _names_parts(grid, block, top - 1, index):
        top -= 1
    deepest = min(top + DEEPEST, len(grid.rows)) - 1
    if bottom == block.top + block.depth - 1 and bottom < deepest:
        if _only_in_gaps(grid, bottom + 1, 2):
            bottom += 1
        elif bottom + 1 < deepest and _only_in_gaps(grid, bottom + 1, 1) and _all_parts(grid, bottom + 2, index):
            bottom += 2
    return top, min(bottom, deepest) - top + 1


def _names_parts(grid: Grid, block: Block, row: int, index: LabelIndex) -> bool:
    """这一行写着下面小栏的大栏目（如专职、党员上面的队伍类别）。"""
    for column, (name, _) in block.parts.items():
        found = index.find(grid.text(row, column))
        if found and found[0] == name:
            return True
    return False


def _only_in_gaps(grid: Grid, row: int, at_least: int) -> bool:
    """这一行只在上面空着的列里有字，而且至少有几格。"""
    last = row - 1
    blank = [not grid.own(last, column) for column in range(grid.width)]
    under = [column for column in range(grid.width) if grid.own(row, column)]
    if len(under) < at_least:
        return False
    return all(blank[column] or (column + 1 < grid.width and blank[column + 1]) for column in under)


def _all_parts(grid: Grid, row: int, index: LabelIndex) -> bool:
    """这一行写的全是小栏名，至少两格。"""
    texts = [text for column in range(grid.width) if (text := grid.own(row, column))]
    return len(texts) > 1 and all(index.find_part(text) for text in texts)
