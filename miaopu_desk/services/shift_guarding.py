"""班次的把关：过去的不随规则变，有考勤的不删不挪，推算出来的不删只取消，一班不登记同一个人两次。"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from miaopu_desk.domain.duty import DutyRule, shifts
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records.duty import DUTY_RULES
from miaopu_desk.domain.records.shifts import SHIFT_PEOPLE, SHIFTS
from miaopu_desk.domain.register import Register
from miaopu_desk.domain.shift_plan import slot_of
from miaopu_desk.services.calendars import kept_holidays, kept_seasons
from miaopu_desk.services.keeping import Guard, Keeper, plain
from miaopu_desk.store import shifts as store
from miaopu_desk.store.journal import Action, Change

GENERATED = {"shifts": "generated"}  # 推算写进去的操作带着这个记号
BY_HAND = ("day", "area", "starts_at", "ends_at", "minimum_people", "minimum_minutes", "unit", "state")
_TIMES = frozenset(("area_id", "times", "starts_on", "ends_on", "on_holidays", "on_worked_days", "exceptions"))


def stamp_edited(register: Register[Any], base: Any, record: Any) -> Any:
    """有人改了班次的时间、人数、单位、状态，就记为手工改过；录完考勤记为已值守的不算。"""
    if register is not SHIFTS or record.edited:
        return record
    touched = [name for name in BY_HAND if getattr(base, name) != getattr(record, name)]
    if not touched or (touched == ["state"] and "held" in (base.state, record.state)):
        return record
    return replace(record, edited=True)


def _duty_kept(keeper: Keeper, action: Action, changes: Sequence[Change]) -> list[Problem]:
    """班次、值守人员、值守规则的把关。"""
    touched = {change.table for change in changes}
    problems: list[Problem] = []
    if action.kind in ("undo", "setup"):  # 撤销是回到原样，建立办公室时还没有过去
        return problems
    if SHIFTS.table in touched and action.detail != GENERATED:
        problems += _shifts_kept(keeper, changes)
    if SHIFT_PEOPLE.table in touched:
        problems += _people_once(keeper, changes)
    if DUTY_RULES.table in touched:
        problems += _past_kept(keeper, changes)
    return problems


def _shifts_kept(keeper: Keeper, changes: Sequence[Change]) -> list[Problem]:
    problems: list[Problem] = []
    recorded = _recorded(keeper, changes)
    for change in changes:
        if change.table != SHIFTS.table or change.before is None:
            continue
        row = keeper.table(SHIFTS).raw(change.row_id) or {}
        called = f"{row.get('day')}的班次"
        gone = bool(change.after.get("deleted_at"))
        if change.row_id in recorded and gone:
            problems.append(Problem("", f"{called}已经录了考勤，不能删除"))
        elif gone and row.get("planned_at"):
            problems.append(Problem("", f"{called}是按规则推算的，不删除；不值守请用“取消这一班”，取消的会留着"))
        elif {"rule_id", "planned_at"} & change.after.keys():
            problems.append(Problem("规则时段", f"{called}的规则和规则时段由程序填写，不能手改"))
        elif change.row_id in recorded:
            problems += _not_moved(called, change, row)
    return problems


def _not_moved(called: str, change: Change, row: Mapping[str, Any]) -> list[Problem]:
    if {"day", "area_id"} & change.after.keys():
        return [Problem("值守日期", f"{called}已经录了考勤，不能挪到别的日子、别的区域")]
    if change.after.get("state") in ("cancelled", "planned"):
        return [Problem("班次状态", f"{called}已经录了考勤，不能改成取消或未值守；先清掉考勤")]
    if {"starts_at", "ends_at"} & change.after.keys() and not row.get("reason"):
        return [Problem("说明", f"{called}已经录了考勤，改时间要写明为什么")]
    return []


def _recorded(keeper: Keeper, changes: Iterable[Change]) -> set[str]:
    """动过的班次里录了考勤的；这次操作里一起删掉的考勤也算录过。"""
    ids = [change.row_id for change in changes if change.table == SHIFTS.table]
    found = store.recorded(keeper.database, ids)
    for change in changes:
        if change.table == SHIFT_PEOPLE.table and change.after.get("deleted_at"):
            row = keeper.table(SHIFT_PEOPLE).raw(change.row_id) or {}
            if row.get("attendance"):
                found.add(row["shift_id"])
    return found


def _people_once(keeper: Keeper, changes: Sequence[Change]) -> list[Problem]:
    """一班里同一个人只登记一次；取消了的班次不再加人。"""
    mine = [each for each in changes if each.table == SHIFT_PEOPLE.table]
    pairs = [(each.after["shift_id"], each.after["volunteer_id"]) for each in mine if each.before is None]
    pairs += [
        (row["shift_id"], row["volunteer_id"])
        for each in mine
        if each.before is not None and {"shift_id", "volunteer_id"} & each.after.keys()
        if (row := keeper.table(SHIFT_PEOPLE).raw(each.row_id)) is not None
    ]
    problems = []
    for day, name in store.twice(keeper.database, pairs):
        problems.append(Problem("志愿者", f"“{name}”已经在{day}的这一班里，不重复登记"))
    added = [each.after["shift_id"] for each in mine if each.before is None]
    problems += [
        Problem("班次", f"{day}的这一班已经取消，不能再排人；先把状态改回已排班")
        for day in store.cancelled(keeper.database, added)
    ]
    return problems


def _past_kept(keeper: Keeper, changes: Sequence[Change]) -> list[Problem]:
    """规则就地改动不得让已经存了班次的过去的日子变样；要改请从某天起改。"""
    today, problems = keeper.today(), []
    for change in changes:
        if change.table != DUTY_RULES.table or change.before is None or not _TIMES & change.after.keys():
            continue
        days = store.past_days(keeper.database, change.row_id, today)
        now = keeper.table(DUTY_RULES).raw(change.row_id)
        if not days or now is None:
            continue
        span = (days[0], today - timedelta(days=1))
        if _slots(keeper, {**now, **change.before}, *span) != _slots(keeper, now, *span):
            message = f"这条规则从{days[0]}起已经有过去的班次，不能就地改。请用“从某天起改”，过去的班次不变"
            problems.append(Problem("值守时间", message))
    return problems


def _slots(keeper: Keeper, row: Mapping[str, Any], first: date, last: date) -> set[tuple[date, str, str]]:
    """一条规则（数据库里的各列）在这段日子里推算出的各段。"""
    kinds = {each.name: each.kind for each in DUTY_RULES.columns}

    def value(name: str) -> Any:
        stored = row[name]
        return None if stored is None else kinds[name].from_db(stored)

    rule = DutyRule(
        area="",
        kind="",
        unit="",
        times=value("times"),
        starts_on=value("starts_on"),
        ends_on=value("ends_on"),
        on_holidays=row["on_holidays"] or "usual",
        on_worked_days=row["on_worked_days"] or "usual",
        exceptions=value("exceptions") or (),
    )
    found = shifts(rule, first, last, kept_seasons(keeper), kept_holidays(keeper))
    slots = {(each.day, slot_of(each.day, each.window), each.state) for each in found}
    return slots | {(first, str(row["area_id"]), "")}


SHIFT_GUARDS: tuple[Guard, ...] = (plain(_duty_kept),)
