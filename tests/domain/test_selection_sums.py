"""选中几行时状态栏上的数：和表格软件一样的三个词，单位写明，不该相加的不加。"""

import pytest

from miaopu_desk.domain.kinds import Day, Number, Scaled, Text, hours, money
from miaopu_desk.domain.register import Column
from miaopu_desk.domain.selection_sums import selection_sums


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        (hours(), [90, None, 150, 60], "数　平均值 1.67小时　计数 3　求和 5小时"),
        (hours(signed=True), [90, -30], "数　平均值 0.50小时　计数 2　求和 1小时"),
        (money(), [120_000, 150_000], "数　平均值 1,350.00元　计数 2　求和 2,700.00元"),
        (Number(0, 9999, "人"), [1000, 500, 3], "数　平均值 501人　计数 3　求和 1,503人"),
        (Number(2000, 2100), [2020, 2021], ""),
        (Number(0, 100, "%"), [15, 20], ""),
        (Number(0, 120, "岁"), [15, 20], ""),
        (money(), [120_000], ""),
        (money(), [None, None, 100], ""),
        (Text(), ["1", "2"], ""),
        (Day(), [None, None], ""),
    ],
)
def test_what_the_chosen_rows_come_to(kind: object, values: list[int | None], said: str) -> None:
    assert selection_sums(Column("数", kind), values) == said


@pytest.mark.parametrize(
    ("kind", "value", "listed", "shown"),
    [
        (money(), 20_000_000, "200,000.00", "200000.00"),
        (money(), 5, "0.05", "0.05"),
        (money(), None, "", ""),
        (Scaled(60, "小时", 10**9, True), -90, "-1.5", "-1.5"),
        (Scaled(60, "小时", 10**9, True), -60 * 1234, "-1,234", "-1234"),
        (hours(), 20, "0.33", "0.33"),
        (Number(0, 99_999_999, "人"), 8607, "8,607", "8607"),
        (Number(2000, 2100), 2021, "2021", "2021"),
        (Number(), None, "", ""),
    ],
)
def test_large_numbers_are_listed_in_thousands_and_edited_plain(
    kind: Number | Scaled, value: int | None, listed: str, shown: str
) -> None:
    assert (kind.listed(value), kind.show(value)) == (listed, shown)
    assert kind.read(listed) == value


@pytest.mark.parametrize(
    ("label", "kind", "heading"),
    [
        ("服务时长", hours(), "服务时长（小时）"),
        ("每人保费", money(), "每人保费（元）"),
        ("注册率目标", Number(1, 100, "%"), "注册率目标（%）"),
        ("每天封顶", Number(1, 99, "分"), "每天封顶（分）"),
        ("满多少小时", Number(0, 99, "小时"), "满多少小时"),
        ("得分", Number(0, 99, "分"), "得分"),
        ("预计人数", Number(0, 99, "人"), "预计人数"),
        ("年份", Number(2000, 2100), "年份"),
        ("社区", Text(), "社区"),
    ],
)
def test_the_head_of_a_measure_says_its_unit_once(label: str, kind: object, heading: str) -> None:
    assert Column(label, kind).heading == heading
