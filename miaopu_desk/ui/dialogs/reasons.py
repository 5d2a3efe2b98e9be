"""一个分数的来历：一句算法，分子、分母，点开看背后的行。"""

from typing import Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QWidget

from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.ranking import Reasons, Rows
from miaopu_desk.ui.dialogs.frame import button, framed, sentence


class ReasonsDialog(QDialog):
    """按“看这几条”跳到那张登记表。"""

    def __init__(self, why: Reasons, window: Any, parent: QWidget) -> None:
        super().__init__(parent)
        self.why, self.window_ = why, window
        close = button("关闭", main=True)
        close.clicked.connect(self.reject)
        content = framed(self, f"{why.community}：{why.name}", close)
        content.addWidget(sentence(why.sentence))
        self.buttons: list[QPushButton] = []
        for rows in why.rows:
            content.addLayout(self._row(rows))
        content.addStretch()
        self.resize(480, self.sizeHint().height())

    def _row(self, rows: Rows) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(sentence(f"{rows.label}：{REGISTERS[rows.table].title} {rows.shown}"), 1)
        look = button("看这几条")
        look.setEnabled(bool(rows.ids))
        look.setAccessibleName(f"看{rows.label}的这几条")
        look.clicked.connect(lambda: self._go(rows))
        self.buttons.append(look)
        row.addWidget(look)
        return row

    def _go(self, rows: Rows) -> None:
        self.close()
        self.window_.show_records(rows.table, rows.ids, f"{self.why.community}{self.why.name}的{rows.label}")
