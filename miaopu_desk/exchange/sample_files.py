"""排好的格存成文件：xlsx、旧版的 xls、逗号分隔的文本。"""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from miaopu_desk.exchange.sample_grids import Grid


def as_xlsx(grids: Sequence[Grid]) -> bytes:
    """几张表的 xlsx。"""
    import openpyxl
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    book.remove(book.active)
    line = Side(style="thin")
    border, middle, bold = (
        Border(line, line, line, line),
        Alignment("center", "center", wrap_text=True),
        Font(bold=True),
    )
    for grid in grids:
        sheet = book.create_sheet(grid.name)
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
        sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight = True, False
        for cells in grid.rows:
            sheet.append(cells)
        looks: dict[tuple[bool, str], Any] = {}  # 同样的样式只建一次：一格一建，八个社区的表要多花一倍时间
        for number, row in enumerate(sheet.iter_rows()):
            for cell in row:
                look = (number in grid.heads, _format(cell.value, grid.day_format))
                if look in looks:
                    cell._style = looks[look]
                    continue
                cell.border, cell.alignment = border, middle
                if look[0]:
                    cell.font = bold
                cell.number_format = look[1]
                looks[look] = cell._style
        for first, left, last, right in grid.merges:
            sheet.merge_cells(start_row=first + 1, start_column=left + 1, end_row=last + 1, end_column=right + 1)
        for column, width in enumerate(grid.widths, start=1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        for column in grid.hidden:
            sheet.column_dimensions[get_column_letter(column + 1)].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _format(value: object, day_format: str) -> str:
    if isinstance(value, date):
        return day_format
    if isinstance(value, int | float):
        return "0"
    return "@" if isinstance(value, str) and value.isdigit() else "General"


def as_xls(grid: Grid) -> bytes:
    """Excel 97—2003 的 xls。"""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(grid.name)
    sheet.portrait, sheet.paper_size_code, sheet.fit_width_to_pages, sheet.fit_height_to_pages = False, 9, 1, 0
    sheet.fit_num_pages = True
    plain = xlwt.easyxf("align: horiz center, vert center; borders: left thin, right thin, top thin, bottom thin")
    dated = xlwt.easyxf("align: horiz center, vert center", num_format_str=grid.day_format)
    covered = {(row, left + step) for row, left, _, right in grid.merges for step in range(right - left + 1)}
    for first, left, last, right in grid.merges:
        sheet.write_merge(first, last, left, right, grid.rows[first][left], plain)
    for number, cells in enumerate(grid.rows):
        for column, value in enumerate(cells):
            if value is not None and (number, column) not in covered:
                sheet.write(number, column, value, dated if isinstance(value, date) else plain)
    for column, width in enumerate(grid.widths):
        sheet.col(column).width = 256 * width
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_csv(grid: Grid, encoding: str) -> bytes:
    """逗号分隔的文本，按给定的编码。"""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([["" if cell is None else cell for cell in cells] for cells in grid.rows])
    return stream.getvalue().encode(encoding)
