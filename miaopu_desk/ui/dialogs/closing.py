"""关账前再看一遍核对；重新打开和更正要写理由。"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QTableWidgetItem, QWidget

from miaopu_desk.domain.closing import blocking
from miaopu_desk.domain.figures import Finding
from miaopu_desk.ui.dialogs.careful import CarefulDialog
from miaopu_desk.ui.dialogs.frame import button, framed, sentence, wrong_note
from miaopu_desk.ui.tabs.click_table import CENTER, LEFT, ClickTable
from miaopu_desk.ui.theme import AMBER, COLOURS, RED

FROZEN = "关账以后数字和名单冻结，月报存成一版，以后照样印。迟到的资料仍可登记，用更正说明改。"


class CloseDialog(QDialog):
    """确认了发出 agreed；点一处核对发出 jumped(那一处) 并关上，先去改。"""

    agreed = Signal()
    jumped = Signal(object)

    def __init__(self, month: str, findings: Sequence[Finding], parent: QWidget) -> None:
        super().__init__(parent)
        self.stops = blocking(findings)
        rest = [each for each in findings if each not in self.stops]
        self.findings = [*self.stops, *rest]
        self.done_button = button("关账", main=True)
        cancel = button("先不关")
        content = framed(self, f"{month}关账", self.done_button, cancel)
        content.addWidget(sentence(FROZEN))
        self.verdict = sentence(_verdict(len(self.stops), len(rest)))
        self.verdict.setProperty("wrong", bool(self.stops))
        content.addWidget(self.verdict)
        self.sheet = ClickTable("关账前的核对")
        self.sheet.set_heads([("关账", CENTER), ("事项", LEFT), ("说明", LEFT)])
        self.sheet.whole_rows(64, 240)
        self._fill()
        self.sheet.setVisible(bool(self.findings))
        content.addWidget(self.sheet)
        self.done_button.setEnabled(not self.stops)
        self.sheet.chosen.connect(self.jump)
        cancel.clicked.connect(self.reject)
        self.done_button.clicked.connect(self.accept)
        self.resize(820, 420 if self.findings else 160)

    def _fill(self) -> None:
        self.sheet.setRowCount(len(self.findings))
        for row, finding in enumerate(self.findings):
            stops = finding in self.stops
            for column, text in enumerate(("要先改" if stops else "可以关", finding.title, finding.detail)):
                item = QTableWidgetItem(text)
                item.setToolTip(text if column == 2 else ("点开去看" if finding.table else ""))
                if column == 0:
                    colour = RED if stops else AMBER if finding.severity == "warning" else COLOURS["quiet"]
                    item.setForeground(QBrush(QColor(colour)))
                    item.setTextAlignment(CENTER)
                self.sheet.setItem(row, column, item)

    def jump(self, row: int, _: int = 0) -> None:
        """去改这一处：先不关账。"""
        if 0 <= row < len(self.findings) and self.findings[row].table:
            self.reject()
            self.jumped.emit(self.findings[row])

    def accept(self) -> None:
        if not self.stops:
            super().accept()
            self.agreed.emit()


def _verdict(stops: int, rest: int) -> str:
    if stops:
        return f"有 {stops} 处要先改好才能关账。点一行到那里去。"
    return f"没有非改不可的；还有 {rest} 处提醒，点一行可以先去看。" if rest else "核对没有看出毛病，可以关账。"


class ReasonDialog(CarefulDialog):
    """写好理由按确定，发出 agreed(理由)。"""

    agreed = Signal(str)

    def __init__(self, title: str, explanation: str, example: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.done_button = button("确定", main=True)
        cancel = button("取消")
        content = framed(self, title, self.done_button, cancel, enter=self.done_button)
        content.addWidget(sentence(explanation))
        content.addWidget(QLabel("理由"))
        self.reason = QLineEdit()
        self.reason.setAccessibleName("理由")
        self.reason.setPlaceholderText(example)
        self.reason.setMaxLength(200)
        self.reason.setMinimumWidth(460)
        content.addWidget(self.reason)
        self.note = wrong_note()
        content.addWidget(self.note)
        cancel.clicked.connect(self.reject)
        self.done_button.clicked.connect(self.accept)

    def accept(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self.note.setText("请写明理由")
            self.reason.setFocus()
            return
        super().accept()
        self.agreed.emit(reason)
