"""填哪些行：月份、是不是全部、号码打不打码，和按登记表给出的几个条件。"""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QWidget

from miaopu_desk.domain.form_items import items
from miaopu_desk.domain.form_scope import scope_said
from miaopu_desk.domain.kinds import Choice, Choices, Kind, Link
from miaopu_desk.domain.mapping import Form
from miaopu_desk.domain.month import months_up_to
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.linking import choices
from miaopu_desk.services.office import Office

ANY = "不限"
FILTERED = (
    "policy",
    "submission",
    "change",
    "community",
    "volunteer.community",
    "ranks",
    "volunteer.ranks",
    "source_group",
    "kind",
    "standing",
)


class FillingChoice(QWidget):
    """选行的一排；动了哪一样都发 changed。"""

    changed = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.filters: dict[str, QComboBox] = {}
        self.month = combo("月份", self.changed.emit)
        for key in months_up_to(office.today()):
            self.month.addItem(key, key)
        self.taken = QLabel()
        self.taken.setProperty("quiet", True)
        self.every = QCheckBox("不分月份，全部都要")
        self.masked = QCheckBox("号码打码")
        self.every.toggled.connect(self._every_changed)
        self.masked.toggled.connect(lambda _: self.changed.emit())
        self._asked = QHBoxLayout()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for each in (QLabel("月份"), self.month, self.taken, self.every, self.masked):
            row.addWidget(each)
        row.addSpacing(12)
        row.addLayout(self._asked)
        row.addStretch()

    def show_form(self, form: Form) -> None:
        """照一份对照摆好：它的登记表有哪些条件、选了什么。"""
        register = REGISTERS[form.register]
        self.blockSignals(True)
        self.every.setChecked(form.every)
        self.masked.setChecked(form.masked)
        self.taken.setText(f"取{scope_said(register.table)}{register.noun}")
        self._empty()
        chosen = {path: values[0] for path, test, values in form.where if test == "is" and len(values) == 1}
        for each in items(register):
            options = self._options(each.kind) if each.key in FILTERED and each.kind is not None else []
            if not options:
                continue
            asked = combo(each.label, self.changed.emit)
            asked.addItem(ANY, None)
            for shown, value in options:
                asked.addItem(shown, value)
            asked.setCurrentIndex(max(0, asked.findData(chosen.get(each.key))))
            self._asked.addWidget(QLabel(each.label.rpartition("·")[2]))
            self._asked.addWidget(asked)
            self.filters[each.key] = asked
        self.blockSignals(False)

    def put_into(self, form: Form) -> Form:
        """这一排现在的选择写进对照；这一排没有的条件（命令行写的）留着。"""
        kept = tuple(each for each in form.where if each[0] not in self.filters or len(each[2]) != 1)
        where = tuple(
            (path, "is", (asked.currentData(),))
            for path, asked in self.filters.items()
            if asked.currentData() is not None
        )
        return replace(form, where=kept + where, every=self.every.isChecked(), masked=self.masked.isChecked())

    def _every_changed(self, every: bool) -> None:
        self.taken.setVisible(not every)
        self.changed.emit()

    def _empty(self) -> None:
        while self._asked.count():
            item = self._asked.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self.filters.clear()

    def _options(self, kind: Kind) -> list[tuple[str, Any]]:
        if isinstance(kind, Link):
            return [(ref.name, ref.id) for ref in choices(self.office.database, kind)]
        if isinstance(kind, Choice | Choices):
            return [(label, code) for code, label in kind.codes.labels.items()]
        return []


def combo(name: str, changed: Any) -> QComboBox:
    """一个选择框；人选了才叫 changed，程序换的不叫。"""
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    made.activated.connect(lambda _: changed())
    return made
