"""值的种类：一种值怎样读进来、怎样写给人看、怎样打码、怎样存。"""

import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, ClassVar, NamedTuple

from miaopu_desk.domain.calendar import FIRST_YEAR, LAST_YEAR, parse_day
from miaopu_desk.domain.codes import CodeList
from miaopu_desk.domain.id_number import mask_id, read_id, refuse_number
from miaopu_desk.domain.names import clean_name, number_keys, search_keys, text_keys


@dataclass(frozen=True, slots=True)
class Rejected:
    """读不进来的值，message 说为什么、怎么改。"""

    message: str


class Ref(NamedTuple):
    """指向另一张登记表里一行的值；id 为空表示只知道名字，还没有对上号。"""

    name: str
    id: str | None = None


_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff\ud800-\udfff]")


def plain_text(raw: object) -> str:
    """任何单元格内容的文字：整数不带小数点，日期写成 2021-05-12，看不见的字符去掉。"""
    if raw is None:
        return ""
    if isinstance(raw, str):
        return _INVISIBLE.sub("", raw).strip() if not raw.isalnum() else raw
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == time(0) else raw.isoformat(" ", "minutes")
    return str(raw)


@dataclass(frozen=True, slots=True)
class Kind:
    """值的种类的共同样子；read 读不懂时返回 Rejected，空白返回 None。"""

    align: ClassVar[str] = "left"
    width: ClassVar[int] = 8
    as_text: ClassVar[bool] = False
    secret: ClassVar[bool] = False
    sealed: ClassVar[bool] = False  # 封存的：show 也只说有没有，见 domain/sealed.py
    sql: ClassVar[str] = "TEXT"

    def read(self, raw: object) -> Any:
        return plain_text(raw) or None

    def show(self, value: Any) -> str:
        return "" if value is None else str(value)

    def masked(self, value: Any) -> str:
        return self.show(value)

    def to_db(self, value: Any) -> Any:
        return value

    def from_db(self, stored: Any) -> Any:
        return stored

    def cell(self, value: Any) -> object:
        """写进工作簿的值：默认写文字。"""
        return self.show(value)

    def keys(self, value: Any) -> str:
        """查找用的词。"""
        return text_keys(self.show(value))


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """一段文字，limit 是最多的字数；lines 为真时可以换行。"""

    limit: int = 100
    lines: bool = False
    width: ClassVar[int] = 12

    def read(self, raw: object) -> str | Rejected | None:
        text = plain_text(raw)
        if not self.lines and ("\n" in text or "\r" in text):
            text = " ".join(text.split())
        if len(text) > self.limit:
            return Rejected(f"太长了：{len(text)}个字，最多{self.limit}个字，请缩短")
        return text or None


_PLAIN_NAME = re.compile("[\u4e00-\u9fa5]{2,4}")  # 绝大多数人名，不必再清理
_LOST = re.compile("[?？□\ufffd]")


@dataclass(frozen=True, slots=True)
class PersonName(Kind):
    """人名：去掉为对齐加的空格，间隔号统一，生僻字照收；排序按拼音。"""

    limit: int = 64
    width: ClassVar[int] = 5

    def read(self, raw: object) -> str | Rejected | None:
        if type(raw) is str and _PLAIN_NAME.fullmatch(raw) and raw != "同上":
            return raw
        if isinstance(raw, int | float):
            return Rejected("姓名是数字，请填写姓名")
        name = clean_name(plain_text(raw))
        if len(name) > self.limit:
            return Rejected(f"太长了：{len(name)}个字，最多{self.limit}个字")
        if name and not any(unicodedata.category(char)[0] == "L" or "\ue000" <= char <= "\uf8ff" for char in name):
            return Rejected(f"“{name}”不像姓名，请填写姓名")
        if name == "同上":
            return Rejected("写着“同上”，请写出姓名")
        if found := _LOST.search(name):
            return Rejected(f"姓名里的“{found[0]}”多半是没有存下来的生僻字，请对照证件补上这个字")
        if "*" in name or "＊" in name:
            return Rejected("姓名打了码，请填写完整姓名")
        return name or None

    def keys(self, value: Any) -> str:
        return search_keys(value or "")


