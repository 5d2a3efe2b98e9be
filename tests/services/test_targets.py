"""目标和口径：新办公室有可以改的行，改了马上算数，从前的办公室打开时补上，改过的不动，看一眼什么也不写。"""

from pathlib import Path

from builders import DAY, add, office_with_communities

from miaopu_desk.domain.defaults import load_targets
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records.targets import TARGETS
from miaopu_desk.services.figures import month_figures
from miaopu_desk.services.office import Office, memory_office, open_office
from miaopu_desk.services.setting_up import set_up
from miaopu_desk.services.targets import complete_targets, target
from miaopu_desk.store import journal


def test_a_new_office_has_every_target_but_the_one_kept_in_the_office_facts() -> None:
    office = memory_office(DAY)
    set_up(office, "miaopu")
    kept = {each.key: each.value for each in office.keeper.table(TARGETS).all()}
    shipped = {each.key: each.value for each in load_targets().targets}
    assert kept == {key: value for key, value in shipped.items() if key != "registration_rate"}
    assert complete_targets(office) == 0


def test_what_the_office_changed_counts_and_is_printed_with_the_figure() -> None:
    office = office_with_communities()
    person = add(office, "volunteers", name="甲乙", community="东方里", registered_on="2021-01-01")
    add(
        office,
        "service_records",
        volunteer=Ref(person.name, person.id),
        community="东方里",
        served_on="2021-04-01",
        minutes="2",
        activity="巡逻",
    )
    figures = month_figures(office, "2021-05")
    assert figures.total.active == 1
    assert "最近90天内" in "".join(figures.notes)
    assert complete_targets(office) == len(load_targets().targets) - 1
    row = office.keeper.table(TARGETS).find("key", "active_days")[0]
    assert not isinstance(office.keeper.change(TARGETS, row.id, {"value": "30"}), list)
    assert target(office, "active_days") == 30
    figures = month_figures(office, "2021-05")
    assert figures.total.active == 0
    assert "最近30天内" in "".join(figures.notes)
    assert complete_targets(office) == 0
    assert target(office, "active_days") == 30


def from_before(folder: Path, kept: str, value: int) -> None:
    """从前建立的办公室：口径只有 kept 一行，而且改过。"""
    with open_office(folder, DAY, must_exist=False) as office:
        set_up(office, "miaopu")
        table = office.keeper.table(TARGETS)
        row = table.find("key", kept)[0]
        assert not isinstance(office.keeper.change(TARGETS, row.id, {"value": str(value)}), list)
        assert office.keeper.remove(TARGETS, [each.id for each in table.all() if each.key != kept]) == []


def written(office: Office) -> int:
    return len(journal.recent(office.database))


def test_an_office_from_before_is_completed_when_it_is_opened_and_only_then(tmp_path: Path) -> None:
    from_before(tmp_path, "active_days", 30)
    with open_office(tmp_path, DAY) as office:
        assert {each.key for each in office.keeper.table(TARGETS).all()} == {
            each.key for each in load_targets().targets if each.key != "registration_rate"
        }
        assert target(office, "active_days") == 30, "改过的不动"
        once = written(office)
    with open_office(tmp_path, DAY) as office:
        assert written(office) == once
        assert complete_targets(office) == 0


def test_whoever_may_only_look_opens_it_without_writing(tmp_path: Path) -> None:
    from_before(tmp_path, "active_days", 30)
    with open_office(tmp_path, DAY) as office:
        assert office.keeper.remove(TARGETS, [each.id for each in office.keeper.table(TARGETS).all()]) == []
        add(office, "operators", login="zhou", name="周某", role="办公室主任")
        before = written(office)
    with open_office(tmp_path, DAY) as office:
        assert written(office) == before
        assert office.keeper.table(TARGETS).count() == 0
        assert target(office, "active_days") == load_targets().value("active_days"), "没有的照预置值算"


def test_a_folder_without_an_office_stays_empty(tmp_path: Path) -> None:
    with open_office(tmp_path, DAY, must_exist=False):
        pass
    with open_office(tmp_path, DAY) as office:
        assert written(office) == 0
