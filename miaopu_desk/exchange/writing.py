"""写出能直接打开、直接打印的工作簿：号码是文字、日期是日期、表头每页重复、横向 A4、没有公式。"""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.exchange.cells import Pen, lines_needed
from miaopu_desk.exchange.saving import save_bytes
from miaopu_desk.exchange.workbook import column_letters

MOST_ROWS = 1_048_576
ROW_HEIGHT = 19
LINE_HEIGHT = 15
_BAD_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class OutColumn:
    """写出的一列。

    width_chars 是大约几个汉字宽；kind 是 text、number、integer、decimal、money、percent（0.15 写成 15.0%）、
    date、datetime、time 之一；as_text 的一列数字也写成文字（证件号码、电话）；
    over 是上面的大栏目，从外到里，相邻相同的合并成一格。
    """

    label: str
    width_chars: float = 8
    align: str = "left"
    as_text: bool = False
    kind: str = "text"
    over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetContent:
    """一张要写的表：名称、列、行、标题、标题下面的一句话、合计行、表后的几行字。

    merges 是名单里要合并的格（首行, 首列, 末行, 末列），从 0 数起，只算名单的行。
    """

    name: str
    headings: Sequence[OutColumn]
    rows: Iterable[Sequence[object]]
    title: str = ""
    note: str = ""
    total_rows: Sequence[Sequence[object]] = ()
    closing: Sequence[str] = ()
    merges: Sequence[tuple[int, int, int, int]] = field(default=())
    landscape: bool = True


def write_list(
    path: Path,
    *,
    sheet: str,
    title: str,
    headings: Sequence[OutColumn],
    rows: Iterable[Sequence[object]],
    note: str = "",
    total_row: Sequence[object] | None = None,
    landscape: bool = True,
) -> Path:
    """一张名单存成 xlsx，返回真正存到的路径（目标被占用时是“名字 (2)”）；存不成抛 KnownError。"""
    totals = () if total_row is None else (total_row,)
    return write_sheets(path, [SheetContent(sheet, headings, rows, title, note, totals, landscape=landscape)])


def write_sheets(path: Path, sheets: Sequence[SheetContent]) -> Path:
    """几张表存成一个 xlsx，返回真正存到的路径；表太长、磁盘满等抛 KnownError。"""
    return save_bytes(path, workbook_bytes(sheets))


def workbook_bytes(sheets: Sequence[SheetContent]) -> bytes:
    """几张表的 xlsx 内容。"""
    book = new_book()
    names = sheet_names([content.name for content in sheets])
    for name, content in zip(names, sheets, strict=True):
        _fill(book.create_sheet(name), content)
    return book_bytes(book)


def new_book() -> Any:
    """一个空的、一行一行往里写的工作簿。"""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.calculation.fullCalcOnLoad = False
    book.properties.creator = "苗圃志愿者工作台"
    return book


def book_bytes(book: Any) -> bytes:
    """写好的工作簿的内容；先写在内存里，磁盘满时不会留下半个文件。"""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """表名去掉不许用的字符、不超过 31 个字、互不相同（大小写不算不同）。"""
    names: list[str] = []
    for number, name in enumerate(wanted, start=1):
        clean = _BAD_IN_SHEET_NAME.sub(" ", name).strip().strip("'")[:31].strip() or f"表{number}"
        unique, copy = clean, 2
        while unique.lower() in {used.lower() for used in names}:
            ending = f" ({copy})"
            unique, copy = clean[: 31 - len(ending)] + ending, copy + 1
        names.append(unique)
    return names


def _fill(sheet: Any, content: SheetContent) -> None:
    pen = Pen(sheet)
    width = len(content.headings)
    depth = 1 + max((len(heading.over) for heading in content.headings), default=0)
    top = 1 + bool(content.title) + bool(content.note)
    first_data = top + depth
    _shape(sheet, content, top, first_data)
    if content.title:
        _across(sheet, pen, 1, content.title, width, look="title", align="center")
    if content.note:
        _across(sheet, pen, top - 1, content.note, width, look="plain", align="left")
    for cells in header_cells(sheet, pen, content.headings, top, depth):
        sheet.append(cells)
    after_list = _append_rows(sheet, pen, content.headings, content.rows, first_data, bold=False)
    after = _append_rows(sheet, pen, content.headings, content.total_rows, after_list, bold=True)
    for line in content.closing:
        _across(sheet, pen, after, line, width, look="plain", align="left")
        after += 1
    for first, left, last, right in content.merges:
        merge(sheet, first_data + first, left, first_data + last, right)
    last_column = column_letters(max(width - 1, 0))
    if after_list > first_data and not content.merges:
        sheet.auto_filter.ref = f"A{first_data - 1}:{last_column}{after_list - 1}"
    sheet.print_area = f"A1:{last_column}{after - 1}"


