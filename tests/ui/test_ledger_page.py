"""服务记录一页：时长不能就地改、不能删，更正、补录、历史时数、人员明细都从按钮办。"""

from datetime import date
from typing import Any

import pytest
from builders import add
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMessageBox

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import COMMUNITIES, HEAD_COUNTS, SERVICE_RECORDS, VOLUNTEERS
from miaopu_desk.services.batch_editing import batch_columns
from miaopu_desk.services.office import Office
from miaopu_desk.store.listing import Condition, Listing
from miaopu_desk.ui.dialogs.person_ledger import PersonLedger
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.people_picker import PeoplePicker
from miaopu_desk.ui.record_form import RecordForm
from miaopu_desk.ui.tabs.ledger import LedgerPage


def active(office: Office, count: int) -> list[Any]:
    return office.keeper.table(VOLUNTEERS).all(Listing(where=(Condition("standing", "is", ("active",)),)))[:count]


@pytest.fixture
def page(window: MainWindow, office: Office) -> LedgerPage:
    one = active(office, 1)[0]
    add(
        office,
        "service_records",
        volunteer=Ref(one.name, one.id),
        community="东方里",
        served_on="2021-05-12",
        minutes="2",
        activity="清扫",
    )
    page = window.go("服务").page(0)
    assert isinstance(page, LedgerPage)
    page.grid.select_rows([0])
    return page


def lines(office: Office) -> list[int]:
    return [
        each.minutes for each in office.keeper.table(SERVICE_RECORDS).all(Listing(order=("recorded_on", "minutes")))
    ]


def kept_open(dialog: QDialog) -> QDialog:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    return dialog


def test_counted_cells_are_closed_and_the_words_are_open(page: LedgerPage) -> None:
    section = page.model.paths.index
    for path in ("served_on", "volunteer", "community", "minutes"):
        assert "请用“更正”" in page.cells.why_not(0, section(path))
    for path in ("activity", "place", "organiser"):
        assert page.cells.can_edit(0, section(path))
    assert not {"minutes", "served_on", "volunteer", "community"} & {
        each.name for each in batch_columns(SERVICE_RECORDS)
    }
    assert not {"add", "delete"} & set(page.actions_)


def test_the_form_of_a_posted_line_leaves_the_counted_fields_shut(page: LedgerPage, qtbot: Any) -> None:
    page.edit()
    (form,) = page.findChildren(RecordForm)
    shut = {name for name, field in form.fields.items() if not field.editor.isEnabled()}
    assert shut == set(SERVICE_RECORDS.fixed)
    form.fields["place"].editor.set_value("大华小区")
    form.reject()


def test_a_correction_asks_for_a_reason_and_adds_a_line(page: LedgerPage, office: Office) -> None:
    dialog = kept_open(page.correct())
    dialog.hours.setText("1.5")
    dialog.accept()
    assert "必填" in dialog.note.text()
    dialog.reason.setText("签到表抄错")
    dialog.accept()
    assert not dialog.isVisible()
    assert lines(office) == [-30, 120]
    page.grid.select_rows([0])
    page.delete()
    nothing = kept_open(next(each for each in page.findChildren(type(dialog)) if each.isVisible()))
    assert nothing.hours.text() == "0"
    nothing.hours.setText("不知道")
    nothing.accept()
    assert "更正后的时长" in nothing.note.text()
    nothing.to_nothing()
    nothing.reason.setText("记错了人")
    nothing.accept()
    assert sum(lines(office)) == 0


