"""总览和月报：每个数字点开就是背后的名单；没有社区时说清怎么办。"""

from datetime import date
from typing import Any

import pytest
from builders import DAY, add, office_with_communities
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.figures import due_items, figure_names, overview
from miaopu_desk.services.office import Office, memory_office
from miaopu_desk.ui.charts import Bar, BarChart
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.tabs import HOME
from miaopu_desk.ui.tabs.month import MonthTab
from miaopu_desk.ui.tabs.month_tables import COLUMNS
from miaopu_desk.ui.tabs.overview import OverviewTab


class Listener:
    """代替主窗口：记下要打开的名单。"""

    def __init__(self) -> None:
        self.opened: list[tuple[str, int, str]] = []

    def show_records(self, table: str, ids: Any, title: str = "") -> None:
        self.opened.append((table, len(ids), title))

    def go(self, title: str) -> None:
        self.opened.append((title, 0, ""))


def test_the_overview_shows_the_figures_of_the_services(qtbot: Any, office: Office) -> None:
    tab = OverviewTab(office, Listener())
    qtbot.addWidget(tab)
    found = overview(office)
    assert [bar.label for bar in tab.rates.bars] == [each.name for each in found.rates]
    assert [bar.text for bar in tab.rates.bars] == [each.rate_text for each in found.rates]
    assert [bar.low for bar in tab.rates.bars] == [each.reached is False for each in found.rates]
    assert tab.rates.target == found.target
    assert [bar.value for bar in tab.ranks.bars] == [each.count for each in found.ranks]
    assert tab.cards.labels["注册志愿者"].text() == f"{found.total.registered:,}"


def test_every_bar_opens_exactly_the_people_it_counts(qtbot: Any, office: Office) -> None:
    window = Listener()
    tab = OverviewTab(office, window)
    qtbot.addWidget(tab)
    found = overview(office)
    for at, rate in enumerate(found.rates):
        tab.open_rate(at)
        assert window.opened[-1] == ("volunteers", rate.registered, f"{rate.name}注册的志愿者")
    for at, rank in enumerate(found.ranks):
        tab.open_rank(at)
        assert window.opened[-1][:2] == ("volunteers", rank.count)


def test_every_due_item_opens_its_records_by_mouse_and_by_enter(qtbot: Any, office: Office) -> None:
    window = Listener()
    tab = OverviewTab(office, window)
    qtbot.addWidget(tab)
    due = due_items(office)
    assert due
    assert tab.due_table.rowCount() == len(due)
    for row, item in enumerate(due):
        assert tab.due_table.item(row, 0).text() == item.title
        tab.due_table.cellClicked.emit(row, 0)
        assert window.opened[-1] == (item.table, item.count, item.title)
    tab.due_table.setCurrentCell(0, 0)
    QTest.keyClick(tab.due_table, Qt.Key.Key_Return)
    assert window.opened[-1][2] == due[0].title


def test_the_overview_follows_every_change(qtbot: Any, window: MainWindow, office: Office) -> None:
    tab = window.go("总览")
    before = tab.found.total.registered
    community = office.keeper.table(REGISTERS["communities"]).all()[0].name
    office.keeper.add(REGISTERS["volunteers"], {"name": "新来的", "community": community})
    assert tab.found.total.registered == before + 1
    window.undo()
    assert tab.found.total.registered == before


def test_an_office_without_volunteers_is_told_the_first_step(qtbot: Any) -> None:
    new = office_with_communities()
    add(new, "communities", name="没填人口的社区", position=99)
    tab = OverviewTab(new, Listener())
    qtbot.addWidget(tab)
    assert "拖到窗口上" in tab.first_step.text()
    assert not tab.first_step.isHidden()
    unknown = next(row for row, item in enumerate(tab.due) if item.kind == "population_unknown")
    assert "在“设置”的“社区”里填" in tab.due_table.item(unknown, 2).text()
    add(new, "volunteers", name="头一位", community=new.keeper.table(REGISTERS["communities"]).all()[0].name)
    tab.refresh({"volunteers"})
    assert tab.first_step.isHidden()


def test_without_communities_both_tabs_say_what_to_do(qtbot: Any) -> None:
    empty = memory_office(DAY)
    shown = OverviewTab(empty, Listener())
    month = MonthTab(empty, Listener())
    for each in (shown, month):
        qtbot.addWidget(each)
        assert each.fault.isVisibleTo(each)
        assert "还没有社区" in each.fault.text()
    assert not month.buttons["pdf"].isEnabled()


def test_due_items_jump_to_the_filtered_register(qtbot: Any, window: MainWindow) -> None:
    tab = window.go("总览")
    at, item = next((at, each) for at, each in enumerate(tab.due) if each.table == "volunteers")
    tab.open_due(at)
    page = window.current_tab().current_page()
    assert page.register.table == "volunteers"
    assert page.model.rowCount() == item.count


@pytest.mark.parametrize(
    ("today", "first_shown"),
    [
        (date(2021, 5, 31), "2021年5月"),
        (date(2021, 6, 1), "2021年5月"),
        (date(2021, 6, 10), "2021年5月"),
        (date(2021, 6, 11), "2021年6月"),
        (date(2021, 1, 2), "2020年12月"),
    ],
)
def test_in_the_first_ten_days_the_last_month_is_offered(
    qtbot: Any, office: Office, today: date, first_shown: str
) -> None:
    office.given_day = today
    tab = MonthTab(office, Listener())
    qtbot.addWidget(tab)
    assert tab.month.currentText() == first_shown
    assert tab.month.itemText(0) == f"{today.year}年{today.month}月"


