"""表彰的纸：名单照评选的状态，推荐表照登记，签收表和发放表的合计对得上，印发了的永远印得一样。"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import add, office_with_communities
from reports.paper import page_texts, whole_text

from miaopu_desk.domain.honour_pages import PayLine, pay_rows, yuan
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import (
    COURTESIES,
    HONOURS,
    NOMINATIONS,
    OFFICES,
    POST_HOLDERS,
    SELECTIONS,
    VOLUNTEERS,
    WELFARE_POSTS,
)
from miaopu_desk.services.office import Office
from miaopu_desk.services.reporting import make_report
from miaopu_desk.services.selecting import Result, mark, nominate_people, publicise, publish
from miaopu_desk.services.selection_checks import nominations_of
from miaopu_desk.services.stipend_plan import lines_of
from miaopu_desk.services.stipends import adjust, approve, issue, make_sheet


@pytest.fixture
def office() -> Office:
    office = office_with_communities()
    add(
        office,
        "offices",
        name="苗圃街道办事处",
        signed_as="苗圃街道志愿服务办公室",
        brand="衡阳群众",
        target_percent=15,
    )
    add(office, "terms", vocabulary="award", name="最美志愿者", position=1)
    add(office, "terms", vocabulary="courtesy", name="公交卡", position=1)
    for at, name in enumerate(("王芳", "李小龙")):
        add(
            office, "volunteers", name=name, community="东方里", phone=f"1541234000{at}", registered_on="2021-01-04",
            education="大学本科", sex="女",
        )  # fmt: skip
    add(office, "selections", name="最美志愿者评选", year=2021, award="最美志愿者", quota=1, basis="街道年度安排")
    return office


def printed(office: Office, name: str, folder: Path, **options: str) -> str:
    return whole_text(make_report(office, name, None, folder / f"{name}{len(list(folder.iterdir()))}.pdf", options))


def people(office: Office) -> list[Any]:
    return office.keeper.table(VOLUNTEERS).all()


def nominated(office: Office) -> Any:
    selection = office.keeper.table(SELECTIONS).all()[0]
    nominate_people(office, selection.id, [each.id for each in people(office)], "东方里社区")
    return selection


def test_the_list_says_what_the_selection_has_come_to(office: Office, tmp_path: Path) -> None:
    selection = nominated(office)
    name = selection.name
    open_ = printed(office, "awards", tmp_path, selection=name)
    assert "2021年最美志愿者评选推荐名单" in open_
    assert "根据街道年度安排，开展2021年“最美志愿者”评选，名额1个。已推荐2名志愿者，名单如下。" in open_
    ids = [each.id for each in nominations_of(office, selection.id)]
    mark(office, ids, "checked")
    mark(office, ids, "shortlisted")
    publicise(office, selection.id, date(2021, 5, 20), 7)
    public = printed(office, "awards", tmp_path, selection=name, contact="0734-1234567")
    assert "评选公示" in public
    assert "公示时间：2021年5月20日至2021年5月26日。" in public
    assert "联系方式：0734-1234567" in public
    first = nominations_of(office, selection.id)[0]
    done = publish(office, selection.id, [Result(first.id, "第1号")], body="苗圃街道办事处", day=date(2021, 5, 28))
    assert done == 1
    final = printed(office, "awards", tmp_path, selection=name)
    assert "表彰名单" in final
    assert "第1号" in final
    assert first.name in final
    assert ({"王芳", "李小龙"} - {first.name}).pop() not in final
    year = printed(office, "awards", tmp_path)
    assert "2021年荣誉名单" in year
    assert "2021年登记荣誉1项，其中志愿者1人" in year
    assert "2021年最美志愿者（苗圃街道办事处，2021年5月28日）" in year


def test_nothing_to_print_is_told(office: Office, tmp_path: Path) -> None:
    for name, options, said in (
        ("awards", {"selection": "最美志愿者评选"}, "没有可以印的推荐"),
        ("awards", {"selection": "别的"}, "没有找到评选“别的”"),
        ("awards", {}, "2021年还没有登记荣誉"),
        ("awards", {"year": "二零"}, "应写年份"),
        ("award_nomination", {}, "没有找到推荐"),
        ("courtesies", {}, "没有登记礼遇"),
        ("stipends", {}, "还没有补贴发放表"),
    ):
        with pytest.raises(KnownError, match=said):
            make_report(office, name, None, tmp_path / "页.pdf", options)
    assert list(tmp_path.iterdir()) == []


def test_the_form_is_filled_from_the_register_and_the_phone_is_masked(office: Office, tmp_path: Path) -> None:
    selection = nominated(office)
    row = next(each for each in nominations_of(office, selection.id) if each.name == "王芳")
    add(
        office,
        "service_records",
        volunteer=row.volunteer,
        community="东方里",
        served_on="2021-05-06",
        minutes="2.5",
        activity="劝导",
    )
    add(office, "honours", name="先进个人", awarded_on="2020-03-05", awarding_body="珠晖区", volunteer=row.volunteer)
    text = printed(office, "award_nomination", tmp_path, nomination=row.id)
    for part in (
        "2021年最美志愿者推荐表",
        "大学本科",
        "2.5小时",
        "154****0000",
        "2020年先进个人（珠晖区）",
        "街道意见",
        "（盖章）",
    ):
        assert part in text
    assert "15412340000" not in text
    whole = printed(office, "award_nomination", tmp_path, nomination=row.id, purpose="报送区里")
    assert "15412340000" in whole
    assert office.database.value("SELECT count(*) FROM disclosures") == 1


def test_a_blank_form_has_the_same_labels_and_nothing_in_them(office: Office, tmp_path: Path) -> None:
    text = printed(office, "award_nomination", tmp_path, selection="最美志愿者评选")
    for part in ("2021年最美志愿者推荐表", "政治面貌", "2021年时长", "主要事迹", "推荐单位意见"):
        assert part in text
    assert "—" not in text


def test_long_deeds_go_on_to_a_second_page_whole(office: Office, tmp_path: Path) -> None:
    selection = nominated(office)
    row = nominations_of(office, selection.id)[0]
    deeds = "".join(f"第{number}件事办得好；" for number in range(158))
    assert not isinstance(office.keeper.change(NOMINATIONS, row.id, {"deeds": deeds}), list)
    path = make_report(office, "award_nomination", None, tmp_path / "表.pdf", {"nomination": row.id})
    assert len(page_texts(path)) == 2
    text = whole_text(path)
    assert all(f"第{number}件事" in text for number in range(158))


def test_the_receipt_adds_up_with_capitals(office: Office, tmp_path: Path) -> None:
    for one in people(office):
        add(
            office, "courtesies", volunteer=Ref(one.name, one.id), kind="公交卡", given_on="2021-05-20", count=2,
            value="50.5", occasion="端午走访",
        )  # fmt: skip
    add(office, "courtesies", volunteer=Ref(one.name, one.id), kind="公交卡", given_on="2021-05-21", count=1)
    row = next(each for each in office.keeper.table(COURTESIES).all() if each.occasion)
    text = printed(office, "courtesies", tmp_path, courtesy=row.id)
    assert "公交卡端午走访2021年5月20日" in text
    assert "2人，4份，202.00元（人民币贰佰零贰元整）" in text
    every = printed(office, "courtesies", tmp_path)
    assert "2人，5份，202.00元" in every
    nothing = printed(office, "courtesies", tmp_path, **{"from": "2021-05-21", "to": "2021-05-21"})
    assert "1人，1份" in nothing
    assert "人民币" not in nothing, "没有金额的不写大写"


def test_a_person_is_one_row_with_what_is_added_and_taken() -> None:
    def line(kind: str, amount: int, **more: Any) -> PayLine:
        values = {"monthly": None, "days": None, "leave_days": None, "reason": "", **more}
        return PayLine("1", kind, "王芳", "东方里", "保洁岗", "东方里社区", "****1234", amount=amount, **values)

    rows = pay_rows(
        (
            line("base", 120_000, monthly=120_000, days=30, leave_days=2),
            line("plus", 20_000, reason="高温补助"),
            line("minus", 30_000, reason="上月多发"),
        )
    )
    assert len(rows) == 1
    assert (rows[0].net, rows[0].days, rows[0].reasons) == (110_000, "30（请假2）", "高温补助；上月多发")
    assert [yuan(each) for each in (0, 5, 123_456_789, -150)] == ["0.00", "0.05", "1,234,567.89", "-1.50"]


@pytest.fixture
def sheet(office: Office) -> Any:
    """王芳四月在保洁岗，另有一行高温补助；已经审核、印发。"""
    office.keeper.operator = "zhou"
    add(office, "operators", login="zhou", name="周某", role="办公室主任")
    add(office, "operators", login="zheng", name="郑某", role="经办")
    office.keeper.operator = "zheng"
    one = next(each for each in people(office) if each.name == "王芳")
    add(office, "welfare_posts", name="保洁岗", community="东方里", monthly="1200", starts_on="2021-01-01")
    add(
        office, "post_holders", post="保洁岗", volunteer=Ref(one.name, one.id), starts_on="2021-04-11", card_tail="0417"
    )
    made = make_sheet(office, "2021-04")
    assert not isinstance(made, list)
    adjust(office, made.id, one.id, 20_000, "高温补助")
    return made


def test_an_unapproved_sheet_says_it_is_not_to_be_paid(office: Office, sheet: Any, tmp_path: Path) -> None:
    text = printed(office, "stipends", tmp_path)
    assert "编制中，不能据此发放" in text
    assert "1人，1,000.00元（人民币壹仟元整）" in text


def test_an_issued_sheet_prints_the_same_for_ever(office: Office, sheet: Any, tmp_path: Path) -> None:
    office.keeper.operator = "zhou"
    approve(office, sheet.id)
    issue(office, sheet.id)
    first = make_report(office, "stipends", None, tmp_path / "一.pdf", {"sheet": "2021-04"}).read_bytes()
    text = whole_text(tmp_path / "一.pdf")
    for part in (
        "苗圃街道2021年4月公益性岗位补贴发放表",
        "2021年5月31日印发",
        "编制：郑某",
        "审核：周某",
        "****0417",
        "高温补助",
    ):
        assert part in text
    one = next(each for each in people(office) if each.name == "王芳")
    keeper = office.keeper
    keeper.change(VOLUNTEERS, one.id, {"name": "王方"})
    keeper.change(
        POST_HOLDERS, keeper.table(POST_HOLDERS).all()[0].id, {"starts_on": "2021-04-01", "card_tail": "9999"}
    )
    keeper.change(WELFARE_POSTS, keeper.table(WELFARE_POSTS).all()[0].id, {"monthly": "9999", "name": "别的岗"})
    keeper.change(OFFICES, keeper.table(OFFICES).all()[0].id, {"name": "别的街道办事处"})
    office.given_day = date(2021, 6, 30)
    again = make_report(office, "stipends", None, tmp_path / "二.pdf", {"sheet": "2021-04"}).read_bytes()
    assert again == first
    assert [each.name for each in lines_of(office, sheet.id)] == ["王芳", "王芳"]


def test_honours_are_kept_though_the_holder_takes_a_new_name(office: Office) -> None:
    one = people(office)[0]
    add(office, "honours", name="先进", awarded_on="2021-03-05", awarding_body="区", volunteer=Ref(one.name, one.id))
    office.keeper.change(VOLUNTEERS, one.id, {"name": "改名"})
    found = office.keeper.table(HONOURS).all()[0]
    assert (found.holder, found.volunteer.name) == (one.name, "改名")
