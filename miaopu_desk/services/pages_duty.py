"""值守的两份表：责任分工表、每周值守表，取数并印出来。"""

from datetime import date, timedelta
from pathlib import Path

from miaopu_desk.domain.duty import DutyRule
from miaopu_desk.domain.duty_pages import (
    DutyTable,
    WeekTable,
    day_remarks,
    duty_lines,
    season_words,
    week_lines,
)
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.services.calendars import holidays, seasons
from miaopu_desk.services.office import Office
from miaopu_desk.services.page_options import Options, day_of
from miaopu_desk.services.shifts import duty_rules, rules_between, shifts_between

DUTY_OPTIONS = ("day",)
WEEK_OPTIONS = ("week", "by")
BY = {"area": False, "区域": False, "责任区域": False, "unit": True, "单位": True, "责任单位": True}


def duty_table(office: Office, day: date | None = None) -> DutyTable:
    """某天有效的分工；不指定哪天时看今天，今天没有有效的规则就看离今天最近的有效的那天。没有规则报 KnownError。"""
    chosen = day or _nearest(office, office.today())
    rules = [rule for rule in duty_rules(office) if _valid(rule, chosen)]
    if not rules:
        raise KnownError(f"{full_day(chosen)}没有有效的值守规则，请在“网格”的“值守规则”里建立，或换一天。")
    facts = office.facts
    ends = [rule.ends_on for rule in rules if rule.ends_on is not None]
    return DutyTable(
        office=_short_name(office),
        brand=(facts and facts.brand) or "",
        first=min(rule.starts_on for rule in rules),
        last=max(ends) if len(ends) == len(rules) else None,
        lines=duty_lines(rules),
    )


def week_table(office: Office, day: date | None = None, by_unit: bool = False) -> WeekTable:
    """day 所在那一周（星期一起）的值守；那一周没有班次报 KnownError。"""
    chosen = day or _nearest(office, office.today())
    monday = chosen - timedelta(days=chosen.weekday())
    found = shifts_between(office, monday, monday + timedelta(days=6))
    if not found.shifts:
        raise KnownError(
            f"{full_day(monday)}这一周没有值守班次，请在“网格”的“值守规则”里建立规则，或换一周（week=YYYY-MM-DD）。"
        )
    facts = office.facts
    unknown = (
        f"放假安排里没有{'、'.join(map(str, found.unknown_years))}年，只按星期推算。" if found.unknown_years else ""
    )
    return WeekTable(
        office=_short_name(office),
        monday=monday,
        by_unit=by_unit,
        lines=week_lines(rules_between(office, found.first, found.last), found.shifts, monday, by_unit),
        remarks=day_remarks(monday, holidays(office)),
        season=season_words(monday, seasons(office)),
        note=unknown,
        prepared_by=(facts and facts.prepared_by) or "",
        checked_by=(facts and facts.checked_by) or "",
    )


def make_duty_table(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """报表 duty_table；选项 day 是看哪一天有效的规则。"""
    from miaopu_desk.reports.duty_table import print_duty_table

    day = day_of(office, month, options) if month or options.get("day") else None
    return print_duty_table(duty_table(office, day), path)


def make_weekly_duty(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """报表 weekly_duty；选项 week 是那一周里的任何一天，by 是 area 或 unit。"""
    from miaopu_desk.reports.weekly_duty import print_weekly_duty

    by = options.get("by", "area").strip()
    if by not in BY:
        raise KnownError(f"选项 by 应写 area（按责任区域）或 unit（按责任单位），“{by}”不认得。")
    day = day_of(office, month, options, "week") if month or options.get("week") else None
    return print_weekly_duty(week_table(office, day, BY[by]), path)


def _nearest(office: Office, today: date) -> date:
    """离今天最近的、有规则有效的一天；没有规则时就是今天。"""
    days = [
        rule.starts_on if today < rule.starts_on else min(today, rule.ends_on or today) for rule in duty_rules(office)
    ]
    return min(days, key=lambda day: abs((day - today).days), default=today)


def _valid(rule: DutyRule, day: date) -> bool:
    return rule.starts_on <= day and (rule.ends_on is None or day <= rule.ends_on)


def _short_name(office: Office) -> str:
    facts = office.facts
    return facts.short_name if facts else ""
