"""领导小组换人：退出的人手上还有的网格，在这里一步交出去。"""

from typing import Any

from builders import DAY, add

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import ASSIGNMENTS, COMMUNITIES
from miaopu_desk.services import rosters
from miaopu_desk.services.office import Office
from miaopu_desk.ui.main_window import MainWindow


def test_who_left_the_group_and_still_holds_something_is_offered_for_handover(
    qtbot: Any, window: MainWindow, office: Office
) -> None:
    first = add(office, "roster_issues", number="2021年第1次", issued_on="2021-05-12")
    for position, name in enumerate(("赵大年", "钱小满", "孙立夏"), 1):
        add(office, "leaders", issue=Ref(first.number, first.id), position=position, post="成员", name=name)
    old = add(office, "volunteers", name="钱小满", community="大华", phone="15400000001", registered_on="2021-01-01")
    new = add(office, "volunteers", name="李接手", community="大华", phone="15400000002", registered_on="2021-01-01")
    place = office.keeper.table(COMMUNITIES).all()[0]
    area = add(office, "grid_areas", name="金华路", kind="路段", community=place.name)
    add(office, "assignments", area=Ref(area.name, area.id), volunteer=Ref(old.name, old.id), starts_on="2021-01-01")
    tab: Any = window.go("领导小组")
    qtbot.waitUntil(tab.isVisible)
    assert tab.handover.isHidden(), "第一期没有退出的人"
    second = rosters.issue_roster(office, "2021年第2次", DAY, "由于领导职务变动")
    assert not isinstance(second, list), second
    leaving = next(one for one in rosters.leaders_of(office, second.id) if one.name == "钱小满")
    rosters.remove_leaders(office, second.id, [leaving.id])
    tab.issues.select([second.id])
    assert "退出：" in tab.changes.text()
    assert not tab.handover.isHidden()
    (action,) = tab.handover.menu().actions()
    assert action.text() == "“钱小满，大华”手上还有 1 样…"
    dialog = tab.hand_over(old)
    assert dialog.list.count() == 1
    dialog.picker.set_ref(Ref(new.name, new.id))
    dialog.accept()
    holders = {(each.volunteer.name, each.ends_on is None) for each in office.keeper.table(ASSIGNMENTS).all()}
    assert holders == {("钱小满", False), ("李接手", True)}
    tab.day.set_day(DAY)
    tab.refresh({"assignments"})
    assert tab.handover.isHidden(), "交完就不再提"
