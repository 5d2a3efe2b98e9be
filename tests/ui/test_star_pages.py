"""“服务”里星级的几页：一览照社区和字来列，认证一步一个按钮，积分一次加许多人、更正另记一行，规则装得进默认的。"""

from datetime import timedelta
from typing import Any

import pytest
from builders import DAY, add
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.records.points import POINT_ENTRIES
from miaopu_desk.domain.records.star_rounds import STAR_CERTIFICATIONS, STAR_ROUNDS
from miaopu_desk.domain.records.star_rules import STAR_RULES
from miaopu_desk.services.office import Office
from miaopu_desk.services.star_rules import deed_terms, put_defaults
from miaopu_desk.ui import messages
from miaopu_desk.ui.dialogs.star_lists import DemotionDialog, RemovalDialog
from miaopu_desk.ui.dialogs.star_slip import StarSlipDialog
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.tabs.points import Giving, PointsPage
from miaopu_desk.ui.tabs.star_board import FILTERS, StarBoard
from miaopu_desk.ui.tabs.star_rounds import RoundsPage
from miaopu_desk.ui.tabs.star_rules import RulesPage


def page(window: MainWindow, title: str) -> Any:
    tab = window.go("服务")
    at = next(at for at in range(tab.count()) if tab.tabText(at) == title)
    tab.setCurrentIndex(at)
    return tab.page(at)


@pytest.fixture
def people(office: Office) -> list[Any]:
    """三位不同名的在册的人各服务过 650、310、95 小时。"""
    put_defaults(office)
    add(office, "offices", name="苗圃街道办事处", signed_as="苗圃街道办公室", target_percent=15)
    active = [each for each in office.keeper.table(REGISTERS["volunteers"]).all() if each.standing == "active"]
    found = list({each.name: each for each in active}.values())[:3]
    for one, hours in zip(found, ("650", "310", "95"), strict=True):
        row = {"volunteer": f"{one.name} {one.phone[-4:]}", "community": one.community.name, "minutes": hours}
        add(office, "service_records", **row, served_on="2021-05-12", activity="值守")
    return found


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "confirm", lambda *_, **__: True)


def names(board: StarBoard) -> list[str]:
    return [one.name for one in board.model.rows]


def test_the_board_lists_whom_the_clerk_asks_for(window: MainWindow, office: Office, people: list[Any]) -> None:
    board = page(window, "星级")
    assert isinstance(board, StarBoard)
    assert sorted(names(board)) == sorted(one.name for one in people)
    counts = {}
    for at, (label, _) in enumerate(FILTERS):
        board.which.setCurrentIndex(at)
        counts[label] = len(board.model.rows)
    assert counts == {
        "服务过的": 3, "够得上新星级": 2, "快到下一级": 1, "已认证": 0, "认证的够不上了": 0, "全部在册的": 192,
    }  # fmt: skip
    board.which.setCurrentIndex(0)
    board.community.setCurrentIndex(board.community.findText(people[0].community.name))
    assert people[0].name in names(board)
    board.community.setCurrentIndex(0)
    board.search_box.setText(people[1].name)
    assert names(board) == [people[1].name]
    board.search_box.clear()
    board.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert [one.minutes for one in board.model.rows] == [650 * 60, 310 * 60, 95 * 60]
    board.table.selectRow(0)
    board.table.copy()
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0].startswith("姓名\t社区\t时数\t积分")
    assert lines[1].startswith(f"{people[0].name}\t")
    row = {"volunteer": f"{people[2].name} {people[2].phone[-4:]}", "community": people[2].community.name}
    add(office, "service_records", **row, served_on="2021-05-13", activity="值守", minutes="5")
    assert max(one.star for one in board.model.rows if one.volunteer_id == people[2].id) == 1, "登记变了就重新算"
    board.day.set_day(DAY - timedelta(days=30))
    assert names(board) == []


def test_the_slip_opens_from_the_board_and_says_why(window: MainWindow, people: list[Any], tmp_path: Any) -> None:
    board = page(window, "星级")
    assert board.open_slip() is None
    board.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    board.table.selectRow(0)
    dialog = board.open_slip()
    assert isinstance(dialog, StarSlipDialog)
    assert dialog.slip.person.volunteer_id == people[0].id
    assert "达到三星志愿者的标准" in dialog.slip.summary()
    window.office.folder = tmp_path
    dialog.print_slip()
    assert list((tmp_path / "output").glob("星级说明单*.pdf"))
    dialog.close()


