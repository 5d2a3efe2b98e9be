"""小窗的共同样子：内容在上，按钮在右下，回车不误点。"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


def button(label: str, main: bool = False) -> QPushButton:
    """一个按钮；main 是这个窗里最该点的那个。"""
    made = QPushButton(label)
    made.setAutoDefault(False)
    made.setDefault(False)
    if main:
        made.setProperty("main", True)
    return made


def acting(label: str, do: Callable[[], object], tip: str = "") -> QPushButton:
    """一按就做 do 的按钮。"""
    made = button(label)
    made.setToolTip(tip)
    made.clicked.connect(lambda _=False: do())
    return made


def framed(dialog: QDialog, title: str, *buttons: QPushButton, left: tuple[QPushButton, ...] = ()) -> QVBoxLayout:
    """给小窗摆好框架，返回放内容的那一块。"""
    dialog.setWindowTitle(title)
    dialog.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    outer = QVBoxLayout(dialog)
    outer.setContentsMargins(16, 14, 16, 14)
    outer.setSpacing(10)
    content = QVBoxLayout()
    content.setSpacing(8)
    outer.addLayout(content, 1)
    row = QHBoxLayout()
    for each in left:
        row.addWidget(each)
    row.addStretch()
    for each in buttons:
        row.addWidget(each)
    outer.addLayout(row)
    return content


def sentence(text: str, quiet: bool = False, parent: QWidget | None = None) -> QLabel:
    """一段会折行的文字，姓名里的 < 和 & 不当作网页。"""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if quiet:
        label.setProperty("quiet", True)
    return label


def told(name: str) -> QLabel:
    """以后才有话说的一段，可以选中复制；name 念给读屏。"""
    label = sentence("")
    label.setAccessibleName(name)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
