"""查找：头一屏先知道，其余一步一步地找齐；每一步几毫秒，打字的人等不着。"""

from array import array
from collections.abc import Iterable, Iterator
from typing import Any

from miaopu_desk.domain.names import shorter_query
from miaopu_desk.domain.register import Register
from miaopu_desk.store.database import Database
from miaopu_desk.store.listing import search_sql
from miaopu_desk.store.ordering import Ordered, Ticked
from miaopu_desk.store.scratch import Scratch

LARGE = 100_000  # 一份清单从多少行起才值得备下开头几行
HEAD = 8_000  # 备下开头多少行：一个字母十个人里有一个，开头几百行就够一屏
SLICE = 50_000  # 全文检索一步取多少行
TRIED = 120  # 试查靠前的多少行
KNOWN = 100  # 头一段最多给多少行


Steps = Iterator[tuple["array[int]", bool]]  # 每一步：已经知道的头一段，是不是就是整份


class Rows:
    """一份清单的行号，一步一步知道：numbers 总是整份的头一段，whole 为真就是整份；只看不改。"""

    def __init__(self, steps: Steps | None = None) -> None:
        self.numbers: array[int] = array("i")
        self.whole = steps is None  # 没有可列的
        self._steps = steps or iter(())

    def step(self) -> None:
        """再找几毫秒。"""
        self.numbers, self.whole = next(self._steps)

    def first(self, most: int) -> "array[int]":
        """找到至少有头 most 行为止；一共没有这么多就是整份。"""
        while not self.whole and len(self.numbers) < most:
            self.step()
        return self.numbers

    def finish(self) -> "array[int]":
        """全部找齐。"""
        while not self.whole:
            self.step()
        return self.numbers


class Finder:
    """在一份排好的次序里查找；清单很大时，闲着先备好开头的几千行。"""

    def __init__(self, database: Database, register: Register[Any], ordered: Ordered) -> None:
        self.database, self.table, self.ordered = database, register.table, ordered
        self._matching = search_sql(register)
        self._head: Scratch | None = None
        self._last: tuple[str, Ticked] | None = None  # 最近用过的短前缀，接着打下一个字母还用得上

    def warm(self) -> Iterator[None]:
        """备好查找要用的，一步几毫秒；清单不大的不必备。"""
        if len(self.ordered.numbers) <= LARGE or self._head is not None:
            return
        yield from self.ordered.place()
        head = Scratch(self.database, self.table)
        yield from head.take(self.ordered.numbers[:HEAD])
        self._head = head

    def find(self, match: str, first: int) -> Steps:
        """match 查到的行，按清单的顺序；很大的清单先给头一段，有 first 行就够。"""
        hurried = first > 0 and len(self.ordered.numbers) > LARGE
        known = self._numbers(self._first(match, first) if hurried else ())
        if known:
            yield known, False
            ticked = Ticked(self.ordered)
            for places in self._slices(match):
                ticked.tick(places)
                yield known, False
        else:
            ticked = self._ticked(match)
            if hurried:
                known = self._numbers(ticked.first(KNOWN))
                yield known, False
        picked = array("i")
        for part in ticked.pick():
            picked.extend(part)
            yield known, False
        yield picked, True

    def _first(self, match: str, first: int) -> list[int]:
        """不等全部找齐就知道的头一段的位置；说不准就空着。"""
        if self._head is not None:
            found = self._head.search(match, KNOWN)
            if len(found) >= first:
                return found
        shorter = shorter_query(match)
        return self._tried(shorter, match, first) if shorter else []

    def _tried(self, shorter: str, match: str, first: int) -> list[int]:
        """四个字母以上的没有现成的索引，合并起来要十几毫秒：先按头三个字母找，再把靠前的拿来试。"""
        places = self._ticked(shorter).first(TRIED)
        trial = Scratch(self.database, self.table)
        for _ in trial.take(self._numbers(places)):
            pass
        found = trial.search(match, KNOWN)
        return [places[each] for each in found] if len(found) >= first else []

    def _ticked(self, match: str) -> Ticked:
        """一口气找齐。"""
        if self._last is not None and self._last[0] == match:
            return self._last[1]
        ticked = Ticked(self.ordered)
        ((_, places),) = self.database.query(_places(self._matching), (self.ordered.places, match))
        ticked.tick(array("i", places or b""))
        if len(self.ordered.numbers) > LARGE and not shorter_query(match):
            self._last = (match, ticked)
        return ticked

    def _slices(self, match: str) -> "Iterator[array[int]]":
        """查到的各行在清单里的位置，不在的是 -1；一次一段，按行号。"""
        found = f"{self._matching} AND rowid > ? ORDER BY rowid LIMIT ?"
        after = 0
        while True:
            ((count, places),) = self.database.query(_places(found), (self.ordered.places, match, after, SLICE))
            yield array("i", places or b"")
            if count < SLICE:
                return
            after = self.database.value(f"{found} OFFSET ?", (match, after, 1, SLICE - 1))

    def _numbers(self, places: Iterable[int]) -> "array[int]":
        return array("i", map(self.ordered.numbers.__getitem__, places))


def _places(found: str) -> str:
    """查到几行、各在清单里的位置的 SQL：由数据库从 places 里抄出来连成一串。

    一行一行地交给 Python 要慢两倍半。参数是 places，再是 found 的参数。
    """
    return f"SELECT count(*), CAST(group_concat(substr(?, rowid * 4 + 1, 4), '') AS BLOB) FROM ({found})"
