"""规则从某天起改：填新的时间、人数、单位，马上说以后的班次会怎样，看过再改。"""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.duty import DUTY_RULES, DutyRuleRecord
from miaopu_desk.services.office import Office
from miaopu_desk.services.shift_planning import RuleChange, do_rule_change, plan_rule_change
from miaopu_desk.ui.dialogs.careful import CarefulDialog
from miaopu_desk.ui.dialogs.frame import button, framed, sentence, wrong_note
from miaopu_desk.ui.messages import several
from miaopu_desk.ui.tabs.day_field import DayField

FIELDS = ("minimum_people", "minimum_minutes", "unit", "ends_on", "exceptions")
DELAY = 300  # 毫秒：停下打字再算


class RuleChangeDialog(CarefulDialog):
    """原来的规则到前一天止，新的从那天起。"""

    def __init__(self, office: Office, window: Any, rule: DutyRuleRecord, parent: QWidget) -> None:
        super().__init__(parent)
        self.office, self.window_, self.rule = office, window, rule
        self.change: RuleChange | None = None
        self.done_button = button("改", main=True)
        cancel = button("取消")
        content = framed(self, f"从某天起改：{rule.area.name}", self.done_button, cancel, enter=self.done_button)
        self.day = DayField(max(office.today(), rule.starts_on), "从哪天起")
        self.times = QPlainTextEdit(DUTY_RULES.column("times").kind.show(rule.times))
        self.times.setAccessibleName("值守时间")
        self.times.setTabChangesFocus(True)
        self.times.setFixedHeight(76)
        self.fields = {name: QLineEdit(DUTY_RULES.column(name).kind.show(getattr(rule, name))) for name in FIELDS}
        form = QFormLayout()
        form.addRow("从哪天起", self.day)
        form.addRow("值守时间", self.times)
        for name, field in self.fields.items():
            column = DUTY_RULES.column(name)
            field.setAccessibleName(column.label)
            field.setPlaceholderText(column.hint)
            form.addRow(column.label, field)
            field.textChanged.connect(lambda _: self._soon())
        self.said, self.note = sentence(""), wrong_note()
        content.addLayout(form)
        content.addWidget(self.said)
        content.addWidget(self.note)
        content.addStretch()
        self.timer = QTimer(self, singleShot=True, interval=DELAY)
        self.timer.timeout.connect(self.count)
        self.times.textChanged.connect(self._soon)
        self.day.changed.connect(lambda _: self.count())
        self.done_button.clicked.connect(lambda: self.accept())
        cancel.clicked.connect(self.reject)
        self.setMinimumWidth(560)
        self.count()

    def count(self) -> None:
        """照现在填的重算。"""
        self.timer.stop()
        raw: dict[str, object] = {name: field.text() for name, field in self.fields.items()}
        found = plan_rule_change(self.office, self.rule.id, self.day.day, {**raw, "times": self.times.toPlainText()})
        self.change = None if isinstance(found, list) else found
        self.said.setText(found.sentence() if isinstance(found, RuleChange) else "")
        self.note.setText("" if isinstance(found, RuleChange) else several(found))
        self.done_button.setEnabled(self.change is not None)

    def accept(self) -> None:
        if self.day.fault:
            self.note.setText(self.day.fault)
            return
        self.count()
        if self.change is None:
            return
        try:
            do_rule_change(self.office, self.change)
        except KnownError as error:
            self.count()
            self.note.setText(str(error))
            return
        self.window_.say(f"规则从 {self.change.day} 起改好了，按 Ctrl+Z 可以撤销")
        super().accept()

    def _soon(self) -> None:
        self.change = None
        self.done_button.setEnabled(False)
        self.timer.start()
