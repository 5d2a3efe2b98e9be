"""活动的几步：报备、记为已开展、取消、改期；几个一起办，一次办完，有问题写在下面、不关窗口。"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from miaopu_desk.domain.activity_steps import Filing
from miaopu_desk.domain.records import ACTIVITIES
from miaopu_desk.services import activities as service
from miaopu_desk.services.office import Office
from miaopu_desk.ui.dialogs.doing import DoingDialog
from miaopu_desk.ui.tabs.day_field import DayField

NAMED = 6
LONGEST = 100


class StepDialog(DoingDialog):
    """共同的样子：说明是哪几个活动，几格要填的，确定和取消。"""

    title = ""
    done_label = "确定"
    leave_label = "取消"

    def __init__(self, office: Office, window: Any, ids: Sequence[str], parent: QWidget) -> None:
        self.office, self.window_, self.ids = office, window, list(ids)
        self.found = office.keeper.table(ACTIVITIES).records(self.ids)
        super().__init__(parent, self.title, about(self.found), self.done_label, self.leave_label)
        self.setMinimumWidth(440)
        self.fill()

    def fill(self) -> None:
        """放进要填的格子。"""
        raise NotImplementedError

    def carried(self, done: Any) -> None:
        self.window_.say(done.sentence())

    def line(self, label: str, hint: str = "") -> QLineEdit:
        """加一行文字。"""
        made = QLineEdit()
        made.setMaxLength(LONGEST)
        made.setPlaceholderText(hint)
        made.setAccessibleName(label)
        self.form.addRow(label, made)
        return made

    def day(self, label: str, value: date) -> DayField:
        """加一个日期。"""
        made = DayField(value, label)
        self.form.addRow(label, made)
        return made

    def check(self, text: str, on: bool = False) -> QCheckBox:
        """加一个勾选。"""
        made = QCheckBox(text)
        made.setChecked(on)
        self.form.addRow("", made)
        return made


class FilingDialog(StepDialog):
    """报备：几个一起报的，编号依次往下编，或者共用一个。"""

    title = "报备"
    done_label = "报备"

    def fill(self) -> None:
        today = self.office.today()
        self.filed_on = self.day("报备日期", today)
        self.filed_with = QComboBox()
        self.filed_with.setEditable(True)
        self.filed_with.setAccessibleName("报备到")
        self.filed_with.addItems(service.known_desks(self.office))
        self.filed_with.lineEdit().setMaxLength(60)  # type: ignore[union-attr]
        self.form.addRow("报备到", self.filed_with)
        several = len(self.found) > 1
        self.number = self.line("头一个的编号" if several else "报备编号", "还没有编号的空着，给了以后再补")
        self.number.setMaxLength(40)
        self.one_number = self.check("这些活动共用一个编号")
        self.one_number.setVisible(several)
        self.late = self.check("补报：活动已经过了才报备", any(each.day < today for each in self.found))

    def carry_out(self) -> Any:
        filing = Filing(
            filed_on=self.filed_on.day,
            filed_with=self.filed_with.currentText(),
            number=self.number.text(),
            late=self.late.isChecked(),
        )
        return service.file_activities(self.office, self.ids, filing, one_number=self.one_number.isChecked())


class HoldDialog(StepDialog):
    """记为已开展：各按计划的那天，或者写明哪天。"""

    title = "记为已开展"

    def fill(self) -> None:
        today = self.office.today()
        self.as_planned = self.check("都按计划的日期", on=True)
        first = min((each.planned_on for each in self.found), default=today)
        self.held_on = self.day("实际哪天", min(first, today))
        self.held_on.setEnabled(False)
        self.as_planned.toggled.connect(lambda on: self.held_on.setEnabled(not on))
        if len(self.found) == 1:
            self.as_planned.setText(f"就在计划的那天（{self.found[0].planned_on}）")

    def carry_out(self) -> Any:
        day = None if self.as_planned.isChecked() else self.held_on.day
        return service.hold_activities(self.office, self.ids, day)


class CancelDialog(StepDialog):
    """取消：写明原因，留在登记里。"""

    title = "取消活动"
    done_label = "取消活动"
    leave_label = "返回"

    def fill(self) -> None:
        self.reason = self.line("为什么取消", "例如 下雨、改为线上")

    def carry_out(self) -> Any:
        return service.cancel_activities(self.office, self.ids, self.reason.text())


class PostponeDialog(StepDialog):
    """改期：换一天，报备照旧。"""

    title = "改期"
    done_label = "改期"

    def fill(self) -> None:
        first = self.found[0].planned_on if self.found else self.office.today()
        self.moved_to = self.day("改到哪天", max(first, self.office.today()))
        self.reason = self.line("为什么改", "可以空着")

    def carry_out(self) -> Any:
        return service.postpone_activities(self.office, self.ids, self.moved_to.day, self.reason.text())


def about(found: Sequence[Any]) -> str:
    """是哪几个活动，一句话。"""
    if not found:
        return "选中的活动已经删除"
    said = "；".join(
        f"{each.planned_on} {each.name}" + (f"（{each.community.name}）" if each.community else "")
        for each in found[:NAMED]
    )
    return said if len(found) == 1 else f"{len(found)} 个活动：{said}" + ("等" if len(found) > NAMED else "")
