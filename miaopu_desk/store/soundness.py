"""打开之前先看清：文件是不是自己的、完不完好、是不是更新的程序写的；不是就说清楚，一个字节也不动。"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from miaopu_desk.domain.names import match_query
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.store.listing import has_sort_key, search_sql


def check_sound(connection: Any, path: Path) -> None:
    """页和行都完好；损坏的报 KnownError。"""
    from miaopu_desk.store.engine import sqlite3

    try:
        verdict = connection.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        verdict = str(error)
    if verdict != "ok":
        raise KnownError(
            f"数据库文件 {path} 已损坏（{str(verdict)[:80]}）。程序没有改动它；请用 backups 文件夹里最近的备份恢复。"
        )


def check_columns(connection: Any, path: Path) -> None:
    """各登记表声明的栏目、排序和查找用的各栏数据库里都有；表的定义里坏了一个字母，完好检查看不出来。"""
    from miaopu_desk.store.engine import sqlite3

    for register in REGISTERS.values():
        stored = [each.stored for each in register.columns]
        sorted_by = [f"{each.stored}_sort" for each in register.columns if has_sort_key(register, each)]
        columns = ", ".join(["n", "id", "rev", "deleted_at", *stored, *sorted_by])
        try:
            connection.execute(f"SELECT {columns} FROM {register.table} LIMIT 0")
            if register.searched:
                connection.execute(
                    f"SELECT k.n, k.keys, f.keys FROM {register.table}_keys k, {register.table}_fts f LIMIT 0"
                )
                # 真的查一次，才用到分词的定义
                connection.execute(f"{search_sql(register)} LIMIT 1", (match_query("甲"),))
        except sqlite3.OperationalError as error:
            raise KnownError(
                f"数据库文件 {path} 里“{register.title}”的定义已损坏（{error}）。请用 backups 文件夹里最近的备份恢复。"
            ) from None


def version_we_know(connection: Any, path: Path, scripts: Sequence[Path]) -> int:
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
