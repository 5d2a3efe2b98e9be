"""小窗里摆一行的几样：一格文字、一个钟点、几样东西排成一行。"""

from datetime import time
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit

from miaopu_desk.domain.clock import Clock

LONGEST = 100
CLOCK_WIDTH = 62


def line_of(name: str, text: str, width: int = 0, longest: int = LONGEST) -> QLineEdit:
    """一格文字，最多 longest 个字；name 说给读屏的人听，width 不为 0 时定宽。"""
    made = QLineEdit(text)
    made.setAccessibleName(name)
    made.setMaxLength(longest)
    if width:
        made.setFixedWidth(width)
    return made


def clock_of(name: str, value: time | None) -> QLineEdit:
    """一个钟点。"""
    return line_of(name, Clock().show(value), CLOCK_WIDTH)


def row_of(*items: Any) -> QHBoxLayout:
    """排成一行：字符串是标签，（控件，伸缩）的随着窗口变宽；都不伸缩的靠左。"""
    row = QHBoxLayout()
    row.setSpacing(8)
    stretched = False
    for each in items:
        widget, stretch = each if isinstance(each, tuple) else (each, 0)
        stretched = stretched or bool(stretch)
        row.addWidget(QLabel(widget) if isinstance(widget, str) else widget, stretch)
    if not stretched:
        row.addStretch()
    return row
