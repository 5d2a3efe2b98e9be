"""名册：一行一行边取边排的登记册；十万行也只占一页的内存，总页数最后补上。"""

import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from miaopu_desk.reports.fonts import text_width
from miaopu_desk.reports.list_cells import (
    PITCH,
    SIZE,
    Band,
    CellFitter,
    FittedRow,
    ListColumn,
    column_edges,
)
from miaopu_desk.reports.page import BASELINE, MM
from miaopu_desk.reports.pdf import Info, PdfFile
from miaopu_desk.reports.preflight import MissingGlyphs, check_glyphs
from miaopu_desk.reports.saving import save_safely
from miaopu_desk.reports.sheet import Sheet

A4 = (210 * MM, 297 * MM)
__all__ = ["Band", "ListColumn", "print_listing"]

MARGIN = 15 * MM
HEAD = 46.0  # 表头以上：标题和单位、日期
FOOT = 22.0  # 表格以下：页码
CLOSING = 44.0  # 末页的合计、制表人一行
TITLE_SIZE = 16.0
PORTRAIT_CHARACTERS = 46.0  # 各列合起来不超过这么多字时竖着排
SHADE = (0.955, 0.955, 0.955)

Placed = tuple[FittedRow, Band | None]  # 排好的一行，是不是横贯各栏的


def print_listing(
    path: Path | str,
    *,
    title: str,
    office: str,
    as_of: date | str,
    columns: Sequence[ListColumn],
    rows: Iterable[Sequence[str] | Band],
    total: int | None = None,
    prepared_by: str = "",
    checked_by: str = "",
    note: str = "",
    made: datetime | None = None,
    counted: str = "行",
) -> Path:
    """印一份名册，返回写到的路径。

    rows 里可以夹着 Band（组名、小计），它们不算在合计里；counted 是合计的量词。
    每页有标题、单位、截至日期、表头和“第 3 页　共 12 页”；事先知道总行数 total 时每页的表头上也写明。末页有实际行数、
    制表人和审核人。字长了先缩小、再折成两行小字，还放不下就加高这一行，从不截断。rows 只走一遍。
    缺字、磁盘满、文件夹不见都是 KnownError，不留下半份文件。
    """
    heads = [("标题", title), ("单位", office), ("说明", note), ("制表人", prepared_by), ("审核人", checked_by)]
    check_glyphs([*heads, *(("表头", column.label) for column in columns)])
    day = as_of if isinstance(as_of, str) else f"{as_of.year}年{as_of.month}月{as_of.day}日"
    listing = _Listing(title, office, day, columns, prepared_by, checked_by, note, total, counted)

    def write(stream: BinaryIO) -> None:
        file = PdfFile(stream)
        listing.print(file, rows)
        listing.absent.complain()
        file.finish(Info(title, office, "名册", made))

    return save_safely(path, write)


def _continued(fitter: CellFitter, name: str) -> Placed:
    """下一页开头再写一遍的组名。"""
    band = Band(f"{name}（续）", carried=name)
    return fitter.band(band), band


