"""线索奖励怎样算：哪一条办法管它、多少钱、这个人今年到没到上限；一条线索只算一次。"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from miaopu_desk.domain.amounts import in_yuan


@dataclass(frozen=True, slots=True)
class RewardTerm:
    """一条奖励办法：kind、level 为空是不分；金额以分计；起止两端都算。"""

    name: str
    amount: int
    starts_on: date
    ends_on: date | None = None
    kind: str | None = None
    level: str | None = None
    yearly_cap: int | None = None


@dataclass(frozen=True, slots=True)
class ClueFact:
    """一条可以发奖励的线索；who 是认得出同一位举报人的钥匙，为空是没有登记举报人。"""

    id: str
    number: str
    day: date
    kind: str | None
    level: str | None
    who: str | None


@dataclass(frozen=True, slots=True)
class Reward:
    """一条线索发多少、凭什么。"""

    clue_id: str
    number: str
    amount: int
    basis: str


@dataclass(frozen=True, slots=True)
class RewardPlan:
    """一批奖励：发的，和不发的（线索编号，原因）。"""

    rewards: tuple[Reward, ...]
    left_out: tuple[tuple[str, str], ...] = field(default=())

    @property
    def total(self) -> int:
        """合计，以分计。"""
        return sum(each.amount for each in self.rewards)


def term_for(terms: Sequence[RewardTerm], day: date, kind: str | None, level: str | None) -> RewardTerm | None:
    """受理那天有效、管得着它的办法：类别等级都写明的先用，其次写明等级的，再次写明类别的；一样的用后生效的。"""
    fitting = [
        each
        for each in terms
        if each.starts_on <= day
        and (each.ends_on is None or day <= each.ends_on)
        and each.kind in (None, kind)
        and each.level in (None, level)
    ]
    return max(fitting, key=lambda one: (one.level is not None, one.kind is not None, one.starts_on), default=None)


def plan_rewards(
    clues: Iterable[ClueFact], terms: Sequence[RewardTerm], given: Mapping[tuple[str, int], int]
) -> RewardPlan:
    """照受理的先后一条一条算；given 是（举报人，年）已经发过多少。到了上限的少发或者不发，都说明。"""
    spent = dict(given)
    rewards: list[Reward] = []
    left_out: list[tuple[str, str]] = []
    for clue in sorted(clues, key=lambda one: (one.day, one.number)):
        term = term_for(terms, clue.day, clue.kind, clue.level)
        if clue.who is None:
            left_out.append((clue.number, "没有登记举报人"))
        elif term is None:
            left_out.append((clue.number, "没有管得着它的奖励办法"))
        else:
            key = (clue.who, clue.day.year)
            room = None if term.yearly_cap is None else max(0, term.yearly_cap - spent.get(key, 0))
            amount = term.amount if room is None else min(term.amount, room)
            if amount == 0:
                left_out.append((clue.number, f"{clue.day.year}年已到每人每年{in_yuan(term.yearly_cap or 0)}的上限"))
                continue
            spent[key] = spent.get(key, 0) + amount
            capped = f"，到每人每年{in_yuan(term.yearly_cap or 0)}的上限" if amount < term.amount else ""
            rewards.append(Reward(clue.id, clue.number, amount, f"{term.name}{in_yuan(term.amount)}{capped}"))
    return RewardPlan(tuple(rewards), tuple(left_out))
