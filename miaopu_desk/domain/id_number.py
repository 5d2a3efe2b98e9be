"""身份证件号码：把抄来的号码认成一个规范的号码，或者说清为什么不收；生日、性别、年龄由它得出。"""

import re
import unicodedata
from datetime import date
from functools import lru_cache
from operator import mul

from stdnum.iso7064 import mod_11_2

EARLIEST_YEAR = 1880
"""最早的出生年：GB 11643 自己的样例 440524188001010014 生于 1880 年；活人的年龄上限由别处的规则管。"""

_RESIDENT = re.compile(r"[0-9]{17}[0-9X]").fullmatch
_OLD_RESIDENT = re.compile(r"[0-9]{15}").fullmatch
_OLD_FOREIGNER = re.compile(r"[A-Z]{3}[0-9]{12}").fullmatch
_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?E\+?[0-9]{1,3}").fullmatch
_MASKED = re.compile(r"[*●○•·#?]|X{2,}|_{2,}")
_INVISIBLE = re.compile(r"[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0e\ufe0f\ufeff]")
_DASHES = re.compile(r"[-\u2010-\u2015\u2212]")

# GB/T 2260 的省级代码（71、81、82 和居民居住证的 83 在内）；9 开头的是外国人永久居留身份证
_PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
_MADE_UP = "49"  # 示例办公室编的号码用的，见 sample_numbers
_LIKE_X = frozenset("×✕✖╳Х")  # 乘号和西里尔字母

_DESTROYED = "后几位已被表格软件改掉，无法找回：请把这一列设为文本格式，再按证件重新填写"
_WRONG_CHECK = "校验码不对，可能有一位写错或相邻两位颠倒，请对照证件核对"


def clean_id(text: str) -> tuple[str, tuple[str, ...]]:
    """抄来的号码 → (整理后的号码, 改动了什么)；只整理写法，不判断对错。"""
    changes = []
    cleaned = _INVISIBLE.sub("", text)
    if cleaned != text:
        changes.append("去掉看不见的字符")
    folded = unicodedata.normalize("NFKC", cleaned)
    if any("！" <= character <= "～" for character in cleaned):
        changes.append("全角字符改为半角")
    unspaced = "".join(folded.split())
    if unspaced != folded:
        changes.append("去掉空格")
    bare = unspaced.lstrip("'‘’`")
    if bare != unspaced:
        changes.append("去掉开头的撇号")
    upper = bare.upper()
    if upper != bare:
        changes.append("字母改为大写")
    if upper[-1:] in _LIKE_X:
        upper = upper[:-1] + "X"
        changes.append("末位改为字母X")
    joined = upper if "E" in upper else _DASHES.sub("", upper)  # E-17 的横线是科学记数法的
    if joined != upper:
        changes.append("去掉横线")
    return joined, tuple(changes)


def read_id(text: str) -> tuple[str | None, str | None]:
    """抄来的号码 → (规范号码, 不收的原因)，必有一个为空；空白得 (None, None)。

    收：18 位居民身份证（含港澳台居民居住证 81/82/83 开头、2023 年式外国人永久居留身份证 9 开头），
    15 位旧证（补成 18 位），旧式外国人永久居留证（3 个字母加 12 位数字）。行政区划码从不作为拒收的理由：
    珠晖区 2001 年才设，此前出生的人可以是 430405 也可以是老区码。原因里从不带号码。
    """
    if _RESIDENT(text) and _birth(text[6:14]) and _checks(text):
        return text, None
    number, _ = clean_id(text)
    if not number:
        return None, None
    if _OLD_RESIDENT(number):
        return _upgraded(number)
    if _OLD_FOREIGNER(number):
        return number, None
    reason = _why_not(number)
    return (None, reason) if reason else (number, None)


def changes_in(text: str) -> tuple[str, ...]:
    """收下一个号码时替人改了什么（预览里显示）：写法的整理，以及 15 位补成 18 位。"""
    number, changes = clean_id(text)
    return (*changes, "15位旧号码补成18位，请核对证件") if _OLD_RESIDENT(number) else changes


