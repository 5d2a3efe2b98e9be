"""更正一条服务记录：看清原来的一条和以前的更正，写更正后的时长和原因，记一条正负更正行。"""

from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from miaopu_desk.domain.kinds import Rejected, hours
from miaopu_desk.domain.ledger import Entry
from miaopu_desk.services.late_lines import closed_note
from miaopu_desk.services.office import Office
from miaopu_desk.services.posting import correct_line
from miaopu_desk.ui.dialogs.careful import CarefulDialog
from miaopu_desk.ui.dialogs.frame import button, framed, sentence, wrong_note
from miaopu_desk.ui.messages import several
from miaopu_desk.ui.posting_questions import settled

HOURS = hours()


class CorrectDialog(CarefulDialog):
    """entry 是要更正的一条连同以前的更正；minutes 给了就先填好（0 是去掉这一条）。"""

    def __init__(self, office: Office, window: Any, entry: Entry, parent: QWidget, minutes: int | None = None) -> None:
        super().__init__(parent)
        self.office, self.window_, self.entry = office, window, entry
        self.done_button = button("记更正行", main=True)
        self.nothing_button = button("更正为 0（去掉这一条）")
        cancel = button("取消")
        content = framed(self, "更正服务记录", self.done_button, cancel, left=(self.nothing_button,))
        for text, quiet in (*_told(entry), (closed_note(office, [entry.line.served_on]), False)):
            if text:
                content.addWidget(sentence(text, quiet))
        self.hours = QLineEdit(HOURS.show(entry.minutes if minutes is None else minutes))
        self.hours.setAccessibleName("更正后的时长，小时")
        self.hours.setMaximumWidth(120)
        self.reason = QLineEdit()
        self.reason.setMaxLength(100)
        self.reason.setMinimumWidth(360)
        self.reason.setAccessibleName("更正原因")
        self.reason.setPlaceholderText("例如 签到表抄错一行")
        form = QFormLayout()
        form.addRow("更正后的时长（小时）", self.hours)
        form.addRow("更正原因 *", self.reason)
        content.addLayout(form)
        self.note = wrong_note()
        content.addWidget(self.note)
        content.addStretch()
        self.done_button.clicked.connect(lambda: self.accept())
        self.nothing_button.clicked.connect(self.to_nothing)
        cancel.clicked.connect(self.reject)
        self.hours.returnPressed.connect(self.reason.setFocus)
        self.reason.returnPressed.connect(self.accept)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.accept)
        (self.hours if minutes is None else self.reason).setFocus()
        self.hours.selectAll()

    def to_nothing(self) -> None:
        """时长写成 0，接着写原因。"""
        self.hours.setText("0")
        self.reason.setFocus()

    def accept(self) -> None:
        """记更正行；填错了的说清楚，不关窗口。"""
        minutes = HOURS.read(self.hours.text())
        if isinstance(minutes, Rejected) or minutes is None:
            self.note.setText(f"更正后的时长：{minutes.message if minutes else '请填写，去掉这一条填 0'}")
            return
        wanted, reason = int(minutes), self.reason.text()
        outcome = settled(
            self, lambda agreed: correct_line(self.office, self.entry.line.id, wanted, reason, agreed=agreed), "更正"
        )
        if outcome is None:
            return
        if outcome.problems:
            self.note.setText(several(outcome.problems))
            return
        self.window_.say(outcome.done)
        super().accept()


def _told(entry: Entry) -> list[tuple[str, bool]]:
    """原来的一条和以前的更正，各一句。"""
    line = entry.line
    parts = [line.served_on.isoformat(), line.volunteer.name, line.community.name, line.activity]
    said = [
        ("　".join(parts), False),
        (f"原记 {HOURS.show(line.minutes)} 小时，现在 {HOURS.show(entry.minutes)} 小时", False),
    ]
    for each in entry.corrections:
        sign = "＋" if each.minutes > 0 else "－"
        when = f"{each.recorded_on} " if each.recorded_on else ""
        said.append(
            (f"　{when}{sign}{HOURS.show(abs(each.minutes))} 小时：{each.reason}（{each.operator or ''}）", True)
        )
    return said
