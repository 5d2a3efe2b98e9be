"""状态、转社区、交接、快速登记：几位一次办完、一次撤销，有一位不行就一位也不办，来历说得清。"""

from datetime import date
from typing import Any

import pytest
from builders import add, id_number, office_with_communities

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import ASSIGNMENTS, COMMUNITIES, PARTY_BRANCHES, TEAMS, VOLUNTEERS
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.services.figures import month_figures
from miaopu_desk.services.handover import HandedOver, hand_over, holdings
from miaopu_desk.services.history import history
from miaopu_desk.services.office import Office
from miaopu_desk.services.quick_entry import add_quickly, incomplete
from miaopu_desk.services.standings import Changed, set_standing
from miaopu_desk.services.transfers import Transferred, transfer, transfers

DAY = date(2021, 5, 20)


@pytest.fixture
def office() -> Office:
    return office_with_communities()


def person(office: Office, name: str = "王芳", **raw: object) -> Any:
    return add(office, "volunteers", **{"name": name, "community": "东方里", "registered_on": "2021-02-01", **raw})


def now(office: Office, one: Any) -> Volunteer:
    found = office.keeper.table(VOLUNTEERS).get(one.id)
    assert found is not None
    return found


def place(office: Office, name: str) -> str:
    (found,) = office.keeper.table(COMMUNITIES).find("name", name)
    return found.id


# 状态


def test_several_people_leave_in_one_action_with_day_and_reason_and_the_month_counts_them(office: Office) -> None:
    people = [person(office, name) for name in ("王芳", "李军", "赵平")]
    done = set_standing(office, [one.id for one in people[:2]], "left", DAY, "搬走")
    assert done == Changed("退出", 2)
    assert [now(office, one).standing for one in people] == ["left", "left", "active"]
    assert (now(office, people[0]).standing_on, now(office, people[0]).standing_reason) == (DAY, "搬走")
    assert month_figures(office, "2021-05").total.left == 2
    assert office.keeper.undo() == "退出 2 人（搬走）"
    assert [now(office, one).standing for one in people] == ["active"] * 3


@pytest.mark.parametrize(("standing", "deed"), [("suspended", "暂停"), ("removed", "清退"), ("left", "退出")])
def test_whoever_was_suspended_or_gone_can_be_restored_and_the_history_tells(
    office: Office, standing: str, deed: str
) -> None:
    one = person(office)
    assert isinstance(set_standing(office, [one.id], standing, DAY, "长期外出"), Changed)
    assert set_standing(office, [one.id], "active", date(2021, 5, 30), "回来了") == Changed("恢复", 1)
    back = now(office, one)
    assert (back.standing, back.standing_on, back.standing_reason) == ("active", date(2021, 5, 30), "回来了")
    lines = [(line.title, line.label, line.after) for line in history(office, VOLUNTEERS, one.id)]
    assert (f"{deed}“王芳”（长期外出）", "状态原因", "长期外出") in lines
    assert ("恢复“王芳”（回来了）", "状态", "在册") in lines


def test_one_who_cannot_be_changed_stops_all_and_is_named(office: Office) -> None:
    one, two = person(office), person(office, "李军", registered_on="2021-05-25")
    problems = set_standing(office, [one.id, two.id], "left", DAY, "搬走")
    assert isinstance(problems, list)
    assert "李军" in str(problems[0])
    assert "早于登记日期" in str(problems[0])
    assert now(office, one).standing == "active"
    unsaid = set_standing(office, [one.id], "removed", DAY, "  ")
    assert isinstance(unsaid, list)
    assert "清退请写明原因" in str(unsaid[0])
    future = set_standing(office, [one.id], "left", date(2021, 6, 1), "搬走")
    assert isinstance(future, list)


