"""排好的次序：一份清单的行号排好一次就记住，查找时从里面挑，不必每按一个键排一次。"""

from array import array
from collections.abc import Iterable, Iterator
from itertools import compress

SPARSE = 8  # 挑出来的不到八分之一，一个一个地找快；再多，从头筛一遍快
PLACED = 100_000  # 一步排多少个位置，几毫秒
PICKED = 50_000  # 一步挑多少行，几毫秒


class Ordered:
    """一份清单的全部行号，按清单的顺序；numbers 只看不改，一百万行占 4 MB。"""

    def __init__(self, numbers: "array[int]") -> None:
        self.numbers = numbers
        self._places: array[int] | None = None

    @property
    def places(self) -> "array[int]":
        """行号 → 在清单里的位置，不在清单里的是 -1；一百万行占 4 MB，没有备好就现排。"""
        for _ in self.place():
            pass
        assert self._places is not None
        return self._places

    def place(self) -> Iterator[None]:
        """排好各行的位置，一步几毫秒；排过了就没有事做。"""
        if self._places is not None:
            return
        places = array("i", [-1]) * (max(self.numbers, default=0) + 1)
        for start in range(0, len(self.numbers), PLACED):
            for at, number in enumerate(self.numbers[start : start + PLACED], start):
                places[number] = at
            yield
        self._places = places


class Ticked:
    """从排好的次序里挑几行：先在它们的位置上打勾，再按次序取。"""

    def __init__(self, ordered: Ordered) -> None:
        self.numbers = ordered.numbers
        self._ticks = bytearray(len(self.numbers) + 1)  # 末一个给不在清单里的（位置 -1）

    def tick(self, places: Iterable[int]) -> None:
        """给这些位置打勾；-1 是不在清单里的，不算。"""
        ticks = self._ticks
        for place in places:
            ticks[place] = 1

    def first(self, most: int, start: int = 0) -> list[int]:
        """从 start 起头几个打了勾的位置。"""
        found: list[int] = []
        at = start - 1
        while len(found) < most and (at := self._ticks.find(1, at + 1, len(self.numbers))) >= 0:
            found.append(at)
        return found

    def pick(self) -> "Iterator[array[int]]":
        """打了勾的行号，按清单的顺序；一段一段地给，一段几毫秒。"""
        every = len(self.numbers)
        if self._ticks.count(1, 0, every) * SPARSE < every:
            at = 0
            while places := self.first(PICKED, at):
                yield array("i", map(self.numbers.__getitem__, places))
                at = places[-1] + 1
            return
        for start in range(0, every, PICKED * 4):
            end = start + PICKED * 4
            yield array("i", compress(self.numbers[start:end], self._ticks[start:end]))
