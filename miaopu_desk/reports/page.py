"""公文的纸：GB/T 9704-2012 的版心、行距、字距、页码，和横排附件转过来的那块版心。"""

from dataclasses import dataclass

from miaopu_desk.reports.fonts import text_width
from miaopu_desk.reports.sheet import Sheet

MM = 72 / 25.4

# GB/T 9704-2012 第 5 章：A4，天头 37 mm，订口 28 mm，版心 156 mm × 225 mm，每面 22 行、每行 28 字。
WIDTH = 210 * MM
HEIGHT = 297 * MM
TOP = HEIGHT - 37 * MM
LEFT = 28 * MM
BODY_WIDTH = 156 * MM
BODY_HEIGHT = 225 * MM
LINES = 22
CHARACTERS = 28
PITCH = BODY_HEIGHT / LINES
CHARACTER = BODY_WIDTH / CHARACTERS

SIZE = 16.0  # 3 号
TRACKING = CHARACTER - SIZE  # 28 个 3 号字是 158 mm，收紧到 156 mm
TITLE_SIZE = 22.0  # 2 号
PAGE_NUMBER_SIZE = 14.0  # 4 号
BELOW_BODY = 7 * MM

# 字身在行里居中：基线比行的中线低这么多（以字号为 1）。
BASELINE = 0.38


@dataclass(frozen=True, slots=True)
class Frame:
    """一块版心：左上角在纸上的位置、宽、高；turned 是横排（转过来的）。"""

    left: float
    top: float
    width: float
    height: float
    turned: bool = False


PORTRAIT = Frame(LEFT, TOP, BODY_WIDTH, BODY_HEIGHT)
# 横排附件：纸不转，内容转，表头总朝左：单页码在订口一边，双页码在切口一边（GB/T 9704-2012 7.5）。
LANDSCAPE = Frame(TOP - BODY_HEIGHT, WIDTH - LEFT, BODY_HEIGHT, BODY_WIDTH, turned=True)


def baseline(line_top: float, line_height: float, size: float) -> float:
    """一行字的基线：字身在行高里居中。"""
    return line_top - line_height / 2 - size * BASELINE


def turn_sheet(sheet: Sheet) -> None:
    """把坐标转成横的：原点到右下角，x 沿纸边向上，内容的上边朝左。"""
    sheet.turn(0, 1, -1, 0, WIDTH, 0)


def page_number(sheet: Sheet, number: int) -> None:
    """页码：4 号宋体数字两边各一条一字线，在版心下 7 mm；单页居右空一字，双页居左空一字。"""
    shown = f"— {number} —"
    width = text_width(shown, "song", PAGE_NUMBER_SIZE)
    odd = number % 2 == 1
    x = LEFT + BODY_WIDTH - PAGE_NUMBER_SIZE - width if odd else LEFT + PAGE_NUMBER_SIZE
    dash_top = 0.285 * PAGE_NUMBER_SIZE  # 思源宋体的一字线，上边离基线这么高
    sheet.text(x, TOP - BODY_HEIGHT - BELOW_BODY - dash_top, shown, "song", PAGE_NUMBER_SIZE)
