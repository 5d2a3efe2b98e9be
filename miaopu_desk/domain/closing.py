"""关账：一个月的状态、哪些毛病不能关、数字怎样冻结、冻结以后哪些数字又变了。"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from miaopu_desk.domain.figures import FIGURES, Finding, Line, MonthFigures, to_json
from miaopu_desk.domain.month import month_of

STATES = {"open": "未关账", "closed": "已关账", "reopened": "重新打开"}
ACTS = {"close": "关账", "reopen": "重新打开", "correct": "更正"}
MAY_CLOSE = ("head", "clerk")
MAY_REOPEN = ("head",)
STOPS = ("not_over",)  # 轻重是“说明”，关账时却过不去的
STREET_KEY, TOTAL_KEY = "", "*"


@dataclass(frozen=True, slots=True)
class Event:
    """关账记录里的一条：act 是 close、reopen、correct，version 是那时的版次。"""

    act: str
    version: int
    at: str
    operator: str
    name: str
    role: str
    reason: str = ""

    @property
    def sentence(self) -> str:
        """给人看的一句。"""
        why = f"，理由：{self.reason}" if self.reason else ""
        done = {"close": f"关账，成为第{self.version}版", "reopen": f"重新打开第{self.version}版"}.get(
            self.act, f"出更正说明，成为第{self.version}版"
        )
        return f"{self.at}　{self.name}{done}{why}"


@dataclass(frozen=True, slots=True)
class Version:
    """一版关账的月报：各件的校验值；corrected 是有没有更正说明。"""

    month: str
    number: int
    closed_on: date
    reason: str
    figures_hash: str
    names_hash: str
    pdf_hash: str
    xlsx_hash: str
    corrected: bool

    @property
    def title(self) -> str:
        """第2版（2021-06-08）。"""
        return f"第{self.number}版（{self.closed_on.isoformat()}）"


@dataclass(frozen=True, slots=True)
class MonthState:
    """一个月关没关账：state 是 open、closed、reopened；events 早的在前，versions 是各版。"""

    month: str
    state: str
    events: tuple[Event, ...] = ()
    versions: tuple[Version, ...] = ()

    @property
    def closed(self) -> bool:
        """现在是关着的。"""
        return self.state == "closed"

    @property
    def latest(self) -> Version | None:
        """最新的一版；没有关过账为空。"""
        return self.versions[-1] if self.versions else None

    @property
    def label(self) -> str:
        """给人看的状态：已关账，第2版（2021-06-08）。"""
        shown = STATES[self.state]
        return f"{shown}，{self.latest.title}" if self.latest else shown


def state_of(month: str, events: Sequence[Event], versions: Sequence[Version]) -> MonthState:
    """由关账记录定一个月的状态：最后一条说了算。"""
    state = "open" if not events else "reopened" if events[-1].act == "reopen" else "closed"
    return MonthState(month, state, tuple(events), tuple(versions))


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """改好以前不能关账的：数字对不上的，和这个月还没有结束。别的只是提醒。"""
    return [each for each in findings if each.severity == "error" or each.kind in STOPS]


def canonical(value: object) -> str:
    """规范的 JSON：键排序、不留空白、中文原样；同样的内容总是同样的字节。"""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(content: str | bytes) -> str:
    """SHA-256，十六进制。"""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def freeze(figures: MonthFigures) -> str:
    """一个月的数字的规范 JSON，社区带着 id。"""
    plain = to_json(figures)
    for line, frozen in zip(figures.communities, plain["communities"], strict=True):
        frozen["id"] = line.id
    return canonical(plain)


def thaw(frozen: str) -> MonthFigures:
    """把冻结的数字还原；那一版还没有的数字为零。"""
    plain = json.loads(frozen)
    return MonthFigures(
        month_of(date.fromisoformat(f"{plain['month']}-01")),
        date.fromisoformat(plain["as_of"]),
        plain["target_percent"],
        tuple(_line(each) for each in plain["communities"]),
        _line(plain["street"]),
        _line(plain["total"]),
        tuple(plain["notes"]),
    )


def known_figures(frozen: str) -> frozenset[str]:
    """那一版里有哪些数字：后来程序多出来的数字不拿去比。"""
    return frozenset(json.loads(frozen)["total"])


def _line(plain: Mapping[str, Any]) -> Line:
    names = {each.name for each in fields(Line)}
    return Line(**{name: value for name, value in plain.items() if name in names})


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
