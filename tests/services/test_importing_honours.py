"""别人的荣誉名单、宣传台账导得进来：标题行、换了叫法的表头、合计行、2021.3.26 这样的日期。"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from builders import add, office_with_communities
from openpyxl import Workbook

from miaopu_desk.domain.records import HONOURS, POST_HOLDERS, PUBLICITY, VOLUNTEERS
from miaopu_desk.services.importing import commit_import, plan_import
from miaopu_desk.services.office import Office
from miaopu_desk.services.selection_checks import honours_of


@pytest.fixture
def office() -> Office:
    office = office_with_communities()
    for at, name in enumerate(("王芳", "李伟", "李伟")):
        add(
            office,
            "volunteers",
            name=name,
            community=("东方里", "光明里", "大华")[at],
            phone=f"1540000000{at}",
            registered_on="2020-01-04",
        )
    for position, name in enumerate(("QQ群", "户外LED屏"), 1):
        add(office, "terms", vocabulary="channel", name=name, position=position)
    return office


def book(path: Path, rows: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> Path:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    for each in merged:
        made.active.merge_cells(each)
    made.save(path)
    return path


def test_a_list_of_honours_comes_in(office: Office, tmp_path: Path) -> None:
    path = book(
        tmp_path / "荣誉.xlsx",
        [
            ["珠晖区2021年志愿服务先进名单", None, None, None, None, None],
            [None],
            ["序号", "姓名", "联系电话", "荣誉称号", "表彰单位", "获奖时间", "级别"],
            [1, "王 芳", None, "先进个人", "珠晖区文明办", "2021.3.5", "区级"],
            [2, "李伟", "15400000002", "先进个人", "珠晖区文明办", date(2021, 3, 5), "区"],
            [3, "李伟", None, "先进个人", "珠晖区文明办", "2021年3月5日", "区"],
            [4, "赵无", None, "先进个人", "珠晖区文明办", "2021-3-5", "区"],
            ["合计", None, None, 4, None, None, None],
        ],
        ["A1:G1"],
    )
    plan = plan_import(office, HONOURS, path)
    assert plan.totals["new"] == 2
    assert plan.totals["refused"] == 2
    reasons = [str(problem) for row in plan.rows if row.state == "refused" for problem in row.problems]
    assert any("李伟" in each and "2位" in each for each in reasons), reasons
    assert any("登记里没有“赵无”" in each for each in reasons), reasons
    commit_import(office, plan)
    people = {each.phone: each for each in office.keeper.table(VOLUNTEERS).all()}
    wang, li = honours_of(office, people["15400000000"].id), honours_of(office, people["15400000002"].id)
    assert [(each.holder, each.name, each.awarded_on, each.awarding_body, each.level) for each in wang] == [
        ("王芳", "先进个人", date(2021, 3, 5), "珠晖区文明办", "district")
    ]
    assert [each.holder for each in li] == ["李伟"]
    again = plan_import(office, HONOURS, path)
    assert (again.totals["new"], again.totals["same"]) == (0, 2)


def test_a_publicity_ledger_comes_in(office: Office, tmp_path: Path) -> None:
    path = book(
        tmp_path / "宣传.xlsx",
        [
            ["宣传工作台账"],
            ["发布日期", "媒体", "标题", "报送社区", "阅读量", "网址"],
            ["2021.5.7", "QQ群", "五一假期，路口有他们", "东方里社区", "951次", "https://example.org/1"],
            ["2021/5/14", "户外LED屏", "注册志愿者，扫一扫就行", None, None, None],
            ["2021-5-15", "抖音", "换了个渠道", "大华", 12, None],
            ["合计", None, 3, None, 963, None],
        ],
    )
    plan = plan_import(office, PUBLICITY, path)
    assert plan.totals["new"] == 2
    refused = [str(problem) for row in plan.rows if row.state == "refused" for problem in row.problems]
    assert len(refused) == 1
    assert "没有“抖音”" in refused[0]
    commit_import(office, plan)
    first = next(each for each in office.keeper.table(PUBLICITY).all() if each.community)
    assert (first.title, first.published_on, first.channel.name, first.community.name, first.reach) == (
        "五一假期，路口有他们",
        date(2021, 5, 7),
        "QQ群",
        "东方里",
        951,
    )


def test_people_on_posts_come_in_with_only_the_tail_of_the_card(office: Office, tmp_path: Path) -> None:
    add(office, "welfare_posts", name="保洁岗", community="东方里", monthly="1200", quota=2, starts_on="2021-01-01")
    path = book(
        tmp_path / "在岗.xlsx",
        [["姓名", "岗位", "上岗日期", "银行卡号"], ["王芳", "保洁岗", "2021.4.1", "6222 0202 0000 1234 567"]],
    )
    plan = plan_import(office, POST_HOLDERS, path)
    assert plan.totals["new"] == 1, [str(problem) for row in plan.rows for problem in row.problems]
    commit_import(office, plan)
    assert office.keeper.table(POST_HOLDERS).all()[0].card_tail == "4567"
    whole = "6222020200001234567"
    assert not [row for row in office.database.query("SELECT after FROM changes") if whole in row[0]]
