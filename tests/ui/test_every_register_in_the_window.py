"""凡是登记表：页开得了、表单填得进、改得了、撤得掉，界面上没有没翻译的英文，每一格都有名称。"""

import re
from typing import Any

import pytest
from builders import example
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.register import Register
from miaopu_desk.services.office import Office
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.record_form import RecordForm
from miaopu_desk.ui.register_tab import RegisterTab

EVERY = pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS.keys())
ALLOWED = re.compile(r"APP|Ctrl\+\w+|Delete|Tab|Esc|xlsx|xls|csv")


def english_in(widget: QWidget) -> list[str]:
    """看得见的字里剩下的拉丁字母。"""
    found = []
    for each in [widget, *widget.findChildren(QWidget)]:
        shown = [each.toolTip(), each.windowTitle()]
        if isinstance(each, QLabel | QAbstractButton):
            shown.append(each.text())
        if isinstance(each, QLineEdit):
            shown.append(each.placeholderText())
        found += [text for text in shown if re.search("[A-Za-z]{2,}", ALLOWED.sub("", text))]
    return found


@EVERY
def test_it_opens_lists_edits_and_undoes(
    qtbot: Any, window: MainWindow, office: Office, register: Register[Any]
) -> None:
    saved = office.keeper.add(register, example(office, register))
    assert not isinstance(saved, list), saved
    tab = RegisterTab(office, register, window)
    qtbot.addWidget(tab)
    office.keeper.listeners.append(tab.refresh)
    tab.resize(1000, 500)
    tab.show()
    assert tab.model.rowCount() == tab.table.count() >= 1
    tab.select([saved.id])
    assert tab.current_id() == saved.id
    tab.edit()
    form = tab.findChild(RecordForm)
    assert form is not None
    assert set(form.fields) == {column.name for column in register.columns}
    assert form.save(), [field.problem for field in form.fields.values() if field.problem]
    for name, field in form.fields.items():
        field.touched = True
        if hasattr(field.editor, "unlock"):
            field.editor.set_value(getattr(saved, name))
    assert form.save(), [field.problem for field in form.fields.values() if field.problem]
    assert tab.table.get(saved.id) == saved, "原样交回去不该有变化"
    form.close()
    tab.select([saved.id])
    count = tab.model.rowCount()
    refused = office.keeper.remove(register, [saved.id])
    if register.fixed:  # 账上的行不删
        assert "不能删除" in refused[0].message
        return
    assert refused == [] or register.table in ("communities",)
    office.keeper.undo()
    assert tab.model.rowCount() == count


@EVERY
def test_nothing_is_left_in_english_and_every_field_has_a_name(
    qtbot: Any, full_window: MainWindow, register: Register[Any]
) -> None:
    office = full_window.office
    tab = RegisterTab(office, register, full_window)
    qtbot.addWidget(tab)
    form = RecordForm(office, register, None, parent=tab)
    qtbot.addWidget(form)
    assert english_in(tab) == []
    assert english_in(form) == []
    for field in form.fields.values():
        assert field.editor.widget.accessibleName() == field.column.label
    unnamed = [
        each
        for each in form.findChildren(QLineEdit) + form.findChildren(QPlainTextEdit) + form.findChildren(QComboBox)
        if not each.accessibleName() and not isinstance(each.parent(), QComboBox)
    ]
    assert unnamed == []