def refuse_number(value: int | float) -> str:
    """以数字存放的单元格一律不收的说明：尾数成 000 后仍有约 9% 碰巧通过校验，校验码救不了它。"""
    if abs(value) >= 10**15:
        return f"这一格存成了数字，{_DESTROYED}"
    return "这一格存成了数字，证件号码必须是文本：请把这一列设为文本格式，再按证件重新填写"


def born_on(number: str) -> date | None:
    """规范号码里的出生日期；旧式外国人证件只有两位年份，得 None。"""
    return _birth(number[6:14]) if len(number) == 18 else None


def sex_of(number: str) -> str | None:
    """规范号码里的性别，"male" 或 "female"：第 17 位单数为男（GB 11643）；旧式外国人证件得 None。"""
    if len(number) != 18:
        return None
    return "male" if number[16] in "13579" else "female"


def age_on(born: date, day: date) -> int:
    """到某日的周岁，按生日满数；2 月 29 日生的人平年到 3 月 1 日才长一岁（民法典：从出生之日的次日起算满周岁）；还没出生得负数。"""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def region_doubt(number: str) -> str:
    """号码开头的省级代码没有见过的，一句话请人核对，从不因此拒收；没有可疑的为空。"""
    if len(number) != 18 or number[0] == "9" or number[:2] in _PROVINCES or number[:2] == _MADE_UP:
        return ""
    return f"开头的{number[:2]}不是省级行政区划代码，请对照证件核对"


def mask_id(number: str) -> str:
    """默认的显示：前六后四，中间用星号，位数不变（430405********1234）；太短的全遮住。"""
    if len(number) < 15:
        return "*" * len(number)
    return number[:6] + "*" * (len(number) - 10) + number[-4:]


_WEIGHTS = tuple(2**place % 11 for place in range(17, 0, -1))
_ZEROS = sum(_WEIGHTS) * ord("0")


def _checks(number: str) -> bool:
    """18 位号码的末位对不对，与 mod_11_2.is_valid 同一个结果；一次导入要算上万个，这样快五倍。"""
    total = sum(map(mul, _WEIGHTS, number.encode())) - _ZEROS
    return number[17] == "10X98765432"[total % 11]


@lru_cache(maxsize=65_536)
def _birth(digits: str) -> date | None:
    """八位数字 → 真实存在、不早于 EARLIEST_YEAR 的日期。"""
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
    return born if born.year >= EARLIEST_YEAR else None


def _upgraded(number: str) -> tuple[str | None, str | None]:
    """15 位旧号：第 6 位后补 19，末尾补校验码。"""
    body = f"{number[:6]}19{number[6:]}"
    if not _birth(body[6:14]):
        return None, "15位号码的第7至12位不是真实的出生日期，请对照证件核对"
    return body + mod_11_2.calc_check_digit(body), None


def _why_not(number: str) -> str | None:
    """既不是 15 位旧证也不是旧式外国人证件的号码，错在哪里；没有错得 None。"""
    if _SCIENTIFIC(number) or re.fullmatch(r"[0-9]{15,18}\.0*", number):
        return _DESTROYED
    if _MASKED.search(number):
        return "号码有几位被遮住了，请填写完整的18位号码"
    if not _RESIDENT(number):
        return _wrong_shape(number)
    if mod_11_2.is_valid(number):
        return None if _birth(number[6:14]) else "第7至14位不是真实的出生日期，请对照证件核对"
    if number.endswith("000"):
        return _DESTROYED
    return _WRONG_CHECK if _birth(number[6:14]) else "第7至14位不是真实的出生日期，请对照证件核对"


def _wrong_shape(number: str) -> str:
    """位数不对或夹了别的字符。"""
    letters = {"O": "0", "I": "1", "L": "1"}
    found = next((letter for letter in letters if letter in number), None)
    if found and re.fullmatch(r"[0-9OIL]{17}[0-9XOIL]", number):
        return f"夹了字母{found}，应为数字{letters[found]}，请改正"
    if not re.fullmatch(r"[0-9]+X?", number):
        return "有不该出现的字符，居民身份证号码只有数字，末位可以是X，请对照证件改正"
    return f"应为18位，现在是{len(number)}位，请对照证件补全"
