"""问一行原因、问一段日子：填得不对就写在下面，不关窗口。"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from miaopu_desk.ui.dialogs.doing import DoingDialog
from miaopu_desk.ui.tabs.day_field import DayField

LONGEST = 100


class AskDialog(DoingDialog):
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
        super().__init__(parent, title, about, deed)
        self._do = do
        self.result_: Any = None
        self.days = [DayField(day, label) for label, day in days]
        for (label, _), field in zip(days, self.days, strict=True):
            self.form.addRow(label, field)
        self.number = QLineEdit()
        self.number.setAccessibleName(number)
        self.number.setFixedWidth(120)
        self._asks_number = bool(number)
        if number:
            self.form.addRow(number, self.number)
        self.line = QLineEdit()
        self.line.setMaxLength(LONGEST)
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(line)
        self.line.setMinimumWidth(320)
        if line:
            self.form.addRow(line, self.line)
        self.setMinimumWidth(440)

    def whole(self) -> int | None:
        """那一个整数；写得不对为空。"""
        text = self.number.text().strip()
        return int(text) if re.fullmatch(r"[+-]?\d{1,7}", text, re.ASCII) else None

    def fault(self) -> str:
        if self._asks_number and self.whole() is None:
            return super().fault() or f"{self.number.accessibleName()}应当是整数"
        return super().fault()

    def carry_out(self) -> Any:
        return self._do(self)

    def carried(self, done: Any) -> None:
        self.result_ = done
