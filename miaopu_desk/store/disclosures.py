"""完整号码给过谁看：谁、何时、为什么、哪些、给谁；只增不改（个人信息保护法第五十五条、第五十六条要求留存处理情况记录）。"""

from dataclasses import dataclass

from miaopu_desk.store.database import Database


@dataclass(frozen=True, slots=True)
class Disclosure:
    """一次显示、导出或打印完整号码；columns 是栏目名，row_id 只在看单独一行时有。"""

    id: str
    at: str
    operator: str
    device: str
    act: str
    table: str
    purpose: str
    recipient: str | None
    row_count: int
    columns: str
    row_id: str | None = None


def write(database: Database, one: Disclosure) -> None:
    """记下一次提供，自成一个事务。"""
    with database.transaction():
        database.connection.execute(
            "INSERT INTO disclosures (id, at, operator, device, act, table_name, purpose, recipient, row_count, columns, "
            "row_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                one.id,
                one.at,
                one.operator,
                one.device,
                one.act,
                one.table,
                one.purpose,
                one.recipient,
                one.row_count,
                one.columns,
                one.row_id,
            ),
        )


def recent(database: Database, limit: int = 200) -> list[Disclosure]:
    """最近的提供记录，新的在前。"""
    return [Disclosure(*row) for row in database.query(f"{_SELECT} ORDER BY n DESC LIMIT ?", (limit,))]


def between(database: Database, first: str, last: str) -> list[Disclosure]:
    """first 到 last（含）两个日期之间的提供记录，新的在前。"""
    sql = f"{_SELECT} WHERE substr(at, 1, 10) BETWEEN ? AND ? ORDER BY n DESC"
    return [Disclosure(*row) for row in database.query(sql, (first, last))]


_SELECT = (
    "SELECT id, at, operator, device, act, table_name, purpose, recipient, row_count, columns, row_id FROM disclosures"
)
