"""问一句、说一句：确认、提示、填错了的一览，按钮都是中文。"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from miaopu_desk.domain.problems import Problem

MOST_LISTED = 12


def confirm(parent: QWidget | None, title: str, text: str, button: str, detail: str = "") -> bool:
    """问一句要不要做；button 是“做”的那个按钮。按回车不会误做，Esc 是取消。"""
    box = _box(parent, QMessageBox.Icon.Question, title, text, detail)
    yes = box.addButton(button, QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    box.exec()
    return box.clickedButton() is yes


def tell(parent: QWidget | None, title: str, text: str, detail: str = "") -> None:
    """说一句话。"""
    box = _box(parent, QMessageBox.Icon.Information, title, text, detail)
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def warn(parent: QWidget | None, title: str, text: str, detail: str = "") -> None:
    """说一件没有做成的事和该怎么办。"""
    box = _box(parent, QMessageBox.Icon.Warning, title, text, detail)
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def show_problems(parent: QWidget | None, title: str, problems: Sequence[Problem]) -> None:
    """列出全部问题；太多时说还有几条。"""
    warn(parent, title, several(problems, MOST_LISTED))


def several(told: Sequence[object], most: int = 6) -> str:
    """一处一行，只写头 most 处；太多时末了说还有几处。"""
    lines = [str(each) for each in told[:most]]
    return "\n".join([*lines, *([f"……还有 {len(told) - most} 处"] if len(told) > most else [])])


def _box(parent: QWidget | None, icon: QMessageBox.Icon, title: str, text: str, detail: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setIcon(icon)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)  # 姓名里的 < 和 & 不当作网页
    box.setText(text)
    box.setInformativeText(detail)
    for label in box.findChildren(QLabel):
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return box
