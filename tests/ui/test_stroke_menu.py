"""名单的“笔画”：问过才排，取消就照文件的顺序；没有把握的字说出来。"""

from typing import Any

import pytest
from builders import add

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.strokes import SURNAME
from miaopu_desk.services.office import Office
from miaopu_desk.services.rosters import leaders_of
from miaopu_desk.ui import messages
from miaopu_desk.ui.main_window import MainWindow


def test_the_roster_is_ordered_by_strokes_only_when_asked_and_agreed(
    window: MainWindow, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = add(office, "roster_issues", number="2021年第1次", issued_on="2021-05-12")
    for position, name in enumerate(("谭雅芬", "\ue5e5明", "万妍君"), 1):
        add(office, "leaders", issue=Ref(issue.number, issue.id), position=position, post="成员", name=name)
    page: Any = window.go("领导小组").leaders
    page.set_parent_filter({"issue": Ref(issue.number, issue.id)})
    told: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda parent, title, text, detail="": told.append(text))
    monkeypatch.setattr(messages, "confirm", lambda *_: False)
    page.order_by_strokes(SURNAME)
    assert [each.name for each in leaders_of(office, issue.id)] == ["谭雅芬", "\ue5e5明", "万妍君"]
    monkeypatch.setattr(messages, "confirm", lambda *_: True)
    assert [action.text() for action in page.stroke_menu.actions()] == ["按姓氏笔画…", "按姓名笔画…"]
    page.stroke_menu.actions()[0].trigger()
    assert [each.name for each in leaders_of(office, issue.id)] == ["万妍君", "谭雅芬", "\ue5e5明"]
    assert told == ["这些字的笔顺不知道，可能没有排准：\ue5e5"]
    page.sort_by("title")
    assert not page.stroke_menu.isVisible()
    page.sort_by("name")  # 点姓名的列头也找得到，本身不排
    assert page.stroke_menu.isVisible()
    page.stroke_menu.close()
    assert [each.name for each in leaders_of(office, issue.id)] == ["万妍君", "谭雅芬", "\ue5e5明"]
