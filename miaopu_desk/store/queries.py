"""跨登记表的提问：每个数字是一句 SQL，列出它背后的每一行；数目和名单出自同一句，不会两样。"""

from collections.abc import Mapping
from dataclasses import dataclass

from miaopu_desk.domain.registration import GONE
from miaopu_desk.store import (
    queries_activities,
    queries_duty,
    queries_honours,
    queries_inspection,
    queries_insurance,
    queries_training,
    queries_work,
)
from miaopu_desk.store.database import Database
from miaopu_desk.store.ledger_sql import attended, not_opening
from miaopu_desk.store.question import (
    Parameters,
    Question,
    attended_sql,
    covered_people,
    gone_sql,
    held_sql,
    person_sql,
    rank_sql,
    registered_sql,
)

__all__ = [
    "DUE",
    "FIGURES",
    "Counted",
    "Parameters",
    "Question",
    "count",
    "gone_sql",
    "names",
    "people_in_charge",
    "person_sql",
    "registered_sql",
]

# 有人负责：当天有效的分工，由单位包干，或者由还在册的志愿者负责；人已退出的不算。
_AREAS_IN_CHARGE = (
    "SELECT s.area_id FROM assignments s LEFT JOIN volunteers h ON h.id = s.volunteer_id "
    "WHERE s.deleted_at IS NULL AND s.starts_on <= :day AND (s.ends_on IS NULL OR s.ends_on >= :day) "
    f"AND (s.unit IS NOT NULL OR {registered_sql('h')})"
)


def _volunteers(test: str, counted: str = "v.id") -> Question:
    return Question(
        "volunteers",
        f"SELECT v.id AS id, v.community_id AS community_id, {counted} AS counted, 1 AS amount "
        f"FROM volunteers v WHERE v.deleted_at IS NULL AND {test}",
        single=counted == "v.id",
    )


def _people(test: str) -> Question:
    return _volunteers(test, person_sql())


def _twins(column: str, also: str = "1") -> str:
    """在册的人里姓名和这一栏都相同的另一位；认定过不是同一人的不算。also 是另外的条件。"""
    return (
        f"EXISTS (SELECT 1 FROM volunteers w WHERE w.name = v.name AND w.{column} = v.{column} AND w.id <> v.id "
        f"AND {registered_sql('w')} AND {also} AND NOT EXISTS (SELECT 1 FROM not_the_same d "
        "WHERE d.first_id = min(v.id, w.id) AND d.second_id = max(v.id, w.id)))"
    )


# 两边都有证件号而不同的是两个人，同名同生日只是碰巧
_ONE_ID = "(v.id_number IS NULL OR w.id_number IS NULL OR v.id_number = w.id_number)"


def _areas(test: str) -> Question:
    return Question(
        "grid_areas",
        "SELECT a.id AS id, a.community_id AS community_id, a.id AS counted, 1 AS amount "
        f"FROM grid_areas a WHERE a.deleted_at IS NULL AND {test}",
    )


def _trained(table: str, record: str, counted: str) -> Question:
    return Question(
        table,
        f"SELECT {record} AS id, v.community_id AS community_id, {counted} AS counted, 1 AS amount "
        "FROM training_sessions s JOIN participations p ON p.session_id = s.id JOIN volunteers v ON v.id = p.volunteer_id "
        "WHERE s.deleted_at IS NULL AND p.deleted_at IS NULL AND v.deleted_at IS NULL "
        f"AND {held_sql()} AND {attended_sql()} AND s.held_on BETWEEN :first AND :day",
    )


# 某个月的服务：按服务日期，不按录入日期；历史时数不是这个月做的。有服务记录的人删不掉，所以不必再看人。
_SERVED = f"r.deleted_at IS NULL AND r.served_on BETWEEN :first AND :day AND {not_opening()}"


def _served(amount: str, test: str = "1") -> Question:
    return Question(
        "service_records",
        f"SELECT r.id AS id, r.community_id AS community_id, r.id AS counted, {amount} AS amount "
        f"FROM service_records r WHERE {_SERVED} AND {test}",
        single=True,
    )


_FULL_TIME = f"{registered_sql()} AND {rank_sql('full_time')}"

