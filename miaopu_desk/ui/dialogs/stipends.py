"""发放表的两个窗口：选月份看算出来的再编制；加一行补发或扣减。"""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLineEdit, QTableWidgetItem, QWidget

from miaopu_desk.domain.codes import STIPEND_LINE_KINDS
from miaopu_desk.domain.honour_pages import yuan
from miaopu_desk.domain.kinds import Rejected, money
from miaopu_desk.domain.month import months_up_to, title_of
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import STIPEND_SHEETS
from miaopu_desk.domain.records.welfare import StipendSheet
from miaopu_desk.services.office import Office
from miaopu_desk.services.stipend_plan import lines_of, plan_sheet
from miaopu_desk.services.stipends import adjust, make_sheet
from miaopu_desk.ui.dialogs.careful import CarefulDialog
from miaopu_desk.ui.dialogs.frame import button, framed, sentence, wrong_note
from miaopu_desk.ui.tabs.click_table import CENTER, LEFT, RIGHT, ClickTable

HEADS = (
    ("姓名", LEFT),
    ("岗位", LEFT),
    ("类别", CENTER),
    ("天数", RIGHT),
    ("请假", RIGHT),
    ("金额（元）", RIGHT),
    ("说明", LEFT),
)
MONTHS = 12


class MakeSheetDialog(QDialog):
    """编好了发出 made(发放表 id)。"""

    made = Signal(str)

    def __init__(self, office: Office, window: Any, parent: QWidget) -> None:
        super().__init__(parent)
        self.office, self.window_ = office, window
        self.done_button, cancel = button("编制", main=True), button("取消")
        content = framed(self, "编制补贴发放表", self.done_button, cancel)
        self.month = QComboBox()
        self.month.setAccessibleName("补贴月份")
        for key in months_up_to(office.today(), MONTHS):
            self.month.addItem(title_of(key), key)
        self.month.setCurrentIndex(self._usual())
        form = QFormLayout()
        form.addRow("补贴月份", self.month)
        content.addLayout(form)
        self.said = sentence("")
        content.addWidget(self.said)
        self.sheet = ClickTable("算出来的各行")
        self.sheet.set_heads(HEADS)
        self.sheet.whole_rows(90, 130, 80, 60, 60, 100)
        self.sheet.unsetCursor()
        content.addWidget(self.sheet, 1)
        self.note = wrong_note()
        content.addWidget(self.note)
        self.month.currentIndexChanged.connect(lambda _: self.load())
        self.done_button.clicked.connect(lambda: self.accept())
        cancel.clicked.connect(self.reject)
        self.load()
        self.resize(820, 460)

    def _usual(self) -> int:
        """平常编的是上月；上月的已经有了就编本月。"""
        made = {f"{each.month:%Y-%m}" for each in self.office.keeper.table(STIPEND_SHEETS).all()}
        return 0 if self.month.itemData(1) in made else 1

    def load(self) -> None:
        """重新算选中的月份。"""
        try:
            plan = plan_sheet(self.office, self.month.currentData())
        except KnownError as error:
            self.said.setText("")
            self.note.setText(str(error))
            self.sheet.setRowCount(0)
            self.done_button.setEnabled(False)
            return
        self.said.setText(plan.sentence())
        self.note.setText("\n".join([*map(str, plan.problems), *plan.notes]))
        self.done_button.setEnabled(not plan.problems)
        self.sheet.setRowCount(len(plan.lines))
        for row, each in enumerate(plan.lines):
            texts = (
                each.name,
                each.post_name or "",
                STIPEND_LINE_KINDS.label(each.kind),
                "" if each.days is None else str(each.days),
                str(each.leave_days or ""),
                yuan(each.amount),
                each.reason or "",
            )
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setTextAlignment(HEADS[column][1])
                item.setToolTip(text)
                self.sheet.setItem(row, column, item)

    def accept(self) -> None:
        made = make_sheet(self.office, self.month.currentData())
        if isinstance(made, list):
            self.note.setText("\n".join(map(str, made)))
            return
        self.window_.say(f"已编制“{made.number}”，请办公室主任审核")
        super().accept()
        self.made.emit(made.id)


class AdjustDialog(CarefulDialog):
    """给表上的一个人补发或扣减，写明原因。"""

    def __init__(self, office: Office, window: Any, sheet: StipendSheet, parent: QWidget) -> None:
        super().__init__(parent)
        self.office, self.window_, self.of_sheet = office, window, sheet
        self.done_button, cancel = button("加上", main=True), button("取消")
        content = framed(self, f"补发、扣减：{sheet.number}", self.done_button, cancel, enter=self.done_button)
        self.person = QComboBox()
        self.person.setAccessibleName("姓名")
        for person, name in {each.volunteer.id: each.name for each in lines_of(office, sheet.id)}.items():
            self.person.addItem(name, person)
        self.kind = QComboBox()
        self.kind.setAccessibleName("类别")
        for code in ("plus", "minus"):
            self.kind.addItem(STIPEND_LINE_KINDS.label(code), code)
        self.amount = QLineEdit()
        self.amount.setAccessibleName("金额，元")
        self.amount.setPlaceholderText("元")
        self.reason = QLineEdit()
        self.reason.setAccessibleName("说明")
        self.reason.setMaxLength(100)
        self.reason.setMinimumWidth(320)
        self.reason.setPlaceholderText("例如 高温补助")
        form = QFormLayout()
        for label, field in (("姓名", self.person), ("类别", self.kind), ("金额", self.amount), ("说明", self.reason)):
            form.addRow(label, field)
        content.addLayout(form)
        content.addWidget(
            sentence("迟到的到岗、离岗、请假不用在这里补：改好登记，下一张发放表自己算出差额。", quiet=True)
        )
        self.note = wrong_note()
        content.addWidget(self.note)
        self.done_button.clicked.connect(lambda: self.accept())
        cancel.clicked.connect(self.reject)

    def accept(self) -> None:
        amount = money().read(self.amount.text())
        if isinstance(amount, Rejected):
            self.note.setText(f"金额：{amount.message}")
            return
        signed = (amount or 0) * (1 if self.kind.currentData() == "plus" else -1)
        made = adjust(self.office, self.of_sheet.id, self.person.currentData() or "", signed, self.reason.text())
        if isinstance(made, list):
            self.note.setText("\n".join(map(str, made)))
            return
        self.window_.say(f"已加上{made.name}的{STIPEND_LINE_KINDS.label(made.kind)}")
        super().accept()
