"""往别人的模板里填名单：只动要填的格，别的原样；名单长了就加行，公式往下抄。"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from miaopu_desk.exchange.cells import as_cell
from miaopu_desk.exchange.references import copied_down
from miaopu_desk.exchange.row_growth import grow
from miaopu_desk.exchange.template_book import load_template, lost_between, template_bytes
from miaopu_desk.exchange.workbook import column_letters


@dataclass(frozen=True, slots=True)
class FillColumn:
    """要填的一列（A 列为 0）；as_text 的写成文本格式的文字，numbering 的是序号。"""

    column: int
    as_text: bool = False
    numbering: bool = False


def fill_template(
    data: bytes,
    name: str,
    *,
    sheet: str,
    first_row: int,
    last_row: int,
    columns: Sequence[FillColumn],
    rows: Sequence[Sequence[object]],
) -> tuple[bytes, tuple[str, ...]]:
    """名单填进模板第 first_row 至 last_row 行，返回（新的内容, 保不住的东西）；模板读不了抛 KnownError。

    rows 每行与 columns 一一对应。名单比留的行多就在末行下面加行，少就空着余下的行（旧的内容清掉）。
    """
    book = load_template(data, name)
    form = book[sheet]
    _split_tall_merges(form, first_row, last_row, {each.column + 1 for each in columns})
    grow(book, form, first_row, last_row, len(rows) - (last_row - first_row + 1))
    end = max(last_row, first_row + len(rows) - 1)
    _copy_formulas(form, first_row, last_row, end, {each.column + 1 for each in columns})
    for number, row in enumerate(rows, start=first_row):
        for column, value in zip(columns, row, strict=True):
            _write(form.cell(number, column.column + 1), value, column.as_text)
    _clear(form, range(first_row + len(rows), end + 1), columns)
    filled = template_bytes(book)
    return filled, lost_between(data, filled)


def _split_tall_merges(sheet: Any, first: int, last: int, filled: set[int]) -> None:
    """要填的列里上下合并的格拆开，各行照原来的样子：每一行都要写自己的值。"""
    for each in [one for one in sheet.merged_cells.ranges if one.min_row < one.max_row and one.min_col in filled]:
        if each.max_row < first or each.min_row > last:
            continue
        style = sheet.cell(each.min_row, each.min_col)._style
        sheet.unmerge_cells(each.coord)
        for row in range(each.min_row, each.max_row + 1):
            sheet.cell(row, each.min_col)._style = copy(style)


def _write(cell: Any, value: object, as_text: bool) -> None:
    """一格：文字永远是文字，不会变成公式；日期按模板的日期格式，模板没有写格式的写成年月日。"""
    stored, kind = as_cell(value, "text" if as_text else "number")
    if as_text and isinstance(stored, str | None):
        cell.number_format = "@"
    elif isinstance(stored, date) and not cell.is_date and not _is_date_format(cell.number_format):
        cell.number_format = "yyyy-mm-dd"
    if isinstance(stored, str) and stored.startswith(("=", "+", "-", "@")):
        cell.quotePrefix = True  # 在表格软件里改它，也还是文字
    cell._value = stored
    cell.data_type = "s" if isinstance(stored, str) else "d" if kind in ("date", "datetime", "time") else "n"


def _is_date_format(number_format: str) -> bool:
    from openpyxl.styles.numbers import is_date_format

    return bool(is_date_format(number_format))


def _copy_formulas(sheet: Any, first: int, last: int, end: int, filled: set[int]) -> None:
    """首行里有公式而我们不填的列，公式抄到新加的每一行。"""
    for (row, column), cell in list(sheet._cells.items()):
        if row != first or column in filled or cell.data_type != "f" or not isinstance(cell.value, str):
            continue
        letters = column_letters(column - 1)
        for number in range(first + 1, end + 1):
            target = sheet.cell(number, column)
            if number > last or target.value is None or target.data_type == "f":
                target.value = copied_down(cell.value, f"{letters}{first}", f"{letters}{number}")


def _clear(sheet: Any, rows: range, columns: Sequence[FillColumn]) -> None:
    """余下的行里旧的内容清掉；只印着序号的空行，序号留着。"""
    for number in rows:
        cells = [(each, sheet.cell(number, each.column + 1)) for each in columns]
        used = any(cell.value is not None for each, cell in cells if not each.numbering)
        for each, cell in cells:
            if used or not each.numbering:
                cell.value = None
