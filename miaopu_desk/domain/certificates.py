"""证明的核验码和内容：不易认错的字，抄错一个字、颠倒两个字都看得出来。"""

import secrets
import unicodedata
from collections.abc import Sequence

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # 没有 0、1、I、L、O；正好 31 个，是质数
LENGTH = 12
_LOOKS_LIKE = str.maketrans("", "", " -‐–—_·")
MOST_CONTENT = 160  # 证明只有一页，内容最多印五行


def new_code() -> str:
    """一个新的核验码：十一个随机的字加一个校验的字，写成 ABCD-EFGH-JKMN。"""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return written(body + _check(body))


def written(code: str) -> str:
    """四个字一组，中间用横线。"""
    return "-".join(code[at : at + 4] for at in range(0, LENGTH, 4))


def read_code(text: str) -> tuple[str | None, str | None]:
    """人抄下来的核验码 →（标准写法，不对的原因），必有一个为空；大小写、全角、空格、横线都不计较。"""
    code = unicodedata.normalize("NFKC", text).upper().translate(_LOOKS_LIKE)
    if len(code) != LENGTH:
        return None, f"核验码应为{LENGTH}个字母和数字，现在是{len(code)}个，请对照证明重新抄写"
    strange = [char for char in code if char not in ALPHABET]
    if strange:
        return None, f"核验码里没有“{'、'.join(dict.fromkeys(strange))}”，请对照证明重新抄写"
    if _check(code[:-1]) != code[-1]:
        return None, "核验码抄错了字或颠倒了字，请对照证明重新抄写"
    return written(code), None


def hours_words(minutes: int) -> str:
    """时长写成小时，最多两位小数，舍去不足的（不多写一分钟）：90 分钟是 1.5 小时。"""
    hundredths = minutes * 100 // 60
    return f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")


def content_words(done: Sequence[tuple[str, int, int]]) -> str:
    """服务内容：（活动，次数，分钟）写成“交通劝导12次、24小时；……”；太长时末尾几项合成“其他”。"""
    parts = [f"{activity}{_times(attendances)}{hours_words(minutes)}小时" for activity, attendances, minutes in done]
    kept = len(parts)
    while kept > 1:
        rest = done[kept:]
        times = _times(sum(each[1] for each in rest))
        other = f"；其他{len(rest)}项{times}{hours_words(sum(each[2] for each in rest))}小时"
        text = "；".join(parts[:kept]) + (other if rest else "")
        if len(text) <= MOST_CONTENT:
            return text
        kept -= 1
    return parts[0][:MOST_CONTENT] if parts else ""


def _times(attendances: int) -> str:
    """几次；历史时数只有时长，不写次数。"""
    return f"{attendances}次、" if attendances else ""


def _check(body: str) -> str:
    """校验字：各位按位置加权求和，模 31；错一个字、颠倒相邻两个字都会变。"""
    total = sum(place * ALPHABET.index(char) for place, char in enumerate(body, 1))
    return ALPHABET[total % len(ALPHABET)]
