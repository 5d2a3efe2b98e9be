"""各标签页：每张登记表都到得了，看不见的页先不刷新，名单的顺序谁也不重排。"""

from typing import Any

import pytest
from builders import DAY, example
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.records.rosters import LEADERS
from miaopu_desk.services import rosters
from miaopu_desk.services.office import Office
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs import HOME, TABS
from miaopu_desk.ui.tabs.day_field import DayField
from miaopu_desk.ui.tabs.leaders import LeaderForm
from miaopu_desk.ui.tabs.roster import RosterTab


def test_the_tabs_stand_in_the_order_of_the_desk(window: MainWindow) -> None:
    shown = [window.tabs.tabText(at) for at in range(window.tabs.count())]
    assert shown == [title for title, _ in TABS]
    assert shown[:4] == ["总览", "领导小组", "志愿者", "网格"]
    assert shown[-2:] == ["月报", "设置"]


def test_every_register_has_its_home() -> None:
    assert {HOME[table] for table in REGISTERS} <= {title for title, _ in TABS}
    assert HOME["just_declared"] == "设置", "新声明的登记表不用改窗口就看得见"


@pytest.mark.parametrize("table", list(REGISTERS))
def test_a_jump_reaches_every_register_and_shows_just_those_records(full_window: MainWindow, table: str) -> None:
    wanted = full_window.office.keeper.table(REGISTERS[table]).all()[-1].id
    full_window.show_records(table, [wanted], "选出来的")
    QApplication.processEvents()
    assert full_window.tabs.tabText(full_window.tabs.currentIndex()) == HOME[table]
    pages = [each for each in full_window.current_tab().findChildren(RegisterTab) if each.isVisible()]
    listed = {each.register.table: each for each in pages}
    assert table in listed
    page = listed[table]
    if HOME[table] == "领导小组":  # 一份名单不拆开，只选中
        assert page.selected_ids() == [wanted]
    else:
        assert page.model.ids(range(page.model.rowCount())) == [wanted]


def test_every_page_of_every_tab_opens_and_follows_changes(window: MainWindow, office: Office) -> None:
    for table in REGISTERS:
        saved = office.keeper.add(REGISTERS[table], example(office, REGISTERS[table]))
        assert not isinstance(saved, list), saved
    seen: dict[str, int] = {}
    for title, _ in TABS:
        tab = window.go(title)
        for at in range(tab.count() if hasattr(tab, "page") else 0):
            tab.setCurrentIndex(at)
            seen[title] = at + 1
        tab.refresh(set(REGISTERS))
    assert seen["设置"] >= 3
    assert {"志愿者", "网格", "值守", "服务", "活动", "培训", "保险"} <= set(seen)


def test_looking_at_every_page_writes_nothing(window: MainWindow, office: Office) -> None:
    before = office.database.value("SELECT count(*) FROM actions")
    for title, _ in TABS:
        tab = window.go(title)
        for at in range(tab.count() if hasattr(tab, "page") else 0):
            tab.setCurrentIndex(at)
    assert office.database.value("SELECT count(*) FROM actions") == before


def test_a_hidden_page_is_refreshed_when_it_is_turned_to(window: MainWindow, office: Office) -> None:
    pages = window.go("志愿者")
    teams = pages.page(pages.homes["teams"])
    pages.setCurrentIndex(0)
    office.keeper.add(REGISTERS["teams"], {"name": "夕阳红"})
    assert teams.model.rowCount() == 0
    pages.setCurrentIndex(pages.homes["teams"])
    assert teams.model.rowCount() == 1


def test_the_office_is_changed_but_neither_added_nor_deleted(window: MainWindow) -> None:
    tab = window.go("设置").page(0)
    assert set(tab.actions_) == {"edit"}


# 领导小组


@pytest.fixture
def roster(window: MainWindow, office: Office) -> RosterTab:
    issue = rosters.issue_roster(office, "2021年第1次", DAY, "")
    assert not isinstance(issue, list)
    for post, name in (("组长", "甲某"), ("副组长", "丙某"), ("副组长", "乙某"), ("成员", "丁某")):
        assert not isinstance(rosters.add_leader(office, issue.id, {"post": post, "name": name}), list)
    tab = window.go("领导小组")
    assert isinstance(tab, RosterTab)
    return tab


def names(tab: RosterTab) -> list[str]:
    return [tab.leaders.model.text(row, 2) for row in range(tab.leaders.model.rowCount())]


def test_the_list_is_never_sorted_by_a_column(roster: RosterTab) -> None:
    assert names(roster) == ["甲某", "丙某", "乙某", "丁某"]
    roster.leaders.grid.header.sort_asked.emit(2)
    assert names(roster) == ["甲某", "丙某", "乙某", "丁某"]


def test_alt_and_the_arrows_move_a_leader_and_keep_him_chosen(roster: RosterTab) -> None:
    roster.leaders.grid.select_rows([2])
    roster.leaders.up_action.trigger()
    assert names(roster) == ["甲某", "乙某", "丙某", "丁某"]
    assert roster.leaders.grid.selected_rows() == [1]
    roster.leaders.down_action.trigger()
    assert names(roster) == ["甲某", "丙某", "乙某", "丁某"]
    assert roster.leaders.grid.selected_rows() == [2]
    assert {roster.leaders.up_action.shortcut().toString(), roster.leaders.down_action.shortcut().toString()} == {
        "Alt+Up",
        "Alt+Down",
    }


def test_a_post_is_written_once_for_its_group(roster: RosterTab) -> None:
    shown = []
    for row in range(4):
        option = QStyleOptionViewItem()
        roster.leaders.grid.itemDelegate().initStyleOption(option, roster.leaders.model.index(row, 1))
        shown.append(option.text)
    assert shown == ["组长", "副组长", "", "成员"]


def test_the_form_of_a_leader_says_all_that_is_wrong_and_keeps_open(roster: RosterTab, office: Office) -> None:
    roster.leaders.add()
    form = roster.leaders.findChild(LeaderForm)
    assert form is not None
    form.fields["phone"].editor.set_value("12")
    form.save_and_close()
    assert {name for name, field in form.fields.items() if field.problem} == {"post", "name", "phone"}
    assert form.isVisible()
    assert office.keeper.table(LEADERS).count() == 4
    form._dirty = False
    form.reject()


def test_an_issue_is_printed_with_its_number_and_people(
    qtbot: Any, roster: RosterTab, office: Office, tmp_path: Any
) -> None:
    import pypdfium2

    path = rosters.print_issue(office, roster.current.id, tmp_path / "名单.pdf")
    document = pypdfium2.PdfDocument(path)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    assert "2021年第1次" in text
    assert "副组长" in text


# 日期


@pytest.mark.parametrize(
    ("typed", "read"),
    [("20210520", "2021-05-20"), ("2021.5.2", "2021-05-02"), ("5.3", "2021-05-03"), ("2021/12/1", "2021-12-01")],
)
def test_a_day_is_read_however_it_is_typed(qtbot: Any, typed: str, read: str) -> None:
    field = DayField(DAY, "截至")
    qtbot.addWidget(field)
    days: list[object] = []
    field.changed.connect(days.append)
    field.line.setText(typed)
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert field.line.text() == read
    assert [str(day) for day in days] == [read]


def test_a_day_that_does_not_exist_is_marked_and_changes_nothing(qtbot: Any) -> None:
    field = DayField(DAY, "截至")
    qtbot.addWidget(field)
    days: list[object] = []
    field.changed.connect(days.append)
    field.line.setText("2021-02-30")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert field.line.property("wrong") is True
    assert field.line.toolTip()
    assert days == []
    assert field.day == DAY
