"""账上的行：一些人前后几天的各条（连同更正算好），和一个人的全部行。"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from miaopu_desk.domain.service_sanity import Served
from miaopu_desk.store.database import Database
from miaopu_desk.store.queries import person_sql


@dataclass(frozen=True, slots=True)
class Row:
    """一条：它的 id、是谁的、什么时候做的（更正以后的时长）。"""

    id: str
    volunteer: str
    served: Served


def between(database: Database, volunteers: str, first: date, last: date) -> list[Row]:
    """volunteers（id 的 JSON）这些人从 first 到 last 的各条，更正以后没有时间的不列。"""
    rows = database.query(
        "SELECT r.id, r.volunteer_id, r.served_on, r.activity, r.starts_at, r.ends_at, r.source, r.minutes + coalesce("
        "(SELECT sum(c.minutes) FROM service_records c WHERE c.corrects_id = r.id AND c.deleted_at IS NULL), 0) "
        "FROM service_records r WHERE r.volunteer_id IN (SELECT value FROM json_each(:people)) "
        "AND r.served_on BETWEEN :first AND :last AND r.deleted_at IS NULL AND r.corrects_id IS NULL ORDER BY r.n",
        {"people": volunteers, "first": first.isoformat(), "last": last.isoformat()},
    )
    return [Row(row[0], row[1], _served(row)) for row in rows if row[7] > 0]


def nets(database: Database, ids: Sequence[str]) -> dict[str, int]:
    """几条现在的时长（连同更正）：id → 分钟。"""
    rows = database.query(
        "SELECT r.id, r.minutes + coalesce((SELECT sum(c.minutes) FROM service_records c "
        "WHERE c.corrects_id = r.id AND c.deleted_at IS NULL), 0) FROM service_records r "
        "WHERE r.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return {row[0]: int(row[1]) for row in rows}


def of_person(database: Database, volunteer_id: str) -> list[str]:
    """一个人（同一证件号的几条登记都算）的全部行的 id，按服务日期、入账的先后。"""
    rows = database.query(
        "SELECT r.id FROM service_records r JOIN volunteers v ON v.id = r.volunteer_id "
        f"WHERE r.deleted_at IS NULL AND {person_sql()} = "
        f"(SELECT {person_sql('w')} FROM volunteers w WHERE w.id = ?) ORDER BY r.served_on, r.n",
        (volunteer_id,),
    )
    return [row[0] for row in rows]


def _served(row: Sequence[str | int | None]) -> Served:
    return Served(
        day=date.fromisoformat(str(row[2])),
        minutes=int(row[7] or 0),
        activity=str(row[3]),
        starts_at=time.fromisoformat(str(row[4])) if row[4] else None,
        ends_at=time.fromisoformat(str(row[5])) if row[5] else None,
        opening=row[6] == "opening",
    )
