"""培训的提问：覆盖面、没有参训的人、过了日子还没有说办没办的场次；口径和月报的参训人数一样。"""

from collections.abc import Mapping

from miaopu_desk.store.database import Database
from miaopu_desk.store.question import Question, attended_sql, held_sql, person_sql, registered_sql

# 从 :year 起到 :day 到过场的人
_TRAINED = (
    f"SELECT {person_sql('w')} FROM participations p JOIN training_sessions s ON s.id = p.session_id "
    "JOIN volunteers w ON w.id = p.volunteer_id WHERE p.deleted_at IS NULL AND s.deleted_at IS NULL "
    f"AND w.deleted_at IS NULL AND {held_sql()} AND {attended_sql()} AND s.held_on BETWEEN :year AND :day"
)

DUE: Mapping[str, Question] = {
    "sessions_undecided": Question(
        "training_sessions",
        "SELECT s.id AS id, s.community_id AS community_id, s.id AS counted, 1 AS amount FROM training_sessions s "
        "WHERE s.deleted_at IS NULL AND s.state = 'planned' AND s.held_on < :day",
    ),
    "still_invited": Question(
        "training_sessions",
        "SELECT s.id AS id, s.community_id AS community_id, s.id AS counted, 1 AS amount FROM training_sessions s "
        f"WHERE s.deleted_at IS NULL AND {held_sql()} AND s.held_on BETWEEN :year AND :day AND EXISTS "
        "(SELECT 1 FROM participations p WHERE p.session_id = s.id AND p.deleted_at IS NULL AND p.state = 'invited')",
    ),
}


def people_trained(database: Database, first: str, day: str) -> list[tuple[str, str, str, str | None, bool]]:
    """day 那天在册的每一条登记：（志愿者 id，社区 id，认人的键，队伍类别，从 first 起参过训没有）。"""
    rows = database.query(
        f"SELECT v.id, v.community_id, {person_sql()}, v.ranks, {person_sql()} IN ({_TRAINED}) "
        f"FROM volunteers v WHERE {registered_sql()} ORDER BY v.n",
        {"year": first, "day": day},
    )
    return [(row[0], row[1], row[2], row[3], bool(row[4])) for row in rows]


def people_planned(database: Database, plan_id: str, first: str, day: str) -> tuple[int, int]:
    """一项年度计划落实了几场、多少人次。"""
    rows = database.query(
        "SELECT count(DISTINCT s.id), count(DISTINCT p.id) FROM training_sessions s LEFT JOIN participations p "
        f"ON p.session_id = s.id AND p.deleted_at IS NULL AND {attended_sql()} "
        f"WHERE s.deleted_at IS NULL AND {held_sql()} AND s.plan_id = :plan AND s.held_on BETWEEN :first AND :day",
        {"plan": plan_id, "first": first, "day": day},
    )
    return int(rows[0][0]), int(rows[0][1])
