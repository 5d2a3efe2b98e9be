"""发放表：编的人不能审，审过的不能改，印发了的永远一样，迟到的变化在下一张上。"""

from datetime import date
from typing import Any

import pytest
from builders import add, office_with_communities

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError, Refused
from miaopu_desk.domain.records import POST_HOLDERS, STIPEND_LINES, STIPEND_SHEETS, VOLUNTEERS, WELFARE_POSTS
from miaopu_desk.services.merging import merge
from miaopu_desk.services.office import Office
from miaopu_desk.services.stipend_plan import lines_of, plan_sheet
from miaopu_desk.services.stipends import adjust, approve, drop_line, issue, make_sheet, send_back, void_sheet


@pytest.fixture
def office() -> Office:
    """今天 2021-05-31；两个岗位各一个人，从四月起在岗；主任 zhou，经办 zheng，正坐着的是 zheng。"""
    office = office_with_communities()
    add(office, "operators", login="zhou", name="周某", role="办公室主任")
    office.keeper.operator = "zhou"
    add(office, "operators", login="zheng", name="郑某", role="经办")
    office.keeper.operator = "zheng"
    for number, (name, post) in enumerate((("王一", "保洁岗"), ("李二", "巡逻岗"))):
        person = add(
            office, "volunteers", name=name, community="东方里", phone=f"1540000000{number}", registered_on="2021-01-04"
        )
        add(office, "welfare_posts", name=post, community="东方里", monthly="1200", starts_on="2021-01-01")
        add(
            office,
            "post_holders",
            post=post,
            volunteer=Ref(name, person.id),
            starts_on="2021-04-01",
            card_tail="6222020200001234",
        )
    return office


def holder(office: Office, at: int = 0) -> Any:
    return sorted(office.keeper.table(POST_HOLDERS).all(), key=lambda each: each.post.name)[at]


def made(office: Office, month: str = "2021-04") -> Any:
    sheet = make_sheet(office, month)
    assert not isinstance(sheet, list), sheet
    return sheet


def issued(office: Office, month: str = "2021-04") -> Any:
    sheet = made(office, month)
    office.keeper.operator = "zhou"
    assert not isinstance(approve(office, sheet.id), list)
    office.keeper.operator = "zheng"
    sheet = issue(office, sheet.id)
    assert not isinstance(sheet, list), sheet
    return sheet


def said(problems: Any) -> str:
    assert isinstance(problems, list)
    return "；".join(map(str, problems))


def test_the_sheet_is_computed_from_who_holds_a_post(office: Office) -> None:
    add(office, "post_leaves", volunteer=holder(office).volunteer, starts_on="2021-04-29", ends_on="2021-05-02")
    sheet = made(office)
    assert (sheet.number, sheet.name, sheet.state, sheet.made_by) == (
        "2021-04",
        "2021年4月公益性岗位补贴发放表",
        "draft",
        "郑某",
    )
    rows = [(each.name, each.post_name, each.days, each.leave_days, each.amount) for each in lines_of(office, sheet.id)]
    assert sorted(rows) == [("李二", "巡逻岗", 30, 0, 120_000), ("王一", "保洁岗", 30, 2, 112_000)]
    assert {each.card_tail for each in lines_of(office, sheet.id)} == {"1234"}, "整个卡号从不存下"


def test_a_second_sheet_for_the_month_is_refused_and_a_voided_one_makes_room(office: Office) -> None:
    sheet = made(office)
    assert "已经有了" in said(make_sheet(office, "2021-04"))
    assert void_sheet(office, sheet.id) == []
    assert office.keeper.table(STIPEND_LINES).count() == 0
    made(office)


def test_a_month_with_nobody_has_no_sheet(office: Office) -> None:
    assert "没有人在岗" in said(make_sheet(office, "2021-02"))
    with pytest.raises(KnownError, match=r"还没有到"):
        make_sheet(office, "2021-06")


