"""种类的共同样子：读不懂的回答 Rejected，空白回答 None，从不抛异常。"""

import re
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, ClassVar

from miaopu_desk.domain.names import text_keys

_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff\ud800-\udfff]")


def plain_text(raw: object) -> str:
    """任何单元格内容的文字：整数不带小数点，日期写成 2021-05-12，看不见的字符去掉。"""
    if raw is None:
        return ""
    if isinstance(raw, str):
        return _INVISIBLE.sub("", raw).strip() if not raw.isalnum() else raw
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == time(0) else raw.isoformat(" ", "minutes")
    return str(raw)


@dataclass(frozen=True, slots=True)
class Rejected:
    """读不进来的值，message 说为什么、怎么改。"""

    message: str


@dataclass(frozen=True, slots=True)
class Kind:
    """值的种类的共同样子；read 读不懂时返回 Rejected，空白返回 None。"""

    align: ClassVar[str] = "left"
    width: ClassVar[int] = 8
    as_text: ClassVar[bool] = False
    secret: ClassVar[bool] = False
    sealed: ClassVar[bool] = False  # 封存的：show 也只说有没有，见 domain/sealed.py
    sql: ClassVar[str] = "TEXT"

    def read(self, raw: object) -> Any:
        return plain_text(raw) or None

    def show(self, value: Any) -> str:
        return "" if value is None else str(value)

    def masked(self, value: Any) -> str:
        return self.show(value)

    def listed(self, value: Any) -> str:
        """列在屏幕上、印在纸上的样子：号码打码，大数分千位。"""
        return self.masked(value)

    def to_db(self, value: Any) -> Any:
        return value

    def from_db(self, stored: Any) -> Any:
        return stored

    def cell(self, value: Any) -> object:
        """写进工作簿的值：默认写文字。"""
        return self.show(value)

    def keys(self, value: Any) -> str:
        """查找用的词。"""
        return text_keys(self.show(value))
