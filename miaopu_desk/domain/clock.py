"""钟点这一种值：7:30、0730、19：30、下午5点半，存成 07:30。"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import ClassVar

from miaopu_desk.domain.kinds import Kind, Rejected, plain_text

HOW = "请写成 7:30 或 17:30 这样"
_CLOCK = re.compile(
    "(凌晨|早上|早|上午|中午|下午|傍晚|晚上|晚)?([0-9]{1,2})(?:[:.]([0-9]{1,2})(?::[0-9]{2})?|[点时](?:([0-9]{1,2})分?|(半)|(整))?)"
)
_DIGITS = re.compile("([0-9]{1,2})([0-9]{2})")
_AFTER_NOON = ("下午", "傍晚", "晚上", "晚")


@dataclass(frozen=True, slots=True)
class Clock(Kind):
    """一天里的钟点，到分；24:00 记作 0:00，止时不晚于起时的就是到次日。"""

    align: ClassVar[str] = "center"
    width: ClassVar[int] = 4

    def read(self, raw: object) -> time | Rejected | None:
        if isinstance(raw, datetime):
            return raw.time().replace(second=0, microsecond=0)
        if isinstance(raw, time):
            return raw.replace(second=0, microsecond=0)
        if isinstance(raw, bool | date):
            return Rejected(f"应当是钟点，{HOW}")
        if isinstance(raw, float) and not raw.is_integer():
            if 0 < raw < 1:  # 表格里的钟点是一天的几分之几
                return _at(round(raw * 24 * 60))
            return Rejected(f"“{raw}”是数，不是钟点，{HOW}")
        text = unicodedata.normalize("NFKC", plain_text(raw)).replace(" ", "")
        if not text:
            return None
        minute = _minute_of(text)
        if minute is None:
            return Rejected(f"“{plain_text(raw)}”不是一个钟点，{HOW}")
        return _at(minute)

    def show(self, value: time | None) -> str:
        return "" if value is None else f"{value.hour}:{value.minute:02d}"

    def to_db(self, value: time | None) -> str | None:
        return None if value is None else f"{value:%H:%M}"

    def from_db(self, stored: str | None) -> time | None:
        return None if stored is None else time.fromisoformat(stored)


def _at(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)


def _minute_of(text: str) -> int | None:
    """写的钟点是一天里的第几分钟；看不懂、不存在的钟点为空。"""
    if found := _CLOCK.fullmatch(text):
        hour, minute = int(found[2]), int(found[3] or found[4] or (30 if found[5] else 0))
        if (found[1] in _AFTER_NOON and hour < 12) or (found[1] == "中午" and hour < 11):
            hour += 12
    elif found := _DIGITS.fullmatch(text):
        hour, minute = int(found[1]), int(found[2])
    else:
        return None
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        return None
    return hour * 60 + minute