def test_the_maker_cannot_approve_and_a_clerk_cannot_either(office: Office) -> None:
    sheet = made(office)
    with pytest.raises(KnownError, match=r"办公室主任"):
        approve(office, sheet.id)
    office.keeper.operator = "zhou"
    approved = approve(office, sheet.id)
    assert not isinstance(approved, list)
    assert (approved.state, approved.approved_by) == ("approved", "周某")
    assert not isinstance(send_back(office, sheet.id), list)
    assert void_sheet(office, sheet.id) == []
    own = made(office)
    assert "不能是同一个人" in said(approve(office, own.id))


def test_the_door_refuses_it_too(office: Office) -> None:
    """不走审核按钮，直接改状态那一栏，也过不去。"""
    sheet = made(office)
    change = office.keeper.change
    assert "办公室主任" in said(change(STIPEND_SHEETS, sheet.id, {"state": "已审核"}))
    assert "没有审核" in said(change(STIPEND_SHEETS, sheet.id, {"state": "已印发"}))
    office.keeper.operator = "zhou"
    assert void_sheet(office, sheet.id) == []
    own = made(office)
    assert "不能是同一个人" in said(change(STIPEND_SHEETS, own.id, {"state": "已审核"}))
    raw = {
        "number": "2021-03",
        "name": "表",
        "month": "2021-03-01",
        "state": "已印发",
        "made_by": "甲",
        "made_login": "x",
    }
    assert "只能是编制中" in said(office.keeper.add(STIPEND_SHEETS, raw))


def test_an_approved_sheet_stays_until_it_is_sent_back(office: Office) -> None:
    sheet = made(office)
    office.keeper.operator = "zhou"
    approve(office, sheet.id)
    line = lines_of(office, sheet.id)[0]
    assert "已经审核" in said(office.keeper.change(STIPEND_LINES, line.id, {"amount": "1"}))
    assert "已经审核" in said(adjust(office, sheet.id, line.volunteer.id or "", 100, "奖励"))
    assert "已经审核" in said(office.keeper.remove(STIPEND_SHEETS, [sheet.id]))
    send_back(office, sheet.id)
    assert not isinstance(office.keeper.change(STIPEND_LINES, line.id, {"amount": "1"}), list)


def test_an_issued_sheet_never_changes(office: Office) -> None:
    sheet = issued(office)
    assert (sheet.state, sheet.people, sheet.total) == ("issued", 2, 240_000)
    before = lines_of(office, sheet.id)
    assert "已经印发" in said(office.keeper.change(STIPEND_LINES, before[0].id, {"amount": "1"}))
    assert "已经印发" in said(office.keeper.remove(STIPEND_LINES, [before[0].id]))
    assert "已经印发" in said(office.keeper.remove(STIPEND_SHEETS, [sheet.id]))
    assert "已经印发" in said(office.keeper.change(STIPEND_SHEETS, sheet.id, {"state": "编制中"}))
    assert "已经印发" in said(void_sheet(office, sheet.id))
    for action in office.database.query("SELECT id FROM actions WHERE title LIKE '%发放表%'"):
        with pytest.raises(Refused, match=r"已经印发|后来又改过"):
            office.keeper.undo_action(action[0])
    office.keeper.change(POST_HOLDERS, holder(office).id, {"ends_on": "2021-04-10"})
    assert lines_of(office, sheet.id) == before
    assert not isinstance(office.keeper.change(STIPEND_SHEETS, sheet.id, {"note": "已送财政所"}), list)


def test_a_late_change_is_a_line_on_the_next_sheet_and_only_once(office: Office) -> None:
    issued(office)
    who = holder(office)
    office.keeper.change(POST_HOLDERS, who.id, {"ends_on": "2021-05-20"})
    add(office, "post_leaves", volunteer=who.volunteer, starts_on="2021-04-21", ends_on="2021-04-30")
    sheet = issued(office, "2021-05")
    mine = [each for each in lines_of(office, sheet.id) if each.volunteer.id == who.volunteer.id]
    assert [(each.kind, each.days, each.amount) for each in mine] == [("base", 20, 77_419), ("minus", None, 40_000)]
    assert mine[1].reason == "2021年4月补贴更正：原按30天，应按20天"
    office.given_day = date(2021, 6, 30)
    later = plan_sheet(office, "2021-06")
    assert [(each.kind, each.name) for each in later.lines] == [("base", holder(office, 1).volunteer.name)]


