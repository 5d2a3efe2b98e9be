"""表单的格子：一个栏目一格，两栏排开，问题和提示写在格子下面。"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from miaopu_desk.domain.duty_times import DutyExceptions, DutyTimes
from miaopu_desk.domain.kinds import Choices, Text
from miaopu_desk.domain.register import Column, Register
from miaopu_desk.services.office import Office
from miaopu_desk.ui.editor import Editor
from miaopu_desk.ui.editors import editor_for
from miaopu_desk.ui.form_groups import grouped
from miaopu_desk.ui.theme import look_wrong


class Field(QWidget):
    """一格：编辑框，下面一行小字（提示，或者红字的问题）。"""

    def __init__(self, column: Column, editor: Editor) -> None:
        super().__init__()
        self.column, self.editor = column, editor
        self.touched = False
        self.problem = ""
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(1)
        box.addWidget(editor)
        self.small = QLabel()
        self.small.setTextFormat(Qt.TextFormat.PlainText)
        self.small.setProperty("note", True)
        self.small.setWordWrap(True)
        self.small.setMinimumHeight(16)
        box.addWidget(self.small)
        self.tell("")

    def tell(self, problem: str, note: str = "") -> None:
        """写问题（红字）；没有问题写提示。"""
        self.problem = problem
        self.small.setText(problem or note or self.editor.note() or self.column.hint)
        for widget in (self.small, self.editor.widget):
            look_wrong(widget, bool(problem))
        self.editor.widget.setAccessibleDescription(problem or self.column.hint)


def lay_out_fields(body: QWidget, register: Register[Any], office: Office) -> dict[str, Field]:
    """把全部栏目在 body 里两栏排开，分组的写上组名；返回 栏目 → 格。"""
    grid = QGridLayout(body)
    grid.setContentsMargins(0, 0, 8, 0)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(3, 1)
    fields: dict[str, Field] = {}
    row = 0
    for title, columns in grouped(register):
        if title:
            label = QLabel(title)
            label.setProperty("group", True)
            grid.addWidget(label, row, 0, 1, 4)
            row += 1
        side = 0
        for column in columns:
            whole = spans(column)
            if whole and side:
                row, side = row + 1, 0
            fields[column.name] = Field(column, editor_for(column.kind, column, office))
            _place(grid, fields[column.name], row, side, whole)
            side = 2 if not whole and side == 0 else 0
            row += 0 if side else 1
        row += 1 if side else 0
    grid.setRowStretch(row, 1)
    return fields


def _place(grid: QGridLayout, field: Field, row: int, side: int, whole: bool) -> None:
    column = field.column
    label = QLabel(f"{column.label} *" if column.required else column.label)
    label.setMinimumHeight(26)
    label.setBuddy(field.editor.widget)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    grid.addWidget(label, row, side, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    grid.addWidget(field, row, side + 1, 1, 3 if whole else 1, Qt.AlignmentFlag.AlignTop)


def spans(column: Column) -> bool:
    """这一栏占整行。"""
    kind = column.kind
    return (isinstance(kind, Text) and kind.lines) or isinstance(kind, Choices | DutyTimes | DutyExceptions)
