"""保险的提问：谁该保没保、保着的有什么不合、保单和理赔该办什么；和 domain/insurance.py 同一口径，测试拿同一张表核对。"""

import json
from collections.abc import Mapping, Sequence

from miaopu_desk.domain.insurance import ADULT, NO_CAPACITY
from miaopu_desk.domain.registration import GONE
from miaopu_desk.store.database import Database
from miaopu_desk.store.question import Question, person_sql

FIRST_DAY = "max(e.starts_on, p.starts_on)"
LAST_DAY = "min(coalesce(e.ends_on, p.ends_on), p.ends_on)"
# 真有保障期（两个期间有重叠），而且到 :day 还没有过完：已经生效的和将要生效的
_ALIVE = f"{FIRST_DAY} <= {LAST_DAY} AND {LAST_DAY} >= :day"
_DEATH_COVER = "p.death_sum IS NOT 0"  # 没有登记保额的当作有身故责任
_GUARDIAN = "coalesce(e.guardian_consented, v.guardian_consent, 0) = 1"


def age_sql(born: str, day: str) -> str:
    """到某日的周岁，同 domain.id_number.age_on。"""
    return f"(substr({day}, 1, 4) - substr({born}, 1, 4) - (substr({day}, 6) < substr({born}, 6)))"


def _valid_number_sql(number: str) -> str:
    """18 位的校验码对（GB 11643），或者是旧式外国人证件（三个字母、十二位数字）。"""
    weights = [2**place % 11 for place in range(17, 0, -1)]
    total = " + ".join(f"{weight} * substr({number}, {at}, 1)" for at, weight in enumerate(weights, 1))
    digits = "[0-9]" * 17
    return (
        f"(({number} GLOB '{digits}[0-9X]' AND substr('10X98765432', ({total}) % 11 + 1, 1) = substr({number}, 18, 1)) "
        f"OR {number} GLOB '[A-Z][A-Z][A-Z]{'[0-9]' * 12}')"
    )


def _enrollments(test: str, alive: str = _ALIVE) -> Question:
    """还有效、将要生效的参保里的各条。"""
    return Question(
        "enrollments",
        "SELECT e.id AS id, v.community_id AS community_id, e.id AS counted, 1 AS amount FROM enrollments e "
        "JOIN policies p ON p.id = e.policy_id JOIN volunteers v ON v.id = e.volunteer_id "
        f"WHERE e.deleted_at IS NULL AND p.deleted_at IS NULL AND v.deleted_at IS NULL AND {alive} AND {test}",
    )


def _same_person(one: str, other: str) -> str:
    return f"({other}.id = {one}.id OR {other}.id_number = {one}.id_number)"


def _cover_of(person: str, day: str, also: str = "1") -> str:
    """person 在 day 有没有保障：从人找参保，用得上索引。"""
    return (
        f"EXISTS (SELECT 1 FROM volunteers c JOIN enrollments e ON e.volunteer_id = c.id "
        f"JOIN policies p ON p.id = e.policy_id WHERE {_same_person(person, 'c')} AND c.deleted_at IS NULL "
        f"AND e.deleted_at IS NULL AND p.deleted_at IS NULL AND e.starts_on <= {day} AND p.starts_on <= {day} "
        f"AND p.ends_on >= {day} AND coalesce(e.ends_on, p.ends_on) >= {day} AND {also})"
    )


_AGE_FIRST, _AGE_LAST = age_sql("v.born_on", FIRST_DAY), age_sql("v.born_on", LAST_DAY)
_GONE = ", ".join(f"'{code}'" for code in GONE)

