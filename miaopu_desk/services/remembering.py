"""算一次，几处用：登记没有变过，再问同一件事就给上次算的。"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from miaopu_desk.store.database import Database

T = TypeVar("T")


class Remembered:
    """一间办公室算过的数。总览、核对、月报问的是同一个月，一万人算一遍要十分之一秒。"""

    def __init__(self) -> None:
        self._version: object = None
        self._known: dict[Hashable, Any] = {}

    def ask(self, database: Database, key: Hashable, make: Callable[[], T]) -> T:
        """key 说明问的是什么、到哪一天；登记变过、事务没有结束时重新算。算出来的应当是不会再改的值。"""
        version = database.version()
        if version is None:
            return make()
        if version != self._version:
            self._version, self._known = version, {}
        if key not in self._known:
            self._known[key] = make()
        found: T = self._known[key]
        return found
