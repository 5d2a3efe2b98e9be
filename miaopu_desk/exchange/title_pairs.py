"""标题里写着的“培训名称：文明劝导　时间：2021年5月10日”：各行都一样的那几栏，写在名单上面一次。"""

import re
from collections.abc import Iterator, Sequence

from miaopu_desk.exchange.labels import Heading, LabelIndex
from miaopu_desk.exchange.workbook import Cell, Row

_PAIR = re.compile(r"([^\s:：]{2,12})\s*[:：]\s*((?:(?!\s[^\s:：]{2,12}\s*[:：])[^:：]|(?<=\d)[:：](?=\d))*)")


def pairs(row: Row) -> Iterator[tuple[str, Cell]]:
    """一行里的（栏名, 值）；值空着的，看右边有字的一格。"""
    for column, cell in enumerate(row):
        if not isinstance(cell, str):
            continue
        for found in _PAIR.finditer(cell):
            value: Cell = found[2].strip() or None
            if value is None and found.end() == len(cell.rstrip()):
                value = next((each for each in row[column + 1 :] if each is not None), None)
            if value is not None and not (isinstance(value, str) and _PAIR.match(value)):
                yield found[1], value


def given_above(
    rows: Sequence[Row], wanted: Sequence[Heading], index: LabelIndex, known: frozenset[str]
) -> dict[str, tuple[str, Cell]]:
    """名单上面写着的各栏：栏的标识 →（标题里的叫法, 值）；只要能写在标题里的栏，表里另有一列的不看。"""
    titled = {heading.name for heading in wanted if heading.titled} - known
    found: dict[str, tuple[str, Cell]] = {}
    for row in rows:
        for label, value in pairs(row):
            heading = index.find(label)
            if heading is not None and heading[0] in titled:
                found.setdefault(heading[0], (label, value))
    return found
