"""读一段钟点：7:30至8:30、下午5点半到6点半、晚上10:00至次日6:00，十二小时制按前面的上午下午换算。"""

import re
from dataclasses import dataclass
from datetime import time

from miaopu_desk.domain.duty_week import Window
from miaopu_desk.domain.duty_words import words_number

_PART = "凌晨|清晨|早晨|早上|早|上午|中午|下午|傍晚|晚上|晚间|夜间|夜里|晚"
_CLOCK = "([0-9]{1,2}|[一二两三四五六七八九十]{1,3})(?:[:.]([0-9]{2})|[点时](?:([0-9]{1,2})分?|(半)|(一刻)|(三刻))?整?)"
WINDOW = re.compile(f"({_PART})?{_CLOCK}(?:至|到|~|-|—|–)+({_PART})?(次日|第二天)?({_PART})?{_CLOCK}")
_BEFORE_NOON = ("凌晨", "清晨", "早晨", "早上", "早", "上午")
_NIGHT = ("傍晚", "晚上", "晚间", "夜间", "夜里", "晚")


@dataclass(frozen=True, slots=True)
class Part:
    """前面写着的上午、下午；twelve 为真时那里用的是十二小时制，后面的也照此换算。"""

    name: str = ""
    twelve: bool = False


def read_window(found: re.Match[str], before: Part) -> tuple[Window | None, Part, str | None]:
    """一段钟点 →（时段，后面接着用的上午下午，不对的原因）；时段和原因必有一个为空。"""
    shown = found[0]
    written, hour = found[1] or "", _hour(found[2])
    part = Part(written, False) if written else before
    start, reason = _day_hour(part.name, hour, shown, inherited=not written, twelve=before.twelve)
    if reason:
        return None, part, reason
    part = Part(part.name, start != hour)
    tomorrow = bool(found[9])
    end_word = found[8] or found[10] or ""
    end_hour = _hour(found[11])
    end, reason = _end_hour(end_word, end_hour, start != hour, tomorrow, shown)
    if reason:
        return None, part, reason
    first, last = _minute(found, 3), _minute(found, 12)
    if first > 59 or last > 59 or start > 23 or end > 24 or (end == 24 and last):
        return None, part, f"“{shown}”的钟点不对，请核对"
    window = Window(time(start, first), time(end % 24, last))
    if window.overnight and not tomorrow and end != 24:
        return None, part, f"“{shown}”结束不晚于开始，请核对；到第二天的请写“次日”"
    if tomorrow and not window.overnight:
        return None, part, f"“{shown}”超过一天，请核对"
    return window, part, None


def _hour(text: str) -> int:
    """钟点的时；写得不像数的当作没有的钟点。"""
    number = int(text) if text.isdigit() else words_number(text)
    return 99 if number is None else number


def _minute(found: re.Match[str], at: int) -> int:
    """钟点的分：数字、半、一刻、三刻。"""
    digits = found[at] or found[at + 1]
    if digits:
        return int(digits)
    return 30 if found[at + 2] else 15 if found[at + 3] else 45 if found[at + 4] else 0


def _day_hour(part: str, hour: int, shown: str, *, inherited: bool, twelve: bool) -> tuple[int, str | None]:
    """按上午、下午换成二十四小时制；承接前面的，只有前面用的是十二小时制才换。"""
    if inherited:
        return (hour + 12, None) if twelve and part not in _BEFORE_NOON and 1 <= hour < 12 else (hour, None)
    if part in _BEFORE_NOON and hour > 12:
        return hour, f"“{shown}”写的是{part}，钟点却在下午，请核对"
    if part in _NIGHT and (hour < 5 or hour == 12):
        return hour, f"“{shown}”分不清是哪一天，请用二十四小时制，半夜写24:00或次日0:30"
    if part == "下午" and hour == 0:
        return hour, f"“{shown}”写的是下午，钟点却在半夜，请核对"
    if part == "中午" and hour not in (1, 2, 10, 11, 12, 13, 14):
        return hour, f"“{shown}”写的是中午，钟点不对，请核对"
    later = part in _NIGHT or part == "下午" or (part == "中午" and hour < 10)
    return (hour + 12 if later and hour < 12 else hour), None


def _end_hour(part: str, hour: int, shifted: bool, tomorrow: bool, shown: str) -> tuple[int, str | None]:
    """止的钟点：自己写了上午下午的照写的，次日的不换，其余随起的钟点。"""
    if part:
        return _day_hour(part, hour, shown, inherited=False, twelve=False)
    if shifted and not tomorrow and hour < 12:
        return hour + 12, None
    if shifted and not tomorrow and hour == 12:
        return 24, None
    return hour, None
