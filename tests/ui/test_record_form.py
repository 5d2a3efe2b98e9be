"""填一条记录的表单：问题全部写在各格下面，号码打码，自动得出，改了才交。"""

from datetime import date
from typing import Any

import pytest
from builders import id_number
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.office import Office
from miaopu_desk.ui import messages
from miaopu_desk.ui.choice_editors import ChecksEditor, ComboEditor, PickEditor
from miaopu_desk.ui.day_editor import DayEditor
from miaopu_desk.ui.form_groups import GROUPS, grouped
from miaopu_desk.ui.line_editors import LineEditor, SecretEditor
from miaopu_desk.ui.people_search import RecordPicker
from miaopu_desk.ui.record_form import RecordForm

VOLUNTEERS = REGISTERS["volunteers"]


def opened(qtbot: Any, office: Office, table: str = "volunteers", record: Any = None, **options: Any) -> RecordForm:
    form = RecordForm(office, REGISTERS[table], record, **options)
    qtbot.addWidget(form)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    return form


def put(form: RecordForm, name: str, text: str) -> None:
    """像人打字那样填一格一行的文字，然后离开。"""
    editor = form.fields[name].editor
    assert isinstance(editor, LineEditor | DayEditor)
    editor.line.setText(text)
    editor.line.textEdited.emit(text)
    editor.left.emit()


def choose(form: RecordForm, name: str, label: str) -> None:
    editor = form.fields[name].editor
    assert isinstance(editor, ComboEditor)
    at = editor.combo.findText(label)
    assert at >= 0, label
    editor.combo.setCurrentIndex(at)
    editor.combo.activated.emit(at)


def small(form: RecordForm, name: str) -> str:
    return form.fields[name].small.text()


def close(form: RecordForm) -> None:
    form._dirty = False
    form.close()


def test_all_problems_are_shown_at_once_and_focus_goes_to_the_first(qtbot: Any, office: Office) -> None:
    form = opened(qtbot, office)
    put(form, "phone", "12345")
    put(form, "born_on", "2月30日")
    assert not form.save()
    shown = {name: field.problem for name, field in form.fields.items() if field.problem}
    assert set(shown) == {"name", "community", "phone", "born_on"}
    assert shown["name"] == "必填，请补上"
    assert "5位" in shown["phone"]
    assert form.banner.text() == "有 4 处要改，见红字"
    assert form.focusWidget() is form.fields["name"].editor.widget
    assert office.keeper.table(VOLUNTEERS).count() == 240
    close(form)


def test_a_new_volunteer_is_saved_with_what_follows_from_the_id_number(qtbot: Any, office: Office) -> None:
    form = opened(qtbot, office)
    said: list[str] = []
    form.saved.connect(lambda _, what: said.append(what))
    put(form, "name", "欧阳　静")
    number = id_number(887, "19881224")
    put(form, "id_number", number)
    assert small(form, "id_number") == "男　1988-12-24　32岁"
    assert form.fields["sex"].editor.raw() == "male"
    assert form.fields["born_on"].editor.raw() == date(1988, 12, 24)
    choose(form, "community", "大华")
    ranks = form.fields["ranks"].editor
    assert isinstance(ranks, ChecksEditor)
    ranks.boxes["party"].click()
    ranks.boxes["online"].click()
    form.save_and_close()
    found = office.keeper.table(VOLUNTEERS).find("id_number", number)
    assert [(one.name, one.community.name, one.ranks, one.registered_on) for one in found] == [
        ("欧阳静", "大华", ("party", "online"), date(2021, 5, 31))
    ]
    assert said == ["已新增志愿者“欧阳静”"]
    assert not form.isVisible()


def test_correcting_the_id_number_corrects_what_followed_but_not_what_was_typed(qtbot: Any, office: Office) -> None:
    form = opened(qtbot, office)
    put(form, "id_number", id_number(887, "19881224"))
    put(form, "id_number", id_number(886, "19900301"))
    assert form.fields["born_on"].editor.raw() == date(1990, 3, 1)
    assert form.fields["sex"].editor.raw() == "female"
    put(form, "born_on", "1991-01-01")
    put(form, "id_number", id_number(884, "19921111"))
    assert form.fields["born_on"].editor.raw() == date(1991, 1, 1)
    close(form)


def test_a_number_already_registered_is_warned_while_typing(qtbot: Any, office: Office) -> None:
    twin = office.keeper.table(VOLUNTEERS).all()[0]
    form = opened(qtbot, office)
    put(form, "id_number", twin.id_number)
    assert twin.name in small(form, "id_number")
    assert "相同" in small(form, "id_number")
    assert twin.id_number not in small(form, "id_number")
    close(form)