def test_a_round_is_taken_through_its_buttons(
    window: MainWindow, office: Office, people: list[Any], always: None
) -> None:
    rounds = page(window, "认证")
    assert isinstance(rounds, RoundsPage)
    assert not any(rounds.steps[name].isEnabled() for name in ("check", "publish", "certify", "recheck", "cancel"))
    asked = rounds.open_round()
    asked.accept()
    assert rounds.owner is not None
    assert (rounds.owner.number, rounds.detail.model.rowCount()) == ("2021年第1轮", 2)
    rounds.detail.grid.select_rows([1])
    refused = rounds.exclude()
    refused.accept()
    assert "请写明" in refused.note.text(), "没有原因不收，窗口开着"
    refused.line.setText("不是本人")
    refused.accept()
    rounds.detail.grid.select_rows([1])
    assert rounds.deeds["restore"].isEnabled()
    assert not rounds.deeds["exclude"].isEnabled()
    rounds.step("check")
    assert rounds.steps["publish"].isEnabled()
    publicity = rounds.publish()
    publicity.days[1].set_day(DAY)
    publicity.accept()
    assert "不少于7天" in publicity.note.text()
    publicity.days[1].set_day(DAY + timedelta(days=6))
    publicity.accept()
    rounds.detail.grid.select_rows([0])
    objection = rounds.object_to()
    objection.line.setText("时数不实")
    objection.accept()
    office.given_day = DAY + timedelta(days=7)
    rounds.refresh({STAR_ROUNDS.table})
    assert not rounds.steps["certify"].isEnabled()
    assert "异议" in rounds.steps["certify"].toolTip()
    rounds.detail.grid.select_rows([0])
    rounds.dismiss()
    assert rounds.steps["certify"].isEnabled()
    rounds.certify()
    [done] = [each for each in office.keeper.table(STAR_CERTIFICATIONS).all() if each.state == "certified"]
    assert done.number == "星2021-0001"
    assert "已认证 1 人" in rounds.heading.text()
    rounds.detail.select([done.id])
    revoked = rounds.revoke()
    revoked.line.setText("查实")
    revoked.accept()
    assert office.keeper.table(STAR_CERTIFICATIONS).get(done.id).state == "revoked"


def test_the_two_work_lists_open_and_carry_out_what_was_chosen(
    window: MainWindow, office: Office, people: list[Any]
) -> None:
    board = page(window, "星级")
    lost = board.open_demotions()
    assert isinstance(lost, DemotionDialog)
    assert lost.sheet.rowCount() == 0
    assert not lost.do_button.isEnabled()
    lost.close()
    removals = board.open_removals()
    assert isinstance(removals, RemovalDialog)
    before = removals.sheet.rowCount()
    assert before == 189 - 48, "登记满一年的在册的人（不含暂停）里，服务过的三位不在内"
    removals.sheet.selectRow(0)
    gone = removals.found[0].volunteer_id
    dialog = removals.carry_out()
    assert dialog.what.currentText() == "清退"
    assert dialog.reason.text() == "连续12个月没有服务"
    dialog.accept()
    assert office.keeper.table(REGISTERS["volunteers"]).get(gone).standing == "removed"
    assert removals.sheet.rowCount() == before - 1
    removals.close()


def test_points_are_given_to_many_and_corrected_by_another_line(
    window: MainWindow, office: Office, people: list[Any]
) -> None:
    points = page(window, "积分")
    assert isinstance(points, PointsPage)
    picker = points.give()
    assert picker.findChild(Giving) is not None
    picker.close()
    giving = Giving(office)
    assert giving.points.placeholderText() == "照规则 2 分"
    points._give([one.id for one in people], giving)
    assert points.model.rowCount() == 3
    giving.points.setText("十")
    points._give([people[0].id], giving)
    assert office.keeper.table(POINT_ENTRIES).count() == 3
    points.grid.select_rows([0])
    asked = points.correct()
    assert asked is not None
    asked.number.setText("x")
    asked.accept()
    assert "应当是整数" in asked.note.text()
    asked.number.setText("5")
    asked.line.setText("少记了")
    asked.accept()
    assert sorted(each.points for each in office.keeper.table(POINT_ENTRIES).all()) == [2, 2, 2, 3]


def test_the_rules_page_puts_the_defaults_in_and_names_what_is_wrong(window: MainWindow, office: Office) -> None:
    rules = page(window, "规则")
    assert isinstance(rules, RulesPage)
    stars = rules.page(0)
    assert stars.default_action.isEnabled()
    stars.put_defaults()
    assert (stars.master.model.rowCount(), stars.detail.model.rowCount()) == (1, 5)
    assert not stars.default_action.isEnabled()
    own = office.keeper.table(STAR_RULES).all()[0]
    add(office, "star_levels", rules=own.name, star=6, label="六星", hours=10, points=0)
    assert "“六星”的要求不比“五星志愿者”高" in stars.faults.text()
    rules.setCurrentIndex(1)
    points = rules.page(1)
    assert (points.detail.model.rowCount(), points.deeds.model.rowCount()) == (1, 4)
    assert len(deed_terms(office)) == 4
