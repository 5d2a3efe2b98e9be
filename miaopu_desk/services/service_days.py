"""每周服务日：先看计划，再一次排成活动；重排多少次都不会多出来。默认的服务日从方案来，办公室可以改。"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain import service_days as days
from miaopu_desk.domain.defaults import load_targets
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import ACTIVITIES, COMMUNITIES, SERVICE_DAYS, TERMS
from miaopu_desk.domain.records.activities import ServiceDayRule
from miaopu_desk.domain.service_days import NEW, SKIPPED, STRAY, THERE, PlanRow
from miaopu_desk.services.activities import Stepped
from miaopu_desk.services.calendars import holidays
from miaopu_desk.services.keeping import Act
from miaopu_desk.services.office import Office
from miaopu_desk.store.listing import Condition, Listing

LONGEST = 366  # 一次最多排一年


@dataclass(frozen=True, slots=True)
class ServiceDayPlan:
    """一段日子的计划；unknown_years 是放假安排里没有的年份，那几年只按星期排。"""

    first: date
    last: date
    rows: tuple[PlanRow, ...]
    unknown_years: tuple[int, ...] = ()

    @property
    def new(self) -> tuple[PlanRow, ...]:
        """要新排的各行。"""
        return tuple(row for row in self.rows if row.state == NEW)

    def sentence(self) -> str:
        """给人看的一句话：新排几次，已有、放假、规则改了的各几次。"""
        found = days.counts(self.rows)
        said = [f"新排 {found[NEW]} 次"]
        said += [f"已有 {found[THERE]} 次不动"] if found[THERE] else []
        said += [f"放假不排 {found[SKIPPED]} 次"] if found[SKIPPED] else []
        said += [f"服务日改过、原来的计划还留着 {found[STRAY]} 次"] if found[STRAY] else []
        years = "、".join(str(year) for year in self.unknown_years)
        return "，".join(said) + (f"。放假安排里没有{years}年，只按星期排" if years else "")


def plan_service_days(
    office: Office,
    first: date,
    last: date,
    *,
    communities: Sequence[str] | None = None,
    rules: Sequence[str] | None = None,
) -> ServiceDayPlan:
    """从 first 到 last（两端都算）该排的服务日；communities、rules 给 id，不给是全部。什么也不写。

    起止颠倒、太长、没有服务日报 KnownError。
    """
    if last < first:
        raise KnownError(f"起日{full_day(first)}晚于止日{full_day(last)}，请对调。")
    if (last - first).days >= LONGEST:
        raise KnownError("一次最多排一年的服务日，请把日期缩短。")
    known = [each for each in office.keeper.table(SERVICE_DAYS).all() if rules is None or each.id in rules]
    if not known:
        raise KnownError("还没有登记每周的服务日。请先新增，或者按“填入方案的服务日”。")
    places = [
        Ref(each.name, each.id)
        for each in office.keeper.table(COMMUNITIES).all()
        if communities is None or each.id in communities
    ]
    free = holidays(office)
    made = (
        Condition("service_day", "filled"),
        Condition("generated_for", "from", (first,)),
        Condition("generated_for", "to", (last,)),
    )
    existing = office.keeper.table(ACTIVITIES).all(Listing(where=made))
    rows = days.plan_rows(known, places, first, last, free, existing)
    unknown = tuple(year for year in range(first.year, last.year + 1) if not free.covers(year))
    return ServiceDayPlan(first, last, tuple(rows), unknown)


def carry_out(office: Office, plan: ServiceDayPlan) -> Stepped:
    """把要新排的写成活动，一次操作。看计划以后又有人排过的，不会再排一次。"""
    ids = {row.rule.id for row in plan.rows}
    fresh = plan_service_days(office, plan.first, plan.last, rules=sorted(ids)) if ids else plan
    wanted = {_key(row) for row in plan.new}
    new = [row for row in fresh.new if _key(row) in wanted]
    if not new:
        return Stepped(0, "没有要新排的服务日")
    with office.keeper.action(f"排服务日 {len(new)} 次（{plan.first}至{plan.last}）") as act:
        for row in new:
            act.insert(ACTIVITIES, days.planned_activity(row))
    return Stepped(len(new), f"已排服务日 {len(new)} 次，按 Ctrl+Z 可以撤销")


def fill_defaults(office: Office) -> Stepped:
    """填入方案的服务日；同名的已经有了就不再填。"""
    there = {each.name for each in office.keeper.table(SERVICE_DAYS).all()}
    themes = {each.name: Ref(each.name, each.id) for each in office.keeper.table(TERMS).find("vocabulary", "theme")}
    fresh = [each for each in default_rules(themes.get) if each.name not in there]
    if fresh:
        with office.keeper.action(f"填入方案的服务日 {len(fresh)} 个") as act:
            insert_rules(act, fresh)
    return Stepped(len(fresh), f"已填入 {len(fresh)} 个服务日" if fresh else "方案的服务日都已经有了")


def default_rules(theme: Callable[[str], Ref | None]) -> list[ServiceDayRule]:
    """方案里的服务日；主题在代码表里找不到的空着。"""
    return [
        ServiceDayRule(
            name=each.name,
            weekday=str(each.weekday),
            scope="communities",
            theme=theme(each.theme),
            on_holidays="skip",
            make_up=False,
        )
        for each in load_targets().service_days
    ]


def insert_rules(act: Act, rules: Sequence[ServiceDayRule]) -> list[ServiceDayRule]:
    """写进登记。"""
    return [act.insert(SERVICE_DAYS, each) for each in rules]


def _key(row: PlanRow) -> tuple[str, date, str | None]:
    return row.rule.id, row.original, row.community.id if row.community else None
