"""一张登记表的存取：取记录、取清单的行号、取一页要显示的值；写入只供登记服务在事务里调用。"""

import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, Generic, TypeVar

from miaopu_desk.domain.kinds import Kind, Link, Ref
from miaopu_desk.domain.names import pinyin_key
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.register import Record, Register, attributes
from miaopu_desk.store.database import Database
from miaopu_desk.store.listing import Joined, Listing, has_sort_key, numbers_sql, order_sql
from miaopu_desk.store.lists import Lists

R = TypeVar("R", bound=Record)


class RecordTable(Generic[R]):
    """一张登记表在数据库里的样子。"""

    def __init__(self, database: Database, register: Register[R]) -> None:
        self.database = database
        self.register = register
        self._sorted = [each for each in register.columns if has_sort_key(register, each)]
        joined = Joined(register)
        picked = ["t.id", "t.rev"]
        places: list[int] = []
        self._linked: list[tuple[str, int]] = []
        for each in register.columns:
            places.append(len(picked))
            picked.append(joined.stored(each.name))
            if isinstance(each.kind, Link):
                self._linked.append((each.name, places[-1]))
                picked.append(joined.shown(each.name))
        # 一次导入要取上万条：存的就是值的各栏整个取出来，只有要还原的逐栏还原
        self._names = [each.name for each in register.columns]
        self._places = places
        self._pick = itemgetter(*places)
        self._converted = [
            (each.name, each.kind.from_db)
            for each in register.columns
            if not isinstance(each.kind, Link) and type(each.kind).from_db is not Kind.from_db
        ]
        self._kept = [(each.stored, each.name) for each in register.columns if type(each.kind).to_db is Kind.to_db]
        # 一次取齐：导入要写上万行，一栏一栏地取要慢一倍
        self._kept_names = tuple(stored for stored, _ in self._kept)
        self._kept_of = attributes([name for _, name in self._kept])
        self._stored_names = [each.stored for each in register.columns]
        self._row = _several(self._stored_names)
        self._changed = [
            (each.stored, each.name, each.kind.to_db)
            for each in register.columns
            if type(each.kind).to_db is not Kind.to_db
        ]
        self._searched = [
            (each.stored, each.kind, isinstance(each.kind, Link)) for each in register.columns if each.searched
        ]
        self._pages: dict[tuple[str, ...], tuple[str, list[Kind]]] = {}
        self.lists = Lists(database, register)
        self._select = f"SELECT {', '.join(picked)} FROM {register.table} t {joined.sql()}"
        order = order_sql(joined, register.order_by)
        self._every = (
            f"SELECT {', '.join(picked)} FROM {register.table} t {joined.sql()} "
            f"WHERE t.deleted_at IS NULL ORDER BY {order}"
        )

    # 读

    def get(self, record_id: str) -> R | None:
        """按 id 取一条（不含已删除的）。"""
        found = self.records([record_id])
        return found[0] if found else None

    def records(self, ids: Sequence[str]) -> list[R]:
        """按 id 取几条，按给出的顺序；已删除的和没有的略去。"""
        sql = f"{self._select} WHERE t.deleted_at IS NULL AND t.id IN (SELECT value FROM json_each(?))"
        found = {row[0]: row for row in self.database.query(sql, (json.dumps(list(ids)),))}
        return [self._record(found[each]) for each in ids if each in found]

    def all(self, listing: Listing | None = None) -> list[R]:
        """清单里的全部记录，按清单的顺序；只用于不大的登记表。"""
        if listing is None:
            return [self._record(row) for row in self.database.query(self._every)]
        ids = [row[0] for row in self.pairs(listing)]
        return self.records(ids)

    def find(self, name: str, value: object) -> list[R]:
        """某一栏恰为 value 的记录；指向别表的栏目给 id。"""
        stored = self.register.column(name).stored
        ids = [
            row[0]
            for row in self.database.query(
                f"SELECT id FROM {self.register.table} WHERE {stored} = ? AND deleted_at IS NULL ORDER BY n", (value,)
            )
        ]
        return self.records(ids)

    def find_many(self, name: str, values: Iterable[object]) -> list[R]:
        """某一栏是 values 之一的记录；指向别表的栏目给 id。"""
        stored, wanted = self.register.column(name).stored, set(values)
        if self.count() * 4 < len(wanted):
            # 要找的比登记的多得多：整张取来挑，不必一个一个去找
            at = self._places[self._names.index(name)]
            rows = self.database.query(f"{self._select} WHERE t.deleted_at IS NULL AND t.{stored} IS NOT NULL")
            return [self._record(row) for row in rows if row[at] in wanted]
        sql = f"{self._select} WHERE t.deleted_at IS NULL AND t.{stored} IN (SELECT value FROM json_each(?))"
        return [self._record(row) for row in self.database.query(sql, (json.dumps(list(wanted)),))]

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
        sql, kinds = self._page_sql(tuple(paths))
        found: dict[int, tuple[Any, ...]] = {}
        for row in self.database.query(sql, (json.dumps(list(numbers)),)):
            found[row[0]] = (row[1], *_unpack(kinds, row, 2))
        return [found.get(number, ()) for number in numbers]

    def _page_sql(self, paths: tuple[str, ...]) -> tuple[str, list[Kind]]:
        """取一页的 SQL 和各路径的种类；同样几栏只拼一次。"""
        if paths not in self._pages:
            joined = Joined(self.register)
            kinds = [joined.column(path).kind for path in paths]
            picked = []
            for path, kind in zip(paths, kinds, strict=True):
                picked.append(joined.stored(path))
                if isinstance(kind, Link):
                    picked.append(joined.shown(path))
            sql = (
                f"SELECT t.n, t.id, {', '.join(picked)} FROM {self.register.table} t {joined.sql()} "
                "WHERE t.n IN (SELECT value FROM json_each(?))"
            )
            self._pages[paths] = (sql, kinds)
        return self._pages[paths]

    def numbers_of(self, ids: Sequence[str]) -> list[int]:
        """几条记录的行号；已删除的和没有的略去。"""
        sql = f"SELECT n FROM {self.register.table} WHERE deleted_at IS NULL AND id IN (SELECT value FROM json_each(?))"
        return [row[0] for row in self.database.query(sql, (json.dumps(list(ids)),))]

    def count(self) -> int:
        """没有删除的行数。"""
        return self.lists.count()

    def _record(self, row: Sequence[Any]) -> R:
        values = dict(zip(self._names, self._pick(row), strict=True))
        for name, from_db in self._converted:
            if values[name] is not None:
                values[name] = from_db(values[name])
        for name, at in self._linked:
            if values[name] is not None:
                values[name] = Ref(row[at + 1] or "", row[at])
        return self.register.record(id=row[0], rev=row[1], **values)

    # 写：只在登记服务的事务里

    def stored(self, record: R) -> dict[str, Any]:
        """一条记录存进数据库的各列。"""
        values = dict(zip(self._kept_names, self._kept_of(record), strict=True))
        for stored, name, to_db in self._changed:
            value = getattr(record, name)
            values[stored] = None if value is None else to_db(value)
        return values

    def insert(self, rows: Iterable[tuple[str, Mapping[str, Any], str]]) -> None:
        """插入几行：(id, 各列, 查找的词)。"""
        rows = list(rows)
        if not rows:
            return
        columns: dict[str, Sequence[Any]]
        columns = dict(zip(self._stored_names, zip(*(self._row(row) for _, row, _ in rows), strict=True), strict=True))
        # 哪一行都空着的列不写：交给驱动的空值一个要花的时间和一个字一样多
        columns = {name: column for name, column in columns.items() if column.count(None) < len(rows)}
        for each in self._sorted:
            columns[f"{each.stored}_sort"] = [pinyin_key(row[each.stored] or "") for _, row, _ in rows]
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
        for each in self._sorted:
            if each.stored in row:
                row[f"{each.stored}_sort"] = pinyin_key(row[each.stored] or "")
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
        columns = ["rev", "deleted_at", *(each.stored for each in self.register.columns)]
        row = self.database.connection.execute(
            f"SELECT {', '.join(columns)} FROM {self.register.table} WHERE id = ?", (record_id,)
        ).fetchone()
        return None if row is None else dict(zip(columns, row, strict=True))

    def search_keys(self, row: Mapping[str, Any], names: Mapping[str, str]) -> str:
        """一行的查找的词；names 是所指各行的名称（列名 → 名称）。"""
        words = []
        for name, kind, is_link in self._searched:
            stored = row[name]
            if stored is not None:
                words.append(kind.keys(Ref(names.get(name, ""), stored) if is_link else kind.from_db(stored)))
        return " ".join(words)


@cache
def referring(table: str) -> tuple[tuple[Register[Any], str], ...]:
    """哪些登记表的哪一列指向 table 这张表。"""
    return tuple(
        (register, each.stored)
        for register in REGISTERS.values()
        for each in register.links
        if isinstance(each.kind, Link) and each.kind.target == table
    )


def _several(names: Sequence[str]) -> Any:
    """一次取出字典里的几项：一行二十栏，一项一项取要慢三倍。"""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda row: tuple(row[name] for name in names)


def _unpack(kinds: Sequence[Kind], row: Sequence[Any], at: int) -> list[Any]:
    """把查出来的列还原成值；指向别表的占两列（id、名称）。空着的不必问种类。"""
    values: list[Any] = []
    for kind in kinds:
        stored = row[at]
        if isinstance(kind, Link):
            at += 1
            stored = None if stored is None else Ref(row[at] or "", stored)
        elif stored is not None:
            stored = kind.from_db(stored)
        values.append(stored)
        at += 1
    return values
