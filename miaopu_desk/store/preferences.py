"""窗口记住的事：一个名字一份 JSON，不是办公室的资料，不进更改记录。"""

import json
from typing import Any

from miaopu_desk.store.database import Database


def load(database: Database, name: str) -> Any:
    """记住的值；没有记过为 None。"""
    text = database.value("SELECT value FROM preferences WHERE name = ?", (name,))
    return None if text is None else json.loads(text)


def save(database: Database, name: str, value: Any) -> None:
    """记住一个能写成 JSON 的值。"""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    with database.transaction():
        database.connection.execute(
            "INSERT INTO preferences (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, text),
        )
