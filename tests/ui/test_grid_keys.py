"""列表里的键和表格软件一样：回车向下、Ctrl+方向键到头、Ctrl+D 照上面填，查找框和列表之间来去，选中的几行有求和。"""

from typing import Any

import pytest
from builders import add
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import REGISTERS, SERVICE_RECORDS
from miaopu_desk.services.office import Office
from miaopu_desk.ui.dialogs.paste_over import FillDownDialog
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.register_menus import row_menu
from miaopu_desk.ui.register_tab import RegisterTab

Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def tab(qtbot: Any, window: MainWindow) -> RegisterTab:
    made = window.go("志愿者").register_tab()
    window.activateWindow()
    qtbot.waitUntil(lambda: made.isVisible() and window.isActiveWindow(), timeout=2000)
    return made


def stand(tab: RegisterTab, row: int, path: str) -> None:
    tab.grid.setFocus()
    tab.grid.setCurrentIndex(tab.model.index(row, tab.model.paths.index(path)))


def place(tab: RegisterTab) -> tuple[int, str]:
    now = tab.grid.currentIndex()
    return now.row(), tab.model.paths[now.column()]


def shown(tab: RegisterTab, row: int, path: str) -> str:
    return tab.model.text(row, tab.model.paths.index(path))


@pytest.mark.parametrize(
    ("key", "held", "there"),
    [
        (Key.Key_Return, Mod.NoModifier, (5, "community")),
        (Key.Key_Enter, Mod.KeypadModifier, (5, "community")),
        (Key.Key_Return, Mod.ShiftModifier, (3, "community")),
        (Key.Key_Tab, Mod.NoModifier, (4, "phone")),
        (Key.Key_Down, Mod.ControlModifier, (239, "community")),
        (Key.Key_Up, Mod.ControlModifier, (0, "community")),
        (Key.Key_Left, Mod.ControlModifier, (4, "name")),
        (Key.Key_Right, Mod.ControlModifier, (4, "residence")),
        (Key.Key_Home, Mod.ControlModifier, (0, "name")),
        (Key.Key_End, Mod.ControlModifier, (239, "residence")),
    ],
)
def test_the_keys_go_where_a_spreadsheet_goes(
    qtbot: Any, tab: RegisterTab, key: Qt.Key, held: Any, there: tuple[int, str]
) -> None:
    stand(tab, 4, "community")
    qtbot.keyClick(tab.grid, key, held)
    assert place(tab) == there
    assert QApplication.activeModalWidget() is None


def test_shift_control_down_chooses_everything_below(qtbot: Any, tab: RegisterTab) -> None:
    stand(tab, 200, "community")
    qtbot.keyClick(tab.grid, Key.Key_Down, Mod.ControlModifier | Mod.ShiftModifier)
    assert tab.grid.selected_rows() == list(range(200, 240))
    assert place(tab) == (239, "community")
    assert tab.status.text().endswith("选中 40 人")


def test_enter_after_the_last_row_goes_on_to_the_new_one(qtbot: Any, tab: RegisterTab) -> None:
    stand(tab, 239, "name")
    qtbot.keyClick(tab.grid, Key.Key_Return)
    assert tab.new_row is not None
    assert tab.new_row.hasFocus()


def test_the_search_box_and_the_list_are_a_key_apart(qtbot: Any, tab: RegisterTab) -> None:
    tab.focus_search()
    qtbot.keyClicks(tab.search_box, "wjg")
    qtbot.waitUntil(lambda: tab.model.rowCount() == 6, timeout=2000)
    qtbot.keyClick(tab.search_box, Key.Key_Down)
    assert tab.grid.hasFocus()
    assert tab.grid.selected_rows() == [0]
    tab.focus_search()
    qtbot.keyClick(tab.search_box, Key.Key_Escape)
    qtbot.waitUntil(lambda: tab.model.rowCount() == 240, timeout=2000)
    assert tab.search_box.hasFocus()
    qtbot.keyClick(tab.search_box, Key.Key_Escape)
    assert tab.grid.hasFocus()


