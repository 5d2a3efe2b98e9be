"""一份清单要哪些行：查找的字、筛选的条件、排序；翻成 SQL 的一处地方。"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from miaopu_desk.domain.kinds import Choices, Day, Kind, Link, Number, PersonName, Scaled, Text, YesNo
from miaopu_desk.domain.names import match_query
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.register import Column, Register


@dataclass(frozen=True, slots=True)
class Condition:
    """一个筛选条件：path 是栏目（可写 volunteer.community），test 是下面几种之一。

    is 等于其中之一、contains 文字里有、from 起、to 止、blank 空着、filled 不空。指向别表的栏目给 id。
    """

    path: str
    test: str
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """要列出的行：search 是查找框里的字，where 各条件同时成立，order 如 ("-registered_on", "name")，空为默认。

    ids 不为空时只在这几行里列。
    """

    search: str = ""
    where: tuple[Condition, ...] = ()
    order: tuple[str, ...] = ()
    deleted: bool = False
    ids: tuple[str, ...] | None = None


@dataclass(slots=True)
class Joined:
    """把栏目路径翻成 SQL 的列，记下需要连接哪些表。"""

    register: Register[Any]
    joins: dict[str, str] = field(default_factory=dict)

    def column(self, path: str) -> Column:
        return resolve(self.register, path)

    def stored(self, path: str) -> str:
        """path 所存的那一列。"""
        table, column = self._reach(path)
        return f"{table}.{column.stored}"

    def shown(self, path: str) -> str:
        """给人看的那一列：指向别表的，是那一行的名称。"""
        table, column = self._reach(path)
        if isinstance(column.kind, Link):
            return f"{self._join(table, column)}.{REGISTERS[column.kind.target].name_by}"
        return f"{table}.{column.stored}"

    def sort(self, path: str) -> str:
        """排序用的那一列：人名按拼音，指向别表的按那张表自己的顺序。"""
        table, column = self._reach(path)
        if column.kind.sealed:
            return f"({table}.{column.stored} IS NULL)"  # 排出先后也会说出是谁，只分有没有登记
        if isinstance(column.kind, Link):
            target = REGISTERS[column.kind.target]
            first = target.column(target.order_by[0].removeprefix("-"))
            return f"{self._join(table, column)}.{sort_column(target, first)}"
        return f"{table}.{sort_column(self.register if '.' not in path else self._owner(path), column)}"

    def never_blank(self, path: str) -> bool:
        """排序用的那一列在数据库里声明为 NOT NULL：本表的必填栏和拼音排序键。"""
        column = self.column(path)
        own = "." not in path and not isinstance(column.kind, Link)
        return own and (column.required or has_sort_key(self.register, column))

    def _owner(self, path: str) -> Register[Any]:
        link = self.register.column(path.split(".")[0]).kind
        assert isinstance(link, Link)
        return REGISTERS[link.target]

    def _reach(self, path: str) -> tuple[str, Column]:
        first, _, rest = path.partition(".")
        column = self.register.column(first)
        if not rest:
            return "t", column
        resolve(self.register, path)  # 封存的一栏不许顺着走
        return self._join("t", column), self._owner(path).column(rest)

    def _join(self, table: str, column: Column) -> str:
        assert isinstance(column.kind, Link)
        alias = f"{table}_{column.name}" if table != "t" else f"j_{column.name}"
        self.joins[alias] = f"LEFT JOIN {column.kind.target} {alias} ON {alias}.id = {table}.{column.stored}"
        return alias

    def sql(self) -> str:
        return " ".join(self.joins.values())


def resolve(register: Register[Any], path: str) -> Column:
    """路径所指的栏目，例如参训表的 volunteer.community。"""
    first, _, rest = path.partition(".")
    column = register.column(first)
    if not rest:
        return column
    assert isinstance(column.kind, Link)
    if column.kind.sealed:
        raise KnownError(f"{column.label}不公开，不能取他的{REGISTERS[column.kind.target].column(rest).label}。")
    return REGISTERS[column.kind.target].column(rest)


def has_sort_key(register: Register[Any], column: Column) -> bool:
    """这一栏另存一列拼音排序键：人名，以及登记表自己的名称栏。"""
    return isinstance(column.kind, PersonName) or (column.name == register.name_by and isinstance(column.kind, Text))


def sort_column(register: Register[Any], column: Column) -> str:
    return f"{column.stored}_sort" if has_sort_key(register, column) else column.stored


def numbers_sql(register: Register[Any], listing: Listing) -> tuple[str, list[object]]:
    """按清单列出行号 n 的 SQL 和参数。"""
    joined = Joined(register)
    order = listing.order or register.order_by
    tests, parameters = _tests(joined, listing, order[0])
    sorting = order_sql(joined, order)
    # 有筛选的先筛再排：照着索引的次序一行一行回表去筛，一百万行要慢一半，加号不让用
    mark = "+" if listing.where else ""
    sql = f"SELECT t.n FROM {register.table} t {joined.sql()} WHERE {tests} ORDER BY {mark}{sorting}"
    return sql, parameters


def count_sql(register: Register[Any], listing: Listing) -> tuple[str, list[object]]:
    """清单有几行的 SQL 和参数。"""
    joined = Joined(register)
    tests, parameters = _tests(joined, listing, register.order_by[0])
    return f"SELECT count(*) FROM {register.table} t {joined.sql()} WHERE {tests}", parameters


def _tests(joined: Joined, listing: Listing, first: str) -> tuple[str, list[object]]:
    register = joined.register
    parameters: list[object] = []
    tests = [_there(register, first, listing)]
    match = match_query(listing.search) if register.searched else ""
    if match:
        tests.append(f"t.n IN ({search_sql(register)})")
        parameters.append(match)
    if listing.ids is not None:
        tests.append("t.id IN (SELECT value FROM json_each(?))")
        parameters.append(json.dumps(listing.ids))
    for condition in listing.where:
        sql, values = _test(joined, condition)
        tests.append(sql)
        parameters += values
    return " AND ".join(tests), parameters


def search_sql(register: Register[Any]) -> str:
    """全文检索出行号的 SQL，参数是 match_query 的结果；已删除的行也会找到。"""
    return f"SELECT rowid FROM {register.table}_fts WHERE {register.table}_fts MATCH ?"


def _there(register: Register[Any], first: str, listing: Listing) -> str:
    """没有删除（或已经删除）的条件；first 是排序的第一栏。

    按姓名另有一个只记没删的行的索引，整张按姓名列时正用得上。别的时候 SQLite 也以为它便宜，照它的次序一行一行
    回表：一百万人按状态排要三秒，整张看一遍再排只要半秒。所以加一个加号，不让用。
    """
    own = register.column(register.order_by[0].removeprefix("-"))
    by_name = first.removeprefix("-") == own.name and not listing.where
    keep_off = "+" if has_sort_key(register, own) and not by_name else ""
    return f"{keep_off}t.deleted_at IS {'NOT NULL' if listing.deleted else 'NULL'}"


def order_sql(joined: Joined, order: Sequence[str]) -> str:
    """ORDER BY 后面的几列，最后按登记先后；用到的连接记进 joined。"""
    parts = []
    for path in order:
        expression = joined.sort(path.removeprefix("-"))
        # 空着的排最后；不会空的不写，索引才用得上
        ascending = expression if joined.never_blank(path.removeprefix("-")) else f"{expression} NULLS LAST"
        parts.append(f"{expression} DESC" if path.startswith("-") else ascending)
    return ", ".join([*parts, "t.n"])


def _test(joined: Joined, condition: Condition) -> tuple[str, list[object]]:
    kind = joined.column(condition.path).kind
    column = joined.stored(condition.path)
    values = [_stored(kind, value) for value in condition.values]
    if condition.test == "blank":
        return f"({column} IS NULL)", []
    if condition.test == "filled":
        return f"({column} IS NOT NULL)", []
    if kind.sealed:
        return "0", []  # 封存的栏目只问有没有；按谁、按几号去筛，筛得出来就等于说出来了
    if condition.test == "contains":
        shown = joined.shown(condition.path)
        return f"(instr(lower({shown}), lower(?)) > 0)", [str(condition.values[0])]
    if condition.test == "from":
        return f"({column} >= ?)", values[:1]
    if condition.test == "to":
        return f"({column} <= ?)", values[:1]
    assert condition.test == "is", condition.test
    if isinstance(kind, Choices):
        # 一个人可属几类：选中的类别有一个就算
        codes = [value for value in condition.values if value is not None]
        tests = [f"instr({column}, ?) > 0" for _ in codes]
        if len(codes) < len(condition.values):
            tests.append(f"{column} IS NULL")
        return f"({' OR '.join(tests)})", [f'"{value}"' for value in codes]
    blank = f" OR {column} IS NULL" if None in condition.values else ""
    marks = ", ".join("?" for _ in values)
    return f"({column} IN ({marks}){blank})", values


def _stored(kind: Kind, value: object) -> object:
    if isinstance(kind, Day) and isinstance(value, date):
        return value.isoformat()
    if isinstance(kind, YesNo) and value is not None:
        return int(bool(value))
    if value is None or isinstance(value, str) or isinstance(kind, Number | Scaled | Link):
        return value
    return kind.to_db(value)
