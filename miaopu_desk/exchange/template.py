"""看懂一份别人的模板：表头在哪、哪几行留给名单、各列有什么要求、哪列是公式、有什么保不住。"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from miaopu_desk.domain.mapping import Limits as ColumnLimits
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.exchange.header_grid import Grid
from miaopu_desk.exchange.headers import HeaderMatch, Heading, choose_sheets, find_header
from miaopu_desk.exchange.sheets import read_bytes, read_workbook
from miaopu_desk.exchange.template_book import load_template, lost_between, template_bytes
from miaopu_desk.exchange.template_limits import limits_of
from miaopu_desk.exchange.template_rows import list_rows
from miaopu_desk.exchange.workbook import Limits, Sheet, Workbook, column_letters


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """模板的一列（A 列为 0）。

    label 是表头里的名称；found 是认出的项的标识，part 是打勾的小栏；formula 是名单首行里的公式；
    fixed 是名单各行都预先写好的同样的字。
    """

    column: int
    label: str
    found: str = ""
    part: str = ""
    formula: str = ""
    fixed: str = ""
    limits: ColumnLimits = field(default_factory=ColumnLimits)


@dataclass(frozen=True, slots=True)
class TemplateSheet:
    """一份模板里要填的那张表。

    header 是表头首末行，first_row、last_row 是留给名单的行（工作簿行号）；used 是名单里旧的内容有几行；
    lost 是填了以后保不住的东西；notes 是该让人知道的话；sheets 是可以选的各张表。
    """

    name: str
    data: bytes
    sheet: str
    sheets: tuple[str, ...]
    header: tuple[int, int]
    first_row: int
    last_row: int
    columns: tuple[TemplateColumn, ...]
    used: int = 0
    lost: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """模板内容的 SHA-256。"""
        return hashlib.sha256(self.data).hexdigest()


def read_template(
    path: Path,
    wanted: Sequence[Heading],
    *,
    sheet: str | None = None,
    header: tuple[int, int] | None = None,
    first_row: int | None = None,
) -> TemplateSheet:
    """读一份 xlsx 模板；sheet、header（表头首末行）、first_row（名单首行）不给就自己找。找不到表头、不是 xlsx、损坏的抛 KnownError。"""
    workbook = read_workbook(path)
    if workbook.format != "xlsx":
        raise KnownError(f"“{path.name}”不是 xlsx。请用 WPS 或 Excel 打开模板，另存为 xlsx 再选。")
    found, match = _sheet_and_header(workbook, wanted, sheet, header)
    data = read_bytes(path, Limits())
    book = load_template(data, path.name)
    form = book[found.name]
    rows = list_rows(found, match, form, first_row)
    notes = [*match.notes, *rows.notes]
    columns = tuple(_columns(book, form, found, match, rows.first, rows.fixed, notes))
    return TemplateSheet(
        path.name,
        data,
        found.name,
        tuple(each.name for each in workbook.sheets if not each.hidden),
        (match.first_row, match.last_row),
        rows.first,
        rows.last,
        columns,
        rows.used,
        lost_between(data, template_bytes(book)),
        tuple(notes),
    )


def _sheet_and_header(
    workbook: Workbook, wanted: Sequence[Heading], name: str | None, rows: tuple[int, int] | None
) -> tuple[Sheet, HeaderMatch]:
    if name is None and rows is None:
        return choose_sheets(workbook, wanted)[0]
    sheet = next((each for each in workbook.sheets if name in (None, each.name)), None)
    if sheet is None:
        names = "、".join(f"“{each.name}”" for each in workbook.sheets)
        raise KnownError(f"“{workbook.path.name}”里没有工作表“{name}”，有的是{names}。")
    if rows is None:
        match = find_header(sheet, wanted)
        if match is None:
            raise KnownError(f"在“{sheet.name}”里没有认出表头，请指明表头是第几行到第几行。")
        return sheet, match
    return sheet, _header_at(workbook.path.name, sheet, wanted, rows)


def _header_at(name: str, sheet: Sheet, wanted: Sequence[Heading], rows: tuple[int, int]) -> HeaderMatch:
    """人指明的表头：只看这几行，认不出的列留着名称等人对照。"""
    first, last = rows
    end = sheet.first_row + len(sheet.rows) - 1
    if not sheet.first_row <= first <= last <= min(end, first + 9):
        raise KnownError(f"“{name}”的“{sheet.name}”有内容的是第{sheet.first_row}至{end}行，表头行号不对，请改。")
    cut = replace(
        sheet,
        rows=sheet.rows[first - sheet.first_row : last - sheet.first_row + 1],
        first_row=first,
        merged=tuple(each for each in sheet.merged if first <= each[0] <= last),
    )
    match = find_header(cut, wanted)
    grid = Grid(cut)
    texts = {column: grid.column_texts(0, len(cut.rows), column) for column in range(grid.width)}
    labels = {column: found[-1] for column, found in texts.items() if found}
    if not labels:
        raise KnownError(f"“{sheet.name}”第{first}至{last}行没有字，不是表头，请改。")
    match = match or HeaderMatch(first, last, {}, labels=labels, unknown=labels)
    return replace(match, first_row=first, last_row=last, labels={**labels, **match.labels})


def _columns(
    book: Any, form: Any, sheet: Sheet, match: HeaderMatch, row: int, fixed: dict[int, str], notes: list[str]
) -> list[TemplateColumn]:
    """各列；并在左边一列里的（横向合并的非首列）不算一列。"""
    from openpyxl.cell.cell import MergedCell

    columns = []
    for column, label in sorted(match.labels.items()):
        cell = form.cell(row, column + 1)
        if isinstance(cell, MergedCell):
            continue
        limits, note = limits_of(book, form, cell, label, match.last_row)
        if note:
            notes.append(f"{column_letters(column)} 列“{label}”：{note}")
        found, part = match.parts.get(column, (match.columns.get(column, ""), ""))
        columns.append(
            TemplateColumn(
                column,
                " ".join(label.split()),
                "=serial" if column == match.numbering else found,
                part,
                str(cell.value) if cell.data_type == "f" and isinstance(cell.value, str) else "",
                fixed.get(column, ""),
                limits,
            )
        )
    return columns
