"""在格子里改：打字开始，回车、Tab、上下键保存并走开，不收的留着说明原因。"""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.office import Office
from miaopu_desk.store.listing import Condition
from miaopu_desk.ui import messages
from miaopu_desk.ui.editor import Editor
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.option_editor import OptionEditor
from miaopu_desk.ui.register_tab import RegisterTab

VOLUNTEERS = REGISTERS["volunteers"]
Key = Qt.Key


@pytest.fixture
def tab(qtbot: Any, window: MainWindow) -> RegisterTab:
    made = window.tab("志愿者").register_tab()
    window.go("志愿者")
    window.activateWindow()
    qtbot.waitUntil(made.isVisible, timeout=2000)
    return made


def stand(tab: RegisterTab, row: int, path: str) -> None:
    tab.grid.setFocus()
    tab.grid.setCurrentIndex(tab.model.index(row, tab.model.paths.index(path)))


def place(tab: RegisterTab) -> tuple[int, str]:
    now = tab.grid.currentIndex()
    return now.row(), tab.model.paths[now.column()]


def typed(tab: RegisterTab, text: str) -> Editor:
    """像人打字那样，把格子里的换成 text。"""
    editor = tab.cells.editor
    assert editor is not None
    editor.widget.setText(text)
    editor.widget.textEdited.emit(text)
    return editor


def press(qtbot: Any, tab: RegisterTab, key: Qt.Key) -> None:
    """按一个键：正在填就按在格子里，不然按在列表上。"""
    editor = tab.cells.editor
    qtbot.keyClick(tab.grid if editor is None else editor.widget, key)


def compose(tab: RegisterTab, preedit: str, commit: str = "") -> None:
    """输入法给列表的一个事件：正在拼的字，或者上屏的字。"""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(tab.grid, event)


def shown(tab: RegisterTab, row: int, path: str) -> str:
    return tab.model.text(row, tab.model.paths.index(path))


def test_typing_replaces_the_cell_and_enter_saves_and_moves_down(qtbot: Any, tab: RegisterTab) -> None:
    stand(tab, 2, "residence")
    qtbot.keyClick(tab.grid, Key.Key_7)
    assert tab.cells.editor is not None
    assert tab.cells.editor.raw() == "7"
    typed(tab, "7栋2单元")
    press(qtbot, tab, Key.Key_Return)
    assert tab.cells.editor is None
    assert shown(tab, 2, "residence") == "7栋2单元"
    assert place(tab) == (3, "residence")
    record = tab.table.get(tab.model.record_id(2) or "")
    assert record is not None
    assert record.residence == "7栋2单元"


def test_one_cell_is_one_action_that_undo_takes_back(qtbot: Any, tab: RegisterTab, window: MainWindow) -> None:
    stand(tab, 0, "residence")
    press(qtbot, tab, Key.Key_F2)
    typed(tab, "新的住址")
    press(qtbot, tab, Key.Key_Tab)
    assert shown(tab, 0, "residence") == "新的住址"
    window.undo()
    assert shown(tab, 0, "residence") == ""
    window.redo()
    assert shown(tab, 0, "residence") == "新的住址"


