"""表格上方的格：合并的格处处都当作有左上角的字，再看上一行是不是各列的大栏目。"""

import re

from miaopu_desk.exchange.labels import LabelIndex
from miaopu_desk.exchange.workbook import Cell, Row, Sheet

SEARCHED_ROWS = 60
DEEPEST = 3
_ABOVE_LIST = re.compile(r"[:：\d]")  # 名单上面的“单位：人”“2021年5月”不是大栏目


class Grid:
    """表格上方的格，合并的格处处都当作有左上角的字。"""

    def __init__(self, sheet: Sheet) -> None:
        self.rows: list[Row] = sheet.rows[: SEARCHED_ROWS + DEEPEST]
        self.width = len(sheet.rows[0]) if sheet.rows else 0
        self.tall: dict[tuple[int, int], int] = {}
        self._covered: dict[tuple[int, int], tuple[int, int]] = {}
        for first, left, last, right in sheet.merged:
            top, bottom = first - sheet.first_row, last - sheet.first_row
            if not 0 <= top < len(self.rows):
                continue
            for row in range(top, min(bottom, top + SEARCHED_ROWS) + 1):
                for column in range(left, min(right, self.width - 1) + 1):
                    self._covered[row, column] = (top, left)
                    self.tall[row, column] = bottom
        self.has_merged = bool(self._covered)

    def has_label(self, row: int, index: LabelIndex) -> bool:
        return any(index.knows(cell) for cell in self.rows[row] if isinstance(cell, str))

    def is_pair(self, row: int, column: int, index: LabelIndex) -> bool:
        """标题里的“保单号：｜B-1”：带着冒号，右边写着值，不是栏目名。"""
        if not self.own(row, column).endswith((":", "：")) or column + 1 >= self.width:
            return False
        value = self.rows[row][column + 1]
        return value is not None and not (isinstance(value, str) and (index.knows(value) or not value.strip()))

    def text(self, row: int, column: int) -> str:
        row, column = self._covered.get((row, column), (row, column))
        return text_of(self.rows[row][column])

    def origin(self, row: int, column: int) -> int:
        """这一格所在的合并从哪一行开始；没有合并就是它自己那一行。"""
        return self._covered.get((row, column), (row, column))[0]

    def left_of(self, row: int, column: int) -> int:
        """这一格所在的合并从哪一列开始；没有合并就是它自己那一列。"""
        return self._covered.get((row, column), (row, column))[1]

    def empty_below(self, row: int, column: int) -> bool:
        """表头下面（看得到的几十行里）这一列没有字。"""
        return all(below[column] is None for below in self.rows[row + 1 :])

    def own(self, row: int, column: int) -> str:
        """不算合并，格里自己写着的字。"""
        return text_of(self.rows[row][column])

    def groups(self, row: int) -> list[str]:
        """一行要是各列的大栏目（本人、紧急联系人），每列算在哪一个下面；不像大栏目的一行全是空的。"""
        blank = [""] * self.width
        if row < 0:
            return blank
        texts: list[str] = []
        for column in range(self.width):
            text = self.text(row, column)
            texts.append(text or ("" if (row, column) in self._covered or not texts else texts[-1]))
        several = len({text for text in texts if text}) > 1
        return texts if several and not any(_ABOVE_LIST.search(text) for text in texts) else blank

    def column_texts(self, top: int, depth: int, column: int) -> list[str]:
        """一列表头从上到下的字，空的和上下重复的（竖着合并的）不算。"""
        texts: list[str] = []
        for row in range(top, top + depth):
            text = self.text(row, column)
            if text and (not texts or texts[-1] != text):
                texts.append(text)
        return texts


def text_of(cell: Cell) -> str:
    return cell.strip() if isinstance(cell, str) else ""
