"""督查怎样算分：权重、没有查的、目标、编号，一例一行。"""

import pytest

from miaopu_desk.domain.inspection import ItemScore, next_number, target_score, total_score
from miaopu_desk.domain.inspection_defaults import load_inspection

CASES = [
    ([], None, "没有项目"),
    ([(100, 1, None), (100, 1, None)], None, "一项也没有查，不是零分"),
    ([(100, 1, 100)], 10000, "满分"),
    ([(100, 1, 0)], 0, "查了，得零分"),
    ([(100, 1, 90), (100, 1, 80)], 8500, "两项平均"),
    ([(100, 1, 90), (100, 1, None)], 9000, "没有查的不算零分"),
    ([(100, 3, 100), (100, 1, 0)], 7500, "权重三比一"),
    ([(100, 1, 50), (200, 1, 200)], 7500, "满分不同，按占满分的比例"),
    ([(30, 1, 20)], 6667, "四舍五入到 0.01"),
    ([(30, 1, 10)], 3333, "四舍五入到 0.01"),
]


@pytest.mark.parametrize(("items", "score", "why"), CASES, ids=[why for *_, why in CASES])
def test_the_score_is_the_weighted_share_of_what_was_checked(
    items: list[tuple[int, int, int | None]], score: int | None, why: str
) -> None:
    assert total_score(ItemScore(*each) for each in items) == score


@pytest.mark.parametrize(
    ("test", "measured", "score"),
    [
        ("over", 9801, 100),
        ("over", 9800, 99),  # 要超过 98%，正好 98% 没有达到
        ("over", 9700, 98),
        ("at_least", 9800, 100),
        ("at_least", 9799, 99),
        ("at_least", 4900, 50),
        ("at_least", 0, 0),
        (None, 9800, 100),
    ],
)
def test_a_target_not_reached_gives_its_share(test: str | None, measured: int, score: int) -> None:
    assert target_score(100, 9800, test, measured) == score


def test_numbers_go_on_within_the_year() -> None:
    assert next_number([], 2021) == "2021-001"
    assert next_number(["2021-001", "2021-007", "2020-099", None, "甲-1", "2021-x"], 2021) == "2021-008"
    assert next_number(["2021-999"], 2021) == "2021-1000"
    assert next_number(["2021-02"], 2021, 2) == "2021-03"


def test_the_shipped_checklists_hold_the_targets_of_the_plans() -> None:
    shipped = load_inspection()
    targets = {item.name: (item.target, item.target_test) for check in shipped.checklists for item in check.items}
    assert targets["群众参与率"] == (98, "over")
    assert targets["群众满意率"] == (95, "over")
    assert targets["志愿者注册率"] == (15, "at_least")
    assert sum(each.weight for each in shipped.weights) == 100