@dataclass(frozen=True, slots=True)
class Day(Kind):
    """日期；认得的写法见 calendar.parse_day。"""

    align: ClassVar[str] = "center"
    width: ClassVar[int] = 7

    def read(self, raw: object) -> date | Rejected | None:
        if type(raw) is date and FIRST_YEAR <= raw.year <= LAST_YEAR:
            return raw
        if isinstance(raw, str) and not raw.isalnum():
            raw = plain_text(raw)
        if raw is None or raw == "":
            return None
        day, reason = parse_day(raw)
        return Rejected(reason) if reason else day

    def show(self, value: date | None) -> str:
        return "" if value is None else value.isoformat()

    def to_db(self, value: date | None) -> str | None:
        return None if value is None else value.isoformat()

    def from_db(self, stored: str | None) -> date | None:
        return None if stored is None else date.fromisoformat(stored)

    def cell(self, value: date | None) -> object:
        return value

    def keys(self, value: Any) -> str:
        return self.show(value)


@dataclass(frozen=True, slots=True)
class IdNumber(Kind):
    """证件号码；以数字存放的一律不收，因为表格软件已经改掉了末三位。"""

    width: ClassVar[int] = 10
    as_text: ClassVar[bool] = True
    secret: ClassVar[bool] = True

    def read(self, raw: object) -> str | Rejected | None:
        if type(raw) is not str:
            if raw is None:
                return None
            if isinstance(raw, int | float):
                return Rejected(refuse_number(raw))
            if isinstance(raw, date | datetime | time):
                return Rejected("这一格是日期，不是证件号码；请把该列设为文本格式后按证件重填")
        number, reason = read_id(str(raw))
        return Rejected(reason) if reason else number

    def masked(self, value: str | None) -> str:
        return mask_id(value) if value else ""

    def keys(self, value: str | None) -> str:
        return number_keys(None, value)


_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_LANDLINE = re.compile(r"(?:0\d{2,3})?[2-9]\d{6,7}", re.ASCII)
_COUNTRY = re.compile(r"^(?:(?:\+|00)86(?=\d{11}$|0\d{9,11}$)|86(?=1[3-9]\d{9}$))", re.ASCII)
_PHONE_NOISE = str.maketrans("", "", " -‐–—－()（）.·\u00a0\u3000\t\r\n")
_AS_FLOAT = re.compile(r"([0-9]{7,12})\.0").fullmatch  # 存成 csv 的数


@dataclass(frozen=True, slots=True)
class Phone(Kind):
    """联系电话：11 位手机号，或带区号的座机；+86、空格、换行、点和横线去掉。"""

    width: ClassVar[int] = 7
    align: ClassVar[str] = "center"
    as_text: ClassVar[bool] = True
    secret: ClassVar[bool] = True

    def read(self, raw: object) -> str | Rejected | None:
        text = raw if type(raw) is str else plain_text(raw)
        if _MOBILE.fullmatch(text):
            return text
        if isinstance(raw, int | float) and not raw >= 0:
            return Rejected(f"“{raw}”不是一个电话号码")
        text = unicodedata.normalize("NFKC", plain_text(text))
        text = (found[1] if (found := _AS_FLOAT(text)) else text.translate(_PHONE_NOISE)).lstrip("'")
        text = _COUNTRY.sub("", text)
        if not text:
            return None
        if "*" in text:
            return Rejected("电话打了码，请填写完整号码")
        if _MOBILE.fullmatch(text) or _LANDLINE.fullmatch(text):
            return text
        if not re.fullmatch(r"\d+", text, re.ASCII):
            return Rejected(f"“{plain_text(raw)}”不是一个电话号码，一格只填一个号码")
        return Rejected(f"电话{len(text)}位，手机应为1开头的11位，座机请带区号")

    def masked(self, value: str | None) -> str:
        if not value:
            return ""
        return f"{value[:3]}****{value[-4:]}" if len(value) >= 11 else f"{'*' * (len(value) - 4)}{value[-4:]}"

    def keys(self, value: str | None) -> str:
        return number_keys(value, None)


