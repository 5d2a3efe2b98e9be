"""字体：每种用途一串字面，逐字取第一个有这个字的；一个字都没有字形时说得出是哪一个。"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

from miaopu_desk.paths import resource

FILES = {
    "fang": "FandolFang-Regular.ttf",
    "kai": "FandolKai-Regular.ttf",
    "serif": "NotoSerifSC-Regular.ttf",
    "serif-bold": "NotoSerifSC-Bold-GB2312.ttf",
    "sans": "NotoSansSC-Regular.ttf",
    "sans-medium": "NotoSansSC-Medium-GB2312.ttf",
    "rare": "HanaMinB.ttf",
}

# 每串最后都走遍所有字面，所以一个字要么每种用途都有字形，要么都没有，打印前查一种用途就够了。
# 仿宋、楷体的字面自带的数字和字母不像宋体，正文里的数字字母改从宋体取。
_LAST = ("serif", "rare", "sans", "fang", "kai")
CHAINS = {
    "body": ("fang", *_LAST),
    "kai": ("kai", *_LAST),
    "hei": ("sans-medium", "sans", *_LAST),
    "title": ("serif-bold", *_LAST),
    "song": _LAST,
}
_LATIN_FROM_SERIF = {"body", "kai"}
_NOT_LATIN = "·±×÷"


class Glyph(NamedTuple):
    """一个字从哪个字面取、有多宽（以字号为 1）。"""

    face: str
    width: float


@cache
def face(name: str) -> Any:
    """读一个字面文件（reportlab 的 TTFontFace）；只读一次，生僻字的字面要到用得着时才读。"""
    from reportlab.pdfbase.ttfonts import TTFontFace

    loaded = TTFontFace(str(resource(f"fonts/{FILES[name]}")))
    _even_digits(loaded)
    return loaded


def _even_digits(loaded: Any) -> None:
    """宋体的“1”比别的数字窄，成列的数字对不齐：补成与“0”同宽，字形居中。"""
    zero = loaded.charWidths[ord("0")]
    for digit in map(ord, "123456789"):
        missing = zero - loaded.charWidths[digit]
        if abs(missing) < 1:
            continue
        index = loaded.charToGlyph[digit]
        advance, bearing = loaded.hmetrics[index]
        units = loaded.unitsPerEm / 1000
        loaded.hmetrics[index] = (round(advance + missing * units), round(bearing + missing * units / 2))
        loaded.charWidths[digit] = zero


class Glyphs(dict[str, Glyph | None]):
    """一种用途的字表：字 → 字形；没有字形的是 None。第一次问到一个字时才去找。"""

    def __init__(self, role: str) -> None:
        super().__init__()
        self.chain = CHAINS[role]
        self.latin = ("serif", *self.chain) if role in _LATIN_FROM_SERIF else self.chain

    def __missing__(self, char: str) -> Glyph | None:
        code = ord(char)
        chain = self.latin if code < 0x250 and char not in _NOT_LATIN else self.chain
        found = next((name for name in chain if code in face(name).charToGlyph), None)
        self[char] = glyph = Glyph(found, _width(found, code)) if found else None
        return glyph


def _width(name: str, code: int) -> float:
    loaded = face(name)
    return float(loaded.charWidths.get(code, loaded.defaultWidth)) / 1000


@cache
def glyphs(role: str) -> Glyphs:
    """一种用途（body 仿宋、kai 楷体、hei 黑体、title 小标宋、song 宋体）的字表。"""
    return Glyphs(role)


class _Widths(dict[str, float]):
    """字 → 宽度，以字号为 1；没有字形的按一个字宽算，看不见的不占地方。"""

    def __init__(self, role: str) -> None:
        super().__init__()
        self.glyphs = glyphs(role)

    def __missing__(self, char: str) -> float:
        glyph = self.glyphs[char]
        self[char] = width = (glyph.width if glyph else 1.0) if printable(char) else 0.0
        return width


@cache
def _widths(role: str) -> _Widths:
    return _Widths(role)


def width_of(role: str) -> Callable[[str], float]:
    """量一个字宽度的函数，以字号为 1；断行时用。"""
    return _widths(role).__getitem__


def text_width(text: str, role: str, size: float) -> float:
    """一行字的自然宽度，单位 pt。"""
    return size * sum(map(_widths(role).__getitem__, text))


class _Printable(dict[int, str | None]):
    """看不见的字符印不出来，也不该当成缺字：换成空格、换行或去掉。"""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        kind = unicodedata.category(char)
        shown: str | None = char
        if char in "\n\u2028\u2029\x0b\x0c":
            shown = "\n"
        elif char == "\t" or (kind == "Zs" and char != "\u3000"):
            shown = " "
        elif kind in ("Cc", "Cf", "Cs") or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF:
            shown = None
        self[code] = shown
        return shown


_PRINTABLE = _Printable()


def printable(text: str) -> str:
    """去掉控制符、零宽字符和异体选择符，制表符和各种空格变成空格；换行留着。"""
    return text if text.isascii() and text.isprintable() else text.translate(_PRINTABLE)


def missing(texts: Iterable[str], role: str = "song") -> dict[str, int]:
    """哪些字没有字形、各出现几次；十万行也很快，因为每个字只查一次。"""
    table = glyphs(role)
    known = {"\n"}
    absent: Counter[str] = Counter()
    for text in texts:
        if known.issuperset(text):
            continue
        for char in printable(text):
            if char in known:
                continue
            if table[char] is None:
                absent[char] += 1
            else:
                known.add(char)
    return dict(absent)
