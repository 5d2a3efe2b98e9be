"""每周服务日排成计划：一段日子里该在哪几天，遇放假怎么办，已经排过、改过期、取消了的都认得出。"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from miaopu_desk.domain.calendar import Holidays, is_working_day
from miaopu_desk.domain.codes import ACTIVITY_STATES
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records.activities import Activity, ServiceDayRule

NEW, THERE, SKIPPED, STRAY = "new", "there", "skipped", "stray"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """一次服务日：original 是按星期排定的那天，day 是实际排在哪天，放假不安排的为空；why 说明为什么。"""

    original: date
    day: date | None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """计划的一行。state：new 要新排，there 已经有了（含改过期、取消了的），skipped 放假不排，stray 规则改了、原来的计划还留着。"""

    state: str
    rule: ServiceDayRule
    original: date
    day: date | None
    community: Ref | None
    why: str = ""
    activity: Activity | None = None


def occurrences(rule: ServiceDayRule, first: date, last: date, holidays: Holidays) -> list[Occurrence]:
    """从 first 到 last（两端都算）的各次，按排定的日期；放假的按规则的办法，调休日看补不补开。"""
    start, end = max(first, rule.starts_on or first), min(last, rule.ends_on or last)
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    return [found for day in days if (found := _on(rule, day, holidays)) is not None]


def plan_rows(
    rules: Sequence[ServiceDayRule],
    communities: Sequence[Ref],
    first: date,
    last: date,
    holidays: Holidays,
    existing: Iterable[Activity],
) -> list[PlanRow]:
    """一段日子的全部行，按日期、规则、社区；existing 是已经由这些服务日排出来的活动（取消了的也在内）。

    各社区分别开展的，communities 里每个社区一次；街道统一的只排一次。已经有的从不再排，也从不改动。
    """
    known: dict[tuple[str, date, str], Activity] = {}
    for each in existing:
        if each.service_day is not None and each.generated_for is not None:
            known[_key(each.service_day.id, each.generated_for, each.community)] = each
    rows = []
    used = set()
    for rule in rules:
        where: Sequence[Ref | None] = [None] if rule.scope == "street" else communities
        for one in occurrences(rule, first, last, holidays):
            for community in where:
                key = _key(rule.id, one.original, community)
                used.add(key)
                rows.append(_row(rule, one, community, known.get(key)))
    rows += _strays(rules, known, used, first, last)
    place = {rule.id: at for at, rule in enumerate(rules)}
    return sorted(rows, key=lambda row: (row.day or row.original, place[row.rule.id]))


def counts(rows: Iterable[PlanRow]) -> Mapping[str, int]:
    """各种状态的行数。"""
    found = dict.fromkeys((NEW, THERE, SKIPPED, STRAY), 0)
    for row in rows:
        found[row.state] += 1
    return found


def planned_activity(row: PlanRow) -> Activity:
    """要新排的一行 → 活动。"""
    rule = row.rule
    assert row.day is not None
    return Activity(
        name=rule.name,
        planned_on=row.day,
        community=row.community,
        starts_at=rule.starts_at,
        ends_at=rule.ends_at,
        theme=rule.theme,
        special_action=rule.special_action,
        place=rule.place,
        organiser=f"{row.community.name}社区" if row.community else None,
        content=rule.content,
        expected_people=rule.expected_people,
        state="planned",
        service_day=Ref(rule.name, rule.id),
        generated_for=row.original,
    )


def _on(rule: ServiceDayRule, day: date, holidays: Holidays) -> Occurrence | None:
    """那一天有没有这个服务日。"""
    wanted = int(rule.weekday)
    if day in holidays.worked and rule.make_up and holidays.stands_for.get(day) == wanted:
        return Occurrence(day, day, "调休日补开")
    if day.isoweekday() != wanted:
        return None
    if day not in holidays.off or rule.on_holidays == "usual":
        return Occurrence(day, day)
    festival = holidays.names.get(day, "放假")
    if rule.on_holidays == "next":
        moved = day
        while not is_working_day(moved, holidays):
            moved += timedelta(days=1)
        return Occurrence(day, moved, f"{festival}，由{day.month}月{day.day}日顺延")
    return Occurrence(day, None, f"{festival}，不安排")


def _row(rule: ServiceDayRule, one: Occurrence, community: Ref | None, activity: Activity | None) -> PlanRow:
    if activity is not None:
        moved = f"，已改到{activity.planned_on}" if activity.planned_on != (one.day or one.original) else ""
        why = f"已经有了：{ACTIVITY_STATES.label(activity.state)}{moved}"
        return PlanRow(
            state=THERE,
            rule=rule,
            original=one.original,
            day=activity.day,
            community=community,
            why=why,
            activity=activity,
        )
    state = NEW if one.day is not None else SKIPPED
    return PlanRow(state=state, rule=rule, original=one.original, day=one.day, community=community, why=one.why)


def _strays(
    rules: Sequence[ServiceDayRule],
    known: Mapping[tuple[str, date, str], Activity],
    used: set[tuple[str, date, str]],
    first: date,
    last: date,
) -> list[PlanRow]:
    """还在计划、可是规则改了星期或期限、现在排不出来的：不动它，说一声。"""
    by_id = {rule.id: rule for rule in rules}
    rows = []
    for key, each in known.items():
        rule, original = by_id.get(key[0]), key[1]
        if rule is None or key in used or not first <= original <= last or each.state not in ("planned", "filed"):
            continue
        if each.community is not None and rule.scope != "street" and original in _days_of(rule, original):
            continue  # 这次没有选它的社区，规则没有变
        why = "服务日改过，这一次排不出来了；不用的请取消"
        rows.append(
            PlanRow(
                state=STRAY,
                rule=rule,
                original=original,
                day=each.day,
                community=each.community,
                why=why,
                activity=each,
            )
        )
    return rows


def _days_of(rule: ServiceDayRule, day: date) -> tuple[date, ...]:
    inside = (rule.starts_on or day) <= day <= (rule.ends_on or day)
    return (day,) if inside and (day.isoweekday() == int(rule.weekday) or rule.make_up) else ()


def _key(rule_id: str | None, day: date, community: Ref | None) -> tuple[str, date, str]:
    return rule_id or "", day, (community.id or community.name) if community else ""
