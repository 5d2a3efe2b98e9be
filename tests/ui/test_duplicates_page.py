"""查重的窗口和表单里的提醒：并排、点一格选用、三种办法、做完一对到下一对，提醒从不拦保存。"""

from typing import Any

import pytest
from builders import add
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.duplicates import scan
from miaopu_desk.services.office import Office
from miaopu_desk.ui import messages
from miaopu_desk.ui.duplicates_page import NOTHING, DuplicatesPage
from miaopu_desk.ui.line_editors import LineEditor
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.record_form import RecordForm

VOLUNTEERS = REGISTERS["volunteers"]
PHONE = "15499990001"


@pytest.fixture
def three(office: Office) -> list[Any]:
    """同名同电话的三条，配成三对。"""
    return [
        add(office, "volunteers", name="万妍", community="东方里", phone=PHONE, registered_on="2021-01-05", **more)
        for more in ({"residence": "一栋", "skills": "急救"}, {"residence": "二栋"}, {})
    ]


@pytest.fixture
def page(qtbot: Any, window: MainWindow, three: list[Any]) -> DuplicatesPage:
    made = DuplicatesPage(window.office, window)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def texts(page: DuplicatesPage, name: str) -> list[str]:
    row = page.table.names.index(name)
    return [page.table.item(row, column).text() for column in range(4)]


def test_two_rows_stand_side_by_side_and_a_click_takes_the_other_side(page: DuplicatesPage, three: list[Any]) -> None:
    assert page.list.rowCount() == 3
    assert texts(page, "residence") == ["居住区域", "一栋", "二栋", "一栋"]
    row = page.table.names.index("residence")
    page.table.cellClicked.emit(row, 2)
    assert texts(page, "residence")[3] == "二栋"
    page.table.cellClicked.emit(row, 3)
    assert texts(page, "residence")[3] == "一栋"
    assert PHONE not in "".join(texts(page, "phone"))
    page.swap_button.click()
    assert texts(page, "residence") == ["居住区域", "二栋", "一栋", "二栋"]


def test_merging_takes_the_choice_goes_to_the_next_pair_and_can_be_undone(
    qtbot: Any, page: DuplicatesPage, office: Office, three: list[Any]
) -> None:
    session = add(office, "training_sessions", topic="急救", held_on="2021-05-12")
    add(
        office,
        "participations",
        session=Ref(session.topic, session.id),
        volunteer=Ref(three[1].name, three[1].id),
    )
    page.show_pair(0)
    assert "参训人员 1 条" in page.below.text()
    page.table.cellClicked.emit(page.table.names.index("residence"), 2)
    with qtbot.waitActive(page):
        page.activateWindow()
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    kept = office.keeper.table(VOLUNTEERS).get(three[0].id)
    assert kept is not None
    assert kept.residence == "二栋"
    assert page.list.rowCount() == 1
    assert "参训人员搬来 1 条" in page.told.text()
    page.undo()
    assert page.list.rowCount() == 3
    assert office.keeper.table(VOLUNTEERS).get(three[0].id).residence == "一栋"  # type: ignore[union-attr]


def test_later_puts_a_pair_last_and_not_the_same_is_remembered_with_its_reason(
    page: DuplicatesPage, office: Office
) -> None:
    first = page.current()
    page.later_button.click()
    assert page.pairs[-1] is first
    assert page.current() is page.pairs[0]
    page.reason.setText("母女")
    page.differ_button.click()
    page.differ_button.click()
    page.differ_button.click()
    assert page.heading.text() == NOTHING
    assert not page.merge_button.isEnabled()
    assert not page.differ_button.isEnabled()
    assert scan(office) == []
    reasons = [row[0] for row in office.database.query("SELECT reason FROM not_the_same ORDER BY n")]
    assert reasons == ["母女", "看过，是两个人", "看过，是两个人"]


def test_what_stands_in_the_way_of_a_merge_is_said_and_nothing_is_written(
    page: DuplicatesPage, office: Office, three: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(messages, "show_problems", lambda parent, title, problems: said.extend(map(str, problems)))
    office.keeper.remove(VOLUNTEERS, [three[1].id])
    page.merge()
    assert "已经删除" in said[0]
    assert office.keeper.table(VOLUNTEERS).get(three[0].id) is not None


def test_the_due_item_of_the_overview_opens_the_work_list(qtbot: Any, window: MainWindow, three: list[Any]) -> None:
    overview = window.go("总览")
    overview.load()
    (row,) = [at for at, item in enumerate(overview.due) if item.kind == "look_alikes"]
    overview.open_due(row)
    (opened,) = [each for each in window.findChildren(DuplicatesPage) if each.isVisible()]
    assert opened.list.rowCount() == 3
    opened.close()


# 表单里的提醒


def typed(form: RecordForm, **texts: str) -> str:
    for name, text in texts.items():
        editor = form.fields[name].editor
        assert isinstance(editor, LineEditor)
        editor.line.setText(text)
        editor.line.textEdited.emit(text)
    assert form.twins is not None
    form.twins.timer.stop()
    form.twins.look()
    return "\n".join(label.text() for label in form.findChildren(QLabel) if "可能已登记" in label.text())


def test_the_form_says_who_may_be_registered_already_and_still_saves(
    qtbot: Any, office: Office, three: list[Any]
) -> None:
    form = RecordForm(office, VOLUNTEERS)
    qtbot.addWidget(form)
    form.show()
    assert typed(form, name="万妍") == ""
    assert "姓名、电话相同" in typed(form, phone=PHONE)
    assert form.fields["phone"].small.text().startswith("可能已登记：“万妍，东方里”")
    assert typed(form, phone="15499990009") == ""
    typed(form, phone=PHONE)
    form.fields["community"].editor.set_value(Ref("东方里", office.keeper.table(REGISTERS["communities"]).all()[0].id))
    assert form.save()
    form._dirty = False
    assert len(office.keeper.table(VOLUNTEERS).find("phone", PHONE)) == 4


def test_the_warning_comes_by_itself_after_a_pause_and_other_registers_have_none(
    qtbot: Any, office: Office, three: list[Any]
) -> None:
    form = RecordForm(office, VOLUNTEERS)
    qtbot.addWidget(form)
    form.show()
    assert form.twins is not None
    for name, text in (("name", "万妍"), ("phone", PHONE)):
        editor = form.fields[name].editor
        editor.line.setText(text)  # type: ignore[attr-defined]
        editor.line.textEdited.emit(text)  # type: ignore[attr-defined]
    assert form.twins.timer.isActive()
    qtbot.waitUntil(lambda: bool(form.twins.found), timeout=3000)
    form._dirty = False
    other = RecordForm(office, REGISTERS["teams"])
    qtbot.addWidget(other)
    assert other.twins is None
