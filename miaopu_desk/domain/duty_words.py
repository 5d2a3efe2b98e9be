"""值守时间写成一句话：每周三早上7:30至8:30，下午17:30至18:30（夏季）17:00至18:00（冬季），至少八名志愿者。"""

from collections.abc import Sequence
from datetime import time

from miaopu_desk.domain.codes import SEASON_NAMES
from miaopu_desk.domain.duty_week import Schedule, WeekTimes, Window, slots

WEEKDAY_NAMES = "一二三四五六日"
_DIGITS = "〇一二三四五六七八九"
# 到几点为止叫什么；写给人看的，数字总是二十四小时制
_PARTS = ((5, "凌晨"), (9, "早上"), (12, "上午"), (14, "中午"), (18, "下午"), (24, "晚上"))
_MORNING = ("凌晨", "早上", "上午")


def sentence(times: WeekTimes) -> str:
    """值守时间的整句话，连同句子里写着的人数和时长；read_sentence 读得回来。"""
    return with_minimums(times, times.people, times.minutes)


def with_minimums(times: WeekTimes, people: int | None, minutes: int | None) -> str:
    """整句话，人数和时长用给出的。"""
    tail = [part for part in (people_words(people), minutes_words(minutes)) if part]
    return "，".join([times_words(times), *tail])


def times_words(times: WeekTimes) -> str:
    """只有时间的那一半，责任分工表的“时间”一栏。"""
    if len(times.schedules) == 1:
        [only] = times.schedules
        return _every(only.weekdays) + _windows(only.windows, named=True)
    return "，".join(_headed(schedule) for schedule in times.schedules)


def people_words(people: int | None) -> str:
    """至少八名志愿者。"""
    return f"至少{number_words(people)}名志愿者" if people else ""


def minutes_words(minutes: int | None) -> str:
    """每次至少4小时；不是整小时的写分钟。"""
    if not minutes:
        return ""
    return f"每次至少{minutes // 60}小时" if minutes % 60 == 0 else f"每次至少{minutes}分钟"


def number_words(number: int) -> str:
    """人数写成汉字：两、八、十二、二十；一百以上用数字。"""
    if number == 2:
        return "两"
    if not 1 <= number <= 99:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def words_number(text: str) -> int | None:
    """汉字写的数，一百以内：八、两、十二、二十；写得不像数的为空。"""
    head, ten, tail = text.partition("十")
    digits = {name: number for number, name in enumerate(_DIGITS)} | {"两": 2}
    if any(len(part) > 1 or part not in ("", *digits) for part in (head, tail)) or not text:
        return None
    if not ten:
        return digits[head]
    return (digits[head] if head else 1) * 10 + (digits[tail] if tail else 0)


def window_words(window: Window) -> str:
    """一段时间，不带季节：7:30至8:30、22:00至次日6:00。"""
    return f"{clock(window.start)}至{_end(window)}"


def clock(moment: time) -> str:
    """纸上的钟点：7:30，小时不补零。"""
    return f"{moment.hour}:{moment.minute:02d}"


def part_of_day(moment: time) -> str:
    """早上、上午、下午这样的说法。"""
    return next(name for until, name in _PARTS if moment.hour < until)


def _end(window: Window) -> str:
    if window.end == time(0):
        return "24:00"
    return f"次日{clock(window.end)}" if window.overnight else clock(window.end)


def _every(weekdays: Sequence[int]) -> str:
    """每周三、每周一至周五、每周一、周三、每天。"""
    if set(weekdays) == set(range(1, 8)):
        return "每天"
    return "每" + _runs(weekdays, "周", "日", least=3)


def _headed(schedule: Schedule) -> str:
    """几种日子时间不同时，每种前面写上是哪几天：星期一至星期五：19:00至20:00。"""
    days = _runs(schedule.weekdays, "星期", "天", least=2)
    windows = _windows(schedule.windows, named=len(list(slots(schedule.windows))) > 1)
    return f"{days}：{windows}" if windows else days


def _runs(weekdays: Sequence[int], prefix: str, sunday: str, least: int) -> str:
    """连着 least 天以上的写成“至”，其余用顿号。"""
    names = {day: prefix + (sunday if day == 7 else WEEKDAY_NAMES[day - 1]) for day in sorted(weekdays)}
    runs: list[list[int]] = []
    for day in names:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    parts = []
    for run in runs:
        parts += [f"{names[run[0]]}至{names[run[-1]]}"] if len(run) >= least else [names[day] for day in run]
    return "、".join(parts)


def _windows(windows: Sequence[Window], named: bool) -> str:
    """几段时间：上午和下午之间用逗号，同在半天里的用顿号；named 时写上早上、下午。"""
    text, half = "", None
    for slot in slots(windows):
        morning = part_of_day(slot[0].start) in _MORNING
        if half is not None:
            text += "、" if morning == half else "，"
        half = morning
        said = ""
        for window in slot:
            part = part_of_day(window.start) if named else ""
            season = f"（{SEASON_NAMES.label(window.season)}）" if window.season else ""
            text += (part if part != said else "") + window_words(window) + season
            said = part
    return text
