"""在窗口里关账：核对点得到，关了按钮换样，变化看得见，更正和重新打开要理由，零报告一按就记，各版取得出来。"""

from pathlib import Path
from typing import Any

import pytest
from builders import DAY

from miaopu_desk.domain.figures import Finding
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.closed_months import frozen_figures, month_state, stored_report, zero_reports
from miaopu_desk.services.closing import close_month
from miaopu_desk.services.office import Office
from miaopu_desk.ui import messages
from miaopu_desk.ui.dialogs.closing import CloseDialog, ReasonDialog
from miaopu_desk.ui.dialogs.names import NamesDialog
from miaopu_desk.ui.dialogs.zero import ZeroDialog
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.preview import Preview
from miaopu_desk.ui.tabs.month import MonthTab
from miaopu_desk.ui.tabs.month_tables import COLUMNS

MAY = "2021-05"


@pytest.fixture
def month(window: MainWindow, office: Office, tmp_path: Path) -> MonthTab:
    office.folder = tmp_path
    raw = {"name": "苗圃街道办事处", "signed_as": "苗圃街道办事处", "target_percent": "15"}
    assert not isinstance(office.keeper.add(REGISTERS["offices"], raw), list)
    tab = window.go("月报")
    assert isinstance(tab, MonthTab)
    assert tab.chosen.key == MAY
    return tab


