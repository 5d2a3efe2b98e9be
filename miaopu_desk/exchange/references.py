"""名单变长以后，公式、打印区域、下拉框里写的行号跟着变：名单下面的往下移，跨着名单末行的往下伸。"""

import re
from dataclasses import dataclass

LAST_ROW = 1_048_576
_AREA = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d+)(?::(\$?)([A-Za-z]{1,3})(\$?)(\d+))?")
_ROWS = re.compile(r"(\$?)(\d+):(\$?)(\d+)")


@dataclass(frozen=True, slots=True)
class Growth:
    """一张工作表的名单在第 last 行下面加出 by 行。"""

    sheet: str
    last: int
    by: int

    def single(self, row: int) -> int:
        """一格的行号：名单末行以下的往下移。"""
        return min(row + self.by, LAST_ROW) if row > self.last else row

    def end(self, row: int) -> int:
        """一片的末行：到名单末行或更下面的，往下伸。"""
        return min(row + self.by, LAST_ROW) if row >= self.last else row

    def rows(self, first: int, last: int) -> tuple[int, int]:
        """一片的首末行。"""
        return self.single(first), self.end(last)


def moved_area(text: str, growth: Growth, *, fixed_only: bool = False) -> str:
    """一处引用（A5、$A$5:B14、1:4）按加出的行改写；不是引用的原样返回。

    fixed_only 用于名单里往下抄的公式：写着 $ 的行才是固定的，没有写的随所在的行走。
    """
    area = _AREA.fullmatch(text)
    if area:
        left, column, up, row, right, column2, down, row2 = area.groups()
        if row2 is None:
            return f"{left}{column}{up}{_single(row, up, growth, fixed_only)}"
        first = _single(row, up, growth, fixed_only)
        return f"{left}{column}{up}{first}:{right}{column2}{down}{_end(row2, down, growth, fixed_only)}"
    rows = _ROWS.fullmatch(text)
    if rows:
        up, row, down, row2 = rows.groups()
        return f"{up}{_single(row, up, growth, fixed_only)}:{down}{_end(row2, down, growth, fixed_only)}"
    return text


def _single(row: str, mark: str, growth: Growth, fixed_only: bool) -> int:
    return int(row) if fixed_only and not mark else growth.single(int(row))


def _end(row: str, mark: str, growth: Growth, fixed_only: bool) -> int:
    return int(row) if fixed_only and not mark else growth.end(int(row))


def moved_formula(formula: str, growth: Growth, *, sheet: str, fixed_only: bool = False) -> str:
    """一条公式里指向那张表的引用都改写；sheet 是公式所在的表，引用没有写表名就是指它。

    不带等号的（条件格式、下拉框、名称里的）也认；读不懂的公式原样返回。
    """
    from openpyxl.formula import Tokenizer
    from openpyxl.formula.tokenizer import Token, TokenizerError

    bare = not formula.startswith("=")
    try:
        tokens = Tokenizer(f"={formula}" if bare else formula)
    except (TokenizerError, IndexError):
        return formula
    parts = [
        _moved_operand(token.value, growth, sheet, fixed_only)
        if token.type == Token.OPERAND and token.subtype == Token.RANGE
        else token.value
        for token in tokens.items
    ]
    return ("" if bare else "=") + "".join(parts)


def _moved_operand(text: str, growth: Growth, sheet: str, fixed_only: bool) -> str:
    named, mark, area = text.rpartition("!")
    target = named[1:-1].replace("''", "'") if named.startswith("'") else named
    if (target if mark else sheet).lower() != growth.sheet.lower():
        return text
    return f"{named}{mark}{moved_area(area, growth, fixed_only=fixed_only)}"


def copied_down(formula: str, origin: str, target: str) -> str:
    """公式从 origin 格抄到 target 格，没有 $ 的引用随着走。"""
    from openpyxl.formula.translate import Translator, TranslatorError

    try:
        return str(Translator(formula, origin=origin).translate_formula(target))
    except TranslatorError:
        return formula
