"""表头下面的行：哪些是名单，哪些是空行、合计、填表说明、重复的表头、示例，跳过的都说原因。"""

import re
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Literal, NamedTuple

from miaopu_desk.exchange.headers import HeaderMatch
from miaopu_desk.exchange.labels import bare_label, plain_label
from miaopu_desk.exchange.workbook import Cell, Row, Sheet, column_letters

RowKind = Literal["data", "blank", "total", "note", "header_repeat", "example"]
EMPTY_ROWS = 200

_TOTAL = re.compile(
    r"(?:本页|本表|本月|本社区|全社区|全街道|社区|总)?(?:合计|总计|小计|共计|累计|共):?(?:\d*(?:人|人次|名|户|条|个|小时)?)?"
)
_NOTE = re.compile(
    r"(?:备注|说明|填表说明|填报说明|填写说明|注|填表人|填报人|填报单位|填报日期|填报时间|填表日期|填表时间|填表单位|制表人?|制表日期"
    r"|审核人?|审批人?|审核日期|负责人|社区负责人|单位负责人|经办人|联系人|联系电话|盖章|单位盖章|单位|日期|报送日期|打印日期|打印时间)"
    r"(?:\([^()]*\))?[::].*|(?:制表|审核|填表人|填报人|负责人|经办人|\(?盖章\)?|年月日|\d{4}年\d{1,2}月\d{1,2}日)",
    re.DOTALL,
)
_EXAMPLE = re.compile(r"[(\[【]?(?:示例|样例|范例|填写示例|举例|例如|例)(?:[:)\]】]|$|\d).*", re.DOTALL)
_TICKED = frozenset("√✓✔☑√vVyY1是有●■▲○◎⊙Oo对")
_UNTICKED = frozenset(
    ("", "×", "✗", "✘", "x", "X", "否", "无", "0", "n", "N", "-", "—", "/", "\\", "☐", "□", "不是", "没有")
)


class DataRow(NamedTuple):
    """表头下面的一行。

    cells 是栏的标识 → 值（分成小栏打勾的，是打了勾的小栏名，用“、”连着）；
    kind 是 data 以外的都不要导入，reason 说为什么；warnings 是这一行该让人看一眼的话。
    """

    row_number: int
    cells: dict[str, Cell]
    kind: RowKind = "data"
    reason: str = ""
    warnings: tuple[str, ...] = ()


def data_rows(sheet: Sheet, header: HeaderMatch, fill_down: Sequence[str] = ()) -> Iterator[DataRow]:
    """表头下面的每一行，按次序；连着 200 个空行以后不再看（末尾的空行不出）。

    fill_down 里的栏（如社区）竖着合并时，下面各行都算写着同样的值；别的栏合并了只提醒，不代填。
    """
    start = header.last_row + 1 - sheet.first_row
    columns = sorted(header.columns)
    names = [header.columns[column] for column in columns]
    take = _taker(columns)
    filled, warned = _merged_below(sheet, header, frozenset(fill_down))
    parts = header.parts
    judge = _Judge(sheet, header)
    empty: list[DataRow] = []
    for number, row in enumerate(sheet.rows[start:], start=header.last_row + 1):
        kind, reason = judge.kind(number, row)
        values = take(row)
        cells: dict[str, Cell] = dict(zip(names, values, strict=True))
        doubts: tuple[str, ...] = ()
        if parts:
            ticked, doubts = _ticked(row, parts)
            cells.update(ticked)
        if kind == "data" and values.count(None) == len(values) and not any(row[column] for column in parts):
            kind, reason = "note", "要的各栏都是空的"
        if number in filled:
            cells.update(filled[number])
        if kind == "blank":
            empty.append(DataRow(number, cells, kind, reason))
            if len(empty) >= EMPTY_ROWS:
                return
            continue
        if empty:
            yield from empty
            empty.clear()
        warnings = warned.get(number, ()) + doubts if kind == "data" else ()
        yield DataRow(number, cells, kind, reason, warnings)


def _taker(columns: list[int]) -> Callable[[Row], tuple[Cell, ...]]:
    if not columns:
        return lambda row: ()
    if len(columns) == 1:
        return lambda row: (row[columns[0]],)
    return itemgetter(*columns)


