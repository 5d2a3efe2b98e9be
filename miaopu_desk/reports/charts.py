"""图表：横条、竖条、分组和堆叠的条形图，带目标线和数值；只算坐标，颜色在黑白打印时也分得开。"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from miaopu_desk.reports.drawing import Box, Drawing, Label, Rule, Shape
from miaopu_desk.reports.fonts import text_width
from miaopu_desk.reports.page import BODY_WIDTH
from miaopu_desk.reports.sheet import Colour

# 亮度依次拉开，复印成灰的也认得出哪个是哪个。
PALETTE: tuple[Colour, ...] = (
    (0.16, 0.33, 0.53),
    (0.49, 0.66, 0.82),
    (0.87, 0.90, 0.94),
    (0.71, 0.42, 0.22),
    (0.35, 0.35, 0.38),
    (0.70, 0.70, 0.72),
)
EDGE: Colour = (0.25, 0.30, 0.36)
GRID: Colour = (0.82, 0.84, 0.86)
TARGET: Colour = (0.72, 0.14, 0.12)
TEXT = 9.5
SMALL = 8.5
GAP = 4.0


@dataclass(frozen=True, slots=True)
class Bar:
    """一条：名称、数值、印在条端的字（不给时印数值）；strong 的条（如合计）用另一种颜色。"""

    label: str
    value: float
    shown: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """一组数：图例上的名称和各类的数值，先后和类别一致。"""

    name: str
    values: Sequence[float]


def bar_chart(
    bars: Sequence[Bar],
    *,
    target: float | None = None,
    target_label: str = "",
    unit: str = "",
    width: float = BODY_WIDTH,
    height: float | None = None,
) -> Drawing:
    """横条图：名称在左、数值在条端，达到目标的深色、没达到的浅色；target 处画一条虚线。尺寸单位 pt。"""
    band = 20.0 if height is None else max(12.0, (height - 44) / max(1, len(bars)))
    height = max(1, len(bars)) * band + 44 if height is None else height
    left = max((text_width(bar.label, "song", TEXT) for bar in bars), default=0) + 2 * GAP
    tail = max((text_width(_shown(bar), "song", SMALL) for bar in bars), default=0) + 2 * GAP
    bottom, top = 18.0, height - 20.0
    ticks = axis_ticks(max([target or 0.0, *(bar.value for bar in bars)]))
    scale = (width - left - tail) / ticks[-1]
    shapes: list[Shape] = [_vertical_grid(left + tick * scale, bottom, top) for tick in ticks]
    shapes += [Label(left + t * scale, bottom - 11, _tick(t), SMALL, align="center") for t in ticks]
    if unit:
        shapes.append(Label(width, bottom - 11, f"（{unit}）", SMALL, align="right"))
    for number, bar in enumerate(bars):
        middle = top - (number + 0.5) * band
        reached = target is None or bar.value >= target
        fill = PALETTE[4] if bar.strong else PALETTE[0] if reached else PALETTE[1]
        long = max(0.0, bar.value) * scale
        shapes.append(Box(left, middle - band * 0.32, long, band * 0.64, fill, EDGE))
        shapes.append(Label(left - GAP, middle - TEXT * 0.38, bar.label, TEXT, align="right"))
    shapes.append(Rule(left, bottom, left, top, 0.8))
    if target is not None:
        x = left + target * scale
        shapes.append(Rule(x, bottom, x, top + 3, 1.0, "4 2", TARGET))
        shapes.append(Label(x, top + 7, target_label or f"目标{_tick(target)}", SMALL, "hei", "center", TARGET))
    for number, bar in enumerate(bars):
        shapes += _value(left + max(0.0, bar.value) * scale + GAP, top - (number + 0.5) * band, _shown(bar))
    if not bars:
        shapes.append(Label(width / 2, height / 2, "（没有数据）", TEXT, align="center"))
    return Drawing(width, height, tuple(shapes))


def _value(x: float, middle: float, text: str) -> list[Shape]:
    """条端的数值，垫白底，不和目标线混在一起。"""
    back = Box(x - 1, middle - SMALL / 2, text_width(text, "song", SMALL) + 2, SMALL, (1.0, 1.0, 1.0))
    return [back, Label(x, middle - SMALL * 0.38, text, SMALL)]


def column_chart(
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    stacked: bool = False,
    unit: str = "",
    width: float = BODY_WIDTH,
    height: float = 190.0,
) -> Drawing:
    """竖条图：每类一组并排的条（stacked 时叠成一条），条上印数值，图例在上。尺寸单位 pt。"""
    left, bottom, top = 34.0, 22.0, height - 30.0
    highest = _highest(labels, series, stacked)
    ticks = axis_ticks(highest)
    scale = (top - bottom) / ticks[-1]
    band = (width - left) / max(1, len(labels))
    shapes: list[Shape] = [Rule(left, bottom + t * scale, width, bottom + t * scale, 0.4, "", GRID) for t in ticks]
    shapes += [Label(left - GAP, bottom + t * scale - SMALL * 0.38, _tick(t), SMALL, align="right") for t in ticks]
    for number, label in enumerate(labels):
        shapes.append(Label(left + (number + 0.5) * band, bottom - 13, label, TEXT, align="center"))
        start = left + number * band
        values = [one.values[number] for one in series]
        shapes += _stack(values, start, band, bottom, scale) if stacked else _group(values, start, band, bottom, scale)
    shapes.append(Rule(left, bottom, width, bottom, 0.8))
    if unit:
        shapes.append(Label(0, height - 12, f"单位：{unit}", SMALL))
    shapes += _legend([one.name for one in series], width, height - 12) if len(series) > 1 else []
    return Drawing(width, height, tuple(shapes))


def axis_ticks(highest: float, count: int = 5) -> list[float]:
    """从 0 到不小于 highest 的整齐刻度，约 count 段。"""
    if highest <= 0:
        return [0.0, 1.0]
    rough = highest / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * part for part in (1, 2, 2.5, 5, 10) if power * part >= rough * (1 - 1e-9))
    return [round(step * i, 10) for i in range(math.ceil(highest / step - 1e-9) + 1)]


def _highest(labels: Sequence[str], series: Sequence[Series], stacked: bool) -> float:
    columns = [[one.values[number] for one in series] for number in range(len(labels))]
    return max((sum(values) if stacked else max(values, default=0) for values in columns), default=0)


def _group(values: Sequence[float], start: float, band: float, bottom: float, scale: float) -> list[Shape]:
    """并排的一组条；窄得放不下数值时数值的字缩小。"""
    shapes: list[Shape] = []
    each = band * 0.8 / max(1, len(values))
    for number, value in enumerate(values):
        x = start + band * 0.1 + number * each
        shapes.append(Box(x, bottom, each, max(0.0, value) * scale, PALETTE[number % len(PALETTE)], EDGE))
        size = min(SMALL, SMALL * (each + 1.5) / max(1.0, text_width(_tick(value), "song", SMALL)))
        shapes.append(Label(x + each / 2, bottom + max(0.0, value) * scale + 2.5, _tick(value), size, align="center"))
    return shapes


def _stack(values: Sequence[float], start: float, band: float, bottom: float, scale: float) -> list[Shape]:
    """叠起来的一条：段里放得下就印段的数值，顶上印合计。"""
    shapes: list[Shape] = []
    y, wide = bottom, min(band * 0.6, 46.0)
    x = start + (band - wide) / 2
    for number, value in enumerate(values):
        tall = max(0.0, value) * scale
        shapes.append(Box(x, y, wide, tall, PALETTE[number % len(PALETTE)], EDGE))
        if tall >= SMALL + 1:
            dark = number % len(PALETTE) in (0, 4)
            colour: Colour = (1.0, 1.0, 1.0) if dark else (0.0, 0.0, 0.0)
            shapes.append(
                Label(x + wide / 2, y + tall / 2 - SMALL * 0.38, _tick(value), SMALL, "song", "center", colour)
            )
        y += tall
    shapes.append(Label(x + wide / 2, y + 2.5, _tick(sum(values)), SMALL, "hei", "center"))
    return shapes


def _legend(names: Sequence[str], right: float, y: float) -> list[Shape]:
    """图例，靠右排成一行。"""
    shapes: list[Shape] = []
    for number, name in reversed(list(enumerate(names))):
        right -= text_width(name, "song", SMALL)
        shapes.append(Label(right, y, name, SMALL))
        shapes.append(Box(right - 12, y - 1, 9, 8, PALETTE[number % len(PALETTE)], EDGE))
        right -= 12 + 2.5 * GAP
    return shapes


def _vertical_grid(x: float, bottom: float, top: float) -> Rule:
    return Rule(x, bottom, x, top, 0.4, "", GRID)


def _shown(bar: Bar) -> str:
    return bar.shown or _tick(bar.value)


def _tick(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0")