def test_a_blank_cell_takes_what_stands_above_it_at_once(qtbot: Any, tab: RegisterTab, window: MainWindow) -> None:
    stand(tab, 3, "residence")
    assert shown(tab, 3, "residence") == shown(tab, 2, "residence") == ""
    add_residence(tab, 2, "三栋1单元")
    qtbot.keyClick(tab.grid, Key.Key_D, Mod.ControlModifier)
    assert shown(tab, 3, "residence") == "三栋1单元"
    assert place(tab) == (3, "residence")
    window.undo()
    assert shown(tab, 3, "residence") == ""


def add_residence(tab: RegisterTab, row: int, text: str) -> None:
    record = tab.table.get(tab.model.record_id(row) or "")
    assert tab.save_cell(record, "residence", text) == []


def test_several_rows_are_filled_after_a_look_and_undone_as_one(
    qtbot: Any, tab: RegisterTab, window: MainWindow
) -> None:
    add_residence(tab, 2, "三栋1单元")
    add_residence(tab, 3, "另一处")
    tab.grid.select_rows([2, 3, 4])
    tab.grid.selectionModel().setCurrentIndex(
        tab.model.index(4, tab.model.paths.index("residence")),
        tab.grid.selectionModel().SelectionFlag.NoUpdate,
    )
    tab.grid.setFocus()
    qtbot.keyClick(tab.grid, Key.Key_D, Mod.ControlModifier)
    dialog = tab.findChild(FillDownDialog)
    assert dialog is not None
    assert dialog.note.text() == "要改 2 行"
    assert [shown(tab, row, "residence") for row in (2, 3, 4)] == ["三栋1单元", "另一处", ""]
    qtbot.keyClick(dialog, Key.Key_Return)
    assert [shown(tab, row, "residence") for row in (2, 3, 4)] == ["三栋1单元"] * 3
    window.undo()
    assert [shown(tab, row, "residence") for row in (2, 3, 4)] == ["三栋1单元", "另一处", ""]


def test_numbers_that_differ_by_person_are_not_filled_down(qtbot: Any, tab: RegisterTab, window: MainWindow) -> None:
    before = shown(tab, 3, "id_number")
    stand(tab, 3, "id_number")
    qtbot.keyClick(tab.grid, Key.Key_D, Mod.ControlModifier)
    assert shown(tab, 3, "id_number") == before
    assert "号码打着码" in window.statusBar().currentMessage()


def test_hours_filled_down_stay_the_same_hours(qtbot: Any, window: MainWindow, office: Office) -> None:
    for minutes, people in (("1.5", "12"), (None, "20")):
        add(
            office,
            "head_counts",
            served_on="2021-05-10",
            community="大华",
            activity="义诊",
            people=people,
            minutes=minutes,
        )
    page = window.go("服务")
    page.setCurrentIndex(1)
    window.activateWindow()
    tab = page.register_tab()
    qtbot.waitUntil(lambda: tab.isVisible() and window.isActiveWindow(), timeout=2000)
    rows = [row for row in range(2) if shown(tab, row, "minutes")]
    below = 1 - rows[0]
    if below < rows[0]:
        tab.sort_by("people")
    stand(tab, 1, "minutes")
    qtbot.keyClick(tab.grid, Key.Key_D, Mod.ControlModifier)
    assert [shown(tab, row, "minutes") for row in range(2)] == ["1.5", "1.5"]


def test_a_refusal_does_not_stay_in_the_status_bar(qtbot: Any, tab: RegisterTab, window: MainWindow) -> None:
    stand(tab, 3, "registered_on")
    qtbot.keyClick(tab.grid, Key.Key_F2)
    assert tab.cells.editor is not None
    line = tab.cells.editor.widget
    line.setText("5.40")
    line.textEdited.emit("5.40")
    qtbot.keyClick(line, Key.Key_Return)
    assert "没有5月40日" in window.statusBar().currentMessage()
    qtbot.keyClick(line, Key.Key_Escape)
    assert window.statusBar().currentMessage() == ""


def test_only_the_cell_is_copied_when_asked(qtbot: Any, tab: RegisterTab) -> None:
    stand(tab, 3, "community")
    qtbot.keyClick(tab.grid, Key.Key_C, Mod.ControlModifier | Mod.ShiftModifier)
    assert QGuiApplication.clipboard().text() == shown(tab, 3, "community")