@dataclass(frozen=True, slots=True)
class Number(Kind):
    """整数，带上下限和单位。"""

    low: int = 0
    high: int = 99_999_999
    unit: str = ""
    align: ClassVar[str] = "right"
    width: ClassVar[int] = 5
    sql: ClassVar[str] = "INTEGER"

    def read(self, raw: object) -> int | Rejected | None:
        if isinstance(raw, bool | date | time):
            return Rejected("应当是数字")
        if isinstance(raw, float) and not raw.is_integer():
            return Rejected(f"“{raw}”应当是整数")
        text = unicodedata.normalize("NFKC", plain_text(raw)).replace(",", "").removesuffix(self.unit).strip()
        if not text:
            return None
        if not re.fullmatch(r"[+-]?\d{1,12}", text, re.ASCII):
            return Rejected(f"“{plain_text(raw)}”应当是整数")
        value = int(text)
        if not self.low <= value <= self.high:
            return Rejected(f"{value}超出范围，应在{self.low}到{self.high}之间")
        return value

    def cell(self, value: int | None) -> object:
        return value

    def keys(self, value: Any) -> str:
        return self.show(value)


@dataclass(frozen=True, slots=True)
class Scaled(Kind):
    """带小数的量，按最小单位的整数存放：金额存分，时长存分钟。

    20 分钟写成 0.33 小时，所以读的时候，写出的小数是某个整数个最小单位四舍五入来的，就认作它。
    signed 为真时收负数（账上的更正行）。
    """

    scale: int = 100
    unit: str = "元"
    high: int = 99_999_999
    signed: bool = False
    align: ClassVar[str] = "right"
    width: ClassVar[int] = 6
    sql: ClassVar[str] = "INTEGER"

    def read(self, raw: object) -> int | Rejected | None:
        if isinstance(raw, bool | date | time):
            return Rejected("应当是数字")
        if isinstance(raw, float) and math.isfinite(raw) and not raw.is_integer():
            raw = f"{raw:.6f}"  # 公式算出来的 0.30000000000000004
        text = unicodedata.normalize("NFKC", plain_text(raw)).replace(",", "").removesuffix(self.unit).strip()
        if not text:
            return None
        sign = -1 if self.signed and text[0] in "-−" else 1
        if self.signed:
            text = text.lstrip("+-−")
        if not re.fullmatch(r"\d{1,9}(\.\d{1,6})?", text, re.ASCII):
            return Rejected(f"“{plain_text(raw)}”应当是以{self.unit}计的数字")
        whole, _, part = text.partition(".")
        step: int = 10 ** len(part)
        units = int(whole + part) * self.scale
        value = (2 * units + step) // (2 * step)
        if 2 * abs(value * step - units) > self.scale:
            return Rejected(f"“{text}”分得太细，最小到1/{self.scale}{self.unit}")
        if value > self.high:
            return Rejected(f"{text}太大，请核对")
        return sign * value

    def show(self, value: int | None) -> str:
        if value is None:
            return ""
        if self.signed and value < 0:
            return f"-{self.show(-value)}"
        if self.scale == 100:
            return f"{value // 100}.{value % 100:02d}"
        whole, rest = divmod(value, self.scale)
        return str(whole) if not rest else f"{value / self.scale:.2f}".rstrip("0")

    def cell(self, value: int | None) -> object:
        return None if value is None else value / self.scale

    def keys(self, value: Any) -> str:
        return self.show(value)


def money() -> Scaled:
    """金额，以元写、以分存。"""
    return Scaled(100, "元")


def hours(signed: bool = False) -> Scaled:
    """时长，以小时写、以分钟存；signed 为真时收负数。"""
    return Scaled(60, "小时", 100_000 * 60, signed)


def _sample(codes: CodeList) -> str:
    labels = list(codes.labels.values())
    return "、".join(labels[:8]) + ("……" if len(labels) > 8 else "")


