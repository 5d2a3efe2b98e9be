"""积分：服务记录按服务当天的规则折成分，封顶、更正、年中换规则都在这一处算；只算，不存。

时长和积分是两本账：时长出自服务记录，一分钟也不因为积分而变；积分由时长和分值算出，另加登记的奖励分。
全国没有统一的积分办法（各地有一小时一分的，也有时数积分都要的），所以分值、封顶都由办公室定，默认的待街道确认。

算法只有整数：一个单位是 1/6000 分，分钟数 × 每小时的百分之几分正好是整数，怎样分组先加后加都一样；
封顶以后的合计最后才舍去不足一分的零头，向零舍，一正一负的两行总能抵清。
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

UNIT = 6000  # 一分有多少个单位：60 分钟 × 100
OPENING = "opening"  # 历史时数：一行顶许多天，不封顶


@dataclass(frozen=True, slots=True)
class Rate:
    """一种服务每小时得多少（百分之一分）；theme、category、source 空着是不限，填了的都对上才用；label 给人看。"""

    hundredths: int
    theme: str = ""
    category: str = ""
    source: str = ""
    label: str = "志愿服务"

    def fits(self, theme: str, category: str, source: str) -> bool:
        """这一种服务用不用得上这个分值。"""
        return self.theme in ("", theme) and self.category in ("", category) and self.source in ("", source)

    @property
    def narrowness(self) -> int:
        """写了几个条件；条件多的先用。"""
        return bool(self.theme) + bool(self.category) + bool(self.source)


@dataclass(frozen=True, slots=True)
class DeedRule:
    """一种奖励事项：一次给几分，一人一年至多几分（空着不限）；deed 是词条的 id，默认的规则里是它的名称。"""

    deed: str
    points: int
    year_cap: int | None = None


@dataclass(frozen=True, slots=True)
class PointRules:
    """一套有生效日期的积分规则；三种封顶管服务得的分，空着不封。"""

    name: str
    basis: str
    effective_from: date
    confirmed: bool
    rates: tuple[Rate, ...]
    day_cap: int | None = None
    month_cap: int | None = None
    year_cap: int | None = None
    deeds: tuple[DeedRule, ...] = ()
    note: str = ""

    @property
    def caps(self) -> tuple[tuple[int, int | None], ...]:
        """（日期取前几个字，封顶的分）：先封一天，再封一月，再封一年。"""
        return ((10, self.day_cap), (7, self.month_cap), (4, self.year_cap))


class Tally(NamedTuple):
    """一行服务（或者同一天同一种的几行合起来）的分钟；更正行按它更正的那一条的种类。day 写成 2021-05-12。"""

    day: str
    minutes: int
    theme: str = ""
    category: str = ""
    source: str = ""


class Deed(NamedTuple):
    """登记的一笔奖励分，可正可负。"""

    day: str
    deed: str
    points: int


@dataclass(frozen=True, slots=True)
class Part:
    """一套规则里一种分值算出的分（单位），封顶以前；还没有规则、没有分值对得上的 rules、rate 为空。"""

    rules: PointRules | None
    rate: Rate | None
    minutes: int
    units: int


@dataclass(frozen=True, slots=True)
class Score:
    """一个人的积分：parts 加起来减去 cut（封顶去掉的，单位）是服务的分；deed_cut 是奖励分里封顶去掉的。"""

    parts: tuple[Part, ...]
    cut: int
    service: int
    deeds: int
    deed_cut: int

    @property
    def total(self) -> int:
        """服务的分加奖励的分。"""
        return self.service + self.deeds


class PointBook:
    """几套规则合成的一本：哪天用哪一套、哪种服务用哪个分值，查过就记住。"""

    def __init__(self, sets: Sequence[PointRules]) -> None:
        self.sets = tuple(sorted(sets, key=lambda each: each.effective_from))
        self.starts = [each.effective_from.isoformat() for each in self.sets]
        self._rates: dict[tuple[int, str, str, str], Rate | None] = {}
        self._capped = [any(cap is not None for _, cap in each.caps) for each in self.sets]

    @property
    def kinds(self) -> frozenset[str]:
        """分值看哪几样：theme、category、source；有封顶的要看来源，历史时数不封。"""
        rates = [rate for each in self.sets for rate in each.rates]
        found = {name for name in ("theme", "category", "source") if any(getattr(rate, name) for rate in rates)}
        return frozenset(found | ({"source"} if any(self._capped) else set()))

    def at(self, day: str) -> int:
        """那天用第几套；还没有生效的为 -1。"""
        return bisect_right(self.starts, day) - 1

    def rate(self, at: int, theme: str, category: str, source: str) -> Rate | None:
        """第 at 套里用哪个分值：条件写得多的先用，一样多的先写的先用；还没有规则、没有对得上的为空，不计分。"""
        if at < 0:
            return None
        key = (at, theme, category, source)
        if key not in self._rates:
            fitting = [each for each in self.sets[at].rates if each.fits(theme, category, source)]
            self._rates[key] = max(fitting, key=lambda each: each.narrowness, default=None)
        return self._rates[key]

    def score(self, tallies: Iterable[Tally], deeds: Iterable[Deed] = ()) -> Score:
        """一个人的积分。封顶照规则自己的那一段：年中换了规则，前后两段各封各的。"""
        slots: dict[tuple[int, str, str, str], list[int]] = {}  # 一套规则里的一种服务：[分值, 分钟]
        capped: list[dict[str, int] | None] = [{} if each else None for each in self._capped]
        free = before = 0
        for day, minutes, theme, category, source in tallies:
            key = (bisect_right(self.starts, day) - 1, theme, category, source)
            slot = slots.get(key)
            if slot is None:
                rate = self.rate(*key)
                slot = slots[key] = [rate.hundredths if rate is not None else 0, 0]
            slot[1] += minutes
            units = minutes * slot[0]
            if not units:
                continue
            before += units
            days = capped[key[0]]
            if days is None or source == OPENING:
                free += units
            else:
                days[day] = days.get(day, 0) + units
        after = free + sum(_under(days, self.sets[at]) for at, days in enumerate(capped) if days)
        given, deed_cut = self._deeds(deeds)
        return Score(self._parts(slots), before - after, whole(after), given, deed_cut)

    def _parts(self, slots: Mapping[tuple[int, str, str, str], Sequence[int]]) -> tuple[Part, ...]:
        """几种服务用同一个分值的合成一行，按规则的先后。"""
        sums: dict[tuple[int, Rate | None], int] = {}
        for key, (_, minutes) in slots.items():
            found = (key[0], self.rate(*key))
            sums[found] = sums.get(found, 0) + minutes
        return tuple(
            Part(
                self.sets[at] if at >= 0 else None, rate, minutes, minutes * rate.hundredths if rate is not None else 0
            )
            for (at, rate), minutes in sorted(sums.items(), key=lambda each: each[0][0])
        )

    def deed_points(self, day: str, deed: str) -> int | None:
        """那天的规则里这种事项一次给几分；规则没有写的为空。"""
        at = self.at(day)
        rules = self.sets[at].deeds if at >= 0 else ()
        return next((each.points for each in rules if each.deed == deed), None)

    def _deeds(self, deeds: Iterable[Deed]) -> tuple[int, int]:
        """（奖励分，封顶去掉的）：有一年至多几分的，按那天的规则封。"""
        deeds = list(deeds)
        if not deeds:
            return 0, 0
        sums: dict[tuple[int, str, str], int] = {}
        for day, deed, points in deeds:
            key = (self.at(day), deed, day[:4])
            sums[key] = sums.get(key, 0) + points
        caps: Mapping[tuple[int, str], int | None] = {
            (at, rule.deed): rule.year_cap for at, each in enumerate(self.sets) for rule in each.deeds
        }
        kept = 0
        for (at, deed, _), points in sums.items():
            cap = caps.get((at, deed))
            kept += points if cap is None else min(points, cap)
        return kept, sum(sums.values()) - kept


def whole(units: int) -> int:
    """单位 → 整分：不足一分的舍去，正负一样（向零）。"""
    return units // UNIT if units >= 0 else -(-units // UNIT)


def units_words(units: int) -> str:
    """单位写成分，最多两位小数，舍去不足的：1.5 分。"""
    hundredths = abs(units) * 100 // UNIT
    text = f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")
    return f"-{text}" if units < 0 and hundredths else text


def _under(days: Mapping[str, int], rules: PointRules) -> int:
    """封顶以后的合计：先封每一天，再封每一月，再封每一年；减分的不封。"""
    sums = dict(days)
    for width, cap in rules.caps:
        merged: dict[str, int] = {}
        for day, units in sums.items():
            merged[day[:width]] = merged.get(day[:width], 0) + units
        sums = merged if cap is None else {day: min(units, cap * UNIT) for day, units in merged.items()}
    return sum(sums.values())
