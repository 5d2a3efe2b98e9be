"""存下的班次：推算、看板、打印要的几样一次取齐，几万班也不逐条取记录。"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time
from typing import Any

from miaopu_desk.domain.shift_plan import StoredShift
from miaopu_desk.store.database import Database

_COLUMNS = (
    "s.id, s.rule_id, s.day, s.planned_at, s.starts_at, s.ends_at, s.area_id, s.community_id, s.task, s.unit, "
    "s.minimum_people, s.minimum_minutes, s.season, s.state, s.reason, s.edited, "
    "coalesce(p.people, 0), coalesce(p.recorded, 0)"
)
_PEOPLE = (
    "LEFT JOIN (SELECT shift_id, count(*) AS people, count(attendance) AS recorded FROM shift_people "
    "WHERE deleted_at IS NULL GROUP BY shift_id) p ON p.shift_id = s.id"
)


_PLANNED = "substr(s.planned_at, 1, 10)"  # 规则里的那一天；索引 shifts_by_planned_day 照着它建


def stored_between(database: Database, first: date, last: date) -> list[StoredShift]:
    """first 到 last（两端都算）存下的班次，按日期、钟点。"""
    return _stored(database, "s.day BETWEEN ? AND ?", [first.isoformat(), last.isoformat()])


def stored_for(database: Database, first: date, last: date, rule_ids: Iterable[str] | None = None) -> list[StoredShift]:
    """顶着规则里 first 到 last 各天各段的班次，不论后来挪到了哪天；rule_ids 只要这几条规则的。"""
    where, parameters = f"s.rule_id IS NOT NULL AND {_PLANNED} BETWEEN ? AND ?", [first.isoformat(), last.isoformat()]
    if rule_ids is not None:
        where += " AND s.rule_id IN (SELECT value FROM json_each(?))"
        parameters.append(json.dumps(list(rule_ids)))
    return _stored(database, where, parameters)


def settled_days(database: Database, first: date, last: date) -> set[tuple[str, date]]:
    """first 到 last 里哪条规则的哪天已经存了班次。"""
    sql = (
        f"SELECT DISTINCT s.rule_id, {_PLANNED} FROM shifts s WHERE s.deleted_at IS NULL AND s.rule_id IS NOT NULL "
        f"AND {_PLANNED} BETWEEN ? AND ?"
    )
    rows = database.query(sql, (first.isoformat(), last.isoformat()))
    return {(rule, date.fromisoformat(day)) for rule, day in rows}


def _stored(database: Database, where: str, parameters: Sequence[str]) -> list[StoredShift]:
    rows = database.query(
        f"SELECT {_COLUMNS} FROM shifts s {_PEOPLE} WHERE s.deleted_at IS NULL AND {where} "
        "ORDER BY s.day, coalesce(s.starts_at, ''), s.n",
        parameters,
    )
    return list(_read(rows))


def last_day(database: Database, rule_id: str) -> date | None:
    """这条规则存到了哪天；没有存过为空。"""
    sql = f"SELECT max({_PLANNED}) FROM shifts s WHERE s.deleted_at IS NULL AND s.rule_id = ?"
    found = database.value(sql, (rule_id,))
    return date.fromisoformat(found) if found else None


def past_days(database: Database, rule_id: str, before: date) -> list[date]:
    """before 以前，这条规则存了班次的日子。"""
    sql = (
        f"SELECT DISTINCT {_PLANNED} FROM shifts s WHERE s.deleted_at IS NULL AND s.rule_id = ? "
        f"AND {_PLANNED} < ? ORDER BY 1"
    )
    return [date.fromisoformat(each) for each in database.firsts(sql, (rule_id, before.isoformat()))]


def _read(rows: Sequence[tuple[Any, ...]]) -> Iterator[StoredShift]:
    days: dict[str, date] = {}
    clocks: dict[str | None, time | None] = {None: None}
    for row in rows:
        for text in (row[4], row[5]):
            if text not in clocks:
                clocks[text] = time.fromisoformat(text)
        if row[2] not in days:
            days[row[2]] = date.fromisoformat(row[2])
        yield StoredShift(
            row[0],
            row[1] or "",
            days[row[2]],
            row[3] or "",
            clocks[row[4]],
            clocks[row[5]],
            row[6],
            row[7],
            row[8],
            row[9],
            row[10],
            row[11],
            row[12],
            row[13],
            row[14],
            bool(row[15]),
            row[16],
            row[17],
        )


def recorded(database: Database, ids: Sequence[str]) -> set[str]:
    """这几班里录了考勤的。"""
    sql = (
        "SELECT DISTINCT shift_id FROM shift_people WHERE deleted_at IS NULL AND attendance IS NOT NULL "
        "AND shift_id IN (SELECT value FROM json_each(?))"
    )
    return set(database.firsts(sql, (json.dumps(list(ids)),)))


def twice(database: Database, pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """这几对（班次，志愿者）里登记了两次的：(日期，姓名)。"""
    sql = (
        "SELECT s.day, v.name FROM shift_people p JOIN shifts s ON s.id = p.shift_id "
        "JOIN volunteers v ON v.id = p.volunteer_id WHERE p.deleted_at IS NULL "
        "AND p.shift_id || ' ' || p.volunteer_id IN (SELECT value FROM json_each(:pairs)) "
        "AND p.shift_id IN (SELECT value FROM json_each(:shifts)) "
        "GROUP BY p.shift_id, p.volunteer_id HAVING count(*) > 1 ORDER BY s.day, v.name LIMIT 20"
    )
    shifts, written = json.dumps([each for each, _ in pairs]), json.dumps([" ".join(each) for each in pairs])
    return [(row[0], row[1]) for row in database.query(sql, {"pairs": written, "shifts": shifts})]


def cancelled(database: Database, ids: Sequence[str]) -> list[str]:
    """这几班里取消了的各是哪天。"""
    sql = (
        "SELECT DISTINCT day FROM shifts WHERE state = 'cancelled' AND id IN (SELECT value FROM json_each(?)) "
        "ORDER BY day LIMIT 20"
    )
    return [str(each) for each in database.firsts(sql, (json.dumps(list(ids)),))]


def names_on(database: Database, first: date, last: date) -> dict[str, tuple[str, ...]]:
    """各班排了谁：班次 id → 姓名，按排的先后。"""
    sql = (
        "SELECT p.shift_id, v.name FROM shifts s JOIN shift_people p ON p.shift_id = s.id "
        "JOIN volunteers v ON v.id = p.volunteer_id WHERE s.deleted_at IS NULL AND p.deleted_at IS NULL "
        "AND s.day BETWEEN ? AND ? ORDER BY p.n"
    )
    found: dict[str, list[str]] = {}
    for shift, name in database.query(sql, (first.isoformat(), last.isoformat())):
        found.setdefault(shift, []).append(name)
    return {shift: tuple(names) for shift, names in found.items()}
