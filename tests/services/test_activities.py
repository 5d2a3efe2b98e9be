"""活动的办理：几个一起报备、开展、取消、改期，一次操作，有一个不行就一个也不动。"""

from datetime import date
from typing import Any

import pytest
from builders import add, office_with_communities

from miaopu_desk.domain.activity_steps import Filing, FilingTerms
from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.domain.records.activities import ACTIVITIES
from miaopu_desk.services import activities as service
from miaopu_desk.services.office import Office

FILED_ON = date(2021, 5, 20)


@pytest.fixture
def office() -> Office:
    return office_with_communities()


def three(office: Office, **values: Any) -> list[str]:
    days = ("2021-05-27", "2021-05-25", "2021-05-26")
    return [
        add(office, "activities", name="清扫", planned_on=day, community="东方里", expected_people="20", **values).id
        for day in days
    ]


def state(office: Office, ids: list[str]) -> list[tuple[str, str | None]]:
    return [(each.state, each.filing_number) for each in office.keeper.table(ACTIVITIES).records(ids)]


def test_several_are_filed_at_once_with_numbers_in_the_order_of_their_days(office: Office) -> None:
    ids = three(office)
    done = service.file_activities(
        office, ids, Filing(filed_on=FILED_ON, filed_with="衡阳群众APP", number="苗2021-009号")
    )
    assert not isinstance(done, list), done
    assert done.sentence() == "已报备 3 个活动"
    assert state(office, ids) == [("filed", "苗2021-011号"), ("filed", "苗2021-009号"), ("filed", "苗2021-010号")]
    office.keeper.undo()
    assert state(office, ids) == [("planned", None)] * 3


def test_one_number_may_stand_for_all_and_no_number_is_needed(office: Office) -> None:
    ids = three(office)
    filing = Filing(filed_on=FILED_ON, filed_with="区文明办", number="一揽子")
    refused = service.file_activities(office, ids, filing)
    assert isinstance(refused, list)
    assert "没有数字" in refused[0].message
    assert not isinstance(service.file_activities(office, ids, filing, one_number=True), list)
    assert {number for _, number in state(office, ids)} == {"一揽子"}
    more = three(office)
    assert not isinstance(service.file_activities(office, more, Filing(filed_on=FILED_ON, filed_with="甲")), list)
    assert state(office, more) == [("filed", None)] * 3


def test_one_that_cannot_go_holds_all_back_and_every_reason_is_told(office: Office) -> None:
    ids = three(office)
    assert not isinstance(service.cancel_activities(office, ids[:1], "下雨"), list)
    problems = service.hold_activities(office, ids, None)
    assert isinstance(problems, list)
    said = [str(problem) for problem in problems]
    assert len(said) == 3
    assert any("2021-05-27 清扫：活动状态：“清扫”已经取消，请先恢复" in each for each in said)
    assert sum("还没有报备" in each for each in said) == 2
    assert state(office, ids) == [("cancelled", None), ("planned", None), ("planned", None)]


def test_held_each_on_its_own_day_then_restored_and_moved(office: Office) -> None:
    ids = three(office)
    service.file_activities(office, ids, Filing(filed_on=FILED_ON, filed_with="甲"))
    assert not isinstance(service.hold_activities(office, ids[:2], None), list)
    held = office.keeper.table(ACTIVITIES).records(ids[:2])
    assert [each.held_on for each in held] == [date(2021, 5, 27), date(2021, 5, 25)]
    service.cancel_activities(office, ids[2:], "停电")
    assert not isinstance(service.restore_activities(office, ids[2:]), list)
    assert not isinstance(service.postpone_activities(office, ids[2:], date(2021, 6, 3), "停电"), list)
    moved = office.keeper.table(ACTIVITIES).get(ids[2])
    assert moved is not None
    assert (moved.state, moved.planned_on, moved.reason) == ("filed", date(2021, 6, 3), "停电")


def test_nothing_chosen_any_more_is_said(office: Office) -> None:
    ids = three(office)
    office.keeper.remove(ACTIVITIES, ids)
    with pytest.raises(KnownError, match="已经删除"):
        service.cancel_activities(office, ids, "雨")


@pytest.mark.parametrize(
    ("first", "count", "expected"),
    [
        ("", 3, ["", "", ""]),
        ("9", 2, ["9", "10"]),
        ("A099", 2, ["A099", "A100"]),
        ("2021-5-08号", 3, ["2021-5-08号", "2021-5-09号", "2021-5-10号"]),
        ("无号", 1, ["无号"]),
        ("无号", 2, "“无号”里没有数字"),
    ],
)
def test_a_series_of_numbers(first: str, count: int, expected: Any) -> None:
    found = service.number_series(first, count)
    if isinstance(found, Problem):
        assert expected in found.message
    else:
        assert found == expected


def test_the_terms_of_filing_come_from_the_office_and_have_a_default(office: Office) -> None:
    assert service.filing_terms(office) == FilingTerms(10, 3)
    add(office, "targets", key="filing_people", label="几人以上", value="30", unit="人")
    assert service.filing_terms(office) == FilingTerms(30, 3)
    add(office, "targets", key="filing_days", label="提前几天", value="0", unit="天")
    assert service.filing_terms(office) == FilingTerms(30, 0)
