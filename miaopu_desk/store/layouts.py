"""导入时改过的对照，按登记表和表头的指纹存取；不是办公室的资料，不进更改记录。"""

import json
from datetime import datetime

from miaopu_desk.store.database import Database

Mapping = dict[int, str | None]


def load(database: Database, register: str, fingerprint: str) -> Mapping:
    """列号（A 列为 0）→ 栏目（None 是不读这一列）；没有记过是空的。"""
    text = database.value("SELECT mapping FROM layouts WHERE register = ? AND fingerprint = ?", (register, fingerprint))
    return {} if text is None else {int(column): name for column, name in json.loads(text).items()}


def save(database: Database, register: str, fingerprint: str, mapping: Mapping) -> None:
    """记住一份对照，原来记着的换掉；在事务里外都可以。"""
    text = json.dumps(mapping, ensure_ascii=False, separators=(",", ":"))
    database.connection.execute(
        "INSERT INTO layouts (register, fingerprint, mapping, used_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (register, fingerprint) DO UPDATE SET mapping = excluded.mapping, used_at = excluded.used_at",
        (register, fingerprint, text, datetime.now().isoformat(" ", "seconds")),
    )
