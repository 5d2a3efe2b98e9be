"""图：一块画布上的矩形、线和字，只是数值，谁都能检查；画到纸上时再变成操作符。"""

from collections.abc import Iterator
from dataclasses import dataclass

from miaopu_desk.reports.sheet import BLACK, Colour, Sheet


@dataclass(frozen=True, slots=True)
class Box:
    """矩形；坐标从画布左下角起，单位 pt。"""

    x: float
    y: float
    width: float
    height: float
    fill: Colour | None = None
    edge: Colour | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """线段。"""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.5
    dash: str = ""
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class Label:
    """一行字；align 是 left、right、center，y 是基线。"""

    x: float
    y: float
    text: str
    size: float = 10.0
    role: str = "song"
    align: str = "left"
    colour: Colour = BLACK


Shape = Box | Rule | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """一幅图：宽、高（pt）和上面的东西，先画的在下面。"""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    def texts(self) -> Iterator[str]:
        """图上的字，打印前查字用。"""
        return (shape.text for shape in self.shapes if isinstance(shape, Label))

    def draw(self, sheet: Sheet, x: float, y: float, scale: float = 1.0) -> None:
        """画到纸上，(x, y) 是左下角。"""
        sheet.turn(scale, 0, 0, scale, x, y)
        for shape in self.shapes:
            _draw(shape, sheet)
        sheet.turn_back()


def _draw(shape: Shape, sheet: Sheet) -> None:
    if isinstance(shape, Box):
        sheet.box(shape.x, shape.y, shape.width, shape.height, fill=shape.fill, edge=shape.edge)
    elif isinstance(shape, Rule):
        sheet.rule(shape.x1, shape.y1, shape.x2, shape.y2, shape.width, shape.dash, shape.colour)
    else:
        sheet.text(shape.x, shape.y, shape.text, shape.role, shape.size, align=shape.align, colour=shape.colour)
