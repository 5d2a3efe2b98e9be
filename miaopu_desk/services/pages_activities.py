"""活动的纸：一段时间的台账、一个活动的报备表、一个月的月历。"""

from datetime import date
from pathlib import Path

from miaopu_desk.domain.activity_pages import (
    COMMUNITY,
    THEME,
    ActivityLedger,
    ActivityRow,
    FilingForm,
    clock_words,
    grouped,
)
from miaopu_desk.domain.activity_steps import FilingTerms
from miaopu_desk.domain.kinds import Phone, Ref
from miaopu_desk.domain.month import full_day, read_month
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import ACTIVITIES, COMMUNITIES, TERMS
from miaopu_desk.domain.records.activities import Activity
from miaopu_desk.domain.training_pages import STREET
from miaopu_desk.services.activities import filing_terms
from miaopu_desk.services.activity_month import activities_between, weeks_of
from miaopu_desk.services.disclosing import disclose
from miaopu_desk.services.office import Office
from miaopu_desk.services.page_options import Options, community_of, dated_one, span_of, yes
from miaopu_desk.store import queries_activities
from miaopu_desk.store.queries_activities import Sums

ACTIVITY_LEDGER_OPTIONS = ("from", "to", "community", "theme", "by", "cancelled")
ACTIVITY_FILING_OPTIONS = ("activity", "whole", "purpose", "recipient")
ACTIVITY_MONTH_OPTIONS = ("month", "community")
HOW = {"": THEME, "theme": THEME, "主题": THEME, "community": COMMUNITY, "社区": COMMUNITY}


