"""个人档案的窗口：左边各张登记表和条数，右边是行，双击到那张表里去，印得出来。"""

from typing import Any

import pytest
from builders import add

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.office import Office
from miaopu_desk.ui.dialogs.person_record import PersonDialog
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.register_tab import RegisterTab


@pytest.fixture
def dialog(window: MainWindow, office: Office, qtbot: Any) -> PersonDialog:
    page = window.go("志愿者").register_tab()
    page.grid.select_rows([0])
    person = page.table.get(page.current_id())
    for day in ("2021-05-03", "2021-05-04"):
        add(
            office,
            "service_records",
            volunteer=Ref(person.name, person.id),
            community=person.community,
            served_on=day,
            minutes="2",
            activity="巡逻",
        )
    page.people_menu.enable()
    assert page.people_menu.record.isEnabled()
    made = page.people_menu.show_record()
    assert isinstance(made, PersonDialog)
    return made


def test_it_lists_the_registers_with_their_counts_and_shows_the_rows(dialog: PersonDialog) -> None:
    assert [dialog.places.item(at).text() for at in range(dialog.places.count())] == ["登记", "服务记录　2"]
    assert not dialog.go_button.isEnabled()
    dialog.places.setCurrentRow(1)
    assert dialog.sheet.rowCount() == 2
    assert dialog.sheet.item(0, 0).text() == "2021-05-04"
    assert dialog.go_button.isEnabled()


def test_a_double_click_goes_to_that_row_in_its_register(dialog: PersonDialog, window: MainWindow) -> None:
    dialog.places.setCurrentRow(1)
    wanted = dialog.record.sections[0].ids[1]
    dialog.sheet.cellDoubleClicked.emit(1, 0)
    page = next(
        each for each in window.current_tab().findChildren(RegisterTab) if each.register is REGISTERS["service_records"]
    )
    assert page.model.ids(range(page.model.rowCount())) == [wanted]


def test_it_is_printed_and_shown(
    dialog: PersonDialog, window: MainWindow, office: Office, tmp_path: Any, qtbot: Any
) -> None:
    from miaopu_desk.ui.preview import Preview

    object.__setattr__(office, "folder", tmp_path)
    dialog.print_record()
    qtbot.waitUntil(lambda: window.findChild(Preview) is not None, timeout=10_000)
    shown = window.findChild(Preview)
    assert shown.path.read_bytes()[:5] == b"%PDF-"
    shown.close()
    qtbot.waitUntil(lambda: window.findChild(Preview) is None, timeout=5000)