def test_who_would_fall_below_zero_is_named_before_approval(office: Office) -> None:
    sheet = made(office)
    line = lines_of(office, sheet.id)[0]
    taken = adjust(office, sheet.id, line.volunteer.id or "", -130_000, "多发退回")
    assert not isinstance(taken, list)
    office.keeper.operator = "zhou"
    assert f"{line.name}扣减以后是负数" in said(approve(office, sheet.id))
    office.keeper.operator = "zheng"
    assert drop_line(office, taken.id) == []
    assert "照在岗登记" in said(drop_line(office, line.id))


def test_a_bonus_of_the_month_is_not_taken_back_next_month(office: Office) -> None:
    sheet = made(office)
    line = lines_of(office, sheet.id)[0]
    assert (
        said(adjust(office, sheet.id, "", 0, ""))
        == "志愿者：请选一位；说明：补发、扣减要写明原因；金额：请填写补发或扣减多少"
    )
    assert not isinstance(adjust(office, sheet.id, line.volunteer.id or "", 20_000, "高温补助"), list)
    office.keeper.operator = "zhou"
    approve(office, sheet.id)
    issue(office, sheet.id)
    assert {each.kind for each in plan_sheet(office, "2021-05").lines} == {"base"}


def test_one_person_one_post_and_no_more_people_than_the_quota(office: Office) -> None:
    who, post = holder(office).volunteer, holder(office, 1).post
    twice = office.keeper.add(POST_HOLDERS, {"post": post, "volunteer": who, "starts_on": "2021-05-01"})
    assert "一人同一天只能在一个岗位" in said(twice)
    assert "名额1人" in said(twice)
    office.keeper.change(POST_HOLDERS, holder(office).id, {"ends_on": "2021-04-30"})
    office.keeper.change(POST_HOLDERS, holder(office, 1).id, {"ends_on": "2021-04-30"})
    assert not isinstance(
        office.keeper.add(POST_HOLDERS, {"post": post, "volunteer": who, "starts_on": "2021-05-01"}), list
    )
    with pytest.raises(Refused, match=r"一个岗位|后来又改过"):
        office.keeper.undo_action(office.database.query("SELECT id FROM actions ORDER BY n DESC LIMIT 3")[2][0])


def test_the_quota_is_not_lowered_under_the_people_on_it(office: Office) -> None:
    post = office.keeper.table(WELFARE_POSTS).all()[0]
    assert not isinstance(office.keeper.change(WELFARE_POSTS, post.id, {"quota": "2"}), list)
    other = add(office, "volunteers", name="丁三", community="东方里", phone="15400000009", registered_on="2021-01-04")
    add(office, "post_holders", post=Ref(post.name, post.id), volunteer=Ref("丁三", other.id), starts_on="2021-05-01")
    assert "名额1人，2021-05-01会有2人在岗" in said(office.keeper.change(WELFARE_POSTS, post.id, {"quota": "1"}))


def test_people_are_merged_though_they_stand_on_an_issued_sheet(office: Office) -> None:
    sheet = issued(office)
    mine = lines_of(office, sheet.id)[0]
    other = add(office, "volunteers", name="王壹", community="东方里", phone="15400000000", registered_on="2021-02-01")
    assert not isinstance(merge(office, other.id, mine.volunteer.id or ""), list)
    again = next(each for each in lines_of(office, sheet.id) if each.id == mine.id)
    assert again.volunteer.id == other.id
    assert again.name == mine.name, "纸上还是编表时的姓名"


def test_somebody_who_left_is_pointed_out(office: Office) -> None:
    who = holder(office).volunteer
    office.keeper.change(VOLUNTEERS, who.id or "", {"standing": "退出", "standing_on": "2021-04-20"})
    assert any(who.name in note and "离岗日期" in note for note in plan_sheet(office, "2021-04").notes)
