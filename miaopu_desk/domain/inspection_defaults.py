"""督查的初始资料：检查表和考核权重，都可以由办公室改。"""

from dataclasses import dataclass

from miaopu_desk.domain.codes import INSPECTED_KINDS, RANKING_MEASURES, TARGET_TESTS
from miaopu_desk.domain.preset_reader import broken, load

NAME = "inspection"


@dataclass(frozen=True, slots=True)
class CheckItem:
    """检查表的一项，满分以分计；target 是百分数。"""

    name: str
    requirement: str
    full_score: int
    weight: int = 1
    target: int | None = None
    target_test: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """一张检查表。"""

    name: str
    subject: str
    items: tuple[CheckItem, ...]


@dataclass(frozen=True, slots=True)
class Weight:
    """一个考核项目；full_at 是平均每月几次得满分，按比率算的没有。"""

    name: str
    measure: str
    weight: int
    note: str
    full_at: int | None = None


@dataclass(frozen=True, slots=True)
class InspectionDefaults:
    """检查表和权重。"""

    checklists: tuple[Check, ...]
    weights: tuple[Weight, ...]
    note: str


def load_inspection() -> InspectionDefaults:
    """读初始资料；代码不认得、权重合计不是 100 都是文件改坏了，抛 KnownError。"""
    shipped = load(NAME, InspectionDefaults)
    for check in shipped.checklists:
        if check.subject not in INSPECTED_KINDS.codes:
            raise broken(NAME, f"“{check.name}”的督查对象“{check.subject}”不在代码表里")
        for item in check.items:
            if (item.target is None) != (item.target_test is None) or item.target_test not in (
                None,
                *TARGET_TESTS.codes,
            ):
                raise broken(NAME, f"“{item.name}”的目标不对")
    for each in shipped.weights:
        if each.measure not in RANKING_MEASURES.codes:
            raise broken(NAME, f"“{each.name}”的指标“{each.measure}”不在代码表里")
    if sum(each.weight for each in shipped.weights) != 100:
        raise broken(NAME, "权重合计应为 100")
    return shipped
