"""缺口一览、边填分工边提醒、一次派几个人；五千处网格的树一秒里排好。"""

from datetime import date
from typing import Any

import pytest
from builders import add
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import ASSIGNMENTS, GRID_AREAS, VOLUNTEERS
from miaopu_desk.domain.records.grid import GridArea
from miaopu_desk.services.office import Office
from miaopu_desk.ui import messages
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.tabs.gaps import GapBoard
from miaopu_desk.ui.tabs.grid import GridBoard


def area(office: Office, name: str) -> Ref:
    saved = add(office, "grid_areas", name=name, kind="片区", community="大华")
    return Ref(saved.name, saved.id)


def first_people(office: Office, count: int) -> list[Any]:
    found = [each for each in office.keeper.table(VOLUNTEERS).all() if each.standing == "active"]
    return found[:count]


def row_of(board: GapBoard, kind: str) -> int:
    return next(at for at, each in enumerate(board.found) if each.kind == kind)


def test_a_gap_is_counted_opened_and_goes_when_it_is_mended(window: MainWindow, office: Office) -> None:
    here = area(office, "一片")
    tab = window.go("网格")
    tab.setCurrentIndex(1)
    board = tab.page(1)
    row = row_of(board, "areas_with_nobody")
    board.table.setCurrentCell(row, 0)
    assert board.table.item(row, 1).text() == "1"
    page = board.register_tab()
    assert page is not None
    assert page.model.ids([0]) == [here.id]
    who = first_people(office, 1)[0]
    add(office, "assignments", area=here, volunteer=Ref(who.name, who.id), starts_on="2021-05-01")
    QApplication.processEvents()
    assert board.table.item(row, 1).text() == "0"
    assert board.heading.text() == "网格没有人负责：没有"
    board.day.set_day(date(2021, 4, 1))
    assert board.table.item(row, 1).text() == "1"


def test_a_jump_from_elsewhere_lists_just_those(window: MainWindow, office: Office) -> None:
    one, _ = area(office, "一片"), area(office, "二片")
    tab = window.go("网格")
    tab.setCurrentIndex(1)
    board = tab.page(1)
    board.show_records("grid_areas", [one.id or ""], "选定的")
    assert board.pages["grid_areas"].model.ids([0]) == [one.id]


def test_a_clash_is_told_under_the_person_while_typing_and_saving_is_not_stopped(
    window: MainWindow, office: Office
) -> None:
    here = area(office, "一片")
    first, second = first_people(office, 2)
    add(office, "assignments", area=here, volunteer=Ref(first.name, first.id), role="网格长", starts_on="2021-03-01")
    tab = window.go("网格")
    board = tab.page(0)
    assert isinstance(board, GridBoard)
    board.tree.select(here.id or "")
    board.assignments.add()
    from miaopu_desk.ui.record_form import RecordForm

    form = board.assignments.findChildren(RecordForm)[-1]
    form.fields["volunteer"].editor.set_value(Ref(second.name, second.id))
    form.fields["role"].editor.set_value("head")
    form.fields["volunteer"].touched = form.fields["role"].touched = True
    assert form.clashes is not None
    form.clashes.look()
    assert form.clashes.told == [f"这里已经有网格长{first.name}（2021-03-01起）"]
    assert form.save()
    assert office.keeper.table(ASSIGNMENTS).count() == 2
    form.close()


def test_several_people_are_posted_after_the_clashes_are_shown(
    window: MainWindow, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = area(office, "一片")
    board = window.go("网格").page(0)
    board.tree.select(here.id or "")
    people = first_people(office, 3)
    board._post(here.id, [each.id for each in people], "member")
    assert office.keeper.table(ASSIGNMENTS).count() == 3
    asked: list[str] = []
    monkeypatch.setattr(messages, "confirm", lambda _, title, text, yes, detail: asked.append(detail) or False)
    board._post(here.id, [each.id for each in people[:1]] + [first_people(office, 4)[3].id], "head")
    assert asked == [f"{people[0].name}：那天已经负责这里，不派"]
    assert office.keeper.table(ASSIGNMENTS).count() == 3
    picker = board.post()
    assert picker is not None
    picker.reject()


def test_the_tree_keeps_what_was_chosen_and_closed_among_thousands(
    qtbot: Any, window: MainWindow, office: Office
) -> None:
    place = office.keeper.table(VOLUNTEERS).all()[0].community
    with office.keeper.action("造", kind="setup") as act:
        for at in range(60):
            top = act.insert(GRID_AREAS, GridArea(name=f"第{at}片", kind="district", community=place))
            for number in range(20):
                part = GridArea(name=f"{number}栋", kind="building", community=place, parent=Ref(top.name, top.id))
                last = act.insert(GRID_AREAS, part)
    board = window.go("网格").page(0)
    assert board.tree.select(last.id)
    assert board.tree.area_id() == last.id == board.tree.last_id()
    assert sum(1 for _ in board.tree.items()) == 60 * 21 + 8
    board.tree.topLevelItem(0).setExpanded(False)
    board.load()
    assert board.tree.area_id() == last.id
    assert not board.tree.topLevelItem(0).isExpanded()
    assert not board.tree.select("没有这处")
    board.tree.setFocus()
    qtbot.keyClick(board.tree, Qt.Key.Key_Up)
    assert board.tree.area_id() != last.id
