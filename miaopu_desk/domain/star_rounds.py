"""星级认证一轮的步骤：候选 → 核对 → 公示 → 认证；哪一步现在能不能做，不能做为什么。

公示照民发〔2015〕149号对记录和证明的要求，内部公示不少于七天（天数是可改的口径）；期满、异议处理完才认证。
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from miaopu_desk.domain.codes import STAR_ROUND_STATES

CHECKING, CHECKED, PUBLISHED, CERTIFIED, CANCELLED = "checking", "checked", "published", "certified", "cancelled"
OPEN = (CHECKING, CHECKED, PUBLISHED)

# 步骤 → （从哪些进度来，到哪里去，怎么说）
STEPS: Mapping[str, tuple[tuple[str, ...], str, str]] = {
    "check": ((CHECKING,), CHECKED, "核对完毕"),
    "recheck": ((CHECKED, PUBLISHED), CHECKING, "退回核对"),
    "publish": ((CHECKED,), PUBLISHED, "公示"),
    "certify": ((PUBLISHED,), CERTIFIED, "认证"),
    "cancel": (OPEN, CANCELLED, "取消这一轮"),
}


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """判断一步能不能做要知道的：还有几名候选人、几条异议没有处理、谁按现在的记录够不上了。"""

    state: str
    today: date
    kept: int = 0
    open_objections: int = 0
    short: tuple[str, ...] = ()
    publicity_to: date | None = None


def after(step: str) -> str:
    """做了这一步以后的进度。"""
    return STEPS[step][1]


def refused(step: str, facts: RoundFacts) -> str | None:
    """这一步现在为什么不能做；能做为空。"""
    before, _, label = STEPS[step]
    if facts.state not in before:
        needed = "、".join(STAR_ROUND_STATES.label(each) for each in before)
        return f"现在是“{STAR_ROUND_STATES.label(facts.state)}”，{label}要在“{needed}”的时候做"
    if step in ("check", "publish", "certify") and not facts.kept:
        return f"没有一名候选人，不能{label}；请恢复候选人，或取消这一轮"
    if step == "certify":
        return _not_yet(facts)
    return None


def publicity_fault(first: date, last: date, least: int, opened: date) -> str | None:
    """公示的起止不妥在哪里：首尾都算，不少于 least 天，不早于这一轮开始。"""
    if first < opened:
        return f"公示起日{first}早于这一轮开始的{opened}，请改晚"
    days = (last - first).days + 1
    if days < least:
        needed = first + timedelta(days=least - 1)
        return f"公示不少于{least}天，首尾都算；从{first}起至少到{needed}，现在是{max(days, 0)}天"
    return None


def _not_yet(facts: RoundFacts) -> str | None:
    if facts.publicity_to is None or facts.today <= facts.publicity_to:
        return f"公示到{facts.publicity_to}为止，期满以后（次日起）才能认证"
    if facts.open_objections:
        return f"还有{facts.open_objections}条异议没有处理，请先写明成立还是不成立"
    if facts.short:
        names = "、".join(facts.short[:8]) + ("等" if len(facts.short) > 8 else "")
        return f"{names}按现在的记录够不上了（更正过），请写明不认证，或退回核对"
    return None
