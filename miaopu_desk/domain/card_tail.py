"""银行卡尾号这一种值：只留后四位，整个卡号从不存下。"""

import re
import unicodedata
from dataclasses import dataclass
from typing import ClassVar

from miaopu_desk.domain.kinds import Kind, Rejected, plain_text

_TAIL = re.compile(r"[0-9]{4}")
_CARD = re.compile(r"[0-9]{12,19}")


@dataclass(frozen=True, slots=True)
class CardTail(Kind):
    """四位尾号；填了整个卡号的只取后四位，写成 ****1234 的也认得。"""

    align: ClassVar[str] = "center"
    width: ClassVar[int] = 5
    as_text: ClassVar[bool] = True

    def read(self, raw: object) -> str | Rejected | None:
        if isinstance(raw, int | float):
            return Rejected("卡号要按文本填写：以数字存放的会丢掉开头的零和末几位")
        text = unicodedata.normalize("NFKC", plain_text(raw))
        text = re.sub(r"[\s\-]", "", text).lstrip("*×xX").removeprefix("尾号")
        if not text:
            return None
        if _TAIL.fullmatch(text) or _CARD.fullmatch(text):
            return text[-4:]
        return Rejected("应当是银行卡的后四位数字")

    def masked(self, value: str | None) -> str:
        return f"****{value}" if value else ""
