"""写出的表长什么样：纸张、行高、表头的合并、表名。"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from miaopu_desk.exchange.cells import Pen, lines_needed
from miaopu_desk.exchange.workbook import column_letters

ROW_HEIGHT = 19
LINE_HEIGHT = 15
MOST_ON_A_PAGE = 110  # 横放的 A4 上写得下、看得清的字数
_BAD_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class OutColumn:
    """写出的一列。

    width_chars 是大约几个汉字宽；kind 是 text、number、integer、decimal、money、percent（0.15 写成 15.00%）、
    date、datetime、time 之一；as_text 的一列数字也写成文字（证件号码、电话）；
    over 是上面的大栏目，从外到里，相邻相同的合并成一格。
    """

    label: str
    width_chars: float = 8
    align: str = "left"
    as_text: bool = False
    kind: str = "text"
    over: tuple[str, ...] = ()


def page_setup(sheet: Any, *, landscape: bool, chars: float = 0) -> None:
    """A4、页脚有页码、行高一致；宽度缩到一页，chars 个汉字宽、缩到一页就看不清的分几页，每页都带头一列。"""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9
    sheet.sheet_format.defaultRowHeight = ROW_HEIGHT
    sheet.sheet_format.customHeight = True
    sheet.page_setup.fitToWidth = max(1, math.ceil(chars / MOST_ON_A_PAGE))
    if sheet.page_setup.fitToWidth > 1:
        sheet.print_title_cols = "A:A"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top = sheet.page_margins.bottom = 0.7
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def set_height(sheet: Any, number: int, cells: Sequence[Any], widths: Sequence[float]) -> None:
    """有一格要折行时给这一行定高：有的程序打开时不自己算行高。"""
    lines = 1
    for cell, width in zip(cells, widths, strict=True):
        text = cell._value
        if type(text) is str and (len(text) > width or "\n" in text):
            lines = max(lines, lines_needed(text, width))
    if lines > 1:
        sheet.row_dimensions[number].height = min(LINE_HEIGHT * lines + 4, 400)


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


def merge(sheet: Any, first: int, left: int, last: int, right: int) -> None:
    """合并一块格：行是工作簿的行号，列从 0 数起。"""
    sheet.merged_cells.add(f"{column_letters(left)}{first}:{column_letters(right)}{last}")


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
