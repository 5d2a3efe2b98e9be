"""一张登记表的标签页：查找、排序、筛选、增删改、撤销、完整号码。"""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.office import Office
from miaopu_desk.services.preferences import remembered
from miaopu_desk.store import disclosures
from miaopu_desk.store.listing import Condition
from miaopu_desk.ui import messages
from miaopu_desk.ui.dialogs.purpose import PurposeDialog
from miaopu_desk.ui.filter_popup import FilterPopup
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.register_tab import RegisterTab

VOLUNTEERS = REGISTERS["volunteers"]


@pytest.fixture
def tab(qtbot: Any, window: MainWindow, office: Office) -> RegisterTab:
    made = RegisterTab(office, VOLUNTEERS, window)
    qtbot.addWidget(made)
    office.keeper.listeners.append(made.refresh)
    made.resize(1200, 600)
    made.show()
    return made


def texts(tab: RegisterTab, path: str) -> list[str]:
    column = tab.model.paths.index(path)
    return [tab.model.text(row, column) for row in range(tab.model.rowCount())]


def test_typing_in_the_search_box_narrows_the_list(qtbot: Any, tab: RegisterTab) -> None:
    tab.search_box.setText("王建国")
    qtbot.waitUntil(lambda: tab.model.rowCount() == 3, timeout=2000)
    assert set(texts(tab, "name")) == {"王建国"}
    assert tab.status.text() == "共 240 人，筛选出 3 人"
    tab.search_box.setText("wjg")
    qtbot.waitUntil(lambda: tab.model.rowCount() == 6, timeout=2000)
    assert set(texts(tab, "name")) == {"王建国", "吴建国"}
    tab.clear_filters()
    assert tab.status.text() == "共 240 人"


def test_a_search_that_finds_nothing_says_so(qtbot: Any, tab: RegisterTab) -> None:
    tab.search_box.setText("查无此人")
    qtbot.waitUntil(lambda: tab.model.rowCount() == 0, timeout=2000)
    assert tab.grid.empty_text == "没有符合条件的志愿者，可以清除筛选再看"