def test_many_people_are_posted_from_one_form(page: LedgerPage, office: Office, qtbot: Any) -> None:
    dialog = kept_open(page.add())
    assert not dialog.post_button.isEnabled()
    picker = dialog.pick()
    assert isinstance(picker, PeoplePicker)
    picker.take_all()
    picker.finish()
    people = len(dialog.ids())
    assert people > 100
    dialog.people.selectAll()
    dialog.drop()
    assert dialog.ids() == []
    dialog.take([each.id for each in active(office, 20)])
    dialog.post()
    assert "请填时长" in dialog.fields["minutes"].problem
    assert "必填" in dialog.fields["activity"].problem
    dialog.fields["starts_at"].editor.set_value(SERVICE_RECORDS.column("starts_at").kind.read("9:00"))
    dialog.fields["ends_at"].editor.set_value(SERVICE_RECORDS.column("ends_at").kind.read("11:30"))
    dialog.fields["activity"].editor.set_value("清洁家园")
    dialog.post()
    assert not dialog.isVisible()
    found = office.keeper.table(SERVICE_RECORDS).find("activity", "清洁家园")
    assert {each.minutes for each in found} == {150}
    assert len(found) == 20


def test_a_suspended_person_is_asked_about_and_posted_when_agreed(
    page: LedgerPage, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = (Condition("standing", "is", ("suspended",)),)
    one = office.keeper.table(VOLUNTEERS).all(Listing(where=where))[0]
    dialog = kept_open(page.add())
    dialog.take([one.id, one.id])
    dialog.fields["minutes"].editor.set_value(90)
    dialog.fields["activity"].editor.set_value("清洁家园")
    answers = iter((1, 0))  # 先取消，再照记
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda box: box.buttons()[next(answers)])
    dialog.post()
    assert dialog.isVisible()
    dialog.post()
    assert not dialog.isVisible()
    (saved,) = office.keeper.table(SERVICE_RECORDS).find("volunteer", one.id)
    assert (saved.minutes, saved.community.id, saved.source) == (90, one.community.id, "other")


def test_opening_hours_are_lines_of_their_own(page: LedgerPage, office: Office) -> None:
    one = active(office, 2)[1]
    dialog = kept_open(page.add_opening())
    assert dialog.fields["activity"].editor.raw() == "历史时数"
    dialog.take([one.id])
    dialog.fields["served_on"].editor.set_value(date(2020, 12, 31))
    dialog.fields["minutes"].editor.set_value(19_200)
    dialog.post()
    (saved,) = office.keeper.table(SERVICE_RECORDS).find("volunteer", one.id)
    assert (saved.source, saved.minutes, saved.served_on) == ("opening", 19_200, date(2020, 12, 31))


def test_a_persons_account_shows_corrections_under_their_line_and_the_running_total(
    page: LedgerPage, office: Office, qtbot: Any
) -> None:
    first = kept_open(page.correct())
    first.hours.setText("1.5")
    first.reason.setText("抄错")
    first.accept()
    page.grid.select_rows([0])
    account = page.show_person()
    assert isinstance(account, PersonLedger)
    cells = [[account.table.item(row, at).text() for at in (0, 1, 4, 5)] for row in range(account.table.rowCount())]
    assert cells == [["2021-05-12", "清扫", "2", "2"], ["", "　　└ 抄错", "-0.5", "1.5"]]
    assert "共 1.5 小时" in account.total.text()
    account.table.setCurrentCell(1, 0)
    again = kept_open(account.correct())
    again.to_nothing()
    again.reason.setText("没有来")
    again.accept()
    assert account.table.rowCount() == 3
    assert "共 0 小时" in account.total.text()
    account.close()
    assert account._refresh not in office.keeper.listeners


def test_a_group_is_a_row_of_heads(page: LedgerPage, office: Office) -> None:
    form = page.add_group()
    for name, value in {"activity": "植树", "people": 30}.items():
        form.fields[name].editor.set_value(value)
    place = office.keeper.table(COMMUNITIES).all()[0]
    form.fields["community"].editor.set_value(Ref(place.name, place.id))
    assert form.save()
    (saved,) = office.keeper.table(HEAD_COUNTS).all()
    assert (saved.people, saved.activity, saved.community.name) == (30, "植树", place.name)
    form.reject()


def test_sheets_are_entered_from_here(page: LedgerPage) -> None:
    dialog = page.enter_sheets()
    assert "没有等着录的签到表" in dialog.note.text()
    dialog.reject()
