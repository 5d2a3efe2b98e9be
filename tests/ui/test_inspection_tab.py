"""督查一页：一屏录完、扣分就算、整改一步一步、逾期写明标红、排名点开看来历、举报人不露出来。"""

from typing import Any

import pytest
from builders import DAY, add
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QTableWidgetItem

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import CHECKLISTS, CLUES, INSPECTIONS, RECTIFICATIONS, REWARD_BATCHES, VOLUNTEERS
from miaopu_desk.domain.sealed import MASK
from miaopu_desk.services.inspection_defaults import offer_defaults
from miaopu_desk.services.office import Office
from miaopu_desk.store import disclosures
from miaopu_desk.ui.dialogs.inspection import InspectionDialog
from miaopu_desk.ui.inspection_tables import FULL, MEASURED, NOT_CHECKED, OFF, SCORE
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.record_form import RecordForm
from miaopu_desk.ui.sealed_editors import SealedEditor, SealedPickEditor
from miaopu_desk.ui.theme import RED


@pytest.fixture
def desk(window: MainWindow, office: Office) -> MainWindow:
    offer_defaults(office)
    return window


def page(desk: MainWindow, at: int) -> Any:
    tab = desk.go("督查")
    tab.setCurrentIndex(at)
    return tab.page(at)


def dialog(desk: MainWindow, qtbot: Any) -> InspectionDialog:
    made = InspectionDialog(desk.office, None, desk)
    qtbot.addWidget(made)
    at = made.checklist.findText("社区文明创建")
    made.checklist.setCurrentIndex(at)
    made._choose_checklist()
    return made


def test_how_early_a_deadline_is_near_is_the_office_s_own(desk: MainWindow, office: Office) -> None:
    given = {"state": "整改中", "found_on": "2021-05-20", "noticed_on": "2021-05-21", "deadline": "2021-06-05"}
    add(office, "rectifications", name="占道经营", community="大华", **given)
    found = page(desk, 1)
    assert found.groups["soon"].text() == "3天内到期 0"
    add(office, "targets", key="rectification_warning_days", label="整改到期提前提醒", value="5", unit="天")
    assert found.groups["soon"].text() == "5天内到期 1"


def test_the_sheet_starts_full_and_what_is_taken_off_is_reckoned_at_once(desk: MainWindow, qtbot: Any) -> None:
    made = dialog(desk, qtbot)
    assert made.sheet.rowCount() == 10
    assert (made.sheet.item(0, FULL).text(), made.sheet.item(0, SCORE).text()) == ("10", "10")
    assert "得分 100.00" in made.total.text()
    assert "查了 7 项，共 10 项" in made.total.text()
    made.sheet.item(0, OFF).setText("4")
    assert made.sheet.item(0, SCORE).text() == "6"
    assert "得分 94.29" in made.total.text()
    made.sheet.item(1, OFF).setText(NOT_CHECKED)
    assert made.sheet.item(1, SCORE).text() == NOT_CHECKED
    made.sheet.item(7, MEASURED).setText("98")
    assert made.sheet.item(7, SCORE).text() == "9.9", "参与率要超过98%"
    made.sheet.item(0, OFF).setText("11")
    assert "超过满分" in made.note.text()
    assert not made.sheet.item(0, FULL).flags() & Qt.ItemFlag.ItemIsEditable
    assert not made.sheet.item(7, OFF).flags() & Qt.ItemFlag.ItemIsEditable


