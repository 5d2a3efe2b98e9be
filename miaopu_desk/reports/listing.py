"""名册：一行一行边取边排的登记册；十万行也只占一页的内存，总页数最后补上。"""

import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from miaopu_desk.domain.list_pages import ListHead
from miaopu_desk.reports.list_cells import PITCH, Band, CellFitter, ListColumn
from miaopu_desk.reports.list_page import ListFrame, ListPages, Placed
from miaopu_desk.reports.pdf import Info, PdfFile
from miaopu_desk.reports.preflight import MissingGlyphs, check_glyphs
from miaopu_desk.saving import save_whole

__all__ = ["Band", "ListColumn", "print_listing"]

CLOSING = 44.0  # 末页的合计、制表人一行


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
    listing = _Listing(ListFrame(title, office, day, columns, prepared_by, checked_by, note, total, counted))

    def write(stream: BinaryIO) -> None:
        file = PdfFile(stream)
        listing.print(file, rows)
        listing.absent.complain()
        file.finish(Info(title, office, "名册", made))

    return save_whole(path, write)


def print_headed(
    path: Path | str,
    head: ListHead,
    columns: Sequence[ListColumn],
    rows: Iterable[Sequence[str] | Band],
    counted: str = "行",
) -> Path:
    """印一份名册，抬头和末尾都在 head 里；其余见 print_listing。"""
    return print_listing(
        path,
        title=head.title,
        office=head.office,
        as_of=head.as_of,
        columns=columns,
        rows=rows,
        total=head.total,
        prepared_by=head.prepared_by,
        checked_by=head.checked_by,
        note=head.note,
        counted=counted,
    )


class _Listing:
    """一份名册；print 从头到尾走一遍。"""

    def __init__(self, frame: ListFrame) -> None:
        self.frame = frame
        self.absent = MissingGlyphs("song")

    def print(self, file: PdfFile, rows: Iterable[Sequence[str] | Band]) -> None:
        """把 rows 一页一页排进 file。"""
        pages = ListPages(file, self.frame)
        fitter = pages.fitter
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
                parts = fitter.row(row, pages.units)
                if file.ink.absent:  # 排到第一个没有字形的字才逐格去找，此前的行都不缺
                    self._check(count, row)
            for part in parts:
                if used + part.units + following > pages.units and page:
                    tail: list[Placed] = []
                    if band is not None and not following:  # 小计跟着它那一组的末一行
                        page, tail = _split_tail(fitter, page, pages.units - part.units)
                    pages.page(page)
                    page, used = tail, sum(row.units for row, _ in tail)
                    if carried and band is None and part.units < pages.units:
                        page.append(_continued(fitter, carried))
                        used = 1
                page.append((part, band))
                used += part.units
        closing_units = math.ceil(CLOSING / PITCH)
        if used + closing_units > pages.units:
            page, tail = _split_tail(fitter, page, pages.units - closing_units)
            pages.page(page)
            page = tail
        pages.page(page, closing=count)
        pages.finish()

    def _check(self, number: int, row: Sequence[str]) -> None:
        """记下这一行里没有字形的字。"""
        for column, text in zip(self.frame.columns, row, strict=True):
            if not self.absent.knows(text):
                self.absent.look(f"第{number}行“{column.label}”栏（{text[:24]}）", text)


def _split_tail(fitter: CellFitter, page: list[Placed], room: int) -> tuple[list[Placed], list[Placed]]:
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


def _continued(fitter: CellFitter, name: str) -> Placed:
    """下一页开头再写一遍的组名。"""
    band = Band(f"{name}（续）", carried=name)
    return fitter.band(band), band