def test_those_already_so_are_left_alone_and_those_still_holding_an_area_are_named(office: Office) -> None:
    one, two = person(office), person(office, "李军", standing="退出", standing_on="2021-04-01")
    assigned(office, one)
    done = set_standing(office, [one.id, two.id], "left", DAY)
    assert isinstance(done, Changed)
    assert done.sentence() == "退出 1 人，1 人原来就是（李军），王芳手上还有网格或队伍，请办交接"
    assert now(office, two).standing_on == date(2021, 4, 1)


# 转社区


def test_a_transfer_keeps_where_somebody_was_before_and_why(office: Office) -> None:
    team = add(office, "teams", name="东方里队", community="东方里")
    street = add(office, "party_branches", name="街道支部")
    one = person(office, team=Ref(team.name, team.id), party_branch=Ref(street.name, street.id))
    two = person(office, "李军", community="光明里")
    done = transfer(office, [one.id, two.id], place(office, "光明里"), DAY, "搬家")
    assert isinstance(done, Transferred)
    assert done.sentence() == "1 人转到光明里，1 人原来就在那里（李军）"
    moved = now(office, one)
    assert (moved.community.name, moved.team, moved.party_branch) == (
        "光明里",
        None,
        Ref(street.name, street.id),
    )
    assert moved.registered_on == date(2021, 2, 1)
    assert isinstance(transfer(office, [one.id], place(office, "大华"), date(2021, 5, 30)), Transferred)
    told = [(title, before, after) for _, title, before, after in transfers(office, one.id)]
    assert told == [
        ("转社区“王芳”到光明里（2021-05-20起，搬家）", "东方里", "光明里"),
        ("转社区“王芳”到大华（2021-05-30起）", "光明里", "大华"),
    ]
    office.keeper.undo()
    office.keeper.undo()
    assert now(office, one).community.name == "东方里"
    assert now(office, one).team == Ref(team.name, team.id)


def test_a_transfer_before_registration_or_in_the_future_moves_nobody(office: Office) -> None:
    one, two = person(office), person(office, "李军", registered_on="2021-05-25")
    there = place(office, "光明里")
    for day, said in ((DAY, "才登记"), (date(2021, 6, 2), "还没到")):
        problems = transfer(office, [one.id, two.id], there, day)
        assert isinstance(problems, list)
        assert said in str(problems[0])
    assert isinstance(transfer(office, [one.id], "没有", DAY), list)
    assert now(office, one).community.name == "东方里"


# 交接


def assigned(office: Office, one: Any, name: str = "1栋", **raw: object) -> Any:
    area = add(office, "grid_areas", name=name, kind="楼栋", community="东方里")
    return add(
        office,
        "assignments",
        **{
            "area": Ref(area.name, area.id),
            "volunteer": Ref(one.name, one.id),
            "starts_on": "2021-03-01",
            "task": "巡查",
            **raw,
        },
    )


def rows(office: Office) -> list[tuple[str, str | None, str, str | None]]:
    return [
        (
            each.area.name,
            each.volunteer.name if each.volunteer else None,
            str(each.starts_on),
            str(each.ends_on) if each.ends_on else None,
        )
        for each in sorted(office.keeper.table(ASSIGNMENTS).all(), key=lambda row: (row.area.name, row.starts_on))
    ]


def test_what_somebody_still_holds_is_listed_and_handed_over_in_one_step(office: Office) -> None:
    old, new = person(office, phone="15400000001"), person(office, "李军", phone="15400000002")
    assigned(office, old, "1栋")
    assigned(office, old, "2栋", ends_on="2021-05-01")  # 已经结束
    assigned(office, old, "3栋", starts_on="2021-05-25")  # 还没开始
    add(office, "teams", name="东方里队", leader="王芳", phone="15400000001")
    add(office, "teams", name="别人的队", leader="王芳", phone="15400000009")  # 同名的另一位
    add(office, "party_branches", name="一支部", secretary="王芳", phone="15400000001")
    held = holdings(office, old.id, DAY)
    assert [each.title for each in held] == ["1栋", "3栋", "东方里队", "一支部"]
    before = rows(office)
    done = hand_over(office, old.id, new.id, DAY, held)
    assert isinstance(done, HandedOver)
    assert done.sentence() == "交接 4 样给李军"
    assert rows(office) == [
        ("1栋", "王芳", "2021-03-01", "2021-05-19"),
        ("1栋", "李军", "2021-05-20", None),
        ("2栋", "王芳", "2021-03-01", "2021-05-01"),
        ("3栋", "李军", "2021-05-25", None),
    ]
    assert {team.name: team.leader for team in office.keeper.table(TEAMS).all()} == {
        "东方里队": "李军",
        "别人的队": "王芳",
    }
    assert office.keeper.table(PARTY_BRANCHES).all()[0].phone == "15400000002"
    assert holdings(office, old.id, DAY) == []
    assert office.keeper.undo() == "“王芳”交接给“李军” 4 样（2021-05-20起）"
    assert rows(office) == before


