"""补录多人：挑许多人，一张表单写一次，各记一行；历史时数也用它。"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from miaopu_desk.domain.kinds import Rejected
from miaopu_desk.domain.ledger import OPENING, OTHER
from miaopu_desk.domain.records import SERVICE_RECORDS, VOLUNTEERS
from miaopu_desk.services.extra_hours import ASKED, ASKED_OPENING, OPENING_NAME, post_extra
from miaopu_desk.services.late_lines import closed_note
from miaopu_desk.services.office import Office
from miaopu_desk.ui.dialogs.careful import CarefulDialog
from miaopu_desk.ui.dialogs.frame import button, framed, sentence
from miaopu_desk.ui.editors import editor_for
from miaopu_desk.ui.form_fields import Field
from miaopu_desk.ui.messages import several
from miaopu_desk.ui.people_picker import PeoplePicker
from miaopu_desk.ui.posting_questions import settled
from miaopu_desk.ui.theme import look_wrong

ID_ROLE = Qt.ItemDataRole.UserRole
TOLD = {
    OTHER: "排班以外的服务：左边写一次，右边每人各记一行。时长可以直接写，也可以只写开始和结束。",
    OPENING: "启用以前的累计时数：每人各记一行，日期写截至哪天。算进个人的累计和星级，不算进月报。",
}
TITLES = {OTHER: "补录多人", OPENING: "历史时数"}


class PostManyDialog(CarefulDialog):
    """source 是 other（补录）或 opening（历史时数）。"""

    def __init__(self, office: Office, window: Any, parent: QWidget, source: str = OTHER) -> None:
        super().__init__(parent)
        self.office, self.window_, self.source = office, window, source
        self.fields: dict[str, Field] = {}
        self.people = QListWidget()
        self.count = QLabel()
        self.post_button = button("入账", main=True)
        self.pick_button = button("挑人…（F3）")
        self.drop_button = button("去掉选中的")
        cancel = button("取消")
        content = framed(self, TITLES[source], self.post_button, cancel)
        content.addWidget(sentence(TOLD[source], quiet=True))
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self._form(), 3)
        body.addWidget(self._side(), 2)
        content.addLayout(body, 1)
        self.note = sentence("")
        self.note.setProperty("note", True)
        content.addWidget(self.note)
        for made, slot in (
            (self.post_button, self.post),
            (self.pick_button, self.pick),
            (self.drop_button, self.drop),
            (cancel, self.reject),
        ):
            made.clicked.connect(lambda _=False, slot=slot: slot())
        for keys, do in (("Ctrl+Return", self.post), ("Ctrl+Enter", self.post), ("F3", self.pick)):
            QShortcut(QKeySequence(keys), self, do)
        self.post_button.setToolTip("Ctrl+回车")
        self.resize(940, 600)
        self._counted()
        self.fields["minutes"].editor.setFocus()

    def pick(self) -> PeoplePicker:
        """打开挑人的窗口。"""
        picker = PeoplePicker(self.office, f"{TITLES[self.source]}：挑人", self, present=self.ids())
        picker.picked.connect(self.take)
        picker.open()
        return picker

    def take(self, ids: list[str]) -> None:
        """把挑中的人放到右边，已经在的不重复。"""
        known = set(self.ids())
        for one in self.office.keeper.table(VOLUNTEERS).records(ids):
            if one.id not in known:
                item = QListWidgetItem(f"{one.name}　{one.community.name}")
                item.setData(ID_ROLE, one.id)
                self.people.addItem(item)
        self._counted()

    def drop(self) -> None:
        """去掉选中的人。"""
        for item in self.people.selectedItems():
            self.people.takeItem(self.people.row(item))
        self._counted()

    def ids(self) -> list[str]:
        """右边各人的 id。"""
        return [self.people.item(at).data(ID_ROLE) for at in range(self.people.count())]

    def typed(self) -> bool:
        return super().typed() or self.people.count() > 0

    def post(self) -> None:
        """入账；填错了的写在各格下面，不合情理的先问。"""
        raw = {name: field.editor.raw() for name, field in self.fields.items()}
        outcome = settled(
            self,
            lambda agreed: post_extra(self.office, raw, self.ids(), source=self.source, agreed=agreed),
            TITLES[self.source],
        )
        if outcome is None:
            return
        if not outcome.problems:
            self.window_.say(f"{outcome.done}，按 Ctrl+Z 可以撤销")
            self.accept()
            return
        told = {field.column.label: field for field in self.fields.values()}
        for label, field in told.items():
            field.tell("；".join(each.message for each in outcome.problems if each.column == label))
        rest = [str(each) for each in outcome.problems if each.column not in told]
        self._tell(several(rest), bool(rest))

    # 里面的事

    def _form(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        initial: dict[str, Any] = {"served_on": self.office.today()}
        if self.source == OPENING:
            initial["activity"] = OPENING_NAME
        for at, name in enumerate(ASKED_OPENING if self.source == OPENING else ASKED):
            column = SERVICE_RECORDS.column(name)
            field = self.fields[name] = Field(column, editor_for(column.kind, column, self.office))
            field.editor.set_value(initial.get(name))
            needed = column.required and name not in ("community", "minutes")
            label = QLabel({"community": "服务地社区"}.get(name, column.label) + (" *" if needed else ""))
            label.setBuddy(field.editor.widget)
            grid.addWidget(label, at // 2, at % 2 * 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, at // 2, at % 2 * 2 + 1, Qt.AlignmentFlag.AlignTop)
        if "community" in self.fields:
            self.fields["community"].small.setText("空着按各人登记的社区")
        self.fields["served_on"].editor.edited.connect(self._look_at_month)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        grid.setRowStretch(len(self.fields), 1)
        return holder

    def _side(self) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.count)
        self.people.setAccessibleName("要记的人")
        self.people.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        box.addWidget(self.people, 1)
        row = QHBoxLayout()
        row.addWidget(self.pick_button)
        row.addWidget(self.drop_button)
        row.addStretch()
        box.addLayout(row)
        return holder

    def _look_at_month(self) -> None:
        column = SERVICE_RECORDS.column("served_on")
        day = column.kind.read(self.fields["served_on"].editor.raw())
        known = day is not None and not isinstance(day, Rejected)
        self._tell(closed_note(self.office, [day]) if known else "", wrong=False)

    def _tell(self, text: str, wrong: bool) -> None:
        self.note.setText(text)
        look_wrong(self.note, wrong)

    def _counted(self) -> None:
        self.count.setText(f"要记的人：{self.people.count()} 人")
        self.post_button.setText(f"入账 {self.people.count()} 人" if self.people.count() else "入账")
        self.post_button.setEnabled(self.people.count() > 0)
