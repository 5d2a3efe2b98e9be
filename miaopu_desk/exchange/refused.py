"""没有收下的行按原来的表退回去：表头照旧，值照旧，最后一列是原因，改好可以直接再导入。"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from miaopu_desk.exchange.cells import Pen
from miaopu_desk.exchange.headers import HeaderMatch
from miaopu_desk.exchange.sheet_layout import merge, page_setup, set_height, sheet_names
from miaopu_desk.exchange.workbook import Cell, Row, Sheet, column_letters
from miaopu_desk.exchange.writing import book_bytes, new_book
from miaopu_desk.saving import save_bytes

REASON = "原因"
_REASON_WIDTH = 24


def write_refused(
    path: Path,
    refused: Sequence[tuple[Sheet, HeaderMatch, Mapping[int, str]]],
    *,
    as_text: Sequence[str] = (),
) -> Path:
    """把各表没有收下的行存成 xlsx，返回真正存到的路径；存不成抛 KnownError。

    refused 的每一项是（读进来的表, 它的表头, 工作簿行号 → 原因）；as_text 里的栏（证件号码、电话）
    整列设成文本格式，重填时不会再变成数字。数字的格仍是数字：号码已经坏了的，不能装作好的文字。
    """
    with new_book() as book:
        names = sheet_names([sheet.name for sheet, _, _ in refused])
        for name, (sheet, header, reasons) in zip(names, refused, strict=True):
            _fill(book.create_sheet(name), sheet, header, reasons, frozenset(as_text))
        data = book_bytes(book)
    return save_bytes(path, data)


def _fill(out: Any, sheet: Sheet, header: HeaderMatch, reasons: Mapping[int, str], as_text: frozenset[str]) -> None:
    pen = Pen(out)
    width = len(sheet.rows[0])
    above = [row for row in _rows(sheet, sheet.first_row, header.first_row - 1) if any(row)]
    depth = header.last_row - header.first_row + 1
    widths = [_width(sheet, header, column) for column in range(width)] + [_REASON_WIDTH]
    for column, chars in enumerate(widths):
        out.column_dimensions[column_letters(column)].width = chars * 2 + 2
    out.freeze_panes = f"A{len(above) + depth + 1}"
    page_setup(out, landscape=True)
    out.print_title_rows = f"{len(above) + 1}:{len(above) + depth}"
    for row in above:
        out.append(pen.cells(row, look="plain"))
    for row in _rows(sheet, header.first_row, header.last_row):
        reason = REASON if row is sheet.rows[header.first_row - sheet.first_row] else None
        out.append(pen.cells((*row, reason), look="header", align="center"))
    _merge_header(out, sheet, header, len(above) + 1, width)
    read_as = {**{column: name for column, (name, _) in header.parts.items()}, **header.columns}
    kinds = ["text" if read_as.get(column) in as_text else "date" for column in range(width)]
    first = len(above) + depth + 1
    for number, (row_number, reason) in enumerate(sorted(reasons.items()), start=first):
        row = sheet.rows[row_number - sheet.first_row]
        cells = [_as_it_was(pen, value, kind) for value, kind in zip(row, kinds, strict=True)]
        cells.append(pen.cell(reason, look="reason"))
        set_height(out, number, cells, widths)
        out.append(cells)
    out.print_area = f"A1:{column_letters(width)}{first + len(reasons) - 1}"


def _as_it_was(pen: Pen, value: Cell, kind: str) -> Any:
    """数字留作数字，哪怕这一列是文本格式：文本格式只在重填时起作用。"""
    cell = pen.cell(value if not isinstance(value, int | float) or isinstance(value, bool) else None, kind=kind)
    if isinstance(value, int | float) and not isinstance(value, bool):
        cell = pen.cell(None, kind="text" if kind == "text" else "number")
        cell._value = value
    return cell


def _rows(sheet: Sheet, first: int, last: int) -> list[Row]:
    return sheet.rows[first - sheet.first_row : last - sheet.first_row + 1] if last >= first else []


def _width(sheet: Sheet, header: HeaderMatch, column: int) -> float:
    """这一列多宽：看表头和前两百行里最长的字，四到二十个汉字。"""
    label = header.labels.get(column, "")
    rows = _rows(sheet, header.last_row + 1, header.last_row + 200)
    longest = max((len(str(row[column])) for row in rows if row[column] is not None), default=0)
    return min(max(4, len(label), longest * 0.7), 20)


def _merge_header(out: Any, sheet: Sheet, header: HeaderMatch, top: int, width: int) -> None:
    shift = top - header.first_row
    for first, left, last, right in sheet.merged:
        if header.first_row <= first and last <= header.last_row and right < width:
            merge(out, first + shift, left, last + shift, right)
    if header.last_row > header.first_row:
        merge(out, top, width, header.last_row + shift, width)
