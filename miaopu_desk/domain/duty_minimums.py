"""句子里的“至少几个人”“每次至少多久”：值守时间和要求里都这样写。"""

import re
import unicodedata

from miaopu_desk.domain.duty_words import words_number

_NUMBER = "(?:[0-9]+(?:\\.5)?|[一二两三四五六七八九十]{1,3}|半)"
PEOPLE = re.compile(
    "(?:每[次班岗段处])?(?:安排)?(?:至少|不少于|不低于|最少)(?:安排|派出|派|要有|有|需要|需)?"
    f"({_NUMBER})(?:名|人|个人|位)(?:以上)?(?:志愿者|志愿服务者|人员|队员)?(?:以上)?(?:上岗|值守|到岗|在岗|参加)?"
    f"|({_NUMBER})(?:名|人|位)(?:志愿者|人员|队员)?以上(?:上岗|值守|到岗|在岗)?"
)
MINUTES = re.compile(
    "(?:每次|每班|每人每次|每人)?(?:服务|值守|在岗)?(?:至少|确保|不少于|不低于|满|最少)(?:服务|值守|在岗)?(?:满)?"
    f"({_NUMBER})(?:个)?(半)?(小时|分钟)(?:以上)?"
    f"|(?:每次|每班|每人每次)({_NUMBER})(?:个)?(半)?(小时|分钟)以上"
)


def find_minimums(text: str) -> tuple[int | None, int | None]:
    """从“要求”里找最少人数和每次至少几分钟；没有写的为空。"""
    written = "".join(unicodedata.normalize("NFKC", text).split())
    people, minutes = PEOPLE.search(written), MINUTES.search(written)
    return people_in(people) if people else None, (minutes_in(minutes) or None) if minutes else None


def people_in(found: re.Match[str]) -> int | None:
    """PEOPLE 找到的人数；不是整数的为空。"""
    number = _read_number(found[1] or found[2])
    return int(number) if number >= 1 and number == int(number) else None


def minutes_in(found: re.Match[str]) -> int:
    """MINUTES 找到的时长，分钟；写得不像数的为 0。"""
    number, half, unit = (found[1], found[2], found[3]) if found[3] else (found[4], found[5], found[6])
    amount = _read_number(number) + (0.5 if half else 0)
    return round(amount * (60 if unit == "小时" else 1))


def _read_number(text: str) -> float:
    """人写的数：8、八、两、十二、半；写得不像数的为 0。"""
    if text == "半":
        return 0.5
    return float(text) if text[0].isdigit() else float(words_number(text) or 0)
