"""值守的一班：考勤从“录签到表”录，名单的格子里不能改；没到日子、取消了的录不了。"""

from typing import Any

import pytest
from builders import add
from PySide6.QtGui import QAction

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import SERVICE_RECORDS, SHIFT_PEOPLE, VOLUNTEERS
from miaopu_desk.services.office import Office
from miaopu_desk.store.listing import Condition, Listing
from miaopu_desk.ui.attendance_offer import ENTERED, enter
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.record_form import RecordForm
from miaopu_desk.ui.tabs.duty import ShiftPages


def shift(office: Office, day: str, state: str = "planned") -> str:
    area = add(office, "grid_areas", name=f"路口{day}{state}", kind="路口", community="光明里")
    made = add(
        office,
        "shifts",
        day=day,
        area=Ref(area.name, area.id),
        starts_at="7:30",
        ends_at="8:30",
        state=state,
        reason="下雨",
    )
    where = (Condition("standing", "is", ("active",)),)
    for one in office.keeper.table(VOLUNTEERS).all(Listing(where=where))[: 2 if state == "planned" else 0]:
        add(office, "shift_people", shift=Ref(day, made.id), volunteer=Ref(one.name, one.id))
    return made.id


@pytest.fixture
def made(window: MainWindow, office: Office) -> tuple[Any, dict[str, str]]:
    ids = {
        "past": shift(office, "2021-05-12"),
        "future": shift(office, "2021-06-12"),
        "cancelled": shift(office, "2021-05-13", "cancelled"),
    }
    tab = window.go("值守")
    at = tab.homes["shifts"]
    tab.setCurrentIndex(at)
    page = tab.page(at)
    assert isinstance(page, ShiftPages)
    return page, ids


def test_the_sheet_is_offered_for_shifts_that_took_place(made: tuple[Any, dict[str, str]]) -> None:
    page, ids = made
    action = page.findChild(QAction, "enter_sheet")
    for name, offered in (("past", True), ("future", False), ("cancelled", False)):
        page.master.select([ids[name]])
        assert action.isEnabled() == offered, name
    assert page.detail.tools.actions().count(action) == 1


def test_attendance_is_entered_in_the_sheet_and_not_in_the_cells(
    made: tuple[Any, dict[str, str]], office: Office
) -> None:
    page, ids = made
    page.master.select([ids["past"]])
    for path in ENTERED:
        assert "录签到表" in page.detail.cells.why_not(0, page.detail.model.paths.index(path))
    assert page.detail.cells.can_edit(0, page.detail.model.paths.index("note"))
    page.detail.grid.select_rows([0])
    page.detail.edit()
    (form,) = page.detail.findChildren(RecordForm)
    assert {name for name, field in form.fields.items() if not field.editor.isEnabled()} >= set(ENTERED)
    form.reject()
    dialog = enter(page)
    assert dialog is not None
    dialog.save_and_close()
    assert [each.minutes for each in office.keeper.table(SERVICE_RECORDS).find("shift", ids["past"])] == [60, 60]
    assert {each.attendance for each in office.keeper.table(SHIFT_PEOPLE).find("shift", ids["past"])} == {"present"}
