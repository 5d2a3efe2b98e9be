"""导入窗里动手：对照一条、格子就地改、照收、粘贴、空白表；什么都看得见，确认前不写。"""

from typing import Any

import pytest
from builders import add, id_number
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.services.importing import plan_import
from miaopu_desk.services.office import Office
from miaopu_desk.ui import import_adding, messages
from miaopu_desk.ui.import_dialog import ImportDialog
from miaopu_desk.ui.import_plan_model import MENDED
from miaopu_desk.ui.import_waiting import Waiting
from miaopu_desk.ui.register_tab import RegisterTab

HEAD = "姓名|证号|联系电话|社区|出生日期"
BLOCK = (
    HEAD,
    f"郑新|{id_number(31)}|12|大华|",
    "张三三||15477700002|大华|1970-01-01",
)


def text(*rows: str) -> str:
    return "\n".join("\t".join(row.split("|")) for row in rows)


@pytest.fixture
def dialog(qtbot: Any, office: Office) -> ImportDialog:
    add(office, "volunteers", name="张三三", community="大华", id_number=id_number(33, "19700101"))
    made = ImportDialog(office, VOLUNTEERS, pasted=text(*BLOCK))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.plan is not None)
    return made


def section(dialog: ImportDialog, label: str) -> int:
    return next(at for at in range(dialog.model.columnCount()) if dialog.model.head(at) == label)


def test_a_pasted_block_shows_its_mapping_and_a_correction_replans_at_once(dialog: ImportDialog) -> None:
    assert dialog.source.file_label.text() == "粘贴的内容"
    assert dialog.mapping.toggle.isChecked(), "有没读的列，对照打开着"
    assert "1 列没有读" in dialog.mapping.toggle.text()
    combo = dialog.mapping.combos["粘贴的内容", 1]
    assert combo.currentText() == "不读"
    combo.setCurrentIndex(combo.findData("id_number"))
    combo.activated.emit(combo.currentIndex())
    assert dialog.plan is not None
    assert dialog.plan.rows[0].cells["id_number"] == id_number(31)
    assert "没有读" not in dialog.mapping.toggle.text()


def test_a_wrong_cell_is_mended_in_place_by_keyboard_and_marked(dialog: ImportDialog, qtbot: Any) -> None:
    at = section(dialog, "联系电话")
    dialog.table.setFocus()
    dialog.table.setCurrentIndex(dialog.model.index(0, at))
    assert dialog.model.rows[0].state == "refused"
    QTest.keyClick(dialog.table, Qt.Key.Key_F2)
    editor = dialog.table.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "12"
    editor.setText("15477700001")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.model.rows[0].state == "new")
    assert dialog.model.data(dialog.model.index(0, at), Qt.ItemDataRole.BackgroundRole) == MENDED
    assert "表里原来是：12" in dialog.model.data(dialog.model.index(0, at), Qt.ItemDataRole.ToolTipRole)
    assert dialog.writing.confirm.text() == "确认导入 1 行"


def test_a_possible_twin_is_taken_only_after_somebody_looked(dialog: ImportDialog, office: Office) -> None:
    before = office.keeper.table(VOLUNTEERS).count()
    dialog.table.setCurrentIndex(dialog.model.index(1, 3))
    assert dialog.accept_button.isVisible()
    assert "可能已登记" in dialog.model.text(dialog.model.rows[1], 2)
    dialog.accept_row()
    assert dialog.model.rows[1].state == "new"
    assert not dialog.accept_button.isVisible()
    dialog.writing.commit()
    assert office.keeper.table(VOLUNTEERS).count() == before + 1
    assert not dialog.model.flags(dialog.model.index(0, 3)) & Qt.ItemFlag.ItemIsEditable, "写入以后不能再改"


def test_pasting_in_the_window_reads_the_clipboard_and_an_empty_one_is_explained(dialog: ImportDialog) -> None:
    QApplication.clipboard().setText(text("姓名|联系电话|社区", "李明明|15477700009|大华"))
    dialog.source.paste()
    assert dialog.plan is not None
    assert dialog.plan.rows[0].record.name == "李明明"
    QApplication.clipboard().setText(" ")
    dialog.source.paste()
    assert "剪贴板里没有表格内容" in dialog.fault.text()
    assert not dialog.writing.confirm.isEnabled()


def test_the_blank_form_is_for_the_chosen_community(dialog: ImportDialog, office: Office, tmp_path: Any) -> None:
    dialog.source.community.setCurrentIndex(dialog.source.community.findData("清泉里"))
    dialog.source.form_to(tmp_path / "空白表.xlsx")
    plan = plan_import(office, VOLUNTEERS, tmp_path / "空白表.xlsx")
    assert [row.state for row in plan.rows] == ["skipped"]
    assert any("算作“清泉里”" in note for note in plan.notes)


