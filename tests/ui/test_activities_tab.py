"""活动一页：月历用方向键走、回车加、双击开，几步都从按钮办，服务日先看再排。"""

from datetime import date
from typing import Any

import pytest
from builders import add
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from miaopu_desk.domain.records import ACTIVITIES
from miaopu_desk.services.office import Office
from miaopu_desk.services.service_days import fill_defaults
from miaopu_desk.ui.activity_grid import HEAD, MARGIN, visible_lines
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.record_form import RecordForm
from miaopu_desk.ui.tabs.activities import ActivitiesTab
from miaopu_desk.ui.tabs.activity_calendar import CalendarPage


def activity(office: Office, name: str, day: str, **values: Any) -> str:
    return str(add(office, "activities", name=name, planned_on=day, **values).id)


@pytest.fixture
def pages(window: MainWindow) -> ActivitiesTab:
    found = window.go("活动")
    assert isinstance(found, ActivitiesTab)
    return found


@pytest.fixture
def calendar(pages: ActivitiesTab) -> CalendarPage:
    found = pages.page(0)
    assert isinstance(found, CalendarPage)
    return found


def press(widget: Any, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(widget, key)


def test_the_arrows_walk_over_the_edge_of_the_month(calendar: CalendarPage) -> None:
    key = Qt.Key
    assert calendar.day() == date(2021, 5, 31)
    press(calendar.grid, key.Key_Right)
    assert (calendar.day(), calendar.title.text()) == (date(2021, 6, 1), "2021年6月")
    press(calendar.grid, key.Key_Left, key.Key_Up)
    assert (calendar.day(), calendar.title.text()) == (date(2021, 5, 24), "2021年5月")
    press(calendar.grid, key.Key_PageUp)
    assert calendar.day() == date(2021, 4, 24)
    press(calendar.grid, key.Key_PageDown, key.Key_PageDown)
    assert calendar.day() == date(2021, 6, 24)
    press(calendar.grid, key.Key_Home)
    assert calendar.day() == date(2021, 5, 31)
    press(calendar.grid, key.Key_PageUp)
    assert calendar.day() == date(2021, 4, 30), "四月没有三十一日"


def test_enter_adds_on_the_chosen_day_and_the_new_one_is_shown(calendar: CalendarPage, office: Office) -> None:
    calendar.show_day(date(2021, 5, 12))
    press(calendar.grid, Qt.Key.Key_Return)
    form = calendar.findChild(RecordForm)
    assert form is not None
    assert form.fields["planned_on"].editor.raw() == date(2021, 5, 12)
    form.fields["name"].editor.set_value("清扫")
    form.save_and_close()
    assert [each.planned_on for each in office.keeper.table(ACTIVITIES).all()] == [date(2021, 5, 12)]
    assert calendar.list.count() == 1
    assert "计划　清扫" in calendar.list.item(0).text()
    assert calendar.total.text() == "本月 1 个活动"


def test_a_double_click_on_a_line_opens_it_and_beside_it_adds(calendar: CalendarPage, office: Office) -> None:
    made = activity(office, "清扫", "2021-05-12", starts_at="9:00")
    calendar.show_day(date(2021, 5, 3))
    opened: list[str] = []
    asked: list[date] = []
    calendar.grid.opened.connect(opened.append)
    calendar.grid.add_asked.connect(asked.append)
    rect = calendar.grid.visualRect(calendar.grid.days.index_of(date(2021, 5, 12)))
    on_line, below = (
        QPoint(rect.left() + MARGIN + 30, rect.top() + HEAD + 5),
        QPoint(rect.left() + 20, rect.bottom() - 3),
    )
    calendar.grid._pressed = on_line
    calendar.grid.doubleClicked.emit(calendar.grid.indexAt(on_line))
    calendar.grid._pressed = below
    calendar.grid.doubleClicked.emit(calendar.grid.indexAt(below))
    assert (opened, asked) == ([made], [date(2021, 5, 12)])


def test_one_line_for_several_communities_leads_to_the_list(calendar: CalendarPage, office: Office) -> None:
    for place in ("东方里", "大华"):
        activity(office, "卫生服务日", "2021-05-14", community=place)
    calendar.show_day(date(2021, 5, 14))
    cell = calendar.grid.days.cell(calendar.grid.days.index_of(date(2021, 5, 14)))
    assert [line.text for line in cell.lines] == ["卫生服务日（2处）"]
    assert calendar.list.count() == 2
    press(calendar.grid, Qt.Key.Key_Space)
    QApplication.processEvents()
    assert calendar.list.hasFocus()
    press(calendar.list, Qt.Key.Key_Escape)
    assert calendar.grid.hasFocus()


def test_what_does_not_fit_is_counted(calendar: CalendarPage, office: Office) -> None:
    for number in range(12):
        activity(office, f"活动{number:02d}", "2021-05-12")
    calendar.show_day(date(2021, 5, 12))
    cell = calendar.grid.days.cell(calendar.grid.days.index_of(date(2021, 5, 12)))
    shown, rest = visible_lines(cell, 140, 100, calendar.font())
    assert 0 < len(shown) < 12
    assert len(shown) + rest == 12


def test_the_community_narrows_the_month_but_keeps_the_street(calendar: CalendarPage, office: Office) -> None:
    activity(office, "甲", "2021-05-12", community="东方里")
    activity(office, "乙", "2021-05-12", community="大华")
    activity(office, "丙", "2021-05-12")
    calendar.show_day(date(2021, 5, 12))
    calendar.community.setCurrentText("大华")
    assert sorted(calendar.list.item(row).text().split("\n")[0] for row in range(calendar.list.count())) == [
        "计划　丙",
        "计划　乙",
    ]


def test_the_steps_light_up_with_what_is_chosen(pages: ActivitiesTab, office: Office) -> None:
    pages.setCurrentIndex(1)
    tab: Any = pages.page(1)
    planned, cancelled = (
        activity(office, "甲", "2021-05-12"),
        activity(office, "乙", "2021-05-12", state="取消", reason="雨"),
    )

    def lit() -> set[str]:
        return {name for name, action in tab.steps.everything.items() if action.isEnabled()} - {"record"}

    tab.grid.clearSelection()
    tab.steps.enable()
    assert lit() == set()
    tab.select([planned])
    assert lit() == {"file", "hold", "cancel", "postpone"}
    tab.select([cancelled])
    assert lit() == {"restore"}


def test_several_are_filed_and_cancelled_from_the_list(
    pages: ActivitiesTab, office: Office, window: MainWindow
) -> None:
    pages.setCurrentIndex(1)
    tab: Any = pages.page(1)
    ids = [activity(office, "甲", "2021-06-12", expected_people="20"), activity(office, "乙", "2021-06-13")]
    tab.select(ids)
    dialog = tab.steps.file_them()
    dialog.number.setText("无号")
    dialog.accept()
    assert dialog.isVisible()
    assert "没有数字" in dialog.note.text()
    dialog.number.setText("A-07")
    dialog.accept()
    assert sorted(each.filing_number for each in office.keeper.table(ACTIVITIES).records(ids)) == ["A-07", "A-08"]
    assert "已报备 2 个活动" in window.statusBar().currentMessage()
    tab.select(ids)
    dialog = tab.steps.cancel_them()
    dialog.accept()
    assert "请写明为什么取消" in dialog.note.text()
    dialog.reason.setText("下雨")
    dialog.accept()
    assert {each.state for each in office.keeper.table(ACTIVITIES).records(ids)} == {"cancelled"}
    tab.select(ids)
    tab.steps.restore_them()
    assert {each.state for each in office.keeper.table(ACTIVITIES).records(ids)} == {"filed"}


def test_held_and_moved_from_the_list_with_the_faults_told_in_place(pages: ActivitiesTab, office: Office) -> None:
    pages.setCurrentIndex(1)
    tab: Any = pages.page(1)
    one = activity(office, "甲", "2021-05-12")
    tab.select([one])
    dialog = tab.steps.postpone_them()
    dialog.moved_to.set_day(date(2021, 5, 20))
    dialog.reason.setText("停电")
    dialog.accept()
    tab.select([one])
    dialog = tab.steps.hold_them()
    dialog.as_planned.setChecked(False)
    dialog.held_on.set_day(date(2021, 6, 2))
    dialog.accept()
    assert "还没到" in dialog.note.text()
    dialog.held_on.set_day(date(2021, 5, 21))
    dialog.accept()
    found = office.keeper.table(ACTIVITIES).get(one)
    assert found is not None
    assert (found.state, found.planned_on, found.held_on) == ("held", date(2021, 5, 20), date(2021, 5, 21))


def test_people_sign_up_many_at_once(pages: ActivitiesTab, office: Office, window: MainWindow) -> None:
    activity(office, "甲", "2021-05-12")
    pages.setCurrentIndex(2)
    tab: Any = pages.page(2)
    picker = tab.add_people()
    picker.search_box.setText("赵")
    picker.take_all()
    picker.confirm.click()
    assert tab.detail.model.rowCount() > 0
    assert "已加入" in window.statusBar().currentMessage()


def test_service_days_are_looked_at_and_then_made(pages: ActivitiesTab, office: Office) -> None:
    pages.setCurrentIndex(3)
    tab: Any = pages.page(3)
    fill_defaults(office)
    dialog = tab.plan()
    dialog.first.set_day(date(2021, 5, 1))
    dialog.last.set_day(date(2021, 5, 31))
    assert dialog.note.text() == "新排 64 次"
    for row in range(1, 8):
        dialog.places.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.write.text() == "排成 8 个活动"
    assert office.keeper.table(ACTIVITIES).count() == 0
    dialog.write.click()
    assert office.keeper.table(ACTIVITIES).count() == 8
    again = tab.plan()
    again.first.set_day(date(2021, 5, 1))
    again.last.set_day(date(2021, 5, 31))
    assert again.note.text() == "新排 56 次，已有 8 次不动"
    again.reject()
