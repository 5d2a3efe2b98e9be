"""列表末尾的空行：打字就是新的一条；核对、草稿、键盘、筛选、粘贴，都和别处一样可靠。"""

from typing import Any

import pytest
from builders import id_number, office_with_communities
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import CERTIFICATES, PARTICIPATIONS, REGISTERS, TEAMS, VOLUNTEERS
from miaopu_desk.services.drafts import row_draft, waiting_drafts
from miaopu_desk.services.office import Office
from miaopu_desk.store.listing import Condition, Listing
from miaopu_desk.ui import messages
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.new_row import NewRow
from miaopu_desk.ui.new_row_model import PROMPT
from miaopu_desk.ui.record_form import RecordForm
from miaopu_desk.ui.register_tab import RegisterTab

Key = Qt.Key


@pytest.fixture
def tab(qtbot: Any, window: MainWindow) -> RegisterTab:
    made = next(each for each in window.current_tab().findChildren(RegisterTab) if each.register is VOLUNTEERS)
    QApplication.processEvents()
    return made


def row(tab: RegisterTab) -> NewRow:
    assert tab.new_row is not None
    return tab.new_row


def stand(tab: RegisterTab, path: str) -> None:
    row(tab).setCurrentIndex(row(tab).row.index(0, tab.model.paths.index(path)))
    row(tab).setFocus()


def typed(tab: RegisterTab, path: str, text: str, key: Key | None = Key.Key_Tab) -> None:
    stand(tab, path)
    row(tab).edit(row(tab).currentIndex())
    editor = row(tab).cells.editor
    assert editor is not None
    assert isinstance(editor.widget, QLineEdit)
    editor.widget.setText(text)
    editor.edited.emit()
    if key is not None:
        QTest.keyClick(editor.widget, key)
        QApplication.processEvents()


def shown(tab: RegisterTab, path: str) -> str:
    return row(tab).row.text(0, tab.model.paths.index(path))


def people(office: Office) -> int:
    return office.keeper.table(VOLUNTEERS).count()


def test_the_empty_row_says_what_it_is_and_does_not_count(tab: RegisterTab, office: Office) -> None:
    first = row(tab).row.index(0, 0)
    assert row(tab).row.data(first, Qt.ItemDataRole.AccessibleTextRole) == PROMPT
    assert tab.model.rowCount() == people(office)
    assert "240" in tab.status.text()
    assert len(office.keeper.table(VOLUNTEERS).numbers(tab.listing())) == 240


def test_a_list_of_a_million_is_as_high_as_a_list_can_be(tab: RegisterTab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tab.model, "rowCount", lambda *_: 1_000_000)
    row(tab).fit_below_grid()
    assert tab.grid.maximumHeight() == 2**24 - 1


def test_a_row_is_typed_with_tab_and_saved_with_enter_in_one_action(
    tab: RegisterTab, office: Office, window: MainWindow
) -> None:
    number = id_number(7, "19660606")
    typed(tab, "name", "欧阳新")
    assert row(tab).currentIndex().column() == tab.model.paths.index("sex"), "Tab 到下一格"
    typed(tab, "id_number", number)
    assert (shown(tab, "sex"), shown(tab, "born_on")) == ("男", "1966-06-06"), "推得出的替人填上"
    assert shown(tab, "registered_on") == "2021-05-31"
    typed(tab, "phone", "13800001234")
    typed(tab, "community", "东方里", Key.Key_Return)
    assert people(office) == 241
    (saved,) = office.keeper.table(VOLUNTEERS).find("id_number", number)
    assert (saved.name, saved.phone, saved.community.name) == ("欧阳新", "13800001234", "东方里")
    assert row(tab).row.filled == {}
    assert tab.selected_ids() == [saved.id]
    assert row(tab).currentIndex().column() == 0, "接着打下一行"
    assert window.office.keeper.undo() == "新增志愿者“欧阳新”"
    assert people(office) == 240


