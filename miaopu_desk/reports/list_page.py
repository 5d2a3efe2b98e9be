"""名册的一页：抬头、表头、格线、各行、页码，末页的合计和签名。"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from miaopu_desk.reports.fonts import text_width
from miaopu_desk.reports.list_cells import PITCH, SIZE, Band, CellFitter, FittedRow, ListColumn, column_edges
from miaopu_desk.reports.page import BASELINE, MM
from miaopu_desk.reports.pdf import PdfFile
from miaopu_desk.reports.sheet import Sheet

A4 = (210 * MM, 297 * MM)
MARGIN = 15 * MM
HEAD = 46.0  # 表头以上：标题和单位、日期
FOOT = 22.0  # 表格以下：页码
TITLE_SIZE = 16.0
PORTRAIT_CHARACTERS = 46.0  # 各列合起来不超过这么多字时竖着排
SHADE = (0.955, 0.955, 0.955)

Placed = tuple[FittedRow, Band | None]  # 排好的一行，是不是横贯各栏的


@dataclass(frozen=True, slots=True)
class ListFrame:
    """每页上都一样的字：标题、单位、截至哪天、各列，末页的说明和签名；total 是事先知道的总数，counted 是量词。"""

    title: str
    office: str
    as_of: str
    columns: Sequence[ListColumn]
    prepared_by: str
    checked_by: str
    note: str
    total: int | None
    counted: str


class ListPages:
    """一页一页地写进 file；units 是一页排得下的行高数。"""

    def __init__(self, file: PdfFile, frame: ListFrame) -> None:
        self._file, self._frame = file, frame
        upright = sum(column.width for column in frame.columns) <= PORTRAIT_CHARACTERS
        self._width, self._height = A4 if upright else (A4[1], A4[0])
        self._edges = column_edges(frame.columns, self._width - 2 * MARGIN)
        self._top = self._height - MARGIN - HEAD
        self.units = int((self._top - MARGIN - FOOT) / PITCH) - 1
        self.fitter = CellFitter(file.ink, frame.columns, self._edges, MARGIN)
        self._total_form = file.reserve_form("Total")
        self._heading = ""
        self._last_grid: tuple[tuple[float, ...], tuple[int, ...], str] = ((), (), "")

    def page(self, rows: Sequence[Placed], closing: int | None = None) -> None:
        """写一页；closing 是末页的合计数，别的页不给。"""
        sheet = Sheet(self._file.ink)
        if not self._heading:  # 每页一样，只排一次
            self._head(sheet)
            self._heading = sheet.content()
        sheet.ops = [self._heading]
        levels = [self._top, self._top - PITCH]
        for row, _ in rows:
            levels.append(levels[-1] - row.units * PITCH)
        crossed = tuple(number for number, (_, band) in enumerate(rows, 1) if band)
        if crossed:
            self._shade(sheet, levels, rows)
        sheet.ops.append(self.fitter.start)
        for number, (row, _) in enumerate(rows, 1):
            middle = (levels[number] + levels[number + 1]) / 2
            sheet.ops.append(f"q 1 0 0 1 0 {middle:.2f} cm BT\n{row.ops}\nET Q")
        sheet.ops.append(self._grid(tuple(levels), crossed))
        if closing is not None:
            self._close(sheet, levels[-1], closing)
        middle, foot = self._width / 2, MARGIN - 2
        sheet.text(middle - 5, foot, f"第 {len(self._file.pages) + 1} 页", "song", SIZE, align="right")
        sheet.ops.append(f"q 1 0 0 1 {middle + 5:.2f} {foot - 4:.2f} cm {self._total_form} Q")
        self._file.page(sheet.content(), self._width, self._height)

    def finish(self) -> None:
        """补上各页的“共几页”。"""
        shown = Sheet(self._file.ink)
        shown.text(0, 4, f"共 {len(self._file.pages)} 页", "song", SIZE)
        self._file.fill_form("Total", shown.content(), 200, 20)

    def _head(self, sheet: Sheet) -> None:
        y = self._height - MARGIN - TITLE_SIZE
        room = self._width - 2 * MARGIN
        size = min(TITLE_SIZE, TITLE_SIZE * room / max(1.0, text_width(self._frame.title, "title", TITLE_SIZE)))
        sheet.text(self._width / 2, y, self._frame.title, "title", size, align="center")
        below = self._top + 6
        sheet.text(MARGIN, below, f"单位：{self._frame.office}" if self._frame.office else "", "song", SIZE)
        counted = "" if self._frame.total is None else f"共 {self._frame.total} {self._frame.counted}　"
        sheet.text(self._width - MARGIN, below, f"{counted}截至：{self._frame.as_of}", "song", SIZE, align="right")
        for index, column in enumerate(self._frame.columns):
            left, right = MARGIN + self._edges[index], MARGIN + self._edges[index + 1]
            sheet.box(left, self._top - PITCH, right - left, PITCH, fill=(0.93, 0.93, 0.93))
            room = right - left - 2
            size = min(SIZE, SIZE * room / max(1.0, text_width(column.label, "hei", SIZE)))
            sheet.text(
                (left + right) / 2, self._top - PITCH / 2 - size * BASELINE, column.label, "hei", size, align="center"
            )

    def _shade(self, sheet: Sheet, levels: Sequence[float], rows: Sequence[Placed]) -> None:
        """给组名、小计那样的行垫底色。"""
        for number, (_, band) in enumerate(rows, 1):
            if band and band.strong:
                low = levels[number + 1]
                sheet.box(MARGIN, low, self._edges[-1], levels[number] - low, fill=SHADE)

    def _grid(self, levels: tuple[float, ...], crossed: tuple[int, ...]) -> str:
        """格线；横贯各栏的行（crossed）里只有两边的竖线。行高一样的页格线也一样，记住上一页的。"""
        if self._last_grid[:2] == (levels, crossed):
            return self._last_grid[2]
        left, right = MARGIN, self._width - MARGIN
        across = [f"{left:.2f} {y:.2f} m {right:.2f} {y:.2f} l" for y in levels]
        ends = [0, *(end for number in crossed for end in (number, number + 1)), len(levels) - 1]
        runs = [(levels[a], levels[b]) for a, b in zip(ends[::2], ends[1::2], strict=True) if b > a]
        down = [f"{MARGIN + x:.2f} {a:.2f} m {MARGIN + x:.2f} {b:.2f} l" for x in self._edges[1:-1] for a, b in runs]
        sides = [f"{x:.2f} {levels[0]:.2f} m {x:.2f} {levels[-1]:.2f} l" for x in (left, right)]
        drawn = f"0.4 w {' '.join(chain(across, down, sides))} S"
        self._last_grid = (levels, crossed, drawn)
        return drawn

    def _close(self, sheet: Sheet, bottom: float, count: int) -> None:
        """末页：合计、说明、制表人和审核人。"""
        y = bottom - 16
        sheet.text(MARGIN, y, f"合计 {count} {self._frame.counted}", "song", SIZE)
        if self._frame.note:
            room = self._width - 2 * MARGIN - 90
            size = min(SIZE, SIZE * room / max(1.0, text_width(self._frame.note, "song", SIZE)))
            sheet.text(self._width - MARGIN, y, self._frame.note, "song", size, align="right")
        y -= 20
        sheet.text(MARGIN, y, f"制表人：{self._frame.prepared_by}", "song", SIZE)
        sheet.text(MARGIN + (self._width - 2 * MARGIN) * 0.45, y, f"审核人：{self._frame.checked_by}", "song", SIZE)
