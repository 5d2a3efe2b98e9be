"""给现在的筛选起个名字。"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from miaopu_desk.services.saved_filters import LONGEST
from miaopu_desk.ui.dialogs.frame import button, framed, sentence


class SavingFilterDialog(QDialog):
    """named 给出名字；回车就是存。"""

    named = Signal(str)

    def __init__(self, described: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        save, cancel = button("存下来", main=True), button("取消")
        content = framed(self, "存成常用筛选", save, cancel, enter=save)
        content.addWidget(sentence(described, quiet=True))
        self.line = QLineEdit()
        self.line.setMaxLength(LONGEST)
        self.line.setPlaceholderText("名字，例如：本月新增的党员")
        self.line.setAccessibleName("筛选的名字")
        content.addWidget(self.line)
        save.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self.setMinimumWidth(380)
        self.line.setFocus()

    def accept(self) -> None:
        """名字空着不收。"""
        if self.line.text().strip():
            self.named.emit(self.line.text().strip())
            super().accept()
        else:
            self.line.setFocus()
