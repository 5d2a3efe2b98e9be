"""表头与栏目的对照：给人看、让人改，改过而用过的按表头记住，下次同样的表照样读。"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from miaopu_desk.domain.kinds import IdNumber, Kind, Phone, plain_text
from miaopu_desk.domain.register import Register
from miaopu_desk.exchange.headers import HeaderMatch
from miaopu_desk.exchange.labels import plain_label
from miaopu_desk.exchange.workbook import Sheet, column_letters
from miaopu_desk.services.import_fields import fields
from miaopu_desk.services.office import Office
from miaopu_desk.store import layouts

SAMPLES = 3
Chosen = Mapping[int, str | None]


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """表里的一列：letters 是列的字母，label 是表里的栏名，field 是读到哪一栏（空为不读）。

    part 是这一栏分成小栏时的小栏名；spare 是同一栏的备用的一列，前一列空着时才用它；samples 是头几行的内容（号码打码）；corrected 是人改过的。
    """

    sheet: str
    index: int
    letters: str
    label: str
    field: str | None
    part: str = ""
    samples: tuple[str, ...] = ()
    hidden: bool = False
    corrected: bool = False
    spare: bool = False


def fingerprint(header: HeaderMatch) -> str:
    """表头的指纹：各列的栏名和位置，标题、行号、名单里的内容都不算。"""
    labels = [(index, plain_label(text)) for index, text in sorted(header.labels.items())]
    return hashlib.sha256(json.dumps(labels, ensure_ascii=False).encode()).hexdigest()


def known_mapping(office: Office, register: Register[Any], header: HeaderMatch) -> dict[int, str | None]:
    """以前对这种表头改过的对照；登记表里已经没有的栏不算。"""
    found = layouts.load(office.database, register.table, fingerprint(header))
    return {
        index: name
        for index, name in found.items()
        if index in header.labels and (name is None or name in fields(register))
    }


def keep_mapping(office: Office, register: Register[Any], header: HeaderMatch, chosen: Chosen) -> None:
    """记住改过的对照。"""
    layouts.save(office.database, register.table, fingerprint(header), dict(chosen))


def mapped_columns(register: Register[Any], sheet: Sheet, header: HeaderMatch, corrected: Chosen) -> list[MappedColumn]:
    """一张表的对照，从左到右；序号列没有改作别用的不列。"""
    known = fields(register)
    found = []
    for index, label in sorted(header.labels.items()):
        name = header.columns.get(index)
        part = header.parts.get(index)
        if index == header.numbering and name is None:
            continue
        spare = header.spare.get(index) if name is None and part is None else None
        read_as = name or spare or (part[0] if part else "")
        kind = known[read_as].kind if read_as else None
        joined = part is not None and part[0] in header.joined
        texts: list[str] = []
        for row in sheet.rows[header.last_row + 1 - sheet.first_row :]:
            if len(texts) == SAMPLES:
                break
            raw = row[index] if index < len(row) else None
            if raw is not None:
                texts.append("*" * len(plain_text(raw)) if joined and kind and kind.secret else _sample(raw, kind))
        found.append(
            MappedColumn(
                sheet.name,
                index,
                column_letters(index),
                label,
                read_as or None,
                part[1] if part and not joined else "",
                tuple(texts),
                index in sheet.hidden_columns,
                index in corrected,
                spare is not None,
            )
        )
    return found


def _sample(raw: object, kind: Kind | None) -> str:
    """一格的样子；号码打码，没有对上的列里像号码的也打码。"""
    kinds: tuple[Kind, ...] = (IdNumber(), Phone()) if kind is None else (kind,) if kind.secret else ()
    for each in kinds:
        read = each.read(raw)
        if isinstance(read, str):
            return each.masked(read)
    return plain_text(raw)[:20]
