"""班上的人：一段日子里各班排了谁、谁那天在保、谁离了队，一次取齐。"""

import json
from collections.abc import Iterable
from datetime import date, time

from miaopu_desk.domain.duty_board import NOT_THERE, OnDuty, span_of
from miaopu_desk.store.database import Database
from miaopu_desk.store.question import covered_people, person_sql


def on_duty(database: Database, first: date, last: date) -> dict[str, list[OnDuty]]:
    """first 到 last（两端都算）各班的人：班次 id → 按排的先后；旗标还没有算。"""
    rows = database.query(
        f"SELECT p.id, p.shift_id, v.id, {person_sql()}, v.name, coalesce(c.name, ''), p.attendance, p.walk_in "
        "FROM shifts s JOIN shift_people p ON p.shift_id = s.id JOIN volunteers v ON v.id = p.volunteer_id "
        "LEFT JOIN communities c ON c.id = v.community_id "
        "WHERE s.deleted_at IS NULL AND p.deleted_at IS NULL AND s.day BETWEEN ? AND ? ORDER BY p.n",
        (first.isoformat(), last.isoformat()),
    )
    found: dict[str, list[OnDuty]] = {}
    for row in rows:
        found.setdefault(row[1], []).append(
            OnDuty(row[0], row[1], row[2], row[3], row[4], row[5], row[6], bool(row[7]))
        )
    return found


def spans(database: Database, first: date, last: date) -> dict[str, list[tuple[str, tuple[int, int]]]]:
    """每个人在这段日子里的各班：谁 → (班次 id，起止)；取消的、没有钟点的、请假缺席的不算。"""
    marks = ", ".join(f"'{code}'" for code in NOT_THERE)
    rows = database.query(
        f"SELECT {person_sql()}, s.id, s.day, s.starts_at, s.ends_at FROM shifts s "
        "JOIN shift_people p ON p.shift_id = s.id JOIN volunteers v ON v.id = p.volunteer_id "
        "WHERE s.deleted_at IS NULL AND p.deleted_at IS NULL AND s.state <> 'cancelled' AND s.starts_at IS NOT NULL "
        f"AND s.day BETWEEN ? AND ? AND coalesce(p.attendance, '') NOT IN ({marks}) ORDER BY s.day, s.starts_at, s.n",
        (first.isoformat(), last.isoformat()),
    )
    found: dict[str, list[tuple[str, tuple[int, int]]]] = {}
    for person, shift, day, starts, ends in rows:
        span = span_of(date.fromisoformat(day), time.fromisoformat(starts), time.fromisoformat(ends) if ends else None)
        if span is not None:
            found.setdefault(person, []).append((shift, span))
    return found


def days_on(database: Database, first: date, last: date) -> dict[str, list[date]]:
    """每名志愿者在这段日子里值几次、各是哪天；取消的、请假缺席的不算。"""
    marks = ", ".join(f"'{code}'" for code in NOT_THERE)
    rows = database.query(
        "SELECT p.volunteer_id, s.day FROM shifts s JOIN shift_people p ON p.shift_id = s.id "
        "WHERE s.deleted_at IS NULL AND p.deleted_at IS NULL AND s.state <> 'cancelled' "
        f"AND s.day BETWEEN ? AND ? AND coalesce(p.attendance, '') NOT IN ({marks}) ORDER BY s.day",
        (first.isoformat(), last.isoformat()),
    )
    found: dict[str, list[date]] = {}
    for volunteer, day in rows:
        found.setdefault(volunteer, []).append(date.fromisoformat(day))
    return found


def on_leave(database: Database, first: date, last: date) -> set[tuple[str, date]]:
    """这段日子里哪天请了假的人：(志愿者 id，日期)。"""
    rows = database.query(
        "SELECT p.volunteer_id, s.day FROM shifts s JOIN shift_people p ON p.shift_id = s.id "
        "WHERE s.deleted_at IS NULL AND p.deleted_at IS NULL AND p.attendance = 'leave' AND s.day BETWEEN ? AND ?",
        (first.isoformat(), last.isoformat()),
    )
    return {(volunteer, date.fromisoformat(day)) for volunteer, day in rows}


def covered_on(database: Database, days: Iterable[date]) -> dict[date, set[str]]:
    """每天在保的人。"""
    sql = covered_people(":day")
    return {day: {row[0] for row in database.query(sql, {"day": day.isoformat()})} for day in dict.fromkeys(days)}


def standings(database: Database, ids: Iterable[str]) -> dict[str, tuple[str, date | None]]:
    """这几名志愿者的状态和日期。"""
    rows = database.query(
        "SELECT id, standing, standing_on FROM volunteers WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(dict.fromkeys(ids))),),
    )
    return {row[0]: (row[1], date.fromisoformat(row[2]) if row[2] else None) for row in rows}


def people_keys(database: Database, ids: Iterable[str]) -> dict[str, str]:
    """志愿者 id → 认得出同一个人的键。"""
    rows = database.query(
        f"SELECT v.id, {person_sql()} FROM volunteers v WHERE v.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(dict.fromkeys(ids))),),
    )
    return {row[0]: row[1] for row in rows}
