"""值守看板：翻周、筛选、生成、排人、轮值、照上周、改、取消、撤下、打印，全用键盘和按钮做一遍。"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import add
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import DUTY_RULES, HOLIDAY_DAYS, SHIFT_PEOPLE, SHIFTS
from miaopu_desk.services.office import Office, memory_office
from miaopu_desk.services.setting_up import set_up
from miaopu_desk.services.shift_people import do_assign, plan_assign
from miaopu_desk.ui import messages
from miaopu_desk.ui.duty_board import DutyBoard
from miaopu_desk.ui.duty_table import COUNT, FLAGS, STATE, shown
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.tabs.duty import DutyTab

DAY = date(2021, 9, 29)
NAMES = ("谭志强", "欧阳慧敏", "邓秀英", "肖建国", "曾丽华", "刘海燕", "陈小平", "罗芳", "蒋文杰")


@pytest.fixture
def desk() -> Office:
    made = memory_office(DAY)
    set_up(made, "leiyang")
    for at, name in enumerate(NAMES):
        add(made, "volunteers", name=name, community="牌楼", registered_on="2021-01-04", phone=f"154000000{at:02d}")
    return made


@pytest.fixture
def tab(qtbot: Any, desk: Office) -> Iterator[DutyTab]:
    window = MainWindow()
    qtbot.addWidget(window)
    window.attach(desk)
    window.show()
    yield window.go("值守")
    window.close()


@pytest.fixture
def board(tab: DutyTab) -> DutyBoard:
    found = tab.page(0)
    assert isinstance(found, DutyBoard)
    return found


def people(office: Office) -> list[str]:
    from miaopu_desk.domain.records import VOLUNTEERS

    return [each.id for each in office.keeper.table(VOLUNTEERS).all()]


def generate(board: DutyBoard) -> None:
    dialog = board.deeds.generate()
    dialog.done_button.click()


def junction(board: DutyBoard, at: int = 0) -> Any:
    return [each for each in board.model.shifts if each.minimum_people == 8][at]


def test_the_week_is_listed_before_it_is_generated_and_the_plan_is_shown_first(board: DutyBoard) -> None:
    assert len(board.model.shifts) == 43
    assert {each.state_words for each in board.model.shifts} == {"未生成"}
    dialog = board.deeds.generate()
    assert "新增 43 班" in dialog.said.text()
    dialog.done_button.click()
    assert {each.state_words for each in board.model.shifts} == {"已排班"}
    assert board.summary.text() == "列出 43 班，排了 0 人次，缺人 3 班"
    again = board.deeds.generate()
    assert not again.done_button.isEnabled()
    again.reject()


def test_a_longer_span_is_picked_and_counted_at_once(board: DutyBoard) -> None:
    dialog = board.deeds.generate()
    dialog.span.setCurrentIndex(1)
    assert "新增 172 班" in dialog.said.text()
    dialog.last.set_day(date(2020, 1, 1))
    assert "请对调" in dialog.note.text()
    assert not dialog.done_button.isEnabled()
    dialog.reject()


def test_weeks_are_turned_with_buttons_and_keys(qtbot: Any, board: DutyBoard) -> None:
    board.table.setFocus()
    qtbot.keyClick(board.table, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert board.week.span[0] == date(2021, 10, 4)
    qtbot.keyClick(board.table, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(board.table, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert board.week.label.text() == "2021-09-20 至 09-26"
    next(each for each in board.findChildren(QPushButton) if each.text() == "今天").click()
    assert board.week.span[0] == date(2021, 9, 27)


def test_the_list_narrows_by_community_unit_area_and_trouble(board: DutyBoard) -> None:
    generate(board)
    board.week.unit.setCurrentIndex(board.week.unit.findData("渣土所"))
    assert {each.unit for each in board.model.shifts} == {"渣土所"}
    board.week.unit.setCurrentIndex(0)
    board.week.area.setCurrentIndex(board.week.area.findText("马阜岭公园"))
    assert {each.area for each in board.model.shifts} == {"马阜岭公园"}
    board.week.area.setCurrentIndex(0)
    board.week.community.setCurrentIndex(1)
    assert {each.area for each in board.model.shifts} == {"牌楼社区"}
    board.week.community.setCurrentIndex(0)
    board.week.only_short.setChecked(True)
    assert {shown(each, FLAGS) for each in board.model.shifts} == {"缺人"}
    assert len(board.model.shifts) == 3
    board.week.unit.setCurrentIndex(board.week.unit.findData("渣土所"))
    board.week.community.setCurrentIndex(1)
    assert not board.model.shifts
    assert "没有符合条件的班次" in board.table.empty_text


def test_people_are_picked_seen_as_a_plan_and_put_on_the_shift(board: DutyBoard, desk: Office) -> None:
    generate(board)
    board.choose([junction(board).id])
    picker = board.deeds.assign()
    assert picker is not None
    picker.take_all()
    picker.finish()
    from miaopu_desk.ui.dialogs.duty import AssignDialog

    dialog = board.findChildren(AssignDialog)[-1]
    assert dialog.done_button.text() == "排 9 人次"
    assert dialog.table.item(0, 2).text() == "排（未在保）"
    dialog.done_button.click()
    assert shown(junction(board), COUNT) == "9/8"
    assert board.people.table.rowCount() == 9
    assert board.people.count.text() == "9 人"
    board.people.table.selectRow(0)
    board.people.off_button.click()
    assert board.people.table.rowCount() == 8
    assert desk.keeper.table(SHIFT_PEOPLE).count() == 8


def test_a_shift_not_yet_generated_is_generated_after_asking(
    board: DutyBoard, desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(messages, "confirm", lambda _, title, text, *more: asked.append(text) or True)
    board.table.choose([7])
    picker = board.deeds.assign()
    assert "新增 2 班" in asked[0]
    assert picker is not None
    picker.reject()
    assert desk.keeper.table(SHIFTS).count() == 2


def test_rotation_fills_what_is_listed_and_leaves_out_who_is_unticked(board: DutyBoard, desk: Office) -> None:
    generate(board)
    board.week.area.setCurrentIndex(board.week.area.findText("蔡池路与群英路交叉路口"))
    dialog = board.deeds.rotate()
    assert dialog is not None
    assert not dialog.done_button.isEnabled()
    dialog.set_people(people(desk))
    assert dialog.done_button.text() == "排 16 人次"
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert "还有 2 班不够人，共差 2 人" in dialog.said.text()
    dialog.done_button.click()
    assert [each.staffed for each in board.model.shifts] == ["7/8", "7/8"]
    assert desk.keeper.next_undo().title.startswith("轮值")  # type: ignore[union-attr]


def test_looking_at_the_rotation_leaves_the_choice_as_it_was(board: DutyBoard) -> None:
    """看一眼轮值又取消：接着点“取消这一班”，说的还是原来选中的那一班。"""
    generate(board)
    board.table.selectRow(0)
    before = [each.id for each in board.table.chosen()]
    assert len(before) == 1
    dialog = board.deeds.rotate()
    assert dialog is not None
    assert len(board.model.shifts) > 1
    dialog.reject()
    assert [each.id for each in board.table.chosen()] == before
    cancelling = board.deeds.cancel()
    assert cancelling is not None
    assert cancelling.windowTitle() == "取消这一班"
    cancelling.reject()


def test_last_week_is_copied_after_a_look(board: DutyBoard, desk: Office) -> None:
    board.week.turn(-7)
    generate(board)
    first = junction(board)
    do_assign(desk, plan_assign(desk, [first.id], people(desk)[:3]))
    board.week.turn(7)
    generate(board)
    board.deeds.copy_week()
    from miaopu_desk.ui.dialogs.duty import AssignDialog

    dialog = board.findChildren(AssignDialog)[-1]
    assert dialog.done_button.text() == "排 3 人次"
    dialog.done_button.click()
    assert shown(junction(board), COUNT) == "3/8"


def test_a_shift_is_cancelled_with_a_reason_by_the_delete_key(qtbot: Any, board: DutyBoard) -> None:
    generate(board)
    one = junction(board)
    board.choose([one.id])
    board.table.setFocus()
    qtbot.keyClick(board.table, Qt.Key.Key_Delete)
    from miaopu_desk.ui.dialogs.duty import CancelDialog

    dialog = board.findChildren(CancelDialog)[-1]
    dialog.done_button.click()
    assert "请写明为什么取消" in dialog.note.text()
    dialog.reason.setText("下雨")
    dialog.done_button.click()
    again = next(each for each in board.model.shifts if each.id == one.id)
    assert (shown(again, STATE), shown(again, FLAGS)) == ("已取消", "下雨")
    assert not board.deeds.buttons["排人"].isEnabled()


def test_return_opens_the_shift_and_an_edit_is_marked(qtbot: Any, board: DutyBoard, desk: Office) -> None:
    generate(board)
    one = junction(board)
    board.choose([one.id])
    qtbot.keyClick(board.table, Qt.Key.Key_Return)
    from miaopu_desk.ui.record_form import RecordForm

    form = board.findChildren(RecordForm)[-1]
    editor = form.fields["minimum_people"].editor
    editor.line.setText("6")
    editor.line.textEdited.emit("6")
    form.fields["minimum_people"].touched = True
    form.save()
    assert desk.keeper.table(SHIFTS).get(one.id).edited is True
    assert shown(next(each for each in board.model.shifts if each.id == one.id), COUNT) == "0/6"
    assert "手工改过" in board.people.about.text()


def test_a_record_elsewhere_opens_its_week_on_the_board(board: DutyBoard, desk: Office) -> None:
    generate(board)
    one = junction(board)
    board.week.turn(70)
    board.show_records("shifts", [one.id])
    assert board.week.span[0] == date(2021, 9, 27)
    assert [each.id for each in board.table.chosen()] == [one.id]


def test_a_rule_is_changed_from_a_day_in_its_page(tab: DutyTab, board: DutyBoard, desk: Office) -> None:
    generate(board)
    tab.setCurrentIndex(2)
    page = tab.page(2)
    rule = next(each for each in desk.keeper.table(DUTY_RULES).all() if each.minimum_people == 8)
    page.select([rule.id])  # type: ignore[attr-defined]
    dialog = page.change_from()  # type: ignore[attr-defined]
    assert "没有要改的" in dialog.note.text()
    dialog.times.setPlainText("每周三随便")
    dialog.count()
    assert "看不懂" in dialog.note.text()
    dialog.times.setPlainText("每周三早上8:00至9:00")
    dialog.count()
    assert "照规则改 1 班，取消 1 班" in dialog.said.text()
    dialog.done_button.click()
    assert desk.keeper.table(DUTY_RULES).count() == 13
    tab.setCurrentIndex(0)
    assert [each.when for each in board.model.shifts if each.area.startswith("蔡池路")] == ["8:00—9:00", "17:30—18:30"]


def test_the_years_holidays_are_filled_in_to_be_edited(tab: DutyTab, desk: Office) -> None:
    page = tab.page(tab.homes[HOLIDAY_DAYS.table])
    page.fill_year()  # type: ignore[attr-defined]
    count = desk.keeper.table(HOLIDAY_DAYS).count()
    assert count > 25
    page.fill_year()  # type: ignore[attr-defined]
    assert desk.keeper.table(HOLIDAY_DAYS).count() == count


def test_the_boards_papers_are_made(
    board: DutyBoard, desk: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import miaopu_desk.ui.outgoing as outgoing

    desk.folder = tmp_path
    shown_papers: list[Path] = []
    monkeypatch.setattr(outgoing, "preview", lambda _, path: shown_papers.append(path))
    generate(board)
    board.choose([junction(board).id])
    board.deeds.print_button.fill()
    for action in board.deeds.print_button.menu_.actions():
        action.trigger()
    assert [path.name[:5].rstrip(" 2") for path in shown_papers] == [
        "每周值守表",
        "每周值守表",
        "值守签到表",
        "责任分工表",
    ]
    assert all(path.exists() for path in shown_papers)


def test_someone_on_two_places_at_once_is_named_in_the_list(board: DutyBoard, desk: Office) -> None:
    generate(board)
    one = junction(board)
    who = people(desk)[0]
    do_assign(desk, plan_assign(desk, [one.id], [who]))
    extra = add(
        desk, "shifts", day=one.day, area=Ref(one.area, one.area_id), starts_at="8:00", ends_at="9:00", state="已排班"
    )
    do_assign(desk, plan_assign(desk, [extra.id], [who]))
    found = next(each for each in board.model.shifts if each.id == one.id)
    assert shown(found, FLAGS) == "缺人、撞班、未在保"


def test_equipment_is_counted_and_given_back_in_its_page(tab: DutyTab, desk: Office) -> None:
    add(desk, "equipment", name="引导旗", stock=4, measure="面")
    issue = add(desk, "equipment_issues", equipment="引导旗", unit="渣土所", count=3, issued_on="2021-09-27")
    tab.setCurrentIndex(tab.homes["equipment_issues"])
    page = tab.current_page()
    assert page.balance.text() == "引导旗：共 4 面，发出 3，在库 1"  # type: ignore[attr-defined]
    page.only_out.trigger()  # type: ignore[attr-defined]
    page.select([issue.id])  # type: ignore[attr-defined]
    page.back_action.trigger()  # type: ignore[attr-defined]
    assert page.balance.text() == "引导旗：共 4 面，发出 0，在库 4"  # type: ignore[attr-defined]
    page.only_out.trigger()  # type: ignore[attr-defined]
    assert page.model.rowCount() == 0  # type: ignore[attr-defined]
