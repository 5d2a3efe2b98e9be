"""重新列以前记下选中了哪几行、光标在哪一格，列好了照旧选中。"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel

from miaopu_desk.ui.grid import Grid

FEW = 8  # 这么几行一个一个去找，比整份看一遍快


@dataclass(frozen=True, slots=True)
class Standing:
    """选中的各行的行号；光标那一行的行号（没有为 None）和列。"""

    chosen: frozenset[int]
    number: int | None
    column: int


def standing(grid: Grid) -> Standing | None:
    """现在选中的；一行也没有选中为空。"""
    numbers, current = grid.records.numbers, grid.currentIndex()
    chosen = frozenset(numbers[row] for row in grid.selected_rows() if row < len(numbers))
    if not chosen:
        return None
    number = numbers[current.row()] if 0 <= current.row() < len(numbers) else None
    return Standing(chosen, number, max(current.column(), 0))


def stand(grid: Grid, kept: Standing) -> None:
    """原来选中的还在列出来的里面，就照旧选中，让第一行看得见。"""
    numbers = grid.records.numbers
    rows = _rows(numbers, kept.chosen)
    if not rows:
        return
    grid.select_rows(rows)
    again = next((row for row in rows if numbers[row] == kept.number), rows[0])
    grid.selectionModel().setCurrentIndex(
        grid.records.index(again, min(kept.column, grid.records.columnCount() - 1)),
        QItemSelectionModel.SelectionFlag.NoUpdate,
    )


def _rows(numbers: Sequence[int], chosen: frozenset[int]) -> list[int]:
    if len(chosen) > FEW:
        return [row for row, number in enumerate(numbers) if number in chosen]
    found = []
    for number in chosen:
        try:
            found.append(numbers.index(number))
        except ValueError:
            continue
    return sorted(found)
