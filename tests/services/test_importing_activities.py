"""活动的导入导出：社区自己的台账（合并的题目、别的叫法、时间写法不一、合计行）进得来，再导一次不重复，导出的读得回。"""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from builders import add, office_with_communities

from miaopu_desk.domain.records import ACTIVITIES
from miaopu_desk.services.importing import commit_import, plan_import
from miaopu_desk.services.listing_out import export_list
from miaopu_desk.services.office import Office

ROWS = [
    ("序号", "活动名称", "活动时间", "地点", "主题", "参加人数", "负责人", "备注"),
    (1, "背街小巷清扫", "2021年5月12日", "五一路", "文明创建", "30人", "高　杨", ""),
    (2, "屋场恳谈会", "2021.5.18", "居委会", "新时代文明实践", 45, "欧阳 建国", "下雨改室内"),
    (3, "义务理发", 44340, "广场", "", None, "", ""),
    (4, "没有写日期的", "", "广场", "文明创建", 5, "", ""),
    (5, "主题不认得的", "2021-05-20", "广场", "大扫除", 5, "", ""),
    ("", "合计", "", "", "", 85, "", ""),
]


@pytest.fixture
def office() -> Office:
    made = office_with_communities()
    for position, name in enumerate(("新时代文明实践", "文明创建"), 1):
        add(made, "terms", vocabulary="theme", name=name, position=str(position))
    return made


@pytest.fixture
def book(tmp_path: Path) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["东方里社区2021年5月志愿服务活动台账"])
    sheet.merge_cells("A1:H1")
    sheet.append(["填报单位：东方里社区"])
    for row in ROWS:
        sheet.append(row)
    path = tmp_path / "东方里社区活动台账.xlsx"
    workbook.save(path)
    return path


def test_a_communitys_own_ledger_comes_in(office: Office, book: Path) -> None:
    plan = plan_import(office, ACTIVITIES, book)
    assert (plan.totals["new"], plan.totals["refused"]) == (3, 2)
    said = [str(problem) for row in plan.rows if row.state == "refused" for problem in row.problems]
    assert any("活动日期" in each and "必填" in each for each in said)
    assert any("没有“大扫除”" in each for each in said)
    commit_import(office, plan)
    found = {each.name: each for each in office.keeper.table(ACTIVITIES).all()}
    clean = found["背街小巷清扫"]
    assert (clean.planned_on, clean.place, clean.expected_people, clean.in_charge) == (
        date(2021, 5, 12),
        "五一路",
        30,
        "高杨",
    )
    assert clean.theme is not None
    assert (clean.theme.name, clean.state) == ("文明创建", "planned")
    assert found["屋场恳谈会"].planned_on == date(2021, 5, 18)
    assert found["义务理发"].planned_on == date(2021, 5, 24)
    assert {each.community.name for each in found.values() if each.community} == {"东方里"}


def test_a_second_time_nothing_is_new(office: Office, book: Path) -> None:
    commit_import(office, plan_import(office, ACTIVITIES, book))
    again = plan_import(office, ACTIVITIES, book)
    assert (again.totals["new"], again.totals["same"]) == (0, 3)


def test_what_is_exported_is_read_back_as_the_same(office: Office, book: Path, tmp_path: Path) -> None:
    commit_import(office, plan_import(office, ACTIVITIES, book))
    add(office, "activities", name="停了的", planned_on="2021-05-25", community="大华", state="取消", reason="雨")
    path = export_list(office, ACTIVITIES, None, tmp_path / "活动.xlsx")
    back = plan_import(office, ACTIVITIES, path)
    assert (back.totals["new"], back.totals["changed"], back.totals["refused"]) == (0, 0, 0)
    assert back.totals["same"] == 4


def test_a_held_one_without_its_day_was_held_as_planned(office: Office, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (
        ("活动名称", "日期", "社区", "状态"),
        ("清扫", "2021-05-12", "大华", "已举办"),
        ("明天的", "2021-06-01", "大华", "已举办"),
    ):
        sheet.append(row)
    workbook.save(tmp_path / "活动.xlsx")
    plan = plan_import(office, ACTIVITIES, tmp_path / "活动.xlsx")
    assert (plan.totals["new"], plan.totals["refused"]) == (1, 1)
    commit_import(office, plan)
    assert [each.held_on for each in office.keeper.table(ACTIVITIES).all()] == [date(2021, 5, 12)]