def test_a_long_write_can_be_cancelled_and_writes_nothing(
    dialog: ImportDialog, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = office.keeper.table(VOLUNTEERS).count()
    dialog.table.setCurrentIndex(dialog.model.index(1, 3))
    dialog.accept_row()
    monkeypatch.setattr(Waiting, "wasCanceled", lambda self: True)
    dialog.writing.commit()
    assert dialog.writing.summary.text() == "已取消，一行也没有写。"
    assert office.keeper.table(VOLUNTEERS).count() == before
    monkeypatch.undo()
    dialog.writing.commit()
    assert office.keeper.table(VOLUNTEERS).count() == before + 1


def test_pasting_on_a_register_opens_the_preview(qtbot: Any, office: Office) -> None:
    tab = RegisterTab(office, VOLUNTEERS, None)
    qtbot.addWidget(tab)
    tab.show()
    tab.activateWindow()
    tab.grid.setFocus()
    qtbot.waitUntil(tab.grid.hasFocus)
    QApplication.clipboard().setText(text(*BLOCK))
    before = office.keeper.table(VOLUNTEERS).count()
    QTest.keyClick(tab.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = tab.findChildren(ImportDialog)
    qtbot.waitUntil(lambda: dialog.plan is not None)
    assert [row.cells["name"] for row in dialog.model.rows] == ["郑新", "张三三"]
    assert office.keeper.table(VOLUNTEERS).count() == before, "只是预览"
    dialog.reject()


def test_a_mended_cell_goes_back_to_what_the_sheet_says(dialog: ImportDialog) -> None:
    at = section(dialog, "联系电话")
    index = dialog.model.index(0, at)
    assert dialog.table.menu_at(index) is None, "没有改过的没有菜单"
    dialog.mend(dialog.model.rows[0], "phone", "15477700001")
    assert dialog.model.rows[0].state == "new"
    menu = dialog.table.menu_at(index)
    assert menu is not None
    menu.actions()[0].trigger()
    assert dialog.model.rows[0].state == "refused"
    assert dialog.model.text(dialog.model.rows[0], at) == "12"


def test_names_not_yet_kept_are_added_from_the_preview_once_agreed(
    qtbot: Any, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    block = text("姓名|身份证号|社区|服务队", f"郑新|{id_number(31)}|大华|绿丝带", f"钱新|{id_number(32)}|大华|绿丝带")
    made = ImportDialog(office, VOLUNTEERS, pasted=block)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.plan is not None)
    assert made.add_button.isVisible()
    asked: list[str] = []
    monkeypatch.setattr(import_adding, "confirm", lambda *said: bool(asked.append(said[2])))
    made.add_button.click()
    assert asked == ["志愿服务队：绿丝带（2行）"]
    assert made.plan is not None
    assert made.plan.totals["refused"] == 2, "没有答应，什么也不建"
    monkeypatch.setattr(import_adding, "confirm", lambda *_: True)
    made.add_button.click()
    qtbot.waitUntil(lambda: made.plan is not None and made.plan.totals["new"] == 2)
    assert not made.add_button.isVisible()
    assert [team.name for team in office.keeper.table(REGISTERS["teams"]).all()] == ["绿丝带"]


def answered(monkeypatch: pytest.MonkeyPatch, yes: bool) -> list[str]:
    asked: list[str] = []
    monkeypatch.setattr(messages, "confirm", lambda parent, title, said, *rest: asked.append(said) or yes)
    return asked


def test_what_was_mended_in_the_preview_is_not_lost_by_escape(
    dialog: ImportDialog, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert dialog.plan is not None
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    asked = answered(monkeypatch, yes=False)
    dialog.mend(dialog.plan.rows[0], "phone", "15477700009")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert asked == ["预览里改过的 1 行还没有写入，要放弃吗？"]
    assert dialog.isVisible()
    dialog.read_pasted(text(*BLOCK))
    assert len(asked) == 2
    assert dialog.plan.rows[0].fixed, "另读一份也先问"
    dialog.writing.commit()
    dialog.reject()
    assert len(asked) == 2, "写进去了就不问"
    assert not dialog.isVisible()


def test_an_untouched_preview_is_left_without_asking(
    dialog: ImportDialog, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    asked = answered(monkeypatch, yes=False)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert asked == []
    assert not dialog.isVisible()


def test_the_cursor_waits_at_the_first_thing_to_mend_and_enter_goes_down(dialog: ImportDialog, qtbot: Any) -> None:
    dialog.activateWindow()
    qtbot.waitUntil(dialog.table.hasFocus, timeout=2000)
    phone = section(dialog, "联系电话")
    assert (dialog.table.currentIndex().row(), dialog.table.currentIndex().column()) == (0, phone)
    assert dialog.table.why.text().startswith("联系电话：电话2位")
    qtbot.keyClicks(dialog.table, "1")
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.setText("15477700009")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.table.currentIndex().row() == 1, timeout=2000)
    assert dialog.model.text(dialog.model.rows[0], phone) == "154****0009"
    qtbot.keyClick(dialog.table, Qt.Key.Key_Up)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.table.currentIndex().row() == 1
    assert dialog.isVisible()
