"""一张登记表的清单：排好的记住，数据一变就作废；很大的先给头一屏。"""

from array import array
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from miaopu_desk.domain.names import match_query
from miaopu_desk.domain.register import Register
from miaopu_desk.store import finding
from miaopu_desk.store.database import Database
from miaopu_desk.store.finding import Finder, Rows, Steps
from miaopu_desk.store.listing import Condition, Listing, count_sql, numbers_sql
from miaopu_desk.store.ordering import Ordered


class Lists:
    """只记住最近排好的一份：一百万行连同查找要用的占 10 MB。"""

    def __init__(self, database: Database, register: Register[Any]) -> None:
        self.database, self.register = database, register
        self._last: tuple[object, Listing, Finder] | None = None
        self._counts: tuple[object, dict[tuple[Condition, ...], int]] = (None, {})

    def rows(self, listing: Listing, first: int = 0) -> Rows:
        """清单的行号。first 是先要知道头几行（一屏）：很大的先给这么多，其余接着找；为 0 就是等全部。"""
        return Rows(self._steps(listing, first))

    def count(self, where: tuple[Condition, ...] = ()) -> int:
        """没有删除、符合条件的行数；数据没有变就不重数。"""
        version = self.database.version()
        if self._last is not None and version is not None and self._last[:2] == (version, Listing(where=where)):
            return len(self._last[2].ordered.numbers)
        if version is None or self._counts[0] != version:
            self._counts = (version, {})
        known = self._counts[1]
        if where not in known:
            sql, parameters = count_sql(self.register, Listing(where=where))
            known[where] = int(self.database.value(sql, parameters))
        return known[where]

    def large(self) -> bool:
        """这张表大得要先列头一屏。"""
        return (self.database.value(f"SELECT max(n) FROM {self.register.table}") or 0) > finding.LARGE

    def warm(self, listing: Listing | None) -> Iterator[None]:
        """闲着时备好在这份清单里查找要用的，一步几毫秒；改过一行要重排的，能照索引列的才先排。"""
        if listing is None or listing.ids is not None or not self.register.searched or not self.large():
            return
        whole = replace(listing, search="")
        if self._known(whole) or self._indexed(whole):
            finder = self._finder(whole)
            yield
            yield from finder.warm()

    def _steps(self, listing: Listing, first: int) -> Steps:
        if listing.ids is not None:
            yield self.database.numbers(*numbers_sql(self.register, listing)), True
            return
        match = match_query(listing.search) if self.register.searched else ""
        whole = replace(listing, search="")
        if match:
            yield from self._finder(whole).find(match, first)
            return
        if first and not self._known(whole):
            start = self._start(whole)
            if start:
                yield start, False
        yield self._finder(whole).ordered.numbers, True

    def _known(self, listing: Listing) -> bool:
        version = self.database.version()
        return self._last is not None and version is not None and self._last[:2] == (version, listing)

    def _finder(self, listing: Listing) -> Finder:
        if self._last is None or not self._known(listing):
            version = self.database.version()
            ordered = Ordered(self.database.numbers(*numbers_sql(self.register, listing)))
            self._last = (version, listing, Finder(self.database, self.register, ordered))
        return self._last[2]

    def _start(self, listing: Listing) -> "array[int] | None":
        """很大的一张表，有索引可以照着列的，先取开头几行；要现排的取了也不快。"""
        if not self.large() or not self._indexed(listing):
            return None
        sql, parameters = numbers_sql(self.register, listing)
        return array("i", self.database.firsts(f"{sql} LIMIT {finding.KNOWN}", parameters))

    def _indexed(self, listing: Listing) -> bool:
        """有索引可以照着列，不必现排。"""
        sql, parameters = numbers_sql(self.register, listing)
        plan = self.database.query(f"EXPLAIN QUERY PLAN {sql}", parameters)
        return not any("TEMP B-TREE" in row[3] for row in plan)
