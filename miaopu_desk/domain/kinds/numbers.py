"""数量：整数，和按最小单位存放的金额、时长。"""

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time
from typing import Any, ClassVar

from miaopu_desk.domain.kinds.kind import Kind, Rejected, plain_text


def money() -> "Scaled":
    """金额，以元写、以分存。"""
    return Scaled(100, "元")


def hours(signed: bool = False) -> "Scaled":
    """时长，以小时写、以分钟存；signed 为真时收负数。"""
    return Scaled(60, "小时", 100_000 * 60, signed)


def _digits(raw: object, unit: str) -> str:
    """去掉全角、千分位和单位的字。"""
    return unicodedata.normalize("NFKC", plain_text(raw)).replace(",", "").removesuffix(unit).strip()


@dataclass(frozen=True, slots=True)
class Number(Kind):
    """整数，带上下限和单位。"""

    low: int = 0
    high: int = 99_999_999
    unit: str = ""
    align: ClassVar[str] = "right"
    width: ClassVar[int] = 5
    sql: ClassVar[str] = "INTEGER"

    def read(self, raw: object) -> int | Rejected | None:
        if isinstance(raw, bool | date | time):
            return Rejected("应当是数字")
        if isinstance(raw, float) and not raw.is_integer():
            return Rejected(f"“{raw}”应当是整数")
        text = _digits(raw, self.unit)
        if not text:
            return None
        if not re.fullmatch(r"[+-]?\d{1,12}", text, re.ASCII):
            return Rejected(f"“{plain_text(raw)}”应当是整数")
        value = int(text)
        if not self.low <= value <= self.high:
            return Rejected(f"{value}超出范围，应在{self.low}到{self.high}之间")
        return value

    def listed(self, value: int | None) -> str:
        return "" if value is None else f"{value:,}" if self.unit else str(value)  # 年份、顺序没有单位，不分

    def cell(self, value: int | None) -> object:
        return value

    def keys(self, value: Any) -> str:
        return self.show(value)


_IN_MINUTES = re.compile(r"(?:(\d{1,5})个?(?:小时|h))?(\d{1,5})(?:分钟?|min)", re.ASCII | re.IGNORECASE).fullmatch


@dataclass(frozen=True, slots=True)
class Scaled(Kind):
    """带小数的量，按最小单位的整数存放：金额存分，时长存分钟。

    20 分钟写成 0.33 小时，所以读的时候，写出的小数是某个整数个最小单位四舍五入来的，就认作它；
    时长也收“90分钟”“1小时30分”，不收 1:30：它也可能是几点几分。
    signed 为真时收负数（账上的更正行）。
    """

    scale: int = 100
    unit: str = "元"
    high: int = 99_999_999
    signed: bool = False
    align: ClassVar[str] = "right"
    width: ClassVar[int] = 6
    sql: ClassVar[str] = "INTEGER"

    def read(self, raw: object) -> int | Rejected | None:
        if isinstance(raw, bool | date | time):
            return Rejected("应当是数字")
        if isinstance(raw, float) and math.isfinite(raw) and not raw.is_integer():
            raw = f"{raw:.6f}"  # 公式算出来的 0.30000000000000004
        text = _digits(raw, self.unit)
        if not text:
            return None
        if self.scale == 60 and (found := _IN_MINUTES(text)) and found[0]:
            return self._checked(int(found[1] or 0) * 60 + int(found[2]), plain_text(raw))
        sign = -1 if self.signed and text[0] in "-−" else 1
        if self.signed:
            text = text.lstrip("+-−")
        if not re.fullmatch(r"\d{1,9}(\.\d{1,6})?", text, re.ASCII):
            return Rejected(f"“{plain_text(raw)}”应当是以{self.unit}计的数字")
        whole, _, part = text.partition(".")
        step: int = 10 ** len(part)
        units = int(whole + part) * self.scale
        value = (2 * units + step) // (2 * step)
        if 2 * abs(value * step - units) > self.scale:
            return Rejected(f"“{text}”分得太细，最小到1/{self.scale}{self.unit}")
        checked = self._checked(value, text)
        return checked if isinstance(checked, Rejected) else sign * checked

    def _checked(self, value: int, text: str) -> int | Rejected:
        return Rejected(f"{text}太大，请核对") if value > self.high else value

    def show(self, value: int | None) -> str:
        if value is None:
            return ""
        if self.signed and value < 0:
            return f"-{self.show(-value)}"
        if self.scale == 100:
            return f"{value // 100}.{value % 100:02d}"
        whole, rest = divmod(value, self.scale)
        return str(whole) if not rest else f"{value / self.scale:.2f}".rstrip("0")

    def listed(self, value: int | None) -> str:
        whole, dot, part = self.show(value).partition(".")
        return f"{int(whole):,}{dot}{part}" if whole.removeprefix("-") not in ("", "0") else f"{whole}{dot}{part}"

    def cell(self, value: int | None) -> object:
        return None if value is None else value / self.scale

    def keys(self, value: Any) -> str:
        return self.show(value)
