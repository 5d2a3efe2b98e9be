"""标点：哪些不能在行首行尾、哪些有半个空白可以挤，中文里的半角标点怎样换成全角。"""

import re

# GB/T 15834 和 CLREQ 的避头尾；半角的同样不许。
NO_START = frozenset("，。、；：？！）》〉】〕」』”’…—·％%℃‰～,.;:?!)]}>")
NO_END = frozenset("（《〈【〔「『“‘([{<￥¥")

# 后半个字是空白的（挤后面）和前半个字是空白的（挤前面）；“”‘’也在其中。
BLANK_AFTER = frozenset("，。、；：？！）》〉】〕」』”’")
BLANK_BEFORE = frozenset("（《〈【〔「『“‘")

_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_CHINESE = "\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’…—"
_MARK_AFTER_CHINESE = re.compile(f"(?<=[{_CHINESE}]) ?([,;:?!])[ ]?")
_MARK_BEFORE_CHINESE = re.compile(f"([,;:?!]) ?(?=[{_CHINESE}])")
_MARK_AT_END = re.compile(f"(?<=[{_CHINESE}\\w%])([,;:?!])$", re.MULTILINE)
# 数字中间的逗号：后面正好三位数字的是千分位，不动；“8:30,17:30”不是。
_COMMA_BETWEEN_NUMBERS = re.compile(r"(?<=\d),(?=\d)(?!\d{3}(?!\d))")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_CHINESE_CHAR = re.compile(f"[{_CHINESE}]")


def is_chinese(char: str) -> bool:
    """汉字或全角标点。"""
    return bool(char) and _CHINESE_CHAR.match(char) is not None


def is_word(char: str) -> bool:
    """断行时要连在一起的数字和字母。"""
    return "!" <= char <= "\u024f" and char not in "·×÷±" and (char.isalnum() or char in "./:%-+,'&@#_=~°")


def full_width(text: str) -> str:
    """中文里的 , ( ) ; : ! ? 换成全角；7:30、1,234、网址里的不动。

    逗号分号等只要有一边挨着汉字或全角标点，或者在中文的句末，就换；括号里或括号旁有汉字才换，一对一起换。
    """
    if not any(char in text for char in ",;:?!()"):
        return text
    changed = _widen_brackets(text)
    if _CHINESE_CHAR.search(changed):
        changed = _MARK_AT_END.sub(_widen_mark, changed)
        changed = _COMMA_BETWEEN_NUMBERS.sub("，", changed)
    previous = None
    while previous != changed:
        previous = changed
        changed = _MARK_AFTER_CHINESE.sub(_widen_mark, changed)
        changed = _MARK_BEFORE_CHINESE.sub(_widen_mark, changed)
    return changed


def _widen_mark(match: re.Match[str]) -> str:
    return _WIDE[match[1]]


def _widen_brackets(text: str) -> str:
    """由里往外一层一层换成对的括号。"""
    start = 0
    while match := _BRACKETS.search(text, start):
        inside = match[1]
        before, after = text[: match.start()].rstrip(" ")[-1:], text[match.end() :].lstrip(" ")[:1]
        if _CHINESE_CHAR.search(inside) or is_chinese(before) or is_chinese(after):
            head = text[: match.start()].rstrip(" ") if is_chinese(before) else text[: match.start()]
            tail = text[match.end() :].lstrip(" ") if is_chinese(after) else text[match.end() :]
            text = f"{head}（{inside}）{tail}"
            start = 0
        else:
            start = match.end()
    return text
