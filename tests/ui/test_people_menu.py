"""志愿者登记的“办理”：选了人才亮，状态、转社区、交接、快速登记都从这里办，填错的留着窗口说清楚。"""

from typing import Any

import pytest
from builders import add
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import ASSIGNMENTS, REGISTERS
from miaopu_desk.services.office import Office
from miaopu_desk.ui.dialogs.handover import HandoverDialog
from miaopu_desk.ui.dialogs.people import StandingDialog, TransferDialog
from miaopu_desk.ui.dialogs.quick_entry import QuickEntry
from miaopu_desk.ui.duplicates_page import DuplicatesPage
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.people_menu import PeopleMenu

VOLUNTEERS = REGISTERS["volunteers"]


@pytest.fixture
def tab(window: MainWindow) -> Any:
    return window.go("志愿者").register_tab()


@pytest.fixture
def menu(tab: Any) -> PeopleMenu:
    return tab.people_menu


def active(office: Office, count: int) -> list[str]:
    return [each.id for each in office.keeper.table(VOLUNTEERS).find("standing", "active")[:count]]


def standings(office: Office, ids: list[str]) -> list[tuple[str, str | None]]:
    return [(each.standing, each.standing_reason) for each in office.keeper.table(VOLUNTEERS).records(ids)]


def test_what_needs_somebody_chosen_is_grey_until_somebody_is(tab: Any, menu: PeopleMenu, office: Office) -> None:
    def lit() -> list[bool]:
        menu.enable()
        return [each.isEnabled() for each in (menu.quick, menu.standing, menu.transfer, menu.handover, menu.duplicates)]

    tab.grid.clearSelection()
    assert lit() == [True, False, False, False, True]
    tab.select(active(office, 3))
    assert lit() == [True, True, True, False, True]
    tab.select(active(office, 1))
    assert lit() == [True] * 5


def test_the_chosen_people_are_removed_together_once_the_reason_is_given(
    tab: Any, menu: PeopleMenu, office: Office, window: MainWindow
) -> None:
    ids = active(office, 3)
    tab.select(ids)
    dialog = menu.change_standing()
    assert isinstance(dialog, StandingDialog)
    dialog.what.setCurrentText("清退")
    dialog.done_button.click()
    assert "清退请写明原因" in dialog.note.text()
    assert standings(office, ids) == [("active", None)] * 3
    dialog.reason.setText("长期不参加")
    dialog.day.line.setText("五月")
    dialog.done_button.click()
    assert "日期”读不懂" in dialog.note.text()
    dialog.day.line.setText("2021-05-30")
    dialog.day.line.editingFinished.emit()
    dialog.done_button.click()
    assert standings(office, ids) == [("removed", "长期不参加")] * 3
    assert window.statusBar().currentMessage() == "清退 3 人"
    window.undo()
    assert standings(office, ids) == [("active", None)] * 3


def test_the_chosen_people_move_to_another_community(tab: Any, menu: PeopleMenu, office: Office) -> None:
    ids = active(office, 2)
    tab.select(ids)
    dialog = menu.transfer_people()
    assert isinstance(dialog, TransferDialog)
    dialog.what.setCurrentText("清泉里")
    dialog.done_button.click()
    people = office.keeper.table(VOLUNTEERS).records(ids)
    assert {each.community.name for each in people} == {"清泉里"}


def test_what_somebody_holds_is_ticked_and_handed_to_the_one_picked(tab: Any, menu: PeopleMenu, office: Office) -> None:
    old, new = office.keeper.table(VOLUNTEERS).records(active(office, 2))
    for name in ("1栋", "2栋"):
        area = add(office, "grid_areas", name=name, kind="楼栋")
        whom = Ref(old.name, old.id)
        add(office, "assignments", area=Ref(area.name, area.id), volunteer=whom, starts_on="2021-03-01")
    tab.select([old.id])
    dialog = menu.hand_over()
    assert isinstance(dialog, HandoverDialog)
    assert [each.title for each in dialog.chosen()] == ["1栋", "2栋"]
    dialog.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    dialog.picker.setText("没有这个人")
    dialog.done_button.click()
    assert "请从列出的人里选中" in dialog.note.text()
    dialog.picker.set_ref(Ref(new.name, new.id))
    dialog.done_button.click()
    held = {
        (each.area.name, each.volunteer.id) for each in office.keeper.table(ASSIGNMENTS).all() if each.ends_on is None
    }
    assert held == {("1栋", new.id), ("2栋", old.id)}


def test_somebody_with_nothing_in_hand_has_nothing_to_hand_over(tab: Any, menu: PeopleMenu, office: Office) -> None:
    tab.select(active(office, 1))
    dialog = menu.hand_over()
    assert isinstance(dialog, HandoverDialog)
    assert not dialog.done_button.isEnabled()
    assert "不用交接" in dialog.heading.text()


def put(dialog: QuickEntry, **texts: str) -> None:
    for name, text in texts.items():
        editor: Any = dialog.fields[name].editor
        editor.line.setText(text)
        editor.line.textEdited.emit(text)


def test_quick_entry_goes_on_to_the_next_with_the_community_kept(
    qtbot: Any, menu: PeopleMenu, office: Office, window: MainWindow
) -> None:
    dialog = menu.enter_quickly()
    assert isinstance(dialog, QuickEntry)
    before = office.keeper.table(VOLUNTEERS).count()
    put(dialog, name="万妍")
    dialog.save_and_next()
    assert dialog.fields["community"].problem
    assert "至少一样" in dialog.fields["phone"].problem
    editor: Any = dialog.fields["community"].editor
    editor.combo.setCurrentIndex(editor.combo.findText("大华"))
    put(dialog, phone="15499990001")
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget() or menu))
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert office.keeper.table(VOLUNTEERS).count() == before + 1
    assert dialog.list.item(0).text().startswith("1　万妍，大华")
    assert (dialog.fields["name"].editor.raw() or "", dialog.fields["phone"].editor.raw() or "") == ("", "")
    put(dialog, name="万妍", phone="15499990001")
    dialog.look()
    assert "姓名、电话相同" in dialog.note.text()
    dialog.save_and_next()
    assert len(dialog.added) == 2
    dialog.lacking_button.click()
    tab = window.go("志愿者").register_tab()
    assert set(dialog.added) <= {tab.model.record_id(row) for row in range(tab.model.rowCount())}


def test_the_work_list_of_duplicates_opens_from_here_too(menu: PeopleMenu, office: Office) -> None:
    page = menu.find_duplicates()
    assert isinstance(page, DuplicatesPage)
    assert page.isVisible()
    page.close()
