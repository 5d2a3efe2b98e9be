"""网格和值守该办的事：撞了的分工、管得太多的人、没有事做的专职、缺人的班次、离队还挂着的、没还的装备。"""

from collections.abc import Mapping

from miaopu_desk.store.question import Question, covered_people, gone_sql, person_sql, rank_sql, registered_sql

AHEAD = 7  # 往后看几天的班次
IDLE = 30  # 前后这么多天没有班次、也没有分工，算没有事做


def _active(assignment: str = "s") -> str:
    """那天有效的分工。"""
    return (
        f"({assignment}.deleted_at IS NULL AND {assignment}.starts_on <= :day "
        f"AND ({assignment}.ends_on IS NULL OR {assignment}.ends_on >= :day))"
    )


def _next_days(shift: str = "s") -> str:
    """今天起几天内还没有取消的班次。"""
    return (
        f"({shift}.deleted_at IS NULL AND {shift}.state = 'planned' "
        f"AND {shift}.day BETWEEN :day AND date(:day, '+{AHEAD - 1} days'))"
    )


def _people(test: str) -> Question:
    return Question(
        "volunteers",
        f"SELECT v.id AS id, v.community_id AS community_id, {person_sql()} AS counted, 1 AS amount "
        f"FROM volunteers v WHERE v.deleted_at IS NULL AND {registered_sql()} AND {test}",
    )


# 到岗算在内的：请假、缺席的不算
_THERE = "coalesce(p.attendance, '') NOT IN ('absent', 'leave')"


def _on_shifts(test: str, table: str = "shift_people", record: str = "p.id", counted: str = "p.id") -> Question:
    return Question(
        table,
        f"SELECT {record} AS id, v.community_id AS community_id, {counted} AS counted, 1 AS amount FROM shifts s "
        "JOIN shift_people p ON p.shift_id = s.id JOIN volunteers v ON v.id = p.volunteer_id "
        f"WHERE {_next_days()} AND p.deleted_at IS NULL AND v.deleted_at IS NULL AND {_THERE} AND {test}",
    )


# 同一天里钟点重叠；止时不晚于起时的到当天末
_END = "CASE WHEN {0}.ends_at <= {0}.starts_at THEN '99:99' ELSE {0}.ends_at END"
_DOUBLE = (
    "s.starts_at IS NOT NULL AND EXISTS (SELECT 1 FROM shifts t JOIN shift_people q ON q.shift_id = t.id "
    "JOIN volunteers w ON w.id = q.volunteer_id WHERE t.day = s.day AND t.id <> s.id AND t.deleted_at IS NULL "
    "AND t.state <> 'cancelled' AND q.deleted_at IS NULL AND coalesce(q.attendance, '') NOT IN ('absent', 'leave') "
    f"AND {person_sql('w')} = {person_sql()} AND t.starts_at < {_END.format('s')} AND s.starts_at < {_END.format('t')})"
)
_HELD = "SELECT a.volunteer_id FROM assignments a WHERE a.volunteer_id IS NOT NULL AND " + _active("a")

DUE: Mapping[str, Question] = {
    "assigned_twice": Question(
        "assignments",
        "SELECT s.id AS id, g.community_id AS community_id, s.id AS counted, 1 AS amount FROM assignments s "
        f"JOIN grid_areas g ON g.id = s.area_id WHERE g.deleted_at IS NULL AND {_active()} AND EXISTS "
        f"(SELECT 1 FROM assignments t WHERE {_active('t')} AND t.area_id = s.area_id AND t.id <> s.id "
        "AND (t.volunteer_id = s.volunteer_id OR (t.volunteer_id IS NULL AND s.volunteer_id IS NULL AND t.unit = s.unit)))",
    ),
    "two_heads": Question(
        "grid_areas",
        "SELECT g.id AS id, g.community_id AS community_id, g.id AS counted, 1 AS amount FROM grid_areas g "
        "WHERE g.deleted_at IS NULL AND (SELECT count(*) FROM assignments s JOIN volunteers v ON v.id = s.volunteer_id "
        f"WHERE s.area_id = g.id AND s.role = 'head' AND {_active()} AND {registered_sql()}) > 1",
    ),
    "too_many_areas": _people(
        "(SELECT count(DISTINCT s.area_id) FROM assignments s JOIN grid_areas g ON g.id = s.area_id "
        f"WHERE s.volunteer_id = v.id AND g.deleted_at IS NULL AND {_active()}) > :most_areas"
    ),
    "idle_full_time": _people(
        f"v.standing = 'active' AND {rank_sql('full_time')} AND v.id NOT IN ({_HELD}) "
        "AND v.id NOT IN (SELECT p.volunteer_id FROM shifts s JOIN shift_people p ON p.shift_id = s.id "
        "WHERE s.deleted_at IS NULL AND p.deleted_at IS NULL AND s.state <> 'cancelled' "
        f"AND s.day BETWEEN date(:day, '-{IDLE} days') AND date(:day, '+{IDLE} days'))"
    ),
    "shifts_short": Question(
        "shifts",
        "SELECT s.id AS id, s.community_id AS community_id, s.id AS counted, 1 AS amount FROM shifts s "
        f"WHERE {_next_days()} AND s.minimum_people > (SELECT count(*) FROM shift_people p "
        f"WHERE p.shift_id = s.id AND p.deleted_at IS NULL AND {_THERE})",
    ),
    "double_booked": _on_shifts(_DOUBLE),
    "on_duty_uninsured": _on_shifts(
        f"{person_sql()} NOT IN ({covered_people('s.day')})", "volunteers", "v.id", person_sql()
    ),
    "on_duty_but_gone": _on_shifts(f"{gone_sql()} AND v.standing_on <= s.day"),
    "equipment_with_gone": Question(
        "equipment_issues",
        "SELECT e.id AS id, v.community_id AS community_id, e.id AS counted, 1 AS amount FROM equipment_issues e "
        "JOIN volunteers v ON v.id = e.volunteer_id WHERE e.deleted_at IS NULL AND e.issued_on <= :day "
        f"AND e.count > coalesce(e.returned, 0) AND {gone_sql()} AND v.standing_on <= :day",
    ),
    "equipment_over": Question(
        "equipment",
        "SELECT q.id AS id, NULL AS community_id, q.id AS counted, 1 AS amount FROM equipment q "
        "WHERE q.deleted_at IS NULL AND q.stock < (SELECT coalesce(sum(e.count - coalesce(e.returned, 0)), 0) "
        "FROM equipment_issues e WHERE e.equipment_id = q.id AND e.deleted_at IS NULL AND e.issued_on <= :day)",
    ),
}