def test_problems_are_shown_at_the_cell_and_the_row_waits(tab: RegisterTab, office: Office) -> None:
    typed(tab, "name", "欧阳新", Key.Key_Return)
    assert people(office) == 240
    cells = row(tab).cells
    assert cells.editor is not None
    assert cells.editor.column.name == "community"
    assert "必填" in cells.hint.text()
    assert shown(tab, "name") == "欧阳新"
    cells.drop()
    typed(tab, "phone", "138", Key.Key_Tab)
    assert cells.editor is not None, "读不懂的留在格子里"
    assert "11位" in cells.hint.text()
    QTest.keyClick(cells.editor.widget, Key.Key_Escape)
    assert shown(tab, "phone") == ""


def test_a_twin_number_is_refused_as_in_the_form(tab: RegisterTab, office: Office) -> None:
    other = office.keeper.table(VOLUNTEERS).all(Listing())[0]
    typed(tab, "name", "欧阳新")
    typed(tab, "community", "东方里")
    typed(tab, "id_number", other.id_number, Key.Key_Return)
    assert people(office) == 240
    assert "相同" in row(tab).row.wrong["id_number"]


def test_a_half_typed_row_survives_closing_and_is_not_offered_twice(
    tab: RegisterTab, office: Office, qtbot: Any, window: MainWindow
) -> None:
    typed(tab, "name", "欧阳新")
    typed(tab, "phone", "138", Key.Key_Tab)
    assert waiting_drafts(office) == [], "表单那边不再来问"
    again = RegisterTab(office, VOLUNTEERS, window)
    qtbot.addWidget(again)
    assert shown(again, "name") == "欧阳新"
    assert row(again).row.filled["phone"] == "138"
    assert "11位" in row(again).row.wrong["phone"]
    row(again).desk.drop()
    assert row_draft(office, VOLUNTEERS, "row") is None


def test_escape_drops_the_row_after_asking_when_much_is_typed(
    tab: RegisterTab, monkeypatch: Any, office: Office
) -> None:
    typed(tab, "name", "欧阳新")
    QTest.keyClick(row(tab), Key.Key_Escape)
    assert row(tab).row.filled == {}
    typed(tab, "name", "欧阳新")
    typed(tab, "phone", "13800001234")
    asked: list[str] = []
    monkeypatch.setattr(messages, "confirm", lambda *words: bool(asked.append(words[2])))
    QTest.keyClick(row(tab), Key.Key_Escape)
    assert asked == ["这一行填了 2 格，要放弃吗？"]
    assert len(row(tab).row.filled) == 2
    monkeypatch.setattr(messages, "confirm", lambda *_: True)
    QTest.keyClick(row(tab), Key.Key_Escape)
    assert row(tab).row.filled == {}
    assert row_draft(office, VOLUNTEERS, "row") is None


def test_down_from_the_last_row_leads_here_and_up_leads_back(tab: RegisterTab) -> None:
    last = tab.model.rowCount() - 1
    tab.grid.setCurrentIndex(tab.model.index(last, 0))
    tab.grid.setFocus()
    QTest.keyClick(tab.grid, Key.Key_Down)
    assert row(tab).hasFocus()
    QTest.keyClick(row(tab), Key.Key_Up)
    assert tab.grid.hasFocus()
    assert tab.grid.currentIndex().row() == last


def test_it_works_under_a_filter_and_says_so_when_the_new_one_is_not_listed(
    tab: RegisterTab, office: Office, window: MainWindow
) -> None:
    place = office.keeper.table(REGISTERS["communities"]).find("name", "大华")[0]
    tab.set_filter("community", (Condition("community", "is", (place.id,)),))
    listed = tab.model.rowCount()
    typed(tab, "name", "欧阳新")
    typed(tab, "community", "东方里", Key.Key_Return)
    assert people(office) == 241
    assert tab.model.rowCount() == listed
    assert "不在现在的筛选里" in window.statusBar().currentMessage()