@pytest.fixture
def warned(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(messages, "warn", lambda parent, title, text, detail="": said.append(text))
    return said


def dialog_of(tab: MonthTab, kind: type) -> Any:
    found = [each for each in tab.findChildren(kind) if each.isVisible()]
    assert len(found) == 1, kind
    return found[0]


def late(office: Office, community: str = "大华") -> None:
    raw = {"name": "补报的", "community": community, "registered_on": "2021-05-12"}
    assert not isinstance(office.keeper.add(REGISTERS["volunteers"], raw), list)


def column(name: str) -> int:
    return [each for each, _ in COLUMNS].index(name)


def test_close_correct_reopen_and_close_again_in_the_window(
    qtbot: Any, window: MainWindow, month: MonthTab, office: Office
) -> None:
    buttons = month.panel.buttons
    assert month.panel.label.text() == "未关账"
    assert buttons["close"].isVisible()
    assert not buttons["reopen"].isVisible()
    assert not buttons["versions"].isEnabled()
    buttons["close"].click()
    dialog = dialog_of(month, CloseDialog)
    assert dialog.sheet.rowCount() == len(month.findings) > 0
    assert dialog.done_button.isEnabled()
    dialog.done_button.click()
    state = month_state(office, MAY)
    assert state.closed
    assert month.panel.label.text() == state.label == "已关账，第1版（2021-05-31）"
    assert not buttons["close"].isVisible()
    assert not buttons["correct"].isEnabled()
    assert month.checks_heading.text() == "关账以后的变化：没有变化。"

    late(office)
    assert buttons["correct"].isEnabled()
    titles = [month.checks.item(row, 1).text() for row in range(month.checks.rowCount())]
    assert "大华 注册" in titles
    assert "大华 本月新增" in titles
    assert month.figures == frozen_figures(office, MAY, 1), "表里还是关账时的数字"
    buttons["correct"].click()
    asked = dialog_of(month, ReasonDialog)
    asked.done_button.click()
    assert asked.note.text() == "请写明理由"
    asked.reason.setText("大华社区补报")
    asked.done_button.click()
    state = month_state(office, MAY)
    assert [each.number for each in state.versions] == [1, 2]
    assert month.panel.label.text() == "已关账，第2版（2021-05-31）"
    shown = month.findChildren(Preview)
    assert [each.path.name for each in shown] == ["更正说明2021-05第2版.pdf"], "更正说明马上给人看"
    shown[0].close()

    buttons["reopen"].click()
    asked = dialog_of(month, ReasonDialog)
    asked.reason.setText("整月漏报")
    asked.done_button.click()
    assert month_state(office, MAY).events[-1].reason == "整月漏报"
    assert buttons["close"].isVisible()
    buttons["close"].click()
    dialog_of(month, CloseDialog).done_button.click()
    assert month.panel.label.text() == "已关账，第3版（2021-05-31）"
    assert month.panel.label.toolTip().count("\n") == 3, "谁在何时做了什么都看得到"


def test_every_version_comes_out_of_the_menu_byte_for_byte(
    qtbot: Any, month: MonthTab, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr("miaopu_desk.ui.month_close.open_outside", lambda path: opened.append(path) or True)
    close_month(office, MAY)
    late(office)
    actions = [each for each in month.panel.menu.actions() if not each.isSeparator()]
    assert [each.text() for each in actions] == ["第1版（2021-05-31） 月报", "第1版（2021-05-31） 工作簿"]
    for each in actions:
        each.trigger()
    assert (office.output / "月报2021-05第1版.pdf").read_bytes() == stored_report(office, MAY, "pdf", 1)
    assert [path.name for path in opened] == ["月报2021-05第1版.xlsx"]
    assert opened[0].read_bytes() == stored_report(office, MAY, "xlsx", 1)
    for shown in month.findChildren(Preview):
        shown.close()


def test_making_the_report_of_a_closed_month_gives_the_stored_one(qtbot: Any, month: MonthTab, office: Office) -> None:
    close_month(office, MAY)
    late(office)
    month.make("pdf")
    assert month.results["pdf"].read_bytes() == stored_report(office, MAY, "pdf", 1)


def test_findings_that_block_come_first_and_close_nothing(qtbot: Any, month: MonthTab, office: Office) -> None:
    findings = [
        Finding("silent", "没有上报", "大华", "warning", "communities", ("1",)),
        Finding("parts_differ", "对不上", "差一个", "error", "volunteers", ("2",)),
    ]
    dialog = CloseDialog("2021年5月", findings, month)
    agreed: list[bool] = []
    jumped: list[Finding] = []
    dialog.agreed.connect(lambda: agreed.append(True))
    dialog.jumped.connect(jumped.append)
    dialog.open()
    assert dialog.sheet.item(0, 0).text() == "要先改"
    assert dialog.sheet.item(0, 1).text() == "对不上"
    assert "有 1 处要先改好" in dialog.verdict.text()
    assert not dialog.done_button.isEnabled()
    dialog.accept()
    assert not agreed
    dialog.jump(0)
    assert jumped == [findings[1]]
    assert not dialog.isVisible()


def test_a_finding_in_the_closing_dialog_leads_to_its_records(
    qtbot: Any, window: MainWindow, month: MonthTab, office: Office
) -> None:
    month.panel.close_month()
    dialog = dialog_of(month, CloseDialog)
    row, finding = next((at, each) for at, each in enumerate(dialog.findings) if each.table == "volunteers")
    dialog.sheet.chosen.emit(row, 0)
    page = window.current_tab().current_page()
    assert page.register.table == "volunteers"
    assert page.model.rowCount() == len(finding.ids)
    assert month_state(office, MAY).state == "open"


def test_a_figure_of_a_closed_month_opens_the_names_of_the_closing(qtbot: Any, month: MonthTab, office: Office) -> None:
    assert month.figures is not None
    row = next(at for at, line in enumerate(month.figures.lines) if line.name == "大华")
    before = month.figures.lines[row].registered
    close_month(office, MAY)
    late(office)
    month.open_figure(row, column("registered"))
    dialog = dialog_of(month, NamesDialog)
    assert dialog.windowTitle() == "2021年5月大华“注册”名单"
    assert dialog.sheet.rowCount() == before
    assert "补报的" not in {dialog.sheet.item(at, 0).text() for at in range(before)}
    dialog.close()
    month.table.setCurrentCell(row, column("registered"))
    month.panel.buttons["names"].click()
    shown = month.findChildren(Preview)
    assert [each.path.name for each in shown] == ["2021年5月大华注册名单.pdf"]
    shown[0].close()


def test_printing_names_without_a_figure_chosen_says_so(
    qtbot: Any, month: MonthTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda parent, title, text, detail="": said.append(text))
    month.table.setCurrentCell(0, 0)
    month.panel.buttons["names"].click()
    assert said == ["请先在上面的表里选一个不是零的数字。"]


def test_one_press_records_a_zero_report_and_another_takes_it_back(
    qtbot: Any, month: MonthTab, office: Office, warned: list[str]
) -> None:
    assert any(each.kind == "silent" for each in month.findings)
    month.panel.buttons["zero"].click()
    dialog = dialog_of(month, ZeroDialog)
    assert set(dialog.buttons) == {line.name for line in month.figures.communities}  # type: ignore[union-attr]
    for name in list(dialog.buttons):
        if dialog.buttons[name].isEnabled():
            dialog.buttons[name].click()
    assert len(zero_reports(office, MAY)) > 0
    assert all(each.kind != "silent" for each in month.findings), "记了零报告就不再提醒"
    name = next(name for name, each in dialog.buttons.items() if each.text() == "收回")
    dialog.buttons[name].click()
    assert dialog.buttons[name].text() == "本月无数据"
    silent = next(each for each in month.findings if each.kind == "silent")
    assert silent.detail.startswith(name)
    late(office, name)
    dialog.load()
    assert not dialog.buttons[name].isEnabled()
    assert warned == []


def test_who_may_not_is_told_before_being_asked(qtbot: Any, month: MonthTab, office: Office, warned: list[str]) -> None:
    for raw in (
        {"login": office.keeper.operator, "name": "周经办", "role": "经办"},
        {"login": "wang", "name": "王主任", "role": "办公室主任"},
    ):
        assert not isinstance(office.keeper.add(REGISTERS["operators"], raw), list)
    close_month(office, MAY)
    month.panel.buttons["reopen"].click()
    assert len(warned) == 1
    assert "重新打开要办公室主任来做" in warned[0]
    assert not [each for each in month.findChildren(ReasonDialog) if each.isVisible()]
    assert DAY.isoformat() in month.panel.label.text()


def test_the_counts_of_a_closed_month_say_that_they_are_those_of_today(month: MonthTab, office: Office) -> None:
    close_month(office, MAY)
    month.load()
    assert "关账时冻结" in month.figures_heading.text()
    month.pages.setCurrentIndex(1)
    assert "登记里现在的" in month.figures_heading.text()
    month.pages.setCurrentIndex(0)
    assert "关账时冻结" in month.figures_heading.text()
