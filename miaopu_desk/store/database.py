"""打开数据库：全程序只有这里建立连接，查验、升级、事务都从这里走。"""

import json
import threading
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any

from miaopu_desk.domain.names import pinyin_key
from miaopu_desk.domain.os_errors import reason_of
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.store.faults import is_database_error, known_faults
from miaopu_desk.store.soundness import check_columns, check_sound, version_we_know
from miaopu_desk.store.upgrading import scripts, upgrade

FILE_NAME = "miaopu.db"
READING, WRITING = 8_000, 32_000  # KB：读的时候操作系统也替我们留着文件；写得多时留得少，要多落几次盘


class Database:
    """一个打开的数据库。连接只在造它的线程里使用；别的线程用 reader() 另开一个只读的。"""

    def __init__(self, path: Path, connection: Any) -> None:
        self.path = path
        self.connection = connection
        self._thread = threading.get_ident()
        self._file = _file_at(path)

    def query(self, sql: str, parameters: Sequence[object] | dict[str, object] = ()) -> list[tuple[Any, ...]]:
        """查询，返回全部行。"""
        with known_faults(self.path):
            return list(self.connection.execute(sql, parameters))

    def value(self, sql: str, parameters: Sequence[object] | dict[str, object] = ()) -> Any:
        """查询第一行第一列；没有行为 None。"""
        with known_faults(self.path):
            row = self.connection.execute(sql, parameters).fetchone()
        return None if row is None else row[0]

    def firsts(self, sql: str, parameters: Sequence[object] = ()) -> list[Any]:
        """查询各行的第一列：几万行时不留下几万个元组。"""
        with known_faults(self.path):
            return list(map(itemgetter(0), self.connection.execute(sql, parameters)))

    def numbers(self, sql: str, parameters: Sequence[object] = ()) -> "array[int]":
        """查询的 n 那一列（都是整数），按 sql 的次序：由数据库连成一串再拆开，比一行一行地取快一倍多。"""
        with known_faults(self.path):
            # 没有 LIMIT，数据库会把里面的排序省掉
            row = self.connection.execute(f"SELECT json_group_array(n) FROM ({sql} LIMIT -1)", parameters).fetchone()
        return array("i", json.loads(row[0]))

    def version(self) -> tuple[int, int] | None:
        """数据变没变的记号：本连接改过多少行、别的连接改过没有；事务没有结束时还说不定，为空。"""
        if self.connection.in_transaction:
            return None
        return self.connection.total_changes, self.value("PRAGMA data_version")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """一次操作一个事务：全部写进去，或者一点也不写。文件已经不在原处的报 KnownError：写进去也找不回来。"""
        if _file_at(self.path) != self._file:
            raise KnownError(
                f"资料文件不在原来的地方了（{self.path}）：文件夹被改名、移走，或者盘被拔了。这次什么也没有写。"
                "请放回原处再做一次，或者关掉程序重新打开。"
            )
        with known_faults(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            self.connection.execute(f"PRAGMA cache_size = -{WRITING}")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
            finally:
                self.connection.execute(f"PRAGMA cache_size = -{READING}")

    def reader(self) -> "Database":
        """给别的线程用的只读连接；用完要 close()。"""
        return Database(self.path, _connect(self.path, read_only=True))

    def close(self) -> None:
        """关闭；可写的连接先把预写日志并回主文件。"""
        try:
            if not self.connection.in_transaction:
                self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except Exception as error:
            if not is_database_error(error):
                raise
        finally:
            self.connection.close()


def open_database(folder: Path) -> Database:
    """打开（没有就新建）folder 里的数据库，必要时先备份再升级。

    损坏、来自更新的程序、磁盘满等报 KnownError，文件不动。
    """
    path = folder / FILE_NAME
    existed = path.exists()
    if existed and not path.stat().st_size and any((folder / "backups").glob("*.db")):
        raise KnownError(
            f"数据文件 {path} 是空的（0 字节），原来的内容可能被别的程序清掉了。"
            "请先把它移到别处，再把 backups 文件夹里最近的备份复制过来，改成这个名字。"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KnownError(f"不能建立数据文件夹 {folder}（{reason_of(error)}）。请换一个文件夹。") from error
    with known_faults(path):
        connection = _connect(path)
        try:
            if existed:
                check_sound(connection, path)
            steps = scripts()
            current = version_we_know(connection, path, steps)
            _make_durable(connection)
            upgrade(connection, path, steps, current)
            check_columns(connection, path)
        except BaseException:
            connection.close()
            raise
    return Database(path, connection)


def memory_database() -> Database:
    """内存里的数据库，已升到最新：测试用真的，不用假的。升级只做一遍，以后照抄。"""
    connection = _connect(None)
    _upgraded(threading.get_ident()).backup(connection)
    return Database(Path(":memory:"), connection)


def _file_at(path: Path) -> tuple[int, int] | None:
    """这条路径上现在是哪一个文件；没有（在内存里的也是）为空。"""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def scratch_connection() -> Any:
    """内存里空白的一个，试完就丢。"""
    from miaopu_desk.store.engine import sqlite3

    return sqlite3.connect(":memory:", isolation_level=None)


@lru_cache(maxsize=4)
def _upgraded(thread: int) -> Any:
    """这个线程里升好的一份空样板。"""
    connection = _connect(None)
    upgrade(connection, Path(":memory:"), scripts(), 0)
    return connection


def _connect(path: Path | None, read_only: bool = False) -> Any:
    from miaopu_desk.store.engine import sqlite3

    if path is None:
        connection = sqlite3.connect(":memory:", isolation_level=None, cached_statements=256)
    elif read_only:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    else:
        connection = sqlite3.connect(str(path), isolation_level=None, cached_statements=256, timeout=5)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute(f"PRAGMA cache_size = -{READING}")
    connection.create_function("pinyin_key", 1, pinyin_key, deterministic=True)
    return connection


def _make_durable(connection: Any) -> None:
    """预写日志，每次提交都落盘：断电也不丢已经说“保存了”的内容。只对认准了是自己的文件做，它会改文件头。"""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
