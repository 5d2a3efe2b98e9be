"""网格、楼栋这些带数的名字在列表里照数排；从前存下的排序键，升级时照样改过来。"""

from builders import add, office_with_communities

from miaopu_desk.domain.records import GRID_AREAS
from miaopu_desk.paths import migrations_dir
from miaopu_desk.services.office import Office
from miaopu_desk.store.database import memory_database

NAMES = ("东方里第一片区", "东方里第二片区", "东方里第三片区", "东方里第十片区", "香樟路2栋", "香樟路10栋")


def listed(office: Office) -> list[str]:
    return [each.name for each in office.keeper.table(GRID_AREAS).all()]


def areas(office: Office) -> None:
    for name in reversed(NAMES):
        add(office, "grid_areas", name=name, kind="片区" if "片区" in name else "楼栋", community="东方里")


def test_numbered_areas_are_listed_in_their_order() -> None:
    office = office_with_communities()
    areas(office)
    assert tuple(listed(office)) == NAMES


def test_keys_stored_before_are_put_right_by_the_upgrade() -> None:
    office = office_with_communities()
    areas(office)
    office.database.connection.execute("UPDATE grid_areas SET name_sort = name")
    assert tuple(listed(office)) != NAMES
    office.database.connection.executescript(
        (migrations_dir() / "0019_numbers_in_names.sql").read_text(encoding="utf-8")
    )
    assert tuple(listed(office)) == NAMES


def test_the_upgrade_reaches_every_sorted_text_that_is_not_a_person() -> None:
    script = (migrations_dir() / "0019_numbers_in_names.sql").read_text(encoding="utf-8")
    people = {"certificates.name", "leaders.name", "operators.name", "offices.name", "stipend_lines.name"}
    people |= {"star_certifications.name", "submission_people.name", "volunteers.name", "volunteers.guardian"}
    people |= {"teams.leader", "party_branches.secretary", "training_sessions.trainer", "activities.in_charge"}
    database = memory_database()
    for (table,) in database.query("SELECT name FROM sqlite_master WHERE type = 'table'"):
        columns = [row[1] for row in database.query(f"PRAGMA table_info({table})")]
        for column in columns:
            name = column.removesuffix("_sort")
            if column != name and f"{table}.{name}" not in people:
                assert f"UPDATE {table} SET {column} = pinyin_key({name})" in script, f"{table}.{name}"
