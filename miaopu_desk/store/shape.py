"""一张登记表在数据库里的样子：查哪几列、取出来怎样还原成记录、记录怎样存进各列。由声明定，各办公室一样，只算一次。"""

from collections.abc import Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, Generic, TypeVar

from miaopu_desk.domain.kinds import Kind, Link, Ref
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.register import Record, Register, attributes
from miaopu_desk.store.listing import Joined, has_sort_key, order_sql

R = TypeVar("R", bound=Record)


@cache
def shape_of(register: Register[R]) -> "Shape[R]":
    """register 的样子。"""
    return Shape(register)


@cache
def referring(table: str) -> tuple[tuple[Register[Any], str], ...]:
    """哪些登记表的哪一列指向 table 这张表。"""
    return tuple(
        (register, each.stored)
        for register in REGISTERS.values()
        for each in register.links
        if isinstance(each.kind, Link) and each.kind.target == table
    )


class Shape(Generic[R]):
    """names 是存的各列，sorted 是另存拼音排序键的各列，select 查出 record() 要的各列，every 是照默认次序的整张表。"""

    def __init__(self, register: Register[R]) -> None:
        self.register = register
        self.names = [each.stored for each in register.columns]
        self.sorted = [each.stored for each in register.columns if has_sort_key(register, each)]
        joined = Joined(register)
        picked = ["t.id", "t.rev"]
        self.places: dict[str, int] = {}  # 栏目 → 在查出来的一行里的位置
        self._linked: list[tuple[str, int]] = []
        for each in register.columns:
            self.places[each.name] = len(picked)
            picked.append(joined.stored(each.name))
            if isinstance(each.kind, Link):
                self._linked.append((each.name, self.places[each.name]))
                picked.append(joined.shown(each.name))
        # 一次导入要取上万条：存的就是值的各栏整个取出来，只有要还原的逐栏还原
        self._pick = itemgetter(*self.places.values())
        self._converted = [
            (each.name, each.kind.from_db)
            for each in register.columns
            if not isinstance(each.kind, Link) and type(each.kind).from_db is not Kind.from_db
        ]
        kept = [(each.stored, each.name) for each in register.columns if type(each.kind).to_db is Kind.to_db]
        # 一次取齐：导入要写上万行，一栏一栏地取要慢一倍
        self._kept_names = tuple(stored for stored, _ in kept)
        self._kept_of = attributes([name for _, name in kept])
        self.row = _several(self.names)
        self._changed = [
            (each.stored, each.name, each.kind.to_db)
            for each in register.columns
            if type(each.kind).to_db is not Kind.to_db
        ]
        self._searched = [
            (each.stored, each.kind, isinstance(each.kind, Link)) for each in register.columns if each.searched
        ]
        self._pages: dict[tuple[str, ...], tuple[str, list[Kind]]] = {}
        self.select = f"SELECT {', '.join(picked)} FROM {register.table} t {joined.sql()}"
        order = order_sql(joined, register.order_by)
        self.every = (
            f"SELECT {', '.join(picked)} FROM {register.table} t {joined.sql()} "
            f"WHERE t.deleted_at IS NULL ORDER BY {order}"
        )

    def record(self, row: Sequence[Any]) -> R:
        """select 查出来的一行 → 记录。"""
        values = dict(zip(self.places, self._pick(row), strict=True))
        for name, from_db in self._converted:
            if values[name] is not None:
                values[name] = from_db(values[name])
        for name, at in self._linked:
            if values[name] is not None:
                values[name] = Ref(row[at + 1] or "", row[at])
        return self.register.record(id=row[0], rev=row[1], **values)

    def stored(self, record: R) -> dict[str, Any]:
        """一条记录存进数据库的各列。"""
        values = dict(zip(self._kept_names, self._kept_of(record), strict=True))
        for stored, name, to_db in self._changed:
            value = getattr(record, name)
            values[stored] = None if value is None else to_db(value)
        return values

    def search_keys(self, row: Mapping[str, Any], names: Mapping[str, str]) -> str:
        """一行的查找的词；names 是所指各行的名称（列名 → 名称）。"""
        words = []
        for name, kind, is_link in self._searched:
            stored = row[name]
            if stored is not None:
                words.append(kind.keys(Ref(names.get(name, ""), stored) if is_link else kind.from_db(stored)))
        return " ".join(words)

    def page(self, paths: tuple[str, ...]) -> tuple[str, list[Kind]]:
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


def unpack(kinds: Sequence[Kind], row: Sequence[Any], at: int) -> list[Any]:
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


def _several(names: Sequence[str]) -> Any:
    """一次取出字典里的几项：一行二十栏，一项一项取要慢三倍。"""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda row: tuple(row[name] for name in names)
