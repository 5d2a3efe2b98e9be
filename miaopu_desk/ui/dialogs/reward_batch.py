"""造一批奖励：先看每条线索发多少、谁不发为什么，再造册。"""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QTableWidgetItem, QWidget

from miaopu_desk.domain.amounts import in_capitals, in_yuan
from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.services.office import Office
from miaopu_desk.services.rewarding import make_batch, plan_batch
from miaopu_desk.ui.dialogs.frame import button, framed, sentence, wrong_note
from miaopu_desk.ui.tabs.click_table import LEFT, RIGHT, ClickTable


class RewardBatchDialog(QDialog):
    """造好了发出 made(id, 一句话)。"""

    made = Signal(str, str)

    def __init__(self, office: Office, parent: QWidget) -> None:
        super().__init__(parent)
        from miaopu_desk.ui.tabs.day_field import DayField

        self.office = office
        self.done_button = button("造册", main=True)
        cancel = button("取消")
        content = framed(self, "线索奖励造册", self.done_button, cancel)
        content.addWidget(
            sentence("采纳了、登记了举报人、还没有发过的线索，照奖励办法各发多少。举报人不在这里显示。", True)
        )
        form = QFormLayout()
        self.until = DayField(office.today(), "受理到哪天止")
        form.addRow("受理到哪天止", self.until)
        content.addLayout(form)
        self.sheet = ClickTable("要发的奖励")
        self.sheet.set_heads((("线索编号", LEFT), ("金额（元）", RIGHT), ("计算依据或不发的原因", LEFT)))
        self.sheet.whole_rows(110, 110)
        self.sheet.unsetCursor()
        content.addWidget(self.sheet, 1)
        self.total = sentence("")
        content.addWidget(self.total)
        self.note = wrong_note()
        content.addWidget(self.note)
        self.until.changed.connect(self.load)
        self.done_button.clicked.connect(lambda: self.accept())
        cancel.clicked.connect(self.reject)
        self.load(self.until.day)
        self.resize(640, 480)

    def load(self, until: date) -> None:
        """算一遍给人看。"""
        self.plan = plan_batch(self.office, until)
        rows = [(one.number, in_yuan(one.amount).removesuffix("元"), one.basis) for one in self.plan.rewards]
        rows += [(number, "不发", reason) for number, reason in self.plan.left_out]
        self.sheet.setRowCount(len(rows))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setTextAlignment(RIGHT if column == 1 else LEFT)
                self.sheet.setItem(row, column, item)
        count, total = len(self.plan.rewards), self.plan.total
        self.total.setText(
            f"发 {count} 条，合计 {in_yuan(total)}（{in_capitals(total)}）" if count else "没有要发的奖励"
        )
        self.done_button.setEnabled(count > 0)

    def accept(self) -> None:
        if self.until.fault:
            self.note.setText(self.until.fault)
            return
        try:
            done = make_batch(self.office, self.until.day, self.office.today(), self.plan)
        except KnownError as error:
            done = [Problem("", str(error))]
        if isinstance(done, list):
            self.note.setText("\n".join(map(str, done)))
            return
        super().accept()
        self.made.emit(done.id, f"已造册“{done.number}”，{len(self.plan.rewards)} 条，合计 {in_yuan(self.plan.total)}")
