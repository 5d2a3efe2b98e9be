"""关账以后又变了的数字：哪个社区的哪个数字从多少变成多少，和写进更正说明的内容。"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.figures import FIGURES, Line, MonthFigures
from miaopu_desk.domain.frozen import STREET_KEY, TOTAL_KEY


@dataclass(frozen=True, slots=True)
class LateChange:
    """关账以后变了的一个数字：community 是社区名（街道本级、合计也在内），came、went 是名单里多的和少的几条。"""

    community: str
    figure: str
    label: str
    unit: str
    old: int | None
    new: int | None
    came: int = 0
    went: int = 0

    @property
    def old_text(self) -> str:
        """关账时的数字。"""
        return _number(self.figure, self.old)

    @property
    def new_text(self) -> str:
        """现在的数字。"""
        return _number(self.figure, self.new)

    @property
    def difference(self) -> str:
        """增减：＋3、－2；数没变而人变了的说名单有变。"""
        if self.old is None or self.new is None:
            return "—"
        if self.old == self.new:
            return f"名单有变（增{self.came}减{self.went}）"
        gap = self.new - self.old
        return f"{'＋' if gap > 0 else '－'}{_number(self.figure, abs(gap))}"

    @property
    def sentence(self) -> str:
        """关账时 120，现在 123，＋3人。"""
        unit = "" if self.old == self.new else self.unit
        return f"关账时 {self.old_text}，现在 {self.new_text}，{self.difference}{unit}"


def late_numbers(
    old: MonthFigures,
    new: MonthFigures,
    known: Iterable[str],
    moved: Mapping[tuple[str, str], tuple[int, int]],
) -> list[LateChange]:
    """两次的数字逐个比，按社区的次序；known 是两边都有的数字，moved 是（数字，行）→ 名单多了几条、少了几条。"""
    known = frozenset(known)
    found: list[LateChange] = []
    for key, before, after in _pairs(old, new):
        name = (after or before or old.total).name
        if _population(before) != _population(after):
            found.append(
                LateChange(name, "resident_population", "常住人口", "人", _population(before), _population(after))
            )
        for figure in FIGURES:
            if figure.name not in known:
                continue
            was = before.value(figure.name) if before else 0
            now = after.value(figure.name) if after else 0
            came, went = moved.get((figure.name, key), (0, 0))
            if was != now or came or went:
                unit = "小时" if figure.name == "service_minutes" else figure.unit
                found.append(LateChange(name, figure.name, figure.label, unit, was, now, came, went))
    return found


def _pairs(old: MonthFigures, new: MonthFigures) -> list[tuple[str, Line | None, Line | None]]:
    was = {each.id or each.name: each for each in old.communities}
    now = {each.id or each.name: each for each in new.communities}
    pairs: list[tuple[str, Line | None, Line | None]] = [
        (key, was.get(key), now.get(key)) for key in dict.fromkeys([*was, *now])
    ]
    return [*pairs, (STREET_KEY, old.street, new.street), (TOTAL_KEY, old.total, new.total)]


def _population(line: Line | None) -> int | None:
    return line.resident_population if line else None


def _number(figure: str, value: int | None) -> str:
    if value is None:
        return "—"
    return f"{value / 60:.2f}".rstrip("0").rstrip(".") if figure == "service_minutes" else str(value)


@dataclass(frozen=True, slots=True)
class Correction:
    """一份更正说明：office 是单位名称，signed_as 是落款，old_on、day 是原来关账和更正的日期，version 是更正后的版次。"""

    office: str
    signed_as: str
    brand: str
    month_title: str
    version: int
    old_on: date
    day: date
    reason: str
    changes: tuple[LateChange, ...]
