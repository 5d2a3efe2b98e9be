"""选中的几位一起改状态、一起转社区：问哪天、为什么，一次办完。"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import COMMUNITIES, VOLUNTEERS
from miaopu_desk.services.office import Office
from miaopu_desk.services.standings import DEEDS, set_standing, some
from miaopu_desk.services.transfers import transfer
from miaopu_desk.ui.dialogs.careful import CarefulDialog
from miaopu_desk.ui.dialogs.frame import button, framed, sentence, wrong_note
from miaopu_desk.ui.messages import several
from miaopu_desk.ui.tabs.day_field import DayField

LONGEST_REASON = 60


class ManyDialog(CarefulDialog):
    """共同的样子：一个下拉、一个日期、一行原因；有问题写在下面，不关窗口。"""

    title = ""
    day_label = "日期"

    def __init__(self, office: Office, window: Any, ids: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.office, self.window_, self.ids = office, window, list(ids)
        people = office.keeper.table(VOLUNTEERS).records(self.ids)
        self.done_button = button("确定", main=True)
        cancel = button("取消")
        content = framed(self, self.title, self.done_button, cancel, enter=self.done_button)
        content.addWidget(sentence(f"{len(people)} 人：{some(people, 12)}"))
        self.what = QComboBox()
        self.what.setAccessibleName(self.title)
        self.day = DayField(office.today(), self.day_label)
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason.setAccessibleName("原因")
        self.reason.setMinimumWidth(300)
        form = QFormLayout()
        for label, widget in ((self.title, self.what), (self.day_label, self.day), ("原因", self.reason)):
            form.addRow(label, widget)
        content.addLayout(form)
        self.note = wrong_note()
        content.addWidget(self.note)
        self.done_button.clicked.connect(lambda: self.accept())
        cancel.clicked.connect(self.reject)
        self.fill()

    def fill(self) -> None:
        """放进可选的。"""
        raise NotImplementedError

    def carry_out(self) -> Any:
        """照填的办；返回结果或者全部问题。"""
        raise NotImplementedError

    def accept(self) -> None:
        if not understood(self.day):
            self.note.setText(f"{self.day_label}读不懂，请照 2021-05-12 这样填写")
            return
        try:
            done = self.carry_out()
        except KnownError as error:
            self.note.setText(str(error))
            return
        if isinstance(done, list):
            self.note.setText(several(done))
            return
        self.window_.say(done.sentence())
        super().accept()


def understood(day: DayField) -> bool:
    """日期那一格写的就是它现在的日期；写错还没有改好的不算。"""
    return day.line.text() == day.day.isoformat()


class StandingDialog(ManyDialog):
    """暂停、恢复、退出、清退。"""

    title = "状态"

    def fill(self) -> None:
        for standing, deed in DEEDS.items():
            self.what.addItem(deed, standing)

    def carry_out(self) -> Any:
        return set_standing(self.office, self.ids, self.what.currentData(), self.day.day, self.reason.text())


class TransferDialog(ManyDialog):
    """转到另一个社区。"""

    title = "转到"
    day_label = "转出日期"

    def fill(self) -> None:
        for each in self.office.keeper.table(COMMUNITIES).all():
            self.what.addItem(each.name, each.id)

    def carry_out(self) -> Any:
        return transfer(self.office, self.ids, self.what.currentData() or "", self.day.day, self.reason.text())
