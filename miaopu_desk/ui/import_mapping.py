"""导入窗里的对照：表里的每一列读作哪一栏，错了当场改，改了马上重新做计划。"""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from miaopu_desk.domain.register import Register
from miaopu_desk.services.import_fields import fields
from miaopu_desk.services.importing import ImportPlan
from miaopu_desk.services.layouts import MappedColumn
from miaopu_desk.ui.theme import AMBER, BLUE, COLOURS

NOT_READ = "不读"


class FieldCombo(QComboBox):
    """一列读作哪一栏。滚轮留给横向滚动，不然一滚就改了对照。"""

    def __init__(self, register: Register[Any], column: MappedColumn) -> None:
        super().__init__()
        self.setAccessibleName(f"{column.letters} 列“{column.label}”读作")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.addItem(NOT_READ, None)
        own = {each.name for each in register.columns}
        for name, each in fields(register).items():
            link = "" if name in own else f"{register.column(name.partition('.')[0]).label}的"
            self.addItem(link + each.label, name)
        self.setCurrentIndex(self.findData(column.field))
        if column.spare:
            self.setItemText(self.currentIndex(), f"备用{self.currentText()}")
            self.setToolTip("同一栏又有的一列：前一列空着的行用它")
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + 24)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class MappingStrip(QWidget):
    """一条对照：平时收着只说一句，有没读的列、按内容猜的、按记住的读的时候打开。

    corrected(表名, 列号, 栏) 是人改了一列；栏为 None 是不读。
    """

    corrected = Signal(str, int, object)

    def __init__(self, register: Register[Any]) -> None:
        super().__init__()
        self.register = register
        self.combos: dict[tuple[str, int], FieldCombo] = {}
        self.toggle = QToolButton()
        self.toggle.setCheckable(True)
        self.toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.toggle.setArrowType(Qt.ArrowType.RightArrow)
        self.toggle.toggled.connect(self._open)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFrameShape(QFrame.Shape.StyledPanel)
        self.area.setAccessibleName("对照")
        self.area.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.toggle)
        layout.addWidget(self.area)

    def show_plan(self, plan: ImportPlan | None) -> None:
        """换一份计划的对照；第一次给人看时，有拿不准的才打开，改的时候不收起来。"""
        was_open = self.toggle.isChecked()
        at = self.area.horizontalScrollBar().value()
        self.combos.clear()
        self.setVisible(plan is not None and bool(plan.mapping))
        if plan is None or not plan.mapping:
            self.toggle.setChecked(False)
            return
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(6, 6, 6, 6)
        row.setSpacing(8)
        several = len(plan.sheets) > 1
        for column in plan.mapping:
            row.addWidget(self._cell(column, several))
        row.addStretch()
        self.area.setWidget(line)
        self.area.setFixedHeight(line.sizeHint().height() + self.area.horizontalScrollBar().sizeHint().height() + 4)
        unread = sum(column.field is None for column in plan.mapping)
        said = f"，{unread} 列没有读" if unread else ""
        self.toggle.setText(f"对照：{len(plan.mapping)} 列{said}")
        guessed = plan.header_rows[0] < 1
        self.toggle.setChecked(was_open or bool(unread) or guessed or bool(plan.remembered))
        self.area.horizontalScrollBar().setValue(at)

    def lock(self, locked: bool) -> None:
        """写入以后不能再改。"""
        for combo in self.combos.values():
            combo.setEnabled(not locked)

    def _open(self, opened: bool) -> None:
        self.toggle.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        self.area.setVisible(opened)

    def _cell(self, column: MappedColumn, several: bool) -> QWidget:
        cell = QWidget()
        layout = QVBoxLayout(cell)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        where = f"{column.sheet} {column.letters}" if several else column.letters
        hidden = "（隐藏）" if column.hidden else ""
        head = _text(f"{where}　{column.label}{hidden}", BLUE if column.corrected else None)
        combo = FieldCombo(self.register, column)
        if column.field is None:
            combo.setStyleSheet(f"color: {AMBER}")
        combo.activated.connect(
            lambda _, combo=combo: self.corrected.emit(column.sheet, column.index, combo.currentData())
        )
        self.combos[column.sheet, column.index] = combo
        part = f"打勾的“{column.part}”；" if column.part else ""
        sample = _text(part + ("、".join(column.samples[:2]) or "（空）"), COLOURS["quiet"])
        sample.setToolTip("\n".join(column.samples))
        for each in (head, combo, sample):
            layout.addWidget(each)
        cell.setMaximumWidth(190)
        return cell


def _text(text: str, colour: str | None) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(label.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, 180))
    label.setToolTip(text)
    if colour:
        label.setStyleSheet(f"color: {colour}")
    return label
