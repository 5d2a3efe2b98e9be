"""几条登记一起走一步：有一条走不了，一条也不走，全部说明；走了是一次操作。"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from miaopu_desk.domain.problems import Problem, Refused
from miaopu_desk.domain.register import Record, Register
from miaopu_desk.domain.steps import Path
from miaopu_desk.services.keeping import Act
from miaopu_desk.services.office import Office

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Done:
    """走完的一步：叫什么、哪几条，counted 是几条什么。"""

    label: str
    ids: tuple[str, ...]
    counted: str

    def sentence(self) -> str:
        """给人看的一句话。"""
        return f"已{self.label} {len(self.ids)} {self.counted}"


@dataclass(frozen=True, slots=True)
class Walk(Generic[R]):
    """哪张登记表、怎样走；called 是怎样称呼一条，counted 是几条什么。"""

    register: Register[R]
    path: Path
    called: Callable[[R], str]
    counted: str = "条"

    def take(
        self,
        office: Office,
        ids: Sequence[str],
        step: str,
        change: Callable[[R], R],
        also: Callable[[Act, R], None] | None = None,
    ) -> Done | list[Problem]:
        """照 change 改了，状态走一步；also 是同一次操作里另写的。"""
        records = office.keeper.table(self.register).records(ids)
        if not records:
            return [Problem("", f"请先选中要办的{self.register.noun}")]
        changed: list[tuple[R, R]] = []
        problems: list[Problem] = []
        for one in records:
            state = self.path.after(self._state(one), step)
            if isinstance(state, Problem):
                problems.append(Problem("", f"{self.called(one)}{state.message}"))
                continue
            new = replace(change(one), state=state)  # type: ignore[call-arg]
            checked = self.register.check(new, office.today())
            problems += [Problem(each.column, f"{self.called(one)}{each.message}") for each in checked]
            changed.append((one, new))
        if problems:
            return problems
        label = self.path.steps[step].label
        what = f"：{self.called(records[0])}" if len(records) == 1 else f" {len(records)} {self.counted}"
        try:
            with office.keeper.action(f"{label}{what}") as act:
                for one, new in changed:
                    act.update(self.register, one, new)
                    if also is not None:
                        also(act, new)
        except Refused as refused:
            return refused.problems
        return Done(label, tuple(one.id for one in records), self.counted)

    def _state(self, one: Any) -> str:
        return str(one.state)
