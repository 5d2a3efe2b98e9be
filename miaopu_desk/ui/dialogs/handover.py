"""交接：一个人手上还有什么，勾选以后一步交给接手的人。"""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QListWidget, QListWidgetItem, QWidget

from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.domain.records import VOLUNTEERS
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.services.handover import HandedOver, Holding, hand_over, holdings
from miaopu_desk.services.office import Office
from miaopu_desk.ui.dialogs.frame import button, framed, sentence, wrong_note
from miaopu_desk.ui.people_search import RecordPicker
from miaopu_desk.ui.tabs.day_field import DayField

NOTHING = "手上没有网格和整改，也不是服务队、党支部的负责人，不用交接。"
_ROLE = Qt.ItemDataRole.UserRole


class HandoverDialog(QDialog):
    """勾选要交的；接手的人空着就只结束。"""

    def __init__(self, office: Office, window: Any, person: Volunteer, parent: QWidget) -> None:
        super().__init__(parent)
        self.office, self.window_, self.person = office, window, person
        self.done_button = button("交接", main=True)
        cancel = button("取消")
        content = framed(self, f"交接：{person.name}", self.done_button, cancel)
        self.heading = sentence("")
        self.list = QListWidget()
        self.list.setAccessibleName("手上还有的")
        self.day = DayField(office.today(), "交接日期")
        self.picker = RecordPicker(office, VOLUNTEERS)
        self.picker.setAccessibleName("接手的人")
        self.picker.setMinimumWidth(320)
        self.note = wrong_note()
        form = QFormLayout()
        form.addRow("交接日期", self.day)
        form.addRow("接手的人", self.picker)
        content.addWidget(self.heading)
        content.addWidget(self.list, 1)
        content.addLayout(form)
        content.addWidget(
            sentence("从交接日期起由接手的人负责，以前的分工不变。接手的人空着，就只结束、没有人接。", True)
        )
        content.addWidget(self.note)
        self.day.changed.connect(self.load)
        self.done_button.clicked.connect(lambda: self.accept())
        cancel.clicked.connect(self.reject)
        self.load(self.day.day)
        self.resize(520, 440)

    def load(self, day: date) -> None:
        """列出 day 那天还在手上的，先都勾上。"""
        self.list.clear()
        found = holdings(self.office, self.person.id, day)
        for each in found:
            item = QListWidgetItem(f"{each.title}　{each.detail}", self.list)
            item.setData(_ROLE, each)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
        self.heading.setText(f"{self.person.name}手上还有 {len(found)} 样：" if found else self.person.name + NOTHING)
        self.done_button.setEnabled(bool(found))

    def chosen(self) -> list[Holding]:
        """勾上的各样。"""
        items = [self.list.item(at) for at in range(self.list.count())]
        return [item.data(_ROLE) for item in items if item.checkState() == Qt.CheckState.Checked]

    def accept(self) -> None:
        done = self._hand_over()
        if isinstance(done, HandedOver):
            self.window_.say(done.sentence())
            super().accept()
        else:
            self.note.setText("\n".join(map(str, done)))

    def _hand_over(self) -> HandedOver | list[Problem]:
        if self.day.fault:
            return [Problem("", self.day.fault)]
        ref = self.picker.ref()
        if ref is not None and ref.id is None:
            return [Problem("接手的人", f"请从列出的人里选中“{ref.name}”")]
        try:
            return hand_over(self.office, self.person.id, ref.id if ref else None, self.day.day, self.chosen())
        except KnownError as error:
            return [Problem("", str(error))]
