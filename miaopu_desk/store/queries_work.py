"""本月做了什么：值守、活动、团体参与、活跃的人；和 queries.py 一样，一句列出背后的每一行。"""

from collections.abc import Mapping

from miaopu_desk.store.ledger_sql import attended, not_opening
from miaopu_desk.store.queries_activities import HELD_ON
from miaopu_desk.store.question import Question, person_sql, registered_sql
from miaopu_desk.store.waiting_sheets import WAITING

# 到岗的人：录入了签到表的看考勤，还没有录入的看排班
_ON_DUTY = (
    "SELECT count(DISTINCT p.volunteer_id) FROM shift_people p WHERE p.deleted_at IS NULL AND p.shift_id = s.id "
    "AND (p.attendance IN ('present', 'late', 'early') OR (p.attendance IS NULL AND s.state <> 'held'))"
)


def _shifts(test: str) -> Question:
    """本月没有取消的班次；没有写社区的归责任区域的社区。"""
    return Question(
        "shifts",
        "SELECT s.id AS id, coalesce(s.community_id, a.community_id) AS community_id, s.id AS counted, 1 AS amount "
        "FROM shifts s JOIN grid_areas a ON a.id = s.area_id WHERE s.deleted_at IS NULL AND s.state <> 'cancelled' "
        f"AND s.day BETWEEN :first AND :day AND {test}",
    )


def _activities(amount: str, test: str = "1") -> Question:
    return Question(
        "activities",
        f"SELECT a.id AS id, a.community_id AS community_id, a.id AS counted, {amount} AS amount FROM activities a "
        "WHERE a.deleted_at IS NULL AND a.state IN ('held', 'recorded') "
        f"AND coalesce(a.held_on, a.planned_on) BETWEEN :first AND :day AND {test}",
    )


# 那天有效的认证，每个人取最高的一级，与 star_sums.certified 同一口径
_STARRED = (
    f"SELECT {person_sql('w')} AS person, max(s.star) AS star FROM star_certifications s "
    "JOIN volunteers w ON w.id = s.volunteer_id WHERE s.deleted_at IS NULL AND s.state IN ('certified', 'revoked') "
    "AND s.certified_on <= :day AND (s.revoked_on IS NULL OR s.revoked_on > :day) GROUP BY 1"
)


def _stars(test: str) -> Question:
    return Question(
        "volunteers",
        f"SELECT v.id AS id, v.community_id AS community_id, {person_sql()} AS counted, 1 AS amount FROM volunteers v "
        f"WHERE {registered_sql()} AND {person_sql()} IN (SELECT person FROM ({_STARRED}) WHERE {test})",
    )


FIGURES: Mapping[str, Question] = {
    # 活跃：截至那天在册，最近若干天（:active_from 起）至少服务过一次
    "active": Question(
        "volunteers",
        f"SELECT v.id AS id, v.community_id AS community_id, {person_sql()} AS counted, 1 AS amount FROM volunteers v "
        f"WHERE {registered_sql()} AND {person_sql()} IN (SELECT {person_sql('w')} FROM service_records r "
        "JOIN volunteers w ON w.id = r.volunteer_id WHERE r.deleted_at IS NULL "
        f"AND {attended(first=':active_from')} AND {not_opening()} AND r.served_on BETWEEN :active_from AND :day)",
    ),
    "group_attendances": Question(
        "head_counts",
        "SELECT h.id AS id, h.community_id AS community_id, h.id AS counted, h.people AS amount FROM head_counts h "
        "WHERE h.deleted_at IS NULL AND h.served_on BETWEEN :first AND :day",
    ),
    "shifts": _shifts("1"),
    "shifts_held": _shifts("s.state = 'held'"),
    "shifts_understaffed": _shifts(f"({_ON_DUTY}) BETWEEN 1 AND coalesce(s.minimum_people, 1) - 1"),
    "shifts_uncovered": _shifts(f"({_ON_DUTY}) = 0"),
    "sheets_overdue": Question(
        "shifts",
        "SELECT s.id AS id, coalesce(s.community_id, g.community_id) AS community_id, s.id AS counted, 1 AS amount "
        f"FROM shifts s JOIN grid_areas g ON g.id = s.area_id WHERE {WAITING} AND s.day BETWEEN :since AND :late",
    ),
    "activities_overdue": Question(
        "activities",
        "SELECT a.id AS id, a.community_id AS community_id, a.id AS counted, 1 AS amount FROM activities a "
        f"WHERE a.deleted_at IS NULL AND a.state = 'held' AND {HELD_ON} BETWEEN :since AND :late",
    ),
    "activities": _activities("1"),
    **{f"star_{star}": _stars(f"star = {star}") for star in range(1, 5)},
    "star_5": _stars("star >= 5"),
    "beneficiaries": _activities("a.beneficiaries", "a.beneficiaries IS NOT NULL"),
}
