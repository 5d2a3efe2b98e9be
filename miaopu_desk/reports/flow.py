"""分页：一行一行、一张表一张表地往版心里放；该连在一起的不拆开。"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from miaopu_desk.reports.page import PITCH, Frame
from miaopu_desk.reports.sheet import Sheet

TOLERANCE = 0.01
Draw = Callable[[Sheet, float, float], None]


@dataclass(slots=True)
class Row:
    """版心里的一行：高 height pt；keep 为真时不和下一行分在两页；mark 是书签（标题，层次）。

    draw(sheet, 版心左边, 这一行的上边) 把它画出来；blank 的行落在页首时略去。
    """

    height: float
    draw: Draw
    keep: bool = False
    blank: bool = False
    mark: tuple[str, int] | None = None


class Breakable(Protocol):
    """能跨页的东西（表）：take 取出放得下的一截，剩下的下一页再取；least 是开头一截至少要多高。"""

    def least(self) -> float:
        """表头加第一行的高。"""

    def take(self, room: float, fresh: bool) -> tuple[float, Draw | None, "Breakable | None"]:
        """room 是剩下的高；fresh 表示换页也不会更宽裕。返回（高，画法，剩下的）；一点放不下时画法是 None。"""


@dataclass(slots=True)
class Snap:
    """把后面的内容拉回 22 行的格子上。"""


Block = Sequence[Row] | Breakable | Snap


@dataclass(slots=True)
class PageContent:
    """一页上的东西：离版心上边多远、怎么画；还有书签。"""

    frame: Frame
    used: float = 0.0  # 用掉了多高
    items: list[tuple[float, Draw]] = field(default_factory=list)
    marks: list[tuple[str, int, float]] = field(default_factory=list)


class Pager:
    """往一页一页的版心里放东西；bare 是页上只有标题时的高度，表不会为了躲开标题而换页。"""

    def __init__(self, frame: Frame, heading_rows: int = 0) -> None:
        self.frame = frame
        self.pages = [PageContent(frame)]
        self._headings_left = heading_rows
        self._cursor = 0.0
        self._bare = 0.0

    def put_rows(self, rows: Sequence[Row], following: float = 0.0) -> None:
        """放若干行；following 是紧跟在最后一组（keep 到底的）后面、不该和它分开的高度。"""
        groups = _groups(rows)
        for number, group in enumerate(groups):
            height = sum(row.height for row in group)
            if number == len(groups) - 1 and group[-1].keep:
                height += following
            if not self._fits(height) and (height <= self.frame.height or len(group) == 1):
                self._turn_page()
            for row in group:
                if not self._fits(row.height):
                    self._turn_page()
                self._put(row)

    def put_breakable(self, block: Breakable) -> None:
        """放一张能跨页的表。"""
        rest: Breakable | None = block
        while rest is not None:
            fresh = self._cursor <= self._bare + TOLERANCE
            height, draw, rest = rest.take(self.frame.height - self._cursor, fresh)
            if draw is not None:
                self.pages[-1].items.append((self._cursor, draw))
                self._cursor += height
                self.pages[-1].used = self._cursor
            if rest is not None:
                self._turn_page()

    def snap(self) -> None:
        """后面的内容回到行格上。"""
        self._cursor = math.ceil(round(self._cursor / PITCH, 6)) * PITCH

    def _put(self, row: Row) -> None:
        if row.blank and self._cursor == 0 and len(self.pages) > 1:
            return
        if row.mark:
            self.pages[-1].marks.append((*row.mark, self._cursor))
        self.pages[-1].items.append((self._cursor, row.draw))
        self._cursor += row.height
        self.pages[-1].used = self._cursor
        if self._headings_left:
            self._headings_left -= 1
            self._bare = self._cursor

    def _fits(self, height: float) -> bool:
        return self._cursor == 0 or self._cursor + height <= self.frame.height + TOLERANCE

    def _turn_page(self) -> None:
        self.pages.append(PageContent(self.frame))
        self._cursor = self._bare = 0.0


def paginate(frame: Frame, blocks: Sequence[Block], heading_rows: int = 0) -> list[PageContent]:
    """把一节内容分成若干页；heading_rows 是开头的标题行数。"""
    pager = Pager(frame, heading_rows)
    joined = _join_rows(blocks)
    for block, after in zip(joined, [*joined[1:], None], strict=True):
        if isinstance(block, Snap):
            pager.snap()
        elif isinstance(block, Sequence):
            table = None if isinstance(after, Snap | Sequence) else after
            pager.put_rows(block, table.least() if table else 0.0)
        else:
            pager.put_breakable(block)
    return pager.pages


def _join_rows(blocks: Sequence[Block]) -> list[Block]:
    """挨着的行并在一起，标题才能跟住下一段。"""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if isinstance(block, Sequence) and isinstance(last, list):
            last.extend(block)
        else:
            joined.append([*block] if isinstance(block, Sequence) else block)
    return joined


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    """把要连在一起的行并成组。"""
    groups: list[list[Row]] = []
    joined = False
    for row in rows:
        if joined:
            groups[-1].append(row)
        else:
            groups.append([row])
        joined = row.keep
    return groups
