"""督查怎样算分：各项按权重折成百分制，没有查的不算零分，目标没有达到的按比例。"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

HUNDRED = 100 * 100  # 百分制的满分，以 0.01 分计


@dataclass(frozen=True, slots=True)
class ItemScore:
    """一项：满分和得分以 0.1 分计，score 为空是没有检查。"""

    full_score: int
    weight: int
    score: int | None


def total_score(items: Iterable[ItemScore]) -> int | None:
    """百分制的总分，以 0.01 分计，四舍五入；一项也没有查的为空，不是零分。

    每一项得分占满分的比例乘权重，再除以查过的各项的权重之和：没有查的那一项的权重分给查过的。
    """
    checked = [(one.weight, Fraction(one.score, one.full_score)) for one in items if one.score is not None]
    weights = sum(weight for weight, _ in checked)
    if not weights:
        return None
    return rounded(sum((weight * rate for weight, rate in checked), Fraction()) / weights * HUNDRED)


def target_score(full_score: int, target: int, test: str | None, measured: int) -> int:
    """有目标的一项得几分（以 0.1 分计）：达到目标得满分，没有达到的按实测占目标的比例，舍去零头。

    test 是 over 的要超过目标才算达到；正好等于目标的少得 0.1 分，看得出没有达到。
    """
    reached = measured > target if test == "over" else measured >= target
    if reached:
        return full_score
    return max(0, min(full_score * measured // target, full_score - 1))


def rounded(value: Fraction) -> int:
    """四舍五入成整数。"""
    return int(value + Fraction(1, 2)) if value >= 0 else -rounded(-value)


def next_number(taken: Iterable[str | None], year: int, digits: int = 3) -> str:
    """这一年的下一个编号：2021-001；空号不补；taken 连删掉的一起给，用过的号就不再用。"""
    prefix = f"{year}-"
    used = [
        int(each[len(prefix) :])
        for each in taken
        if each and each.startswith(prefix) and each[len(prefix) :].isdecimal() and each.isascii()
    ]
    return f"{prefix}{max(used, default=0) + 1:0{digits}d}"
