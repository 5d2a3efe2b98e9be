"""各个小窗：一打开光标在第一格，Tab 先走完各格再到按钮，只问几格的回车就办，打了字要走的先问一句。"""

from collections.abc import Callable
from typing import Any

import pytest
from builders import add
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton

from miaopu_desk.domain.records import ACTIVITIES, RECTIFICATIONS, VOLUNTEERS
from miaopu_desk.services.inspection_defaults import offer_defaults
from miaopu_desk.services.office import Office
from miaopu_desk.ui import messages
from miaopu_desk.ui.dialogs.activities import CancelDialog, PostponeDialog
from miaopu_desk.ui.dialogs.ask import AskDialog
from miaopu_desk.ui.dialogs.closing import ReasonDialog
from miaopu_desk.ui.dialogs.inspection import InspectionDialog
from miaopu_desk.ui.dialogs.people import StandingDialog, TransferDialog
from miaopu_desk.ui.dialogs.post_many import PostManyDialog
from miaopu_desk.ui.dialogs.quick_entry import QuickEntry
from miaopu_desk.ui.inspection_tables import OFF
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.people_picker import PeoplePicker

Make = Callable[[Office, MainWindow], Any]


def people(office: Office) -> list[str]:
    return [each.id for each in office.keeper.table(VOLUNTEERS).find("standing", "active")[:2]]


REPLIED = {"state": "待复查", "found_on": "2021-05-12", "noticed_on": "2021-05-12", "deadline": "2021-05-19"}


def planned(office: Office) -> list[str]:
    return [add(office, "activities", name="清洁家园", planned_on="2021-06-25", state="计划").id]


DIALOGS: dict[str, tuple[Make, str]] = {
    "状态": (lambda office, window: StandingDialog(office, window, people(office), window), "状态"),
    "转社区": (lambda office, window: TransferDialog(office, window, people(office), window), "转到"),
    "取消活动": (lambda office, window: CancelDialog(office, window, planned(office), window), "为什么取消"),
    "改期": (lambda office, window: PostponeDialog(office, window, planned(office), window), "改到哪天"),
    "理由": (lambda office, window: ReasonDialog("重新打开", "写明理由", "", window), "理由"),
    "问一行": (lambda office, window: AskDialog("问", "问一行", "办", lambda _: 1, window, line="原因"), "原因"),
    "快速登记": (lambda office, window: QuickEntry(office, window, window), "姓名"),
    "补录多人": (lambda office, window: PostManyDialog(office, window, window), "服务时长"),
    "督查": (lambda office, window: InspectionDialog(office, None, window), "检查表"),
}


@pytest.fixture
def opened(qtbot: Any, office: Office, window: MainWindow) -> Any:
    def open_it(make: Make) -> Any:
        dialog = make(office, window)
        dialog.open()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and dialog.isActiveWindow())
        return dialog

    return open_it


def commit(widget: Any, text: str) -> None:
    """像输入法上屏那样打字。"""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def focused() -> Any:
    return QApplication.focusWidget()


@pytest.mark.parametrize("name", DIALOGS)
def test_one_can_type_at_once(name: str, opened: Any) -> None:
    make, label = DIALOGS[name]
    dialog = opened(make)
    assert focused().accessibleName() == label
    dialog.as_opened()
    dialog.reject()


@pytest.mark.parametrize("name", ["状态", "取消活动", "改期", "理由", "快速登记"])
def test_tab_visits_every_field_before_the_buttons(name: str, opened: Any, qtbot: Any) -> None:
    dialog: QDialog = opened(DIALOGS[name][0])
    seen = []
    for _ in range(12):
        seen.append(isinstance(focused(), QPushButton))
        if seen[-1]:
            break
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    lines = [each for each in dialog.findChildren(QLineEdit) if each.isVisibleTo(dialog)]
    assert seen[-1]
    assert len(seen) - 1 >= len(lines)
    dialog.reject()


def test_enter_in_the_only_line_does_it(opened: Any, qtbot: Any, office: Office) -> None:
    ids = planned(office)
    dialog = opened(lambda office, window: CancelDialog(office, window, ids, window))
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert "写明" in dialog.note.text()
    commit(focused(), "下雨")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert office.keeper.table(ACTIVITIES).get(ids[0]).state == "cancelled"


def test_enter_agrees_only_once(opened: Any, qtbot: Any) -> None:
    agreed: list[str] = []
    dialog = opened(lambda office, window: ReasonDialog("重新打开", "写明理由", "", window))
    dialog.agreed.connect(agreed.append)
    commit(focused(), "补报")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert agreed == ["补报"]


