"""“整份粘贴”：先说换成哪几位，点了才换。"""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QApplication

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.services.office import Office
from miaopu_desk.services.rosters import issue_roster, leaders_of
from miaopu_desk.ui import messages
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.tabs.leaders import LeadersPage


def test_a_whole_issue_is_replaced_after_saying_by_whom(
    qtbot: Any, window: MainWindow, office: Office, monkeypatch: Any
) -> None:
    issue = issue_roster(office, "2021年第1次", date(2021, 5, 12), "职务变动")
    assert not isinstance(issue, list)
    page = LeadersPage(office, window)
    qtbot.addWidget(page)
    page.set_parent_filter({"issue": Ref(issue.number, issue.id)})
    QApplication.clipboard().setText("职务\t姓名\n组长\t甲某\n成员\t乙某")
    asked: list[str] = []
    monkeypatch.setattr(messages, "confirm", lambda *words: bool(asked.append(words[2])))
    page.replace_action.trigger()
    assert asked == ["这一期现有 0 人，整份换成剪贴板里的 2 人：甲某、乙某"]
    assert leaders_of(office, issue.id) == []
    monkeypatch.setattr(messages, "confirm", lambda *_: True)
    page.replace_action.trigger()
    assert [each.name for each in leaders_of(office, issue.id)] == ["甲某", "乙某"]
