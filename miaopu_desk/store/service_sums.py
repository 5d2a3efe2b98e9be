"""一个人累计服务了多久、做了什么：同一证件号的几条登记算一个人，每个数都出自服务记录。"""

from dataclasses import dataclass

from miaopu_desk.store.database import Database
from miaopu_desk.store.ledger_sql import attended, not_opening
from miaopu_desk.store.queries import person_sql


@dataclass(frozen=True, slots=True)
class Done:
    """一项活动做了几次、一共多少分钟；first、last 是头一次和末一次的日期，写成 2021-05-12。"""

    activity: str
    attendances: int
    minutes: int
    first: str
    last: str


def done_by(database: Database, volunteer_id: str, first: str, last: str) -> list[Done]:
    """一个人从 first 到 last（两端都算）各项活动做了多少，时间多的在前；连同同一证件号的别的登记。

    更正行归在被更正的那一条的活动里；更正到零的不算一次；历史时数只有时长，不算次数。
    """
    counted = f"{attended()} AND {not_opening()}"
    rows = database.query(
        f"SELECT coalesce(o.activity, r.activity), sum({counted}), sum(r.minutes), "
        f"min(CASE WHEN {attended()} THEN r.served_on END), max(CASE WHEN {attended()} THEN r.served_on END) "
        "FROM service_records r LEFT JOIN service_records o ON o.id = r.corrects_id "
        "JOIN volunteers v ON v.id = r.volunteer_id "
        "WHERE r.deleted_at IS NULL AND v.deleted_at IS NULL AND r.served_on BETWEEN :first AND :day "
        f"AND {person_sql()} = (SELECT {person_sql('w')} FROM volunteers w WHERE w.id = :volunteer) "
        "GROUP BY 1 HAVING sum(r.minutes) > 0 ORDER BY 3 DESC, 4, 1",
        {"volunteer": volunteer_id, "first": first, "day": last},
    )
    return [Done(*row) for row in rows]


def misfits(database: Database, ids: str) -> list[tuple[str, str, str]]:
    """被更正的各条（id 的 JSON）里不对的：（服务日期，活动，哪里不对）。"""
    return [
        (row[0], row[1], row[2])
        for row in database.query(
            "SELECT o.served_on, o.activity, CASE "
            "WHEN o.corrects_id IS NOT NULL THEN '指着另一条更正行，请指着原来的记录' "
            "WHEN o.deleted_at IS NOT NULL THEN '指着已经撤销的记录' "
            "WHEN sum(c.volunteer_id <> o.volunteer_id OR c.served_on <> o.served_on "
            "OR c.community_id <> o.community_id) THEN '要和原记录同一个人、同一天、同一个社区' "
            "ELSE '合计小于零，不能减这么多' END "
            "FROM service_records o JOIN service_records c ON c.corrects_id = o.id AND c.deleted_at IS NULL "
            "WHERE o.id IN (SELECT value FROM json_each(?)) GROUP BY o.id "
            "HAVING o.minutes + sum(c.minutes) < 0 OR o.corrects_id IS NOT NULL OR o.deleted_at IS NOT NULL "
            "OR sum(c.volunteer_id <> o.volunteer_id OR c.served_on <> o.served_on "
            "OR c.community_id <> o.community_id)",
            (ids,),
        )
    ]


def last_certificate_number(database: Database, year: int) -> int:
    """这一年开到第几号了；作废的号码也不再用。没有开过为 0。"""
    sql = "SELECT max(CAST(substr(number, 6) AS INTEGER)) FROM certificates WHERE number GLOB ?"
    return int(database.value(sql, (f"{year:04d}-[0-9]*",)) or 0)


def certificate_withdrawn(database: Database, code: str) -> bool:
    """这个核验码的证明开过，但已经作废。"""
    sql = "SELECT count(*) FROM certificates WHERE code = ? AND deleted_at IS NOT NULL"
    return bool(database.value(sql, (code,)))