def test_tab_moves_right_and_on_to_the_next_row_and_shift_tab_back(qtbot: Any, tab: RegisterTab) -> None:
    last = tab.model.paths[-1]
    stand(tab, 0, last)
    press(qtbot, tab, Key.Key_F2)
    typed(tab, "甲")
    press(qtbot, tab, Key.Key_Tab)
    assert place(tab) == (1, tab.model.paths[0])
    press(qtbot, tab, Key.Key_Tab)
    assert place(tab) == (1, tab.model.paths[1])
    qtbot.keyClick(tab.grid, Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert place(tab) == (1, tab.model.paths[0])


def test_up_and_down_save_and_move(qtbot: Any, tab: RegisterTab) -> None:
    stand(tab, 5, "residence")
    press(qtbot, tab, Key.Key_F2)
    typed(tab, "乙")
    press(qtbot, tab, Key.Key_Up)
    assert place(tab) == (4, "residence")
    assert shown(tab, 5, "residence") == "乙"


def test_escape_gives_up_what_was_typed(qtbot: Any, tab: RegisterTab) -> None:
    stand(tab, 2, "residence")
    press(qtbot, tab, Key.Key_F2)
    typed(tab, "不要的")
    press(qtbot, tab, Key.Key_Escape)
    assert tab.cells.editor is None
    assert shown(tab, 2, "residence") == ""
    assert place(tab) == (2, "residence")


def test_a_refused_value_stays_in_the_cell_with_the_reason(qtbot: Any, tab: RegisterTab, window: MainWindow) -> None:
    stand(tab, 1, "registered_on")
    before = shown(tab, 1, "registered_on")
    press(qtbot, tab, Key.Key_F2)
    editor = typed(tab, "2021-2-30")
    press(qtbot, tab, Key.Key_Return)
    assert tab.cells.editor is editor
    assert editor.line.text() == "2021-2-30"
    assert tab.cells.hint.isVisible()
    assert tab.cells.hint.text() in window.statusBar().currentMessage()
    tab.grid.setCurrentIndex(tab.model.index(6, 0))
    QApplication.processEvents()
    assert tab.cells.editor is editor
    assert place(tab) == (1, "registered_on")
    tab.load()
    assert tab.cells.editor is editor
    typed(tab, "2021-2-28")
    press(qtbot, tab, Key.Key_Return)
    assert tab.cells.editor is None
    assert shown(tab, 1, "registered_on") == "2021-02-28" != before


def test_a_search_waits_until_the_refused_cell_is_settled(qtbot: Any, tab: RegisterTab) -> None:
    stand(tab, 1, "registered_on")
    press(qtbot, tab, Key.Key_F2)
    typed(tab, "不是日期")
    press(qtbot, tab, Key.Key_Return)
    tab.search_box.setText("王建国")
    tab._search_timer.stop()
    tab.load()
    assert tab.model.rowCount() == 240
    press(qtbot, tab, Key.Key_Escape)
    qtbot.waitUntil(lambda: tab.model.rowCount() == 3, timeout=2000)


def test_a_problem_of_another_column_points_to_the_form(qtbot: Any, tab: RegisterTab) -> None:
    row = next(at for at in range(240) if shown(tab, at, "standing") == "在册")
    stand(tab, row, "standing")
    press(qtbot, tab, Key.Key_F2)
    typed(tab, "退出")
    press(qtbot, tab, Key.Key_Return)
    assert "状态日期：状态为退出，请填写日期" in tab.cells.hint.text()
    assert "在表单里改" in tab.cells.hint.text()
    press(qtbot, tab, Key.Key_Escape)


def test_a_date_typed_as_text_says_which_day_it_is(qtbot: Any, tab: RegisterTab) -> None:
    stand(tab, 1, "registered_on")
    press(qtbot, tab, Key.Key_F2)
    typed(tab, "2020.3.8")
    assert tab.cells.hint.text() == "2020年3月8日 星期日"
    press(qtbot, tab, Key.Key_Return)
    assert shown(tab, 1, "registered_on") == "2020-03-08"


def test_a_choice_is_found_by_initials_and_taken_with_the_same_enter(qtbot: Any, tab: RegisterTab) -> None:
    stand(tab, 0, "community")
    qtbot.keyClick(tab.grid, Key.Key_Q)
    editor = tab.cells.editor
    assert isinstance(editor, OptionEditor)
    assert editor.line.list.isVisible()
    assert editor.line.list.currentItem().text() == "清泉里"
    press(qtbot, tab, Key.Key_Return)
    assert shown(tab, 0, "community") == "清泉里"
    assert place(tab) == (1, "community")


def test_several_ranks_are_typed_with_their_names(qtbot: Any, tab: RegisterTab) -> None:
    stand(tab, 0, "ranks")
    press(qtbot, tab, Key.Key_F2)
    labels = VOLUNTEERS.column("ranks").kind.codes.labels
    typed(tab, f"{labels['online']}，{labels['party']}")
    press(qtbot, tab, Key.Key_Return)
    assert shown(tab, 0, "ranks") == f"{labels['party']}、{labels['online']}"


def test_masked_numbers_and_columns_of_other_registers_are_not_edited_in_the_cell(
    qtbot: Any, tab: RegisterTab, window: MainWindow
) -> None:
    stand(tab, 0, "phone")
    qtbot.keyClick(tab.grid, Key.Key_1)
    assert tab.cells.editor is None
    assert "打着码" in window.statusBar().currentMessage()
    tab.model.reveal(True)
    qtbot.keyClick(tab.grid, Key.Key_1)
    assert tab.cells.editor is not None
    typed(tab, "15499998888")
    press(qtbot, tab, Key.Key_Return)
    record = tab.table.get(tab.model.record_id(0) or "")
    assert record is not None
    assert record.phone == "15499998888"


def test_text_composed_with_an_input_method_opens_the_cell(tab: RegisterTab) -> None:
    stand(tab, 3, "name")
    compose(tab, "miao")
    assert tab.cells.editor is not None
    compose(tab, "", "苗圃")
    assert tab.cells.editor.raw() == "苗圃"
    assert tab.cells.editor.widget.hasFocus()
    tab.cells.drop()


def test_a_composition_that_is_cancelled_leaves_the_value_as_it_was(qtbot: Any, tab: RegisterTab) -> None:
    stand(tab, 3, "name")
    before = shown(tab, 3, "name")
    compose(tab, "miao")
    compose(tab, "")
    assert tab.cells.editor is not None
    assert tab.cells.editor.raw() == before
    press(qtbot, tab, Key.Key_Return)
    assert shown(tab, 3, "name") == before


def test_a_row_stays_where_it_is_while_its_sorted_and_filtered_column_is_edited(qtbot: Any, tab: RegisterTab) -> None:
    tab.set_filter("registered_on", (Condition("registered_on", "filled"),))
    tab.sort_by("registered_on", False)
    first = tab.model.record_id(0)
    stand(tab, 0, "registered_on")
    press(qtbot, tab, Key.Key_F2)
    typed(tab, "2021-5-1")
    press(qtbot, tab, Key.Key_Return)
    assert tab.model.record_id(0) == first
    tab.load()
    assert tab.model.record_id(0) != first


def test_what_was_changed_elsewhere_meanwhile_is_not_overwritten(qtbot: Any, tab: RegisterTab, office: Office) -> None:
    stand(tab, 0, "residence")
    press(qtbot, tab, Key.Key_F2)
    typed(tab, "我填的")
    record_id = tab.model.record_id(0) or ""
    tab._in_place = True  # 别处的改动先到，列表还没有重新列
    office.keeper.change(VOLUNTEERS, record_id, {"employer": "某单位"})
    tab._in_place = False
    press(qtbot, tab, Key.Key_Return)
    assert "别处改过" in tab.cells.hint.text()
    assert tab.cells.editor is not None
    press(qtbot, tab, Key.Key_Escape)


def test_delete_clears_one_cell_after_asking_unless_it_is_required(
    qtbot: Any, tab: RegisterTab, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(messages, "confirm", lambda *words: asked.append(words[2]) or True)
    stand(tab, 0, "registered_on")
    press(qtbot, tab, Key.Key_Delete)
    assert asked == []
    assert "登记日期必填" in window.statusBar().currentMessage()
    stand(tab, 0, "ranks")
    before = shown(tab, 0, "ranks")
    press(qtbot, tab, Key.Key_Delete)
    assert asked == [f"要清空队伍类别“{before}”吗？"]
    assert shown(tab, 0, "ranks") == ""
    assert tab.table.count() == 240


def test_a_register_that_is_not_edited_here_has_no_cells_to_edit(qtbot: Any, tab: RegisterTab, office: Office) -> None:
    certificates = RegisterTab(office, REGISTERS["volunteers"], None, toolbar=("delete", "export"))
    qtbot.addWidget(certificates)
    certificates.grid.setCurrentIndex(certificates.model.index(0, 0))
    qtbot.keyClick(certificates.grid, Key.Key_F2)
    assert certificates.cells.editor is None
