"""在列表里粘贴：一个值进格子，一块当新行，覆盖要先看改前改后。"""

from typing import Any

import pytest
from builders import add
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.importing import plan_paste
from miaopu_desk.services.office import Office
from miaopu_desk.services.pasting import read_block
from miaopu_desk.ui import messages
from miaopu_desk.ui.dialogs.paste_over import PasteOverDialog
from miaopu_desk.ui.import_dialog import ImportDialog
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.register_tab import RegisterTab

VOLUNTEERS = REGISTERS["volunteers"]


@pytest.fixture
def tab(qtbot: Any, window: MainWindow) -> RegisterTab:
    made = window.tab("志愿者").register_tab()
    window.activateWindow()
    qtbot.waitUntil(made.isVisible, timeout=2000)
    return made


def stand(tab: RegisterTab, row: int, path: str) -> None:
    tab.grid.select_rows([row])
    tab.grid.setFocus()
    tab.grid.setCurrentIndex(tab.model.index(row, tab.model.paths.index(path)))


def put(*lines: str) -> None:
    """剪贴板里放一块，竖线代替制表符。"""
    QGuiApplication.clipboard().setText("\r\n".join(line.replace("|", "\t") for line in lines) + "\r\n")


def shown(tab: RegisterTab, row: int, path: str) -> str:
    return tab.model.text(row, tab.model.paths.index(path))


def test_one_value_goes_into_the_cell_and_waits_for_enter(qtbot: Any, tab: RegisterTab) -> None:
    put("三栋1单元")
    stand(tab, 2, "residence")
    tab.paste()
    assert shown(tab, 2, "residence") == ""
    assert tab.cells.editor is not None
    qtbot.keyClick(tab.cells.editor.widget, Qt.Key.Key_Return)
    assert shown(tab, 2, "residence") == "三栋1单元"


def test_a_block_is_taken_as_new_rows_through_the_import_preview(tab: RegisterTab, window: MainWindow) -> None:
    put("姓名|社区|联系电话", "王新新|大华|15477700001")
    stand(tab, 2, "residence")
    tab.paste()
    dialog = window.findChild(ImportDialog)
    assert dialog is not None
    assert tab.table.count() == 240
    dialog.close()


def test_overwriting_shows_every_cell_before_and_after_and_is_one_undo(tab: RegisterTab, window: MainWindow) -> None:
    put("2021.4.1|暂停", "2021年4月2日|暂停", "|暂停")
    stand(tab, 0, "registered_on")
    before = [(shown(tab, row, "registered_on"), shown(tab, row, "standing")) for row in range(3)]
    tab.paste_over()
    dialog = tab.findChild(PasteOverDialog)
    assert dialog is not None
    assert [(shown(tab, row, "registered_on"), shown(tab, row, "standing")) for row in range(3)] == before
    (refused,) = dialog.plan.refused
    assert str(refused.problems[0]) == "登记日期：必填，请补上"
    assert dialog.write.text() == "覆盖 2 行"
    dialog.commit()
    now = [(shown(tab, row, "registered_on"), shown(tab, row, "standing")) for row in range(3)]
    assert now == [("2021-04-01", "暂停"), ("2021-04-02", "暂停"), before[2]]
    window.undo()
    assert [(shown(tab, row, "registered_on"), shown(tab, row, "standing")) for row in range(3)] == before


def test_what_was_copied_here_pastes_back_without_a_change(tab: RegisterTab) -> None:
    tab.grid.select_rows([0, 1])
    tab.grid.copy()
    stand(tab, 0, "name")
    tab.paste_over()
    dialog = tab.findChild(PasteOverDialog)
    assert dialog is not None
    assert (dialog.plan.changed, dialog.plan.refused, dialog.plan.same) == ([], [], 2)
    assert not dialog.write.isEnabled()
    dialog.reject()


def test_masked_numbers_are_not_overwritten_and_never_shown(tab: RegisterTab) -> None:
    put("15400008888")
    stand(tab, 0, "phone")
    tab.paste_over()
    dialog = tab.findChild(PasteOverDialog)
    assert dialog is not None
    (refused,) = dialog.plan.refused
    assert "打着码" in str(refused.problems[0])
    model = dialog.table.model()
    texts = [model.index(0, at).data() for at in range(model.columnCount())]
    assert "15400008888" not in "".join(texts)
    dialog.reject()


