"""查找先给头一屏：每一步给出的都是整份的头一段，最后与一句 SQL 连查带排的一模一样。"""

from datetime import date
from itertools import product

import pytest
from builders import office_with_communities

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.names import match_query, shorter_query
from miaopu_desk.domain.records import COMMUNITIES, VOLUNTEERS
from miaopu_desk.services.office import Office
from miaopu_desk.store import finding, ordering
from miaopu_desk.store.listing import Condition, Listing, numbers_sql
from miaopu_desk.store.lists import Lists

NAMES = [a + b + c for a, b, c in product("张赵陈曹王", "伟志海", ["", "明", "张"])]
LETTERS = ("z", "zh", "zha", "zhan", "zhang", "zhangw", "zhangwei", "che", "chen", "chenz", "wang", "wangh", "cao")
OTHERS = ("1", "154", "1540000", "0042", "张", "张伟", "志明", "东方里", "没有", "qqqq", "-", "º")
SEVERAL = ("dongf", "dongfangli", "wang dong", "zhang 东方", "zhang zhang")
TYPED = (*LETTERS, *OTHERS, *SEVERAL)


@pytest.fixture(autouse=True)
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """三百人就算很大，每一步只走几行，各条路都走得到。"""
    for module, name, size in (
        (finding, "LARGE", 50),
        (finding, "HEAD", 60),
        (finding, "SLICE", 7),
        (finding, "TRIED", 20),
        (finding, "KNOWN", 12),
        (ordering, "PLACED", 16),
        (ordering, "PICKED", 5),
    ):
        monkeypatch.setattr(module, name, size)


@pytest.fixture(scope="module")
def office() -> Office:
    """三百个人，姓名有的完全相同；三十个已经删除，里面有行号最大的。"""
    made = office_with_communities()
    places = made.keeper.table(COMMUNITIES).all()
    with made.keeper.action("造测试数据", kind="setup") as act:
        people = [
            act.insert(
                VOLUNTEERS,
                VOLUNTEERS.record(
                    name=NAMES[number * 7 % len(NAMES)],
                    community=Ref(places[number % 8].name, places[number % 8].id),
                    phone=f"154000{number % 60:05d}",
                    registered_on=date(2021, 5, number % 28 + 1),
                    standing="active" if number % 4 else "suspended",
                ),
            )
            for number in range(300)
        ]
    made.keeper.remove(VOLUNTEERS, [each.id for each in people[9::10]])
    return made


def steps(lists: Lists, listing: Listing, first: int) -> list[list[int]]:
    """每一步知道的，最后一项是整份。"""
    rows = lists.rows(listing, first)
    known = [list(rows.first(first))]
    while not rows.whole:
        rows.step()
        known.append(list(rows.numbers))
    return known


def expected(office: Office, listing: Listing) -> list[int]:
    return office.database.firsts(*numbers_sql(VOLUNTEERS, listing))


@pytest.mark.parametrize("warm", [False, True])
@pytest.mark.parametrize("order", [(), ("-name",), ("-registered_on",), ("community", "phone")])
@pytest.mark.parametrize(
    "where", [(), (Condition("standing", "is", ("active",)),), (Condition("community.position", "from", (7,)),)]
)
@pytest.mark.parametrize("deleted", [False, True])
def test_every_step_is_a_beginning_of_what_one_sentence_of_sql_gives(
    office: Office, warm: bool, order: tuple[str, ...], where: tuple[Condition, ...], deleted: bool
) -> None:
    lists = Lists(office.database, VOLUNTEERS)
    if warm:
        lists.rows(Listing("", where, order, deleted)).finish()
        assert list(lists.warm(Listing("", where, order, deleted)))
    for text, first in product(TYPED, (1, 8)):
        listing = Listing(text, where, order, deleted)
        whole = expected(office, listing)
        known = steps(lists, listing, first)
        assert len(known[0]) >= min(first, len(whole)), text
        assert known[-1] == whole, text
        assert all(each == whole[: len(each)] for each in known), text
        assert list(lists.rows(listing).finish()) == whole, text


