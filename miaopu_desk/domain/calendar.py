"""日子：认出人写的日期和月份，数工作日。"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from miaopu_desk.domain.seasons import Seasons, season_on

__all__ = [
    "Holidays", "Seasons", "add_working_days", "is_working_day", "month_of", "month_span", "parse_day", "parse_month",
    "season_on", "shift_month", "working_days_between",
]  # fmt: skip

FIRST_YEAR, LAST_YEAR = 1880, 2100
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
_SEPARATED = re.compile(r"([0-9]{4})([-./,、。·])([0-9]{1,2})\2([0-9]{1,2})[.。]?").fullmatch
_SPACED = re.compile(r"([0-9]{4})\s+([0-9]{1,2})\s+([0-9]{1,2})").fullmatch
_CHINESE = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})[日号]?").fullmatch
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})").fullmatch
_NO_YEAR = re.compile(r"([0-9]{1,2})[-./月]([0-9]{1,2})[日号]?").fullmatch
_WEEKDAY = re.compile(r"\s*\(?(?:星期|周|礼拜)([一二三四五六日天])\)?$")
_WHOLE = re.compile(r"([0-9]{5}|[0-9]{6}|[0-9]{8})\.0+").fullmatch  # 存成 csv 的数
_IN_WORDS = re.compile(r"([〇零○一二三四五六七八九]{4}|[0-9]{4})年([元一二三四五六七八九十0-9]{1,2})月(.*)").fullmatch
_DIGITS = dict(zip("〇零○一二三四五六七八九", (0, 0, *range(10)), strict=True))
_TIME = re.compile(r"[ T]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?$")
_MONTH = re.compile(r"([0-9]{4})(?:[-./]|年)?([0-9]{1,2})月?").fullmatch
_PART_OF_DAY = re.compile(r"\s*(?:上午|下午|中午|早上|晚上)(?:\s*[0-9]{1,2}[:时点](?:[0-9]{1,2}分?)?)?$")
_SERIAL_ZERO = date(1899, 12, 30)
_HOW = "请写成2021-05-12这样"


def parse_day(raw: object, *, today: date | None = None) -> tuple[date | None, str | None]:
    """单元格或输入框里的东西 → (日期, 不收的原因)，必有一个为空；空白得 (None, None)。

    收 date、datetime、2021-05-12、2021.5.12、2021/5/12、2021、5、12、20210512、2021年5月12日、二〇二一年五月十二日、
    全角数字，末尾带星期几、上午下午、几点的，和表格软件的日期序号 20000–60000（1954–2064 年，1900 日期系统）。给了 today 才收不带年份的 5.12（当年）和今天、昨天、明天。
    """
    if isinstance(raw, datetime):
        return _likely(raw.date())
    if isinstance(raw, date):
        return _likely(raw)
    if isinstance(raw, str):
        if _ISO(raw):
            return _real_day(raw[:4], raw[5:7], raw[8:])
        return _day_in_text(raw, today)
    if raw is None:
        return None, None
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return _day_in_number(raw)
    return None, f"不是日期，{_HOW}"


def parse_month(text: str) -> tuple[str | None, str | None]:
    """2021-05、2021年5月、二〇二一年五月、202105 → ("2021-05", None)；其余 → (None, 原因)；空白得 (None, None)。"""
    written = _in_digits("".join(unicodedata.normalize("NFKC", text).split()))
    if not written:
        return None, None
    found = _MONTH(written)
    if not found or (written.isdigit() and len(written) != 6):
        return None, "不是月份，请写成2021-05这样"
    year, month = int(found[1]), int(found[2])
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12:
        return None, "没有这个月份，请写成2021-05这样"
    return f"{year:04d}-{month:02d}", None


def month_span(month: str) -> tuple[date, date]:
    """ "2021-05" → 当月第一天和最后一天。"""
    first = date.fromisoformat(f"{month}-01")
    return first, date.fromisoformat(f"{shift_month(month, 1)}-01") - timedelta(days=1)


def month_of(day: date) -> str:
    """某日所在的月份，写成 "2021-05"。"""
    return f"{day.year:04d}-{day.month:02d}"


def shift_month(month: str, steps: int) -> str:
    """往后（正数）或往前（负数）数几个月："2021-12" 加 1 得 "2022-01"。"""
    first = date.fromisoformat(f"{month}-01")
    year, index = divmod(first.year * 12 + first.month - 1 + steps, 12)
    return f"{year:04d}-{index + 1:02d}"


@dataclass(frozen=True)
class Holidays:
    """放假和调休上班的日子；names 是放假日的节日名，stands_for 是调休日补的星期几（1 是星期一），都可以没有。"""

    off: frozenset[date]
    worked: frozenset[date]
    names: Mapping[date, str] = field(default_factory=dict, compare=False)
    stands_for: Mapping[date, int] = field(default_factory=dict, compare=False)

    @cached_property
    def years(self) -> frozenset[int]:
        """有放假安排的年份。"""
        return frozenset(day.year for day in self.off)

    def covers(self, year: int) -> bool:
        """这一年的放假安排在不在表里；不在时只按周末算，调用处应当提醒。"""
        return year in self.years


def is_working_day(day: date, holidays: Holidays) -> bool:
    """是不是工作日：调休上班的周末是，放假的日子不是，其余看星期；表外的年份只看星期。"""
    if day in holidays.worked:
        return True
    return day.weekday() < 5 and day not in holidays.off


def add_working_days(day: date, n: int, holidays: Holidays) -> date:
    """从次日起数 n 个工作日落在哪天（民政部令第67号第十一条的十个工作日）；n 为负数往前数，0 得当天。"""
    step = timedelta(days=1 if n > 0 else -1)
    for _ in range(abs(n)):
        day += step
        while not is_working_day(day, holidays):
            day += step
    return day


def working_days_between(day: date, until: date, holidays: Holidays) -> int:
    """从 day 的次日到 until（含）有几个工作日；until 更早得负数（已经过了几个工作日）。"""
    if until < day:
        return -working_days_between(until, day, holidays)
    span = (until - day).days
    return sum(is_working_day(day + timedelta(days=n), holidays) for n in range(1, span + 1))


def _day_in_text(raw: str, today: date | None) -> tuple[date | None, str | None]:
    """文本里的日期。"""
    text = _TIME.sub("", unicodedata.normalize("NFKC", raw).strip(" \t\r\n\u200b\ufeff'"))
    text = _PART_OF_DAY.sub("", text)
    if found := _WEEKDAY.search(text):
        return _on_weekday(*_day_in_text(text[: found.start()], today), found[1], found[0].strip(" ()"))
    if found := _SPACED(text):
        return _real_day(found[1], found[2], found[3])
    text = _in_digits("".join(text.split()))
    if not text:
        return None, None
    for pattern, places in ((_SEPARATED, (1, 3, 4)), (_CHINESE, (1, 2, 3)), (_COMPACT, (1, 2, 3))):
        if found := pattern(text):
            year, month, day = (found[place] for place in places)
            return _real_day(year, month, day)
    if re.fullmatch(r"[0-9]{5}", text):
        return _day_in_number(int(text))
    if today:
        nearby = {"昨天": -1, "今天": 0, "明天": 1}
        if text in nearby:
            return today + timedelta(days=nearby[text]), None
        if found := _NO_YEAR(text):
            return _real_day(str(today.year), found[1], found[2])
    return None, _why_not(text)


def _on_weekday(day: date | None, reason: str | None, weekday: str, written: str) -> tuple[date | None, str | None]:
    """末尾写着星期几的，与日期对得上才收。"""
    if day is None or "一二三四五六日"[day.weekday()] == weekday.replace("天", "日"):
        return day, reason
    return None, f"{day}是星期{'一二三四五六日'[day.weekday()]}，写的却是{written}，请核对"


def _in_digits(text: str) -> str:
    """二〇二一年五月十二日、2021年元月 → 2021年5月12日、2021年1月；20210512.0 → 20210512；别的照原样。"""
    if found := _WHOLE(text):
        return found[1]
    if not (found := _IN_WORDS(text)):
        return text
    year = "".join(str(_DIGITS.get(digit, digit)) for digit in found[1])
    day = re.sub("[日号]$", "", found[3])
    return f"{year}年{_counted(found[2].replace('元', '一'))}月" + (f"{_counted(day)}日" if day else "")


def _counted(text: str) -> str:
    """十二、二十一、廿一 → 12、21、21；不是数的照原样。"""
    spelt = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = spelt.rpartition("十")
    if not ten and spelt not in _DIGITS:
        return text
    if any(part and part not in _DIGITS for part in (tens, ones)):
        return text
    return str((_DIGITS.get(tens, 1) if ten else 0) * 10 + (_DIGITS[ones] if ones else 0))


def _day_in_number(number: int | float) -> tuple[date | None, str | None]:
    """日期序号，或者写成八位数字的日期。"""
    if 20000 <= number <= 60000:
        return _SERIAL_ZERO + timedelta(days=int(number)), None
    if 10**7 <= number < 10**8 and number == int(number) and (found := _COMPACT(str(int(number)))):
        return _real_day(found[1], found[2], found[3])
    return None, f"这个数字不是日期，{_HOW}"


def _real_day(year: str, month: str, day: str) -> tuple[date | None, str | None]:
    """年月日三段数字 → 真实存在的日期。"""
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None, f"没有{int(year)}年{int(month)}月{int(day)}日这一天，请核对"
    return _likely(found)


def _likely(day: date) -> tuple[date | None, str | None]:
    """年份合常理的日期；0202 年、9999 年多半是多打少打了一位。"""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None, f"{day.year}年不合常理，请核对年份"
    return day, None


def _why_not(text: str) -> str:
    """不像日期的文本，说清怎样写。"""
    if "民国" in text or re.fullmatch(r"[0-9]{3}[-./年].*", text):
        return f"请改用公历，{_HOW}"
    if re.search(r"[〇零一二三四五六七八九十]", text):
        return f"请用阿拉伯数字，{_HOW}"
    if _MONTH(text):
        return f"只有年月，缺哪一日，{_HOW}"
    if found := _NO_YEAR(text):
        real = _real_day("2000", found[1], found[2])[0]  # 闰年：2月29日只是缺年份
        return f"缺年份，{_HOW}" if real else f"没有{int(found[1])}月{int(found[2])}日这一天，请核对"
    if re.fullmatch(r"[0-9]{1,2}[-./年][0-9]{1,2}[-./月][0-9]{1,4}[日号]?", text):
        return f"年月日的次序不明或年份不是四位，{_HOW}"
    return f"不是日期，{_HOW}"
