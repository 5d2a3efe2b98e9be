"""关账存在数据库里的部分：每一版月报的原样和关账记录，都只增不改。"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from miaopu_desk.domain.closing import Event, Version
from miaopu_desk.store.database import Database
from miaopu_desk.store.queries import Question

PARTS = ("figures", "names", "pdf", "xlsx", "correction")
_EVENT = "SELECT act, version, at, operator, name, role, coalesce(reason, '') FROM closing_events"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """要存进去的一版：名单已经压缩，各件带着校验值。"""

    id: str
    month: str
    version: int
    closed_on: str
    reason: str | None
    figures: str
    figures_hash: str
    names: bytes
    names_hash: str
    pdf: bytes
    pdf_hash: str
    xlsx: bytes
    xlsx_hash: str
    correction: bytes | None
    correction_hash: str | None
    actions_n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """要记的一条关账记录；findings 是 JSON。"""

    id: str
    month: str
    act: str
    version: int
    at: str
    operator: str
    name: str
    role: str
    device: str
    reason: str | None = None
    findings: str | None = None


def add_report(database: Database, report: NewReport) -> None:
    """存一版；必须在事务里。"""
    insert(database, "closed_reports", {name: getattr(report, name) for name in NewReport.__slots__})


def add_event(database: Database, event: NewEvent) -> None:
    """记一条；必须在事务里。"""
    insert(database, "closing_events", {name: getattr(event, name) for name in NewEvent.__slots__})


def events(database: Database, month: str) -> list[Event]:
    """一个月的关账记录，早的在前。"""
    return [Event(*row) for row in database.query(f"{_EVENT} WHERE month = ? ORDER BY n", (month,))]


def versions(database: Database, month: str) -> list[Version]:
    """一个月的各版，不含内容。"""
    rows = database.query(
        "SELECT month, version, closed_on, coalesce(reason, ''), figures_hash, names_hash, pdf_hash, xlsx_hash, "
        "correction IS NOT NULL FROM closed_reports WHERE month = ? ORDER BY version",
        (month,),
    )
    return [
        Version(row[0], row[1], date.fromisoformat(row[2]), row[3], row[4], row[5], row[6], row[7], bool(row[8]))
        for row in rows
    ]


def part(database: Database, month: str, version: int, name: str) -> tuple[Any, str] | None:
    """一版里的一件（figures、names、pdf、xlsx、correction）和它的校验值；没有为空。"""
    assert name in PARTS, name
    rows = database.query(
        f"SELECT {name}, {name}_hash FROM closed_reports WHERE month = ? AND version = ?", (month, version)
    )
    return None if not rows or rows[0][0] is None else (rows[0][0], rows[0][1])


def actions_written(database: Database) -> int:
    """更改记录写到了第几条。"""
    return int(database.value("SELECT coalesce(max(n), 0) FROM actions"))


def closed_after(database: Database, action_id: str) -> list[tuple[str, int]]:
    """在这次操作以后关账、现在还关着的（月份，最新版次）。"""
    rows = database.query(
        "SELECT r.month, max(r.version) FROM closed_reports r "
        "WHERE r.actions_n >= (SELECT n FROM actions WHERE id = ?) AND (SELECT e.act FROM closing_events e "
        "WHERE e.month = r.month ORDER BY e.n DESC LIMIT 1) <> 'reopen' GROUP BY r.month ORDER BY r.month",
        (action_id,),
    )
    return [(row[0], row[1]) for row in rows]


def behind(
    database: Database, question: Question, parameters: Mapping[str, object]
) -> list[tuple[str | None, str, str]]:
    """一个数字背后的各行：（社区 id，数作一个的，行 id），按行 id；一个社区里数作一个的只列一行，与 queries.names 同一口径。"""
    rows = database.query(f"SELECT community_id, counted, id FROM ({question.sql})", dict(parameters))
    rows.sort(key=itemgetter(2))  # 取到手里来排、来去重，比让数据库又分组又排序快一半
    firsts: dict[tuple[str | None, str], tuple[str | None, str, str]] = {}
    for community, counted, row in rows:
        firsts.setdefault((community, counted), (community, counted, row))
    return list(firsts.values())


def insert(database: Database, table: str, values: Mapping[str, object]) -> None:
    """插入一行；必须在事务里。"""
    marks = ", ".join(f":{name}" for name in values)
    database.connection.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", dict(values))
