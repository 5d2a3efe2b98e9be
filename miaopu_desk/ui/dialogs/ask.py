"""问一行原因、问一段日子：填得不对就写在下面，不关窗口。"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.ui.dialogs.careful import CarefulDialog
from miaopu_desk.ui.dialogs.frame import button, framed, sentence, wrong_note
from miaopu_desk.ui.dialogs.people import understood
from miaopu_desk.ui.tabs.day_field import DayField

LONGEST = 100


class AskDialog(CarefulDialog):
    """do(dialog) 照填的办，返回结果或者全部问题；days 是（标签，先填好的日期），number 是一个整数、line 是一行字的标签，空着不问。"""

    def __init__(
        self,
        title: str,
        about: str,
        deed: str,
        do: Callable[["AskDialog"], Any],
        parent: QWidget,
        *,
        number: str = "",
        line: str = "",
        hint: str = "",
        days: Sequence[tuple[str, Any]] = (),
    ) -> None:
        super().__init__(parent)
        self._do = do
        self.result_: Any = None
        self.done_button, cancel = button(deed, main=True), button("取消")
        content = framed(self, title, self.done_button, cancel, enter=self.done_button)
        content.addWidget(sentence(about))
        form = QFormLayout()
        self.days = [DayField(day, label) for label, day in days]
        for (label, _), field in zip(days, self.days, strict=True):
            form.addRow(label, field)
        self.number = QLineEdit()
        self.number.setAccessibleName(number)
        self.number.setFixedWidth(120)
        self._asks_number = bool(number)
        if number:
            form.addRow(number, self.number)
        self.line = QLineEdit()
        self.line.setMaxLength(LONGEST)
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(line)
        self.line.setMinimumWidth(320)
        if line:
            form.addRow(line, self.line)
        content.addLayout(form)
        self.note = wrong_note()
        content.addWidget(self.note)
        content.addStretch()
        self.done_button.clicked.connect(lambda: self.accept())
        cancel.clicked.connect(self.reject)
        self.setMinimumWidth(440)

    def whole(self) -> int | None:
        """那一个整数；写得不对为空。"""
        text = self.number.text().strip()
        return int(text) if re.fullmatch(r"[+-]?\d{1,7}", text, re.ASCII) else None

    def accept(self) -> None:
        for field in self.days:
            if not understood(field):
                self.note.setText("日期读不懂，请照 2021-05-12 这样填写")
                return
        if self._asks_number and self.whole() is None:
            self.note.setText(f"{self.number.accessibleName()}应当是整数")
            return
        try:
            done = self._do(self)
        except KnownError as error:
            self.note.setText(str(error))
            return
        if isinstance(done, list):
            self.note.setText("\n".join(_said(problem) for problem in done[:6]))
            return
        self.result_ = done
        super().accept()


def _said(problem: Problem) -> str:
    return str(problem)
