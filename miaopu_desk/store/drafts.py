"""没有保存完的填写，一张登记表的一条一份；保存或放弃以后连同内容一起去掉。"""

from dataclasses import dataclass
from datetime import datetime

from miaopu_desk.store.database import Database


@dataclass(frozen=True, slots=True)
class Kept:
    """一份：record_id 空串是新增；filled 是 JSON。"""

    register: str
    record_id: str
    rev: int
    filled: str
    kept_at: str


def save(database: Database, register: str, record_id: str, rev: int, filled: str) -> None:
    """留一份，原来的换掉。"""
    with database.transaction():
        database.connection.execute(
            "INSERT INTO drafts (register, record_id, rev, filled, kept_at) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (register, record_id) DO UPDATE SET "
            "rev = excluded.rev, filled = excluded.filled, kept_at = excluded.kept_at",
            (register, record_id, rev, filled, datetime.now().isoformat(" ", "minutes")),
        )


def drop(database: Database, register: str, record_id: str) -> None:
    """去掉一份；没有就不写。"""
    if database.value("SELECT 1 FROM drafts WHERE register = ? AND record_id = ?", (register, record_id)):
        with database.transaction():
            database.connection.execute(
                "DELETE FROM drafts WHERE register = ? AND record_id = ?", (register, record_id)
            )


def kept(database: Database, register: str, record_id: str) -> Kept | None:
    """一条留着的一份；没有为空。"""
    return next((each for each in waiting(database, register) if each.record_id == record_id), None)


def waiting(database: Database, register: str | None = None) -> list[Kept]:
    """留着的，新的在前；register 为空时全部登记表的。"""
    sql = "SELECT register, record_id, rev, filled, kept_at FROM drafts"
    if register is None:
        rows = database.query(f"{sql} ORDER BY kept_at DESC, n DESC")
    else:
        rows = database.query(f"{sql} WHERE register = ? ORDER BY kept_at DESC, n DESC", (register,))
    return [Kept(*row) for row in rows]
