"""空着的看板和小表中间有话：为什么空、下一步做什么；有了行就不见了。"""

from typing import Any

from builders import add, office_with_communities
from PySide6.QtWidgets import QTableView, QTableWidgetItem

from miaopu_desk.domain.records.communities import COMMUNITIES
from miaopu_desk.services.office import Office
from miaopu_desk.ui.duty_board import NO_SHIFTS, DutyBoard
from miaopu_desk.ui.tabs.click_table import ClickTable
from miaopu_desk.ui.tabs.star_board import NOBODY, NOBODY_FITS, StarBoard


class Window:
    """后台的活当场做完。"""

    def __init__(self) -> None:
        self.jobs = self

    def read(self, words: str, office: Office, work: Any, done: Any) -> None:
        done(work(office))


def inked(table: QTableView) -> bool:
    """表格当中画了东西没有。"""
    image = table.viewport().grab().toImage()
    ground = image.pixelColor(2, 2)
    return any(
        image.pixelColor(x, y) != ground for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)
    )


def test_a_small_table_writes_its_sentence_only_while_it_is_empty(qtbot: Any) -> None:
    table = ClickTable("试")
    qtbot.addWidget(table)
    table.setShowGrid(False)
    table.resize(400, 200)
    assert not inked(table)
    table.empty_text = "还没有"
    assert inked(table)
    table.setRowCount(1)
    table.setColumnCount(1)
    table.setItem(0, 0, QTableWidgetItem(""))
    table.setAlternatingRowColors(False)
    assert not inked(table)


def test_a_week_without_shifts_says_how_shifts_are_made(qtbot: Any) -> None:
    board = DutyBoard(office_with_communities(), Window())
    qtbot.addWidget(board)
    board.resize(1366, 600)
    assert board.table.empty_text == NO_SHIFTS
    assert inked(board.table)


def test_the_star_list_without_people_says_what_to_do(qtbot: Any) -> None:
    office = office_with_communities()
    board = StarBoard(office, Window())
    qtbot.addWidget(board)
    board.resize(1366, 600)
    assert board.table.empty_text == NOBODY
    assert inked(board.table)
    add(office, "volunteers", name="头一位", community=office.keeper.table(COMMUNITIES).all()[0].name)
    board.load()
    assert board.table.empty_text == NOBODY_FITS
