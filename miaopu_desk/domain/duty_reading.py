"""读值守时间：方案里怎么写就怎么认，认不出的说出是哪几个字，不猜。"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import time

from miaopu_desk.domain.duty_clocks import WINDOW, Part, read_window
from miaopu_desk.domain.duty_week import Schedule, WeekTimes, Window, overlapping
from miaopu_desk.domain.duty_words import WEEKDAY_NAMES, window_words, words_number

HOW = "请写成“每周三早上7:30至8:30，下午17:30至18:30（夏季）17:00至18:00（冬季），至少八名志愿者”这样"
SEASON_LAST = "请把夏季、冬季写在每段时间后面，例如17:30至18:30（夏季）17:00至18:00（冬季）"
_NUMBER = "(?:[0-9]+(?:\\.5)?|[一二两三四五六七八九十]{1,3}|半)"
_DAY = "[一二三四五六日天]"
_DAYS = re.compile(
    "(?:每[天日]|天天|每?个?(?:周末|双休日)"
    f"|(?:每个?)?(?:周|星期|礼拜)(?:{_DAY}|[1-7](?![0-9:.点时]))"
    f"(?:[、,和及与至到~—–-]+(?:每?(?:周|星期|礼拜)(?:{_DAY}|[1-7](?![0-9:.点时]))|{_DAY}(?![名人个位点时十])))*)"
)
_SEASON = re.compile("(\\()?(夏|冬)(?:季|令|天)?(?:作息)?\\)?[:]?")
_PEOPLE = re.compile(
    "(?:每[次班岗段处])?(?:安排)?(?:至少|不少于|不低于|最少)(?:安排|派出|派|要有|有|需要|需)?"
    f"({_NUMBER})(?:名|人|个人|位)(?:以上)?(?:志愿者|志愿服务者|人员|队员)?(?:以上)?(?:上岗|值守|到岗|在岗|参加)?"
    f"|({_NUMBER})(?:名|人|位)(?:志愿者|人员|队员)?以上(?:上岗|值守|到岗|在岗)?"
)
_MINUTES = re.compile(
    "(?:每次|每班|每人每次|每人)?(?:服务|值守|在岗)?(?:至少|确保|不少于|不低于|满|最少)(?:服务|值守|在岗)?(?:满)?"
    f"({_NUMBER})(?:个)?(半)?(小时|分钟)(?:以上)?"
    f"|(?:每次|每班|每人每次)({_NUMBER})(?:个)?(半)?(小时|分钟)以上"
)
_BETWEEN = re.compile("[,;:、。.\\s和及与]+")
_WEEKDAYS = {name: number for number, name in enumerate(WEEKDAY_NAMES, 1)} | {"天": 7}
_WEEKDAYS |= {str(number): number for number in range(1, 8)}


@dataclass
class _Reading:
    """读到一半的样子。"""

    schedules: list[tuple[tuple[int, ...], list[Window]]] = field(default_factory=list)
    people: int | None = None
    minutes: int | None = None
    part: Part = field(default_factory=Part)
    season: str | None = None
    after_window: bool = False
    season_ahead: bool = False  # 季节写在时间前面：只管紧跟的一段
    problems: list[str] = field(default_factory=list)


def read_sentence(text: str) -> WeekTimes | list[str]:
    """一句值守时间 → 值；读不懂时返回全部原因（中文句子）。空白返回原因，不是空值。"""
    written = "".join(unicodedata.normalize("NFKC", text).split())
    reading = _Reading()
    at = 0
    while at < len(written):
        for pattern, take in _TOKENS:
            if found := pattern.match(written, at):
                take(reading, found)
                at = found.end()
                break
        else:
            stop = next((n for n in range(at + 1, len(written)) if _starts(written, n)), len(written))
            reading.problems.append(f"看不懂“{written[at:stop]}”，{HOW}")
            at = stop
    return _whole(reading)


def find_minimums(text: str) -> tuple[int | None, int | None]:
    """从“要求”里找最少人数和每次至少几分钟；没有写的为空。"""
    written = "".join(unicodedata.normalize("NFKC", text).split())
    people, minutes = _PEOPLE.search(written), _MINUTES.search(written)
    return _people(people) if people else None, (_minutes(minutes) or None) if minutes else None


def read_number(text: str) -> float:
    """人写的数：8、八、两、十二、半；写得不像数的为 0。"""
    if text == "半":
        return 0.5
    return float(text) if text[0].isdigit() else float(words_number(text) or 0)


def _starts(written: str, at: int) -> bool:
    return any(pattern.match(written, at) for pattern, _ in _TOKENS)


def _take_days(reading: _Reading, found: re.Match[str]) -> None:
    if reading.season is not None:
        reading.problems.append(f"“{found[0]}”：{SEASON_LAST}")
    reading.schedules.append((_weekdays(found[0]), []))
    reading.part, reading.season, reading.after_window, reading.season_ahead = Part(), None, False, False


def _weekdays(text: str) -> tuple[int, ...]:
    if "末" in text or "双休" in text:
        return 6, 7
    if text in ("每天", "每日", "天天"):
        return tuple(range(1, 8))
    days: list[int] = []
    until = False
    for char in re.sub("每|个|周|星期|礼拜", "", text):
        if char in _WEEKDAYS:
            day = _WEEKDAYS[char]
            if until:
                step = days[-1]
                while step != day:  # 周六至周一绕过星期日
                    step = step % 7 + 1
                    days.append(step)
            else:
                days.append(day)
            until = False
        else:
            until = char in "至到~—–-"
    return tuple(sorted(set(days)))


def _take_window(reading: _Reading, found: re.Match[str]) -> None:
    window, reading.part, reason = read_window(found, reading.part)
    if reason:
        reading.problems.append(reason)
    if not reading.schedules:
        reading.problems.append(f"“{found[0]}”前面没有写星期几，{HOW}")
        reading.schedules.append(((), []))
    if reading.season_ahead and reading.season is None:
        reading.problems.append(f"“{found[0]}”是夏季、冬季还是全年分不清，{SEASON_LAST}")
    if window is None:
        window = Window(time(0), time(1))  # 读不懂的占个位子，后面的照样核对
    reading.schedules[-1][1].append(replace(window, season=reading.season))
    reading.season, reading.after_window = None, True


def _take_season(reading: _Reading, found: re.Match[str]) -> None:
    season = "summer" if found[2] == "夏" else "winter"
    windows = reading.schedules[-1][1] if reading.schedules else []
    if found[1] and reading.after_window and windows and windows[-1].season is None:
        windows[-1] = replace(windows[-1], season=season)
    else:
        reading.season, reading.season_ahead = season, True
    reading.after_window = False


def _take_people(reading: _Reading, found: re.Match[str]) -> None:
    reading.people = _people(found)
    if reading.people is None:
        reading.problems.append(f"“{found[0]}”里的人数不是整数，请核对")


def _people(found: re.Match[str]) -> int | None:
    number = read_number(found[1] or found[2])
    return int(number) if number >= 1 and number == int(number) else None


def _take_minutes(reading: _Reading, found: re.Match[str]) -> None:
    reading.minutes = _minutes(found)
    if not reading.minutes:
        reading.problems.append(f"“{found[0]}”里的时长不对，请核对")


def _minutes(found: re.Match[str]) -> int:
    number, half, unit = (found[1], found[2], found[3]) if found[3] else (found[4], found[5], found[6])
    amount = read_number(number) + (0.5 if half else 0)
    return round(amount * (60 if unit == "小时" else 1))


def _take_nothing(reading: _Reading, found: re.Match[str]) -> None:
    """标点。"""


_TOKENS: tuple[tuple[re.Pattern[str], Callable[[_Reading, re.Match[str]], None]], ...] = (
    (_DAYS, _take_days),
    (_PEOPLE, _take_people),
    (_MINUTES, _take_minutes),
    (WINDOW, _take_window),
    (_SEASON, _take_season),
    (_BETWEEN, _take_nothing),
)


def _whole(reading: _Reading) -> WeekTimes | list[str]:
    """各部分合起来，核对彼此说得通。"""
    problems = reading.problems
    if not reading.schedules and not problems:
        problems.append(f"没有写星期几，{HOW}")
    if reading.season is not None:
        problems.append("夏季、冬季后面没有写时间，请写成17:30至18:30（夏季）这样")
    schedules = tuple(Schedule(days, tuple(windows)) for days, windows in reading.schedules)
    bare = [schedule for schedule in schedules if not schedule.windows]
    if bare and len(bare) < len(schedules):
        names = "、".join(f"星期{WEEKDAY_NAMES[day - 1]}" for schedule in bare for day in schedule.weekdays)
        problems.append(f"{names}没有写几点到几点，请补上")
    times = WeekTimes(schedules, reading.people, reading.minutes)
    if not problems and (clash := overlapping(times)):
        day, early, late = clash
        problems.append(
            f"星期{WEEKDAY_NAMES[day - 1]}的{window_words(early)}和{window_words(late)}重叠，请核对，或写明夏季、冬季"
        )
    if not problems and (twice := _twice(schedules)):
        problems.append(f"星期{WEEKDAY_NAMES[twice - 1]}写了两遍而没有写时间，请去掉一遍")
    return problems or times


def _twice(schedules: tuple[Schedule, ...]) -> int | None:
    seen: set[int] = set()
    for schedule in schedules:
        if not schedule.windows:
            for day in schedule.weekdays:
                if day in seen:
                    return day
                seen.add(day)
    return None
