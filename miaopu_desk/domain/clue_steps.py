"""线索走到哪一步：受理 → 转交 → 答复 → 办结，不属实的到此为止。"""

from collections.abc import Mapping

from miaopu_desk.domain.codes import CLUE_STATES
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.rectifying import Step

OPEN = ("received", "handed", "answered")

STEPS: Mapping[str, Step] = {
    "hand": Step("转交", ("received", "handed", "answered"), "handed"),
    "answer": Step("登记答复", ("received", "handed"), "answered"),
    "close": Step("办结", ("answered",), "closed"),
    "invalid": Step("列为不属实", ("received", "handed", "answered"), "invalid"),
}


def after(state: str, step: str) -> str | Problem:
    """走一步以后的状态；这时不能走的说明为什么。"""
    found = STEPS[step]
    if state in found.before:
        return found.after
    allowed = "、".join(CLUE_STATES.label(each) for each in found.before)
    return Problem("线索状态", f"现在是{CLUE_STATES.label(state)}，{allowed}的才能{found.label}")


def steps_from(state: str) -> tuple[str, ...]:
    """现在能走的各步。"""
    return tuple(name for name, step in STEPS.items() if state in step.before)
