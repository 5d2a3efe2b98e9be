"""更改记录：谁在何时做了什么、每一行改前改后各是什么；只增不改，撤销和查历史都读它。"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from miaopu_desk.store.database import Database

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Action:
    """一次操作。"""

    id: str
    at: str
    operator: str
    device: str
    title: str
    kind: str
    undoes: str | None = None
    detail: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """一次操作里动过的一行：before 为空是新增；before、after 是改过的各列（数据库里的值）。"""

    table: str
    row_id: str
    before: Row | None
    after: Row


def write(database: Database, action: Action, changes: Iterable[Change]) -> None:
    """记下一次操作；必须在事务里。"""
    database.connection.execute(
        "INSERT INTO actions (id, at, operator, device, title, kind, undoes, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            action.id,
            action.at,
            action.operator,
            action.device,
            action.title,
            action.kind,
            action.undoes,
            _dump(action.detail),
        ),
    )
    database.connection.executemany(
        "INSERT INTO changes (action_id, table_name, row_id, before, after) VALUES (?, ?, ?, ?, ?)",
        ((action.id, each.table, each.row_id, _dump(each.before), _dump(each.after)) for each in changes),
    )


def changes_of(database: Database, action_id: str) -> list[Change]:
    """一次操作动过的各行，按发生的顺序。"""
    rows = database.query(
        "SELECT table_name, row_id, before, after FROM changes WHERE action_id = ? ORDER BY n", (action_id,)
    )
    return [Change(table, row_id, _load(before), json.loads(after)) for table, row_id, before, after in rows]


def later_changes(database: Database, action_id: str) -> list[tuple[str, Change]]:
    """一次操作动过的那些行，后来又被哪些操作动过（撤销和重做不算）：(操作的 id, 更改)。"""
    rows = database.query(
        "SELECT a.id, c.table_name, c.row_id, c.before, c.after FROM changes t "
        "JOIN changes c ON c.table_name = t.table_name AND c.row_id = t.row_id AND c.n > t.n "
        "JOIN actions a ON a.id = c.action_id WHERE t.action_id = ? AND a.id <> t.action_id AND a.kind <> 'undo'",
        (action_id,),
    )
    return [(row[0], Change(row[1], row[2], _load(row[3]), json.loads(row[4]))) for row in rows]


def action(database: Database, action_id: str) -> Action | None:
    """按 id 取一次操作。"""
    rows = database.query(f"{_ACTION} WHERE id = ?", (action_id,))
    return _action(rows[0]) if rows else None


def recent(database: Database, limit: int = 1000) -> list[Action]:
    """最近的操作，新的在前。"""
    return [_action(row) for row in database.query(f"{_ACTION} ORDER BY n DESC LIMIT ?", (limit,))]


def history(database: Database, table: str, row_id: str) -> list[tuple[Action, Change]]:
    """一行记录从头到尾的更改。"""
    rows = database.query(
        "SELECT a.id, a.at, a.operator, a.device, a.title, a.kind, a.undoes, a.detail, c.before, c.after "
        "FROM changes c JOIN actions a ON a.id = c.action_id WHERE c.table_name = ? AND c.row_id = ? ORDER BY c.n",
        (table, row_id),
    )
    return [(_action(row[:8]), Change(table, row_id, _load(row[8]), json.loads(row[9]))) for row in rows]


def in_effect(actions: Iterable[Action]) -> set[str]:
    """没有被撤销的操作的 id。给出的必须是从最近往前连续的一段。"""
    effective: set[str] = set()
    settled: set[str] = set()  # 已由更晚的撤销定了去留
    for each in actions:
        if each.id not in settled:
            effective.add(each.id)
        if each.undoes is not None and each.undoes not in settled:
            settled.add(each.undoes)
            if each.id not in effective:
                effective.add(each.undoes)
    return effective


_ACTION = "SELECT id, at, operator, device, title, kind, undoes, detail FROM actions"


def _action(row: tuple[Any, ...]) -> Action:
    return Action(row[0], row[1], row[2], row[3], row[4], row[5], row[6], _load(row[7]))


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # 造一次：一行一造要多花一半时间


def _dump(value: Row | None) -> str | None:
    return None if value is None else _encode(value)


def _load(text: str | None) -> Row | None:
    return None if text is None else json.loads(text)
