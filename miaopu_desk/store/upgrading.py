"""升级：编了号的脚本依次运行，每一步一个事务；动已有的数据之前先留一份查验过的副本。"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from miaopu_desk.paths import migrations_dir
from miaopu_desk.store.backups import backup_name, verified_copy

if TYPE_CHECKING:
    from sqlite_utils import Database as SqliteUtils


def scripts() -> list[Path]:
    """发布过的各步，按编号。"""
    return sorted(path for path in migrations_dir().glob("*.sql") if re.match(r"\d{4}_", path.name))


def upgrade(connection: Any, path: Path, steps: Sequence[Path], current: int) -> None:
    """从版本 current 升到 steps 的最后一步；user_version 与那一步在同一个事务里前进，空文件不留副本。"""
    latest = int(steps[-1].name[:4])
    if current == latest:
        return
    if current:
        verified_copy(connection, backup_name(path.parent / "backups", f"before-{latest:04d}"))
    _migrations(steps).apply(_sqlite_utils(connection))


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
