"""网格一览：树、那天由谁负责、哪些没有人。"""

from datetime import date

import pytest

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records.communities import COMMUNITIES
from miaopu_desk.domain.records.grid import ASSIGNMENTS, GRID_AREAS
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.services.grid_board import CommunityNode, end_assignments, grid_tree
from miaopu_desk.services.office import Office, memory_office

DAY = date(2021, 5, 31)


@pytest.fixture
def office() -> Office:
    made = memory_office(DAY)
    made.keeper.add(COMMUNITIES, {"name": "甲", "position": 1})
    made.keeper.add(COMMUNITIES, {"name": "乙", "position": 2})
    made.keeper.add(GRID_AREAS, {"name": "第一片区", "kind": "片区", "community": "甲"})
    made.keeper.add(GRID_AREAS, {"name": "3栋", "kind": "楼栋", "community": "甲", "parent": "第一片区"})
    made.keeper.add(GRID_AREAS, {"name": "东风路口", "kind": "路口"})
    made.keeper.add(ASSIGNMENTS, {"area": "3栋", "unit": "某站", "starts_on": "2021-05-01", "ends_on": "2021-05-31"})
    return made


def in_charge(top: CommunityNode, name: str) -> tuple[str, ...]:
    return next(each.in_charge for part in top.parts for each in part.every() if each.area.name == name)


def area(office: Office, name: str) -> str:
    return office.keeper.table(GRID_AREAS).find("name", name)[0].id


def test_areas_stand_below_their_community_and_their_parent(office: Office) -> None:
    first, second, street = grid_tree(office, DAY)
    assert (first.name, second.name, street.name) == ("甲", "乙", "街道")
    assert [node.area.name for node in first.parts] == ["第一片区"]
    assert [node.area.name for node in first.parts[0].parts] == ["3栋"]
    assert (first.count, first.nobody) == (2, 1)
    assert (second.count, second.nobody) == (0, 0)
    assert (street.count, street.nobody) == (1, 1)


@pytest.mark.parametrize(
    ("day", "manned"),
    [(date(2021, 4, 30), ()), (date(2021, 5, 1), ("某站",)), (DAY, ("某站",)), (date(2021, 6, 1), ())],
)
def test_an_assignment_counts_from_its_first_to_its_last_day(office: Office, day: date, manned: int) -> None:
    assert in_charge(grid_tree(office, day)[0], "3栋") == manned


def test_areas_that_are_each_others_parent_do_not_vanish(office: Office) -> None:
    one, two = area(office, "第一片区"), area(office, "3栋")
    office.keeper.change(GRID_AREAS, one, {"parent": Ref("3栋", two)})
    names = [node.area.name for top in grid_tree(office, DAY)[0].parts for node in top.every()]
    assert sorted(names) == ["3栋", "第一片区"]


def test_ending_assignments_is_one_undo_and_never_before_their_start(office: Office) -> None:
    office.keeper.add(ASSIGNMENTS, {"area": "东风路口", "unit": "某站", "starts_on": "2021-05-20"})
    ids = [each.id for each in office.keeper.table(ASSIGNMENTS).all()]
    (refused,) = end_assignments(office, ids, date(2021, 5, 10))
    assert refused.column == "结束日期"
    assert office.keeper.table(ASSIGNMENTS).get(ids[0]).ends_on == DAY  # type: ignore[union-attr]
    assert end_assignments(office, ids, date(2021, 5, 25)) == []
    assert {each.ends_on for each in office.keeper.table(ASSIGNMENTS).all()} == {date(2021, 5, 25)}
    office.keeper.undo()
    assert {each.ends_on for each in office.keeper.table(ASSIGNMENTS).all()} == {DAY, None}


def test_somebody_who_left_is_not_in_charge_any_more(office: Office) -> None:
    office.keeper.add(VOLUNTEERS, {"name": "某甲", "community": "甲", "registered_on": "2021-01-01"})
    office.keeper.add(ASSIGNMENTS, {"area": "第一片区", "volunteer": "某甲", "starts_on": "2021-02-01"})
    assert in_charge(grid_tree(office, DAY)[0], "第一片区") == ("某甲",)
    (one,) = office.keeper.table(VOLUNTEERS).all()
    office.keeper.change(VOLUNTEERS, one.id, {"standing": "退出", "standing_on": "2021-05-20"})
    assert in_charge(grid_tree(office, DAY)[0], "第一片区") == ()
