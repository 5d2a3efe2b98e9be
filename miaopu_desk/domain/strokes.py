"""按姓氏笔画排：先比笔画数，再逐笔比横竖撇点折，再比下一个字；不知道笔顺的字排在最后并说出来。"""

import json
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

from miaopu_desk.paths import resource

SURNAME, FULL_NAME = "surname", "full_name"
"""两种惯例：姓氏笔画（党代会、政协）的两字名中间当有一个空位；姓名笔画（人大）没有。"""

LABELS = {SURNAME: "按姓氏笔画", FULL_NAME: "按姓名笔画"}
_BLANK = (0, "", "")
T = TypeVar("T")


@lru_cache(maxsize=1)
def _strokes() -> dict[str, str]:
    """字 → 笔顺，1 横 2 竖 3 撇 4 点 5 折。"""
    found: dict[str, str] = json.loads(resource("presets/strokes.json").read_text(encoding="utf-8"))["strokes"]
    return found


def strokes_of(character: str) -> str | None:
    """一个字的笔顺（1 横 2 竖 3 撇 4 点 5 折），字数就是笔画数；表里没有为空。"""
    return _strokes().get(character)


def stroke_key(name: str, convention: str = SURNAME) -> tuple[tuple[int, str, str], ...]:
    """姓名的排序键；convention 是两种惯例之一。间隔号和空格不算。"""
    characters = [character for character in name if character.isalnum()]
    keys = [_key(character) for character in characters]
    if convention == SURNAME and len(keys) == 2:
        keys.insert(1, _BLANK)
    return tuple(keys)


def by_strokes(
    rows: Iterable[T], name: Callable[[T], str] = str, convention: str = SURNAME
) -> tuple[list[T], tuple[str, ...]]:
    """排好的各行，和因此没有排准的字：不知道笔顺，而且真的要比到它的。键相同的照原来的次序。"""
    ordered = sorted(rows, key=lambda row: stroke_key(name(row), convention))
    return ordered, unknown_in([name(row) for row in ordered], convention)


def unknown_in(names: Iterable[str], convention: str = SURNAME) -> tuple[str, ...]:
    """排这些名字要比到、而不知道笔顺的字，不重复：前面的字都相同的几个名字才比得到后面的字。"""
    unknown: dict[str, None] = {}
    groups: list[list[str]] = [_places(name, convention) for name in dict.fromkeys(names)]
    pending = [groups] if len(groups) > 1 else []
    while pending:
        group = pending.pop()
        further: dict[str, list[list[str]]] = {}
        for places in group:
            if places:
                further.setdefault(places[0], []).append(places[1:])
                if places[0] and strokes_of(places[0]) is None:
                    unknown[places[0]] = None
        pending += [rest for rest in further.values() if len(rest) > 1]
    return tuple(unknown)


def _places(name: str, convention: str) -> list[str]:
    characters = [character for character in name if character.isalnum()]
    return [characters[0], "", characters[1]] if convention == SURNAME and len(characters) == 2 else characters


def _key(character: str) -> tuple[int, str, str]:
    strokes = strokes_of(character)
    return (10_000, "", character) if strokes is None else (len(strokes), strokes, character)
