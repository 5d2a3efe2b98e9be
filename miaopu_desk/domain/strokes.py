"""按姓氏笔画排：先比笔画数，再逐笔比横竖撇点折，再比下一个字；比不准的字说出来（见决定 0020）。"""

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

from miaopu_desk.paths import resource

SURNAME, FULL_NAME = "surname", "full_name"
"""两种惯例：姓氏笔画（党代会、政协）的两字名中间当有一个空位；姓名笔画（人大）没有。"""

LABELS = {SURNAME: "按姓氏笔画", FULL_NAME: "按姓名笔画"}
_BLANK = (0, "", "")
_UNORDERED = "6"  # 不知道笔顺的，排在笔画数相同、知道笔顺的后面
T = TypeVar("T")


def strokes_of(character: str) -> str | None:
    """一个字的笔顺（1 横 2 竖 3 撇 4 点 5 折）；不知道为空。"""
    own = unicodedata.normalize("NFC", character)
    return _strokes().get(own) or _rare()[0].get(own)


def stroke_count(character: str) -> int | None:
    """一个字的笔画数；不知道笔顺的字也多半知道笔画数，都不知道为空。"""
    strokes = strokes_of(character)
    return len(strokes) if strokes else _rare()[1].get(unicodedata.normalize("NFC", character))


@lru_cache(maxsize=1)
def _strokes() -> dict[str, str]:
    """常用的六千多字 → 笔顺，1 横 2 竖 3 撇 4 点 5 折。"""
    found: dict[str, str] = json.loads(resource("presets/strokes.json").read_text(encoding="utf-8"))["strokes"]
    return found


@lru_cache(maxsize=1)
def _rare() -> tuple[dict[str, str], dict[str, int]]:
    """生僻字：知道笔顺的 → 笔顺，只知道笔画数的 → 笔画数；九万字，用得着时才读。"""
    read = json.loads(resource("presets/strokes_rare.json").read_text(encoding="utf-8"))
    orders = {character: strokes for strokes, characters in read["orders"].items() for character in characters}
    counts = {character: int(count) for count, characters in read["counts"].items() for character in characters}
    return orders, counts


def stroke_key(name: str, convention: str = SURNAME) -> tuple[tuple[int, str, str], ...]:
    """姓名的排序键；convention 是两种惯例之一。间隔号和空格不算。"""
    keys = [_key(character) for character in _letters(name)]
    if convention == SURNAME and len(keys) == 2:
        keys.insert(1, _BLANK)
    return tuple(keys)


def by_strokes(
    rows: Iterable[T], name: Callable[[T], str] = str, convention: str = SURNAME
) -> tuple[list[T], tuple[str, ...]]:
    """排好的各行，和因此没有排准的字（见 unknown_in）。键相同的照原来的次序。"""
    ordered = sorted(rows, key=lambda row: stroke_key(name(row), convention))
    return ordered, unknown_in([name(row) for row in ordered], convention)


def unknown_in(names: Iterable[str], convention: str = SURNAME) -> tuple[str, ...]:
    """因为不知道笔画或笔顺而没有排准的字，不重复。

    前面的字都相同的几个名字才比得到后面的字；知道笔画数的，同一处有笔画数一样的别的字，才要看笔顺。
    """
    unknown: dict[str, None] = {}
    groups: list[list[str]] = [_places(name, convention) for name in dict.fromkeys(names)]
    pending = [groups] if len(groups) > 1 else []
    while pending:
        group = pending.pop()
        further: dict[str, list[list[str]]] = {}
        for places in group:
            if places:
                further.setdefault(places[0], []).append(places[1:])
        compared = [each for each in further if each]
        counts = Counter(map(stroke_count, compared))
        for each in compared:
            count = stroke_count(each)
            if strokes_of(each) is None and (count is None or counts[count] > 1):
                unknown[each] = None
        pending += [rest for rest in further.values() if len(rest) > 1]
    return tuple(unknown)


def _places(name: str, convention: str) -> list[str]:
    characters = _letters(name)
    return [characters[0], "", characters[1]] if convention == SURNAME and len(characters) == 2 else characters


def _letters(name: str) -> list[str]:
    """姓名里的字；自造字也是字，间隔号、空格、括号不是。"""
    return [character for character in name if character.isalnum() or unicodedata.category(character) == "Co"]


def _key(character: str) -> tuple[int, str, str]:
    strokes = strokes_of(character)
    if strokes is not None:
        return len(strokes), strokes, character
    return stroke_count(character) or 10_000, _UNORDERED, character
