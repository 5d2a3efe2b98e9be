"""查重的提问：哪些人有一样和别人相同、正在填的像谁；认定不是同一人的和并了的都记着。"""

from collections.abc import Iterable

from miaopu_desk.domain.duplicates import Light
from miaopu_desk.store.database import Database

_LIGHT = "SELECT v.id, v.name, v.name_sort, v.id_number, v.born_on, v.phone, v.residence FROM volunteers v"


def candidates(database: Database) -> list[Light]:
    """证件号、姓名加生日、电话、住处有一样和别人相同的人；十万人里挑出要细看的。"""
    shared = " OR ".join(
        f"({columns}) IN (SELECT {columns.replace('v.', 'w.')} FROM volunteers w WHERE w.deleted_at IS NULL "
        f"AND {last} IS NOT NULL GROUP BY {columns.replace('v.', 'w.')} HAVING count(*) > 1)"
        for columns, last in (
            ("v.id_number", "w.id_number"),
            ("v.name, v.born_on", "w.born_on"),
            ("v.phone", "w.phone"),
            ("v.residence", "w.residence"),
        )
    )
    rows = database.query(f"{_LIGHT} WHERE v.deleted_at IS NULL AND ({shared}) ORDER BY v.name_sort, v.n")
    return [Light(*row) for row in rows]


def alike(database: Database, one: Light, most: int = 5000) -> list[Light]:
    """和正在填的这一位有一样相同的人，给 domain.duplicates.reasons 细看；不含 one.id 自己。"""
    rows = database.query(
        f"{_LIGHT} WHERE v.deleted_at IS NULL AND v.id <> :id AND v.n IN ("
        "SELECT n FROM volunteers WHERE id_number = :id_number "
        "UNION SELECT n FROM volunteers WHERE name = :name AND born_on = :born_on "
        "UNION SELECT n FROM volunteers WHERE phone = :phone "
        "UNION SELECT n FROM volunteers WHERE :residence IS NOT NULL AND residence = :residence "
        ") ORDER BY v.n LIMIT :most",
        {
            "id": one.id,
            "name": one.name,
            "id_number": one.id_number,
            "born_on": one.born_on,
            "phone": one.phone,
            "residence": one.residence,
            "most": most,
        },
    )
    return [Light(*row) for row in rows]


def light(database: Database, ids: Iterable[str]) -> dict[str, Light]:
    """几个人查重要看的几栏；已删除的略去。"""
    found = {}
    for each in ids:
        for row in database.query(f"{_LIGHT} WHERE v.deleted_at IS NULL AND v.id = ?", (each,)):
            found[row[0]] = Light(*row)
    return found


def dismissed(database: Database) -> set[tuple[str, str]]:
    """认定不是同一人的各对，小的 id 在前；有一位后来并进了别人，结论跟到那个人身上。"""
    into = merged(database)
    found = set()
    for first, second in database.query("SELECT first_id, second_id FROM not_the_same"):
        one, other = sorted((_follow(into, first), _follow(into, second)))
        if one != other:
            found.add((one, other))
    return found


def dismiss(database: Database, one: str, other: str, *, reason: str, at: str, operator: str, device: str) -> None:
    """记下这两位不是同一人；记过的不重复记。必须在事务里。"""
    first, second = sorted((one, other))
    database.connection.execute(
        "INSERT INTO not_the_same (first_id, second_id, reason, at, operator, device) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (first_id, second_id) DO NOTHING",
        (first, second, reason, at, operator, device),
    )


def add_merge(database: Database, action_id: str, kept_id: str, dropped_id: str) -> None:
    """记下谁并进了谁；必须在那次操作的事务里。"""
    database.connection.execute(
        "INSERT INTO merges (action_id, kept_id, dropped_id) VALUES (?, ?, ?)", (action_id, kept_id, dropped_id)
    )


def merged(database: Database) -> dict[str, str]:
    """现在有效的合并：并入的 id → 留下的 id。"""
    rows = database.query(
        "SELECT m.dropped_id, m.kept_id FROM merges m JOIN volunteers v ON v.id = m.dropped_id "
        "WHERE v.deleted_at IS NOT NULL ORDER BY m.n"
    )
    return dict(rows)


def _follow(into: dict[str, str], record_id: str) -> str:
    seen = {record_id}
    while (further := into.get(record_id)) is not None and further not in seen:
        seen.add(further)
        record_id = further
    return record_id
