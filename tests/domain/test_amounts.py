"""金额大写：一张写法表，和反过来读回去的一遍。"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaopu_desk.domain.amounts import in_capitals, in_yuan

# 前八行是《支付结算办法》附一和会计教材通用的例子，其余逐条试零的写法
CASES = [
    ("1409.50", "人民币壹仟肆佰零玖元伍角整"),
    ("6007.14", "人民币陆仟零柒元壹角肆分"),
    ("1680.32", "人民币壹仟陆佰捌拾元零叁角贰分"),
    ("107000.53", "人民币壹拾万柒仟元零伍角叁分"),
    ("16409.02", "人民币壹万陆仟肆佰零玖元零贰分"),
    ("325.04", "人民币叁佰贰拾伍元零肆分"),
    ("101.50", "人民币壹佰零壹元伍角整"),
    ("1004.56", "人民币壹仟零肆元伍角陆分"),
    ("0.00", "人民币零元整"),
    ("0.01", "人民币壹分"),
    ("0.10", "人民币壹角整"),
    ("0.15", "人民币壹角伍分"),
    ("1.00", "人民币壹元整"),
    ("10.00", "人民币壹拾元整"),
    ("10.05", "人民币壹拾元零伍分"),
    ("100.00", "人民币壹佰元整"),
    ("110.00", "人民币壹佰壹拾元整"),
    ("10000.00", "人民币壹万元整"),
    ("10001.00", "人民币壹万零壹元整"),
    ("100100.00", "人民币壹拾万零壹佰元整"),
    ("1001000.00", "人民币壹佰万壹仟元整"),
    ("1000010.00", "人民币壹佰万零壹拾元整"),
    ("100000000.00", "人民币壹亿元整"),
    ("100000001.00", "人民币壹亿零壹元整"),
    ("100010000.00", "人民币壹亿零壹万元整"),
    ("110000000.00", "人民币壹亿壹仟万元整"),
    ("100001000.00", "人民币壹亿零壹仟元整"),
    ("999999999999.99", "人民币玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
]


@pytest.mark.parametrize(("written", "said"), CASES)
def test_each_amount_is_written_as_the_rules_write_it(written: str, said: str) -> None:
    assert in_capitals(int(written.replace(".", ""))) == said


def read_back(said: str) -> int:
    """大写读回分，和写的办法无关：从左到右按位值加。"""
    cents, number, group, total = 0, 0, 0, 0
    for char in said.removeprefix("人民币"):
        if char in "零壹贰叁肆伍陆柒捌玖":
            number = "零壹贰叁肆伍陆柒捌玖".index(char)
        elif char in "拾佰仟":
            group += number * {"拾": 10, "佰": 100, "仟": 1000}[char]
            number = 0
        elif char in "万亿":
            total += (group + number) * {"万": 10**4, "亿": 10**8}[char]
            group = number = 0
        elif char == "元":
            total += group + number
            number = 0
        elif char in "角分":
            cents += number * {"角": 10, "分": 1}[char]
            number = 0
    return total * 100 + cents


@given(st.integers(0, 10**14 - 1) | st.integers(0, 10**7).map(lambda yuan: yuan * 100))
def test_capitals_read_back_as_the_same_amount(cents: int) -> None:
    said = in_capitals(cents)
    assert read_back(said) == cents
    assert "零零" not in said
    assert said.endswith("分") == bool(cents % 10)
    assert said.endswith("整") != said.endswith("分")


@pytest.mark.parametrize("cents", [-1, 10**14])
def test_an_amount_without_a_way_to_write_it_is_refused(cents: int) -> None:
    with pytest.raises(ValueError, match="超出范围"):
        in_capitals(cents)


def test_figures_have_thousands_and_two_places() -> None:
    assert in_yuan(140950) == "1,409.50元"
    assert in_yuan(5) == "0.05元"