def test_the_first_screen_comes_before_the_rest_from_the_head_or_from_a_trial(office: Office) -> None:
    lists = Lists(office.database, VOLUNTEERS)
    list(lists.warm(Listing()))
    started: list[int] = []
    ticked = finding.Ticked.tick

    def ticking(self: finding.Ticked, places: object) -> None:
        started.append(1)
        ticked(self, places)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(finding.Ticked, "tick", ticking)
        rows = lists.rows(Listing("1"), 8)
        assert len(rows.first(8)) == 12
        assert not rows.whole
        assert not started, "开头几行里就有的，一行也不必去找"
        rows = lists.rows(Listing("wang"), 8)
        assert len(rows.first(8)) >= 8
        assert not rows.whole
        assert len(started) == 1, "按 wan 找过一回"
        lists.rows(Listing("wangh"), 8).first(8)
        assert len(started) == 1, "接着打一个字母，还用那一回的"


def test_a_large_list_by_an_index_gives_its_first_rows_before_it_is_read(office: Office) -> None:
    lists = Lists(office.database, VOLUNTEERS)
    rows = lists.rows(Listing(), 8)
    whole = expected(office, Listing())
    assert (list(rows.first(8)), rows.whole) == (whole[:12], False)
    assert list(rows.finish()) == whole
    sorted_by = Listing(order=("community",))
    assert list(lists.rows(sorted_by, 8).first(8)) == expected(office, sorted_by), "要现排的一次列全"


def test_a_change_is_seen_by_the_next_search_and_the_next_count() -> None:
    made = office_with_communities()
    place = made.keeper.table(COMMUNITIES).all()[0]
    table = made.keeper.table(VOLUNTEERS)
    with made.keeper.action("造测试数据", kind="setup") as act:
        for number in range(120):
            act.insert(
                VOLUNTEERS,
                VOLUNTEERS.record(
                    name=NAMES[number % len(NAMES)],
                    community=Ref(place.name, place.id),
                    registered_on=date(2021, 5, 1),
                    standing="active",
                ),
            )
    list(table.lists.warm(Listing()))
    found = table.numbers(Listing("zhangwei"))
    assert table.count() == 120
    added = made.keeper.add(VOLUNTEERS, {"name": "张伟", "community": place.name, "registered_on": "2021-05-02"})
    assert not isinstance(added, list)
    assert table.count() == 121
    (number,) = table.numbers_of([added.id])
    rows = table.lists.rows(Listing("zhangwei"), 5)
    assert number in rows.finish()
    assert len(rows.numbers) == len(found) + 1
    made.keeper.remove(VOLUNTEERS, [added.id])
    assert list(table.numbers(Listing("zhangwei"))) == list(found)
    assert table.lists.count((Condition("standing", "is", ("active",)),)) == table.count() == 120


@pytest.mark.parametrize(
    ("typed", "shorter"),
    [
        ("zha", ""),
        ("zhan", '"zha"*'),
        ("zhang", '"zha"*'),
        ("zhangw", ""),
        ("wang dongfang", '"wan"* AND "don"*'),
        ("zhang 东", '"zha"* AND "东"'),
        ("154000", ""),
        ("张三丰", ""),
        ("abcd1", ""),
    ],
)
def test_only_four_or_five_letters_are_worth_a_shorter_query(typed: str, shorter: str) -> None:
    assert shorter_query(match_query(typed)) == shorter


@pytest.mark.parametrize("typed", TYPED)
def test_what_is_found_is_always_found_by_the_shorter_query_too(office: Office, typed: str) -> None:
    match = match_query(typed)
    shorter = shorter_query(match)
    if shorter:
        sql = "SELECT rowid FROM volunteers_fts WHERE volunteers_fts MATCH ?"
        assert set(office.database.firsts(sql, (match,))) <= set(office.database.firsts(sql, (shorter,)))
