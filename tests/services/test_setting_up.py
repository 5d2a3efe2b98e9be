"""建立办公室：预置的事实一条不少、次序不变，只建一次。"""

from datetime import date, time

import pytest

from miaopu_desk.domain.presets import Area, Duty, Schedule, Window
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import (
    ASSIGNMENTS,
    COMMUNITIES,
    DUTY_RULES,
    GRID_AREAS,
    LEADERS,
    REGISTERS,
    ROSTER_ISSUES,
    TERMS,
    VOLUNTEERS,
)
from miaopu_desk.services.office import memory_office
from miaopu_desk.services.setting_up import duty_requirement, duty_times, set_up

DAY = date(2021, 5, 31)


def test_miaopu_has_its_name_target_and_eight_communities_in_document_order() -> None:
    office = memory_office(DAY)
    set_up(office, "miaopu")
    facts = office.facts
    assert facts is not None
    assert (facts.name, facts.region, facts.brand) == ("苗圃街道办事处", "衡阳市珠晖区", "衡阳群众")
    assert (facts.target_percent, facts.preset, facts.fixed_day) == (15, "miaopu", None)
    communities = office.keeper.table(COMMUNITIES).all()
    assert [one.name for one in communities] == [
        "东方里", "光明里", "服务里", "凤凰村", "苗圃路", "大华", "蔡家皂", "清泉里",
    ]  # fmt: skip
    assert communities[0].code == "430405012005"
    assert [one.resident_population for one in communities] == [None] * 8


def test_the_roster_of_2021_05_12_keeps_its_order_and_a_concurrent_post_is_its_own_line() -> None:
    office = memory_office(DAY)
    set_up(office, "miaopu")
    [issue] = office.keeper.table(ROSTER_ISSUES).all()
    assert (issue.number, issue.issued_on, issue.office_in) == ("2021年第1次", date(2021, 5, 12), "党政办")
    leaders = office.keeper.table(LEADERS).all()
    assert [one.position for one in leaders] == list(range(1, 20))
    assert [one.post for one in leaders[:5]] == ["adviser", "head", "first_deputy", "deputy", "deputy"]
    assert [(one.name, one.post) for one in leaders[-3:]] == [
        ("街道各站（所）负责人", "member"),
        ("周莹", "office_head"),
        ("郑飞龙", "office_member"),
    ]
    assert leaders[8].name == "万妍君"
    assert leaders[8].title == "东方里社区党总支书记、社区主任"


def test_the_word_lists_are_filled_in_order() -> None:
    office = memory_office(DAY)
    set_up(office, "miaopu")
    groups = [one for one in office.keeper.table(TERMS).all() if one.vocabulary == "source_group"]
    assert [one.position for one in groups] == list(range(1, len(groups) + 1))
    assert groups[0].name == "5060人员"


def test_leiyang_has_its_linked_community_and_every_area_of_the_annex_with_its_unit() -> None:
    office = memory_office(date(2021, 9, 27))
    set_up(office, "leiyang")
    assert [one.name for one in office.keeper.table(COMMUNITIES).all()] == ["牌楼"]
    areas = office.keeper.table(GRID_AREAS).all()
    kinds = [one.kind for one in areas]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "linked_community": 1, "junction": 1, "key_place": 3, "road": 7,
    }  # fmt: skip
    linked = next(one for one in areas if one.kind == "linked_community")
    assert linked.community is not None
    assert linked.community.name == "牌楼"
    assert sorted(one.boundary for one in areas if one.name == "神农路" and one.boundary) == [
        "107国道至白云路口",
        "城北路口至大桥路口",
    ]
    assignments = office.keeper.table(ASSIGNMENTS).all()
    assert len(assignments) == len(areas) == 12
    assert {one.area.id for one in assignments} == {one.id for one in areas}
    assert {(one.starts_on, one.ends_on) for one in assignments} == {(date(2021, 9, 20), date(2022, 12, 31))}
    junction = next(one for one in assignments if one.task == "包主要交通路口")
    assert junction.unit == "园林事务中心"
    assert junction.duty_times == "每周三早上7:30至8:30，下午17:30至18:30（夏季）17:00至18:00（冬季），至少八名志愿者"
    assert junction.requirement is not None
    assert junction.requirement.endswith("；配齐服装、引导旗、口哨")


DUTY = Duty("巡查", "road", "两人一组", 2, 90, (), (), ())
WINDOW = Window(time(9), time(10))


