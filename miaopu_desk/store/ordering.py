"""排好的次序：一份清单的行号排好一次就记住，查找时从里面挑，不必每按一个键排一次。"""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import compress

MANY = 8


class Ordered:
    """一份清单的全部行号，按清单的顺序；numbers 只看不改。"""

    def __init__(self, numbers: "array[int]") -> None:
        self.numbers = numbers

    @cached_property
    def _highest(self) -> int:
        return max(self.numbers, default=0)

    @cached_property
    def _places(self) -> "array[int]":
        """行号 → 在清单里的位置，不在清单里的是 -1；一百万行占 8 MB。"""
        places = array("q", [-1]) * (self._highest + 1)
        for place, number in enumerate(self.numbers):
            places[number] = place
        return places

    def only(self, found: Sequence[int]) -> "array[int]":
        """found 这些行里在清单里的，按清单的顺序。

        找到的少就排它们的位置；多到八分之一，从头挑一遍比排序快（十万行全中：挑 6 毫秒，排 30 毫秒）。
        """
        highest = self._highest
        if max(found, default=0) > highest:  # 清单以后新加又删掉的行
            found = [number for number in found if number <= highest]
        if len(found) * MANY < len(self.numbers):
            kept = sorted(map(self._places.__getitem__, found))
            return array("q", map(self.numbers.__getitem__, kept[bisect_left(kept, 0) :]))
        chosen = bytearray(highest + 1)
        for number in found:
            chosen[number] = 1
        return array("q", compress(self.numbers, map(chosen.__getitem__, self.numbers)))
