"""冻结：把一个月的数字写成规范的 JSON 和校验值，以后原样还原。"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from miaopu_desk.domain.figures import Line, MonthFigures, to_json
from miaopu_desk.domain.month import month_of

STREET_KEY, TOTAL_KEY = "", "*"  # 名单里街道本级、合计的键；社区的键是它的 id


def canonical(value: object) -> str:
    """规范的 JSON：键排序、不留空白、中文原样；同样的内容总是同样的字节。"""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(content: str | bytes) -> str:
    """SHA-256，十六进制。"""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def freeze(figures: MonthFigures) -> str:
    """一个月的数字的规范 JSON，社区带着 id。"""
    plain = to_json(figures)
    for line, frozen in zip(figures.communities, plain["communities"], strict=True):
        frozen["id"] = line.id
    return canonical(plain)


def thaw(frozen: str) -> MonthFigures:
    """把冻结的数字还原；那一版还没有的数字为零。"""
    plain = json.loads(frozen)
    return MonthFigures(
        month_of(date.fromisoformat(f"{plain['month']}-01")),
        date.fromisoformat(plain["as_of"]),
        plain["target_percent"],
        tuple(_line(each) for each in plain["communities"]),
        _line(plain["street"]),
        _line(plain["total"]),
        tuple(plain["notes"]),
        known_figures(frozen),
    )


def known_figures(frozen: str) -> frozenset[str]:
    """那一版里有哪些数字：后来程序多出来的数字不拿去比。"""
    return frozenset(json.loads(frozen)["total"])


def _line(plain: Mapping[str, Any]) -> Line:
    names = {each.name for each in fields(Line)}
    return Line(**{name: value for name, value in plain.items() if name in names})
