"""班次：存下的照存下的，没有存的由值守规则推算；命令行、值守表、看板都从这里取。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from miaopu_desk.domain.codes import AREA_KINDS, SEASON_NAMES, SHIFT_STATUS
from miaopu_desk.domain.duty import DutyRule, Shift, all_shifts
from miaopu_desk.domain.duty_week import WeekTimes, Window
from miaopu_desk.domain.duty_words import WEEKDAY_NAMES, window_words
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.duty import DUTY_RULES, DutyRuleRecord
from miaopu_desk.domain.records.grid import GRID_AREAS, GridArea
from miaopu_desk.domain.seasons import season_on
from miaopu_desk.domain.shift_plan import StoredShift
from miaopu_desk.services.calendars import holidays, seasons
from miaopu_desk.services.office import Office
from miaopu_desk.store import shifts as store

LONGEST = 3 * 366  # 一次最多推算这么多天


@dataclass(frozen=True, slots=True)
class Shifts:
    """一段日子的班次；unknown_years 是放假安排表里没有的年份，那几年只按星期推算。"""

    first: date
    last: date
    shifts: tuple[Shift, ...]
    unknown_years: tuple[int, ...]


def duty_rules(office: Office) -> list[DutyRule]:
    """登记着的值守规则，按登记的先后；区域写全名，没有填责任单位的用网格的责任单位。"""
    records = office.keeper.table(DUTY_RULES).all()
    areas = {each.id: each for each in office.keeper.table(GRID_AREAS).records([one.area.id or "" for one in records])}
    return [duty_rule(one, areas[one.area.id or ""]) for one in records]


def rules_between(office: Office, first: date, last: date) -> list[DutyRule]:
    """这段日子里有效的值守规则。"""
    return [
        rule
        for rule in duty_rules(office)
        if rule.starts_on <= last and (rule.ends_on is None or rule.ends_on >= first)
    ]


def check_span(first: date, last: date) -> None:
    """起止颠倒、太长报 KnownError。"""
    if last < first:
        raise KnownError(f"起日{full_day(first)}晚于止日{full_day(last)}，请对调。")
    if (last - first).days >= LONGEST:
        raise KnownError(f"一次最多推算{LONGEST}天的班次，请把日期缩短。")


def shifts_between(office: Office, first: date, last: date) -> Shifts:
    """从 first 到 last（两端都算）的班次：一条规则某天存了班次，那天就照存下的，没有存的推算。

    起止颠倒、太长报 KnownError。
    """
    check_span(first, last)
    days_off = holidays(office)
    rules = {rule.id: rule for rule in duty_rules(office)}
    stored = store.stored_between(office.database, first, last)
    settled = store.settled_days(office.database, first, last)
    valid = [rule for rule in rules.values() if rule.starts_on <= last and (not rule.ends_on or rule.ends_on >= first)]
    computed = all_shifts(valid, first, last, seasons(office), days_off)
    found = [shift for shift in computed if (shift.rule.id, shift.day) not in settled]
    found += _kept(office, stored, rules)
    order = {rule_id: at for at, rule_id in enumerate(rules)}
    found.sort(key=lambda one: (one.day, one.start or time(0), order.get(one.rule.id, len(order))))
    unknown = tuple(year for year in range(first.year, last.year + 1) if not days_off.covers(year))
    return Shifts(first, last, tuple(found), unknown)


def _kept(office: Office, stored: Sequence[StoredShift], rules: Mapping[str, DutyRule]) -> list[Shift]:
    """存下的班次写成推算的样子：区域、单位、人数、时间都照存下的。"""
    if not stored:
        return []
    areas = {each.id: each for each in office.keeper.table(GRID_AREAS).records(list({one.area_id for one in stored}))}
    summers = seasons(office)
    names = store.names_on(office.database, stored[0].day, stored[-1].day)
    return [
        _as_shift(one, season, areas[one.area_id], rules.get(one.rule_id), names.get(one.id, ()))
        for one in stored
        for season in [one.season or season_on(one.day, summers)]
    ]


def _as_shift(one: StoredShift, season: str, area: GridArea, rule: DutyRule | None, names: tuple[str, ...]) -> Shift:
    base = rule or DutyRule("", area.kind, "", WeekTimes(()), one.day, one.day)
    shown = replace(
        base,
        area=full_name(area),
        kind=area.kind,
        area_id=area.id,
        unit=one.unit or "",
        task=one.task or f"包{AREA_KINDS.label(area.kind)}",
        minimum_people=one.minimum_people,
        minimum_minutes=one.minimum_minutes,
    )
    window = None
    if one.starts_at is not None:
        window = Window(one.starts_at, one.ends_at or one.starts_at)
    return Shift(one.day, shown, window, season, one.state, one.id, one.reason or "", names)


def shifts_json(found: Shifts) -> list[dict[str, object]]:
    """命令行 --json 的样子：日期 YYYY-MM-DD，钟点 HH:MM，没有写钟点的为空。"""
    return [
        {
            "date": shift.day.isoformat(),
            "area": shift.rule.area,
            "kind": shift.rule.kind,
            "unit": shift.rule.unit,
            "start": f"{shift.start:%H:%M}" if shift.start else None,
            "end": f"{shift.end:%H:%M}" if shift.end else None,
            "minimum_people": shift.rule.minimum_people,
            "minimum_minutes": shift.rule.minimum_minutes,
            "season": shift.season,
            "state": shift.state,
        }
        for shift in found.shifts
    ]


def shift_lines(found: Shifts) -> list[str]:
    """给人看的一行一个班次，末尾一行合计。"""
    lines = [_line(shift) for shift in found.shifts]
    lines.append(f"{full_day(found.first)}至{full_day(found.last)}共 {len(found.shifts)} 个班次。")
    if found.unknown_years:
        years = "、".join(str(year) for year in found.unknown_years)
        lines.append(f"放假安排里没有{years}年，只按星期推算。")
    return lines


def duty_rule(one: DutyRuleRecord, area: GridArea) -> DutyRule:
    """登记的一条规则，推算用的样子；area 是它的责任区域。"""
    return DutyRule(
        area=full_name(area),
        kind=area.kind,
        unit=one.unit or area.responsible_unit or "",
        times=one.times,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        minimum_people=one.minimum_people,
        minimum_minutes=one.minimum_minutes,
        equipment=one.equipment or "",
        requirement=one.requirement or "",
        task=one.task or f"包{AREA_KINDS.label(area.kind)}",
        on_holidays=one.on_holidays or "usual",
        on_worked_days=one.on_worked_days or "usual",
        exceptions=one.exceptions or (),
        id=one.id,
        area_id=area.id,
    )


def full_name(area: GridArea) -> str:
    """带起止的全名：五一路（蔡伦路口至金华路口）。"""
    return f"{area.name}（{area.boundary}）" if area.boundary else area.name


def _line(shift: Shift) -> str:
    when = window_words(shift.window) if shift.window else "不定时"
    people = f"至少{shift.rule.minimum_people}人" if shift.rule.minimum_people else ""
    state = "" if shift.state == "planned" else SHIFT_STATUS.label(shift.state)
    day = f"{shift.day} 周{WEEKDAY_NAMES[shift.day.isoweekday() - 1]}"
    parts = [day, SEASON_NAMES.label(shift.season), when, shift.rule.area, shift.rule.unit, people, state]
    return "  ".join(part for part in parts if part)
