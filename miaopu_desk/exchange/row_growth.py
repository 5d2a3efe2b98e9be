"""给模板的名单加行：下面的合计、填表人整个往下移，合并、下拉框、条件格式、打印区域、名称、图都跟着走。"""

import re
from collections.abc import Iterator
from copy import copy
from typing import Any

from miaopu_desk.exchange.references import Growth, moved_area, moved_formula

_AREA = re.compile(r"\$?[A-Z]{1,3}\$?\d+:\$?[A-Z]{1,3}\$?\d+")


def grow(book: Any, sheet: Any, first: int, last: int, by: int) -> None:
    """名单是第 first 至 last 行，在末行下面加出 by 行，样子照名单里的行；全书指向这里的引用都改好。"""
    if by <= 0:
        return
    growth = Growth(sheet.title, last, by)
    _move_formulas(book, growth, sheet, first)
    _move_merges(sheet, growth, first)
    _move_cells(sheet, growth)
    _new_rows(sheet, growth, first)
    _move_rules(book, growth, first)
    _move_names(book, growth)
    _move_drawings(book, sheet, growth)
    for each in sheet.row_breaks.brk:
        each.id = growth.end(each.id)
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = moved_area(sheet.auto_filter.ref, growth)
    for table in sheet.tables.values():
        table.ref = moved_area(table.ref, growth)
        if table.autoFilter is not None and table.autoFilter.ref:
            table.autoFilter.ref = moved_area(table.autoFilter.ref, growth)


def _move_formulas(book: Any, growth: Growth, sheet: Any, first: int) -> None:
    """名单里的公式由首行抄下去，只改写着 $ 的行；别处的公式跟着移、跟着伸。"""
    for each in book.worksheets:
        for row, cell in _formulas(each):
            fixed = each is sheet and first <= row <= growth.last
            _rewrite(cell, growth, each.title, fixed)


def _formulas(sheet: Any) -> Iterator[tuple[int, Any]]:
    for (row, _), cell in list(sheet._cells.items()):
        if cell.data_type == "f":
            yield row, cell


def _rewrite(cell: Any, growth: Growth, sheet: str, fixed: bool) -> None:
    value = cell.value
    if isinstance(value, str):
        cell.value = moved_formula(value, growth, sheet=sheet, fixed_only=fixed)
    elif hasattr(value, "text"):  # 数组公式
        value.text = moved_formula(value.text, growth, sheet=sheet, fixed_only=fixed)
        if sheet.lower() == growth.sheet.lower() and cell.row > growth.last:
            value.ref = moved_area(value.ref, growth)


def _move_merges(sheet: Any, growth: Growth, first: int) -> None:
    """名单以下的合并往下移；竖跨整个名单的往下伸；名单首行里的横向合并，新行照样合并。"""
    from openpyxl.worksheet.cell_range import MultiCellRange

    pattern = [each for each in sheet.merged_cells.ranges if each.min_row == each.max_row == first]
    for each in sheet.merged_cells.ranges:
        if each.min_row > growth.last:
            each.shift(row_shift=growth.by)
        elif each.max_row >= growth.last and each.min_row < each.max_row:
            each.expand(down=growth.by)
    sheet.merged_cells = MultiCellRange(list(sheet.merged_cells.ranges))
    for row in range(growth.last + 1, growth.last + growth.by + 1):
        for each in pattern:
            new = copy(each)
            new.shift(row_shift=row - first)
            sheet.merged_cells.add(new)


def _move_cells(sheet: Any, growth: Growth) -> None:
    """名单以下的格和行高从最下面一行起往下移。"""
    below = sorted((key for key in sheet._cells if key[0] > growth.last), reverse=True)
    for row, column in below:
        cell = sheet._cells.pop((row, column))
        cell.row = row + growth.by
        sheet._cells[cell.row, column] = cell
        if getattr(cell, "hyperlink", None):
            cell.hyperlink.ref = cell.coordinate
    for row in sorted((row for row in sheet.row_dimensions if row > growth.last), reverse=True):
        dimension = sheet.row_dimensions.pop(row)
        dimension.index = row + growth.by
        sheet.row_dimensions[row + growth.by] = dimension


