"""录督查的两张表：检查表先都是满分，只填扣了几分、实测多少、为什么；发现的问题一行一个。"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from miaopu_desk.domain.inspection import target_score
from miaopu_desk.domain.kinds import Rejected
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records.inspection import InspectionScore, percents, points
from miaopu_desk.services.inspecting import Found
from miaopu_desk.ui.enter_down import EnterDown
from miaopu_desk.ui.theme import COLOURS, ROW_HEIGHT

HEADS = ("检查内容", "满分", "扣分", "实测 %", "得分", "扣分原因")
NAME, FULL, OFF, MEASURED, SCORE, REASON = range(6)
EDITED = (OFF, MEASURED, REASON)
NOT_CHECKED = "未查"
BLANK_FINDINGS = 3


def rescored(one: InspectionScore, column: int, text: str) -> InspectionScore | Problem:
    """“扣分”或“实测”一格写成 text 以后的这一项；读不懂、超过满分的说明为什么。"""
    if column == OFF:
        if text == NOT_CHECKED:
            return replace(one, score=None)
        off = points().read(text) or 0
        if isinstance(off, Rejected):
            return Problem(one.name, f"扣分{off.message}")
        if off > one.full_score:
            return Problem(one.name, f"扣分超过满分{points().show(one.full_score)}分")
        return replace(one, score=one.full_score - off)
    measured = percents().read(text)
    if isinstance(measured, Rejected):
        return Problem(one.name, f"实测值{measured.message}")
    if measured is None:
        return replace(one, measured=None, score=None)
    assert one.target is not None
    return replace(one, measured=measured, score=target_score(one.full_score, one.target, one.target_test, measured))


def texts_of(one: InspectionScore) -> tuple[str, ...]:
    """一项在表上的六格。"""
    aim = (
        f"（目标{'超过' if one.target_test == 'over' else '达到'}{percents().show(one.target)}%）" if one.target else ""
    )
    off = "" if one.score is None else points().show(one.full_score - one.score)
    return (
        one.name + aim,
        points().show(one.full_score),
        "" if one.target is not None else NOT_CHECKED if one.score is None else "" if off == "0" else off,
        percents().show(one.measured),
        NOT_CHECKED if one.score is None else points().show(one.score),
        one.reason or "",
    )


class TypedTable(EnterDown, QTableWidget):
    """格子直接打字的表，最后一列随窗口变宽。"""

    def __init__(self, name: str, heads: Sequence[str], widths: Sequence[int]) -> None:
        super().__init__(0, len(heads))
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(heads))
        self.horizontalHeader().setHighlightSections(False)
        for at, width in enumerate(widths):
            self.setColumnWidth(at, width)
        self.horizontalHeader().setSectionResizeMode(len(heads) - 1, QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setEditTriggers(QTableWidget.EditTrigger.AllEditTriggers)

    def text(self, row: int, column: int) -> str:
        """一格的字，前后的空白去掉。"""
        item = self.item(row, column)
        return item.text().strip() if item is not None else ""


class ScoreTable(TypedTable):
    """检查表的各项；scores 随着填的变，填错的一格不算数。"""

    edited = Signal(str)  # 改了一格；填错了的写着为什么

    def __init__(self) -> None:
        super().__init__("检查表", HEADS, (280, 60, 70, 80, 70))
        self.scores: list[InspectionScore] = []
        self._loaded: list[InspectionScore] = []
        self.cellChanged.connect(self._changed)

    def open(self, scores: Sequence[InspectionScore]) -> None:
        """换成这几项。"""
        self.scores, self._loaded = list(scores), list(scores)
        self.blockSignals(True)
        self.setRowCount(len(scores))
        for row, one in enumerate(scores):
            self._show_row(row, one)
        self.blockSignals(False)

    @property
    def dirty(self) -> bool:
        """打开以后改过。"""
        return self.scores != self._loaded

    def wrong_cells(self) -> list[Problem]:
        """填错了的各格。"""
        found = []
        for row, one in enumerate(self.scores):
            column = MEASURED if one.target is not None else OFF
            read = rescored(one, column, self.text(row, column))
            if isinstance(read, Problem):
                found.append(read)
        return found

    def _changed(self, row: int, column: int) -> None:
        one, text = self.scores[row], self.text(row, column)
        if column == REASON:
            self.scores[row] = replace(one, reason=text or None)
            return
        read = rescored(one, column, text)
        if not isinstance(read, Problem):
            self.scores[row] = read
        self.blockSignals(True)
        item = self.item(row, SCORE)
        shown = points().show(self.scores[row].score) or NOT_CHECKED
        if item is not None:
            item.setText("？" if isinstance(read, Problem) else shown)
        self.blockSignals(False)
        self.edited.emit(str(read) if isinstance(read, Problem) else "")

    def _show_row(self, row: int, one: InspectionScore) -> None:
        for column, text in enumerate(texts_of(one)):
            item = QTableWidgetItem(text)
            if column not in (NAME, REASON):
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            locked = column not in EDITED or (column == OFF and one.target is not None)
            if locked or (column == MEASURED and one.target is None):
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                item.setBackground(QColor(COLOURS["stripe"]))
            self.setItem(row, column, item)


class FindingsTable(TypedTable):
    """发现的问题和地点；末了一行打了字就再长出一行。"""

    def __init__(self) -> None:
        super().__init__("发现的问题", ("发现的问题（保存后进“整改”，等着发通知；照片在那里添加）", "地点"), (480,))
        self.setRowCount(BLANK_FINDINGS)
        self.setMinimumHeight(self.horizontalHeader().sizeHint().height() + ROW_HEIGHT * BLANK_FINDINGS + 4)
        self.cellChanged.connect(lambda *_: self._grow())

    def found(self) -> list[Found]:
        """空着的行不算。"""
        rows = [(self.text(row, 0), self.text(row, 1)) for row in range(self.rowCount())]
        return [Found(name, place) for name, place in rows if name]

    def _grow(self) -> None:
        if self.text(self.rowCount() - 1, 0):
            self.insertRow(self.rowCount())