def test_one_screen_saves_the_inspection_and_its_findings(desk: MainWindow, qtbot: Any) -> None:
    inspections = page(desk, 0)
    made = dialog(desk, qtbot)
    made.accept()
    assert "请填写督查的社区" in made.note.text()
    made.community.setCurrentIndex(made.community.findText("大华"))
    made.sheet.item(0, OFF).setText("11")
    made.accept()
    assert "超过满分" in made.note.text(), "填错的一格拦住保存"
    made.sheet.item(0, OFF).setText("2.5")
    made.findings.setItem(0, 0, QTableWidgetItem("楼道有杂物"))
    said: list[str] = []
    made.saved.connect(lambda _, text: said.append(text))
    made.accept()
    assert said == ["已保存督查“2021-001”，得分 96.43"]
    assert inspections.master.model.rowCount() == 1
    assert desk.office.keeper.table(RECTIFICATIONS).all()[0].name == "楼道有杂物"
    again = InspectionDialog(desk.office, desk.office.keeper.table(INSPECTIONS).all()[0], desk)
    qtbot.addWidget(again)
    assert again.sheet.item(0, OFF).text() == "2.5"
    assert not again.checklist.isEnabled()
    assert "楼道有杂物" in again.known.text()


def test_without_a_checklist_the_default_ones_are_offered(
    window: MainWindow, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from miaopu_desk.ui.tabs.inspection import offer_checklists

    inspections = page(window, 0)
    assert not offer_checklists(inspections.master)
    assert office.keeper.table(CHECKLISTS).count() == 0
    monkeypatch.setattr("miaopu_desk.ui.messages.confirm", lambda *_, **__: True)
    assert offer_checklists(inspections.master)
    assert office.keeper.table(CHECKLISTS).count() == 3


# 整改


def test_a_problem_walks_from_notice_to_closure_with_the_buttons(desk: MainWindow, office: Office) -> None:
    add(office, "rectifications", name="楼道有杂物", community="大华", found_on="2021-05-20")
    board = page(desk, 1)
    board.master.grid.select_rows([0])
    enabled = {name for name, action in board.step_actions.items() if action.isEnabled()}
    assert enabled == {"notice", "on_the_spot", "void"}
    asked = board.take("notice")
    asked.fields["deadline"].setText("尽快")
    asked.accept()
    assert asked.isVisible(), "读不懂的期限，窗不关"
    asked.fields["deadline"].setText("5个工作日")
    asked.accept()
    assert office.keeper.table(RECTIFICATIONS).all()[0].number == "2021-001"
    assert {name for name, action in board.step_actions.items() if action.isEnabled()} >= {"reply", "recheck", "extend"}
    asked = board.take("recheck")
    asked.accept()
    asked = board.take("close")
    asked.accept()
    assert office.keeper.table(RECTIFICATIONS).all()[0].state == "closed"
    assert board.detail.model.rowCount() == 1


def test_overdue_is_said_in_words_and_red_and_counted_on_the_board(desk: MainWindow, office: Office) -> None:
    common = {"community": "大华", "found_on": "2021-05-10", "noticed_on": "2021-05-11", "state": "整改中"}
    add(office, "rectifications", name="逾期的", deadline="2021-05-28", **common)
    add(office, "rectifications", name="快到的", deadline="2021-06-02", **common)
    add(office, "rectifications", name="还早的", deadline="2021-06-20", **common)
    board = page(desk, 1)
    column = board.master.model.paths.index("state")
    names = board.master.model.paths.index("name")
    shown = {}
    for row in range(board.master.model.rowCount()):
        index = board.master.model.index(row, column)
        colour = board.master.model.data(index, Qt.ItemDataRole.ForegroundRole).name()
        shown[board.master.model.text(row, names)] = (board.master.model.text(row, column), colour)
    assert shown["逾期的"] == ("整改中，逾期3天", RED)
    assert shown["快到的"][0] == "整改中，还有2天"
    assert shown["快到的"][1] != RED
    assert board.groups["overdue"].text() == "逾期 1"
    board.groups["overdue"].click()
    assert board.master.model.rowCount() == 1
    board.groups["all"].click()
    assert board.master.model.rowCount() == 3


# 排名


def test_a_click_on_a_score_opens_its_reasons_and_its_rows(desk: MainWindow, office: Office) -> None:
    ranked = page(desk, 2)
    assert ranked.sheet.rowCount() == 8
    heads = [ranked.sheet.horizontalHeaderItem(at).text() for at in range(ranked.sheet.columnCount())]
    assert heads[:3] == ["名次", "社区", "注册率（20）"]
    why = ranked.explain(0, 2)
    assert why is not None
    assert "目标15%" in why.why.sentence
    why.buttons[0].click()
    assert desk.tabs.tabText(desk.tabs.currentIndex()) == "志愿者"
    assert ranked.explain(0, 0) is None
    ranked = page(desk, 2)
    ranked.kinds.setCurrentIndex(ranked.kinds.findData("quarter"))
    assert ranked.period.key == "2021Q2"
    assert "权重合计 100 分" in ranked.weights.text()


# 线索和奖励


def reported(office: Office, **values: object) -> Any:
    given = {"number": "2021-001", "received_on": "2021-05-10", "content": "占道", "community": "大华"}
    return add(office, "clues", **{**given, "reporter_name": "司徒群众", "reporter_phone": "15400008888", **values})


def test_the_form_of_a_clue_never_shows_its_reporter(desk: MainWindow, office: Office, qtbot: Any) -> None:
    someone = office.keeper.table(VOLUNTEERS).all()[0]
    one = reported(office, reporter=Ref(someone.name, someone.id))
    form = RecordForm(office, CLUES, office.keeper.table(CLUES).get(one.id), revealed=True, parent=desk)
    qtbot.addWidget(form)
    name, phone, person = (form.fields[each].editor for each in ("reporter_name", "reporter_phone", "reporter"))
    assert isinstance(name, SealedEditor)
    assert isinstance(person, SealedPickEditor)
    assert name.line.text() == phone.line.text() == MASK
    assert person.picker.text() == ""
    assert person.picker.placeholderText() == MASK
    assert form.raw() == {}, "没有动过的不交上去"
    name.unlock()
    assert name.line.text() == ""


def test_a_new_clue_has_its_number(desk: MainWindow, office: Office) -> None:
    reported(office)
    clues = page(desk, 3)
    clues.add()
    form = next(each for each in clues.findChildren(RecordForm) if each.isVisible())
    assert form.fields["number"].editor.raw() == "2021-002"
    form.close()


def test_the_head_sees_the_reporter_once_and_the_look_is_logged(
    desk: MainWindow, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = reported(office)
    clues = page(desk, 3)
    clues.grid.select_rows([0])
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.text()) or 0)
    asked = clues.ask_reporter()
    assert asked is not None
    asked.purpose.setCurrentText("核实情况")
    asked.accept()
    assert told == ["司徒群众，15400008888，群众"]
    assert disclosures.recent(office.database)[0].row_id == one.id

    add(office, "operators", login="head", name="周主任", role="办公室主任")
    assert clues.ask_reporter() is None
    assert "只有办公室主任" in told[-1]


def test_rewards_are_shown_then_drawn_up_then_paid(
    desk: MainWindow, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(office, "reward_rules", name="一般奖励", amount="50", starts_on="2021-01-01")
    reported(office, state="已答复", answered_on="2021-05-12", adopted="是")
    reported(
        office,
        number="2021-002",
        state="已答复",
        answered_on="2021-05-12",
        adopted="是",
        reporter_name=None,
        reporter_phone=None,
    )
    rewards = page(desk, 4)
    made = rewards.make()
    rows = [[made.sheet.item(row, column).text() for column in range(3)] for row in range(made.sheet.rowCount())]
    assert rows == [["2021-001", "50.00", "一般奖励50.00元"], ["2021-002", "不发", "没有登记举报人"]]
    assert "人民币伍拾元整" in made.total.text()
    made.accept()
    assert office.keeper.table(REWARD_BATCHES).count() == 1
    rewards.master.grid.select_rows([0])
    assert "还没有发" in rewards.heading.text()
    monkeypatch.setattr("miaopu_desk.ui.messages.confirm", lambda *_, **__: True)
    rewards.mark_paid()
    assert office.keeper.table(REWARD_BATCHES).all()[0].paid_on == DAY
    assert not rewards.paid_action.isEnabled()
