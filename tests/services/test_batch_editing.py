"""成批地改和常用筛选：先看改前改后，一次写一次撤；筛选存下来再用还是那几行。"""

from datetime import date

import pytest
from builders import add, id_number, office_with_communities

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError, Refused
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.batch_editing import batch_columns, do_batch, plan_batch, plan_changes
from miaopu_desk.services.office import Office
from miaopu_desk.services.preferences import remember
from miaopu_desk.services.saved_filters import forget_filter, save_filter, saved_filters
from miaopu_desk.store.listing import Condition, Listing

VOLUNTEERS = REGISTERS["volunteers"]


@pytest.fixture
def office() -> Office:
    made = office_with_communities()
    for at, name in enumerate(("甲明", "乙明", "丙明", "丁明")):
        add(
            made,
            "volunteers",
            name=name,
            id_number=id_number(at),
            community="东方里" if at else "大华",
            phone=f"1540000000{at}",
            registered_on=f"2020-0{at + 1}-05",
        )
    return made


def ids(office: Office) -> list[str]:
    return [one.id for one in office.keeper.table(VOLUNTEERS).all(Listing(order=("registered_on",)))]


def test_a_plan_lists_old_and_new_and_writes_nothing(office: Office) -> None:
    plan = plan_batch(office, VOLUNTEERS, ids(office), "community", "大华")
    assert [row.shown for row in plan.changed] == [(("社区", "东方里", "大华"),)] * 3
    assert (plan.same, plan.refused) == (1, [])
    assert {one.community.name for one in office.keeper.table(VOLUNTEERS).all()} == {"东方里", "大华"}


def test_a_batch_is_one_action_and_one_undo(office: Office) -> None:
    before = [one.community for one in office.keeper.table(VOLUNTEERS).records(ids(office))]
    assert do_batch(office, plan_batch(office, VOLUNTEERS, ids(office), "community", "大华")) == 3
    assert {one.community.name for one in office.keeper.table(VOLUNTEERS).all()} == {"大华"}
    assert office.keeper.undo() == "成批修改志愿者的社区，3 条"
    assert [one.community for one in office.keeper.table(VOLUNTEERS).records(ids(office))] == before


def test_refused_rows_say_why_and_the_others_are_written(office: Office) -> None:
    plan = plan_batch(office, VOLUNTEERS, ids(office), "standing_on", "2020-03-01")
    assert [str(row.problems[0]) for row in plan.refused] == ["状态日期：早于登记日期，请核对"] * 2
    assert do_batch(office, plan) == 2


def test_a_name_that_does_not_exist_refuses_every_row(office: Office) -> None:
    plan = plan_batch(office, VOLUNTEERS, ids(office), "community", Ref("没有这个社区"))
    assert len(plan.refused) == 4
    with pytest.raises(KnownError, match="没有要改的行"):
        do_batch(office, plan)


def test_a_row_changed_meanwhile_stops_the_whole_batch(office: Office) -> None:
    plan = plan_batch(office, VOLUNTEERS, ids(office), "community", "大华")
    office.keeper.change(VOLUNTEERS, ids(office)[1], {"residence": "一栋"})
    with pytest.raises(Refused, match="刚才在别处改过（乙明）"):
        do_batch(office, plan)
    assert [one.community.name for one in office.keeper.table(VOLUNTEERS).records(ids(office))[1:]] == ["东方里"] * 3


def test_unique_columns_are_not_offered_and_twins_within_a_batch_are_refused(office: Office) -> None:
    assert "id_number" not in [each.name for each in batch_columns(VOLUNTEERS)]
    fresh = id_number(78)
    first, _, second, *_ = ids(office)
    plan = plan_changes(office, VOLUNTEERS, [(first, {"id_number": fresh}), (second, {"id_number": fresh})], "粘贴")
    assert [len(plan.changed), len(plan.refused)] == [1, 1]
    assert "与这一批里上面的一行相同" in str(plan.refused[0].problems[0])
    assert fresh not in str([row.shown for row in plan.rows])


def test_a_saved_filter_comes_back_the_same_and_can_be_replaced_and_forgotten(office: Office) -> None:
    where = (
        Condition("registered_on", "from", (date(2020, 2, 1),)),
        Condition("community", "is", (None, "某个编号")),
        Condition("name", "contains", ("明",)),
    )
    save_filter(office, VOLUNTEERS, " 二月以后 ", "ming", where, ("-registered_on",))
    (kept,) = saved_filters(office, VOLUNTEERS)
    assert (kept.name, kept.search, kept.where, kept.order) == ("二月以后", "ming", where, ("-registered_on",))
    numbers = office.keeper.table(VOLUNTEERS).numbers(Listing(where=kept.where[:1], order=kept.order))
    assert len(numbers) == 3
    save_filter(office, VOLUNTEERS, "二月以后", "", where[:1], ())
    (kept,) = saved_filters(office, VOLUNTEERS)
    assert (kept.search, kept.where) == ("", where[:1])
    assert saved_filters(office, REGISTERS["teams"]) == []
    forget_filter(office, VOLUNTEERS, "二月以后")
    assert saved_filters(office, VOLUNTEERS) == []


@pytest.mark.parametrize(("name", "search"), [("", "王"), ("很" * 21, "王"), ("什么也没有", " ")])
def test_a_filter_without_a_name_or_without_content_is_not_saved(office: Office, name: str, search: str) -> None:
    with pytest.raises(KnownError):
        save_filter(office, VOLUNTEERS, name, search, (), ())


def test_a_filter_on_a_column_that_is_gone_keeps_the_rest(office: Office) -> None:
    tests = [["old_column", "filled", []], ["name.gone", "filled", []], ["name", "contains", ["甲"]]]
    remember(office, "filters.volunteers", {"旧的": {"search": "", "where": tests, "order": ["-old_column", "name"]}})
    (kept,) = saved_filters(office, VOLUNTEERS)
    assert kept.where == (Condition("name", "contains", ("甲",)),)
    assert (kept.order, kept.gone) == (("name",), ("old_column", "name.gone"))