def test_one_line_over_several_chosen_rows_fills_each_of_them(tab: RegisterTab) -> None:
    put("五栋")
    tab.grid.select_rows([1, 3, 5])
    tab.grid.selectionModel().setCurrentIndex(
        tab.model.index(1, tab.model.paths.index("residence")), tab.grid.selectionModel().SelectionFlag.NoUpdate
    )
    tab.paste_over()
    dialog = tab.findChild(PasteOverDialog)
    assert dialog is not None
    dialog.commit()
    assert [shown(tab, row, "residence") for row in range(6)] == ["", "五栋", "", "五栋", "", "五栋"]


@pytest.mark.parametrize(
    ("lines", "row", "path", "told"),
    [
        (("甲", "乙", "丙"), 238, "residence", "只有 2 行"),
        (("甲|乙",), 0, "residence", "只有 1 列"),
        (("", ""), 0, "residence", "剪贴板里没有"),
    ],
)
def test_a_block_that_does_not_fit_is_explained(
    tab: RegisterTab, monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...], row: int, path: str, told: str
) -> None:
    said: list[str] = []
    monkeypatch.setattr(messages, "warn", lambda *words: said.append(words[2]))
    put(*lines)
    stand(tab, row, path)
    tab.paste_over()
    assert told in said[0]
    assert tab.findChild(PasteOverDialog) is None


def test_a_cell_with_a_line_break_or_a_comma_is_one_cell() -> None:
    assert read_block('甲,乙\t"一行\n二行"\r\n\r\n') == [["甲,乙", "一行\n二行"]]
    with pytest.raises(KnownError, match="剪贴板"):
        read_block("\r\n \t\r\n")


def test_a_row_changed_after_the_preview_is_not_overwritten(tab: RegisterTab, office: Office) -> None:
    put("六栋")
    stand(tab, 0, "residence")
    tab.paste_over()
    dialog = tab.findChild(PasteOverDialog)
    assert dialog is not None
    office.keeper.change(VOLUNTEERS, dialog.plan.changed[0].before.id, {"residence": "别人填的"})
    dialog.commit()
    assert "刚才在别处改过" in dialog.note.text()
    assert shown(tab, 0, "residence") == "别人填的"
    dialog.reject()


def test_hours_copied_from_the_list_come_back_as_hours(window: MainWindow, office: Office) -> None:
    given = {"served_on": "2021-05-10", "community": "大华", "activity": "义诊", "people": "12", "minutes": "1234.5"}
    add(office, "head_counts", **given)
    page = window.go("服务")
    page.setCurrentIndex(1)
    tab = page.register_tab()
    tab.grid.select_rows([0])
    tab.grid.copy()
    assert "每人时长（小时）" in QGuiApplication.clipboard().text()
    assert "1,234.5" in QGuiApplication.clipboard().text()
    plan = plan_paste(office, REGISTERS["head_counts"], QGuiApplication.clipboard().text())
    assert [(each.state, each.problems) for each in plan.rows] == [("same", [])]


def test_one_column_without_a_head_is_for_the_cells(tab: RegisterTab, window: MainWindow) -> None:
    """从表格软件复制一列竖着的值，凑不成新的一行：从光标那一格起往下覆盖，先看改前改后。"""
    put("甲路1号", "乙路2号", "丙路3号")
    stand(tab, 2, "residence")
    tab.paste()
    assert window.findChild(ImportDialog) is None
    dialog = tab.findChild(PasteOverDialog)
    assert dialog is not None
    assert dialog.note.text() == "要改 3 行"
    dialog.commit()
    assert [shown(tab, row, "residence") for row in (2, 3, 4)] == ["甲路1号", "乙路2号", "丙路3号"]


@pytest.mark.parametrize(
    "lines", [("姓名", "王新新"), ("王新新|大华|15477700001", "李新新|大华|15477700002"), ("联系电话", "15477700001")]
)
def test_a_block_with_a_head_or_wide_enough_is_new_rows(
    tab: RegisterTab, window: MainWindow, lines: tuple[str, ...]
) -> None:
    put(*lines)
    stand(tab, 2, "residence")
    tab.paste()
    assert window.findChild(ImportDialog) is not None
    assert tab.findChild(PasteOverDialog) is None