def _append_rows(
    sheet: Any, pen: Pen, headings: Sequence[OutColumn], rows: Iterable[Sequence[object]], number: int, *, bold: bool
) -> int:
    """从第 number 行起写这些行，返回写完后的下一行；太多时抛 KnownError。"""
    looks = [("text" if heading.as_text else heading.kind, heading.align) for heading in headings]
    widths = [heading.width_chars for heading in headings]
    for row in rows:
        if number > MOST_ROWS:
            raise KnownError("行数太多，一张工作表放不下（最多一百零四万行），请先筛选再导出。")
        cells = [
            pen.cell(value, kind=kind, align=align, bold=bold) for value, (kind, align) in zip(row, looks, strict=True)
        ]
        set_height(sheet, number, cells, widths)
        sheet.append(cells)
        number += 1
    return number


def _shape(sheet: Any, content: SheetContent, top: int, first_data: int) -> None:
    """列宽、冻结、纸张：都要在写第一行之前定下来。"""
    for column, heading in enumerate(content.headings):
        sheet.column_dimensions[column_letters(column)].width = min(max(heading.width_chars * 2 + 2, 5), 80)
    if content.title:
        sheet.row_dimensions[1].height = 30
    narrow = max((lines_needed(heading.label, heading.width_chars) for heading in content.headings), default=1)
    sheet.row_dimensions[first_data - 1].height = LINE_HEIGHT * narrow + 8
    sheet.freeze_panes = f"A{first_data}"
    page_setup(sheet, landscape=content.landscape)
    sheet.print_title_rows = f"{top}:{first_data - 1}"


def set_height(sheet: Any, number: int, cells: Sequence[Any], widths: Sequence[float]) -> None:
    """有一格要折行时给这一行定高：有的程序打开时不自己算行高。"""
    lines = 1
    for cell, width in zip(cells, widths, strict=True):
        text = cell._value
        if type(text) is str and (len(text) > width or "\n" in text):
            lines = max(lines, lines_needed(text, width))
    if lines > 1:
        sheet.row_dimensions[number].height = min(LINE_HEIGHT * lines + 4, 400)


def page_setup(sheet: Any, *, landscape: bool) -> None:
    """A4、宽度缩到一页、页脚有页码、行高一致。"""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9
    sheet.sheet_format.defaultRowHeight = ROW_HEIGHT
    sheet.sheet_format.customHeight = True
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top = sheet.page_margins.bottom = 0.7
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def header_cells(sheet: Any, pen: Pen, headings: Sequence[OutColumn], top: int, depth: int) -> list[list[Any]]:
    """表头的各行；大栏目横着合并，没有大栏目的列竖着合并。"""
    grid = [[_header_text(heading, row, depth) for heading in headings] for row in range(depth)]
    for row in range(depth):
        column = 0
        while column < len(headings):
            end = column
            if row < len(headings[column].over):
                path = headings[column].over[: row + 1]
                while end + 1 < len(headings) and headings[end + 1].over[: row + 1] == path:
                    end += 1
                if end > column:
                    merge(sheet, top + row, column, top + row, end)
            elif row == len(headings[column].over) and row < depth - 1:
                merge(sheet, top + row, column, top + depth - 1, column)
            for covered in range(column + 1, end + 1):
                grid[row][covered] = None
            column = end + 1
    return [pen.cells(row, look="header", align="center") for row in grid]


def _header_text(heading: OutColumn, row: int, depth: int) -> str | None:
    if row < len(heading.over):
        return heading.over[row]
    return heading.label if row == len(heading.over) else None


def _across(sheet: Any, pen: Pen, row: int, text: str, width: int, *, look: str, align: str) -> None:
    sheet.append([pen.cell(text, look=look, align=align)])
    if width > 1:
        merge(sheet, row, 0, row, width - 1)


def merge(sheet: Any, first: int, left: int, last: int, right: int) -> None:
    """合并一块格：行是工作簿的行号，列从 0 数起。"""
    sheet.merged_cells.add(f"{column_letters(left)}{first}:{column_letters(right)}{last}")
