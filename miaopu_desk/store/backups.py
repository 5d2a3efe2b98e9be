"""查验过的副本：升级之前、每天打开时各留一份，副本读得回来才算数。"""

import os
from datetime import datetime
from pathlib import Path
from typing import Any

from miaopu_desk.domain.problems import KnownError

KEPT = 30


def verified_copy(connection: Any, target: Path) -> Path:
    """把打开着的数据库完整抄到 target：先写临时文件，核对完好、行数一致，再改名。

    失败报 KnownError，target 上原有的文件不动。
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(target.name + ".part")
    temporary.unlink(missing_ok=True)
    try:
        connection.execute("VACUUM INTO ?", (str(temporary),))
        _verify(connection, temporary)
        _sync(temporary)
        os.replace(temporary, target)
    except Exception as error:
        temporary.unlink(missing_ok=True)
        if isinstance(error, KnownError):
            raise
        size = _megabytes(connection)
        raise KnownError(
            f"备份没有做成：{target.parent} 写不进去或空间不够（约需 {size} MB）。请清理这个磁盘后再试，数据没有改动。"
        ) from error
    return target


def _megabytes(connection: Any) -> int:
    pages = int(connection.execute("PRAGMA page_count").fetchone()[0])
    return max(1, pages * int(connection.execute("PRAGMA page_size").fetchone()[0]) >> 20)


def backup_name(folder: Path, reason: str) -> Path:
    """备份文件的名字：时间加缘由。"""
    return folder / f"miaopu-{datetime.now():%Y%m%d-%H%M%S}-{reason}.db"


def thin(folder: Path) -> None:
    """日常备份只留最近的若干份；升级前的备份不清理。"""
    daily = sorted(folder.glob("miaopu-*-daily.db"))
    for old in daily[:-KEPT]:
        old.unlink(missing_ok=True)


def _verify(connection: Any, copy: Path) -> None:
    from miaopu_desk.store.engine import sqlite3

    other = sqlite3.connect(f"file:{copy.as_posix()}?mode=ro", uri=True)
    try:
        if other.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise KnownError("备份核对不符，没有留下这份备份。请检查磁盘后再试。")
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            count = f'SELECT count(*) FROM "{table}"'
            if other.execute(count).fetchone() != connection.execute(count).fetchone():
                raise KnownError("备份与原件行数不符，没有留下这份备份。请再试一次。")
    finally:
        other.close()


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
