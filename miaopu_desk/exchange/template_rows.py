"""模板里哪几行留给名单：表头以下，到合计、填表人为止；填写说明和示例认得出来。"""

import re
from dataclasses import dataclass
from typing import Any

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.exchange.data_rows import DataRow, data_rows
from miaopu_desk.exchange.headers import HeaderMatch
from miaopu_desk.exchange.references import copied_down
from miaopu_desk.exchange.workbook import Sheet, column_letters

MOST_BLANK = 5000


@dataclass(frozen=True, slots=True)
class ListRows:
    """留给名单的首末行；fixed 是列号 → 各行预先写好的同样的字；used 是已有内容的行数。"""

    first: int
    last: int
    fixed: dict[int, str]
    used: int
    notes: tuple[str, ...]


def list_rows(sheet: Sheet, match: HeaderMatch, form: Any, given: int | None = None) -> ListRows:
    """找出留给名单的行，given 是人指明的首行；表头下面一行也没有留的抛 KnownError。"""
    kinds = {each.row_number: each for each in data_rows(sheet, match)} if match.columns or match.parts else {}
    first = given or match.last_row + 1
    while given is None and _is_note(kinds.get(first), form, first) and first <= form.max_row:
        first += 1
    reader = _Reader(form, kinds, match, first)
    if reader.footer(first):
        raise KnownError(f"“{sheet.name}”的表头（第{match.last_row}行）下面没有留给名单的行，请在模板里空出一行再选。")
    last = first
    while last + 1 <= min(form.max_row, first + MOST_BLANK) and not reader.footer(last + 1):
        last += 1
    if reader.styled(first):
        while last > first and not reader.styled(last) and not reader.filled(last):
            last -= 1
    tall = _tall_merges(form, first, last)
    used = sum(reader.filled(row) for row in range(first, last + 1))
    notes = [f"名单是第{first}至{last}行，共{last - first + 1}行；不够时自动加行。"]
    if used:
        notes.append(f"模板里这几行原有的 {used} 行内容（示例或上次填的）会换成新的名单。")
    if tall:
        notes.append(
            f"名单里上下合并的 {'、'.join(tall[:5])}{' 等' if len(tall) > 5 else ''}，填的时候拆开，每行都写。"
        )
    return ListRows(first, last, reader.fixed(last), used, tuple(notes))


def _is_note(row: DataRow | None, form: Any, number: int) -> bool:
    """表头紧下面的填写说明、编号行（1、2、3……）。"""
    if row is not None and row.kind == "note":
        return any(
            each.min_row <= number <= each.max_row and each.size["columns"] > 2 for each in form.merged_cells.ranges
        )
    values = [cell.value for cell in form[number] if cell.value is not None] if number <= form.max_row else []
    plain = [re.sub(r"[()（）栏第列]", "", str(value)).strip() for value in values]
    return len(plain) > 3 and plain == [str(at) for at in range(1, len(plain) + 1)]


class _Reader:
    """名单首行是样板；别的行像不像它。"""

    def __init__(self, form: Any, kinds: dict[int, DataRow], match: HeaderMatch, first: int) -> None:
        self.form, self.kinds, self.match, self.first = form, kinds, match, first
        self.key = min((*match.columns, *match.parts), default=min(match.labels)) + 1
        named = [column for column, name in match.columns.items() if name.split(".")[-1] in ("name", "volunteer")]
        if named:
            self.key = named[0] + 1
        self.merges = self._merges(first)
        self.model = {cell.column: cell for cell in form[first]}

    def footer(self, row: int) -> bool:
        """这一行已经不是名单了：合计、签名、横跨几列的说明、另一种公式。"""
        known = self.kinds.get(row)
        if known is not None and known.kind in ("total", "header_repeat"):
            return True
        if known is not None and known.kind == "note" and not self._only_preset(row):
            return True
        if row != self.first and self._merges(row) != self.merges:
            return True
        return row != self.first and not self._like_the_model(row)

    def _like_the_model(self, row: int) -> bool:
        for cell in self.form[row]:
            model = self.model.get(cell.column)
            if cell.data_type == "f" and isinstance(cell.value, str):
                place = f"{column_letters(cell.column - 1)}{self.first}"
                if (
                    model is None
                    or model.data_type != "f"
                    or copied_down(model.value, place, cell.coordinate) != cell.value
                ):
                    return False
        return self._only_preset(row) or self.form.cell(row, self.key).value not in (None, "")

    def _only_preset(self, row: int) -> bool:
        """除了公式、序号、与首行相同的字以外什么也没有。"""
        for cell in self.form[row]:
            preset = cell.value in (None, "") or cell.data_type == "f" or cell.column - 1 == self.match.numbering
            model = self.model.get(cell.column)
            if not preset and (model is None or cell.value != model.value):
                return False
        return True

    def filled(self, row: int) -> bool:
        """这一行写着一个人（或示例）。"""
        return self.form.cell(row, self.key).value not in (None, "")

    def styled(self, row: int) -> bool:
        """这一行画了格子。"""
        return any(cell.has_style for cell in self.form[row])

    def fixed(self, last: int) -> dict[int, str]:
        """空着的名单里预先写好的字（如省、市），照抄到每一行。"""
        if any(self.filled(row) for row in range(self.first, last + 1)):
            return {}
        return {
            column - 1: str(cell.value)
            for column, cell in self.model.items()
            if isinstance(cell.value, str) and cell.data_type == "s" and column - 1 != self.match.numbering
        }

    def _merges(self, row: int) -> frozenset[tuple[int, int]]:
        return frozenset(
            (each.min_col, each.max_col)
            for each in self.form.merged_cells.ranges
            if each.min_row <= row <= each.max_row and each.min_col < each.max_col
        )


def _tall_merges(form: Any, first: int, last: int) -> list[str]:
    """名单里上下合并的一列（如社区），填的时候要拆开；一个人占几行的填不进去，抛 KnownError。"""
    tall = [
        each
        for each in form.merged_cells.ranges
        if each.min_row < each.max_row and each.max_row >= first and each.min_row <= last
    ]
    several = {each.min_col for each in tall if each.min_row == first and each.max_row < last}
    wide = [each for each in tall if each.min_col < each.max_col or each.min_row < first]
    if wide or len(several) > 1:
        place = wide[0].coord if wide else next(each.coord for each in tall if each.min_row == first)
        raise KnownError(f"名单里 {place} 几行合并成一格，填不进去。请在模板里取消这样的合并，再选。")
    return sorted(each.coord for each in tall)
