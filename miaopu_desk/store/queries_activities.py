"""活动要问数据库的：要办的事，一个月或一段日子里每个活动多少人、多少人次、多少分钟。"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from miaopu_desk.store.database import Database
from miaopu_desk.store.question import Question, person_sql

HELD_ON = "coalesce(a.held_on, a.planned_on)"


def _activities(test: str) -> Question:
    return Question(
        "activities",
        "SELECT a.id AS id, a.community_id AS community_id, a.id AS counted, 1 AS amount "
        f"FROM activities a WHERE a.deleted_at IS NULL AND {test}",
    )


# 要报备而没有报备的；:filing_people 几人以上，:file_from 那天起的活动还来得及按时报备
_UNFILED = "a.filed_on IS NULL AND a.expected_people >= :filing_people"
DUE: Mapping[str, Question] = {
    "activities_to_file": _activities(
        f"a.state = 'planned' AND {_UNFILED} AND a.planned_on BETWEEN :file_from AND :file_soon"
    ),
    "activities_not_filed": _activities(
        f"a.state IN ('planned', 'held', 'recorded') AND {_UNFILED} "
        "AND a.planned_on >= :year AND a.planned_on < :file_from"
    ),
    "activities_passed": _activities("a.state IN ('planned', 'filed') AND a.planned_on < :day"),
    "activities_recorded_empty": _activities(
        "a.state = 'recorded' AND coalesce(a.held_on, a.planned_on) BETWEEN :year AND :day AND NOT EXISTS "
        "(SELECT 1 FROM service_records r WHERE r.event_id = a.id AND r.deleted_at IS NULL) AND NOT EXISTS "
        "(SELECT 1 FROM head_counts h WHERE h.event_id = a.id AND h.deleted_at IS NULL)"
    ),
    "activities_without_record": _activities(f"a.state = 'held' AND {HELD_ON} < :record_from"),
}


def filed_with(database: Database) -> list[str]:
    """报备到过的各处，最近的在前。"""
    rows = database.query(
        "SELECT filed_with FROM activities WHERE filed_with IS NOT NULL AND deleted_at IS NULL "
        "GROUP BY 1 ORDER BY max(filed_on) DESC LIMIT 12"
    )
    return [row[0] for row in rows]


@dataclass(frozen=True, slots=True)
class Sums:
    """一个活动的数：people 记名的不同的人，named 记名人次，heads 团体人次，minutes 记名的时长。"""

    people: int = 0
    named: int = 0
    heads: int = 0
    minutes: int = 0


# 更正行改时长，不另算人次；更正到零的不算来过
_COUNTED = (
    "SELECT r.event_id, r.volunteer_id, r.id, r.theme_id, r.community_id, r.served_on, "
    "r.minutes + coalesce((SELECT sum(k.minutes) FROM service_records k "
    "WHERE k.corrects_id = r.id AND k.deleted_at IS NULL), 0) AS minutes "
    "FROM service_records r WHERE r.deleted_at IS NULL AND r.corrects_id IS NULL "
    "AND coalesce(r.source, '') <> 'opening'"
)


def sums_of(database: Database, activity_ids: Sequence[str]) -> dict[str, Sums]:
    """各活动的人数、人次和分钟；没有记录的活动不列。"""
    ids = json.dumps(list(activity_ids))
    rows = database.query(
        f"SELECT x.event_id, count(DISTINCT {person_sql()}), count(*), sum(x.minutes) FROM ({_COUNTED}) x "
        "JOIN volunteers v ON v.id = x.volunteer_id WHERE x.minutes > 0 AND v.deleted_at IS NULL "
        "AND x.event_id IN (SELECT value FROM json_each(?)) GROUP BY 1",
        (ids,),
    )
    named = {row[0]: (int(row[1]), int(row[2]), int(row[3])) for row in rows}
    heads = dict(
        database.query(
            "SELECT event_id, sum(people) FROM head_counts WHERE deleted_at IS NULL "
            "AND event_id IN (SELECT value FROM json_each(?)) GROUP BY 1",
            (ids,),
        )
    )
    found = {}
    for each in {**named, **heads}:
        people, count, minutes = named.get(each, (0, 0, 0))
        found[each] = Sums(people, count, heads.get(each, 0), minutes)
    return found


def people_in(database: Database, activity_ids: Sequence[str]) -> int:
    """这些活动记名的一共多少不同的人：同一证件号的几条登记算一个。"""
    return int(
        database.value(
            f"SELECT count(DISTINCT {person_sql()}) FROM ({_COUNTED}) x JOIN volunteers v ON v.id = x.volunteer_id "
            "WHERE x.minutes > 0 AND v.deleted_at IS NULL AND x.event_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(activity_ids)),),
        )
    )


def served_by_theme(database: Database, first: str, last: str) -> list[tuple[str | None, int, int]]:
    """一段日子的服务记录按主题：（主题名，人次，分钟）；挂着活动的随活动的主题，没有挂的随自己写的，都没有的为空。"""
    rows = database.query(
        f"SELECT t.name, count(*), sum(x.minutes) FROM ({_COUNTED}) x JOIN volunteers v ON v.id = x.volunteer_id "
        "LEFT JOIN activities a ON a.id = x.event_id LEFT JOIN terms t ON t.id = coalesce(a.theme_id, x.theme_id) "
        "WHERE x.minutes > 0 AND v.deleted_at IS NULL AND x.served_on BETWEEN :first AND :last "
        "GROUP BY t.id ORDER BY t.id IS NULL, t.position, t.n",
        {"first": first, "last": last},
    )
    return [(row[0], int(row[1]), int(row[2])) for row in rows]


def served_by_place_and_theme(database: Database, first: str, last: str) -> list[tuple[str, str | None, int, int]]:
    """同上，再分社区：（开展服务的社区 id，主题名，人次，分钟）。"""
    rows = database.query(
        f"SELECT x.community_id, t.name, count(*), sum(x.minutes) FROM ({_COUNTED}) x "
        "LEFT JOIN activities a ON a.id = x.event_id LEFT JOIN terms t ON t.id = coalesce(a.theme_id, x.theme_id) "
        "WHERE x.minutes > 0 AND x.served_on BETWEEN :first AND :last "
        "GROUP BY x.community_id, t.id ORDER BY t.id IS NULL, t.position, t.n",
        {"first": first, "last": last},
    )
    return [(row[0], row[1], int(row[2]), int(row[3])) for row in rows]
