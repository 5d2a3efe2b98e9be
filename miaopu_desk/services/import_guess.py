"""没有表头的一块：看每一列的内容像哪一栏，拟一份对照给人核对。"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from miaopu_desk.domain.kinds import Choice, Choices, Day, IdNumber, Kind, Link, PersonName, Phone, Ref, Rejected, YesNo
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.register import Register
from miaopu_desk.exchange.headers import HeaderMatch
from miaopu_desk.exchange.workbook import Cell, Sheet, column_letters
from miaopu_desk.services.import_fields import fields
from miaopu_desk.services.linking import catalogue
from miaopu_desk.services.office import Office

_SAMPLE = 50
_ENOUGH = 0.5
# 越不容易碰巧读得通的种类越先认
_STRONG: tuple[tuple[type[Kind], int], ...] = (
    (IdNumber, 90),
    (Phone, 80),
    (Link, 70),
    (Choices, 60),
    (Choice, 60),
    (Day, 50),
    (PersonName, 30),
    (YesNo, 20),
)


def guessed_header(office: Office, register: Register[Any], sheet: Sheet) -> HeaderMatch:
    """没有表头的表 → 拟的表头（第 0 行）；一列也认不出的报 KnownError。"""
    width = len(sheet.rows[0])
    samples = [[row[column] for row in sheet.rows[:_SAMPLE] if row[column] is not None] for column in range(width)]
    scores = []
    for order, (name, column) in enumerate(fields(register).items()):
        strength = next((weight for kind, weight in _STRONG if isinstance(column.kind, kind)), 0)
        if not strength:
            continue
        reads = _reader(office, column.kind)
        for at, cells in enumerate(samples):
            share = _share(reads, cells)
            if share >= _ENOUGH:
                scores.append((-strength, -share, order, at, name))
    columns: dict[int, str] = {}
    for _, _, _, at, name in sorted(scores):
        if at not in columns and name not in columns.values():
            columns[at] = name
    if not columns:
        needed = "、".join(each.label for each in register.columns if each.required)
        raise KnownError(f"粘贴的内容没有栏目名，也看不出各列是什么。请连栏目名（至少“{needed}”）一起复制，再粘贴。")
    labels = {at: f"第{column_letters(at)}列" for at in range(width)}
    return HeaderMatch(
        first_row=0,
        last_row=0,
        columns=columns,
        labels=labels,
        unmatched=tuple(name for name in fields(register) if name not in columns.values()),
        unknown={at: label for at, label in labels.items() if at not in columns},
        notes=("没有栏目名，各列是按内容认的，请先核对上面的对照",),
    )


def _share(reads: Any, cells: Sequence[Cell]) -> float:
    return sum(map(reads, cells)) / len(cells) if cells else 0.0


def _reader(office: Office, kind: Kind) -> Any:
    """一格像不像这种值。"""
    if isinstance(kind, Link):
        if kind.target == "volunteers":
            return lambda raw: _looks_like_a_name(raw)
        find = catalogue(office.database, kind)
        return lambda raw: (ref := kind.read(raw)) is not None and isinstance(find(ref.name), Ref)
    if isinstance(kind, PersonName):
        return _looks_like_a_name
    if isinstance(kind, Day):
        # 单独的数不算日期：人数、序号碰巧也在日期序号的范围里
        return lambda raw: isinstance(raw, str) and not raw.isdigit() and isinstance(kind.read(raw), date)
    return lambda raw: (value := kind.read(raw)) is not None and not isinstance(value, Rejected)


def _looks_like_a_name(raw: object) -> bool:
    return (
        isinstance(raw, str)
        and 2 <= len(raw.strip()) <= 4
        and all("\u4e00" <= char <= "\u9fff" for char in raw.strip())
    )