def test_a_required_column_that_is_not_listed_is_filled_in_the_form(
    tab: RegisterTab, office: Office, monkeypatch: Any
) -> None:
    tab.memory.hide(tab.grid, "community")
    typed(tab, "name", "欧阳新", None)
    monkeypatch.setattr(messages, "confirm", lambda *_: True)
    row(tab).finish()
    form = tab.findChild(RecordForm)
    assert form is not None
    assert form.fields["name"].editor.raw() == "欧阳新"
    assert row(tab).row.filled == {}


def test_a_block_on_the_clipboard_is_previewed_and_one_value_goes_into_the_cell(
    tab: RegisterTab, monkeypatch: Any
) -> None:
    pasted: list[bool] = []
    monkeypatch.setattr(tab, "paste_rows", lambda: pasted.append(True))
    QApplication.clipboard().setText("甲\t13800000001\n乙\t13800000002")
    stand(tab, "name")
    row(tab).paste()
    assert pasted == [True]
    QApplication.clipboard().setText("欧阳新")
    row(tab).paste()
    editor = row(tab).cells.editor
    assert editor is not None
    assert editor.raw() == "欧阳新"


def test_it_follows_the_columns_and_their_widths(tab: RegisterTab) -> None:
    tab.grid.setColumnWidth(0, 133)
    assert row(tab).columnWidth(0) == 133
    tab.memory.show(tab.grid, "residence") if "residence" not in tab.model.paths else tab.memory.hide(
        tab.grid, "residence"
    )
    assert row(tab).row.paths == tab.model.paths
    tab.grid.header.moveSection(1, 3)
    assert [row(tab).horizontalHeader().logicalIndex(at) for at in range(4)] == [0, 2, 3, 1]
    tab.grid.horizontalScrollBar().setValue(tab.grid.horizontalScrollBar().maximum())
    assert row(tab).horizontalScrollBar().value() == tab.grid.horizontalScrollBar().value()


def test_a_detail_list_fills_its_parent_and_keeps_a_draft_for_each(
    qtbot: Any, window: MainWindow, office: Office
) -> None:
    from builders import add, example

    sessions = [add(office, "training_sessions", **example(office, REGISTERS["training_sessions"])) for _ in range(2)]
    page = RegisterTab(office, PARTICIPATIONS, window, parent_filter={})
    qtbot.addWidget(page)
    page.show()
    assert not row(page).isEnabled()
    refs = [Ref(each.topic, each.id) for each in sessions]
    page.set_parent_filter({"session": refs[0]})
    assert row(page).isEnabled()
    typed(page, "note", "半截") if "note" in page.model.paths else row(page).desk.save_cell(None, "note", "半截")
    page.set_parent_filter({"session": refs[1]})
    assert row(page).row.filled == {}
    page.set_parent_filter({"session": refs[0]})
    assert row(page).row.filled == {"note": "半截"}
    person = office.keeper.table(VOLUNTEERS).all(Listing())[0]
    row(page).desk.save_cell(None, "volunteer", Ref(person.name, person.id))
    row(page).finish()
    (saved,) = office.keeper.table(PARTICIPATIONS).all()
    assert (saved.session.id, saved.volunteer.id, saved.note) == (sessions[0].id, person.id, "半截")


def test_registers_with_a_way_of_their_own_have_no_such_row(qtbot: Any, window: MainWindow, office: Office) -> None:
    for register, tools, there in ((TEAMS, None, True), (CERTIFICATES, ("export", "print"), False)):
        page = RegisterTab(office, register, window, toolbar=tools)
        qtbot.addWidget(page)
        assert (page.new_row is not None) is there


def test_with_few_rows_it_stands_right_below_the_last(qtbot: Any, window: MainWindow) -> None:
    office = office_with_communities()
    page = RegisterTab(office, REGISTERS["communities"], window)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    QApplication.processEvents()
    last = page.grid.visualRect(page.model.index(7, 0))
    bottom = page.grid.viewport().mapTo(page, last.bottomLeft()).y()
    assert 0 <= row(page).y() - bottom <= 4
