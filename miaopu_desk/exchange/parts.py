"""一栏写在几列里：队伍类别一类一列、打勾算数；住址分成小区、栋、房号，身份证号分成两格，接成一格。"""

import re
from collections.abc import Mapping, Sequence

from miaopu_desk.exchange.labels import plain_label
from miaopu_desk.exchange.row_kinds import plain_text
from miaopu_desk.exchange.workbook import Cell, Row

_TICKED = frozenset("√✓✔☑√vVyY1是有●■▲○◎⊙Oo对")
_UNTICKED = frozenset(
    ("", "×", "✗", "✘", "x", "X", "否", "无", "0", "n", "N", "-", "—", "/", "\\", "☐", "□", "不是", "没有")
)
_NOTHING = _UNTICKED - {"0"}
_MARKS = _TICKED - {"1"}
_UNITS = frozenset(("栋", "幢", "单元", "组", "巷", "弄", "室", "楼", "号", "门"))
_TICK_STARTS = frozenset("√✓✔☑是有1")
_NOT_TICKS = re.compile(r"是否|是不是|有没有|有无|有待|1\d")


def gathered(
    row: Row, parts: Mapping[int, tuple[str, str]], joined: frozenset[str]
) -> tuple[dict[str, Cell], tuple[str, ...]]:
    """分成小栏打勾的各栏 → 打了勾的小栏名；不像打勾也不像没打勾的写进提醒。joined 里的栏写的是字，接起来。"""
    ticked: dict[str, list[str]] = {name: [] for name, _ in parts.values()}
    doubts: list[str] = []
    for column, (name, part) in parts.items():
        value = row[column]
        if value is None or value is False or name in joined:
            continue
        text = "1" if value is True else plain_text(value)
        if text in _TICKED or plain_label(text) == plain_label(part):
            ticked[name].append(part)
        elif text[0:1] in _TICK_STARTS and not _NOT_TICKS.match(text):
            ticked[name].append(part)
            doubts.append(f"“{part}”一格写着“{text[:20]}”，当作打了勾，请看一眼。")
        elif text not in _UNTICKED:
            doubts.append(f"“{part}”一格写着“{text[:20]}”，看不出是不是打勾，当作没有打勾。")
    cells: dict[str, Cell] = {name: "、".join(chosen) or None for name, chosen in ticked.items()}
    for name in joined & cells.keys():
        cells[name] = _one_cell([(part, row[column]) for column, (other, part) in parts.items() if other == name])
    return cells, tuple(doubts)


def _one_cell(pieces: Sequence[tuple[str, Cell]]) -> Cell:
    """一栏写在几列里的（小栏名, 值）→ 接成一格：“3”写在“栋”下面是“3栋”，打勾的写小栏名。

    两位以上的数字不能当号码的一段：数字格开头的 0 已经没有了，照原样交出去，由收它的栏拒收。
    """
    texts: list[str] = []
    numbered = all(part.isdecimal() for part, _ in pieces)
    for part, value in pieces:
        if value is None or (text := plain_text(value)) in _NOTHING:
            continue
        if numbered and isinstance(value, int | float) and not 0 <= value <= 9:
            return value
        unit = part.removesuffix("号") if part.removesuffix("号") in _UNITS else ""
        if text in _MARKS:
            text = part
        elif unit and text.isdecimal():
            text += unit
        between = "-" if not numbered and texts and texts[-1][-1:].isdecimal() and text[:1].isdecimal() else ""
        texts.append(between + text)
    return "".join(texts) or None
