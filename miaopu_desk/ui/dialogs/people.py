"""选中的几位一起改状态、一起转社区：问哪天、为什么，一次办完。"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from miaopu_desk.domain.records import COMMUNITIES, VOLUNTEERS
from miaopu_desk.services.office import Office
from miaopu_desk.services.standings import DEEDS, set_standing, some
from miaopu_desk.services.transfers import transfer
from miaopu_desk.ui.dialogs.doing import DoingDialog
from miaopu_desk.ui.tabs.day_field import DayField

LONGEST_REASON = 60


class ManyDialog(DoingDialog):
    """共同的样子：一个下拉、一个日期、一行原因；有问题写在下面，不关窗口。"""

    title = ""
    day_label = "日期"

    def __init__(self, office: Office, window: Any, ids: Sequence[str], parent: QWidget) -> None:
        people = office.keeper.table(VOLUNTEERS).records(list(ids))
        super().__init__(parent, self.title, f"{len(people)} 人：{some(people, 12)}", "确定")
        self.office, self.window_, self.ids = office, window, list(ids)
        self.what = QComboBox()
        self.what.setAccessibleName(self.title)
        self.day = DayField(office.today(), self.day_label)
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason.setAccessibleName("原因")
        self.reason.setMinimumWidth(300)
        for label, widget in ((self.title, self.what), (self.day_label, self.day), ("原因", self.reason)):
            self.form.addRow(label, widget)
        self.fill()

    def fill(self) -> None:
        """放进可选的。"""
        raise NotImplementedError

    def carried(self, done: Any) -> None:
        self.window_.say(done.sentence())


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
