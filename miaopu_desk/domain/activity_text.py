"""月报里关于活动的一段话：由数字写成，只说登记里有的，0 和 1 都读得通；人数和人次分开说。"""

from collections.abc import Sequence
from dataclasses import dataclass

from miaopu_desk.domain.training_pages import said_hours

Counted = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeFacts:
    """一个主题（空着是没有填主题）：开展几场；attendances、minutes 是这个月的服务记录里归这个主题的，连同没有挂活动的。"""

    name: str
    held: int
    attendances: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFacts:
    """一个社区或街道本级：开展、还没有开展、取消的场数。"""

    name: str
    held: int = 0
    open: int = 0
    cancelled: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityFacts:
    """一个月的活动。

    held 开展（其中 recorded 已记录），open 还没有开展，cancelled 取消；people、named、minutes 是开展的活动记名的不同的人、
    人次、分钟，heads 是团体人次；beneficiaries 受益人数之和，uncounted 是没有登记受益人数的场数。
    """

    held: int = 0
    recorded: int = 0
    open: int = 0
    cancelled: int = 0
    themes: tuple[ThemeFacts, ...] = ()
    places: tuple[PlaceFacts, ...] = ()
    actions: Counted = ()
    professional: Counted = ()
    service_days: Counted = ()
    people: int = 0
    named: int = 0
    heads: int = 0
    minutes: int = 0
    beneficiaries: int = 0
    uncounted: int = 0


def activity_paragraph(facts: ActivityFacts) -> str:
    """两三句话；这个月一场也没有登记的，一句。"""
    if not facts.held:
        return _nothing_held(facts)
    said = [_held(facts), _taking_part(facts), _still_open(facts)]
    return "".join(each for each in said if each)


def _nothing_held(facts: ActivityFacts) -> str:
    rest = [f"计划中的{facts.open}场还没有开展"] if facts.open else []
    rest += [f"取消{facts.cancelled}场"] if facts.cancelled else []
    if not rest:
        return "本月没有登记主题志愿服务活动。"
    return f"本月没有登记已开展的主题志愿服务活动，{'，'.join(rest)}。"


def _held(facts: ActivityFacts) -> str:
    themed = [each for each in facts.themes if each.held and each.name]
    bare = sum(each.held for each in facts.themes if not each.name)
    text = f"本月开展主题志愿服务活动{facts.held}场"
    if len(themed) == 1 and not bare:
        text += f"，主题{'都' if facts.held > 1 else ''}是{themed[0].name}"
    elif themed:
        parts = [f"{each.name}{each.held}场" for each in themed] + ([f"没有填主题的{bare}场"] if bare else [])
        text += f"：{'、'.join(parts)}"
    if facts.actions:
        text += f"；其中属于专项行动的有{_listed(facts.actions)}"
    if facts.professional:
        text += f"；专业服务主题有{_listed(facts.professional)}"
    if facts.service_days:
        text += f"；每周服务日共{sum(count for _, count in facts.service_days)}场，{_listed(facts.service_days)}"
    return text + "。"


def _taking_part(facts: ActivityFacts) -> str:
    parts = []
    if facts.named:
        parts.append(f"记名参加{facts.people}人、{facts.named}人次，服务时长{said_hours(facts.minutes)}小时")
    if facts.heads:
        parts.append(f"{'另有' if facts.named else ''}团体参加{facts.heads}人次（不记名）")
    if facts.beneficiaries:
        left = f"（另有{facts.uncounted}场没有登记受益人数）" if facts.uncounted else ""
        parts.append(f"受益群众{facts.beneficiaries}人{left}")
    if parts:
        return f"{'，'.join(parts)}。"
    return "参加的人和受益人数还没有录入。"


def _still_open(facts: ActivityFacts) -> str:
    waiting = facts.held - facts.recorded
    parts = [f"{waiting}场开展后还没有记录"] if waiting else []
    parts += [f"{facts.open}场还没有开展"] if facts.open else []
    parts += [f"{facts.cancelled}场取消"] if facts.cancelled else []
    return f"截至填报时，{'，'.join(parts)}。" if parts else ""


def _listed(counts: Sequence[tuple[str, int]]) -> str:
    return "、".join(f"{name}{count}场" for name, count in counts)
