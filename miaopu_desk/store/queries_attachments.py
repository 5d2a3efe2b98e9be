"""附件的几个问题：几条记录各有几个、哪些文件登记着、所属的记录还在不在。"""

import json
from collections.abc import Sequence

from miaopu_desk.store.database import Database


def counts(database: Database, table: str, ids: Sequence[str]) -> dict[str, int]:
    """几条记录各有几个附件，没有的不列。"""
    rows = database.query(
        "SELECT owner_id, count(*) FROM attachments WHERE deleted_at IS NULL AND owner_table = ? "
        "AND owner_id IN (SELECT value FROM json_each(?)) GROUP BY owner_id",
        (table, json.dumps(list(ids))),
    )
    return dict(rows)


def ids_of(database: Database, table: str, record_id: str) -> list[str]:
    """一条记录的附件，先加的在前。"""
    return database.firsts(
        "SELECT id FROM attachments WHERE deleted_at IS NULL AND owner_id = ? AND owner_table = ? ORDER BY n",
        (record_id, table),
    )


def registered(database: Database) -> dict[str, str]:
    """登记着的文件：指纹 → 一个附件的名称；同一个文件只列一次。"""
    rows = database.query("SELECT sha256, min(title) FROM attachments WHERE deleted_at IS NULL GROUP BY sha256")
    return dict(rows)


def last_needed(database: Database) -> dict[str, str]:
    """每个登记过的文件最后一次有用的日子：还登记着的是 9999，都删掉了的是最后删掉的那天。"""
    rows = database.query(
        "SELECT sha256, max(coalesce(substr(deleted_at, 1, 10), '9999-12-31')) FROM attachments GROUP BY sha256"
    )
    return dict(rows)
