"""关账：一个月的状态由关账记录定，哪些毛病不改好不能关，谁能关、谁能重新打开。"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.figures import Finding

STATES = {"open": "未关账", "closed": "已关账", "reopened": "重新打开"}
ACTS = {"close": "关账", "reopen": "重新打开", "correct": "更正"}
MAY_CLOSE = ("head", "clerk")
MAY_REOPEN = ("head",)
STOPS = ("not_over",)  # 轻重是“说明”，关账时却过不去的


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
