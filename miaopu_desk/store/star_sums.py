"""算星级和积分要的数：每个人的服务分钟、奖励分、已经认证的星级；同一证件号的几条登记算一个人。"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from miaopu_desk.domain.points import Deed, Tally
from miaopu_desk.store.database import Database
from miaopu_desk.store.ledger_sql import attended, not_opening
from miaopu_desk.store.queries import registered_sql

_ATTENDED = attended(first="'0001-01-01'")


@dataclass(frozen=True, slots=True)
class OnRegister:
    """那天在册的一个人，用最近登记的那一条；key 把同一证件号的几条登记合成一个人。"""

    id: str
    key: str
    name: str
    community_id: str
    community: str
    standing: str
    registered_on: str
    missing: str


@dataclass(frozen=True, slots=True)
class Certified:
    """一个人现在有效的认证。"""

    id: str
    star: int
    label: str
    certified_on: str
    number: str
    round_id: str


def twins(database: Database) -> dict[str, str]:
    """同一证件号有几条登记的：登记 id → 这个人（第一条登记的 id）；只有一条的不列。"""
    rows = database.query(
        "SELECT v.id, min(v.id) OVER (PARTITION BY v.id_number) FROM volunteers v "
        "WHERE v.deleted_at IS NULL AND v.id_number IN (SELECT w.id_number FROM volunteers w "
        "WHERE w.deleted_at IS NULL AND w.id_number IS NOT NULL GROUP BY 1 HAVING count(*) > 1)"
    )
    return dict(rows)


def on_register(database: Database, day: str, same: dict[str, str], only: Sequence[str] | None) -> list[OnRegister]:
    """截至 day 在册的每个人，按社区的次序、登记的先后；only 只要这几条登记代表的人。"""
    chosen = f"AND {_among('v.id')}" if only is not None else ""
    rows = database.query(
        "SELECT v.id, v.name, c.id, c.name, v.standing, v.registered_on, (v.id_number IS NULL) || (v.phone IS NULL) "
        f"FROM volunteers v JOIN communities c ON c.id = v.community_id WHERE {registered_sql()} {chosen} "
        "ORDER BY c.position, v.n",
        {"day": day, "only": _listed(only)},
    )
    newest: dict[str, str] = {}  # 同一个人有几条登记的，用最近登记的那一条
    for row in sorted((row for row in rows if row[0] in same), key=lambda row: row[5]):
        newest[same[row[0]]] = row[0]
    return [
        OnRegister(row[0], same.get(row[0], row[0]), *row[1:])
        for row in rows
        if row[0] not in same or newest[same[row[0]]] == row[0]
    ]


def tallies(
    database: Database, day: str, kinds: frozenset[str], starts: Sequence[str], only: Sequence[str] | None = None
) -> Iterator[tuple[str, Tally]]:
    """（登记 id，分钟），同一条登记的连在一起；kinds、starts 见 PointBook。

    kinds 空着（不分种类也不封顶）时每套规则合成一段，否则一行一行地给。更正行和被更正的那一条同一天，种类随那一条。
    """
    found = _lines(database, day, kinds, only) if kinds else _segments(database, day, starts, only)
    for volunteer, *tally in found:
        yield volunteer, Tally._make(tally)


def _segments(database: Database, day: str, starts: Sequence[str], only: Sequence[str] | None) -> Iterator[Any]:
    """每套规则一段的分钟：照索引的次序加，不必排序。"""
    edges = ["0001-01-01", *starts]
    sums, marks = [], dict[str, object]()
    for at, start in enumerate(edges):
        marks[f"start{at}"] = start
        upper = f" AND r.served_on < :start{at + 1}" if at + 1 < len(edges) else ""
        sums.append(f"sum(r.minutes) FILTER (WHERE r.served_on >= :start{at}{upper})")
    rows = database.connection.execute(
        f"SELECT r.volunteer_id, {', '.join(sums)} FROM service_records r INDEXED BY service_records_by_person "
        f"WHERE {_counted(only)} GROUP BY r.volunteer_id ORDER BY r.volunteer_id",
        {"day": day, "only": _listed(only), **marks},
    )
    for volunteer, *minutes in rows:
        for start, each in zip(edges, minutes, strict=True):
            if each is not None:
                yield volunteer, start, each, "", "", ""


def _lines(database: Database, day: str, kinds: frozenset[str], only: Sequence[str] | None) -> Iterator[Any]:
    columns = {
        "theme": "coalesce(o.theme_id, r.theme_id, '')",
        "category": "coalesce(v.service_category_id, '')",
        "source": "coalesce(o.source, r.source, '')",
    }
    shown = [columns[name] if name in kinds else "''" for name in ("theme", "category", "source")]
    joined = "JOIN volunteers v ON v.id = r.volunteer_id" if "category" in kinds else ""
    return iter(
        database.connection.execute(
            f"SELECT r.volunteer_id, r.served_on, r.minutes, {', '.join(shown)} "
            "FROM service_records r INDEXED BY service_records_by_person "
            f"LEFT JOIN service_records o ON o.id = r.corrects_id {joined} "
            f"WHERE {_counted(only)} ORDER BY r.volunteer_id",
            {"day": day, "only": _listed(only)},
        )
    )


def _counted(only: Sequence[str] | None) -> str:
    chosen = f" AND {_among('r.volunteer_id')}" if only is not None else ""
    return f"r.deleted_at IS NULL AND r.served_on <= :day{chosen}"


def deeds(database: Database, day: str, only: Sequence[str] | None = None) -> Iterator[tuple[str, Deed]]:
    """（登记 id，一笔奖励分），截至 day；更正行算在被更正的那一笔的日子和事项上。"""
    chosen = f"AND {_among('p.volunteer_id')}" if only is not None else ""
    rows = database.query(
        "SELECT p.volunteer_id, coalesce(o.day, p.day), coalesce(o.deed_id, p.deed_id), p.points FROM point_entries p "
        f"LEFT JOIN point_entries o ON o.id = p.corrects_id WHERE p.deleted_at IS NULL AND p.day <= :day {chosen}",
        {"day": day, "only": _listed(only)},
    )
    for volunteer, on, deed, points in rows:
        yield volunteer, Deed(on, deed, points)


def certified(
    database: Database, day: str, same: dict[str, str], only: Sequence[str] | None = None
) -> dict[str, Certified]:
    """那天有效的认证，每个人取最高的一级：人 → 认证。"""
    chosen = f"AND {_among('s.volunteer_id')}" if only is not None else ""
    rows = database.query(
        "SELECT s.volunteer_id, s.id, s.star, s.label, s.certified_on, s.number, s.round_id FROM star_certifications s "
        "WHERE s.deleted_at IS NULL AND s.state IN ('certified', 'revoked') AND s.certified_on <= :day "
        f"AND (s.revoked_on IS NULL OR s.revoked_on > :day) {chosen} ORDER BY s.star, s.certified_on, s.n",
        {"day": day, "only": _listed(only)},
    )
    return {same.get(row[0], row[0]): Certified(*row[1:]) for row in rows}


def served_at_least(database: Database, day: str, minutes: int) -> list[str]:
    """截至 day 累计不少于 minutes 分钟的登记。"""
    return database.firsts(
        "SELECT r.volunteer_id FROM service_records r INDEXED BY service_records_by_person "
        "WHERE r.deleted_at IS NULL AND r.served_on <= ? GROUP BY 1 HAVING sum(r.minutes) >= ?",
        (day, minutes),
    )


def ever_certified(database: Database) -> list[str]:
    """认证过的登记。"""
    return database.firsts("SELECT DISTINCT volunteer_id FROM star_certifications WHERE deleted_at IS NULL")


def in_open_round(database: Database, same: dict[str, str]) -> set[str]:
    """正在办的一轮里的候选人。"""
    rows = database.query(
        "SELECT s.volunteer_id FROM star_certifications s JOIN star_rounds o ON o.id = s.round_id "
        "WHERE s.deleted_at IS NULL AND o.deleted_at IS NULL AND s.state = 'candidate' "
        "AND o.state NOT IN ('certified', 'cancelled')"
    )
    return {same.get(row[0], row[0]) for row in rows}


def last_star_number(database: Database, year: int) -> int:
    """这一年的星级证书编到第几号；撤销、作废的号码不再用，所以连更改记录里给过的也看。"""
    sql = (
        "SELECT max(CAST(substr(json_extract(after, '$.number'), 7) AS INTEGER)) FROM changes "
        "WHERE table_name = 'star_certifications' AND json_extract(after, '$.number') GLOB ?"
    )
    return int(database.value(sql, (f"星{year:04d}-[0-9]*",)) or 0)


def _among(column: str) -> str:
    return f"{column} IN (SELECT value FROM json_each(:only))"


def _listed(only: Sequence[str] | None) -> str:
    return json.dumps(list(only or ()))


def last_services(database: Database, day: str, same: dict[str, str]) -> dict[str, str]:
    """人 → 截至 day 最近一次服务的日期；更正行、历史时数不算一次。"""
    rows = database.query(
        "SELECT r.volunteer_id, max(r.served_on) FROM service_records r WHERE r.deleted_at IS NULL "
        f"AND r.served_on <= :day AND {not_opening()} AND {_ATTENDED} GROUP BY 1",
        {"day": day},
    )
    found: dict[str, str] = {}
    for volunteer, last in rows:
        key = same.get(volunteer, volunteer)
        found[key] = max(found.get(key, ""), last)
    return found


def absence_runs(database: Database, day: str, same: dict[str, str]) -> dict[str, tuple[int, str, str]]:
    """人 → 最近连着缺席的（次数，首日，末日）；请假和还没有录入的不看，取消的班次不算。"""
    rows = database.query(
        "SELECT p.volunteer_id, s.day, p.attendance FROM shift_people p JOIN shifts s ON s.id = p.shift_id "
        "WHERE p.deleted_at IS NULL AND s.deleted_at IS NULL AND s.state <> 'cancelled' AND s.day <= :day "
        "AND p.attendance IS NOT NULL AND p.attendance <> 'leave' "
        "AND p.volunteer_id IN (SELECT q.volunteer_id FROM shift_people q WHERE q.attendance = 'absent') "
        "ORDER BY s.day DESC, s.starts_at DESC, p.n DESC",
        {"day": day},
    )
    found: dict[str, tuple[int, str, str]] = {}
    ended: set[str] = set()
    for volunteer, on, attendance in rows:
        key = same.get(volunteer, volunteer)
        if key in ended:
            continue
        if attendance != "absent":
            ended.add(key)
            continue
        count, _, last = found.get(key, (0, on, on))
        found[key] = (count + 1, on, last)
    return found


@dataclass(frozen=True, slots=True)
class KindSum:
    """一年里一种服务：次数（更正到零的、历史时数、更正行不算）和分钟。"""

    year: str
    role: str
    theme: str
    source: str
    attendances: int
    minutes: int


def hours_by_kind(database: Database, day: str, only: Sequence[str]) -> list[KindSum]:
    """一个人各年各种服务的分钟，历史时数和更正另列；加起来就是他的累计时数。"""
    rows = database.query(
        "SELECT substr(r.served_on, 1, 4), CASE WHEN coalesce(o.source, r.source) = 'opening' THEN 'opening' "
        "WHEN r.corrects_id IS NOT NULL OR r.source = 'correction' THEN 'correction' ELSE '' END AS role, "
        f"t.name, r.source, sum({_ATTENDED}), sum(r.minutes) FROM service_records r "
        "LEFT JOIN service_records o ON o.id = r.corrects_id LEFT JOIN terms t ON t.id = r.theme_id "
        f"WHERE r.deleted_at IS NULL AND r.served_on <= :day AND {_among('r.volunteer_id')} "
        "GROUP BY 1, 2, CASE WHEN role = '' THEN t.name END, CASE WHEN role = '' THEN r.source END "
        "ORDER BY 1, role = 'correction', role <> 'opening', 6 DESC",
        {"day": day, "only": _listed(only)},
    )
    return [KindSum(row[0], row[1], row[2] or "", row[3] or "", row[4], row[5]) for row in rows]


def deed_lines(database: Database, day: str, only: Sequence[str]) -> list[tuple[str, str, str, int]]:
    """一个人的奖励分，一笔一行：（日期，事项，事由，分数），从早到晚。"""
    return database.query(
        "SELECT p.day, t.name, p.reason, p.points FROM point_entries p JOIN terms t ON t.id = p.deed_id "
        f"WHERE p.deleted_at IS NULL AND p.day <= :day AND {_among('p.volunteer_id')} ORDER BY p.day, p.n",
        {"day": day, "only": _listed(only)},
    )
