"""列表的显示比例：Ctrl+滚轮和滑块，字、列头、行高、列宽、新的一行一起变，记住到下次；卷到最右也对得齐。"""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from miaopu_desk.services.office import Office
from miaopu_desk.services.preferences import remember, remembered
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.theme import BASE_SIZE, ROW_HEIGHT
from miaopu_desk.ui.zoom import LEAST, MOST, Zoom


@pytest.fixture
def tab(qtbot: Any, window: MainWindow) -> RegisterTab:
    made = window.go("志愿者").register_tab()
    qtbot.waitUntil(made.isVisible, timeout=2000)
    return made


def wheel(tab: RegisterTab, up: int, held: Any = Qt.KeyboardModifier.ControlModifier) -> None:
    viewport = tab.grid.viewport()
    at = QPointF(50, 50)
    event = QWheelEvent(
        at,
        viewport.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120 * up),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def test_control_and_the_wheel_zoom_every_part_of_the_list(tab: RegisterTab, window: MainWindow) -> None:
    wide = tab.grid.columnWidth(2)
    for _ in range(5):
        wheel(tab, 1)
    assert window.zoom.percent == 150
    assert tab.grid.font().pixelSize() == round(BASE_SIZE * 1.5)
    assert tab.grid.header.list_font().pixelSize() == round(BASE_SIZE * 1.5)
    assert tab.grid.frozen.font().pixelSize() == round(BASE_SIZE * 1.5)
    assert tab.grid.row_height() == round(ROW_HEIGHT * 1.5)
    assert tab.grid.columnWidth(2) == pytest.approx(wide * 1.5, abs=5)
    assert tab.new_row is not None
    assert tab.new_row.height() == tab.grid.row_height() + 1
    assert tab.new_row.font().pixelSize() == round(BASE_SIZE * 1.5)
    wheel(tab, -1)
    assert window.zoom.percent == 140
    assert tab.grid.verticalScrollBar().value() == 0


def test_the_wheel_alone_still_scrolls(tab: RegisterTab, window: MainWindow) -> None:
    wheel(tab, -1, Qt.KeyboardModifier.NoModifier)
    assert window.zoom.percent == 100
    assert tab.grid.verticalScrollBar().value() > 0


def test_one_zoom_is_for_all_lists_also_those_opened_later(tab: RegisterTab, window: MainWindow) -> None:
    window.zoom.set_percent(120)
    later = window.go("保险").register_tab()
    assert later.grid.font().pixelSize() == tab.grid.font().pixelSize() == round(BASE_SIZE * 1.2)
    window.zoom.set_percent(100)
    assert later.grid.row_height() == ROW_HEIGHT


def test_it_stays_in_its_bounds_and_is_remembered(qtbot: Any, office: Office) -> None:
    zoom = Zoom(office)
    zoom.set_percent(500)
    assert zoom.percent == MOST
    zoom.step(-100)
    assert zoom.percent == LEAST
    zoom.set_percent(133)
    assert zoom.percent == 130
    qtbot.waitUntil(lambda: remembered(office, "zoom") == 130, timeout=3000)
    assert Zoom(office).percent == 130
    remember(office, "zoom", "坏了")
    assert Zoom(office).percent == 100


def test_widths_are_remembered_as_they_are_at_a_hundred(tab: RegisterTab, window: MainWindow) -> None:
    tab.grid.setColumnWidth(2, 200)
    window.zoom.set_percent(150)
    assert tab.grid.columnWidth(2) == 300
    kept = dict(tab.memory._visual(tab.grid))
    assert kept[tab.model.paths[2]] == 200
    tab.memory.kept = [[path, width] for path, width in kept.items()]
    tab.memory.apply_widths(tab.grid)
    assert tab.grid.columnWidth(2) == 300


@pytest.mark.parametrize("percent", [100, 150])
def test_frozen_name_and_new_row_line_up_with_the_list_at_the_far_right(
    qtbot: Any, tab: RegisterTab, window: MainWindow, percent: int
) -> None:
    window.zoom.set_percent(percent)
    grid, new_row = tab.grid, tab.new_row
    assert new_row is not None
    grid.setColumnWidth(3, 1500)
    qtbot.waitUntil(lambda: grid.horizontalScrollBar().maximum() > 0, timeout=2000)
    qtbot.wait(50)
    grid.horizontalScrollBar().setValue(grid.horizontalScrollBar().maximum())
    section = tab.model.columnCount() - 1

    def left(view: Any) -> int:
        return int(view.viewport().mapToGlobal(QPoint(view.columnViewportPosition(section), 0)).x())

    def top(view: Any) -> int:
        return int(view.viewport().mapToGlobal(QPoint(0, view.rowViewportPosition(2))).y())

    assert left(grid) == left(new_row)
    assert grid.frozen.isVisible()
    assert top(grid) == top(grid.frozen)
