"""填几格就办一件事的小窗：日期读不懂、办不成的写在下面，不关窗口；办成了才关。"""

from typing import Any

from PySide6.QtWidgets import QFormLayout, QWidget

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.ui.dialogs.careful import CarefulDialog
from miaopu_desk.ui.dialogs.frame import button, framed, sentence, wrong_note
from miaopu_desk.ui.messages import several
from miaopu_desk.ui.tabs.day_field import DayField


class DoingDialog(CarefulDialog):
    """said 写在最上面，deed 是办的那个按钮；要填的格子加到 form 里。"""

    def __init__(self, parent: QWidget, title: str, said: str, deed: str, leave: str = "取消") -> None:
        super().__init__(parent)
        self.done_button, cancel = button(deed, main=True), button(leave)
        content = framed(self, title, self.done_button, cancel, enter=self.done_button)
        content.addWidget(sentence(said))
        self.form = QFormLayout()
        self.form.setVerticalSpacing(8)
        content.addLayout(self.form)
        self.note = wrong_note()
        content.addWidget(self.note)
        content.addStretch()
        self.done_button.clicked.connect(lambda: self.accept())
        cancel.clicked.connect(self.reject)

    def carry_out(self) -> Any:
        """照填的办；返回结果，或者全部问题。办不成也可以报 KnownError。"""
        raise NotImplementedError

    def carried(self, done: Any) -> None:
        """办成了，窗口就要关。"""
        raise NotImplementedError

    def fault(self) -> str:
        """还不能办的一句话；都填好了为空。"""
        return next((day.fault for day in self.findChildren(DayField) if day.isEnabled() and day.fault), "")

    def accept(self) -> None:
        wrong = self.fault()
        if wrong:
            self.tell(wrong)
            return
        try:
            done = self.carry_out()
        except KnownError as error:
            self.tell(str(error))
            return
        if isinstance(done, list):
            self.tell(several(done))
            return
        self.carried(done)
        super().accept()

    def tell(self, wrong: str) -> None:
        """哪里不对写在下面，窗口放得下。"""
        self.note.setText(wrong)
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))