@dataclass(frozen=True, slots=True)
class Choice(Kind):
    """从一张代码表里选一个；存代码，写名称。"""

    codes: CodeList
    align: ClassVar[str] = "center"
    width: ClassVar[int] = 5

    def read(self, raw: object) -> str | Rejected | None:
        text = plain_text(raw)
        if not text:
            return None
        code = self.codes.find(text)
        if code is None:
            return Rejected(f"“{text}”不在{self.codes.title}里，可填：{_sample(self.codes)}")
        return code

    def show(self, value: str | None) -> str:
        return "" if value is None else self.codes.label(value)


_SEPARATORS = re.compile(r"[、,，;；/／|+＋&\s]+")


@dataclass(frozen=True, slots=True)
class Choices(Kind):
    """从一张代码表里选几个；按代码表的顺序存。"""

    codes: CodeList
    width: ClassVar[int] = 9

    def read(self, raw: object) -> tuple[str, ...] | Rejected | None:
        parts: Iterable[str]
        if isinstance(raw, tuple | list | set | frozenset):
            parts = [plain_text(part) for part in raw]
        else:
            parts = _SEPARATORS.split(plain_text(raw))
        found: set[str] = set()
        unknown = []
        for part in parts:
            if not part:
                continue
            code = self.codes.find(part)
            if code is None:
                unknown.append(part)
            else:
                found.add(code)
        if unknown:
            return Rejected(f"“{'、'.join(unknown)}”不在{self.codes.title}里，可填：{_sample(self.codes)}")
        return tuple(code for code in self.codes.codes if code in found) or None

    def show(self, value: tuple[str, ...] | None) -> str:
        return "、".join(self.codes.label(code) for code in value or ())

    def to_db(self, value: tuple[str, ...] | None) -> str | None:
        return "[" + ",".join(f'"{code}"' for code in value) + "]" if value else None

    def from_db(self, stored: str | None) -> tuple[str, ...] | None:
        return tuple(stored[2:-2].split('","')) if stored else None


YES = frozenset(["是", "有", "√", "✓", "✔", "☑", "1", "y", "yes", "true", "对", "已", "已签", "同意", "t"])
YES |= {"已同意", "已签字", "已签署", "愿意"}
NO = frozenset(["否", "无", "×", "✗", "✘", "☐", "0", "n", "no", "false", "未", "未签", "不同意", "f", "没有", "-"])
NO |= {"未同意", "未签字", "未签署", "不愿意"}


@dataclass(frozen=True, slots=True)
class YesNo(Kind):
    """是或否；认得 √、1、有、×、0、无。"""

    align: ClassVar[str] = "center"
    width: ClassVar[int] = 3
    sql: ClassVar[str] = "INTEGER"

    def read(self, raw: object) -> bool | Rejected | None:
        if isinstance(raw, bool):
            return raw
        text = unicodedata.normalize("NFKC", plain_text(raw)).lower()
        if not text:
            return None
        if text in YES:
            return True
        if text in NO:
            return False
        return Rejected(f"“{plain_text(raw)}”看不出是“是”还是“否”，请填是或否")

    def show(self, value: bool | None) -> str:
        return "" if value is None else "是" if value else "否"

    def to_db(self, value: bool | None) -> int | None:
        return None if value is None else int(value)

    def from_db(self, stored: int | None) -> bool | None:
        return None if stored is None else bool(stored)


@dataclass(frozen=True, slots=True)
class Link(Kind):
    """指向另一张登记表：target 是那张表的名字，scope 只取其中一部分（如某一类词条），drop 是可省的字尾。"""

    target: str
    scope: str | None = None
    drop: tuple[str, ...] = ()

    def read(self, raw: object) -> Ref | None:
        if isinstance(raw, Ref):
            if raw.id:
                return raw
            raw = raw.name
        text = clean_name(plain_text(raw)) if self.target == "volunteers" else plain_text(raw)
        while ending := next((each for each in self.drop if text.endswith(each) and len(text) > len(each)), ""):
            text = text.removesuffix(ending).rstrip()
        return Ref(text) if text else None

    def show(self, value: Ref | None) -> str:
        return "" if value is None else value.name

    def to_db(self, value: Ref | None) -> str | None:
        return None if value is None else value.id

    def keys(self, value: Ref | None) -> str:
        name = self.show(value)
        return search_keys(name) if self.target == "volunteers" else text_keys(name)