def _new_rows(sheet: Any, growth: Growth, first: int) -> None:
    """新行的样子：最后一行照原来的末行（常有粗边），原来的末行和其余新行照它上面一行。"""
    from openpyxl.cell.cell import MergedCell

    inner = growth.last - 1 if growth.last > first else growth.last
    looks = {
        column: (sheet._cells[growth.last, column]._style, _style(sheet, inner, column))
        for column in _columns(sheet, growth.last)
    }
    height = sheet.row_dimensions[first].height if first in sheet.row_dimensions else None
    covered = {
        (row, column)
        for each in sheet.merged_cells.ranges
        for row, column in (
            (r, c) for r in range(each.min_row, each.max_row + 1) for c in range(each.min_col, each.max_col + 1)
        )
        if growth.last < row <= growth.last + growth.by and (row, column) != (each.min_row, each.min_col)
    }
    end = growth.last + growth.by
    for row in range(growth.last, end + 1):
        for column, (closing, inside) in looks.items():
            cell = sheet._cells.get((row, column))
            if cell is None:
                cell = MergedCell(sheet, row, column) if (row, column) in covered else sheet.cell(row, column)
                sheet._cells[row, column] = cell
            cell._style = copy(closing if row == end else inside)
        if height is not None and row > growth.last:
            sheet.row_dimensions[row].height = height


def _columns(sheet: Any, row: int) -> list[int]:
    return sorted(column for at, column in sheet._cells if at == row)


def _style(sheet: Any, row: int, column: int) -> Any:
    cell = sheet._cells.get((row, column))
    return cell._style if cell is not None else sheet._cells[row + 1, column]._style


def _move_rules(book: Any, growth: Growth, first: int) -> None:
    """下拉框和条件格式：盖着名单首行的伸到新的末行，里面的公式也改。"""
    from openpyxl.formatting.formatting import ConditionalFormattingList

    for sheet in book.worksheets:
        here = sheet.title == growth.sheet
        for rule in sheet.data_validations.dataValidation:
            if here:
                rule.sqref = _stretched(rule.sqref, growth, first)
            for name in ("formula1", "formula2"):
                formula = getattr(rule, name)
                if formula:
                    setattr(rule, name, moved_formula(str(formula), growth, sheet=sheet.title, fixed_only=here))
        moved = ConditionalFormattingList()
        for each in sheet.conditional_formatting:
            places = str(_stretched(each.sqref, growth, first)) if here else str(each.sqref)
            for rule in each.rules:
                rule.formula = [
                    moved_formula(str(one), growth, sheet=sheet.title, fixed_only=here) for one in rule.formula or []
                ]
                moved.add(places, rule)
        sheet.conditional_formatting = moved


def _stretched(places: Any, growth: Growth, first: int) -> Any:
    from openpyxl.worksheet.cell_range import MultiCellRange

    areas = []
    for area in places.ranges if hasattr(places, "ranges") else MultiCellRange(str(places)).ranges:
        top, bottom = growth.rows(area.min_row, area.max_row)
        if area.min_row <= first <= area.max_row:
            bottom = max(bottom, growth.last + growth.by)
        new = copy(area)
        new.min_row, new.max_row = top, bottom
        areas.append(new)
    return MultiCellRange(areas)


def _move_names(book: Any, growth: Growth) -> None:
    """打印区域、打印标题和自己起的名称。"""
    for sheet in book.worksheets:
        if sheet.title == growth.sheet and sheet.print_area:
            areas = _AREA.findall(str(sheet.print_area))
            if areas:
                sheet.print_area = ",".join(moved_area(each, growth) for each in areas)
        for name in sheet.defined_names.values():
            _move_name(name, growth, sheet.title)
    for name in book.defined_names.values():
        _move_name(name, growth, "")


def _move_name(name: Any, growth: Growth, sheet: str) -> None:
    if name.value:
        name.value = moved_formula(name.value, growth, sheet=sheet)


def _move_drawings(book: Any, sheet: Any, growth: Growth) -> None:
    """名单以下的图往下移（锚的行从 0 数起）；图表引用的数据区跟着伸。"""
    for drawing in (*sheet._images, *sheet._charts):
        for end in ("_from", "to"):
            marker = getattr(drawing.anchor, end, None)
            if marker is not None:
                marker.row = growth.single(marker.row + 1) - 1
    for each in book.worksheets:
        for chart in each._charts:
            for series in chart.ser:
                for part in (series.val, series.cat, getattr(series, "xVal", None), getattr(series, "yVal", None)):
                    for reference in (getattr(part, "numRef", None), getattr(part, "strRef", None)):
                        if reference is not None:
                            reference.f = moved_formula(reference.f, growth, sheet=each.title)
