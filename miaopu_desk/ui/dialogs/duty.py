"""值守看板的几个小窗：生成班次、排人的计划、取消一班；都先给人看，再一次写进去。"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLineEdit, QTableWidgetItem, QWidget

from miaopu_desk.domain.calendar import month_of, month_span, shift_month
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.services.office import Office
from miaopu_desk.services.shift_people import AssignPlan, cancel_shifts, do_assign
from miaopu_desk.services.shift_planning import ShiftPlan, do_shifts, plan_shifts
from miaopu_desk.ui.busy import busy
from miaopu_desk.ui.dialogs.careful import CarefulDialog
from miaopu_desk.ui.dialogs.frame import button, framed, sentence, wrong_note
from miaopu_desk.ui.messages import several
from miaopu_desk.ui.tabs.click_table import LEFT, ClickTable
from miaopu_desk.ui.tabs.day_field import DayField


class GenerateDialog(QDialog):
    """照规则生成一段日子的班次：改了日子就重算计划，看过再生成。"""

    def __init__(self, office: Office, window: Any, first: date, last: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.office, self.window_ = office, window
        self.plan: ShiftPlan | None = None
        self.done_button = button("生成", main=True)
        cancel = button("取消")
        content = framed(self, "生成班次", self.done_button, cancel)
        self.span = QComboBox()
        self.span.setAccessibleName("哪一段")
        month = month_of(first)
        for text, days in (
            ("这一周", (first, last)),
            ("四周", (first, first + timedelta(days=27))),
            (f"{int(month[5:])}月整月", month_span(month)),
            (f"{int(shift_month(month, 1)[5:])}月整月", month_span(shift_month(month, 1))),
            ("到年底", (first, date(first.year, 12, 31))),
        ):
            self.span.addItem(text, days)
        self.first, self.last = DayField(first, "从哪天"), DayField(last, "到哪天")
        form = QFormLayout()
        for label, field in (("哪一段", self.span), ("从", self.first), ("到", self.last)):
            form.addRow(label, field)
        self.said, self.note = sentence(""), sentence("")
        self.note.setProperty("note", True)
        content.addLayout(form)
        content.addWidget(self.said)
        content.addWidget(self.note)
        content.addWidget(
            sentence("过去的、有考勤的、手工改过的班次不动；规则里没有了的标为取消，不删除。一次生成，可以撤销。", True)
        )
        content.addStretch()
        self.span.currentIndexChanged.connect(lambda _: self._pick())
        for each in (self.first, self.last):
            each.changed.connect(lambda _: self.count())
        self.done_button.clicked.connect(lambda: self.accept())
        cancel.clicked.connect(self.reject)
        self.setMinimumWidth(480)
        self.count()

    def count(self) -> None:
        """重算计划。"""
        self.plan = None
        try:
            with busy():
                self.plan = plan_shifts(self.office, self.first.day, self.last.day)
        except KnownError as error:
            self._wrong(str(error))
        else:
            self.said.setText(self.plan.sentence())
            self.note.setText("\n".join(self.plan.notes()))
        self.done_button.setEnabled(self.plan is not None and self.plan.writes > 0)

    def accept(self) -> None:
        if self.first.fault or self.last.fault:
            self._wrong(self.first.fault or self.last.fault)
            return
        if self.plan is None:
            return
        try:
            with busy():
                written = do_shifts(self.office, self.plan)
        except KnownError as error:
            self.count()
            self._wrong(str(error))
            return
        self.window_.say(f"已生成：写入 {written} 班，按 Ctrl+Z 可以撤销")
        super().accept()

    def _pick(self) -> None:
        first, last = self.span.currentData()
        for field, day in ((self.first, first), (self.last, last)):
            field.blockSignals(True)
            field.set_day(day)
            field.blockSignals(False)
        self.count()

    def _wrong(self, text: str) -> None:
        self.note.setText(text)


class AssignDialog(QDialog):
    """排人的计划：排进去的在上，没有排的和还缺人的在下，写着为什么。"""

    def __init__(self, office: Office, window: Any, plan: AssignPlan, parent: QWidget) -> None:
        super().__init__(parent)
        self.office, self.window_, self.plan = office, window, plan
        self.done_button = button(f"排 {len(plan.placings)} 人次" if plan.placings else "排", main=True)
        self.done_button.setEnabled(bool(plan.placings))
        cancel = button("取消")
        content = framed(self, plan.title, self.done_button, cancel)
        self.table = plan_table(plan)
        self.note = wrong_note()
        content.addWidget(sentence(f"{plan.sentence()}。"))
        content.addWidget(self.table, 1)
        content.addWidget(self.note)
        self.done_button.clicked.connect(lambda: self.accept())
        cancel.clicked.connect(self.reject)
        self.resize(720, 460)

    def accept(self) -> None:
        try:
            count = do_assign(self.office, self.plan)
        except KnownError as error:
            self.note.setText(str(error))
            return
        self.window_.say(f"已排 {count} 人次，按 Ctrl+Z 可以撤销")
        super().accept()


class CancelDialog(CarefulDialog):
    """取消选中的班次，要写原因。"""

    def __init__(self, office: Office, window: Any, ids: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.office, self.window_, self.ids = office, window, list(ids)
        self.done_button = button("取消班次", main=True)
        back = button("不取消")
        title = "取消这一班" if len(ids) == 1 else f"取消选中的 {len(ids)} 班"
        content = framed(self, title, self.done_button, back, enter=self.done_button)
        self.reason = QLineEdit()
        self.reason.setAccessibleName("原因")
        self.reason.setMaxLength(100)
        self.reason.setPlaceholderText("例如 下雨、改期、区里另有安排")
        self.reason.setMinimumWidth(320)
        self.note = wrong_note()
        form = QFormLayout()
        form.addRow("原因", self.reason)
        content.addLayout(form)
        content.addWidget(sentence("取消的班次标明了留在表上，排着的人不动，请通知他们。可以撤销。", True))
        content.addWidget(self.note)
        self.done_button.clicked.connect(lambda: self.accept())
        back.clicked.connect(self.reject)

    def accept(self) -> None:
        problems = cancel_shifts(self.office, self.ids, self.reason.text())
        if problems:
            self.note.setText(several(problems))
            return
        self.window_.say(f"已取消 {len(self.ids)} 班，按 Ctrl+Z 可以恢复")
        super().accept()


def plan_table(plan: AssignPlan) -> ClickTable:
    """一份计划列成表。"""
    table = ClickTable("排人的计划")
    table.set_heads((("班次", LEFT), ("姓名", LEFT), ("怎样", LEFT)))
    table.whole_rows(400, 90)
    show_plan(table, plan)
    return table


def show_plan(table: ClickTable, plan: AssignPlan) -> None:
    """换成这份计划。"""
    rows = [(one.shift.called, one.name, f"排（{one.note}）" if one.note else "排") for one in plan.placings]
    rows += [(one.shift.called if one.shift else "这段日子", one.name, f"不排：{one.reason}") for one in plan.skipped]
    rows += [(shift.called, "", f"还差 {lack} 人") for shift, lack in plan.short]
    table.setRowCount(len(rows))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.setItem(row, column, QTableWidgetItem(text))