@pytest.mark.parametrize(
    ("schedule", "minutes", "text"),
    [
        ((Schedule((1,), ()),), 240, "每周一，至少两名志愿者，每次至少4小时"),
        ((Schedule((2, 4), ()),), 90, "每周二、周四，至少两名志愿者，每次至少90分钟"),
        ((Schedule((5,), (WINDOW,)),), None, "每周五上午9:00至10:00，至少两名志愿者"),
        ((Schedule((1, 2, 3, 4, 5), (WINDOW,)),), None, "每周一至周五上午9:00至10:00，至少两名志愿者"),
        (
            (Schedule((6, 7), (WINDOW, Window(time(16), time(17), "summer"))),),
            None,
            "每周六、周日上午9:00至10:00，下午16:00至17:00（夏季），至少两名志愿者",
        ),
        (
            (Schedule((1,), (WINDOW,)), Schedule((3,), (WINDOW,))),
            None,
            "星期一：9:00至10:00，星期三：9:00至10:00，至少两名志愿者",
        ),
        ((Schedule((1, 3, 5), ()),), None, "每周一、周三、周五，至少两名志愿者"),
    ],
)  # fmt: skip
def test_duty_times_are_one_readable_sentence(schedule: tuple[Schedule, ...], minutes: int | None, text: str) -> None:
    duty = Duty("巡查", "road", "两人一组", 2, minutes, (), schedule, (Area("一路", "一所"),))
    assert duty_times(duty) == text


def test_leiyang_has_a_duty_rule_for_every_area_of_the_annex_within_its_period() -> None:
    office = memory_office(date(2021, 9, 27))
    set_up(office, "leiyang")
    rules = office.keeper.table(DUTY_RULES).all()
    assert [one.task for one in rules] == ["联社区", "包主要交通路口", *["包重点场所"] * 3, *["包路段"] * 7]
    assert {(one.starts_on, one.ends_on) for one in rules} == {(date(2021, 9, 20), date(2022, 12, 31))}
    shown = {one.task: DUTY_RULES.column("times").kind.show(one.times) for one in rules}
    assert shown == {
        "联社区": "每周一",
        "包主要交通路口": "每周三早上7:30至8:30，下午17:30至18:30（夏季）17:00至18:00（冬季）",
        "包重点场所": "星期一至星期五：19:00至20:00，星期六至星期天：上午9:00至10:00，下午16:00至17:00、晚上19:00至20:00",
        "包路段": "每周五下午17:00至18:00（夏季）16:30至17:30（冬季）",
    }
    assert [(one.minimum_people, one.minimum_minutes) for one in rules[:3]] == [(2, 240), (8, None), (None, None)]
    units = [
        "局机关",
        "园林事务中心",
        "环卫所",
        "市政服务中心",
        "渣土所",
        *["局机关"] * 4,
        "园林事务中心",
        "市政服务中心",
        "环卫所",
    ]
    assert [one.unit for one in rules] == units


def test_a_requirement_without_equipment_stays_as_it_is() -> None:
    assert duty_requirement(DUTY) == "两人一组"


@pytest.mark.parametrize("again", ["miaopu", "leiyang"])
def test_an_office_is_set_up_only_once_and_a_second_try_changes_nothing(again: str) -> None:
    office = memory_office(DAY)
    set_up(office, "miaopu")
    before = {table: office.keeper.table(register).count() for table, register in REGISTERS.items()}
    with pytest.raises(KnownError, match="已经建立过“苗圃街道办事处”"):
        set_up(office, again)
    assert {table: office.keeper.table(register).count() for table, register in REGISTERS.items()} == before


def test_a_folder_that_already_holds_records_is_refused() -> None:
    office = memory_office(DAY)
    saved = office.keeper.add(COMMUNITIES, {"name": "东方里", "position": 1})
    assert not isinstance(saved, list)
    with pytest.raises(KnownError, match="已经有登记"):
        set_up(office, "miaopu")
    assert office.facts is None


def test_an_unknown_preset_names_the_known_ones() -> None:
    with pytest.raises(KnownError, match="没有叫“changsha”的初始资料，可以选：miaopu、leiyang"):
        set_up(memory_office(DAY), "changsha")


def test_setting_up_is_not_what_undo_takes_back() -> None:
    office = memory_office(DAY)
    set_up(office, "miaopu")
    assert office.keeper.next_undo() is None
    assert office.keeper.table(VOLUNTEERS).count() == 0