def answered(monkeypatch: pytest.MonkeyPatch, yes: bool) -> list[str]:
    asked: list[str] = []
    monkeypatch.setattr(messages, "confirm", lambda parent, title, text, *rest: asked.append(text) or yes)
    return asked


@pytest.mark.parametrize("name", ["取消活动", "理由", "问一行", "快速登记"])
def test_typed_words_are_not_lost_by_escape(
    name: str, opened: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(DIALOGS[name][0])
    commit(focused(), "王小明")
    asked = answered(monkeypatch, yes=False)
    qtbot.keyClick(focused(), Qt.Key.Key_Escape)
    assert len(asked) == 1
    assert dialog.isVisible()
    assert focused().text() == "王小明"
    answered(monkeypatch, yes=True)
    dialog.close()
    assert not dialog.isVisible()


def test_nothing_typed_goes_without_asking(opened: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answered(monkeypatch, yes=False)
    for name, (make, _) in DIALOGS.items():
        dialog = opened(make)
        qtbot.keyClick(focused(), Qt.Key.Key_Escape)
        assert asked == [], name
        assert not dialog.isVisible(), name


def test_the_people_picked_are_not_lost_by_escape(opened: Any, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = opened(DIALOGS["补录多人"][0])
    dialog.take(people(office))
    asked = answered(monkeypatch, yes=False)
    dialog.reject()
    assert asked
    assert dialog.isVisible()
    answered(monkeypatch, yes=True)
    dialog.reject()


def test_enter_walks_through_the_quick_entry_and_registers_at_the_end(opened: Any, qtbot: Any, office: Office) -> None:
    dialog = opened(DIALOGS["快速登记"][0])
    before = office.keeper.table(VOLUNTEERS).count()
    commit(focused(), "王小明")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    commit(focused(), "大华")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.keyClicks(focused(), "15412345678")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert office.keeper.table(VOLUNTEERS).count() == before
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert office.keeper.table(VOLUNTEERS).count() == before + 1
    assert focused().accessibleName() == "姓名"
    qtbot.keyClick(focused(), Qt.Key.Key_Escape)  # 登记好了，空着的一位不问
    assert not dialog.isVisible()


def test_the_new_deadline_is_asked_only_when_it_failed(window: MainWindow, office: Office) -> None:
    add(office, "rectifications", name="占道经营", community="大华", **REPLIED)
    page = window.go("督查")
    page.setCurrentIndex(1)
    page = page.page(1)
    page.master.grid.select_rows([0])
    assert office.keeper.table(RECTIFICATIONS).all()[0].state == "replied"
    dialog = page.take("recheck")
    assert not dialog.fields["deadline"].isEnabled()
    dialog.fields["failed"].click()
    assert dialog.fields["deadline"].isEnabled()
    dialog.reject()


def test_the_people_picked_in_the_picker_are_not_lost_by_escape(
    opened: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(lambda office, window: PeoplePicker(office, "挑人", window))
    asked = answered(monkeypatch, yes=False)
    dialog.search_box.setText("王建国")
    dialog.take_all()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert asked
    assert dialog.isVisible()
    assert len(dialog.chosen) == 3
    answered(monkeypatch, yes=True)
    dialog.reject()


def test_enter_in_a_typed_table_goes_down_to_the_next_cell_one_can_type_in(opened: Any, qtbot: Any) -> None:
    dialog = opened(lambda office, window: (offer_defaults(office), InspectionDialog(office, None, window))[1])
    sheet = dialog.sheet
    dialog.checklist.setCurrentIndex(dialog.checklist.findText("社区文明创建"))
    dialog.checklist.activated.emit(dialog.checklist.currentIndex())
    sheet.setFocus()
    sheet.setCurrentCell(0, OFF)
    for points in ("1.5", "2"):
        qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit), timeout=2000)
        qtbot.keyClicks(focused(), points)
        row = sheet.currentRow()
        qtbot.keyClick(focused(), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda row=row: sheet.currentRow() == row + 1, timeout=2000)
    assert [each.score for each in sheet.scores][:2] == [85, 80]
    assert sheet.currentColumn() == OFF
    assert dialog.isVisible()


def test_all_three_lines_for_findings_are_seen(opened: Any) -> None:
    table = opened(lambda office, window: InspectionDialog(office, None, window)).findings
    assert table.viewport().height() >= 3 * table.rowHeight(0)
