"""填别人的表最下面几格：对照叫什么，交给谁、作什么用，保不住的图形要不要。"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QWidget


class FillingTerms(QWidget):
    """给出完整号码的才要写用途。"""

    def __init__(self, recipient: str) -> None:
        super().__init__()
        self.name, self.recipient, self.purpose = QLineEdit(), QLineEdit(recipient), QLineEdit()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for at, (label, line, hint) in enumerate(
            (
                ("对照名称", self.name, "例如 人保参保名单"),
                ("交给谁", self.recipient, "例如 人保财险"),
                ("用途", self.purpose, "例如 报保险公司投保"),
            )
        ):
            line.setAccessibleName(label)
            line.setPlaceholderText(hint)
            grid.addWidget(QLabel(label), 0, 2 * at)
            grid.addWidget(line, 0, 2 * at + 1)
        self.accept_loss = QCheckBox()
        self.accept_loss.hide()
        grid.addWidget(self.accept_loss, 1, 0, 1, 6)

    def show_lost(self, lost: Sequence[str]) -> None:
        """模板里保不住的；有才问要不要。"""
        self.accept_loss.setVisible(bool(lost))
        self.accept_loss.setChecked(False)
        self.accept_loss.setText(f"模板里的{'、'.join(lost)}保不住，可以不要")

    def given(self) -> dict[str, Any]:
        """填表时要的几样。"""
        return {
            "purpose": self.purpose.text(),
            "recipient": self.recipient.text(),
            "accept_loss": self.accept_loss.isChecked(),
        }
