"""常用筛选、成批修改和冻结的姓名栏，从窗口里做。"""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.office import Office
from miaopu_desk.store.listing import Condition
from miaopu_desk.ui.batch_preview import PreviewModel
from miaopu_desk.ui.dialogs.batch_edit import BatchEditDialog
from miaopu_desk.ui.dialogs.saving_filter import SavingFilterDialog
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.row_doing import batch_edit

VOLUNTEERS = REGISTERS["volunteers"]


@pytest.fixture
def tab(qtbot: Any, window: MainWindow, office: Office) -> RegisterTab:
    made = RegisterTab(office, VOLUNTEERS, window)
    qtbot.addWidget(made)
    office.keeper.listeners.append(made.refresh)
    made.resize(700, 500)
    made.show()
    return made


def test_a_filter_is_saved_with_a_name_and_used_again(tab: RegisterTab, window: MainWindow) -> None:
    tab.set_filter("standing", (Condition("standing", "is", ("left",)),))
    tab.search_box.setText("王")
    tab.load()
    listed = list(tab.model.numbers)
    tab.saved_filters.ask()
    dialog = tab.findChild(SavingFilterDialog)
    assert dialog is not None
    dialog.accept()
    assert dialog.isVisible()
    dialog.line.setText("退出的")
    dialog.accept()
    tab.clear_filters()
    assert tab.model.rowCount() == 240
    tab.saved_filters.fill()
    actions = tab.saved_filters.menu().actions()
    assert actions[0].text() == "退出的"
    actions[0].trigger()
    assert list(tab.model.numbers) == listed
    assert tab.search_box.text() == "王"
    assert f"{len(listed)} 条" in window.statusBar().currentMessage()


def test_a_batch_shows_old_and_new_before_it_writes_and_undoes_as_one(tab: RegisterTab, window: MainWindow) -> None:
    tab.grid.select_rows(list(range(12)))
    before = [tab.model.text(row, tab.model.paths.index("community")) for row in range(12)]
    batch_edit(tab)
    dialog = tab.findChild(BatchEditDialog)
    assert dialog is not None
    dialog.choice.setCurrentIndex(dialog.choice.findData("community"))
    at = dialog.editor.combo.findText("清泉里")
    dialog.editor.combo.setCurrentIndex(at)
    dialog.editor.combo.activated.emit(at)
    assert not dialog.write.isEnabled()
    dialog.preview()
    model = dialog.table.model()
    assert isinstance(model, PreviewModel)
    others = [name for name in before if name != "清泉里"]
    assert [(line[2], line[3]) for line in model.lines] == [(name, "清泉里") for name in others]
    assert dialog.write.text() == f"改 {len(others)} 行"
    dialog.commit()
    now = [tab.model.text(row, tab.model.paths.index("community")) for row in range(12)]
    assert set(now) == {"清泉里"}
    window.undo()
    assert [tab.model.text(row, tab.model.paths.index("community")) for row in range(12)] == before


def test_a_batch_starts_at_the_column_of_the_cursor_and_enter_looks_before_it_writes(
    qtbot: Any, tab: RegisterTab
) -> None:
    tab.grid.select_rows([0, 1])
    chosen = tab.grid.selectionModel()
    residence = tab.model.paths.index("residence")
    chosen.setCurrentIndex(tab.model.index(0, residence), chosen.SelectionFlag.NoUpdate)
    batch_edit(tab)
    dialog = tab.findChild(BatchEditDialog)
    assert dialog is not None
    assert dialog.choice.currentText() == "居住区域"
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.editor.widget, timeout=2000)
    qtbot.keyClicks(dialog.editor.widget, "3-1-201")
    qtbot.keyClick(dialog.editor.widget, Qt.Key.Key_Return)
    assert dialog.write.text() == "改 2 行"
    assert tab.model.text(0, residence) == ""
    qtbot.keyClick(dialog.editor.widget, Qt.Key.Key_Return)
    assert [tab.model.text(row, residence) for row in (0, 1)] == ["3-1-201"] * 2


def test_a_value_changed_after_the_preview_has_to_be_looked_at_again(tab: RegisterTab) -> None:
    tab.grid.select_rows([0, 1])
    batch_edit(tab)
    dialog = tab.findChild(BatchEditDialog)
    assert dialog is not None
    dialog.choice.setCurrentIndex(dialog.choice.findData("residence"))
    dialog.editor.line.setText("一栋")
    dialog.preview()
    assert dialog.write.isEnabled()
    dialog.editor.line.setText("二栋")
    dialog.editor.line.textEdited.emit("二栋")
    assert not dialog.write.isEnabled()
    dialog.commit()
    assert tab.model.text(0, tab.model.paths.index("residence")) == ""
    dialog.choice.setCurrentIndex(dialog.choice.findData("registered_on"))
    dialog.editor.line.setText("2月30日")
    dialog.preview()
    assert dialog.note.text().startswith("没有2月30日")
    assert not dialog.write.isEnabled()
    dialog.reject()


def test_the_name_stays_when_the_list_moves_right(tab: RegisterTab) -> None:
    grid = tab.grid
    frozen = grid.frozen
    assert not frozen.isVisible()
    grid.horizontalScrollBar().setValue(200)
    assert frozen.isVisible()
    assert [at for at in range(len(tab.model.paths)) if not frozen.isColumnHidden(at)] == [0]
    assert frozen.width() == grid.columnWidth(0)
    grid.verticalScrollBar().setValue(30)
    assert frozen.rowAt(5) == grid.rowAt(5) == 30
    grid.horizontalScrollBar().setValue(0)
    assert not frozen.isVisible()


def test_clicking_the_frozen_name_selects_the_row(tab: RegisterTab) -> None:
    tab.grid.horizontalScrollBar().setValue(200)
    frozen = tab.grid.frozen
    place = QPoint(10, frozen.rowViewportPosition(4) + 5)
    QTest.mouseClick(frozen.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert tab.grid.selected_rows() == [4]
    assert frozen.isVisible()


def test_the_current_cell_is_never_under_the_frozen_column(tab: RegisterTab) -> None:
    grid = tab.grid
    last = len(tab.model.paths) - 1
    grid.setCurrentIndex(tab.model.index(0, last))
    assert grid.frozen.isVisible()
    for section in range(last, 0, -1):
        grid.setCurrentIndex(tab.model.index(0, section))
        left = grid.columnViewportPosition(section)
        assert not grid.frozen.isVisible() or left >= grid.frozen.width(), tab.model.paths[section]
    grid.setCurrentIndex(tab.model.index(0, 0))
    assert not grid.frozen.isVisible()


def test_copying_without_headings(qtbot: Any, tab: RegisterTab) -> None:
    from PySide6.QtGui import QGuiApplication

    tab.grid.select_rows([0, 1])
    tab.grid.copy(heads_too=False)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [line.split("\t")[0] for line in lines] == [tab.model.text(row, 0) for row in (0, 1)]
