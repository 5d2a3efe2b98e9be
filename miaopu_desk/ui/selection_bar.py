"""列表右下角的一行：选中几行时，光标那一栏的平均值、计数、求和。"""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

from miaopu_desk.domain.selection_sums import selection_sums
from miaopu_desk.store.table import RecordTable
from miaopu_desk.ui.grid import Grid

DELAY = 150  # 毫秒：拖着选的时候不一行一行地重算
MOST = 200_000  # 选中的再多就不算了


class SelectionBar(QLabel):
    """跟着 grid 的选中和光标走。"""

    def __init__(self, table: RecordTable[Any], grid: Grid) -> None:
        super().__init__()
        self.table, self.grid = table, grid
        self.setProperty("quiet", True)
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self._timer.timeout.connect(self.add_up)
        chosen = grid.selectionModel()
        chosen.selectionChanged.connect(lambda *_: self._timer.start())
        chosen.currentColumnChanged.connect(lambda *_: self._timer.start())
        grid.records.modelReset.connect(self._timer.start)

    def add_up(self) -> None:
        """现在就算。"""
        model, rows, section = self.grid.records, self.grid.selected_rows(), self.grid.currentIndex().column()
        said = ""
        if 1 < len(rows) <= MOST and 0 <= section < len(model.paths):
            numbers = [model.numbers[row] for row in rows if row < len(model.numbers)]
            found = self.table.values(numbers, (model.paths[section],))
            said = selection_sums(model.columns[section], [values[1] for values in found if values])
        self.setText(said)
