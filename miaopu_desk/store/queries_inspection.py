"""督查、整改、线索和考核排名的提问：每个数字列得出背后的行。"""

from collections.abc import Iterable, Mapping

from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.store.database import Database
from miaopu_desk.store.question import Question, person_sql, registered_sql

_REGISTERED_PEOPLE = (
    f"SELECT v.id AS id, v.community_id AS community_id, {person_sql()} AS counted, 1 AS amount "
    f"FROM volunteers v WHERE v.deleted_at IS NULL AND {registered_sql()}"
)


def _shifts(test: str) -> Question:
    """截至那天应当值守的班次；没有写社区的归责任区域的社区。"""
    return Question(
        "shifts",
        "SELECT s.id AS id, coalesce(s.community_id, a.community_id) AS community_id, s.id AS counted, 1 AS amount "
        "FROM shifts s JOIN grid_areas a ON a.id = s.area_id WHERE s.deleted_at IS NULL "
        f"AND s.day BETWEEN :first AND :day AND {test}",
    )


def _records(test: str) -> Question:
    """写了录入日期的服务记录；历史时数和更正行不是当时的记录，不算。"""
    return Question(
        "service_records",
        "SELECT r.id AS id, r.community_id AS community_id, r.id AS counted, 1 AS amount FROM service_records r "
        "WHERE r.deleted_at IS NULL AND r.recorded_on IS NOT NULL "
        "AND coalesce(r.source, 'other') NOT IN ('opening', 'correction') "
        f"AND r.served_on BETWEEN :first AND :day AND {test}",
    )


def _inspected(amount: str, test: str = "1") -> Question:
    return Question(
        "inspections",
        f"SELECT i.id AS id, coalesce(i.community_id, a.community_id) AS community_id, i.id AS counted, {amount} AS amount "
        "FROM inspections i LEFT JOIN grid_areas a ON a.id = i.area_id WHERE i.deleted_at IS NULL "
        f"AND i.day BETWEEN :first AND :day AND {test}",
    )


def _wrong(test: str) -> Question:
    """问题归社区：写了社区的归它，写了责任区域的归区域的社区，写了责任人的归他的社区。"""
    return Question(
        "rectifications",
        "SELECT z.id AS id, coalesce(z.community_id, a.community_id, w.community_id) AS community_id, z.id AS counted, "
        "1 AS amount FROM rectifications z LEFT JOIN grid_areas a ON a.id = z.area_id "
        f"LEFT JOIN volunteers w ON w.id = z.person_id WHERE z.deleted_at IS NULL AND {test}",
    )


def _clues(test: str) -> Question:
    return Question(
        "clues",
        "SELECT c.id AS id, c.community_id AS community_id, c.id AS counted, 1 AS amount FROM clues c "
        f"WHERE c.deleted_at IS NULL AND {test}",
    )


# 考核排名用到的、月报的数字里没有的；:limits 是 {服务日期: 应当录入的最后一天}
RANKING: Mapping[str, Question] = {
    "registered_people": Question("volunteers", _REGISTERED_PEOPLE),
    "registered_trained": Question(
        "volunteers",
        f"{_REGISTERED_PEOPLE} AND {person_sql()} IN (SELECT {person_sql('w')} FROM participations p "
        "JOIN training_sessions s ON s.id = p.session_id JOIN volunteers w ON w.id = p.volunteer_id "
        "WHERE p.deleted_at IS NULL AND s.deleted_at IS NULL AND s.held_on BETWEEN :first AND :day)",
    ),
    "shifts_planned": _shifts("s.state IN ('planned', 'held')"),
    "shifts_held": _shifts("s.state = 'held'"),
    "activities_held": Question(
        "activities",
        "SELECT a.id AS id, a.community_id AS community_id, a.id AS counted, 1 AS amount FROM activities a "
        "WHERE a.deleted_at IS NULL AND a.state IN ('held', 'recorded') AND a.planned_on BETWEEN :first AND :day",
    ),
    "inspection_scores": _inspected("i.score", "i.score IS NOT NULL"),
    "records": _records("1"),
    "records_in_time": _records(
        "r.recorded_on <= (SELECT l.value FROM json_each(:limits) l WHERE l.key = r.served_on)"
    ),
    "clues_true": _clues("c.state <> 'invalid' AND c.received_on BETWEEN :first AND :day"),
}

# 一个月的督查、整改、线索，给月报
MONTH: Mapping[str, Question] = {
    "inspections": _inspected("1"),
    "inspection_scores": RANKING["inspection_scores"],
    "found": _wrong("z.state <> 'void' AND z.found_on BETWEEN :first AND :day"),
    "closed": _wrong("z.state = 'closed' AND z.closed_on BETWEEN :first AND :day"),
    "open": _wrong("z.state <> 'void' AND z.found_on <= :day AND (z.state <> 'closed' OR z.closed_on > :day)"),
    "overdue": _wrong("z.state = 'noticed' AND z.deadline < :day"),
    "clues": _clues("c.received_on BETWEEN :first AND :day"),
    "clues_answered": _clues("c.answered_on BETWEEN :first AND :day"),
    "clues_adopted": _clues("c.adopted = 1 AND c.received_on BETWEEN :first AND :day"),
    "rewards": Question(
        "reward_payments",
        "SELECT p.id AS id, c.community_id AS community_id, p.id AS counted, p.amount AS amount FROM reward_payments p "
        "JOIN reward_batches b ON b.id = p.batch_id JOIN clues c ON c.id = p.clue_id WHERE p.deleted_at IS NULL "
        "AND b.deleted_at IS NULL AND b.paid_on BETWEEN :first AND :day",
    ),
}

# :rectify_soon 是整改提醒期的末日，:answer_by 是这天以前受理或转交还没有答复就要催
DUE: Mapping[str, Question] = {
    "rectification_soon": _wrong("z.state = 'noticed' AND z.deadline BETWEEN :day AND :rectify_soon"),
    "rectification_overdue": MONTH["overdue"],
    "recheck_due": _wrong("z.state = 'replied'"),
    "closure_due": _wrong("z.state = 'passed'"),
    "notice_due": _wrong("z.state = 'found'"),
    "clue_unanswered": _clues(
        "c.state IN ('received', 'handed') AND coalesce(c.handed_on, c.received_on) <= :answer_by"
    ),
}


def numbers_taken(database: Database, table: str, column: str = "number") -> list[str | None]:
    """一张登记表用过的编号，删掉的也在内：印出去的编号不再给别的。"""
    assert table in REGISTERS, table
    return [row[0] for row in database.query(f"SELECT {column} FROM {table}")]


def rewarded_before(database: Database) -> list[tuple[str, str | None, str | None, str | None, str, int]]:
    """已经造册的奖励：线索 id、举报人（志愿者 id、姓名、电话）、受理日期、金额；只给算上限用，不给人看。"""
    return [
        (row[0], row[1], row[2], row[3], row[4], row[5])
        for row in database.query(
            "SELECT c.id, c.reporter_id, c.reporter_name, c.reporter_phone, c.received_on, p.amount "
            "FROM reward_payments p JOIN clues c ON c.id = p.clue_id WHERE p.deleted_at IS NULL"
        )
    ]


def amounts_of(database: Database, batches: Iterable[str]) -> dict[str, int]:
    """各批次的合计，以分计。"""
    wanted = set(batches)
    rows = database.query(
        "SELECT batch_id, sum(amount) FROM reward_payments WHERE deleted_at IS NULL GROUP BY batch_id"
    )
    return {batch: int(total) for batch, total in rows if batch in wanted}