DUE: Mapping[str, Question] = {
    # 从本月一日到提醒期末：排了班或者到过岗，那一天没有保障
    "on_duty_uncovered": Question(
        "shift_people",
        "SELECT h.id AS id, v.community_id AS community_id, h.id AS counted, 1 AS amount FROM shift_people h "
        "JOIN shifts s ON s.id = h.shift_id JOIN volunteers v ON v.id = h.volunteer_id "
        "WHERE h.deleted_at IS NULL AND s.deleted_at IS NULL AND v.deleted_at IS NULL AND s.state <> 'cancelled' "
        "AND s.day BETWEEN date(:day, 'start of month') AND :soon AND coalesce(h.attendance, '') NOT IN ('absent', 'leave') "
        f"AND NOT {_cover_of('v', 's.day')}",
    ),
    "cover_without_sum": _enrollments(f"{_DEATH_COVER} AND coalesce(e.sum_agreed, 0) = 0"),
    "cover_age_out": _enrollments(f"v.born_on IS NOT NULL AND ({_AGE_FIRST} < p.youngest OR {_AGE_LAST} > p.oldest)"),
    "cover_under_eight": _enrollments(f"v.born_on IS NOT NULL AND {_AGE_FIRST} < {NO_CAPACITY} AND {_DEATH_COVER}"),
    "cover_without_guardian": _enrollments(
        f"v.born_on IS NOT NULL AND {_AGE_FIRST} < {ADULT} AND NOT {_GUARDIAN} "
        f"AND NOT ({_AGE_FIRST} < {NO_CAPACITY} AND {_DEATH_COVER})"
    ),
    "cover_without_number": _enrollments("v.id_number IS NULL"),
    "cover_with_bad_number": _enrollments(f"v.id_number IS NOT NULL AND NOT {_valid_number_sql('v.id_number')}"),
    # 同一个人的两条保障期有同一天，不论是不是同一张保单
    "covered_twice": _enrollments(
        "EXISTS (SELECT 1 FROM volunteers w JOIN enrollments f ON f.volunteer_id = w.id "
        f"JOIN policies q ON q.id = f.policy_id WHERE {_same_person('v', 'w')} AND w.deleted_at IS NULL "
        "AND f.deleted_at IS NULL AND q.deleted_at IS NULL AND f.id <> e.id "
        f"AND max(f.starts_on, q.starts_on) <= {LAST_DAY} "
        f"AND min(coalesce(f.ends_on, q.ends_on), q.ends_on) >= {FIRST_DAY} "
        "AND max(f.starts_on, q.starts_on) <= min(coalesce(f.ends_on, q.ends_on), q.ends_on) "
        "AND min(coalesce(f.ends_on, q.ends_on), q.ends_on) >= :day)"
    ),
    "covered_but_gone": _enrollments(
        f"v.standing IN ({_GONE}) AND v.standing_on IS NOT NULL AND v.standing_on <= :day AND {LAST_DAY} > :day"
    ),
    "policies_below_minimum": Question(
        "policies",
        "SELECT p.id AS id, NULL AS community_id, p.id AS counted, 1 AS amount FROM policies p "
        "WHERE p.deleted_at IS NULL AND p.minimum_heads IS NOT NULL AND :day BETWEEN p.starts_on AND p.ends_on "
        f"AND (SELECT count(DISTINCT {person_sql()}) FROM enrollments e JOIN volunteers v ON v.id = e.volunteer_id "
        "WHERE e.policy_id = p.id AND e.deleted_at IS NULL AND v.deleted_at IS NULL AND e.starts_on <= :day "
        "AND coalesce(e.ends_on, p.ends_on) >= :day) < p.minimum_heads",
    ),
    "claims_open": Question(
        "claims",
        "SELECT k.id AS id, v.community_id AS community_id, k.id AS counted, 1 AS amount FROM claims k "
        "JOIN volunteers v ON v.id = k.volunteer_id WHERE k.deleted_at IS NULL AND k.happened_on <= :day "
        "AND k.state IN ('reported', 'collecting', 'submitted')",
    ),
}


def submissions_ever(database: Database, policy_id: str) -> int:
    """这张保单报过几次，撤销了的也算：号码不再用。"""
    return int(database.value("SELECT count(*) FROM submissions WHERE policy_id = ?", (policy_id,)))


def covered_elsewhere(database: Database, ids: Sequence[str], policy_id: str, day: str) -> dict[str, str]:
    """这些人里 day 那天在别的保单有保障的：志愿者 id → 那张保单的号码。"""
    rows = database.query(
        "SELECT v.id, min(p.number) FROM volunteers v "
        f"JOIN volunteers c ON {_same_person('v', 'c')} JOIN enrollments e ON e.volunteer_id = c.id "
        "JOIN policies p ON p.id = e.policy_id WHERE v.id IN (SELECT value FROM json_each(:ids)) "
        "AND c.deleted_at IS NULL AND e.deleted_at IS NULL AND p.deleted_at IS NULL AND p.id <> :policy "
        "AND e.starts_on <= :day AND p.starts_on <= :day AND p.ends_on >= :day "
        "AND coalesce(e.ends_on, p.ends_on) >= :day GROUP BY v.id",
        {"ids": json.dumps(list(ids)), "policy": policy_id, "day": day},
    )
    return {row[0]: row[1] for row in rows}


def twice_on_a_policy(database: Database, ids: Sequence[str]) -> list[tuple[str, str, str, str]]:
    """这几条参保里，和同一保单的另一条是同一个人、日子又重叠的：（姓名，保单号，另一条的起、止）。"""
    rows = database.query(
        "SELECT v.name, p.number, f.starts_on, coalesce(f.ends_on, p.ends_on) FROM enrollments e "
        "JOIN policies p ON p.id = e.policy_id JOIN volunteers v ON v.id = e.volunteer_id "
        "JOIN enrollments f ON f.policy_id = e.policy_id AND f.id <> e.id "
        f"JOIN volunteers w ON w.id = f.volunteer_id AND {_same_person('v', 'w')} "
        "WHERE e.id IN (SELECT value FROM json_each(?)) AND e.deleted_at IS NULL AND f.deleted_at IS NULL "
        "AND f.starts_on <= coalesce(e.ends_on, p.ends_on) AND coalesce(f.ends_on, p.ends_on) >= e.starts_on "
        "GROUP BY e.id ORDER BY v.name_sort",
        (json.dumps(list(ids)),),
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]
