"""列表里的键，和表格软件一样走：回车向下，Ctrl+方向键到头，按着 Shift 连着选。"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from miaopu_desk.ui.grid import Grid

Key, Modifier = Qt.Key, Qt.KeyboardModifier
FLAG = QItemSelectionModel.SelectionFlag
_FAR = {Key.Key_Up: (-1, 0), Key.Key_Down: (1, 0), Key.Key_Left: (0, -1), Key.Key_Right: (0, 1)}


def walked(grid: "Grid", event: QKeyEvent) -> bool:
    """是走格子、打开一行的键就办了；不是为假。"""
    key, held = Key(event.key()), event.modifiers() & ~Modifier.KeypadModifier
    if key in (Key.Key_Return, Key.Key_Enter):
        if held == Modifier.ControlModifier or (not held and grid.cells is None):
            grid.opened.emit()
        elif held in (Modifier.NoModifier, Modifier.ShiftModifier):
            grid.step(-1 if held else 1, 0)
        return True
    if key in (Key.Key_Tab, Key.Key_Backtab):
        event.setAccepted(grid.step(0, 1 if key == Key.Key_Tab else -1))
        return True
    if key == Key.Key_Down and not held and grid.currentIndex().row() == grid.records.rowCount() - 1:
        grid.past_end.emit()
        return True
    if key in _FAR and held & Modifier.ControlModifier and not held & Modifier.AltModifier:
        _to_the_end(grid, *_FAR[key], bool(held & Modifier.ShiftModifier))
        return True
    return False


def _to_the_end(grid: "Grid", down: int, right: int, extending: bool) -> None:
    """走到最上、最下一行，或者最左、最右一栏；extending 时把中间的行都选上。"""
    now, shown, last = grid.currentIndex(), grid.shown_sections(), grid.records.rowCount() - 1
    if last < 0 or not shown:
        return
    row = (last if down > 0 else 0) if down else max(now.row(), 0)
    section = shown[-1 if right > 0 else 0] if right else max(now.column(), 0)
    there = grid.records.index(row, section)
    if not extending:
        grid.setCurrentIndex(there)
        return
    if down:
        chosen = grid.selected_rows() or [row]
        first = chosen[0] if down > 0 else chosen[-1]
        every = QItemSelection(grid.records.index(min(first, row), 0), grid.records.index(max(first, row), 0))
        grid.selectionModel().select(every, FLAG.ClearAndSelect | FLAG.Rows)
    grid.selectionModel().setCurrentIndex(there, FLAG.NoUpdate)
    grid.scrollTo(there)
