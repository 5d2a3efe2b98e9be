"""证件号码和电话：是号码不是数，平时打码。"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import ClassVar

from miaopu_desk.domain.id_number import mask_id, read_id, refuse_number
from miaopu_desk.domain.kinds.kind import Kind, Rejected, plain_text
from miaopu_desk.domain.names import number_keys

_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_LANDLINE = re.compile(r"(?:0\d{2,3})?[2-9]\d{6,7}", re.ASCII)
_COUNTRY = re.compile(r"^(?:(?:\+|00)86(?=\d{11}$|0\d{9,11}$)|86(?=1[3-9]\d{9}$))", re.ASCII)
_PHONE_NOISE = str.maketrans("", "", " -‐–—－()（）.·\u00a0\u3000\t\r\n")
_AS_FLOAT = re.compile(r"([0-9]{7,12})\.0").fullmatch  # 存成 csv 的数


@dataclass(frozen=True, slots=True)
class IdNumber(Kind):
    """证件号码；以数字存放的一律不收，因为表格软件已经改掉了末三位。"""

    width: ClassVar[int] = 10
    as_text: ClassVar[bool] = True
    secret: ClassVar[bool] = True

    def read(self, raw: object) -> str | Rejected | None:
        if type(raw) is not str:
            if raw is None:
                return None
            if isinstance(raw, int | float):
                return Rejected(refuse_number(raw))
            if isinstance(raw, date | datetime | time):
                return Rejected("这一格是日期，不是证件号码；请把该列设为文本格式后按证件重填")
        number, reason = read_id(str(raw))
        return Rejected(reason) if reason else number

    def masked(self, value: str | None) -> str:
        return mask_id(value) if value else ""

    def keys(self, value: str | None) -> str:
        return number_keys(None, value)


@dataclass(frozen=True, slots=True)
class Phone(Kind):
    """联系电话：11 位手机号，或带区号的座机；+86、空格、换行、点和横线去掉。"""

    width: ClassVar[int] = 7
    align: ClassVar[str] = "center"
    as_text: ClassVar[bool] = True
    secret: ClassVar[bool] = True

    def read(self, raw: object) -> str | Rejected | None:
        text = raw if type(raw) is str else plain_text(raw)
        if _MOBILE.fullmatch(text):
            return text
        if isinstance(raw, int | float) and not raw >= 0:
            return Rejected(f"“{raw}”不是一个电话号码")
        text = unicodedata.normalize("NFKC", plain_text(text))
        text = (found[1] if (found := _AS_FLOAT(text)) else text.translate(_PHONE_NOISE)).lstrip("'")
        text = _COUNTRY.sub("", text)
        if not text:
            return None
        if "*" in text:
            return Rejected("电话打了码，请填写完整号码")
        if _MOBILE.fullmatch(text) or _LANDLINE.fullmatch(text):
            return text
        if not re.fullmatch(r"\d+", text, re.ASCII):
            return Rejected(f"“{plain_text(raw)}”不是一个电话号码，一格只填一个号码")
        return Rejected(f"电话{len(text)}位，手机应为1开头的11位，座机请带区号")

    def masked(self, value: str | None) -> str:
        if not value:
            return ""
        return f"{value[:3]}****{value[-4:]}" if len(value) >= 11 else f"{'*' * (len(value) - 4)}{value[-4:]}"

    def keys(self, value: str | None) -> str:
        return number_keys(value, None)
