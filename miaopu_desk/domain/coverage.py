"""培训覆盖面：在册的人今年有没有参训，按社区和队伍类别；还有年度计划和实际的比较。都是值。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.codes import RANKS
from miaopu_desk.domain.registration import percent

ALL, UNRANKED = "", "unranked"
TOTAL = "合计"


@dataclass(frozen=True, slots=True)
class Person:
    """一条在册的登记：key 认人用，ranks 是队伍类别，trained 是今年参过训。"""

    id: str
    community: str
    key: str
    ranks: tuple[str, ...]
    trained: bool


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """一格：应训和已训的人数，同一证件号算一个人；missing 是还没有参训的登记。"""

    people: int = 0
    trained: int = 0
    missing: tuple[str, ...] = ()

    @property
    def rate_text(self) -> str:
        """覆盖率；没有人的写“—”。"""
        return percent(self.trained, self.people)

    def reached(self, target: int) -> bool | None:
        """到没到目标（百分数）；没有人的说不上。"""
        return self.trained * 100 >= target * self.people if self.people else None


@dataclass(frozen=True, slots=True)
class Coverage:
    """一块覆盖面的表：cells 是（社区，队伍类别）→ 一格，合计的社区写“合计”，不分队伍的写空字。"""

    first: date
    day: date
    target: int
    communities: tuple[str, ...]
    cells: Mapping[tuple[str, str], CoverageCell]

    def cell(self, community: str, rank: str = ALL) -> CoverageCell:
        """一格；没有的是零。"""
        return self.cells.get((community, rank), CoverageCell())

    @property
    def total(self) -> CoverageCell:
        """全街道、不分队伍。"""
        return self.cell(TOTAL)


def rank_heads() -> list[tuple[str, str]]:
    """表头：（代码，名称），末一个是没有填队伍类别的。"""
    return [(ALL, "全部"), *RANKS.labels.items(), (UNRANKED, "未分类")]


def cover(people: Sequence[Person], communities: Sequence[str]) -> dict[tuple[str, str], CoverageCell]:
    """把在册的人数进各格：一人属几类队伍的，每类里都数；同一个人两条登记只算一个。"""
    cells: dict[tuple[str, str], dict[str, str | None]] = {}  # 每格：认人的 key → 还没有参训的登记，参过训的为空
    counted_in: dict[tuple[str, tuple[str, ...]], list[dict[str, str | None]]] = {}
    for one in people:
        mine = (one.community, one.ranks)
        if mine not in counted_in:  # 社区和队伍都一样的人数进同样几格，找一次
            ranks = (ALL, *(one.ranks or (UNRANKED,)))
            counted_in[mine] = [
                cells.setdefault((place, rank), {}) for rank in ranks for place in dict.fromkeys((one.community, TOTAL))
            ]
        for found in counted_in[mine]:
            if one.trained:
                found[one.key] = None
            else:
                found.setdefault(one.key, one.id)
    return {place: _cell(found) for place, found in cells.items()}


def _cell(found: Mapping[str, str | None]) -> CoverageCell:
    missing = tuple(record for record in found.values() if record is not None)
    return CoverageCell(len(found), len(found) - len(missing), missing)


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """一项年度计划和实际：几场、多少人次；people 没有计划的为空。"""

    id: str
    quarter: str
    topic: str
    level: str
    audience: str
    sessions: int
    people: int | None
    held: int
    attended: int

    @property
    def done(self) -> bool:
        """场次和人次都够了。"""
        return self.held >= self.sessions and (self.people is None or self.attended >= self.people)

    def said(self, day: date, year: int) -> str:
        """完成、进行中、还没到、没有完成。"""
        if self.done:
            return "完成"
        now = (day.year, (day.month + 2) // 3)
        planned = (year, int(self.quarter))
        if now < planned:
            return "进行中" if self.held else "还没到"
        return "进行中" if now == planned else "没有完成"