class _Judge:
    """一行一行地分；平常的行只看一两眼。"""

    def __init__(self, sheet: Sheet, header: HeaderMatch) -> None:
        self._used = sorted({*header.columns, *header.parts})
        self._labels = header.labels
        self._numbering = header.numbering
        above = [row for row in sheet.rows[: header.last_row + 1 - sheet.first_row] if any(row)]
        self._header_rows = set(above)
        self._header_starts = {_first_text(row) for row in above} | {header.labels[self._used[0]]}
        self._few = max(3, (len(self._used) + 1) // 3)
        self._across = {first for first, left, _, right in sheet.merged if right - left >= 2}

    def kind(self, number: int, row: Row) -> tuple[RowKind, str]:
        """工作簿第 number 行是哪一种行、为什么跳过（名单行没有原因）。"""
        given = len(row) - row.count(None)
        if not given:
            return "blank", "空行"
        first = _first_text(row)
        if first:
            if first in self._header_starts and self._repeats_header(row):
                return "header_repeat", "重复的表头"
            if first[0] in _TRIGGERS:
                text = plain_text(first)
                if _TOTAL.fullmatch(text) and self._leads(row, first):
                    return "total", "合计行"
                if _EXAMPLE.fullmatch(text):
                    return "example", "填写示例"
        if given > self._few:
            return "data", ""
        return self._sparse(number, row)

    def _sparse(self, number: int, row: Row) -> tuple[RowKind, str]:
        """只填了几格的行：可能是说明、只有序号、只有别的栏。"""
        texts = [(column, text) for column, cell in enumerate(row) if (text := plain_text(cell))]
        if not texts:
            return "blank", "空行"
        if all(column == self._numbering for column, _ in texts) and texts[0][1].isdecimal():
            return "blank", "只有序号"
        if any(_NOTE.fullmatch(text) for _, text in texts[:2]):
            return "note", "填表说明或签章"
        column, text = texts[0]
        if len(texts) == 1 and (number in self._across or len(text) > 20 or column == self._numbering):
            return "note", "说明文字"
        return "data", ""

    def _repeats_header(self, row: Row) -> bool:
        if row in self._header_rows:
            return True
        same = sum(
            isinstance(cell := row[column], str) and bare_label(cell) == bare_label(self._labels[column])
            for column in self._used
        )
        return 2 * same >= len(self._used)

    @staticmethod
    def _leads(row: Row, first: str) -> bool:
        """“合计”要在最左边的三个格以内，或者左边都空着。"""
        at = row.index(first)
        return at < 3 or row[:at].count(None) == at


def _first_text(row: Row) -> str:
    for cell in row:
        if type(cell) is str:
            return cell
    return ""


def plain_text(cell: Cell) -> str:
    """格里的字去掉空白和全半角的差别，用来认“合 计”“备　注：”。"""
    if isinstance(cell, str):
        return re.sub(r"\s+", "", cell.translate(_HALF))
    return "" if cell is None else str(cell)


_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_TRIGGERS = frozenset("本全社总合小共累示样范填举例([（［【 \u3000\n")


def _merged_below(
    sheet: Sheet, header: HeaderMatch, fill_down: frozenset[str]
) -> tuple[dict[int, dict[str, Cell]], dict[int, tuple[str, ...]]]:
    """名单里竖着合并的格：要代填的（行号 → 栏 → 值），和只提醒的（行号 → 句子）。"""
    filled: dict[int, dict[str, Cell]] = {}
    warned: dict[int, tuple[str, ...]] = {}
    for first, left, last, right in sheet.merged:
        if first <= header.last_row or last == first:
            continue
        row = first - sheet.first_row
        if not 0 <= row < len(sheet.rows) or left >= len(sheet.rows[row]):
            continue
        value = sheet.rows[row][left]
        for column in range(left, right + 1):
            name = header.columns.get(column)
            if name is None or value is None:
                continue
            for number in range(first + 1, min(last, sheet.first_row + len(sheet.rows)) + 1):
                if name in fill_down:
                    filled.setdefault(number, {})[name] = value
                else:
                    where = f"{column_letters(left)}{first}:{column_letters(right)}{last}"
                    sentence = (
                        f"“{header.labels[column]}”是合并的格（{where}），这一行当作没有填，请取消合并、逐行填写。"
                    )
                    warned[number] = (*warned.get(number, ()), sentence)
    return filled, warned


def _ticked(row: Row, parts: dict[int, tuple[str, str]]) -> tuple[dict[str, Cell], tuple[str, ...]]:
    """分成小栏打勾的各栏 → 打了勾的小栏名；不像打勾也不像没打勾的写进提醒。"""
    ticked: dict[str, list[str]] = {name: [] for name, _ in parts.values()}
    doubts: list[str] = []
    for column, (name, part) in parts.items():
        value = row[column]
        if value is None or value is False:
            continue
        text = "1" if value is True else plain_text(value)
        if text in _TICKED or plain_label(text) == plain_label(part):
            ticked[name].append(part)
        elif text not in _UNTICKED:
            doubts.append(f"“{part}”一格写着“{text[:20]}”，看不出是不是打勾，当作没有打勾。")
    return {name: "、".join(chosen) or None for name, chosen in ticked.items()}, tuple(doubts)
