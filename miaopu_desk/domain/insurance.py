"""保险的规则：哪天在保、年龄合不合、同意书齐不齐、批改从哪天起、保费怎样按期算；一条规则一个函数。"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from miaopu_desk.domain.id_number import age_on

NO_CAPACITY = 8  # 不满八周岁为无民事行为能力人（民法典第二十条）
ADULT = 18  # 不满十八周岁为未成年人（民法典第十七条）
DAY = timedelta(days=1)


class Span(NamedTuple):
    """一段保障期：first 零时到 last 二十四时，两端都算。"""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """day 这一天在不在里面。"""
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        """一共几天。"""
        return (self.last - self.first).days + 1


def cover_span(policy: Span, starts_on: date, ends_on: date | None) -> Span | None:
    """一条参保真正的保障期：参保和保单两个期间的重叠，终止日期空着随保单；没有重叠为空。"""
    span = Span(max(policy.first, starts_on), min(policy.last, ends_on or policy.last))
    return span if span.first <= span.last else None


def effective_day(noticed_on: date, policy: Span, named: date | None = None) -> date:
    """批增从哪天零时起生效：通知的次日，或者指定的更晚一天；保单还没起保的从起保那天。"""
    return max(noticed_on + DAY, policy.first, named or noticed_on)


def age_fault(born: date | None, span: Span, youngest: int | None, oldest: int | None) -> str:
    """保障期里年龄合不合保单的限制，不合的说明为什么；两头都算，“18—60”保到61周岁生日的前一天。

    未达到、超过的保险人可以解除合同（保险法第三十二条）。没有出生日期、没有限制的不管。
    """
    if born is None:
        return ""
    first, last = age_on(born, span.first), age_on(born, span.last)
    if youngest is not None and first < youngest:
        return f"起保时{max(first, 0)}周岁，不到{youngest}周岁"
    if oldest is not None and first > oldest:
        return f"起保时{first}周岁，超过{oldest}周岁"
    if oldest is not None and last > oldest:
        return f"{birthday(born, oldest + 1)}满{oldest + 1}周岁，保障期里超过{oldest}周岁"
    return ""


def birthday(born: date, age: int) -> date:
    """满 age 周岁的那天；2月29日生的人平年到3月1日才满（同 age_on）。"""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


@dataclass(frozen=True, slots=True)
class Consent:
    """一条参保的同意书：本人同意投保、认可保险金额、监护人同意；空着就是没有。"""

    cover: bool | None = None
    amount: bool | None = None
    guardian: bool | None = None


def consent_fault(consent: Consent, death_cover: bool) -> str:
    """本人的同意缺什么：没有同意就没有保险利益（保险法第三十一条），有身故责任的还要认可保额（第三十四条）。"""
    missing = [] if consent.cover else ["本人同意投保"]
    missing += ["认可保险金额"] if death_cover and not consent.amount else []
    return f"没有{'、'.join(missing)}的记录" if missing else ""


def minor_fault(born: date | None, starts_on: date, consent: Consent, death_cover: bool) -> str:
    """未成年人：不满八周岁的只有父母可以投身故保险（保险法第三十三条），其余要监护人同意。"""
    if born is None:
        return ""
    age = age_on(born, starts_on)
    if age < NO_CAPACITY and death_cover:
        return f"起保时{max(age, 0)}周岁，不满八周岁的身故保险只能由父母投保"
    if age < ADULT and not consent.guardian:
        return f"起保时{max(age, 0)}周岁，没有监护人同意投保的记录"
    return ""


# 保费


def months(policy: Span) -> list[Span]:
    """保险期间按月分开：从起保那天起一个月一段，最后一段可以不足月。"""
    found: list[Span] = []
    first = policy.first
    for following in _month_starts(policy.first):
        if following > policy.last:
            return [*found, Span(first, policy.last)]
        found.append(Span(first, following - DAY))
        first = following
    return found


def premium_for(premium: int, policy: Span, starts_on: date, rule: str | None) -> int:
    """一个人从 starts_on 保到保单止期应交的保费（分），四舍五入到分。

    rule：full 按整年交足；month 按剩余月数，已经开始的月算一个月；day 按剩余天数。空着按整年。
    """
    if starts_on <= policy.first or rule in (None, "full"):
        return premium
    if rule == "month":
        whole = months(policy)
        return _share(premium, sum(each.last >= starts_on for each in whole), len(whole))
    return _share(premium, max(0, (policy.last - starts_on).days + 1), policy.days)


def refund_for(premium: int, policy: Span, ends_on: date, rule: str | None) -> int:
    """一个人保到 ends_on 二十四时减掉，应退的保费（分）。

    full 不退；month 退还没有开始的各月；day 退剩余的天数。空着不退。
    """
    if rule in (None, "full") or ends_on >= policy.last:
        return 0
    if ends_on < policy.first:
        return premium
    if rule == "month":
        whole = months(policy)
        return _share(premium, sum(each.first > ends_on for each in whole), len(whole))
    return _share(premium, (policy.last - ends_on).days, policy.days)


def _share(amount: int, part: int, whole: int) -> int:
    return (2 * amount * part + whole) // (2 * whole)


def _month_starts(first: date) -> Iterator[date]:
    """起保那天以后各月的对应日；没有这一天的月（31日）取月末。"""
    at = first.year * 12 + first.month - 1
    while True:
        at += 1
        year, month = divmod(at, 12)
        month += 1
        end = (date(year + month // 12, month % 12 + 1, 1) - DAY).day
        yield date(year, month, min(first.day, end))