FIGURES: Mapping[str, Question] = {
    "registered": _volunteers(registered_sql()),
    "suspended": _volunteers(
        f"{registered_sql()} AND v.standing = 'suspended' AND (v.standing_on IS NULL OR v.standing_on <= :day)"
    ),
    "previous": _volunteers(registered_sql(day=":before")),
    "new": _volunteers("v.registered_on BETWEEN :first AND :day"),
    "left": _volunteers(f"{gone_sql()} AND v.standing_on BETWEEN :first AND :day"),
    "full_time": _people(_FULL_TIME),
    "party": _people(f"{registered_sql()} AND {rank_sql('party')}"),
    "online": _people(f"{registered_sql()} AND {rank_sql('online')}"),
    "practice": _people(f"{registered_sql()} AND {rank_sql('practice')}"),
    "several_ranks": _people(f"{registered_sql()} AND json_array_length(v.ranks) > 1"),
    "unranked": _people(f"{registered_sql()} AND v.ranks IS NULL"),
    "people": _people(registered_sql()),
    "training_sessions": Question(
        "training_sessions",
        "SELECT s.id AS id, s.community_id AS community_id, s.id AS counted, 1 AS amount FROM training_sessions s "
        f"WHERE s.deleted_at IS NULL AND {held_sql()} AND s.held_on BETWEEN :first AND :day",
    ),
    # 同一场里重复登记同一个人，只算一个人次
    "training_attendances": _trained("participations", "p.id", f"s.id || ' ' || {person_sql()}"),
    "trained_people": _trained("volunteers", "v.id", person_sql()),
    "insured_full_time": _people(f"{_FULL_TIME} AND {person_sql()} IN ({covered_people(':day')})"),
    "uninsured_full_time": _people(f"{_FULL_TIME} AND {person_sql()} NOT IN ({covered_people(':day')})"),
    "areas_in_charge": _areas(f"a.id IN ({_AREAS_IN_CHARGE})"),
    "areas_with_nobody": _areas(f"a.id NOT IN ({_AREAS_IN_CHARGE})"),
    "served_people": Question(
        "volunteers",
        f"SELECT v.id AS id, r.community_id AS community_id, {person_sql()} AS counted, 1 AS amount "
        "FROM service_records r JOIN volunteers v ON v.id = r.volunteer_id "
        f"WHERE {_SERVED} AND {attended()}",
        in_hand=True,
    ),
    "service_attendances": _served("1", attended()),
    "service_minutes": _served("r.minutes"),
    **queries_work.FIGURES,
}

DUE: Mapping[str, Question] = {
    **queries_inspection.DUE,
    **queries_activities.DUE,
    **queries_honours.HONOUR_DUE,
    "uninsured_full_time": FIGURES["uninsured_full_time"],
    "cover_ending": _people(
        f"{_FULL_TIME} AND {person_sql()} IN ({covered_people(':day')}) "
        f"AND {person_sql()} NOT IN ({covered_people(':after')})"
    ),
    "policies_ending": Question(
        "policies",
        "SELECT p.id AS id, NULL AS community_id, p.id AS counted, 1 AS amount FROM policies p "
        "WHERE p.deleted_at IS NULL AND p.ends_on BETWEEN :day AND :soon",
    ),
    "cover_without_consent": Question(
        "enrollments",
        "SELECT e.id AS id, v.community_id AS community_id, e.id AS counted, 1 AS amount FROM enrollments e "
        "JOIN policies p ON p.id = e.policy_id JOIN volunteers v ON v.id = e.volunteer_id "
        "WHERE e.deleted_at IS NULL AND p.deleted_at IS NULL AND coalesce(e.consented, 0) = 0 "
        "AND e.starts_on <= :day AND p.starts_on <= :day "
        "AND p.ends_on >= :day AND coalesce(e.ends_on, p.ends_on) >= :day",
    ),
    "areas_with_nobody": FIGURES["areas_with_nobody"],
    "untrained_full_time": _people(
        f"{_FULL_TIME} AND {person_sql()} NOT IN (SELECT {person_sql('w')} FROM participations p "
        "JOIN training_sessions s ON s.id = p.session_id JOIN volunteers w ON w.id = p.volunteer_id "
        f"WHERE p.deleted_at IS NULL AND s.deleted_at IS NULL AND {held_sql()} AND {attended_sql()} "
        "AND s.held_on BETWEEN :year AND :day)"
    ),
    "no_contact": _volunteers(f"{registered_sql()} AND v.phone IS NULL AND v.id_number IS NULL"),
    "no_id_number": _volunteers(f"{registered_sql()} AND v.id_number IS NULL AND v.phone IS NOT NULL"),
    "unranked": _volunteers(f"{registered_sql()} AND v.ranks IS NULL"),
    "minors": _volunteers(
        f"{registered_sql()} AND v.born_on > :adult AND (v.guardian IS NULL OR coalesce(v.guardian_consent, 0) = 0)"
    ),
    "look_alikes": _volunteers(f"{registered_sql()} AND ({_twins('phone')} OR {_twins('born_on', _ONE_ID)})"),
    "sessions_without_names": Question(
        "training_sessions",
        "SELECT s.id AS id, s.community_id AS community_id, s.id AS counted, 1 AS amount FROM training_sessions s "
        f"WHERE s.deleted_at IS NULL AND {held_sql()} AND s.held_on BETWEEN :first AND :day AND NOT EXISTS "
        f"(SELECT 1 FROM participations p WHERE p.session_id = s.id AND p.deleted_at IS NULL AND {attended_sql()})",
    ),
    "left_before_joining": _volunteers(f"{gone_sql()} AND v.standing_on < v.registered_on"),
    "gone_without_a_day": _volunteers(
        f"v.standing IN ({', '.join(repr(code) for code in GONE)}) AND v.standing_on IS NULL"
    ),
    "in_charge_but_gone": Question(
        "assignments",
        "SELECT s.id AS id, a.community_id AS community_id, s.id AS counted, 1 AS amount FROM assignments s "
        "JOIN grid_areas a ON a.id = s.area_id JOIN volunteers v ON v.id = s.volunteer_id "
        "WHERE s.deleted_at IS NULL AND a.deleted_at IS NULL AND s.starts_on <= :day "
        f"AND (s.ends_on IS NULL OR s.ends_on >= :day) AND NOT {registered_sql()}",
    ),
    "present_twice": Question(
        "participations",
        "SELECT p.id AS id, v.community_id AS community_id, p.id AS counted, 1 AS amount FROM participations p "
        "JOIN training_sessions s ON s.id = p.session_id JOIN volunteers v ON v.id = p.volunteer_id "
        f"WHERE p.deleted_at IS NULL AND s.deleted_at IS NULL AND {held_sql()} AND {attended_sql()} "
        "AND s.held_on BETWEEN :first AND :day AND EXISTS "
        "(SELECT 1 FROM participations q JOIN volunteers w ON w.id = q.volunteer_id WHERE q.deleted_at IS NULL "
        f"AND {attended_sql('q')} AND q.session_id = p.session_id AND q.id <> p.id AND {person_sql('w')} = {person_sql()})",
    ),
    "served_while_not_registered": Question(
        "service_records",
        "SELECT r.id AS id, r.community_id AS community_id, r.id AS counted, 1 AS amount FROM service_records r "
        "JOIN volunteers v ON v.id = r.volunteer_id WHERE r.deleted_at IS NULL "
        f"AND r.served_on BETWEEN :first AND :day AND {attended()} AND {not_opening()} "
        f"AND NOT {registered_sql(day='r.served_on')}",
    ),
    **queries_insurance.DUE,
    **queries_training.DUE,
    **queries_duty.DUE,
}


