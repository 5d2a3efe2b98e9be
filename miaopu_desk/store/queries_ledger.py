"""账上该办的：该交签到表的班次、该记时长的活动、该写评价的服务，和看着不合情理的记录。

:late 是已经超期的最晚一天，:recent 是近来从哪天算起，:most 是一天最多几分钟。
"""

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


def _odd(ids: str) -> Question:
    """账上不合情理的行；ids 列出 id、day 两栏。"""
    return Question(
        "service_records",
        "SELECT r.id AS id, r.community_id AS community_id, r.id AS counted, 1 AS amount, r.served_on AS day "
        f"FROM service_records r WHERE r.id IN (SELECT id FROM ({ids}))",
    )


# 近来算一个人次的各行；起止换成秒，止不晚于起的到次日
_LIVED = (
    "SELECT r.id, r.volunteer_id, r.served_on, r.activity, r.starts_at IS NOT NULL AND r.ends_at IS NOT NULL AS timed, "
    "CAST(strftime('%s', r.served_on || ' ' || r.starts_at) AS INTEGER) AS began, "
    "CAST(strftime('%s', r.served_on || ' ' || r.ends_at) AS INTEGER) "
    "+ CASE WHEN r.ends_at <= r.starts_at THEN 86400 ELSE 0 END AS ended FROM service_records r "
    f"WHERE r.deleted_at IS NULL AND r.served_on BETWEEN :recent AND :day AND {not_opening()} "
    f"AND {attended(first=':recent')}"
)
# 同一个人的各行按开始排好：前面最晚的止在我的起以后，或者后面最早的起在我的止以前
_OVERLAPPING = (
    "SELECT id FROM (SELECT id, began, ended, "
    "max(ended) OVER (PARTITION BY volunteer_id ORDER BY began, ended, id "
    "ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before, "
    "min(began) OVER (PARTITION BY volunteer_id ORDER BY began, ended, id "
    "ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS after "
    f"FROM ({_LIVED}) WHERE timed) WHERE before > began OR after < ended"
)
_TOO_LONG = (
    f"SELECT l.id FROM ({_LIVED}) l JOIN (SELECT volunteer_id, served_on FROM service_records r "
    f"WHERE r.deleted_at IS NULL AND r.served_on BETWEEN :recent AND :day AND {not_opening()} "
    "GROUP BY 1, 2 HAVING sum(r.minutes) > :most) d ON d.volunteer_id = l.volunteer_id AND d.served_on = l.served_on"
)
_TWICE = (
    "SELECT id FROM (SELECT id, count(*) OVER same AS times, sum(timed) OVER same AS timed_times "
    f"FROM ({_LIVED}) WINDOW same AS (PARTITION BY volunteer_id, served_on, activity)) "
    "WHERE times > 1 AND timed_times < times"
)

_LATE = "BETWEEN :first AND :late"
_SOON = "> :late AND {day} <= :day"

DUE: Mapping[str, Question] = {
    "shifts_late": _shifts(_LATE),
    "shifts_soon": _shifts(_SOON.format(day="s.day")),
    "activities_record_soon": _activities(_SOON.format(day="coalesce(a.held_on, a.planned_on)")),
    "evaluations_late": _unevaluated(_LATE, ":first"),
    "evaluations_soon": _unevaluated(_SOON.format(day="r.served_on"), ":late"),
    "service_overlaps": _odd(_OVERLAPPING),
    "service_long_days": _odd(_TOO_LONG),
    "service_twice": _odd(_TWICE),
}