def test_every_figure_of_the_month_opens_exactly_its_names(qtbot: Any, office: Office) -> None:
    window = Listener()
    tab = MonthTab(office, window)
    qtbot.addWidget(tab)
    assert tab.figures is not None
    opened = 0
    for row, line in enumerate(tab.figures.lines):
        for column, (name, _) in enumerate(COLUMNS):
            window.opened.clear()
            tab.open_figure(row, column)
            if name in ("name", "resident_population", "rate") or not line.value(name):
                assert not window.opened
                continue
            opened += 1
            behind = figure_names(office, "2021-05", name, None if line is tab.figures.total else line.name)
            assert window.opened[0][1] == len(behind)
            if name != "service_minutes":
                assert len(behind) == line.value(name)
                assert tab.table.item(row, column).text() == f"{line.value(name):,}"
    assert opened > 50


def test_every_count_of_inspection_and_honours_opens_what_it_counts(qtbot: Any, office: Office) -> None:
    add(office, "checklists", name="路段", subject="网格区域")
    inspected = {"day": "2021-05-21", "checklist": "路段"}
    add(office, "inspections", number="2021-001", **inspected, community="大华")
    add(office, "inspections", number="2021-002", **inspected, unit="环卫所", score="70")
    noticed = {"state": "整改中", "noticed_on": "2021-05-21", "deadline": "2021-05-28"}
    add(office, "rectifications", name="杂物", found_on="2021-05-20", community="大华", **noticed)
    add(office, "clues", number="2021-001", received_on="2021-05-10", content="占道", community="大华", adopted="是")
    add(
        office,
        "honours",
        name="先进社区",
        awarded_on="2021-05-06",
        awarding_body="珠晖区",
        subject="志愿服务社区",
        community="大华",
    )
    add(office, "welfare_posts", name="保洁岗", community="大华", monthly="1200", quota=2, starts_on="2021-01-01")
    add(office, "meetings", topic="五月例会", held_on="2021-05-06")
    add(office, "decisions", meeting="五月例会", content="补齐名册", due_on="2021-06-30")
    window = Listener()
    tab = MonthTab(office, window)
    qtbot.addWidget(tab)
    summed = {"courtesies", "courtesy_value", "posts", "vacant_posts", "rewards"}  # 加总各行的数量，不是数行数
    opened = 0
    for place, table in enumerate(tab.works, start=1):
        tab.pages.setCurrentIndex(place)
        assert table.work.title in tab.figures_heading.text()
        assert table.rowCount() == len(table.lines) > 0
        for row, line in enumerate(table.lines):
            for column, name in enumerate(("name", *table.work.labels)):
                window.opened.clear()
                table.chosen.emit(row, column)
                value = getattr(line, name)
                if name == "name" or not value:
                    assert not window.opened
                    continue
                opened += 1
                register, count, title = window.opened[0]
                assert register in HOME
                assert title.endswith(f"{line.name} {table.work.labels[name]}")
                if name not in summed and "people" not in name:
                    assert count == value
    assert opened == 23


def test_findings_open_what_they_are_about(qtbot: Any, office: Office) -> None:
    window = Listener()
    tab = MonthTab(office, window)
    qtbot.addWidget(tab)
    assert tab.checks.rowCount() == len(tab.findings) > 0
    for row, finding in enumerate(tab.findings):
        window.opened.clear()
        tab.open_finding(row)
        reached = (finding.table, len(finding.ids)) if finding.ids else (HOME.get(finding.table), 0)
        assert [each[:2] for each in window.opened] == ([reached] if finding.table else [])


def test_choosing_another_month_forgets_the_files_of_the_last(qtbot: Any, office: Office, tmp_path: Any) -> None:
    tab = MonthTab(office, Listener())
    qtbot.addWidget(tab)
    tab.results["pdf"] = tmp_path / "月报.pdf"
    tab.month.setCurrentIndex(1)
    assert tab.figures is not None
    assert tab.figures.month.key == "2021-04"
    assert not tab.results
    assert not tab.buttons["folder"].isEnabled()


def test_a_chart_is_walked_with_the_arrow_keys_and_clicked(qtbot: Any) -> None:
    chart = BarChart("注册率")
    qtbot.addWidget(chart)
    chart.show_bars([Bar("甲", 10, "10%"), Bar("乙", None, "未填"), Bar("丙", 20, "20%")], 15, "目标 15%")
    chart.resize(chart.sizeHint())
    chart.show()
    chosen: list[int] = []
    chart.activated.connect(chosen.append)
    for key in (
        Qt.Key.Key_Return,
        Qt.Key.Key_Down,
        Qt.Key.Key_Down,
        Qt.Key.Key_Return,
        Qt.Key.Key_Up,
        Qt.Key.Key_Return,
    ):
        QTest.keyClick(chart, key)
    assert chosen == [1, 0]
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(100, chart.height() - 12))
    assert chosen == [1, 0, 2]
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(100, 1))
    assert chosen == [1, 0, 2], "点在目标两个字上不算"
    assert chart.accessibleDescription() == "甲 10%；乙 未填；丙 20%"


def test_a_bar_is_as_long_as_its_value_and_empty_without_one(qtbot: Any) -> None:
    chart = BarChart("人数")
    qtbot.addWidget(chart)
    chart.show_bars([Bar("甲", 10, "10"), Bar("乙", 20, "20"), Bar("丙", None, "—")])
    chart.resize(400, chart.sizeHint().height())
    picture = chart.grab().toImage()
    left, width = chart._track()
    lengths = []
    for at in range(3):
        y = chart._row(at).center().y()
        track = picture.pixelColor(left + width - 3, chart._row(2).center().y())
        lengths.append(sum(picture.pixelColor(x, y) != track for x in range(left + 3, left + width - 3)))
    assert lengths[2] == 0
    assert lengths[1] / lengths[0] == pytest.approx(2, abs=0.1)
