"""对照表：模板的每一列一行，选填什么、怎样写，旁边看得见第一个人会填成什么样。"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem

from miaopu_desk.domain.form_items import Item, items, parts_of
from miaopu_desk.domain.kinds import Choices, Day
from miaopu_desk.domain.mapping import FIXED, FORMS, LEAVE, SERIAL, Form, Slot
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.exchange.workbook import column_letters
from miaopu_desk.ui.theme import RED, ROW_HEIGHT

HEADS = ("列", "模板的栏目", "填什么", "怎样写", "第一行会是", "对方的要求")
WIDTHS = (40, 175, 200, 140, 175, 200)
AS_DATE = "真正的日期"
WHAT, HOW, SAMPLE, LIMITS = 2, 3, 4, 5


class StillCombo(QComboBox):
    """滚动表格时不会被滚轮误改的选择框。"""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class FillingTable(QTableWidget):
    """改了一列发 changed(列号, 填什么, 固定的文字)，换了日期写法发 rewritten(列号, 写法)。"""

    changed = Signal(int, str, str)
    rewritten = Signal(int, str)

    def __init__(self) -> None:
        super().__init__(0, len(HEADS))
        self.setObjectName("filling")
        self.setAccessibleName("对照")
        self.setHorizontalHeaderLabels(HEADS)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT + 8)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        for at, width in enumerate(WIDTHS):
            self.setColumnWidth(at, width)
        self._what: dict[int, QComboBox] = {}

    def show_form(self, form: Form | None, sample: Sequence[str]) -> None:
        """摆出一份对照；sample 与各列一一对应，是第一行会填成的样子（号码打码）。"""
        self._what.clear()
        self.setRowCount(0)
        if form is None:
            return
        known = items(REGISTERS[form.register])
        self.setRowCount(len(form.slots))
        for row, (slot, text) in enumerate(zip(form.slots, sample, strict=True)):
            self._text(row, 0, column_letters(slot.column), Qt.AlignmentFlag.AlignCenter)
            self._text(row, 1, slot.label)
            self.setCellWidget(row, WHAT, self._choice(known, slot))
            self._how(row, known, slot)
            self._text(row, SAMPLE, text)
            missing = slot.limits.required and slot.source == LEAVE
            self._text(
                row,
                LIMITS,
                f"{slot.limits.described()}，还没有对照" if missing else slot.limits.described(),
                wrong=missing,
            )

    def choose(self, column: int, source: str) -> None:
        """替人选：第 column 列（A 列为 0）填 source。"""
        combo = self._what[column]
        combo.setCurrentIndex(combo.findData(source))
        combo.activated.emit(combo.currentIndex())

    def _choice(self, known: Sequence[Item], slot: Slot) -> QComboBox:
        combo = StillCombo()
        combo.setAccessibleName(f"{slot.label}填什么")
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        combo.setMaxVisibleItems(24)
        combo.addItem("不填", LEAVE)
        for each in known:
            combo.addItem(each.label, each.key)
            for code, label in _parts(each):
                combo.addItem(f"{each.label}：是{label}就打勾", f"{each.key}#{code}")
        combo.setCurrentIndex(max(0, combo.findData(slot.source)))
        combo.activated.connect(
            lambda _, slot=slot, combo=combo: self.changed.emit(slot.column, combo.currentData(), slot.text)
        )
        self._what[slot.column] = combo
        return combo

    def _how(self, row: int, known: Sequence[Item], slot: Slot) -> None:
        if slot.source == FIXED:
            line = QLineEdit(slot.text)
            line.setAccessibleName(f"{slot.label}固定的文字")
            line.setPlaceholderText("写上固定的文字")
            line.editingFinished.connect(partial(self._retype, slot, line))
            self.setCellWidget(row, HOW, line)
            return
        item = next((each for each in known if each.key == slot.source), None)
        if item is not None and (isinstance(item.kind, Day) or item.key in ("=today", "=cover_from", "=cover_to")):
            combo = StillCombo()
            combo.setAccessibleName(f"{slot.label}日期的写法")
            if not slot.limits.as_text:
                combo.addItem(AS_DATE, "")
            for key, (shown, _) in FORMS.items():
                combo.addItem(shown, key)
            combo.setCurrentIndex(max(0, combo.findData(slot.form)))
            combo.activated.connect(
                lambda _, slot=slot, combo=combo: self.rewritten.emit(slot.column, combo.currentData())
            )
            self.setCellWidget(row, HOW, combo)
            return
        self._text(row, HOW, _words(slot))

    def _retype(self, slot: Slot, line: QLineEdit) -> None:
        if line.text() != slot.text:
            self.changed.emit(slot.column, FIXED, line.text())

    def _text(
        self, row: int, column: int, text: str, align: Any = Qt.AlignmentFlag.AlignLeft, *, wrong: bool = False
    ) -> None:
        cell = QTableWidgetItem(text)
        if wrong:
            cell.setForeground(QColor(RED))
        cell.setTextAlignment(align | Qt.AlignmentFlag.AlignVCenter)
        cell.setToolTip(text if len(text) > 12 else "")
        self.setItem(row, column, cell)


def _parts(item: Item) -> list[tuple[str, str]]:
    if not parts_of(item) or not isinstance(item.kind, Choices):
        return []
    return list(item.kind.codes.labels.items())


def _words(slot: Slot) -> str:
    if slot.source == SERIAL:
        return "1、2、3……"
    return "，".join(f"{ours}写成{theirs}" for ours, theirs in slot.words.items())
