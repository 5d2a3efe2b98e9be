"""分页：一行一行、一张表一张表地往版心里放；该连在一起的不拆开。"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from miaopu_desk.reports.page import PITCH, Frame
from miaopu_desk.reports.sheet import Sheet

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
    """能跨页的东西（表）：take 取出放得下的一截，剩下的下一页再取。"""

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
    items: list[tuple[float, Draw]] = field(default_factory=list)
    marks: list[tuple[str, int, float]] = field(default_factory=list)


def paginate(frame: Frame, blocks: Sequence[Block], heading_rows: int = 0) -> list[PageContent]:
    """把一节内容分成若干页；heading_rows 是开头的标题行数，表不会为了躲开标题而换页。"""
    pages = [PageContent(frame)]
    cursor = 0.0
    bare = 0.0  # 页上只有标题时的高度

    def turn_page() -> None:
        nonlocal cursor, bare
        pages.append(PageContent(frame))
        cursor = bare = 0.0

    def put(row: Row) -> None:
        nonlocal cursor
        if row.blank and cursor == 0 and len(pages) > 1:
            return
        if row.mark:
            pages[-1].marks.append((*row.mark, cursor))
        pages[-1].items.append((cursor, row.draw))
        cursor += row.height

    def put_rows(rows: Sequence[Row]) -> None:
        for group in _groups(rows):
            height = sum(row.height for row in group)
            if cursor > 0 and _over(cursor + height, frame) and (height <= frame.height or len(group) == 1):
                turn_page()
            for row in group:
                if cursor > 0 and _over(cursor + row.height, frame):
                    turn_page()
                put(row)

    def put_breakable(rest: Breakable | None) -> None:
        nonlocal cursor
        while rest is not None:
            height, draw, rest = rest.take(frame.height - cursor, fresh=cursor <= bare + 0.01)
            if draw is not None:
                pages[-1].items.append((cursor, draw))
                cursor += height
            if rest is not None:
                turn_page()

    seen = 0
    for block in blocks:
        if isinstance(block, Snap):
            cursor = math.ceil(round(cursor / PITCH, 6)) * PITCH
        elif isinstance(block, Sequence):
            put_rows(block)
            seen += len(block)
            if seen <= heading_rows:
                bare = cursor
        else:
            put_breakable(block)
    return pages


def _over(bottom: float, frame: Frame) -> bool:
    return bottom > frame.height + 0.01


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
