"""选的编辑框：下拉、打勾、打字就找。"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox

from miaopu_desk.domain.codes import CodeList
from miaopu_desk.domain.kinds import Link, Ref
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.register import Column
from miaopu_desk.services.office import Office
from miaopu_desk.ui.editor import Editor
from miaopu_desk.ui.people_search import RecordPicker


class ComboEditor(Editor):
    """从不多的几个里选一个；第一项是空着。"""

    def __init__(self, column: Column, options: list[tuple[Any, str]]) -> None:
        super().__init__(column)
        self.combo = CalmCombo()
        self.combo.addItem("", None)
        for value, label in options:
            self.combo.addItem(label, value)
        self.combo.setMaxVisibleItems(16)
        self.place(self.combo)
        self.combo.activated.connect(lambda _: self.edited.emit())

    def raw(self) -> object:
        return self.combo.currentData()

    def set_value(self, value: Any) -> None:
        at = self._place_of(value)
        if at < 0 and value is not None:  # 已停用的词也照样显示，不悄悄换掉
            self.combo.addItem(self.column.kind.show(value), value)
            at = self.combo.count() - 1
        self.combo.setCurrentIndex(at)

    def _place_of(self, value: Any) -> int:
        for at in range(self.combo.count()):
            held = self.combo.itemData(at)
            if held == value or (isinstance(held, Ref) and isinstance(value, Ref) and held.id == value.id):
                return at
        return -1


class ChecksEditor(Editor):
    """一个人可以属于几类：每类一个勾。"""

    def __init__(self, column: Column, codes: CodeList) -> None:
        super().__init__(column)
        self.boxes: dict[str, QCheckBox] = {}
        for code, label in codes.labels.items():
            box = QCheckBox(label)
            box.setAccessibleName(f"{column.label}：{label}")
            box.clicked.connect(lambda _: self.edited.emit())
            self.boxes[code] = box
            self.row.addWidget(box)
        self.row.setSpacing(10)
        self.row.addStretch()
        self.widget = self
        self.setAccessibleName(column.label)
        self.setFocusProxy(next(iter(self.boxes.values())))

    def raw(self) -> object:
        return tuple(code for code, box in self.boxes.items() if box.isChecked())

    def set_value(self, value: Any) -> None:
        for code, box in self.boxes.items():
            box.setChecked(code in (value or ()))


class PickEditor(Editor):
    """指向大表（志愿者、网格、场次）：打字就找，选中一条。"""

    def __init__(self, column: Column, office: Office, link: Link) -> None:
        super().__init__(column)
        self.picker = RecordPicker(office, REGISTERS[link.target])
        self.place(self.picker)
        self.picker.picked.connect(self.edited.emit)

    def raw(self) -> object:
        return self.picker.ref()

    def set_value(self, value: Any) -> None:
        self.picker.set_ref(value)

    def note(self) -> str:
        return self.picker.detail


class CalmCombo(QComboBox):
    """滚轮滚过表单时不改它的值。"""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, e: QWheelEvent) -> None:
        e.ignore()
