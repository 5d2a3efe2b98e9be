"""装备还在外面的：各样几件，哪几笔没有还清。"""

from miaopu_desk.store.database import Database


def out_by_kind(database: Database) -> dict[str, int]:
    """各样装备还在外面几件：装备的 id → 件数。"""
    rows = database.query(
        "SELECT equipment_id, sum(count - coalesce(returned, 0)) FROM equipment_issues "
        "WHERE deleted_at IS NULL GROUP BY equipment_id"
    )
    return {row[0]: int(row[1]) for row in rows}


def unreturned(database: Database) -> list[str]:
    """没有还清的领用，按领用的先后。"""
    return database.firsts(
        "SELECT id FROM equipment_issues WHERE deleted_at IS NULL AND count > coalesce(returned, 0) "
        "ORDER BY issued_on, n"
    )