def test_without_a_successor_the_areas_end_and_stand_open(office: Office) -> None:
    old = person(office)
    assigned(office, old, "1栋")
    assigned(office, old, "3栋", starts_on="2021-05-25")
    done = hand_over(office, old.id, None, DAY, holdings(office, old.id, DAY))
    assert isinstance(done, HandedOver)
    assert rows(office) == [("1栋", "王芳", "2021-03-01", "2021-05-19")]


def test_an_area_the_successor_holds_already_is_not_given_twice(office: Office) -> None:
    old, new = person(office), person(office, "李军")
    first = assigned(office, old, "1栋")
    add(office, "assignments", area=first.area, volunteer=Ref(new.name, new.id), starts_on="2021-04-01")
    done = hand_over(office, old.id, new.id, DAY, holdings(office, old.id, DAY))
    assert isinstance(done, HandedOver)
    assert done.already == ("1栋",)
    assert rows(office) == [("1栋", "王芳", "2021-03-01", "2021-05-19"), ("1栋", "李军", "2021-04-01", None)]


def test_a_handover_to_nobody_fit_is_refused_whole(office: Office) -> None:
    old = person(office)
    gone = person(office, "李军", standing="退出", standing_on="2021-04-01")
    assigned(office, old, "1栋")
    held = holdings(office, old.id, DAY)
    before = rows(office)
    for to, chosen, said in (
        (old.id, held, "不能是本人"),
        (gone.id, held, "不在册"),
        ("没有", held, "已经删除"),
        (None, [], "请勾选"),
    ):
        problems = hand_over(office, old.id, to, DAY, chosen)
        assert isinstance(problems, list)
        assert said in str(problems[0])
    office.keeper.remove(ASSIGNMENTS, [held[0].id])
    late = hand_over(office, old.id, None, DAY, held)
    assert isinstance(late, list)
    office.keeper.undo()
    assert rows(office) == before


# 快速登记


def test_a_name_a_community_and_a_phone_or_a_number_are_enough_and_the_rest_is_a_work_list(office: Office) -> None:
    one = add_quickly(office, {"name": "王芳", "community": "东方里社区", "phone": "154 0000 0001", "note": "不看"})
    two = add_quickly(office, {"name": "李军", "community": "大华", "id_number": id_number(3, "19700102")})
    assert isinstance(one, Volunteer)
    assert isinstance(two, Volunteer)
    assert (one.registered_on, one.standing, one.note) == (date(2021, 5, 31), "active", None)
    assert (two.born_on, two.sex) == (date(1970, 1, 2), "male")
    assert set(incomplete(office)) == {one.id, two.id}
    office.keeper.change(VOLUNTEERS, two.id, {"ranks": "党员"})
    assert incomplete(office) == [one.id]


def test_everything_missing_is_said_at_once(office: Office) -> None:
    problems = add_quickly(office, {"name": "王芳", "community": "没有的社区", "phone": " "})
    assert isinstance(problems, list)
    assert {problem.column for problem in problems} == {"社区", "联系电话"}
    assert office.keeper.table(VOLUNTEERS).count() == 0
