"""一张登记表的存取：取记录、取清单的行号、取一页要显示的值；写入只供登记服务在事务里调用。"""

import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from miaopu_desk.domain.names import pinyin_key
from miaopu_desk.domain.register import Record, Register
from miaopu_desk.store.database import Database
from miaopu_desk.store.listing import Listing, numbers_sql
from miaopu_desk.store.lists import Lists
from miaopu_desk.store.shape import shape_of, unpack

R = TypeVar("R", bound=Record)


class RecordTable(Generic[R]):
    """一张登记表在一个数据库里。"""

    def __init__(self, database: Database, register: Register[R]) -> None:
        self.database = database
        self.register = register
        self.shape = shape_of(register)
        self.lists = Lists(database, register)

    # 读

    def get(self, record_id: str) -> R | None:
        """按 id 取一条（不含已删除的）。"""
        found = self.records([record_id])
        return found[0] if found else None

    def records(self, ids: Sequence[str]) -> list[R]:
        """按 id 取几条，按给出的顺序；已删除的和没有的略去。"""
        sql = f"{self.shape.select} WHERE t.deleted_at IS NULL AND t.id IN (SELECT value FROM json_each(?))"
        found = {row[0]: row for row in self.database.query(sql, (json.dumps(list(ids)),))}
        return [self.shape.record(found[each]) for each in ids if each in found]

    def all(self, listing: Listing | None = None) -> list[R]:
        """清单里的全部记录，按清单的顺序；只用于不大的登记表。"""
        if listing is None:
            return [self.shape.record(row) for row in self.database.query(self.shape.every)]
        ids = [row[0] for row in self.pairs(listing)]
        return self.records(ids)

    def find(self, name: str, value: object) -> list[R]:
        """某一栏恰为 value 的记录；指向别表的栏目给 id。"""
        stored = self.register.column(name).stored
        sql = f"{self.shape.select} WHERE t.{stored} = ? AND t.deleted_at IS NULL ORDER BY t.n"
        return [self.shape.record(row) for row in self.database.query(sql, (value,))]

    def find_many(self, name: str, values: Iterable[object]) -> list[R]:
        """某一栏是 values 之一的记录；指向别表的栏目给 id。"""
        stored, wanted = self.register.column(name).stored, set(values)
        if self.count() * 4 < len(wanted):
            # 要找的比登记的多得多：整张取来挑，不必一个一个去找
            at = self.shape.places[name]
            rows = self.database.query(f"{self.shape.select} WHERE t.deleted_at IS NULL AND t.{stored} IS NOT NULL")
            return [self.shape.record(row) for row in rows if row[at] in wanted]
        sql = f"{self.shape.select} WHERE t.deleted_at IS NULL AND t.{stored} IN (SELECT value FROM json_each(?))"
        return [self.shape.record(row) for row in self.database.query(sql, (json.dumps(list(wanted)),))]

    def numbers(self, listing: Listing | None = None) -> "array[int]":
        """清单的行号，按清单的顺序，只看不改：一百万行占 4 MB。"""
        return self.lists.rows(listing or Listing()).finish()

    def pairs(self, listing: Listing | None = None) -> list[tuple[str, int]]:
        """清单的 (id, 行号)，按清单的顺序。"""
        sql, parameters = numbers_sql(self.register, listing or Listing())
        return [
            (row[0], row[1])
            for row in self.database.query(sql.replace("SELECT t.n", "SELECT t.id, t.n", 1), parameters)
        ]

    def values(self, numbers: Sequence[int], paths: Sequence[str]) -> list[tuple[Any, ...]]:
        """一页的值：每行是 (id, 各路径的值...)，按 numbers 的顺序；这期间被删掉的行为空元组。"""
        sql, kinds = self.shape.page(tuple(paths))
        found: dict[int, tuple[Any, ...]] = {}
        for row in self.database.query(sql, (json.dumps(list(numbers)),)):
            found[row[0]] = (row[1], *unpack(kinds, row, 2))
        return [found.get(number, ()) for number in numbers]

    def numbers_of(self, ids: Sequence[str]) -> list[int]:
        """几条记录的行号；已删除的和没有的略去。"""
        sql = f"SELECT n FROM {self.register.table} WHERE deleted_at IS NULL AND id IN (SELECT value FROM json_each(?))"
        return [row[0] for row in self.database.query(sql, (json.dumps(list(ids)),))]

    def count(self) -> int:
        """没有删除的行数。"""
        return self.lists.count()

    # 写：只在登记服务的事务里

    def stored(self, record: R) -> dict[str, Any]:
        """一条记录存进数据库的各列。"""
        return self.shape.stored(record)

    def insert(self, rows: Iterable[tuple[str, Mapping[str, Any], str]]) -> None:
        """插入几行：(id, 各列, 查找的词)。"""
        rows = list(rows)
        if not rows:
            return
        columns: dict[str, Sequence[Any]]
        columns = dict(
            zip(self.shape.names, zip(*(self.shape.row(row) for _, row, _ in rows), strict=True), strict=True)
        )
        # 哪一行都空着的列不写：交给驱动的空值一个要花的时间和一个字一样多
        columns = {name: column for name, column in columns.items() if column.count(None) < len(rows)}
        for name in self.shape.sorted:
            columns[f"{name}_sort"] = [pinyin_key(row[name] or "") for _, row, _ in rows]
        columns["id"] = [record_id for record_id, _, _ in rows]
        sql = f"INSERT INTO {self.register.table} ({', '.join(columns)}) VALUES ({', '.join('?' for _ in columns)})"
        first = self.database.connection.execute(
            f"SELECT coalesce(max(n), 0) + 1 FROM {self.register.table}"
        ).fetchone()[0]
        self.database.connection.executemany(sql, zip(*columns.values(), strict=True))
        if self.register.searched:
            # 一条语句里插完：一行一条语句，触发器每次都让全文检索落一次盘，要慢四倍
            self.database.connection.execute(
                f"INSERT INTO {self.register.table}_keys (n, keys) SELECT ? + key, value FROM json_each(?)",
                (first, json.dumps([keys for _, _, keys in rows], ensure_ascii=False)),
            )

    def update(self, record_id: str, changed: Mapping[str, Any], keys: str | None) -> None:
        """改一行的几列，rev 加一；keys 为空表示查找的词不变。"""
        row = dict(changed)
        for name in self.shape.sorted:
            if name in row:
                row[f"{name}_sort"] = pinyin_key(row[name] or "")
        sets = ", ".join([*(f"{name} = ?" for name in row), "rev = rev + 1"])
        self.database.connection.execute(
            f"UPDATE {self.register.table} SET {sets} WHERE id = ?", (*row.values(), record_id)
        )
        if keys is not None:
            self.set_keys(record_id, keys)

    def set_keys(self, record_id: str, keys: str) -> None:
        """换掉一行的查找的词。"""
        self.database.connection.execute(
            f"UPDATE {self.register.table}_keys SET keys = ? WHERE n = "
            f"(SELECT n FROM {self.register.table} WHERE id = ?)",
            (keys, record_id),
        )

    def raw(self, record_id: str) -> dict[str, Any] | None:
        """一行现在的各列，连同 rev、deleted_at，已删除的也给；没有为空。"""
        columns = ["rev", "deleted_at", *self.shape.names]
        row = self.database.connection.execute(
            f"SELECT {', '.join(columns)} FROM {self.register.table} WHERE id = ?", (record_id,)
        ).fetchone()
        return None if row is None else dict(zip(columns, row, strict=True))

    def search_keys(self, row: Mapping[str, Any], names: Mapping[str, str]) -> str:
        """一行的查找的词；names 是所指各行的名称（列名 → 名称）。"""
        return self.shape.search_keys(row, names)
