"""读值守时间：方案里怎么写就怎么认，认不出的说出是哪几个字，不猜。"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import time

from miaopu_desk.domain.duty_clocks import WINDOW, Part, read_window
from miaopu_desk.domain.duty_minimums import MINUTES, PEOPLE, minutes_in, people_in
from miaopu_desk.domain.duty_week import Schedule, WeekTimes, Window, overlapping
from miaopu_desk.domain.duty_words import WEEKDAY_NAMES, window_words

HOW = "请写成“每周三早上7:30至8:30，下午17:30至18:30（夏季）17:00至18:00（冬季），至少八名志愿者”这样"
SEASON_LAST = "请把夏季、冬季写在每段时间后面，例如17:30至18:30（夏季）17:00至18:00（冬季）"
_DAY = "[一二三四五六日天]"
_DAYS = re.compile(
    "(?:每[天日]|天天|每?个?(?:周末|双休日)"
    f"|(?:每个?)?(?:周|星期|礼拜)(?:{_DAY}|[1-7](?![0-9:.点时]))"
    f"(?:[、,和及与至到~—–-]+(?:每?(?:周|星期|礼拜)(?:{_DAY}|[1-7](?![0-9:.点时]))|{_DAY}(?![名人个位点时十])))*)"
)
_SEASON = re.compile("(\\()?(夏|冬)(?:季|令|天)?(?:作息)?\\)?[:]?")
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
    reading.people = people_in(found)
    if reading.people is None:
        reading.problems.append(f"“{found[0]}”里的人数不是整数，请核对")


def _take_minutes(reading: _Reading, found: re.Match[str]) -> None:
    reading.minutes = minutes_in(found)
    if not reading.minutes:
        reading.problems.append(f"“{found[0]}”里的时长不对，请核对")


def _take_nothing(reading: _Reading, found: re.Match[str]) -> None:
    """标点。"""


_TOKENS: tuple[tuple[re.Pattern[str], Callable[[_Reading, re.Match[str]], None]], ...] = (
    (_DAYS, _take_days),
    (PEOPLE, _take_people),
    (MINUTES, _take_minutes),
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
