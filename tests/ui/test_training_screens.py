"""培训的屏幕：覆盖面点一格看没参训的人、一步邀请；登记到场先都当作到；计划和实际。"""

from typing import Any

import pytest
from builders import add
from PySide6.QtCore import Qt

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import Refused
from miaopu_desk.domain.records import PARTICIPATIONS, TRAINING_SESSIONS, VOLUNTEERS
from miaopu_desk.services.coverage import invite
from miaopu_desk.services.office import Office
from miaopu_desk.services.training_attendance import record_attendance
from miaopu_desk.ui import messages
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.session_attendance import STATE, SessionAttendance
from miaopu_desk.ui.tabs.coverage import CoveragePage
from miaopu_desk.ui.tabs.training_plans import PlansPage


@pytest.fixture
def session(office: Office) -> Any:
    """今天的一场，计划里的，邀请了三个人。"""
    made = add(office, "training_sessions", topic="急救", held_on="2021-05-31", state="计划")
    invite(office, made.id, [one.id for one in office.keeper.table(VOLUNTEERS).all() if one.standing == "active"][:3])
    return made


def page_of(window: MainWindow, at: int) -> Any:
    tab = window.go("培训")
    tab.setCurrentIndex(at)
    return tab.page(at)


def states(office: Office, session: Any) -> list[tuple[str | None, str | None]]:
    return [(one.state, one.note) for one in office.keeper.table(PARTICIPATIONS).find("session", session.id)]


def test_everybody_invited_is_present_but_the_exceptions(window: MainWindow, office: Office, session: Any) -> None:
    page = page_of(window, 0)
    page.master.select([session.id])
    dialog: SessionAttendance = page.record_attendance()
    assert [dialog.sheet.item(at, STATE).text() for at in range(3)] == ["到", "到", "到"]
    dialog.turn(1)
    dialog.turn(2)
    dialog.turn(2)
    other = next(one for one in office.keeper.table(VOLUNTEERS).all() if one.standing == "suspended")
    dialog.picker.set_ref(Ref(other.name, other.id))
    dialog.picker.picked.emit()
    assert dialog.count.text() == "应到 3 人，实到 2 人，缺席 1 人，请假 1 人，临时参加 1 人"
    dialog.save_button.click()
    assert states(office, session) == [("present", None), ("absent", None), ("leave", None), ("present", "临时参加")]
    held = office.keeper.table(TRAINING_SESSIONS).get(session.id)
    assert held is not None
    assert held.state == "held"
    assert office.keeper.undo() == "登记“急救”的到场"
    assert states(office, session) == [("invited", None)] * 3


def test_the_keyboard_turns_a_row_and_a_walk_in_can_be_taken_back(
    qtbot: Any, window: MainWindow, office: Office, session: Any
) -> None:
    page = page_of(window, 0)
    page.master.select([session.id])
    dialog: SessionAttendance = page.record_attendance()
    dialog.sheet.setCurrentCell(0, 0)
    qtbot.keyClick(dialog.sheet, Qt.Key.Key_Space)
    assert dialog.sheet.item(0, STATE).text() == "缺席"
    other = next(one for one in office.keeper.table(VOLUNTEERS).all() if one.standing == "suspended")
    dialog.picker.set_ref(Ref(other.name, other.id))
    dialog.picker.picked.emit()
    dialog.turn(3)
    assert (dialog.sheet.rowCount(), dialog.walk_ins) == (3, [])
    dialog.reject()
    assert states(office, session) == [("invited", None)] * 3


def test_attendance_of_a_day_to_come_is_refused(office: Office) -> None:
    later = add(office, "training_sessions", topic="后天的课", held_on="2021-06-02", state="计划")
    with pytest.raises(Refused, match="2021-06-02还没到"):
        record_attendance(office, later.id, {})


def test_a_cell_of_the_board_lists_who_is_missing_and_invites_them(
    window: MainWindow, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    page: CoveragePage = page_of(window, 1)
    said: list[str] = []
    monkeypatch.setattr(messages, "warn", lambda _, title, text, detail="": said.append(text))
    assert page.ask_session() is None
    assert "没有今天以后的培训" in said[0]
    session = add(office, "training_sessions", topic="急救", held_on="2021-06-10", state="计划")
    page.board.setCurrentCell(0, 2)  # 东方里，专职
    assert page.found is not None
    missing = page.found.cell("东方里", "full_time").missing
    assert page.missing.model.rowCount() == len(missing) > 1
    assert "东方里　专职" in page.heading.text()
    dialog = page.ask_session()
    assert dialog is not None
    dialog.accept()
    rows = office.keeper.table(PARTICIPATIONS).find("session", session.id)
    assert {one.volunteer.id for one in rows} == set(missing)
    assert {one.state for one in rows} == {"invited"}


def test_only_the_chosen_are_invited_when_several_are_chosen(window: MainWindow, office: Office) -> None:
    page: CoveragePage = page_of(window, 1)
    page.missing.grid.select_rows([0, 1])
    assert len(page.chosen_ids()) == 2
    page.missing.grid.select_rows([0])
    assert len(page.chosen_ids()) == page.missing.model.rowCount()


def test_the_plan_is_compared_with_what_was_done(window: MainWindow, office: Office) -> None:
    page: PlansPage = page_of(window, 2)
    assert "还没有登记计划" in page.summary.text()
    plan = add(office, "training_plans", year="2021", quarter="一季度", topic="急救", sessions="1")
    add(office, "training_sessions", topic="急救", held_on="2021-03-10", plan=Ref(plan.topic, plan.id))
    add(office, "training_plans", year="2021", quarter="二季度", topic="防溺水", sessions="2", people="50")
    shown = [[page.table.item(row, column).text() for column in (1, 4, 5, 8)] for row in range(2)]
    assert shown == [["急救", "1", "1", "完成"], ["防溺水", "2", "0", "进行中"]]
    page.table.chosen.emit(0, 0)
    assert page.plans.current_id() == plan.id
