"""图表：条长和数值成比例，字不出画布，空的也画得出来。"""

import pytest

from miaopu_desk.reports.charts import Bar, Series, axis_ticks, bar_chart, column_chart
from miaopu_desk.reports.drawing import Box, Drawing, Label, Rule
from miaopu_desk.reports.fonts import text_width

NAMES = ["东桥", "西桥", "南桥新村第一社区"]


def bars_of(drawing: Drawing) -> list[Box]:
    return [shape for shape in drawing.shapes if isinstance(shape, Box) and shape.edge]


def labels_inside(drawing: Drawing) -> bool:
    for shape in drawing.shapes:
        if isinstance(shape, Label):
            wide = text_width(shape.text, shape.role, shape.size)
            left = shape.x - {"left": 0, "center": wide / 2, "right": wide}[shape.align]
            if (
                left < -0.5
                or left + wide > drawing.width + 0.5
                or not 0 <= shape.y <= drawing.height - shape.size * 0.7
            ):
                return False
    return True


def test_bars_are_as_long_as_their_values() -> None:
    drawing = bar_chart([Bar(name, value) for name, value in zip(NAMES, (5, 10, 20), strict=True)])
    short, middle, long = bars_of(drawing)
    assert middle.width == pytest.approx(2 * short.width)
    assert long.width == pytest.approx(4 * short.width)
    assert labels_inside(drawing)


def test_the_target_line_stands_at_its_value_and_bars_below_it_are_lighter() -> None:
    drawing = bar_chart([Bar("甲", 15), Bar("乙", 14.9)], target=15, target_label="目标15%")
    reached, below = bars_of(drawing)
    (line,) = [shape for shape in drawing.shapes if isinstance(shape, Rule) and shape.dash]
    assert line.x1 == pytest.approx(reached.x + reached.width)
    assert sum(below.fill or ()) > sum(reached.fill or ())
    assert "目标15%" in list(drawing.texts())


def test_every_value_is_printed() -> None:
    drawing = column_chart(NAMES, [Series("专职", [1, 2, 3]), Series("党员", [40, 50, 1234])], unit="人")
    assert {"1", "2", "3", "40", "50", "1,234", "专职", "党员", *NAMES} <= set(drawing.texts())
    assert labels_inside(drawing)


def test_stacked_columns_show_their_sum_and_reach_it() -> None:
    drawing = column_chart(["甲"], [Series("一", [30]), Series("二", [20])], stacked=True)
    lower, upper = bars_of(drawing)[:2]
    assert upper.y == pytest.approx(lower.y + lower.height)
    assert upper.height / lower.height == pytest.approx(20 / 30)
    assert "50" in list(drawing.texts())


def test_neighbouring_series_differ_in_grey_print() -> None:
    drawing = column_chart(["甲"], [Series(str(number), [number + 1]) for number in range(4)])
    greys = [0.3 * r + 0.59 * g + 0.11 * b for box in bars_of(drawing)[:4] for r, g, b in [box.fill or (0, 0, 0)]]
    assert all(abs(a - b) > 0.12 for index, a in enumerate(greys) for b in greys[index + 1 :])


def test_nothing_and_zero_can_be_drawn() -> None:
    assert "（没有数据）" in list(bar_chart([]).texts())
    assert [box.height for box in bars_of(column_chart(["甲"], [Series("零", [0])]))] == [0]


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        (0, [0, 1]),
        (18.8, [0, 5, 10, 15, 20]),
        (1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (1204, [0, 250, 500, 750, 1000, 1250]),
        (60, [0, 20, 40, 60]),
    ],
)
def test_the_axis_has_round_marks_and_reaches_the_highest_value(highest: float, ticks: list[float]) -> None:
    assert axis_ticks(highest) == ticks
