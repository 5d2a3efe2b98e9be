"""公益性岗位的补贴：谁这个月在岗几天、该发多少；一人一天只算一个岗位，请假登记了才扣，迟到的变化另成一行。"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from miaopu_desk.domain.month import Month, full_day
from miaopu_desk.domain.problems import Problem

BASE, PLUS, MINUS = "base", "plus", "minus"
DRAFT, APPROVED, ISSUED = "draft", "approved", "issued"  # 一张表走到哪一步
BY_DAYS, FULL_MONTH = "by_days", "full_month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """一个人在一个岗位上的一段：起止两头都算，ends_on 空着是还在岗；monthly 是月补贴（分）。"""

    volunteer_id: str
    name: str
    post_name: str
    monthly: int
    starts_on: date
    ends_on: date | None = None
    part_month: str = BY_DAYS
    community: str = ""
    unit: str = ""
    card_tail: str | None = None

    def days_in(self, month: Month) -> list[date]:
        """这个月里在岗的各天。"""
        first, last = max(self.starts_on, month.first), min(self.ends_on or month.last, month.last)
        return _days(first, last)


@dataclass(frozen=True, slots=True)
class Leave:
    """一个人的一段请假，起止两头都算。"""

    volunteer_id: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Stipend:
    """一个人在一个岗位上这个月该发的：在岗几天、其中请假几天、多少分。"""

    holding: Holding
    days: int
    leave_days: int
    amount: int


def amount_for(monthly: int, part_month: str, month_days: int, days: int, leave_days: int) -> int:
    """该发多少分。按天折算：月标准 × （在岗天数 - 请假天数）÷ 当月天数；按整月：在岗一天也发整月，只扣登记了的请假。

    分以下四舍五入；整月在岗又没有请假的正好是月标准。
    """
    if days <= 0:
        return 0
    if part_month == FULL_MONTH:
        return max(0, monthly - _share(monthly, leave_days, month_days))
    return _share(monthly, max(0, days - leave_days), month_days)


def month_stipends(month: Month, holdings: Sequence[Holding], leaves: Sequence[Leave] = ()) -> list[Stipend]:
    """这个月各人各岗位该发的，按给出的先后；这个月不在岗的不列。

    一个人月中换了岗位，两段都按天折算，不因为“按整月”领两份。
    """
    here = [(each, days) for each in holdings if (days := each.days_in(month))]
    counts: dict[str, int] = {}
    for each, _ in here:
        counts[each.volunteer_id] = counts.get(each.volunteer_id, 0) + 1
    found = []
    for each, days in here:
        away = _away(each.volunteer_id, leaves) & set(days)
        rule = BY_DAYS if counts[each.volunteer_id] > 1 else each.part_month
        amount = amount_for(each.monthly, rule, month.last.day, len(days), len(away))
        found.append(Stipend(each, len(days), len(away), amount))
    return found


def clashes(holdings: Sequence[Holding]) -> list[Problem]:
    """同一个人同一天在两个岗位上的，逐个说出来。"""
    problems = []
    for at, one in enumerate(holdings):
        for other in holdings[at + 1 :]:
            if one.volunteer_id != other.volunteer_id:
                continue
            first = max(one.starts_on, other.starts_on)
            if first <= min(one.ends_on or date.max, other.ends_on or date.max):
                both = f"“{one.post_name}”和“{other.post_name}”" if one.post_name != other.post_name else "同一岗位两次"
                problems.append(
                    Problem(
                        "到岗日期", f"{one.name}从{full_day(first)}起在{both}，一人同一天只能在一个岗位，请先写离岗日期"
                    )
                )
    return problems


@dataclass(frozen=True, slots=True)
class Difference:
    """一个已经印发的月份，重算和已发的差：more 为正是少发了。"""

    stipend: Stipend | None
    volunteer_id: str
    more: int
    reason: str


def differences(
    month: Month, due: Sequence[Stipend], paid: dict[str, int], days_paid: dict[str, int]
) -> list[Difference]:
    """已经印发的 month 照现在的登记重算，和已发的（volunteer → 分，含后来的补发扣减）不一样的各人。"""
    owed: dict[str, int] = {}
    first: dict[str, Stipend] = {}
    days: dict[str, int] = {}
    for each in due:
        who = each.holding.volunteer_id
        owed[who] = owed.get(who, 0) + each.amount
        days[who] = days.get(who, 0) + each.days - each.leave_days
        first.setdefault(who, each)
    found = []
    for who in dict.fromkeys([*owed, *paid]):
        more = owed.get(who, 0) - paid.get(who, 0)
        if more:
            now, before = days.get(who, 0), days_paid.get(who, 0)
            said = f"原按{before}天，应按{now}天" if now != before else "标准或岗位有变动"
            found.append(Difference(first.get(who), who, more, f"{month.title}补贴更正：{said}"))
    return found


def net(lines: Sequence[tuple[str, str, int]]) -> dict[str, int]:
    """（志愿者，类别，金额）→ 每人实发：当月补贴加补发减扣减。"""
    found: dict[str, int] = {}
    for who, kind, amount in lines:
        found[who] = found.get(who, 0) + (-amount if kind == MINUS else amount)
    return found


def _share(monthly: int, part: int, whole: int) -> int:
    return (2 * monthly * part + whole) // (2 * whole)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _away(volunteer_id: str, leaves: Sequence[Leave]) -> set[date]:
    return {day for each in leaves if each.volunteer_id == volunteer_id for day in _days(each.starts_on, each.ends_on)}
