"""考核排名：每项完成了几成，按权重加起来，分出名次；没有依据的一项不计，它的权重分给其余各项。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from miaopu_desk.domain.inspection import HUNDRED, rounded

WHOLE = 100  # 权重合起来一般是一百分


@dataclass(frozen=True, slots=True)
class Fact:
    """一个社区的一项：分子、分母，和要达到的比率（注册率 15 % 就是 15/100）；分母为空或零是没有依据。"""

    numerator: int
    denominator: int | None
    target: Fraction = Fraction(1)

    @property
    def share(self) -> Fraction | None:
        """完成了几成，超过目标的算十成；没有依据的为空。"""
        if not self.denominator:
            return None
        return min(Fraction(1), max(Fraction(), Fraction(self.numerator, self.denominator) / self.target))


@dataclass(frozen=True, slots=True)
class Weighed:
    """一个考核项目：名称、指标、权重。"""

    name: str
    measure: str
    weight: int


@dataclass(frozen=True, slots=True)
class Part:
    """一个社区的一个项目：points 是得分（以 0.01 分计，满分是它的权重），为空是没有依据、不计。"""

    weighed: Weighed
    fact: Fact | None
    points: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """一个社区：各项目、总分（百分制，以 0.01 分计）、名次；一项依据也没有的没有总分和名次。"""

    name: str
    parts: tuple[Part, ...]
    score: int | None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """排好的名次，名次在前的在前，没有名次的在最后；notes 是印在下面的口径。"""

    weighed: tuple[Weighed, ...]
    standings: tuple[Standing, ...]
    notes: tuple[str, ...]

    @property
    def weights(self) -> int:
        """权重合计。"""
        return sum(each.weight for each in self.weighed)


def rank(weighed: Sequence[Weighed], facts: Mapping[str, Mapping[str, Fact]]) -> Ranking:
    """facts 是 社区 → 指标 → 事实，社区照名册的先后。总分一样的名次相同，下一名空出来；同分的照名册的先后排。"""
    used = tuple(each for each in weighed if each.weight > 0)
    scored = [_standing(name, used, given) for name, given in facts.items()]
    placed = [Standing(one.name, one.parts, one.score, _place(one, scored)) for one in scored if one.score is not None]
    placed.sort(key=lambda one: one.place or 0)
    unplaced = [one for one in scored if one.score is None]
    return Ranking(used, (*placed, *unplaced), tuple(_notes(used, scored)))


def _standing(name: str, used: Sequence[Weighed], given: Mapping[str, Fact]) -> Standing:
    parts = []
    known, total = 0, Fraction()
    for each in used:
        fact = given.get(each.measure)
        share = fact.share if fact is not None else None
        parts.append(Part(each, fact, None if share is None else rounded(share * each.weight * 100)))
        if share is not None:
            known += each.weight
            total += share * each.weight
    return Standing(name, tuple(parts), rounded(total / known * HUNDRED) if known else None)


def _place(one: Standing, scored: Sequence[Standing]) -> int:
    assert one.score is not None
    return 1 + sum(other.score is not None and other.score > one.score for other in scored)


def _notes(used: Sequence[Weighed], scored: Sequence[Standing]) -> list[str]:
    """没有依据的项目：全都没有的只说一次，有的社区没有的说明是哪几个。"""
    notes = []
    total = sum(each.weight for each in used)
    if used and total != WHOLE:
        notes.append(f"各项权重合计{total}分，总分按比例折成百分制。")
    for at, each in enumerate(used):
        missing = [one.name for one in scored if one.parts[at].points is None]
        if missing and len(missing) == len(scored):
            notes.append(f"“{each.name}”这一期没有可算的依据，不计，它的{each.weight}分按比例分给其余各项。")
        elif missing:
            notes.append(
                f"“{each.name}”{'、'.join(missing)}没有可算的依据，这几个社区不计这一项，"
                f"它的{each.weight}分按比例分给其余各项。"
            )
    return notes
