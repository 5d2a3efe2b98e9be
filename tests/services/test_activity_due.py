"""活动到期要办的：每一件该响的时候响，不该响的时候不响；数目就是名单。"""

from datetime import date
from typing import Any

import pytest
from builders import add, office_with_communities

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.services.activities import filing_terms
from miaopu_desk.services.figures import due_on
from miaopu_desk.services.office import Office

DAY = date(2021, 5, 31)


@pytest.fixture
def office() -> Office:
    return office_with_communities()


def due(office: Office, kind: str, day: date = DAY) -> list[str]:
    found = [each for each in due_on(office, day) if each.kind == kind]
    assert all(each.count == len(each.ids) for each in found)
    return [one for each in found for one in each.ids]


def activity(office: Office, planned_on: str, **values: Any) -> str:
    made = add(office, "activities", **{"name": "清扫", "planned_on": planned_on, "expected_people": "20", **values})
    return str(made.id)


FILED = {"filed_on": "2021-05-20", "filed_with": "甲"}
CASES = [
    ("activities_to_file", "2021-06-03", {}, True),
    ("activities_to_file", "2021-06-10", {}, True),
    ("activities_to_file", "2021-06-11", {}, False),
    ("activities_to_file", "2021-06-02", {}, False),
    ("activities_to_file", "2021-06-03", {"expected_people": "9"}, False),
    ("activities_to_file", "2021-06-03", {"state": "已报备", **FILED}, False),
    ("activities_to_file", "2021-06-03", {"state": "取消", "reason": "雨"}, False),
    ("activities_not_filed", "2021-06-02", {}, True),
    ("activities_not_filed", "2021-06-03", {}, False),
    ("activities_not_filed", "2021-05-03", {"state": "已开展"}, True),
    ("activities_not_filed", "2020-12-31", {"state": "已开展"}, False),
    ("activities_not_filed", "2021-05-03", {"state": "已记录", **FILED, "filed_late": "是"}, False),
    ("activities_not_filed", "2021-05-03", {"state": "取消", "reason": "雨"}, False),
    ("activities_passed", "2021-05-30", {}, True),
    ("activities_passed", "2021-05-30", {"state": "已报备", **FILED}, True),
    ("activities_passed", "2021-05-31", {}, False),
    ("activities_passed", "2021-05-30", {"state": "已开展"}, False),
    ("activities_recorded_empty", "2021-05-14", {"state": "已记录"}, True),
    ("activities_recorded_empty", "2020-12-14", {"state": "已记录"}, False),
    ("activities_recorded_empty", "2021-05-14", {"state": "已开展"}, False),
    ("activities_without_record", "2021-05-14", {"state": "已开展"}, True),
    ("activities_without_record", "2021-05-17", {"state": "已开展"}, False),
    ("activities_without_record", "2021-05-10", {"state": "已开展", "held_on": "2021-05-20"}, False),
    ("activities_without_record", "2021-05-14", {"state": "已记录"}, False),
]


@pytest.mark.parametrize(("kind", "planned_on", "values", "fires"), CASES)
def test_each_fires_when_it_should(
    office: Office, kind: str, planned_on: str, values: dict[str, str], fires: bool
) -> None:
    made = activity(office, planned_on, **values)
    assert due(office, kind) == ([made] if fires else [])


def test_a_recorded_one_with_a_group_has_somebody(office: Office) -> None:
    made = activity(office, "2021-05-14", state="已记录")
    add(
        office,
        "head_counts",
        community="大华",
        served_on="2021-05-14",
        activity="清扫",
        people="9",
        event=Ref("清扫", made),
    )
    assert due(office, "activities_recorded_empty") == []


def test_the_offices_own_terms_and_holidays_count(office: Office) -> None:
    made = activity(office, "2021-06-06")
    held = activity(office, "2021-05-17", state="已开展")
    assert due(office, "activities_to_file") == [made]
    add(office, "targets", key="filing_people", label="几人以上", value="21", unit="人")
    assert filing_terms(office).people == 21
    assert due(office, "activities_to_file") == []
    assert due(office, "activities_without_record") == []
    add(office, "holiday_days", day="2021-05-22", kind="上班")
    assert due(office, "activities_without_record") == [held], "多上一天班，期限早一天"
