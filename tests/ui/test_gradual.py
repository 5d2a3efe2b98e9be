"""很大的登记表：打一个键先画一屏，其余趁空当列全；要用到全部的时候，现列全。"""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt

from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.office import Office
from miaopu_desk.store import disclosures, finding
from miaopu_desk.store.listing import Listing
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.register_tab import RegisterTab

VOLUNTEERS = REGISTERS["volunteers"]


@pytest.fixture(autouse=True)
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """二百四十人就算很大。"""
    for name, size in (("LARGE", 50), ("HEAD", 100), ("SLICE", 7), ("KNOWN", 30)):
        monkeypatch.setattr(finding, name, size)


@pytest.fixture
def tab(qtbot: Any, window: MainWindow, office: Office) -> Iterator[RegisterTab]:
    made = RegisterTab(office, VOLUNTEERS, window)
    qtbot.addWidget(made)
    office.keeper.listeners.append(made.refresh)
    made.resize(1200, 400)
    made.show()
    settle(qtbot, made)
    yield made
    made.hide()


def settle(qtbot: Any, tab: RegisterTab) -> None:
    """等它列全、备好。"""
    qtbot.waitUntil(lambda: tab.model.whole and not tab.gradual.busy(), timeout=5000)


def type_in(tab: RegisterTab, text: str) -> None:
    """打字，只等头一屏。"""
    tab.search_box.setText(text)
    tab.load(gradually=True)


def whole(tab: RegisterTab, text: str) -> list[int]:
    return list(tab.table.numbers(Listing(text, order=tab.order)))


def test_the_first_screen_is_there_at_once_and_the_count_follows(qtbot: Any, tab: RegisterTab) -> None:
    assert tab.status.text() == "共 240 人"
    type_in(tab, "1540")
    assert not tab.model.whole
    assert tab.model.rowCount() == 30
    assert tab.status.text() == "共 240 人，正在数筛选出多少…"
    assert list(tab.model.numbers) == whole(tab, "1540")[:30]
    first = [tab.model.text(row, 0) for row in range(30)]
    listed: list[int] = []
    tab.listed.connect(lambda: listed.append(tab.model.rowCount()))
    settle(qtbot, tab)
    assert tab.status.text() == "共 240 人，筛选出 240 人"
    assert list(tab.model.numbers) == whole(tab, "1540")
    assert [tab.model.text(row, 0) for row in range(30)] == first
    assert tab.model.text(31, 0)
    assert listed == [240]


@pytest.mark.parametrize(
    "texts", [["w", "wa", "wan", "wang", "wangj"], ["1", "15", "1540000001", "15"], ["王", "", "李"]]
)
def test_the_next_key_does_not_wait_for_the_rest(qtbot: Any, tab: RegisterTab, texts: list[str]) -> None:
    for text in texts:
        type_in(tab, text)
        shown = list(tab.model.numbers)
        assert shown == whole(tab, text)[: len(shown)]
    settle(qtbot, tab)
    assert list(tab.model.numbers) == whole(tab, texts[-1])


def test_opening_shows_the_first_rows_and_counts_afterwards(qtbot: Any, window: MainWindow, office: Office) -> None:
    made = RegisterTab(office, VOLUNTEERS, window)
    qtbot.addWidget(made)
    assert (made.model.whole, made.model.rowCount(), made.status.text()) == (False, 30, "正在数…")
    made.show()
    settle(qtbot, made)
    assert (made.model.rowCount(), made.status.text()) == (240, "共 240 人")
    made.hide()


def test_the_last_row_and_everything_are_reached_at_once(qtbot: Any, tab: RegisterTab) -> None:
    type_in(tab, "1540")
    tab.grid.select_rows([0])
    qtbot.keyClick(tab.grid, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert tab.grid.currentIndex().row() == 239
    type_in(tab, "154")
    qtbot.keyClick(tab.grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(tab.selected_ids()) == 240


def test_a_record_further_down_is_found_before_the_rest_is_listed(qtbot: Any, tab: RegisterTab) -> None:
    type_in(tab, "1540")
    last = whole(tab, "1540")[-1]
    ((record_id, _),) = tab.table.values([last], ["name"])
    tab.select([record_id])
    assert tab.grid.selected_rows() == [239]
    assert tab.current_id() == record_id


def test_what_goes_out_is_everything(
    qtbot: Any, tab: RegisterTab, office: Office, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from miaopu_desk.ui import outgoing

    counted: list[int] = []
    monkeypatch.setattr("miaopu_desk.ui.dialogs.export.ExportDialog.open", lambda dialog: None)
    told: list[str] = []
    monkeypatch.setattr(tab, "_say", told.append)
    type_in(tab, "1540")
    tab.reveal.show("核对登记")
    counted.append(disclosures.recent(office.database)[0].row_count)
    type_in(tab, "154")
    outgoing.export_from(tab)
    counted.append(tab.model.rowCount())
    type_in(tab, "15")
    outgoing.export_to(tab, tmp_path / "名单.csv", every=False)
    lines = (tmp_path / "名单.csv").read_text(encoding="utf-8-sig").strip().splitlines()
    assert counted == [240, 240]
    assert len(lines) == 241
    assert told[-1].startswith("已导出 240 条")


def test_what_was_chosen_is_chosen_again_when_everything_is_listed(qtbot: Any, tab: RegisterTab) -> None:
    tab.grid.select_rows([150])
    chosen = tab.current_id()
    type_in(tab, "1540")
    type_in(tab, "154")
    assert tab.current_id() is None
    settle(qtbot, tab)
    assert tab.current_id() == chosen
    assert tab.grid.selected_rows() == [150]


def test_a_row_chosen_meanwhile_stays_chosen(qtbot: Any, tab: RegisterTab) -> None:
    tab.grid.select_rows([150])
    type_in(tab, "1540")
    tab.grid.select_rows([2])
    chosen = tab.current_id()
    settle(qtbot, tab)
    assert tab.grid.selected_rows() == [2]
    assert tab.current_id() == chosen


def test_a_change_while_the_rest_is_still_looked_for_lists_anew(qtbot: Any, tab: RegisterTab, office: Office) -> None:
    type_in(tab, "1540")
    first = tab.model.record_id(0)
    assert first
    assert not tab.model.whole
    assert office.keeper.remove(VOLUNTEERS, [first]) == []
    settle(qtbot, tab)
    assert tab.model.rowCount() == 239
    assert tab.status.text() == "共 239 人，筛选出 239 人"
    assert tab.model.rows_of([first]) == []


def test_a_cell_changed_in_place_is_found_by_the_next_search(qtbot: Any, tab: RegisterTab) -> None:
    record = tab.table.get(tab.model.record_id(5) or "")
    assert record is not None
    assert tab.save_cell(record, "name", "欧阳菁") == []
    settle(qtbot, tab)
    type_in(tab, "ouyang")
    settle(qtbot, tab)
    assert tab.model.ids(range(tab.model.rowCount())) == [record.id]


def test_a_page_turned_away_rests_until_it_is_seen_again(qtbot: Any, tab: RegisterTab) -> None:
    type_in(tab, "1540")
    tab.hide()
    qtbot.wait(60)
    assert not tab.model.whole
    assert not tab.gradual.busy()
    tab.show()
    settle(qtbot, tab)
    assert tab.model.rowCount() == 240


def test_a_new_search_starts_at_the_top(qtbot: Any, tab: RegisterTab) -> None:
    tab.grid.scrollToBottom()
    assert tab.grid.rowAt(0) > 100
    type_in(tab, "1540")
    settle(qtbot, tab)
    assert tab.grid.rowAt(0) == 0
