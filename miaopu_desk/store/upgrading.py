"""升级：编了号的脚本依次运行，每一步一个事务；动已有的数据之前先留一份查验过的副本。"""

import re
from collections.abc import Iterator, Sequence
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
            for statement in _statements(script.read_text(encoding="utf-8")):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {int(script.name[:4])}")

        steps(name=script.stem)(step)
    return steps


def _statements(script: str) -> Iterator[str]:
    """脚本的各句，句子都在行末结束；executescript 在事务里逐字去找句尾，脚本一长就慢上十倍。"""
    from miaopu_desk.store.engine import sqlite3

    lines: list[str] = []
    for line in script.splitlines():
        lines.append(line)
        if line.rstrip().endswith(";") and sqlite3.complete_statement("\n".join(lines)):
            yield "\n".join(lines)
            lines.clear()
    if any(line.strip() and not line.lstrip().startswith("--") for line in lines):
        yield "\n".join(lines)
