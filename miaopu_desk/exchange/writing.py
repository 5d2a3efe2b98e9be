"""写出能直接打开、直接打印的工作簿：号码是文字、日期是日期、表头每页重复、横向 A4、没有公式。"""

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.exchange.cells import Pen, lines_needed
from miaopu_desk.exchange.sheet_layout import (
    LINE_HEIGHT,
    OutColumn,
    header_cells,
    merge,
    page_setup,
    set_height,
    sheet_names,
)
from miaopu_desk.exchange.workbook import column_letters
from miaopu_desk.saving import save_bytes

__all__ = ["OutColumn", "SheetContent", "book_bytes", "new_book", "workbook_bytes", "write_list", "write_sheets"]

MOST_ROWS = 1_048_576


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
    with new_book() as book:
        names = sheet_names([content.name for content in sheets])
        for name, content in zip(names, sheets, strict=True):
            _fill(book.create_sheet(name), content)
        return book_bytes(book)


@contextmanager
def new_book() -> Iterator[Any]:
    """一个空的、一行一行往里写的工作簿；中途出错时，写了一半的临时文件（里面有号码）马上删掉。"""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.calculation.fullCalcOnLoad = False
    book.properties.creator = "苗圃志愿者工作台"
    try:
        yield book
    except BaseException:
        for sheet in book.worksheets:
            if not sheet.closed:
                sheet.close()
                sheet._writer.cleanup()
        raise


def book_bytes(book: Any) -> bytes:
    """写好的工作簿的内容；先写在内存里，磁盘满时不会留下半个文件。"""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


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
    sheet.freeze_panes = f"B{first_data}"  # 表头和头一列（多半是姓名）不动
    page_setup(sheet, landscape=content.landscape, chars=sum(each.width_chars + 1 for each in content.headings))
    sheet.print_title_rows = f"{top}:{first_data - 1}"


def _across(sheet: Any, pen: Pen, row: int, text: str, width: int, *, look: str, align: str) -> None:
    sheet.append([pen.cell(text, look=look, align=align)])
    if width > 1:
        merge(sheet, row, 0, row, width - 1)
