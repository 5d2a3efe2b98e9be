"""问用途：完整号码拿去做什么、给谁；不写不给。"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLineEdit, QWidget

from miaopu_desk.ui.dialogs.frame import button, framed, sentence, wrong_note

USUAL = ("核对登记", "联系本人", "办理参保", "上报主管部门", "发放补贴或物资")


class PurposeDialog(QDialog):
    """写好用途按确定，发出 agreed(用途, 交给谁)。"""

    agreed = Signal(str, str)

    def __init__(self, title: str, parent: QWidget, ask_recipient: bool = False) -> None:
        super().__init__(parent)
        self.done_button = button("确定", main=True)
        cancel = button("取消")
        content = framed(self, title, self.done_button, cancel, enter=self.done_button)
        content.addWidget(sentence("完整的证件号和电话是个人信息，看一次记一笔。请写明用途。"))
        form = QFormLayout()
        self.purpose = QComboBox()
        self.purpose.setEditable(True)
        self.purpose.addItems(USUAL)
        self.purpose.setCurrentIndex(-1)
        line = QLineEdit()
        line.setPlaceholderText("选一个，或者自己写")
        self.purpose.setLineEdit(line)
        self.purpose.setAccessibleName("用途")
        self.purpose.setMinimumWidth(280)
        form.addRow("用途", self.purpose)
        self.recipient = QLineEdit()
        self.recipient.setPlaceholderText("没有交给别人就空着")
        self.recipient.setAccessibleName("交给谁")
        if ask_recipient:
            form.addRow("交给谁", self.recipient)
        content.addLayout(form)
        self.note = wrong_note()
        content.addWidget(self.note)
        self.purpose.setFocus()
        cancel.clicked.connect(self.reject)
        self.done_button.clicked.connect(self.accept)

    def accept(self) -> None:
        purpose = self.purpose.currentText().strip()
        if not purpose:
            self.note.setText("请写明用途")
            self.purpose.setFocus()
            return
        super().accept()
        self.agreed.emit(purpose, self.recipient.text().strip())
