"""一个月的督查、整改、线索，给月报：每个社区一行，另有街道本级和合计。"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionLine:
    """一行：score_sum 是各次督查得分之和（0.01 分），scored 是打了分的次数；rewards 以分计，是当月发放的。"""

    name: str
    id: str | None = None
    inspections: int = 0
    scored: int = 0
    score_sum: int = 0
    found: int = 0
    closed: int = 0
    open: int = 0
    overdue: int = 0
    clues: int = 0
    clues_answered: int = 0
    clues_adopted: int = 0
    rewards: int = 0

    @property
    def average_text(self) -> str:
        """督查平均分，两位小数；没有打过分的写“—”，不是零分。"""
        return f"{self.score_sum / self.scored / 100:.2f}" if self.scored else "—"

    @property
    def empty(self) -> bool:
        """什么也没有。"""
        return not any(getattr(self, name) for name in COUNTS)


COUNTS = (
    "inspections",
    "found",
    "closed",
    "open",
    "overdue",
    "clues",
    "clues_answered",
    "clues_adopted",
    "rewards",
)
LABELS = {
    "inspections": "督查次数",
    "found": "发现问题",
    "closed": "本月销号",
    "open": "月末未销号",
    "overdue": "其中逾期",
    "clues": "受理线索",
    "clues_answered": "答复线索",
    "clues_adopted": "采纳线索",
    "rewards": "发放奖励",
}


@dataclass(frozen=True, slots=True)
class InspectionMonth:
    """一个月的各行。"""

    communities: tuple[InspectionLine, ...]
    street: InspectionLine
    total: InspectionLine

    @property
    def lines(self) -> tuple[InspectionLine, ...]:
        """表上的各行：社区、街道本级（有才列）、合计。"""
        return (*self.communities, *(() if self.street.empty else (self.street,)), self.total)
