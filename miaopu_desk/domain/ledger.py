"""服务记录这本账：一行入账以后只增不改，改时长靠正负更正行；一条和它的更正合起来是现在的时长，从不小于零。"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import Problem

SHIFT, ACTIVITY, TRAINING, OTHER, OPENING, CORRECTION = (
    "shift",
    "activity",
    "training",
    "other",
    "opening",
    "correction",
)


class Line(Protocol):
    """账上的一行要看的几栏。"""

    @property
    def id(self) -> str: ...
    @property
    def minutes(self) -> int: ...
    @property
    def corrects(self) -> Ref | None: ...


L = TypeVar("L", bound=Line)
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Entry:
    """一条和更正它的各行，按入账的先后；minutes 是现在的时长。"""

    line: Any
    corrections: tuple[Any, ...] = ()

    @property
    def minutes(self) -> int:
        return int(self.line.minutes + sum(each.minutes for each in self.corrections))

    @property
    def reads(self) -> tuple[Any, ...]:
        """原来的一条和各条更正，从先到后。"""
        return (self.line, *self.corrections)


def entries(lines: Iterable[L]) -> list[Entry]:
    """把各行归成一条一条的：更正行跟着被更正的那一条；被更正的不在里面的更正行略去。"""
    every = list(lines)
    found: dict[str, list[L]] = {each.id: [] for each in every if each.corrects is None}
    for each in every:
        if each.corrects is not None and each.corrects.id in found:
            found[each.corrects.id].append(each)
    return [Entry(each, tuple(found[each.id])) for each in every if each.corrects is None]


@dataclass(frozen=True, slots=True)
class Settling:
    """怎样让账和新录的一致：new 是要新记的（谁，多少分钟），corrected 是要更正的（哪一条，差多少）。"""

    new: tuple[tuple[Any, int], ...]
    corrected: tuple[tuple[Entry, int], ...]


def settle(existing: Mapping[K, Sequence[Entry]], wanted: Mapping[K, int]) -> Settling:
    """已有的账和该有的分钟比：没有的新记一行，多了少了记一条更正，一样的不动；existing、wanted 都按人。

    一个人有几条的，差的都更正在最后一条上，减不够的再往前减。
    """
    new: list[tuple[K, int]] = []
    corrected: list[tuple[Entry, int]] = []
    for who in dict.fromkeys([*existing, *wanted]):
        mine, minutes = existing.get(who, ()), wanted.get(who, 0)
        gap = minutes - sum(each.minutes for each in mine)
        if not mine:
            if minutes > 0:
                new.append((who, minutes))
            continue
        for each in reversed(mine):
            step = gap if gap > 0 else max(gap, -each.minutes)
            if step:
                corrected.append((each, step))
                gap -= step
    return Settling(tuple(new), tuple(corrected))


def may_correct(entry: Entry, difference: int, reason: str) -> list[Problem]:
    """一条更正合不合规矩：要有原因，要有差，合计不能小于零。"""
    problems = []
    if not reason.strip():
        problems.append(Problem("更正原因", "必填，请写明为什么更正"))
    if difference == 0:
        problems.append(Problem("服务时长", "和现在的一样，不用更正"))
    elif entry.minutes + difference < 0:
        problems.append(Problem("服务时长", f"现在只有{entry.minutes / 60:g}小时，不能再减这么多"))
    return problems
