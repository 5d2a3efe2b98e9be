"""格子里的字和列头的字左边对齐：同一个字写在列头和格子里，墨迹从同一个像素开始。"""

from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QTableWidgetItem

from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.office import Office
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs.click_table import LEFT, ClickTable


def ink(picture: QPixmap, cell: QRect) -> int:
    """一格里最左边的墨迹离格子左边几个像素；没有墨迹报错。"""
    image = picture.toImage()
    paper = image.pixelColor(cell.left() + 2, cell.top() + 3).lightness()
    for x in range(cell.left() + 2, cell.right() - 2):
        for y in range(cell.top() + 3, cell.bottom() - 3):
            if abs(image.pixelColor(x, y).lightness() - paper) > 60:
                return x - cell.left()
    raise AssertionError("格子里没有字")


def test_text_in_a_register_starts_where_its_heading_starts(qtbot: Any, window: MainWindow, office: Office) -> None:
    first = office.keeper.table(REGISTERS["communities"]).all()[0]
    office.keeper.change(REGISTERS["communities"], first.id, {"name": "名称"})
    tab = RegisterTab(office, REGISTERS["communities"], window)
    qtbot.addWidget(tab)
    tab.resize(900, 400)
    tab.show()
    section, row = tab.model.paths.index("name"), tab.model.rows_of([first.id])[0]
    heading = str(tab.model.headerData(section, tab.grid.header.orientation()))
    office.keeper.change(REGISTERS["communities"], first.id, {"name": heading})
    tab.load()
    header = tab.grid.header
    head = QRect(header.sectionViewportPosition(section), 0, header.sectionSize(section), header.height())
    tab.grid.clearSelection()
    assert ink(header.viewport().grab(), head) == ink(
        tab.grid.viewport().grab(), tab.grid.visualRect(tab.model.index(row, section))
    )


@pytest.mark.parametrize("text", ["社区", "姓名"])
def test_text_in_a_small_table_starts_where_its_heading_starts(qtbot: Any, text: str) -> None:
    table = ClickTable("对齐")
    qtbot.addWidget(table)
    table.set_heads([(text, LEFT)])
    table.setRowCount(1)
    table.setItem(0, 0, QTableWidgetItem(text))
    table.show()
    header = table.horizontalHeader()
    head = QRect(0, 0, header.sectionSize(0), header.height())
    cell = ink(table.viewport().grab(), table.visualItemRect(table.item(0, 0)))
    assert ink(header.viewport().grab(), head) == cell
