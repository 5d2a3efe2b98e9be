"""排好的次序：从里面挑出来的，与让数据库连查带排的一模一样。"""

from array import array
from datetime import date
from unittest.mock import patch

import pytest
from builders import office_with_communities
from hypothesis import given
from hypothesis import strategies as st

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import COMMUNITIES, VOLUNTEERS
from miaopu_desk.services.office import Office
from miaopu_desk.store import ordering
from miaopu_desk.store.listing import Condition, Listing, numbers_sql
from miaopu_desk.store.ordering import Ordered, Ticked


@given(
    order=st.lists(st.integers(1, 300), unique=True, max_size=200),
    found=st.lists(st.integers(1, 300), unique=True, max_size=200),
    most=st.integers(1, 20),
)
def test_the_found_rows_come_in_the_order_of_the_list_few_or_many(
    order: list[int], found: list[int], most: int
) -> None:
    """一步排三个位置、一步挑两行，分许多步也一样。"""
    wanted = [number for number in order if number in set(found)]
    with patch.object(ordering, "PLACED", 3), patch.object(ordering, "PICKED", 2):
        ordered = Ordered(array("i", order))
        ticked = Ticked(ordered)
        ticked.tick([ordered.places[number] if number < len(ordered.places) else -1 for number in sorted(found)])
        assert [order[place] for place in ticked.first(most)] == wanted[:most]
        assert [number for part in ticked.pick() for number in part] == wanted


@pytest.fixture(scope="module")
def office() -> Office:
    """二百个人，名字和电话各有许多相同，二十个已经删除。"""
    made = office_with_communities()
    places = made.keeper.table(COMMUNITIES).all()
    with made.keeper.action("造测试数据", kind="setup") as act:
        people = [
            act.insert(
                VOLUNTEERS,
                VOLUNTEERS.record(
                    name="王李张赵"[number % 4] + "芳娜敏强伟"[number % 5],
                    community=Ref(places[number % 8].name, places[number % 8].id),
                    phone=f"154000{number % 50:05d}" if number % 3 else None,
                    registered_on=date(2021, 5, number % 28 + 1),
                    born_on=date(1960 + number % 40, 1, 1) if number % 2 else None,
                    standing="active",
                ),
            )
            for number in range(200)
        ]
    made.keeper.remove(VOLUNTEERS, [each.id for each in people[::10]])
    return made


@pytest.mark.parametrize(
    "search", ["", "王", "wang", "w", "zhaoqiang", "1540", "0042", "东方里", "没有", "-", "娜 光明"]
)
@pytest.mark.parametrize("order", [(), ("-registered_on",), ("born_on", "name"), ("community", "-phone")])
@pytest.mark.parametrize("deleted", [False, True])
@pytest.mark.parametrize(
    "where", [(), (Condition("phone", "filled"),), (Condition("community.position", "from", (4,)),)]
)
def test_every_listing_is_what_one_sentence_of_sql_would_give(
    office: Office, search: str, order: tuple[str, ...], deleted: bool, where: tuple[Condition, ...]
) -> None:
    listing = Listing(search, where, order, deleted)
    table = office.keeper.table(VOLUNTEERS)
    expected = [row[0] for row in office.database.query(*numbers_sql(VOLUNTEERS, listing))]
    assert list(table.numbers(listing)) == expected
    assert list(table.numbers(listing)) == expected, "记住的次序用第二回也一样"
    some = tuple(each for each, _ in table.pairs(listing)[:7])
    chosen = Listing(search, where, order, deleted, ids=some)
    assert list(table.numbers(chosen)) == expected[:7]


@pytest.mark.parametrize(
    ("listing", "used"),
    [
        (Listing(), True),
        (Listing(order=("-name",)), True),
        (Listing(order=("standing",)), False),
        (Listing(where=(Condition("standing", "is", ("suspended",)),)), False),
    ],
)
def test_the_index_by_name_serves_the_whole_list_by_name_and_nothing_else(
    office: Office, listing: Listing, used: bool
) -> None:
    sql, parameters = numbers_sql(VOLUNTEERS, listing)
    plan = " ".join(row[3] for row in office.database.query(f"EXPLAIN QUERY PLAN {sql}", parameters))
    assert ("volunteers_by_name" in plan) == used


def test_finding_many_values_gives_the_same_rows_whichever_way_is_quicker(office: Office) -> None:
    table = office.keeper.table(VOLUNTEERS)
    phones = [f"154000{number:05d}" for number in range(50)]
    few = {each.id for each in table.find_many("phone", phones)}
    many = {each.id for each in table.find_many("phone", [*phones, *map(str, range(5000))])}
    assert few == many
    assert len(few) > 80
