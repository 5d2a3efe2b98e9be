"""读一格时的宽让：写着“无”的当作空着，号码旁边的字另外说，只有年月的不当作一日，“同上”照上一行。"""

import itertools
from collections.abc import Mapping, Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any

from miaopu_desk.domain.calendar import parse_month
from miaopu_desk.domain.clock import Clock
from miaopu_desk.domain.kinds import (
    Choice,
    Choices,
    Day,
    IdNumber,
    Link,
    Number,
    Phone,
    Rejected,
    Scaled,
    YesNo,
    plain_text,
)
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.register import Column, Register
from miaopu_desk.exchange.headers import HeaderMatch
from miaopu_desk.exchange.labels import bare_label
from miaopu_desk.exchange.workbook import Sheet
from miaopu_desk.services.import_fields import fields

NOTHING = frozenset(("无", "没有", "/", "\\", "-", "—", "——", "－", "暂无", "不详", "未知", "空", "N/A", "n/a"))
NOTHING |= {"待补", "待查", "暂缺", "未提供", "不清楚"}
_BLANKABLE = (Phone, IdNumber, Day, Number, Scaled, Clock, Choice, Choices, Link)
DITTO = frozenset(("同上", "同 上", "〃", "″", "”", '"', "''"))
ERRORS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "Err:508", "Err:502")
)
BROKEN = Rejected("是错误值，请改正后再导入")
SAME = Rejected("写着“同上”，可是上一行空着，请写出来")
_SPREAD = (Link, Choice, Choices, Day, YesNo)


def stands_for_nothing(column: Column, raw: object) -> str:
    """可以不填的栏里写着的“无”“/”；不是的为空。文字栏写的“无”照样是文字。"""
    if column.required or not isinstance(raw, str) or not isinstance(column.kind, _BLANKABLE):
        return ""
    text = raw.strip()
    return text if text in NOTHING else ""


def is_error(raw: object) -> bool:
    """写着 #N/A、#REF!：文本表格里的错误值是字。"""
    return isinstance(raw, str) and raw.strip() in ERRORS


def is_ditto(raw: object) -> bool:
    """写着“同上”。"""
    return isinstance(raw, str) and raw.strip() in DITTO


def spread_down(register: Register[Any]) -> tuple[str, ...]:
    """竖着合并时各行都算写着的栏：社区、类别、日期这些一写就是一片的，住址，和说明指的是谁的号码。

    自己的姓名、号码不是，几行共一格分不出是谁的；人数、时长也不是，分不出是各人的还是合起来的。
    """
    return tuple(
        name
        for name, column in fields(register).items()
        if "." in name or name == "residence" or isinstance(column.kind, _SPREAD)
    )


def months_of(header: HeaderMatch) -> frozenset[str]:
    """栏名只写到月的日期栏（出生年月）：表格软件把 1955-6 存成 1955 年 6 月 1 日，不能当作 1 日。"""
    labels = {name: header.labels.get(column, "") for column, name in header.columns.items() if "." not in name}
    return frozenset(name for name, label in labels.items() if bare_label(label).endswith("年月"))


def month_in(raw: object) -> str:
    """格里只有年月的，写成 "1955-06"；写着整天的为空。"""
    return "" if isinstance(raw, date) else parse_month(plain_text(raw))[0] or ""


def only_the_month(day: date) -> str:
    """只写到月的栏里的 1 日：多半是表格软件补上的，写成 "1955-06"；别的日子是写明了的，为空。"""
    return f"{day:%Y-%m}" if day.day == 1 else ""


def months_only(
    months: Sequence[tuple[Column, str, object]], values: Mapping[str, Any]
) -> tuple[list[Problem], list[str]]:
    """出生年月这样只有年月的（栏、年月、原样）：身份证号推得出整天的，核对年月；推不出的不登记这一栏，请人看一眼。"""
    problems, warnings = [], []
    for column, month, raw in months:
        assert column.follows is not None
        day = column.follows(SimpleNamespace(**values))
        # 存成数的 1961.10 只剩 1961.1
        possible = {month, month[:-2] + "10"} if isinstance(raw, float) and month.endswith("-01") else {month}
        if day is None:
            warnings.append(f"{column.label}只有年月（{month}），没有登记这一栏，问到日子再补上")
        elif f"{day:%Y-%m}" not in possible:
            problems.append(Problem(column.label, f"写的是{month}，与身份证号不符，证件上是{day}，请核对两者"))
    return problems, warnings


def written_once_a_group(sheet: Sheet, header: HeaderMatch, name: str) -> bool:
    """这一栏只写在每一组的第一行，下面空着（合并的格另存成 csv 就是这样）：从不连着两行都写，空着的不比写着的少。"""
    column = next((column for column, each in header.columns.items() if each == name), None)
    if column is None:
        return False
    below = sheet.rows[header.last_row + 1 - sheet.first_row :]
    if not any(row[column] is None for row in below):
        return False
    written = [row[column] for row in below if any(cell is not None for cell in row)]
    if not written or written[0] is None:
        return False
    values = [value for value in written if value is not None]
    apart = all(one != other for one, other in itertools.pairwise(values))
    return apart and 2 * written.count(None) >= len(written)