@dataclass(frozen=True, slots=True)
class Counted:
    """一个数字：counts 是各社区的（没有社区的键为 None），total 是合计，去过重。"""

    counts: Mapping[str | None, int]
    total: int


def count(database: Database, question: Question, parameters: Parameters, *, amounts: bool = False) -> Counted:
    """各社区和合计各是多少；amounts 为真时加总数量（例如分钟），否则数个数。"""
    if amounts or question.single:  # 各社区相加就是合计，一遍就够
        measure = "coalesce(sum(amount), 0)" if amounts else "count(*)"
        rows = database.query(f"SELECT community_id, {measure} FROM ({question.sql}) GROUP BY 1", dict(parameters))
        sums = {community: int(number) for community, number in rows}
        return Counted(sums, sum(sums.values()))
    if question.in_hand:
        people: dict[str | None, set[str]] = {}
        for community, counted in database.query(
            f"SELECT community_id, counted FROM ({question.sql})", dict(parameters)
        ):
            people.setdefault(community, set()).add(counted)
        return Counted({key: len(each) for key, each in people.items()}, len(set().union(*people.values())))
    rows = database.query(
        f"WITH asked AS MATERIALIZED ({question.sql}) "
        "SELECT 0, community_id, count(DISTINCT counted) FROM asked GROUP BY community_id "
        "UNION ALL SELECT 1, NULL, count(DISTINCT counted) FROM asked",
        dict(parameters),
    )
    counts = {community: int(number) for total, community, number in rows if not total}
    return Counted(counts, int(next(number for total, _, number in rows if total)))


def names(
    database: Database,
    question: Question,
    parameters: Parameters,
    community: str | None = None,
    *,
    street: bool = False,
) -> list[str]:
    """数字背后的各行 id，按登记先后；community 只要一个社区的，street 只要不归社区的。"""
    test = "community_id IS NULL" if street else "community_id = :community" if community else "1"
    rows = database.query(
        f"SELECT min(id) FROM ({question.sql}) WHERE {test} GROUP BY counted ORDER BY 1",
        {**parameters, "community": community},
    )
    return [row[0] for row in rows]


def people_in_charge(database: Database, day: str) -> dict[str, list[str]]:
    """某日各网格由谁负责：网格 id → 姓名或单位，按分工的先后；人已退出的不列。"""
    rows = database.query(
        "SELECT s.area_id, coalesce(h.name, s.unit) FROM assignments s "
        f"LEFT JOIN volunteers h ON h.id = s.volunteer_id AND {registered_sql('h')} "
        "WHERE s.deleted_at IS NULL AND s.starts_on <= :day AND (s.ends_on IS NULL OR s.ends_on >= :day) "
        "AND (h.id IS NOT NULL OR s.unit IS NOT NULL) ORDER BY s.n",
        {"day": day},
    )
    found: dict[str, list[str]] = {}
    for area, who in rows:
        found.setdefault(area, []).append(who)
    return found