def test_clicking_a_header_sorts_then_reverses_then_returns(qtbot: Any, tab: RegisterTab) -> None:
    section = tab.model.paths.index("registered_on")
    header = tab.grid.header
    spot = QPoint(header.sectionViewportPosition(section) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert tab.order == ("registered_on",)
    assert texts(tab, "registered_on") == sorted(texts(tab, "registered_on"))
    assert header.order == {section: False}
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert tab.order == ("-registered_on",)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert tab.order == ()


def test_the_small_triangle_opens_the_filter_and_does_not_sort(qtbot: Any, tab: RegisterTab) -> None:
    section = tab.model.paths.index("community")
    spot = tab.grid.header.filter_zone(section).center()
    QTest.mouseClick(tab.grid.header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    popup = tab.findChild(FilterPopup)
    assert popup is not None
    assert tab.order == ()
    names = [popup.list.item(at).text() for at in range(popup.list.count())]
    assert names == ["东方里", "光明里", "服务里", "凤凰村", "苗圃路", "大华", "蔡家皂", "清泉里", "（空着）"]
    popup.list.item(1).setCheckState(Qt.CheckState.Checked)
    popup.list.item(3).setCheckState(Qt.CheckState.Checked)
    popup.apply()
    assert set(texts(tab, "community")) == {"光明里", "凤凰村"}
    assert tab.status.text() == "共 240 人，筛选出 60 人"
    chip = tab.chips.row.itemAt(0).widget()
    assert chip.text().startswith("社区：光明里、凤凰村")
    chip.click()
    assert tab.model.rowCount() == 240


@pytest.mark.parametrize(
    ("path", "typed", "blank", "expected"),
    [
        ("registered_on", {"from": "2019.3.1", "to": "2019年3月31日"}, None, 20),
        ("name", {"contains": "建国"}, None, 30),
        ("residence", {"contains": ""}, "filled", 0),
        ("standing_on", {"from": ""}, "blank", 144),
    ],
)
def test_filters_by_range_text_and_blank(
    qtbot: Any, tab: RegisterTab, path: str, typed: dict[str, str], blank: str | None, expected: int
) -> None:
    from miaopu_desk.store.listing import resolve

    popup = FilterPopup(tab.office, resolve(VOLUNTEERS, path), path, (), tab)
    popup.applied.connect(lambda conditions: tab.set_filter(path, conditions))
    for test, text in typed.items():
        popup.edits[test].setText(text)
    if blank:
        popup.blank.setCurrentIndex(popup.blank.findData(blank))
    popup.apply()
    assert tab.model.rowCount() == expected


def test_a_wrong_date_in_a_filter_is_explained_and_nothing_is_filtered(qtbot: Any, tab: RegisterTab) -> None:
    column = VOLUNTEERS.column("registered_on")
    popup = FilterPopup(tab.office, column, "registered_on", (), tab)
    qtbot.addWidget(popup)
    popup.edits["from"].setText("2月30日")
    assert popup.conditions() is None
    assert popup.note.text()


def test_ranks_filter_finds_anyone_in_one_of_them_or_in_none(qtbot: Any, tab: RegisterTab) -> None:
    tab.set_filter("ranks", (Condition("ranks", "is", ("party", "online")),))
    assert tab.model.rowCount() == 160
    tab.set_filter("ranks", (Condition("ranks", "is", (None,)),))
    assert tab.model.rowCount() == 0


def test_deleting_asks_with_the_count_and_can_be_undone(
    qtbot: Any, window: MainWindow, tab: RegisterTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(messages, "confirm", lambda *words: asked.append(words[2]) or True)
    tab.grid.select_rows([0, 1, 2])
    names = texts(tab, "name")[:3]
    qtbot.keyClick(tab.grid, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert asked == [f"要删除 3 条志愿者吗？\n{'、'.join(names)}"]
    assert tab.model.rowCount() == 237
    window.undo()
    assert tab.model.rowCount() == 240
    window.redo()
    assert tab.model.rowCount() == 237


def test_a_refused_delete_says_why_and_deletes_nothing(
    qtbot: Any, window: MainWindow, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(messages, "confirm", lambda *_: True)
    monkeypatch.setattr(messages, "show_problems", lambda _, title, problems: told.extend(map(str, problems)))
    tab = RegisterTab(office, REGISTERS["communities"], window)
    qtbot.addWidget(tab)
    tab.grid.select_rows([0])
    tab.delete()
    assert "东方里" in told[0]
    assert "用着" in told[0]
    assert tab.table.count() == 8


def test_the_current_row_stays_chosen_when_something_else_changes(tab: RegisterTab, office: Office) -> None:
    tab.grid.select_rows([50])
    chosen = tab.current_id()
    first = tab.model.record_id(0)
    assert chosen
    assert first
    assert office.keeper.remove(VOLUNTEERS, [first]) == []
    assert tab.current_id() == chosen
    assert tab.grid.selected_rows() == [49]


def test_copying_takes_headers_and_keeps_numbers_masked(tab: RegisterTab) -> None:
    tab.grid.select_rows([0, 1])
    tab.grid.copy()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 3
    assert lines[0].split("\t")[:3] == ["姓名", "性别", "身份证号"]
    assert all("********" in line for line in lines[1:])


def test_showing_whole_numbers_needs_a_purpose_and_is_written_down(
    qtbot: Any, tab: RegisterTab, office: Office
) -> None:
    tab.reveal.ask()
    dialog = tab.findChild(PurposeDialog)
    assert dialog is not None
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.note.text() == "请写明用途"
    assert not tab.model.revealed
    dialog.purpose.setCurrentText("核对登记")
    dialog.accept()
    assert tab.model.revealed
    assert "*" not in "".join(texts(tab, "id_number"))
    kept = disclosures.recent(office.database)
    assert [(one.act, one.table, one.purpose, one.row_count, one.columns) for one in kept] == [
        ("show", "volunteers", "核对登记", 240, "身份证号、联系电话")
    ]
    tab.reveal.timer.setInterval(1)
    tab.reveal.timer.start()
    qtbot.waitUntil(lambda: not tab.model.revealed, timeout=2000)
    assert all("*" in text for text in texts(tab, "id_number"))


def test_columns_chosen_and_their_widths_are_remembered(qtbot: Any, tab: RegisterTab, window: MainWindow) -> None:
    tab.memory.show(tab.grid, "political_status")
    tab.memory.hide(tab.grid, "residence")
    tab.grid.setColumnWidth(0, 133)
    phone = tab.model.paths.index("phone")
    tab.grid.header.moveSection(phone, 1)  # 拖到姓名后面
    tab.memory._keep(tab.grid)
    again = RegisterTab(tab.office, VOLUNTEERS, window)
    qtbot.addWidget(again)
    assert list(again.model.paths[:2]) == ["name", "phone"]
    assert again.model.paths[-1] == "political_status"
    assert "residence" not in again.model.paths
    assert again.grid.columnWidth(0) == 133
    again.memory.reset(again.grid)
    assert again.model.paths == VOLUNTEERS.listed
    assert remembered(tab.office, "columns.volunteers") == []


def test_tools_that_do_not_fit_are_behind_a_button_one_can_see(qtbot: Any, tab: RegisterTab) -> None:
    tab.tools.setMaximumWidth(160)
    more: Any = tab.tools.findChild(QToolButton, "qt_toolbar_ext_button")
    qtbot.waitUntil(more.isVisible)
    picture = more.grab().toImage()
    shades = {picture.pixelColor(x, y).lightness() for x in range(picture.width()) for y in range(picture.height())}
    assert min(shades) < 120, "箭头看得见，不是一块空白"
    assert more.accessibleName() == "放不下的按钮"


def test_a_list_of_given_records_shows_only_them_until_cleared(tab: RegisterTab) -> None:
    ids = [tab.model.record_id(row) or "" for row in (3, 5)]
    tab.set_filter("standing", (Condition("standing", "is", ("left",)),))
    tab.show_records(ids, "本月新增")
    assert sorted(tab.model.ids([0, 1])) == sorted(ids)
    assert tab.chips.row.itemAt(0).widget().text().startswith("本月新增")
    tab.clear_filters()
    assert tab.model.rowCount() == 240


def test_a_list_under_a_parent_shows_only_its_own(qtbot: Any, window: MainWindow, office: Office) -> None:
    from builders import add

    sessions = [add(office, "training_sessions", topic=f"场次{at}", held_on="2021-05-10") for at in range(2)]
    people = office.keeper.table(VOLUNTEERS).all()[:3]
    for one in people:
        add(office, "participations", session=Ref("", sessions[0].id), volunteer=Ref(one.name, one.id))
    tab = RegisterTab(office, REGISTERS["participations"], window, parent_filter={})
    qtbot.addWidget(tab)
    assert tab.model.rowCount() == 0
    assert not tab.actions_["add"].isEnabled()
    tab.set_parent_filter({"session": Ref("场次0", sessions[0].id)})
    assert (tab.model.rowCount(), tab.status.text()) == (3, "共 3 条")
    tab.set_parent_filter({"session": Ref("场次1", sessions[1].id)})
    assert tab.model.rowCount() == 0


def test_an_empty_register_says_what_to_do(qtbot: Any, window: MainWindow, office: Office) -> None:
    tab = RegisterTab(office, REGISTERS["teams"], window)
    qtbot.addWidget(tab)
    assert tab.grid.empty_text == "还没有服务队，点“新增”，或把表格文件拖进来"


def test_control_enter_opens_the_form_of_the_current_row(qtbot: Any, tab: RegisterTab) -> None:
    from miaopu_desk.ui.record_form import RecordForm

    tab.grid.select_rows([4])
    tab.grid.setFocus()
    qtbot.keyClick(tab.grid, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    form = tab.findChild(RecordForm)
    assert form is not None
    assert form.record is not None
    assert form.record.id == tab.current_id()
    form.close()


def test_the_history_names_fields_with_their_words_before_and_after(
    qtbot: Any, tab: RegisterTab, office: Office
) -> None:
    from miaopu_desk.ui.dialogs.history import HistoryDialog

    tab.grid.select_rows([0])
    record = tab.table.get(tab.current_id() or "")
    other = office.keeper.table(REGISTERS["communities"]).all()[-1]
    assert record is not None
    office.keeper.change(
        VOLUNTEERS, record.id, {"community": other.name, "standing": "暂停", "standing_on": "2021-5-3"}
    )
    dialog = HistoryDialog(office, VOLUNTEERS, record.id, tab)
    qtbot.addWidget(dialog)
    rows = [
        tuple(dialog.sheet.item(row, column).text() for column in (3, 4, 5)) for row in range(dialog.sheet.rowCount())
    ]
    assert ("社区", record.community.name, "清泉里") in rows
    before = VOLUNTEERS.column("standing").kind.show(record.standing)
    assert ("状态", before, "暂停") in rows
    assert not any(record.id_number in cell for row in rows for cell in row)


def test_the_filter_triangle_does_not_cover_the_edge_that_resizes(tab: RegisterTab) -> None:
    zone = tab.grid.header.filter_zone(0)
    assert QPointF(zone.right(), 0).x() < tab.grid.columnWidth(0) - 3
