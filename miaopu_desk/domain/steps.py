"""一步一步走的登记：每一步从哪几种状态走、走到哪里，走不得的说明为什么；线索、整改都这样走。"""

from collections.abc import Mapping
from dataclasses import dataclass

from miaopu_desk.domain.codes import CodeList
from miaopu_desk.domain.problems import Problem


@dataclass(frozen=True, slots=True)
class Step:
    """一步：名称，从哪几种状态可以走，走到哪里。"""

    label: str
    before: tuple[str, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Path:
    """全部的步子；column 是状态那一栏的名称，states 是它的代码表。"""

    column: str
    states: CodeList
    steps: Mapping[str, Step]

    def after(self, state: str, step: str) -> str | Problem:
        """走一步以后的状态；这时不能走的说明要先做什么。"""
        found = self.steps[step]
        if state in found.before:
            return found.after
        allowed = "、".join(self.states.label(each) for each in found.before)
        return Problem(self.column, f"现在是{self.states.label(state)}，{allowed}的才能{found.label}")

    def open_to(self, state: str) -> tuple[str, ...]:
        """现在能走的各步。"""
        return tuple(name for name, step in self.steps.items() if state in step.before)
