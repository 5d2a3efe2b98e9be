"""表头下面的行，一行一行地交出去：各栏的值、是哪一种行、该提醒的话；合并的格怎样算。"""

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from miaopu_desk.exchange.headers import HeaderMatch
from miaopu_desk.exchange.parts import gathered
from miaopu_desk.exchange.row_kinds import Judge, RowKind
from miaopu_desk.exchange.workbook import Cell, Row, Sheet, column_letters

EMPTY_ROWS = 200
FAR_ROWS = 50
_FAR = f"前面空了{EMPTY_ROWS}多行，这一行没有读；确实是名单的，请删去中间的空行"


class DataRow(NamedTuple):
    """表头下面的一行。

    cells 是栏的标识 → 值（分成小栏打勾的，是打了勾的小栏名，用“、”连着；写在几列里的，接成一格）；
    kind 是 data 以外的都不要导入，reason 说为什么，其中 other_list 是另一份名单的人，不能当作说明跳过；warnings 是这一行该让人看一眼的话。
    """

    row_number: int
    cells: dict[str, Cell]
    kind: RowKind = "data"
    reason: str = ""
    warnings: tuple[str, ...] = ()


def data_rows(sheet: Sheet, header: HeaderMatch, fill_down: Sequence[str] = ()) -> Iterator[DataRow]:
    """表头下面的每一行，按次序；连着 200 个空行以后不再读，还有字的行说出来（末尾的空行不出）。

    fill_down 里的栏（如社区）竖着合并时，下面各行都算写着同样的值；别的栏合并了只提醒，不代填。
    """
    start = header.last_row + 1 - sheet.first_row
    columns = sorted(header.columns)
    names = [header.columns[column] for column in columns]
    take = _taker(columns)
    filled, warned = _merged_below(sheet, header, frozenset(fill_down))
    parts = header.parts
    read = {*names, *(name for name, _ in parts.values())}
    given = {name: value for name, (_, value) in header.given.items() if name not in read}
    judge = Judge(sheet, header)
    empty: list[DataRow] = []
    for number, row in enumerate(sheet.rows[start:], start=header.last_row + 1):
        kind, reason = judge.kind(number, row)
        values = take(row)
        cells: dict[str, Cell] = dict(zip(names, values, strict=True))
        doubts: tuple[str, ...] = ()
        if parts:
            ticked, doubts = gathered(row, parts, header.joined)
            cells.update(ticked)
        if kind == "data" and values.count(None) == len(values) and not any(row[column] for column in parts):
            kind, reason = "note", "要的各栏都是空的"
        if number in filled:
            cells.update(filled[number])
        if given and kind == "data":
            cells.update(given)
        if kind == "blank":
            empty.append(DataRow(number, cells, kind, reason))
            if len(empty) >= EMPTY_ROWS:
                yield from _too_far(sheet, number + 1, judge, lambda far: dict(zip(names, take(far), strict=True)))
                return
            continue
        if empty:
            yield from empty
            empty.clear()
        warnings = warned.get(number, ()) + doubts if kind == "data" else ()
        yield DataRow(number, cells, kind, reason, warnings)


def _too_far(sheet: Sheet, start: int, judge: Judge, cells_of: Callable[[Row], dict[str, Cell]]) -> Iterator[DataRow]:
    """隔得太远、没有读的行：有字的每行说一句，太多时最后一句说还有几行。"""
    rows = enumerate(sheet.rows[start - sheet.first_row :], start=start)
    far = [(number, row) for number, row in rows if judge.kind(number, row)[0] != "blank"]
    more = len(far) - FAR_ROWS
    for place, (number, row) in enumerate(far[:FAR_ROWS], start=1):
        said = f"{_FAR}（后面还有 {more} 行也没有读）" if more > 0 and place == FAR_ROWS else _FAR
        yield DataRow(number, cells_of(row), "note", said)


def _taker(columns: list[int]) -> Callable[[Row], tuple[Cell, ...]]:
    if not columns:
        return lambda row: ()
    if len(columns) == 1:
        return lambda row: (row[columns[0]],)
    return itemgetter(*columns)


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
