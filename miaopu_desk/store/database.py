"""打开数据库：全程序只有这里建立连接，升级、查验、事务都从这里走。"""

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from miaopu_desk.domain.names import pinyin_key
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.paths import migrations_dir
from miaopu_desk.store.backups import backup_name, verified_copy

if TYPE_CHECKING:
    from sqlite_utils import Database as SqliteUtils

FILE_NAME = "miaopu.db"


class Database:
    """一个打开的数据库。连接只在造它的线程里使用；别的线程用 reader() 另开一个只读的。"""

    def __init__(self, path: Path, connection: Any) -> None:
        self.path = path
        self.connection = connection
        self._thread = threading.get_ident()

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

    def version(self) -> tuple[int, int] | None:
        """数据变没变的记号：本连接改过多少行、别的连接改过没有；事务没有结束时还说不定，为空。"""
        if self.connection.in_transaction:
            return None
        return self.connection.total_changes, self.value("PRAGMA data_version")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """一次操作一个事务：全部写进去，或者一点也不写。"""
        with known_faults(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    def reader(self) -> "Database":
        """给别的线程用的只读连接；用完要 close()。"""
        return Database(self.path, _connect(self.path, read_only=True))

    def close(self) -> None:
        """关闭；可写的连接先把预写日志并回主文件。"""
        try:
            if not self.connection.in_transaction:
                self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except Exception as error:
            if not _is_database_error(error):
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
        raise KnownError(f"不能建立数据文件夹 {folder}（{error.strerror or error}）。请换一个文件夹。") from error
    with known_faults(path):
        connection = _connect(path)
        try:
            if existed:
                _check_sound(connection, path)
            scripts = _scripts()
            current = _version_we_know(connection, path, scripts)
            _make_durable(connection)
            _migrate(connection, path, scripts, current)
            _check_columns(connection, path)
        except BaseException:
            connection.close()
            raise
    return Database(path, connection)


def memory_database() -> Database:
    """内存里的数据库，已升到最新：测试用真的，不用假的。"""
    connection = _connect(None)
    _migrate(connection, Path(":memory:"), _scripts(), 0)
    return Database(Path(":memory:"), connection)


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
    connection.execute("PRAGMA cache_size = -32000")
    connection.create_function("pinyin_key", 1, pinyin_key, deterministic=True)
    return connection


def _check_sound(connection: Any, path: Path) -> None:
    from miaopu_desk.store.engine import sqlite3

    try:
        verdict = connection.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        verdict = str(error)
    if verdict != "ok":
        raise KnownError(
            f"数据库文件 {path} 已损坏（{str(verdict)[:80]}）。程序没有改动它；请用 backups 文件夹里最近的备份恢复。"
        )


def _check_columns(connection: Any, path: Path) -> None:
    """各登记表声明的栏目数据库里都有；表的定义里坏了一个字母，完好检查看不出来。"""
    from miaopu_desk.store.engine import sqlite3

    for register in REGISTERS.values():
        columns = ", ".join(["n", "id", "rev", "deleted_at", *(each.stored for each in register.columns)])
        try:
            connection.execute(f"SELECT {columns} FROM {register.table} LIMIT 0")
        except sqlite3.OperationalError as error:
            raise KnownError(
                f"数据库文件 {path} 里“{register.title}”的定义已损坏（{error}）。请用 backups 文件夹里最近的备份恢复。"
            ) from None


def _scripts() -> list[Path]:
    return sorted(path for path in migrations_dir().glob("*.sql") if re.match(r"\d{4}_", path.name))


def _version_we_know(connection: Any, path: Path, scripts: Sequence[Path]) -> int:
    """数据的版本，空文件为 0。别的程序的文件、更新的程序写的文件报 KnownError，一个字节也不动。"""
    latest = int(scripts[-1].name[:4])
    current = int(connection.execute("PRAGMA user_version").fetchone()[0])
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    # 第一次建立到一半断了电，可能只有升级记录这一张空表
    if tables - {"_sqlite_migrations"} and not {"actions", "changes"} <= tables:
        raise KnownError(f"{path} 不是本程序的数据文件，没有改动它。请换一个数据文件夹。")
    if current > latest:
        raise KnownError(
            f"这份数据由更新的程序写成（数据版本 {current}，本程序只到 {latest}）。请安装新版程序后再打开，数据没有改动。"
        )
    return current


def _make_durable(connection: Any) -> None:
    """预写日志，每次提交都落盘：断电也不丢已经说“保存了”的内容。只对认准了是自己的文件做，它会改文件头。"""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


def _migrate(connection: Any, path: Path, scripts: Sequence[Path], current: int) -> None:
    """按编号升级；每一步一个事务，user_version 随同一个事务前进。升级已有的数据库之前先留查验过的副本。"""
    latest = int(scripts[-1].name[:4])
    if current == latest:
        return
    if current:
        verified_copy(connection, backup_name(path.parent / "backups", f"before-{latest:04d}"))
    _migrations(scripts).apply(_sqlite_utils(connection))


def _sqlite_utils(connection: Any) -> "SqliteUtils":
    import sqlite_utils

    return sqlite_utils.Database(connection, execute_plugins=False)


def _migrations(scripts: Sequence[Path]) -> Any:
    from sqlite_utils.migrations import Migrations

    steps = Migrations("miaopu_desk")
    for script in scripts:

        def step(db: "SqliteUtils", script: Path = script) -> None:
            db.executescript(script.read_text(encoding="utf-8"))
            db.execute(f"PRAGMA user_version = {int(script.name[:4])}")

        steps(name=script.stem)(step)
    return steps


def _is_database_error(error: BaseException) -> bool:
    from miaopu_desk.store.engine import sqlite3

    return isinstance(error, sqlite3.Error)


@contextmanager
def known_faults(path: Path) -> Iterator[None]:
    """把数据库引擎报的错说成中文：磁盘满、只读、损坏、被占用。别的是程序的错，照样抛出。"""
    try:
        yield
    except UnicodeDecodeError:
        # 表的定义坏了，引擎连报的错都不成文字
        raise KnownError(f"{_BROKEN}（{path}）") from None
    except Exception as error:
        if not _is_database_error(error):
            raise
        text = str(error)
        for sign, sentence in _FAULTS:
            if sign in text:
                # 引擎的原话里可能带着一格的内容，不留在错误里
                raise KnownError(f"{sentence}（{path}）") from None
        raise


_BROKEN = "数据库文件已损坏。请用 backups 文件夹里最近的备份恢复"
_FAULTS = (
    ("database or disk is full", "磁盘满了，这次操作没有写入任何内容。请清理磁盘后再做一次"),
    ("disk I/O error", "磁盘读写出错，这次操作没有写入。请检查磁盘空间和连接"),
    ("readonly database", "数据文件是只读的，不能保存。请检查文件夹权限"),
    ("unable to open database file", "数据文件打不开。请检查文件夹是否存在、有没有权限、磁盘是否已满"),
    ("file is not a database", "这不是本程序的数据文件，或者文件已损坏。请用备份恢复"),
    ("Could not decode to UTF-8", "数据库里有一格的文字已损坏，读不出来。请用 backups 文件夹里最近的备份恢复"),
    ("malformed", _BROKEN),
    ("database is locked", "数据正被别的程序使用。请稍后再试"),
)