def test_a_half_typed_number_is_counted_not_scolded(qtbot: Any, office: Office) -> None:
    form = opened(qtbot, office)
    editor = form.fields["id_number"].editor
    assert isinstance(editor, LineEditor)
    editor.line.setText("439999")
    editor.line.textEdited.emit("439999")
    assert small(form, "id_number") == "已填 6 位"
    editor.left.emit()
    assert form.fields["id_number"].problem
    close(form)


@pytest.mark.parametrize(
    ("typed", "preview"),
    [
        ("20210131", "2021年1月31日 星期日"),
        ("2021-1-31", "2021年1月31日 星期日"),
        ("1.31", "2021年1月31日 星期日"),
        ("２０２１．５．１２", "2021年5月12日 星期三"),
        ("昨天", "2021年5月30日 星期日"),
    ],
)
def test_a_date_is_previewed_as_it_is_read(qtbot: Any, office: Office, typed: str, preview: str) -> None:
    form = opened(qtbot, office)
    put(form, "registered_on", typed)
    assert small(form, "registered_on") == preview
    close(form)


def test_known_numbers_stay_masked_until_one_asks_to_change_them(qtbot: Any, office: Office) -> None:
    record = office.keeper.table(VOLUNTEERS).all()[0]
    form = opened(qtbot, office, record=record)
    editor = form.fields["id_number"].editor
    assert isinstance(editor, SecretEditor)
    assert editor.line.text() == VOLUNTEERS.column("id_number").kind.masked(record.id_number)
    assert editor.line.isReadOnly()
    put(form, "residence", "某某路1号")
    form.save_and_close()
    after = office.keeper.table(VOLUNTEERS).get(record.id)
    assert after is not None
    assert (after.residence, after.id_number, after.phone) == ("某某路1号", record.id_number, record.phone)


def test_changing_a_masked_number_writes_the_new_one(qtbot: Any, office: Office) -> None:
    record = office.keeper.table(VOLUNTEERS).all()[0]
    form = opened(qtbot, office, record=record)
    editor = form.fields["phone"].editor
    assert isinstance(editor, SecretEditor)
    editor.button.click()
    assert editor.line.text() == ""
    put(form, "phone", "15400001111")
    form.save_and_close()
    after = office.keeper.table(VOLUNTEERS).get(record.id)
    assert after is not None
    assert after.phone == "15400001111"


def test_only_what_was_touched_is_handed_in(qtbot: Any, office: Office) -> None:
    record = office.keeper.table(VOLUNTEERS).all()[0]
    form = opened(qtbot, office, record=record)
    assert form.raw() == {}
    put(form, "skills", "急救")
    assert form.raw() == {"skills": "急救"}
    close(form)


def test_a_stale_form_never_overwrites(qtbot: Any, office: Office) -> None:
    record = office.keeper.table(VOLUNTEERS).all()[0]
    form = opened(qtbot, office, record=record)
    office.keeper.change(VOLUNTEERS, record.id, {"skills": "急救"})
    put(form, "skills", "电工")
    assert not form.save()
    assert "重新打开" in form.banner.text()
    after = office.keeper.table(VOLUNTEERS).get(record.id)
    assert after is not None
    assert after.skills == "急救"
    close(form)


def test_save_and_new_empties_the_form_and_keeps_the_initial_values(qtbot: Any, office: Office) -> None:
    form = opened(qtbot, office)
    put(form, "name", "甲明")
    choose(form, "community", "大华")
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.isVisible()
    assert form.windowTitle() == "新增志愿者"
    assert form.fields["name"].editor.raw() == ""
    assert form.fields["registered_on"].editor.raw() == date(2021, 5, 31)
    assert office.keeper.table(VOLUNTEERS).count() == 241
    close(form)


def test_enter_goes_to_the_next_field_and_never_presses_a_button(qtbot: Any, office: Office) -> None:
    form = opened(qtbot, office)
    first = form.fields["name"].editor.widget
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert form.focusWidget() is form.fields["id_number"].editor.widget
    assert form.isVisible()
    assert office.keeper.table(VOLUNTEERS).count() == 240
    close(form)


