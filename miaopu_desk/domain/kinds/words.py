"""文字和人名。"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, ClassVar

from miaopu_desk.domain.kinds.kind import Kind, Rejected, plain_text
from miaopu_desk.domain.names import clean_name, search_keys

_ERROR_VALUE = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!)")
_LOST = re.compile("[?？□\ufffd]")
_PLAIN_NAME = re.compile("[\u4e00-\u9fa5]{2,4}")  # 绝大多数人名，不必再清理


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """一段文字，limit 是最多的字数；lines 为真时可以换行。"""

    limit: int = 100
    lines: bool = False
    width: ClassVar[int] = 12

    def read(self, raw: object) -> str | Rejected | None:
        text = plain_text(raw)
        if not self.lines and ("\n" in text or "\r" in text):
            text = " ".join(text.split())
        if len(text) > self.limit:
            return Rejected(f"太长了：{len(text)}个字，最多{self.limit}个字，请缩短")
        return text or None


@dataclass(frozen=True, slots=True)
class PersonName(Kind):
    """人名：去掉为对齐加的空格，间隔号统一，生僻字照收；排序按拼音。"""

    limit: int = 64
    width: ClassVar[int] = 5

    def read(self, raw: object) -> str | Rejected | None:
        if type(raw) is str and _PLAIN_NAME.fullmatch(raw) and raw != "同上":
            return raw
        if isinstance(raw, int | float):
            return Rejected("姓名是数字，请填写姓名")
        name = clean_name(plain_text(raw))
        if len(name) > self.limit:
            return Rejected(f"太长了：{len(name)}个字，最多{self.limit}个字")
        if name and not any(unicodedata.category(char)[0] == "L" or "\ue000" <= char <= "\uf8ff" for char in name):
            return Rejected(f"“{name}”不像姓名，请填写姓名")
        if _ERROR_VALUE.fullmatch(name):
            return Rejected(f"“{name}”不是姓名，是表格里的错误值，请填写姓名")
        if name == "同上":
            return Rejected("写着“同上”，请写出姓名")
        if found := _LOST.search(name):
            return Rejected(f"姓名里的“{found[0]}”多半是没有存下来的生僻字，请对照证件补上这个字")
        if "*" in name or "＊" in name:
            return Rejected("姓名打了码，请填写完整姓名")
        return name or None

    def keys(self, value: Any) -> str:
        return search_keys(value or "")
