"""轮值：挑一支队伍或者一份名单，轮着排满选中的班次；改了什么，计划马上重排，看过再写。"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QWidget,
)

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import TEAMS, VOLUNTEERS
from miaopu_desk.services.office import Office
from miaopu_desk.services.shift_people import AssignPlan, do_assign, plan_rotation, team_ids
from miaopu_desk.ui.dialogs.duty import plan_table, show_plan
from miaopu_desk.ui.dialogs.frame import button, framed, sentence, wrong_note
from miaopu_desk.ui.people_picker import PeoplePicker

_ROLE = Qt.ItemDataRole.UserRole


class RotationDialog(QDialog):
    """左边是名单（不在的去掉勾），右边是计划。"""

    def __init__(self, office: Office, window: Any, shift_ids: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.office, self.window_, self.shift_ids = office, window, list(shift_ids)
        self.plan = AssignPlan("轮值", ())
        self.done_button = button("排", main=True)
        cancel = button("取消")
        content = framed(self, f"轮值：{len(shift_ids)} 班", self.done_button, cancel)
        self.team = QComboBox()
        self.team.setAccessibleName("志愿服务队")
        self.team.addItem("自己挑的名单", None)
        for each in office.keeper.table(TEAMS).all():
            self.team.addItem(each.name, each.id)
        self.pick_button = button("挑人…")
        self.per_shift = QSpinBox()
        self.per_shift.setRange(1, 99)
        self.per_shift.setSuffix(" 人")
        self.per_shift.setFixedWidth(90)
        self.per_shift.setAccessibleName("没有最少人数的每班几人")
        self.list = QListWidget()
        self.list.setAccessibleName("轮值名单，不在的去掉勾")
        self.list.setFixedWidth(220)
        self.said = sentence("")
        self.table = plan_table(self.plan)
        who = QHBoxLayout()
        who.addWidget(self.team, 1)
        who.addWidget(self.pick_button)
        form = QFormLayout()
        form.addRow("由谁来轮", who)
        form.addRow("没有最少人数的每班", self.per_shift)
        middle = QHBoxLayout()
        middle.addWidget(self.list)
        middle.addWidget(self.table, 1)
        self.note = wrong_note()
        content.addLayout(form)
        content.addWidget(self.said)
        content.addLayout(middle, 1)
        content.addWidget(
            sentence("值得少的先排，一样多的先排最久没值的；离队、暂停、当天请假、撞班的跳过，去掉勾的不排。", True)
        )
        content.addWidget(self.note)
        self.team.currentIndexChanged.connect(lambda _: self._team_chosen())
        self.pick_button.clicked.connect(lambda: self.pick())
        self.per_shift.valueChanged.connect(lambda _: self.count())
        self.list.itemChanged.connect(lambda _: self.count())
        self.done_button.clicked.connect(lambda: self.accept())
        cancel.clicked.connect(self.reject)
        self.resize(960, 560)
        self.count()

    def set_people(self, ids: Sequence[str]) -> None:
        """名单换成这些人，都勾上。"""
        self.list.blockSignals(True)
        self.list.clear()
        for each in self.office.keeper.table(VOLUNTEERS).records(list(dict.fromkeys(ids))):
            item = QListWidgetItem(f"{each.name}　{each.community.name}", self.list)
            item.setData(_ROLE, each.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
        self.list.blockSignals(False)
        self.count()

    def pick(self) -> PeoplePicker:
        """挑几个人加到名单里。"""
        items = [self.list.item(at) for at in range(self.list.count())]
        present = [item.data(_ROLE) for item in items]
        picker = PeoplePicker(self.office, "轮值名单", self, present=present)
        picker.picked.connect(lambda ids: self.set_people([*present, *ids]))
        picker.open()
        return picker

    def count(self) -> None:
        """重排计划。"""
        items = [self.list.item(at) for at in range(self.list.count())]
        everyone = [item.data(_ROLE) for item in items]
        away = {item.data(_ROLE) for item in items if item.checkState() != Qt.CheckState.Checked}
        self.note.setText("")
        try:
            self.plan = plan_rotation(
                self.office, self.shift_ids, everyone, per_shift=self.per_shift.value(), away=away
            )
        except KnownError as error:
            self.note.setText(str(error))
            self.plan = AssignPlan("轮值", ())
        self.said.setText(f"{self.plan.sentence()}。" if everyone else "选一支队伍，或者点“挑人”列出名单。")
        show_plan(self.table, self.plan)
        self.done_button.setText(f"排 {len(self.plan.placings)} 人次" if self.plan.placings else "排")
        self.done_button.setEnabled(bool(self.plan.placings))

    def accept(self) -> None:
        try:
            count = do_assign(self.office, self.plan)
        except KnownError as error:
            self.note.setText(str(error))
            return
        self.window_.say(f"轮值排了 {count} 人次，按 Ctrl+Z 可以撤销")
        super().accept()

    def _team_chosen(self) -> None:
        team = self.team.currentData()
        if team:
            self.set_people(team_ids(self.office, team, self.office.today()))