def test_escape_asks_only_when_something_was_typed(qtbot: Any, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(messages, "confirm", lambda *words: asked.append(words[2]) or False)
    form = opened(qtbot, office)
    put(form, "name", "甲明")
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert form.isVisible()
    assert asked == ["填写的内容还没有保存，要放弃吗？"]
    close(form)
    fresh = opened(qtbot, office)
    qtbot.keyClick(fresh, Qt.Key.Key_Escape)
    assert not fresh.isVisible()
    assert len(asked) == 1


def test_a_person_is_picked_by_typing_initials(qtbot: Any, office: Office) -> None:
    form = opened(qtbot, office, "service_records")
    editor = form.fields["volunteer"].editor
    assert isinstance(editor, PickEditor)
    picker = editor.picker
    picker.setText("wangjg")
    picker.textEdited.emit("wangjg")
    qtbot.waitUntil(lambda: picker.list.count() == 3, timeout=2000)
    assert picker.list.item(0).text().startswith("王建国　")
    assert "********" in picker.list.item(0).text()
    qtbot.keyClick(picker, Qt.Key.Key_Down)
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    chosen = editor.raw()
    assert isinstance(chosen, Ref)
    assert chosen.name == "王建国"
    assert chosen.id
    assert picker.text() == "王建国"
    close(form)


def test_a_name_typed_but_not_picked_is_refused_when_it_could_be_several(qtbot: Any, office: Office) -> None:
    form = opened(qtbot, office, "service_records")
    editor = form.fields["volunteer"].editor
    assert isinstance(editor, PickEditor)
    editor.picker.setText("王建国")
    editor.picker.textEdited.emit("王建国")
    choose(form, "community", "大华")
    put(form, "minutes", "2")
    put(form, "activity", "清扫")
    assert not form.save()
    assert "有3位叫“王建国”" in form.fields["volunteer"].problem
    close(form)


def test_the_parent_is_filled_in_and_cannot_be_changed(qtbot: Any, office: Office) -> None:
    from builders import add

    session = add(office, "training_sessions", topic="文明劝导", held_on="2021-05-10")
    form = opened(qtbot, office, "participations", defaults={"session": Ref("文明劝导", session.id)})
    field = form.fields["session"]
    assert not field.editor.isEnabled()
    held = field.editor.raw()
    assert isinstance(held, Ref)
    assert held.id == session.id
    assert form.fields["volunteer"].editor.isEnabled()
    close(form)


@pytest.mark.parametrize("table", GROUPS)
def test_grouping_loses_no_field(table: str) -> None:
    register = REGISTERS[table]
    names = [column.name for _, columns in grouped(register) for column in columns]
    assert sorted(names) == sorted(column.name for column in register.columns)


@pytest.mark.parametrize("way", ["typing", "pasting"])
def test_typing_on_a_masked_number_begins_a_new_one(qtbot: Any, office: Office, way: str) -> None:
    record = office.keeper.table(VOLUNTEERS).all()[0]
    form = opened(qtbot, office, record=record)
    editor = form.fields["phone"].editor
    assert isinstance(editor, SecretEditor)
    editor.line.setFocus()
    qtbot.keyClick(editor.line, Qt.Key.Key_Right)
    assert editor.line.isReadOnly(), "只走动不算改"
    if way == "typing":
        qtbot.keyClicks(editor.line, "15412345678")
    else:
        QGuiApplication.clipboard().setText("15412345678")
        qtbot.keyClick(editor.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert editor.line.text() == "15412345678"
    form.save_and_close()
    after = office.keeper.table(VOLUNTEERS).get(record.id)
    assert after is not None
    assert after.phone == "15412345678"


def test_looking_for_somebody_who_is_not_there_says_so(qtbot: Any, office: Office) -> None:
    form = opened(qtbot, office, "enrollments")
    picker = form.fields["volunteer"].editor.widget
    assert isinstance(picker, RecordPicker)
    picker.setText("查无此人")
    picker.search()
    assert [picker.list.item(at).text() for at in range(picker.list.count())] == ["没有找到“查无此人”"]
    assert picker.list.isVisible()
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    assert not picker.list.isVisible()
    assert picker.text() == "查无此人"
    close(form)


def test_a_field_given_by_the_parent_has_no_cross_to_clear_it(qtbot: Any, office: Office) -> None:
    person = office.keeper.table(VOLUNTEERS).all()[0]
    form = opened(qtbot, office, "post_leaves", defaults={"volunteer": Ref(person.name, person.id)})
    picker = form.fields["volunteer"].editor.widget
    assert isinstance(picker, RecordPicker)
    assert picker.text() == person.name
    assert not picker.isClearButtonEnabled()
    close(form)
