"""断行：避头尾、数字和字母不拆开、两端对齐；挤得下的标点挤进来，挤不下的带到下一行。"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from miaopu_desk.reports.punctuation import BLANK_AFTER, BLANK_BEFORE, NO_END, NO_START, is_word

WidthOf = Callable[[str], float]

SQUEEZE = 0.28  # 一个全角标点在行内最多挤掉多少（以字号为 1）
SQUEEZE_AT_END = 0.5  # 行末的标点后半个字是空白，可以整个挤掉
SNUG = 0.3  # 行末空出不到这么多时，不必再挤一个字进来
WIDEST_GAP = 9  # 带走一个长词会空出这么多字时，宁可在词里断开
TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Line:
    """排好的一行：从左边缩进 indent pt 起，每字后加 spacing pt，shifts 是某字之后另加的 pt。"""

    text: str
    indent: float
    spacing: float
    width: float
    last: bool = False
    shifts: Mapping[int, float] = field(default_factory=dict)


def break_text(
    text: str,
    width: float,
    size: float,
    width_of: WidthOf,
    *,
    indent: float = 0.0,
    hanging: float = 0.0,
    tracking: float = 0.0,
    justify: bool = True,
    loosest: float = 1.0,
) -> list[Line]:
    """把一段文字断成行；单位 pt，indent 是首行缩进，hanging 是其余各行的缩进，tracking 是每字加的间距。

    width_of 给出一个字以字号为 1 的宽度。换行符处另起一段。一个词比整行还长时才在词里断开。
    两端对齐时段内各行正好排满 width（行末标点的空白半个字可以悬在外面）；末行照原样。
    字间要加的空超过 loosest（以字号为 1）时那一行不拉开，窄格子里用。
    """
    lines: list[Line] = []
    for number, paragraph in enumerate(text.split("\n")):
        first = indent if number == 0 else hanging
        widths = [width_of(char) * size + tracking for char in paragraph]
        how = _How(size, tracking, loosest * size if justify else -1.0)
        lines += _break_paragraph(paragraph, widths, width, first, hanging, how)
    return lines


@dataclass(frozen=True, slots=True)
class _How:
    """一段的排法：字号、每字加的间距、字间最多再拉开多少 pt（负数是不拉开）。"""

    size: float
    tracking: float
    loosest: float


def _break_paragraph(
    text: str, widths: Sequence[float], width: float, indent: float, hanging: float, how: _How
) -> list[Line]:
    pieces = _pieces(text)
    lines: list[Line] = []
    start, at, offset = 0, 0, indent
    while at < len(pieces):
        room = width - offset
        end, split = _fill(text, widths, pieces, start, at, room, how.size)
        shown = text[start:end].rstrip(" ")
        lines.append(_set(shown, widths[start : start + len(shown)], offset, room, how, end >= len(text)))
        start = end
        at = split
        while at < len(pieces) and pieces[at] <= start:
            at += 1
        offset = hanging
    return lines or [Line("", indent, how.tracking, 0.0, True)]


def _pieces(text: str) -> list[int]:
    """每个不能拆的小段在哪里结束：标点跟着前面的字，开括号跟着后面的字，数字字母连成一串。"""
    ends = [i for i in range(1, len(text)) if _breakable(text[i - 1], text[i]) and not _after_opening(text, i)]
    return [*ends, len(text)] if text else []


def longest_piece(text: str, width_of: WidthOf) -> float:
    """最长的、不能拆开的一小段有多宽（以字号为 1）。"""
    ends = _pieces(text)
    return max((sum(map(width_of, text[a:b])) for a, b in zip([0, *ends], ends, strict=False)), default=0.0)


def _breakable(before: str, after: str) -> bool:
    if after == " " or after in NO_START or before in NO_END:
        return False
    return not (is_word(before) and is_word(after))


def _after_opening(text: str, at: int) -> bool:
    """前面是开括号加空格：在空格处断，行末就剩下开括号了。"""
    return text[at - 1] == " " and (before := text[:at].rstrip(" ")) != "" and before[-1] in NO_END


def _fill(
    text: str, widths: Sequence[float], pieces: list[int], start: int, at: int, room: float, size: float
) -> tuple[int, int]:
    """这一行排到第几个字为止；返回（字的位置，下一个小段）。"""
    used = 0.0
    end = start
    for index in range(at, len(pieces)):
        piece = sum(widths[end : pieces[index]])
        trailing = sum(
            widths[i] for i in range(end, pieces[index]) if text[i] == " " and not text[i : pieces[index]].strip()
        )
        over = used + piece - trailing - room
        if over > TOLERANCE:
            if over <= _slack(text, start, pieces[index], size) and (end == start or room - used > SNUG * size):
                return pieces[index], index + 1
            if end > start and room - used < WIDEST_GAP * size:
                return end, index
            return _force(text, widths, start, pieces[index], room), index
        used += piece
        end = pieces[index]
    return end, len(pieces)


def _force(text: str, widths: Sequence[float], start: int, end: int, room: float) -> int:
    """一个小段太长，只好在里面断；仍尽量避头尾。"""
    used = 0.0
    stop = start
    while stop < end and used + widths[stop] <= room + TOLERANCE:
        used += widths[stop]
        stop += 1
    stop = max(stop, start + 1)
    better = stop
    while better > start and not _allowed(text, better):
        better -= 1
    return better if better > start else stop


def _allowed(text: str, at: int) -> bool:
    """这里换行不违反避头尾。"""
    return at >= len(text) or not (text[at] in NO_START or text[at - 1] in NO_END or _after_opening(text, at))


def _slack(text: str, start: int, end: int, size: float) -> float:
    """这一行的标点最多能挤出多少 pt。"""
    final = SQUEEZE_AT_END if text[end - 1] in BLANK_AFTER else 0.0
    return size * (final + SQUEEZE * len(_squeezable(text[start:end])))


def _squeezable(line: str) -> list[int]:
    """行内能挤的空当：第几个字之后；行首的开括号和行末的标点不算。"""
    return [i for i, (before, after) in enumerate(pairwise(line)) if before in BLANK_AFTER or after in BLANK_BEFORE]


def _set(text: str, widths: Sequence[float], indent: float, room: float, how: _How, last: bool) -> Line:
    """把一行调到正好排满：多了挤标点，少了匀在字间；末行和不对齐的行只在超出时挤。"""
    natural = sum(widths)
    hang = how.size * SQUEEZE_AT_END if text and text[-1] in BLANK_AFTER else 0.0
    over = natural - room
    if over > TOLERANCE:
        places = _squeezable(text)
        each = max(0.0, over - hang) / len(places) if places else 0.0
        shifts = {i: -each for i in places if each}
        return Line(text, indent, how.tracking, natural - each * len(places), last, shifts)
    inside = [i for i, (before, after) in enumerate(pairwise(text)) if is_word(before) and is_word(after)]
    extra = -over / max(1, len(text) - 1 - len(inside))
    if last or extra > how.loosest or len(text) < 2:
        return Line(text, indent, how.tracking, natural, last)
    shifts = dict.fromkeys(inside, -extra) if extra > TOLERANCE else {}
    return Line(text, indent, how.tracking + extra, room, False, shifts)
