"""排好的表：一页一页地取、跨页时怎样拆、怎样画。"""

from dataclasses import dataclass, replace

from miaopu_desk.reports.flow import Draw
from miaopu_desk.reports.lines import Line
from miaopu_desk.reports.page import BASELINE
from miaopu_desk.reports.sheet import Sheet

PADDING = 3.0  # 格子左右留的空
# 行距（以字号为 1）和格子上下留的空，从最紧到最松；平常用最松的，为了不多出一小截才收紧。
LEADING = (1.15, 1.3)
ROW_PADDING = (1.5, 3.0)
THIN, THICK = 0.5, 0.9
SHADE = (0.93, 0.93, 0.93)


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """定了位的一格：从第 column 列起；lines 是断好的行。"""

    column: int
    across: int
    down: int
    lines: tuple[Line, ...]
    align: str
    role: str
    shaded: bool


Rows = list[list[PlacedCell]]


@dataclass(frozen=True, slots=True)
class TableLayout:
    """按版心宽度排好的表，能一页一页地取；只取一遍，再印时重新排。ease 是行距的松紧，1 最松，0 最紧。"""

    edges: tuple[float, ...]
    size: float
    header: Rows
    rows: Rows
    row_height: float
    number_inset: tuple[float, ...]
    ease: float = 1.0
    start: int = 0

    @property
    def leading(self) -> float:
        """格子里的行距，pt。"""
        return self.size * between(LEADING, self.ease)

    @property
    def padding(self) -> float:
        """格子上下各留多少 pt。"""
        return between(ROW_PADDING, self.ease)

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

    def _fit(self, space: float, fresh: bool) -> tuple[Rows, list[float], int]:
        """（放得下的行，各行的高，下一页从第几行起）；跨页的组和行，没排完的部分留在 rows 原处。"""
        placed: Rows = []
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

    def _split_group(self, group: Rows, tall: list[float], count: int) -> tuple[Rows, Rows]:
        """在第 count 行后面把一组分开：跨过去的格子两边各占一截，字接着排。"""
        upper: Rows = []
        carried: list[PlacedCell] = []
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

    def _split_row(self, group: Rows, space: float) -> tuple[Rows, Rows]:
        """比整页还高的一行：每格先排放得下的几行，其余的排到下一页。"""
        lines = self._lines_within(space)
        upper = [replace(cell, down=1, lines=cell.lines[:lines]) for cell in group[0]]
        lower = [replace(cell, lines=cell.lines[lines:]) for cell in group[0]]
        return [upper], [lower, *group[1:]]

    def _lines_within(self, height: float) -> int:
        return max(1, int((height - 2 * self.padding) / self.leading + 1e-6))

    def _heights(self, rows: Rows) -> list[float]:
        """各行的高：先看不跨行的格子，跨行的不够高时匀给它跨的各行。"""
        least = max(self.row_height, self.leading + 2 * self.padding)
        heights = [max([least, *(self._cell_height(cell) for cell in row if cell.down == 1)]) for row in rows]
        for number, row in enumerate(rows):
            for cell in row:
                last = min(number + cell.down, len(rows))
                short = self._cell_height(cell) - sum(heights[number:last])
                if cell.down > 1 and short > 0:
                    for i in range(number, last):
                        heights[i] += short / (last - number)
        return heights

    def _cell_height(self, cell: PlacedCell) -> float:
        return len(cell.lines) * self.leading + 2 * self.padding

    def _draw(self, sheet: Sheet, x: float, top: float, rows: Rows, heights: list[float]) -> None:
        tops = [top]
        for height in heights:
            tops.append(tops[-1] - height)
        for number, row in enumerate(rows):
            for cell in row:
                low = tops[min(number + cell.down, len(rows))]
                self._draw_cell(sheet, x, tops[number], low, cell)
        sheet.box(x, tops[-1], self.edges[-1], top - tops[-1], edge=(0, 0, 0), thickness=THICK)

    def _draw_cell(self, sheet: Sheet, x: float, top: float, low: float, cell: PlacedCell) -> None:
        left, right = x + self.edges[cell.column], x + self.edges[cell.column + cell.across]
        sheet.box(
            left, low, right - left, top - low, fill=SHADE if cell.shaded else None, edge=(0, 0, 0), thickness=THIN
        )
        leading = self.leading
        y = (top + low) / 2 + len(cell.lines) * leading / 2 - leading / 2 - self.size * BASELINE
        for line in cell.lines:
            self._draw_line(sheet, left, right, y, line, cell)
            y -= leading

    def _draw_line(self, sheet: Sheet, left: float, right: float, y: float, line: Line, cell: PlacedCell) -> None:
        align, inset = cell.align, PADDING
        if align == "number":
            align, inset = ("right", self.number_inset[cell.column]) if cell.across == 1 else ("center", PADDING)
        x = {"left": left + inset, "right": right - inset, "center": (left + right) / 2}[align]
        if align != "left":
            x -= line.width if align == "right" else line.width / 2
        sheet.text(x, y, line.text, cell.role, self.size, spacing=line.spacing, shifts=line.shifts)


def between(limits: tuple[float, float], ease: float) -> float:
    """松紧为 ease 时在最紧和最松之间的哪里。"""
    tight, loose = limits
    return tight + (loose - tight) * ease


def _group_end(rows: Rows, start: int) -> int:
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
