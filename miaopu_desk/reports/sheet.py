"""一页纸：在上面写字、画线、涂色；坐标从左下角起，单位 pt。"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from miaopu_desk.reports.fonts import text_width
from miaopu_desk.reports.ink import Ink
from miaopu_desk.reports.lines import Line

BLACK = (0.0, 0.0, 0.0)
Colour = tuple[float, float, float]


@dataclass(slots=True)
class Sheet:
    """一页的内容流；写完用 content() 取出。"""

    ink: Ink
    ops: list[str] = field(default_factory=list)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        role: str,
        size: float,
        *,
        spacing: float = 0.0,
        shifts: Mapping[int, float] | None = None,
        align: str = "left",
        colour: Colour = BLACK,
    ) -> None:
        """在基线 (x, y) 处写一行字；align 为 right、center 时 x 是右端、中点。"""
        if align != "left":
            width = text_width(text, role, size) + spacing * len(text)
            x -= width if align == "right" else width / 2
        if spacing and self.ink.mixed(text, role):
            # 换字面处的字距各家阅读器算法不一（pdfminer 不算一段末字后面的 Tc），写成 TJ 里的数就都一样
            shifts = {i: spacing + (shifts or {}).get(i, 0.0) for i in range(len(text))}
            spacing = 0.0
        shown = self.ink.show(text, role, size, shifts)
        if not shown:
            return
        tint = "" if colour == BLACK else _tint(colour, "rg")
        tone = " 0 g" if tint else ""
        self.ops.append(f"{tint}BT {spacing:.4f} Tc 1 0 0 1 {x:.2f} {y:.2f} Tm {shown} ET{tone}")

    def line_of_text(self, x: float, y: float, line: Line, role: str, size: float) -> None:
        """写一行断好、调好的字；x 是版心左边。"""
        self.text(x + line.indent, y, line.text, role, size, spacing=line.spacing, shifts=line.shifts)

    def rule(
        self, x1: float, y1: float, x2: float, y2: float, width: float = 0.5, dash: str = "", colour: Colour = BLACK
    ) -> None:
        """画一条线；dash 例如 "3 2" 是虚线。"""
        dashed = f"[{dash}] 0 d " if dash else ""
        path = f"{_number(x1)} {_number(y1)} m {_number(x2)} {_number(y2)} l S"
        self.ops.append(f"q {_number(width)} w {dashed}{_tint(colour, 'RG')}{path} Q")

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: Colour | None = None,
        edge: Colour | None = None,
        thickness: float = 0.5,
    ) -> None:
        """画一个矩形，涂色和描边都可以不要。"""
        paint = {(True, True): "B", (True, False): "f", (False, True): "S"}.get((fill is not None, edge is not None))
        if paint is None:
            return
        tints = (_tint(fill, "rg") if fill else "") + (_tint(edge, "RG") if edge else "")
        area = f"{_number(x)} {_number(y)} {_number(width)} {_number(height)} re {paint}"
        self.ops.append(f"q {_number(thickness)} w {tints}{area} Q")

    def turn(self, a: float, b: float, c: float, d: float, e: float, f: float) -> None:
        """此后画的都先过这个变换，直到 turn_back。"""
        self.ops.append("q " + " ".join(_number(value, 4) for value in (a, b, c, d, e, f)) + " cm")

    def turn_back(self) -> None:
        """回到变换以前。"""
        self.ops.append("Q")

    def content(self) -> str:
        """整页的操作符。"""
        return "\n".join(self.ops)


def _number(value: float, digits: int = 2) -> str:
    shown = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return shown if shown not in ("", "-0") else "0"


def _tint(colour: Colour, operator: str) -> str:
    return " ".join(_number(part, 3) for part in colour) + f" {operator} "
