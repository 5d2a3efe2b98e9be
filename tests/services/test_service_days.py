"""服务日排成活动：看过再排，一次操作；再排一次不多，取消、改期的不动，办公室自己的放假算数。"""

from datetime import date

import pytest
from builders import add, office_with_communities

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import ACTIVITIES, SERVICE_DAYS
from miaopu_desk.services.activities import cancel_activities, postpone_activities
from miaopu_desk.services.office import Office, memory_office
from miaopu_desk.services.service_days import carry_out, fill_defaults, plan_service_days
from miaopu_desk.services.setting_up import set_up

MAY = (date(2021, 5, 1), date(2021, 5, 31))


@pytest.fixture
def office() -> Office:
    made = office_with_communities()
    add(made, "terms", vocabulary="theme", name="文明创建", position="1")
    assert fill_defaults(made).count == 2
    return made


def test_the_plan_is_shown_first_and_carried_out_in_one_undoable_action(office: Office) -> None:
    plan = plan_service_days(office, *MAY)
    assert plan.sentence() == "新排 64 次"
    assert office.keeper.table(ACTIVITIES).count() == 0
    assert carry_out(office, plan).count == 64
    made = office.keeper.table(ACTIVITIES).all()
    assert {each.theme.name for each in made if each.theme} == {"文明创建"}
    assert {each.planned_on.isoweekday() for each in made} == {4, 5}
    assert plan_service_days(office, *MAY).sentence() == "新排 0 次，已有 64 次不动"
    assert carry_out(office, plan).count == 0, "看计划以后已经排过，不再排"
    office.keeper.undo()
    assert office.keeper.table(ACTIVITIES).count() == 0


def test_cancelled_and_moved_ones_are_left_and_only_gaps_are_filled(office: Office) -> None:
    place = office.keeper.table(SERVICE_DAYS).all()[0]
    plan = plan_service_days(office, *MAY, rules=[place.id])
    carry_out(office, plan)
    first, second, third, *_ = office.keeper.table(ACTIVITIES).all()
    cancel_activities(office, [first.id], "雨")
    postpone_activities(office, [second.id], date(2021, 5, 30), "检查")
    office.keeper.remove(ACTIVITIES, [third.id])
    again = plan_service_days(office, *MAY, rules=[place.id])
    assert [row.community for row in again.new] == [third.community]
    carry_out(office, again)
    assert office.keeper.table(ACTIVITIES).count() == 32
    assert {each.state for each in office.keeper.table(ACTIVITIES).records([first.id])} == {"cancelled"}


def test_only_the_chosen_communities_and_the_offices_own_holidays(office: Office) -> None:
    add(office, "holiday_days", day="2021-05-06", kind="放假", name="街道运动会")
    one = office.database.value("SELECT id FROM communities WHERE name = '东方里'")
    plan = plan_service_days(office, *MAY, communities=[one])
    assert plan.sentence() == "新排 7 次，放假不排 1 次"
    assert [row.why for row in plan.rows if row.state == "skipped"] == ["街道运动会，不安排"]


def test_a_year_without_holidays_is_said(office: Office) -> None:
    plan = plan_service_days(office, date(2035, 1, 1), date(2035, 1, 7))
    assert plan.sentence().endswith("放假安排里没有2035年，只按星期排")


def test_what_makes_no_sense_is_refused_in_chinese(office: Office) -> None:
    with pytest.raises(KnownError, match="请对调"):
        plan_service_days(office, MAY[1], MAY[0])
    with pytest.raises(KnownError, match="一次最多排一年"):
        plan_service_days(office, date(2021, 1, 1), date(2022, 1, 2))
    office.keeper.remove(SERVICE_DAYS, [each.id for each in office.keeper.table(SERVICE_DAYS).all()])
    with pytest.raises(KnownError, match="还没有登记每周的服务日"):
        plan_service_days(office, *MAY)
    assert fill_defaults(office).count == 2
    assert fill_defaults(office).sentence() == "方案的服务日都已经有了"


def test_a_street_starts_with_the_two_days_of_its_plan_and_a_bureau_with_none() -> None:
    street, bureau = memory_office(date(2021, 5, 31)), memory_office(date(2021, 5, 31))
    set_up(street, "miaopu")
    set_up(bureau, "leiyang")
    found = [
        (each.weekday, each.name, each.theme and each.theme.name) for each in street.keeper.table(SERVICE_DAYS).all()
    ]
    assert found == [("4", "交通劝导志愿服务日", "文明创建"), ("5", "卫生服务日", "文明创建")]
    assert bureau.keeper.table(SERVICE_DAYS).count() == 0