def test_the_menu_shows_the_keys(tab: RegisterTab) -> None:
    said = [each.text() for each in row_menu(tab, 3, 0).actions()]
    for key in ("Ctrl+C", "Ctrl+Shift+C", "Ctrl+V", "Ctrl+Shift+V", "Ctrl+D"):
        assert any(each.endswith(f"\t{key}") for each in said), key


def test_the_chosen_rows_are_added_up(qtbot: Any, window: MainWindow, office: Office) -> None:
    people = office.keeper.table(REGISTERS["volunteers"]).all()
    for at, minutes in enumerate(("1.5", "2", "1234")):
        add(
            office,
            SERVICE_RECORDS.table,
            volunteer=Ref(people[at].name, people[at].id),
            served_on=f"2021-05-{10 + at}",
            activity="义诊",
            minutes=minutes,
            community="大华",
        )
    tab = window.go("服务").register_tab()
    tab.grid.selectAll()
    stand_in(tab, "minutes")
    qtbot.waitUntil(lambda: "求和" in tab.sums.text(), timeout=2000)
    assert tab.sums.text() == "服务时长　平均值 412.50小时　计数 3　求和 1,237.5小时"
    stand_in(tab, "volunteer")
    qtbot.waitUntil(lambda: tab.sums.text() == "", timeout=2000)


def stand_in(tab: RegisterTab, path: str) -> None:
    chosen = tab.grid.selectionModel()
    chosen.setCurrentIndex(tab.model.index(0, tab.model.paths.index(path)), chosen.SelectionFlag.NoUpdate)


def test_turning_a_page_puts_the_cursor_into_its_list(qtbot: Any, tab: RegisterTab, window: MainWindow) -> None:
    bar = window.tabs.tabBar()
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(8).center())
    qtbot.waitUntil(lambda: window.go("保险").register_tab().grid.hasFocus(), timeout=2000)
    page = window.go("保险")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_PageDown, Mod.ControlModifier)
    assert page.currentIndex() == 1
    qtbot.waitUntil(lambda: page.register_tab().grid.hasFocus(), timeout=2000)
    small = page.tabBar()
    qtbot.mouseClick(small, Qt.MouseButton.LeftButton, pos=small.tabRect(3).center())
    qtbot.waitUntil(lambda: page.register_tab().grid.hasFocus(), timeout=2000)
    assert page.register_tab().register.table == "claims"
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_3, Mod.AltModifier)
    qtbot.waitUntil(tab.grid.hasFocus, timeout=2000)


def test_the_prompt_of_the_new_row_is_written_across_a_narrow_first_column(tab: RegisterTab) -> None:
    row = tab.new_row
    assert row is not None
    tab.grid.setColumnWidth(0, 60)
    needed = row.fontMetrics().horizontalAdvance("在此输入新的一行")
    assert row.columnWidth(0) < needed < row.prompt_room().width()
    assert row.prompt_room().left() >= 0
    row.row.put("name", "王小明")
    assert row.row.text(0, 0) == "王小明"


@pytest.mark.parametrize(
    ("title", "at", "said"),
    [
        ("服务", 2, "还没有证明：在“志愿者”里选中一人，点“打印”里的“志愿服务记录证明”，开出的就列在这里"),
        ("值守", 1, "还没有班次：在“值守看板”里点“生成班次”，或点“新增”，或把表格文件拖进来"),
        ("设置", 6, "还没有附件：在一条记录的表单里拖进照片、扫描件，就列在这里"),
    ],
)
def test_an_empty_list_says_where_its_rows_come_from(window: MainWindow, title: str, at: int, said: str) -> None:
    page = window.go(title)
    page.setCurrentIndex(at)
    assert page.register_tab().grid.empty_text == said


def test_the_frozen_name_follows_the_wheel(tab: RegisterTab) -> None:
    tab.grid.horizontalScrollBar().setValue(tab.grid.horizontalScrollBar().maximum())
    tab.grid.verticalScrollBar().setValue(20)
    assert tab.grid.frozen.rowAt(0) == tab.grid.rowAt(0)
    assert tab.grid.frozen.indexAt(QPoint(2, 2)).row() == tab.grid.rowAt(2)
