"""写一格：文字永远是文字，不会变成公式；日期是真日期；号码不会变成科学计数法。"""

import math
import re
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

FONT = "宋体"
TITLE_FONT = "黑体"
LONGEST = 32767
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_FIRST_DAY = date(1900, 3, 1)

FORMATS = {
    "text": "@",
    "number": "General",
    "integer": "0",
    "decimal": "0.0",
    "money": "#,##0.00",
    "percent": "0.00%",
    "date": "yyyy-mm-dd",
    "datetime": "yyyy-mm-dd hh:mm",
    "time": "hh:mm",
}


class Pen:
    """往一张工作表里写格；同样的样式只建一次。"""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._styles: dict[tuple[object, ...], Any] = {}

    def cell(
        self, value: object, *, kind: str = "text", align: str = "left", bold: bool = False, look: str = "body"
    ) -> Any:
        """一格；kind 见 FORMATS，look 是 body、header、title、plain、reason 之一。"""
        from openpyxl.cell import Cell

        stored, kind = as_cell(value, kind)
        quoted = kind == "text" and isinstance(stored, str) and stored.startswith(_FORMULA_STARTS)
        key = (kind, align, bold, look, quoted)
        style = self._styles.get(key)
        if style is None:
            style = self._styles[key] = self._new_style(kind, align, bold, look, quoted)
        cell = Cell(self._sheet, row=1, column=1)
        cell._value = stored
        cell.data_type = "s" if isinstance(stored, str) else "d" if isinstance(stored, date | time) else "n"
        cell._style = style
        return cell

    def cells(self, values: Iterable[object], **look: Any) -> list[Any]:
        """一样的几格。"""
        return [self.cell(value, **look) for value in values]

    def _new_style(self, kind: str, align: str, bold: bool, look: str, quoted: bool) -> Any:
        from openpyxl.cell import Cell
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        cell = Cell(self._sheet, row=1, column=1)
        title = look == "title"
        cell.font = Font(
            name=TITLE_FONT if title else FONT,
            size=16 if title else 11,
            bold=bold or look == "header",
            color="C00000" if look == "reason" else "000000",
        )
        cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=look != "plain")
        cell.number_format = FORMATS[kind]
        if look in ("body", "header", "reason"):
            side = Side(style="thin", color="808080")
            cell.border = Border(left=side, right=side, top=side, bottom=side)
        if look == "header":
            cell.fill = PatternFill("solid", fgColor="F2F2F2")
        if quoted:
            cell.quotePrefix = True
        return cell._style


def as_cell(value: object, kind: str) -> tuple[object, str]:
    """任何值 → (写进格里的值, 实际的种类)；表格存不下的（很大的数、1900 年以前的日期）写成文字。"""
    if value is None or value == "":
        return None, kind
    if isinstance(value, str):
        return clean_text(value), "text"
    if isinstance(value, bool):
        return "是" if value else "否", "text"
    if isinstance(value, int | float | Decimal):
        if kind == "text":
            return (clean_text(str(value)), "text") if not isinstance(value, float) else (_number_text(value), "text")
        if not math.isfinite(value) or not -(10**15) < value < 10**15:
            return str(value), "text"
        return value, "number" if kind in ("date", "datetime", "time") else kind
    if isinstance(value, datetime):
        whole_day = value.time() == time(0)
        if value.date() < _FIRST_DAY:
            return (value.date().isoformat() if whole_day else value.isoformat(" ", "minutes")), "text"
        return value.replace(tzinfo=None), "date" if kind == "date" and whole_day else "datetime"
    if isinstance(value, date):
        return (value, "date") if value >= _FIRST_DAY else (value.isoformat(), "text")
    if isinstance(value, time):
        return value.replace(tzinfo=None), "time"
    if isinstance(value, tuple | list):
        return clean_text("、".join(str(part) for part in value)), "text"
    return clean_text(str(value)), "text"


def lines_needed(text: str, width_chars: float) -> int:
    """一段文字在这么宽（汉字数）的格里要几行；半角字符算半个。"""
    return sum(max(1, math.ceil(_width(line) / max(width_chars, 1))) for line in text.split("\n"))


def _width(line: str) -> float:
    return sum(0.55 if char < "\u2000" else 1.0 for char in line)


def clean_text(text: str) -> str:
    """去掉表格文件里写不了的控制字符，超过一格上限的截短；换行留着。"""
    text = _UNWRITABLE.sub("", text.replace("\r\n", "\n"))
    return _LOOKS_ESCAPED.sub("_x005F_", text)[:LONGEST]


def _number_text(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)
