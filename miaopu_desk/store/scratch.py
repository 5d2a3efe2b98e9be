"""试查：取几千行的检索文本，在内存里另建一份小的全文检索来试；分词、查法与整张表的相同，试出来的也就相同。"""

import json
from collections.abc import Iterator, Sequence

from miaopu_desk.store.database import Database, scratch_connection

STEP = 500  # 一步收多少行，一两毫秒


class Scratch:
    """register 那张表的几行，按收进来的次序从 0 编号。"""

    def __init__(self, database: Database, table: str) -> None:
        self.database = database
        self.count = 0
        self._keys = f"SELECT n, keys FROM {table}_keys WHERE n IN (SELECT value FROM json_each(?))"
        self._connection = scratch_connection()
        self._connection.execute(
            "CREATE VIRTUAL TABLE rows USING fts5 (keys, content = '', tokenize = 'unicode61', columnsize = 0)"
        )

    def take(self, numbers: Sequence[int]) -> Iterator[None]:
        """接着收这几行，一步几毫秒。"""
        for start in range(0, len(numbers), STEP):
            part = numbers[start : start + STEP]
            keys = dict(self.database.query(self._keys, (json.dumps(list(part)),)))
            self._connection.execute("BEGIN")
            self._connection.executemany(
                "INSERT INTO rows (rowid, keys) VALUES (?, ?)",
                [(self.count + at, keys[number]) for at, number in enumerate(part) if number in keys],
            )
            self._connection.execute("COMMIT")
            self.count += len(part)
            yield

    def search(self, match: str, most: int) -> list[int]:
        """查得到的头几行的编号，从小到大。"""
        sql = "SELECT rowid FROM rows WHERE rows MATCH ? ORDER BY rowid LIMIT ?"
        return [row[0] for row in self._connection.execute(sql, (match, most))]
