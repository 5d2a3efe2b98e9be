"""零报告：哪个社区哪个月说没有数据，谁在哪天记的；只增不改，说错了另记一条收回。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.store.closings import insert
from miaopu_desk.store.database import Database


@dataclass(frozen=True, slots=True)
class ZeroReport:
    """一个社区一个月的零报告：谁在哪天记的。"""

    community_id: str
    reported_on: date
    at: str
    operator: str
    name: str


def add_zero(
    database: Database,
    *,
    report_id: str,
    month: str,
    community_id: str,
    act: str,
    reported_on: date,
    at: str,
    operator: str,
    name: str,
    device: str,
) -> None:
    """记一条零报告，或者收回（act 为 report、withdraw）；必须在事务里。"""
    values = {
        "id": report_id,
        "month": month,
        "community_id": community_id,
        "act": act,
        "reported_on": reported_on.isoformat(),
        "at": at,
        "operator": operator,
        "name": name,
        "device": device,
    }
    insert(database, "zero_reports", values)


def zeros(database: Database, month: str) -> dict[str, ZeroReport]:
    """一个月里还有效的零报告：社区 id → 谁在哪天记的。"""
    rows = database.query(
        "SELECT community_id, reported_on, at, operator, name FROM zero_reports z WHERE month = ? AND act = 'report' "
        "AND n = (SELECT max(n) FROM zero_reports y WHERE y.month = z.month AND y.community_id = z.community_id)",
        (month,),
    )
    return {row[0]: ZeroReport(row[0], date.fromisoformat(row[1]), *row[2:]) for row in rows}
