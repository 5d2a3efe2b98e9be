"""报表的选项：命令行上的“名称=值”，读成日期、起止、是否和登记表里的一行；写错了说清可以怎样写。"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from miaopu_desk.domain.calendar import parse_day
from miaopu_desk.domain.codes import CodeList
from miaopu_desk.domain.kinds import NO, YES, Ref
from miaopu_desk.domain.month import full_day, read_month
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.communities import COMMUNITIES, COMMUNITY_ENDINGS
from miaopu_desk.domain.register import Record, Register
from miaopu_desk.services.office import Office

Options = Mapping[str, str]
T = TypeVar("T")
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Span:
    """一段日子，两端都算。"""

    first: date
    last: date

    @property
    def title(self) -> str:
        """2021年1月1日至5月31日；同一天只写一次，跨年写全。"""
        if self.first == self.last:
            return full_day(self.first)
        same = self.first.year == self.last.year
        last = f"{self.last.month}月{self.last.day}日" if same else full_day(self.last)
        return f"{full_day(self.first)}至{last}"


def day_of(office: Office, month: str | None, options: Options, name: str = "day") -> date:
    """选项里的日子；没有写的是月末（这个月还没过完就到今天），月份也没有写的是今天。"""
    written = _day(options, name)
    if written is not None:
        return written
    return read_month(month, office.today()).as_of(office.today()) if month else office.today()


def span_of(office: Office, month: str | None, options: Options) -> Span:
    """选项 from、to 的一段；没有写的是那个月，月份也没有写的是今年到今天。"""
    today = office.today()
    chosen = read_month(month, today) if month else None
    first = _day(options, "from") or (chosen.first if chosen else date(today.year, 1, 1))
    last = _day(options, "to") or (chosen.as_of(today) if chosen else max(today, first))
    if last < first:
        raise KnownError(f"起日{full_day(first)}晚于止日{full_day(last)}，请把 from 和 to 对调。")
    return Span(first, last)


def yes(options: Options, name: str) -> bool:
    """是或否；没有写的算否。"""
    text = options.get(name, "").strip().lower()
    if not text or text in NO:
        return False
    if text in YES:
        return True
    raise KnownError(f"选项 {name} 应写“是”或“否”，“{text}”看不出是哪一个。")


def code_of(options: Options, name: str, codes: CodeList) -> str | None:
    """代码表里的一个代码，可以写中文名；没有写的为空。"""
    text = options.get(name, "").strip()
    if not text:
        return None
    found = codes.find(text)
    if found is None:
        raise KnownError(f"“{text}”不在{codes.title}里，可用：{'、'.join(codes.labels.values())}。")
    return found


def community_of(office: Office, options: Options, name: str = "community") -> Ref | None:
    """选项里的社区，“社区”二字可省；没有写的为空（全街道）。"""
    text = options.get(name, "").strip()
    if not text:
        return None
    known = {each.name: each.id for each in office.keeper.table(COMMUNITIES).all()}
    short = next((text.removesuffix(end) for end in COMMUNITY_ENDINGS if text.removesuffix(end) in known), text)
    if short not in known:
        raise KnownError(f"没有“{text}”这个社区，可用：{'、'.join(known)}。")
    return Ref(short, known[short])


def only_one(found: Sequence[T], what: str, written: str, shown: Callable[[T], str]) -> T:
    """按名称找到的正好一个；没有、不止一个都报 KnownError，并列出头几个。"""
    if not found:
        raise KnownError(f"没有找到{what}“{written}”，请核对名称。")
    if len(found) > 1:
        listed = "；".join(shown(each) for each in found[:6])
        raise KnownError(f"叫“{written}”的{what}有{len(found)}个，请写明是哪一个：{listed}。")
    return found[0]


def dated_one(
    office: Office,
    register: Register[R],
    written: str,
    month: str | None,
    *,
    asked: str,
    what: str,
    name: str,
    day: Callable[[R], date],
    called: Callable[[R], str],
) -> R:
    """按编号、名称或“名称 日期”找一行；同名的几行里只有一行在 month 的就是它。

    没有写报 KnownError(asked)；没有、不止一行也报，列出各行的叫法。name 是名称那一栏，called 分得清同名的。
    """
    written = written.strip()
    if not written:
        raise KnownError(asked)
    table = office.keeper.table(register)
    by_id = table.get(written)
    if by_id is not None:
        return by_id
    found = table.find(name, written) or [
        each
        for each in table.all()
        if written.startswith(getattr(each, name)) and written in (called(each), f"{getattr(each, name)} {day(each)}")
    ]
    inside = [each for each in found if month and f"{day(each):%Y-%m}" == month]
    return only_one(inside or found, what, written, lambda each: f"“{called(each)}”")


def _day(options: Options, name: str) -> date | None:
    text = options.get(name, "").strip()
    if not text:
        return None
    day, reason = parse_day(text)
    if day is None:
        raise KnownError(f"选项 {name}：{reason or f'“{text}”不是一个日期，应写成 2021-05-31'}")
    return day
