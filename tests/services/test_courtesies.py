"""发礼遇：一次许多人一步撤销，今年领过同样的先问，已退出的不发。"""

from datetime import date
from typing import Any

import pytest
from builders import add, office_with_communities

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import COURTESIES, TERMS, VOLUNTEERS
from miaopu_desk.domain.records.honours import Courtesy
from miaopu_desk.services.courtesies import give, given_this_year, plan_courtesies
from miaopu_desk.services.office import Office


@pytest.fixture
def office() -> Office:
    office = office_with_communities()
    for position, name in enumerate(("公交卡", "免费体检"), 1):
        add(office, "terms", vocabulary="courtesy", name=name, position=position)
    for at, name in enumerate(("甲某", "乙某", "丙某")):
        add(office, "volunteers", name=name, community="东方里", phone=f"1540000000{at}", registered_on="2021-01-04")
    return office


def people(office: Office) -> list[str]:
    return [each.id for each in office.keeper.table(VOLUNTEERS).all()]


def draft(office: Office, name: str = "公交卡", **more: Any) -> Courtesy:
    kind = next(each for each in office.keeper.table(TERMS).all() if each.name == name)
    values = {"given_on": date(2021, 5, 20), "count": 1, "value": 5000, "occasion": "端午走访", **more}
    return Courtesy(kind=Ref(kind.name, kind.id), **values)


def test_many_people_in_one_action(office: Office) -> None:
    plan = plan_courtesies(office, people(office), draft(office))
    assert (len(plan.fresh), plan.again, plan.gone) == (3, (), ())
    assert give(office, plan, again=False) == 3
    rows = office.keeper.table(COURTESIES).all()
    assert {(each.kind.name, each.value, each.occasion) for each in rows} == {("公交卡", 5000, "端午走访")}
    assert office.keeper.undo() == "发放公交卡 3 人"
    assert office.keeper.table(COURTESIES).count() == 0


def test_the_same_courtesy_twice_in_a_year_is_asked_about(office: Office) -> None:
    first, *rest = people(office)
    assert give(office, plan_courtesies(office, [first], draft(office)), again=False) == 1
    plan = plan_courtesies(office, [first, *rest], draft(office, given_on=date(2021, 5, 30)))
    assert [one.id for one, _ in plan.again] == [first]
    assert plan.question().endswith("（2021-05-20）今年已经领过公交卡，还要再发吗？")
    assert give(office, plan, again=False) == 2
    assert len(office.keeper.table(COURTESIES).find("volunteer", first)) == 1
    assert give(office, plan_courtesies(office, [first], draft(office)), again=True) == 1
    other = plan_courtesies(office, [first], draft(office, "免费体检"))
    assert other.again == (), "别的礼遇不算"
    last_year = plan_courtesies(office, [first], draft(office, given_on=date(2020, 5, 30)))
    assert last_year.again == (), "去年的不算"
    assert given_this_year(office, first, draft(office).kind.id or "", date(2021, 1, 1)) == "2021-05-20"


def test_the_departed_get_nothing_and_wrong_values_are_told(office: Office) -> None:
    first = people(office)[0]
    office.keeper.change(VOLUNTEERS, first, {"standing": "退出", "standing_on": "2021-05-01"})
    plan = plan_courtesies(office, [first], draft(office))
    assert len(plan.gone) == 1
    assert give(office, plan, again=True)[0].message == "没有要发的人"  # type: ignore[index]
    ahead = plan_courtesies(office, people(office)[1:], draft(office, given_on=date(2021, 6, 1)))
    assert "还没到" in give(office, ahead, again=True)[0].message  # type: ignore[index]
    with pytest.raises(KnownError, match="选一种礼遇"):
        plan_courtesies(office, people(office), Courtesy(kind=Ref("?", None), given_on=date(2021, 5, 1), count=1))
