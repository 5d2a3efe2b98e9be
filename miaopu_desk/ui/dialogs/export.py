"""导出之前问两件事：哪些栏目，号码要不要完整。"""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QFormLayout, QLineEdit, QRadioButton, QWidget

from miaopu_desk.domain.register import Register
from miaopu_desk.services.import_fields import fields
from miaopu_desk.ui.dialogs.frame import button, framed, sentence, wrong_note


class ExportDialog(QDialog):
    """按导出，发出 agreed(全部栏目, 完整号码, 用途, 交给谁)。"""

    agreed = Signal(bool, bool, str, str)

    def __init__(self, register: Register[Any], count: int, parent: QWidget) -> None:
        super().__init__(parent)
        done, cancel = button("选择位置…", main=True), button("取消")
        content = framed(self, f"导出{register.title}", done, cancel, enter=done)
        content.addWidget(sentence(f"把现在列出的 {count:,} 条导出成工作簿。"))
        self.shown = QRadioButton("只要现在显示的栏目")
        self.every = QRadioButton("全部栏目（改好以后可以再导入）")
        self.every.setChecked(True)
        content.addWidget(self.every)
        content.addWidget(self.shown)
        self.whole = QCheckBox("证件号和电话给完整的，不打码")
        self.has_secret = any(each.kind.secret for each in fields(register).values())
        self.whole.setVisible(self.has_secret)
        content.addWidget(self.whole)
        form = QFormLayout()
        self.purpose, self.recipient = QLineEdit(), QLineEdit()
        self.purpose.setPlaceholderText("例如 报送区民政局")
        self.recipient.setPlaceholderText("没有交给别人就空着")
        form.addRow("用途", self.purpose)
        form.addRow("交给谁", self.recipient)
        self.asked = QWidget()
        self.asked.setLayout(form)
        self.asked.setVisible(self.has_secret)
        self.asked.setEnabled(False)
        content.addWidget(self.asked)
        self.note = wrong_note()
        content.addWidget(self.note)
        self.whole.toggled.connect(self.asked.setEnabled)
        self.every.setFocus()
        cancel.clicked.connect(self.reject)
        done.clicked.connect(self.accept)
        self.setMinimumWidth(380)

    def accept(self) -> None:
        whole = self.whole.isChecked()
        purpose = self.purpose.text().strip()
        if whole and not purpose:
            self.note.setText("给出完整号码要写明用途")
            self.purpose.setFocus()
            return
        super().accept()
        self.agreed.emit(self.every.isChecked(), whole, purpose, self.recipient.text().strip())
