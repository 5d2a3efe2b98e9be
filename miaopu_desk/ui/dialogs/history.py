"""一条记录的来历：每一次改动谁做的、何时、改了什么。"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from miaopu_desk.domain.register import Register
from miaopu_desk.services.history import HistoryLine, history
from miaopu_desk.services.office import Office
from miaopu_desk.ui.dialogs.frame import button, framed, sentence
from miaopu_desk.ui.theme import ROW_HEIGHT

HEADS = ("时间", "经办人", "操作", "栏目", "改前", "改后")
WIDTHS = (150, 80, 260, 110, 190, 190)


class HistoryDialog(QDialog):
    """只看不改的一张表，新的在上。"""

    def __init__(self, office: Office, register: Register[Any], record_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        close = button("关闭")
        close.clicked.connect(self.close)
        content = framed(self, f"{register.noun}的历史", close)
        lines = history(office, register, record_id)
        content.addWidget(
            sentence(f"共 {len({(line.at, line.title) for line in lines})} 次改动，新的在上。", quiet=True)
        )
        self.sheet = _table(newest_first(lines))
        content.addWidget(self.sheet)
        self.resize(sum(WIDTHS) + 60, 420)


def newest_first(lines: list[HistoryLine]) -> list[HistoryLine]:
    """后做的在前；同一次改动里的栏目还按原来的次序。"""
    groups: list[list[HistoryLine]] = []
    for line in lines:
        if groups and (groups[-1][0].at, groups[-1][0].title) == (line.at, line.title):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [line for group in reversed(groups) for line in group]


def _table(lines: list[HistoryLine]) -> QTableWidget:
    table = QTableWidget(len(lines), len(HEADS))
    table.setHorizontalHeaderLabels(HEADS)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setWordWrap(False)
    table.verticalHeader().setVisible(False)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setStretchLastSection(True)
    before = None
    for row, line in enumerate(lines):
        first = (line.at, line.title) != before
        before = (line.at, line.title)
        cells = (
            line.at if first else "",
            line.operator if first else "",
            line.title if first else "",
            line.label,
            line.before,
            line.after,
        )
        for column, text in enumerate(cells):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            table.setItem(row, column, item)
    for column, width in enumerate(WIDTHS):
        table.setColumnWidth(column, width)
    return table
