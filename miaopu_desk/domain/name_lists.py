"""数字背后的名单：每个数字、每个社区有哪几行，每一行给人看的字（号码打码），冻结和还原。"""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from miaopu_desk.domain.frozen import TOTAL_KEY, canonical
from miaopu_desk.domain.headings import Heading

Lists = Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Rows:
    """一张登记表里被数到的行：id → 各栏打了码的字。"""

    headings: tuple[Heading, ...]
    texts: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class NameLists:
    """一个月全部数字的名单：lists 是 数字 → 行的键（社区 id、街道为空、合计为 *）→ 各行 id；rows 是 登记表 → 各行的字。"""

    lists: Lists
    rows: Mapping[str, Rows]

    def ids(self, figure: str, key: str = TOTAL_KEY) -> tuple[str, ...]:
        """一个数字背后各行的 id。"""
        return self.lists.get(figure, {}).get(key, ())

    def every(self) -> set[str]:
        """被数到的全部行的 id。"""
        return {each for rows in self.rows.values() for each in rows.texts}


@dataclass(frozen=True, slots=True)
class NameList:
    """一个数字的名单，给窗口看、给纸印：note 说明哪一版、怎样数的。"""

    title: str
    count: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def pack(names: NameLists, tables: Mapping[str, str]) -> str:
    """冻结成规范 JSON；各表的行只写一次，名单里写它是第几行。tables 是 数字 → 登记表。"""
    order = {table: sorted(rows.texts) for table, rows in names.rows.items()}
    place = {table: {each: at for at, each in enumerate(ids)} for table, ids in order.items()}
    return canonical(
        {
            "tables": {
                table: {
                    "headings": [[each.label, each.width, each.align] for each in rows.headings],
                    "rows": [[each, *rows.texts[each]] for each in order[table]],
                }
                for table, rows in names.rows.items()
            },
            "lists": {
                figure: {
                    "table": tables[figure],
                    "rows": {key: [place[tables[figure]][each] for each in ids] for key, ids in by_key.items()},
                }
                for figure, by_key in names.lists.items()
            },
        }
    )


def unpack(packed: str) -> NameLists:
    """还原冻结的名单。"""
    plain: dict[str, Any] = json.loads(packed)
    rows = {
        table: Rows(
            tuple(Heading(*each) for each in one["headings"]), {each[0]: tuple(each[1:]) for each in one["rows"]}
        )
        for table, one in plain["tables"].items()
    }
    ids = {table: list(one.texts) for table, one in rows.items()}
    lists = {
        figure: {key: tuple(ids[one["table"]][at] for at in places) for key, places in one["rows"].items()}
        for figure, one in plain["lists"].items()
    }
    return NameLists(lists, rows)


def compressed(packed: str) -> bytes:
    """存进数据库的样子：一万人的街道从两三兆压到几百 KB。"""
    return zlib.compress(packed.encode(), 6)


def expanded(stored: bytes) -> str:
    """compressed 的反面。"""
    return zlib.decompress(stored).decode()


def moved(old: Lists, new: Lists) -> dict[tuple[str, str], tuple[int, int]]:
    """两份名单里不同的：（数字，行的键）→ 多了几条、少了几条。只比 old 里有的数字。"""
    found = {}
    for figure, before in old.items():
        after = new.get(figure, {})
        for key in dict.fromkeys([*before, *after]):
            was, now = set(before.get(key, ())), set(after.get(key, ()))
            if was != now:
                found[figure, key] = len(now - was), len(was - now)
    return found