class _Listing:
    """一份名册的版面；print 从头到尾走一遍。"""

    def __init__(
        self,
        title: str,
        office: str,
        as_of: str,
        columns: Sequence[ListColumn],
        prepared_by: str,
        checked_by: str,
        note: str,
        total: int | None,
        counted: str,
    ) -> None:
        self.counted = counted
        self.title, self.office, self.as_of, self.note = title, office, as_of, note
        self.prepared_by, self.checked_by, self.total = prepared_by, checked_by, total
        self.columns = columns
        upright = sum(column.width for column in columns) <= PORTRAIT_CHARACTERS
        self.width, self.height = A4 if upright else (A4[1], A4[0])
        self.edges = column_edges(columns, self.width - 2 * MARGIN)
        self.top = self.height - MARGIN - HEAD
        self.units = int((self.top - MARGIN - FOOT) / PITCH) - 1
        self.absent = MissingGlyphs("song")
        self.head = self.start = ""
        self.last_grid: tuple[tuple[float, ...], tuple[int, ...], str] = ((), (), "")

    def print(self, file: PdfFile, rows: Iterable[Sequence[str] | Band]) -> None:
        """把 rows 一页一页排进 file。"""
        fitter = CellFitter(file.ink, self.columns, self.edges, MARGIN)
        self.start = fitter.start
        total_form = file.reserve_form("Total")
        page: list[Placed] = []
        used = count = 0
        carried = ""
        for row in rows:
            band = row if isinstance(row, Band) else None
            following = 0
            if isinstance(row, Band):
                self.absent.look(f"“{row.text[:24]}”一行", row.text)
                parts = [fitter.band(row)]
                carried, following = row.carried, 1 if row.carried else 0
            else:
                count += 1
                parts = fitter.row(row, self.units)
                if file.ink.absent:  # 排到第一个没有字形的字才逐格去找，此前的行都不缺
                    self._check(count, row)
            for part in parts:
                if used + part.units + following > self.units and page:
                    tail: list[Placed] = []
                    if band is not None and not following:  # 小计跟着它那一组的末一行
                        page, tail = self._split_tail(fitter, page, self.units - part.units)
                    self._page(file, page, total_form)
                    page, used = tail, sum(row.units for row, _ in tail)
                    if carried and band is None and part.units < self.units:
                        page.append(_continued(fitter, carried))
                        used = 1
                page.append((part, band))
                used += part.units
        closing_units = math.ceil(CLOSING / PITCH)
        if used + closing_units > self.units:
            page, tail = self._split_tail(fitter, page, self.units - closing_units)
            self._page(file, page, total_form)
            page = tail
        self._page(file, page, total_form, closing=count)
        shown = Sheet(file.ink)
        shown.text(0, 4, f"共 {len(file.pages)} 页", "song", SIZE)
        file.fill_form("Total", shown.content(), 200, 20)

    def _split_tail(self, fitter: CellFitter, page: list[Placed], room: int) -> tuple[list[Placed], list[Placed]]:
        """小计、结尾放不下：末一行（连同它后面的小计、合计）跟着到下一页，不让它们单独成页。"""
        at = len(page) - 1
        while at > 0 and page[at][1] is not None:
            at -= 1
        tail = page[at:]
        if at <= 0 or sum(row.units for row, _ in tail) >= room:
            return page, []
        above = next((band for _, band in reversed(page[:at]) if band), None)
        if above is None or not above.carried:
            return page[:at], tail
        if above is page[at - 1][1]:
            return page[: at - 1], page[at - 1 :]
        return page[:at], [_continued(fitter, above.carried), *tail]

    def _check(self, number: int, row: Sequence[str]) -> None:
        """记下这一行里没有字形的字。"""
        for column, text in zip(self.columns, row, strict=True):
            if not self.absent.knows(text):
                self.absent.look(f"第{number}行“{column.label}”栏（{text[:24]}）", text)

    def _page(self, file: PdfFile, rows: Sequence[Placed], total_form: str, closing: int | None = None) -> None:
        sheet = Sheet(file.ink)
        if not self.head:  # 每页一样，只排一次
            self._head(sheet)
            self.head = sheet.content()
        sheet.ops = [self.head]
        levels = [self.top, self.top - PITCH]
        for row, _ in rows:
            levels.append(levels[-1] - row.units * PITCH)
        crossed = tuple(number for number, (_, band) in enumerate(rows, 1) if band)
        if crossed:
            self._shade(sheet, levels, rows)
        sheet.ops.append(self.start)
        for number, (row, _) in enumerate(rows, 1):
            middle = (levels[number] + levels[number + 1]) / 2
            sheet.ops.append(f"q 1 0 0 1 0 {middle:.2f} cm BT\n{row.ops}\nET Q")
        sheet.ops.append(self._grid(tuple(levels), crossed))
        if closing is not None:
            self._close(sheet, levels[-1], closing)
        middle = self.width / 2
        foot = MARGIN - 2
        sheet.text(middle - 5, foot, f"第 {len(file.pages) + 1} 页", "song", SIZE, align="right")
        sheet.ops.append(f"q 1 0 0 1 {middle + 5:.2f} {foot - 4:.2f} cm {total_form} Q")
        file.page(sheet.content(), self.width, self.height)

    def _head(self, sheet: Sheet) -> None:
        y = self.height - MARGIN - TITLE_SIZE
        room = self.width - 2 * MARGIN
        size = min(TITLE_SIZE, TITLE_SIZE * room / max(1.0, text_width(self.title, "title", TITLE_SIZE)))
        sheet.text(self.width / 2, y, self.title, "title", size, align="center")
        below = self.top + 6
        sheet.text(MARGIN, below, f"单位：{self.office}" if self.office else "", "song", SIZE)
        counted = "" if self.total is None else f"共 {self.total} {self.counted}　"
        sheet.text(self.width - MARGIN, below, f"{counted}截至：{self.as_of}", "song", SIZE, align="right")
        for index, column in enumerate(self.columns):
            left, right = MARGIN + self.edges[index], MARGIN + self.edges[index + 1]
            sheet.box(left, self.top - PITCH, right - left, PITCH, fill=(0.93, 0.93, 0.93))
            room = right - left - 2
            size = min(SIZE, SIZE * room / max(1.0, text_width(column.label, "hei", SIZE)))
            sheet.text(
                (left + right) / 2, self.top - PITCH / 2 - size * BASELINE, column.label, "hei", size, align="center"
            )

    def _shade(self, sheet: Sheet, levels: Sequence[float], rows: Sequence[Placed]) -> None:
        """给组名、小计那样的行垫底色。"""
        for number, (_, band) in enumerate(rows, 1):
            if band and band.strong:
                low = levels[number + 1]
                sheet.box(MARGIN, low, self.edges[-1], levels[number] - low, fill=SHADE)

    def _grid(self, levels: tuple[float, ...], crossed: tuple[int, ...]) -> str:
        """格线；横贯各栏的行（crossed）里只有两边的竖线。行高一样的页格线也一样，记住上一页的。"""
        if self.last_grid[:2] == (levels, crossed):
            return self.last_grid[2]
        left, right = MARGIN, self.width - MARGIN
        across = [f"{left:.2f} {y:.2f} m {right:.2f} {y:.2f} l" for y in levels]
        ends = [0, *(end for number in crossed for end in (number, number + 1)), len(levels) - 1]
        runs = [(levels[a], levels[b]) for a, b in zip(ends[::2], ends[1::2], strict=True) if b > a]
        down = [f"{MARGIN + x:.2f} {a:.2f} m {MARGIN + x:.2f} {b:.2f} l" for x in self.edges[1:-1] for a, b in runs]
        sides = [f"{x:.2f} {levels[0]:.2f} m {x:.2f} {levels[-1]:.2f} l" for x in (left, right)]
        drawn = f"0.4 w {' '.join(chain(across, down, sides))} S"
        self.last_grid = (levels, crossed, drawn)
        return drawn

    def _close(self, sheet: Sheet, bottom: float, count: int) -> None:
        """末页：合计、说明、制表人和审核人。"""
        y = bottom - 16
        sheet.text(MARGIN, y, f"合计 {count} {self.counted}", "song", SIZE)
        if self.note:
            room = self.width - 2 * MARGIN - 90
            size = min(SIZE, SIZE * room / max(1.0, text_width(self.note, "song", SIZE)))
            sheet.text(self.width - MARGIN, y, self.note, "song", size, align="right")
        y -= 20
        sheet.text(MARGIN, y, f"制表人：{self.prepared_by}", "song", SIZE)
        sheet.text(MARGIN + (self.width - 2 * MARGIN) * 0.45, y, f"审核人：{self.checked_by}", "song", SIZE)
