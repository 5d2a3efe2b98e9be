"""标题折行：行数最少、各行匀称，两行的在词的交界处分开。"""

from miaopu_desk.reports.fonts import width_of
from miaopu_desk.reports.lines import Line, WidthOf, break_text
from miaopu_desk.reports.punctuation import NO_END, NO_START


def balanced_lines(text: str, role: str, size: float, width: float) -> list[Line]:
    """标题折行：行数最少，各行尽量一样长，两行的尽量在词的交界处分开；原有的换行照办。"""
    lines: list[Line] = []
    measure = width_of(role)
    for part in text.split("\n"):
        shortest = _narrowest(part, size, width, measure)
        natural = _natural_halves(part, size, width, measure) if len(shortest) == 2 else []
        lines += natural or shortest
    return lines


def _narrowest(text: str, size: float, width: float, measure: WidthOf) -> list[Line]:
    """行数不变的前提下，把行宽收到最窄。"""
    lines = break_text(text, width, size, measure, justify=False)
    while width > 2 * size:
        width -= size / 2
        narrower = break_text(text, width, size, measure, justify=False)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _natural_halves(text: str, size: float, width: float, measure: WidthOf) -> list[Line]:
    """在引号、书名号、年份的交界处分成两行，短的一行不少于长的一半；没有这样的地方就不分。"""
    halves = []
    for at in range(1, len(text)):
        before, after = text[at - 1], text[at]
        year = after.isdigit() and not before.isdigit() and before not in "年月第（(-—"
        if year or before in "”》）、" or after in "“《（":
            first, second = (break_text(part, width, size, measure, justify=False) for part in (text[:at], text[at:]))
            short, long = sorted((first[0].width, second[0].width))
            legal = after not in NO_START and before not in NO_END
            if legal and len(first) == len(second) == 1 and short * 2 >= long:
                halves.append((long - short, [*first, *second]))
    return min(halves, key=lambda half: half[0])[1] if halves else []
