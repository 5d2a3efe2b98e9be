"""记录的期限：该交签到表的班次、该记时长的活动、该写评价的服务；:late 是已经超期的最晚一天。"""

from collections.abc import Mapping

from miaopu_desk.store.ledger_sql import attended, not_opening
from miaopu_desk.store.question import Question
from miaopu_desk.store.waiting_sheets import WAITING


def _shifts(test: str) -> Question:
    return Question(
        "shifts",
        "SELECT s.id AS id, coalesce(s.community_id, a.community_id) AS community_id, s.id AS counted, 1 AS amount, "
        "s.day AS day FROM shifts s JOIN grid_areas a ON a.id = s.area_id "
        f"WHERE {WAITING} AND s.day {test}",
    )


def _activities(test: str) -> Question:
    """已经开展、还没有入账也没有团体参与的活动。"""
    return Question(
        "activities",
        "SELECT a.id AS id, a.community_id AS community_id, a.id AS counted, 1 AS amount, "
        "coalesce(a.held_on, a.planned_on) AS day FROM activities a WHERE a.deleted_at IS NULL AND a.state = 'held' "
        "AND NOT EXISTS (SELECT 1 FROM service_records r WHERE r.event_id = a.id AND r.deleted_at IS NULL) "
        "AND NOT EXISTS (SELECT 1 FROM head_counts h WHERE h.event_id = a.id AND h.deleted_at IS NULL) "
        f"AND coalesce(a.held_on, a.planned_on) {test}",
    )


def _unevaluated(test: str, first: str) -> Question:
    return Question(
        "service_records",
        "SELECT r.id AS id, r.community_id AS community_id, r.id AS counted, 1 AS amount, r.served_on AS day "
        f"FROM service_records r WHERE r.deleted_at IS NULL AND r.evaluation IS NULL AND {not_opening()} "
        f"AND r.served_on {test} AND {attended(first=first, day=':day')}",
    )


_LATE = "BETWEEN :first AND :late"
_SOON = "> :late AND {day} <= :day"

DUE: Mapping[str, Question] = {
    "shifts_late": _shifts(_LATE),
    "shifts_soon": _shifts(_SOON.format(day="s.day")),
    "activities_record_soon": _activities(_SOON.format(day="coalesce(a.held_on, a.planned_on)")),
    "evaluations_late": _unevaluated(_LATE, ":first"),
    "evaluations_soon": _unevaluated(_SOON.format(day="r.served_on"), ":late"),
}