def make_activity_ledger(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """活动台账，写成 PDF；不写选项、月份时是今年到今天。

    选项：from、to 起止日期，community 只要一个社区组织的，theme 只要一个主题的，by 写 theme（不写也是）或 community
    分组，cancelled 写“否”不列取消的。
    """
    from miaopu_desk.reports.activity_ledger import print_activity_ledger

    return print_activity_ledger(activity_ledger(office, month, options), path)


def activity_ledger(office: Office, month: str | None, options: Options) -> ActivityLedger:
    """一段时间的台账内容。"""
    facts = office.known_facts()
    span = span_of(office, month, options)
    community, theme = community_of(office, options), options.get("theme", "").strip()
    how = options.get("by", "").strip()
    if how not in HOW:
        raise KnownError(f"选项 by 应写 theme（按主题）或 community（按社区），“{how}”不认得。")
    themes = [each.name for each in office.keeper.table(TERMS).find("vocabulary", "theme")]
    if theme and theme not in themes:
        raise KnownError(f"没有“{theme}”这个活动主题，可用：{'、'.join(themes)}。")
    found = [
        each
        for each in activities_between(office, span.first, span.last)
        if (community is None or (each.community and each.community.id == community.id))
        and (not theme or (each.theme and each.theme.name == theme))
        and (each.state != "cancelled" or "cancelled" not in options or yes(options, "cancelled"))
    ]
    sums = queries_activities.sums_of(office.database, [each.id for each in found])
    places = [each.name for each in office.keeper.table(COMMUNITIES).all()]
    groups = grouped(
        [activity_row(each, sums.get(each.id, Sums())) for each in found],
        HOW[how],
        themes if HOW[how] == THEME else [STREET, *places],
    )
    people = {name: queries_activities.people_in(office.database, [row.id for row in rows]) for name, rows in groups}
    people[""] = queries_activities.people_in(office.database, [each.id for each in found])
    chosen = [f"{community.name}组织" if community else "", f"主题“{theme}”" if theme else ""]
    return ActivityLedger(
        office=facts.name,
        brand=facts.brand or "",
        span="，".join([span.title, *(part for part in chosen if part)]),
        as_of=full_day(min(span.last, office.today())),
        groups=groups,
        people=people,
        prepared_by=facts.prepared_by or "",
        checked_by=facts.checked_by or "",
    )


def activity_row(each: Activity, sums: Sums) -> ActivityRow:
    """一个活动在台账上的一行。"""
    return ActivityRow(
        id=each.id,
        day=each.day,
        name=each.name,
        state=each.state,
        theme=_name(each.theme),
        action=_name(each.special_action),
        community=_name(each.community),
        place=each.place or "",
        in_charge=each.in_charge or "",
        filing_number=each.filing_number or "",
        people=sums.people,
        named=sums.named,
        heads=sums.heads,
        minutes=sums.minutes,
        beneficiaries=each.beneficiaries,
    )


def make_activity_filing(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """一个活动的报备表，一页 PDF，留出意见和盖章的地方。

    选项：activity 活动编号或名称（同名的加日期）；whole 写“是”印完整电话（要写 purpose，留下记录），recipient 给谁。
    """
    from miaopu_desk.reports.activity_filing import print_activity_filing

    facts = office.known_facts()
    activity = find_activity(office, options.get("activity", ""), month)
    whole = yes(options, "whole")
    if whole:
        purpose, recipient = options.get("purpose", ""), options.get("recipient", "")
        disclose(office, "print", ACTIVITIES, purpose, recipient, 1, ("联系电话",))
    form = filing_form(facts.name, facts.brand or "", activity, filing_terms(office), whole)
    return print_activity_filing(form, path)


def filing_form(office: str, brand: str, activity: Activity, terms: FilingTerms, whole: bool = False) -> FilingForm:
    """报备表的内容。"""
    phone = Phone()
    return FilingForm(
        office=office,
        brand=brand,
        name=activity.name,
        when=f"{full_day(activity.planned_on)}\n{clock_words(activity.starts_at, activity.ends_at)}".strip(),
        theme="、".join(_name(each) for each in (activity.theme, activity.professional_theme) if each),
        action=_name(activity.special_action),
        community=_name(activity.community) or STREET,
        organiser=activity.organiser or "",
        place=activity.place or "",
        in_charge=activity.in_charge or "",
        phone=phone.show(activity.phone) if whole else phone.masked(activity.phone),
        expected="" if activity.expected_people is None else f"{activity.expected_people}人",
        filed_with=activity.filed_with or "",
        number=activity.filing_number or "",
        filed_on=full_day(activity.filed_on) if activity.filed_on else "",
        content=activity.content or "",
        deadline=f"{terms.words}，这次最迟{full_day(terms.deadline(activity))}。" if terms.needed(activity) else "",
    )


def make_activity_month(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """一个月的活动月历，横排一页 PDF，贴在墙上用。选项：month 哪个月（不写是本月），community 只看一个社区和街道统一的。"""
    from miaopu_desk.reports.activity_month import MonthPage, print_activity_month

    facts = office.known_facts()
    today = office.today()
    written = options.get("month", "").strip() or month or f"{today:%Y-%m}"
    chosen = read_month(written, date.max)  # 还没有到的月份也印
    community = community_of(office, options)
    weeks = weeks_of(office, chosen, community.id if community else None)
    page = MonthPage(
        title=f"{facts.short_name}{chosen.title}志愿服务活动安排",
        office=facts.name + (f"　{community.name}" if community else ""),
        as_of=full_day(today),
        month=chosen,
        weeks=tuple(tuple(week) for week in weeks),
    )
    return print_activity_month(page, path)


def find_activity(office: Office, written: str, month: str | None = None) -> Activity:
    """按编号、名称或“名称 日期”找一个活动；没有、不止一个都报 KnownError，列出日期。"""
    return dated_one(
        office,
        ACTIVITIES,
        written,
        month,
        asked="请用选项 activity 写明是哪一个活动：活动编号或活动名称。",
        what="活动",
        name="name",
        day=lambda each: each.day,
        called=called,
    )


def called(activity: Activity) -> str:
    """分得清同名活动的叫法：名称、日期、哪里组织。"""
    return f"{activity.name} {activity.day} {_name(activity.community) or STREET}"


def _name(ref: Ref | None) -> str:
    return ref.name if ref else ""
