"""等着录的签到表：到了日子还没有录考勤的班次，和按二维码的编号找一张。"""

import json
from collections.abc import Sequence
from datetime import date

from miaopu_desk.store.database import Database

# 还没有录的班次：排着班、没有取消、没有录过考勤
WAITING = (
    "s.deleted_at IS NULL AND s.state = 'planned' AND EXISTS "
    "(SELECT 1 FROM shift_people p WHERE p.shift_id = s.id AND p.deleted_at IS NULL) AND NOT EXISTS "
    "(SELECT 1 FROM shift_people p WHERE p.shift_id = s.id AND p.deleted_at IS NULL AND p.attendance IS NOT NULL)"
)
SHORTEST_CODE = 4


def waiting(database: Database, day: date, after: str = "") -> list[str]:
    """到 day 为止等着录的班次，按日期、钟点；after 以后的在前，绕回来的在后。"""
    place = "(s.day, coalesce(s.starts_at, ''), s.n)"
    rows = database.query(
        f"SELECT s.id FROM shifts s LEFT JOIN shifts a ON a.id = :after WHERE {WAITING} AND s.day <= :day "
        f"ORDER BY a.id IS NOT NULL AND {place} < (a.day, coalesce(a.starts_at, ''), a.n), s.day, s.starts_at, s.n",
        {"day": day.isoformat(), "after": after},
    )
    return [row[0] for row in rows]


def by_code(database: Database, code: str) -> list[tuple[str, str]]:
    """编号就是 code 的，或者以它结尾的：（shift 或 activity，id）。太短的不找。"""
    if len(code) < SHORTEST_CODE or not code.replace("-", "").isalnum():
        return []
    rows = database.query(
        "SELECT 'shift', id FROM shifts WHERE deleted_at IS NULL AND substr(id, -length(:code)) = :code "
        "UNION ALL SELECT 'activity', id FROM activities WHERE deleted_at IS NULL AND substr(id, -length(:code)) = :code",
        {"code": code},
    )
    return [(row[0], row[1]) for row in rows]


def homes(database: Database, volunteers: Sequence[str]) -> list[tuple[str, str, str]]:
    """几个人登记的社区：（志愿者 id，社区 id，社区名），按社区的次序、姓名的拼音，和印出来的签到表一样。"""
    rows = database.query(
        "SELECT v.id, c.id, c.name FROM volunteers v JOIN communities c ON c.id = v.community_id "
        "WHERE v.id IN (SELECT value FROM json_each(?)) ORDER BY c.position, v.name_sort, v.n",
        (json.dumps(list(volunteers)),),
    )
    return [(row[0], row[1], row[2]) for row in rows]
