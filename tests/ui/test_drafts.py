"""没有保存完的填写：留一份，重开以后接着填；撤销和重做也跨过重新打开。"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import COMMUNITIES, DAY, id_number
from PySide6.QtCore import QCoreApplication, QEvent

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.drafts import drop_draft, keep_draft, waiting_drafts
from miaopu_desk.services.office import Office, open_office
from miaopu_desk.ui import messages
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.record_form import RecordForm

VOLUNTEERS = REGISTERS["volunteers"]
Opener = Callable[[], MainWindow]


@pytest.fixture
def reopen(qtbot: Any, tmp_path: Path) -> Iterator[Opener]:
    """关掉上一个窗口和办公室，重新打开同一份资料，给出新的窗口。"""
    with ExitStack() as last:
        holding: list[tuple[MainWindow, ExitStack]] = []

        def opened() -> MainWindow:
            close()
            stack = ExitStack()
            office = stack.enter_context(open_office(tmp_path / "office", DAY, must_exist=False))
            if not office.keeper.table(REGISTERS["communities"]).count():
                for position, name in enumerate(COMMUNITIES, 1):
                    office.keeper.add(REGISTERS["communities"], {"name": name, "position": position})
            window = MainWindow()
            qtbot.addWidget(window)
            window.tabs.setCurrentIndex(2)
            window.attach(office)
            window.show()
            holding.append((window, stack))
            return window

        def close() -> None:
            while holding:
                window, stack = holding.pop()
                window.close()
                for form in window.findChildren(RecordForm):  # 程序真的关掉时，表单也就没有了
                    form.setParent(None)
                    form.hide()
                    form.deleteLater()
                QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
                stack.close()

        last.callback(close)
        yield opened


def form_in(window: MainWindow) -> RecordForm:
    tab = window.tab("志愿者").register_tab()
    tab.add()
    form = tab.findChild(RecordForm)
    assert isinstance(form, RecordForm)
    return form


def put(form: RecordForm, name: str, text: str) -> None:
    line = form.fields[name].editor.widget
    line.setText(text)
    line.textEdited.emit(text)


def test_what_was_half_filled_is_offered_at_the_next_start_and_saved(reopen: Opener, qtbot: Any) -> None:
    window = reopen()
    assert window.draft_offer is None
    form = form_in(window)
    number = id_number(3)
    put(form, "name", "王半途")
    put(form, "id_number", number)
    put(form, "born_on", "1970年13月")
    form.fields["community"].editor.combo.setCurrentIndex(2)
    form.fields["community"].editor.edited.emit()
    form.drafts.keep()
    window = reopen()
    offer = window.draft_offer
    assert offer is not None
    assert offer.label.text().startswith("上次没有保存完的志愿者“王半途”（")
    assert number not in offer.label.text()
    form = offer.resume()
    assert form.fields["name"].editor.raw() == "王半途"
    assert form.fields["id_number"].editor.raw() == number
    assert form.fields["born_on"].editor.line.text() == "1970年13月"
    put(form, "born_on", "1970-1-1")
    assert form.save()
    saved = window.office.keeper.table(VOLUNTEERS).all()
    assert [(one.name, one.id_number, one.community.name) for one in saved] == [("王半途", number, "光明里")]
    assert waiting_drafts(window.office) == []
    form._dirty = False
    form.close()


def test_a_draft_is_written_a_few_seconds_after_typing(
    reopen: Opener, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("miaopu_desk.ui.draft_keeping.EVERY", 20)
    window = reopen()
    form = form_in(window)
    put(form, "name", "李还在打")
    qtbot.waitUntil(lambda: bool(waiting_drafts(window.office)), timeout=3000)
    assert waiting_drafts(window.office)[0].filled["name"] == "李还在打"
    form._dirty = False


def test_closing_the_window_keeps_what_was_typed_just_now(reopen: Opener) -> None:
    window = reopen()
    put(form_in(window), "name", "刚打的")
    window = reopen()
    assert window.draft_offer is not None
    assert "刚打的" in window.draft_offer.label.text()


def test_saving_or_giving_up_leaves_no_draft(reopen: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    window = reopen()
    form = form_in(window)
    put(form, "name", "张放弃")
    form.drafts.keep()
    assert len(waiting_drafts(window.office)) == 1
    monkeypatch.setattr(messages, "confirm", lambda *_: True)
    form.reject()
    assert waiting_drafts(window.office) == []


def test_a_changed_record_is_resumed_with_a_warning_when_it_changed_since(reopen: Opener) -> None:
    window = reopen()
    keeper = window.office.keeper
    saved = keeper.add(VOLUNTEERS, {"name": "陈改", "community": "大华", "phone": "15400001111"})
    keep_draft(window.office, VOLUNTEERS, saved.id, saved.rev, {"residence": "三栋", "phone": "1540000"})
    keeper.change(VOLUNTEERS, saved.id, {"employer": "某单位"})
    window = reopen()
    form = window.draft_offer.resume()
    assert form.raw() == {"residence": "三栋", "phone": "1540000"}
    assert "又改过" in form.banner.text()
    put(form, "phone", "15400002222")
    assert form.save()
    now = window.office.keeper.table(VOLUNTEERS).get(saved.id)
    assert now is not None
    assert (now.residence, now.phone, now.employer) == ("三栋", "15400002222", "某单位")
    form.close()


def test_a_refused_draft_is_gone_and_the_next_one_is_offered(reopen: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    window = reopen()
    keep_draft(window.office, VOLUNTEERS, "", 0, {"name": "一号"})
    keep_draft(window.office, REGISTERS["teams"], "", 0, {"name": "二队"})
    window = reopen()
    offer = window.draft_offer
    assert offer is not None
    assert offer.label.text().endswith("另外还有 1 份")
    monkeypatch.setattr(messages, "confirm", lambda *_: True)
    offer.refuse()
    offer.refuse()
    assert not offer.isVisible()
    assert waiting_drafts(window.office) == []


def test_every_kind_of_value_comes_back_as_it_was(office: Office) -> None:
    filled = {
        "name": "半截",
        "community": Ref("大华", "x"),
        "team": Ref("只打了字"),
        "born_on": date(1970, 1, 2),
        "ranks": ("party", "online"),
        "consent": False,
        "sex": None,
    }
    keep_draft(office, VOLUNTEERS, "", 0, filled)
    keep_draft(office, VOLUNTEERS, "", 0, filled)
    (draft,) = waiting_drafts(office, VOLUNTEERS)
    assert draft.filled == filled
    drop_draft(office, VOLUNTEERS, "")
    assert waiting_drafts(office) == []


def test_undo_and_redo_go_on_after_the_office_was_closed(reopen: Opener) -> None:
    window = reopen()
    keeper = window.office.keeper
    saved = keeper.add(VOLUNTEERS, {"name": "甲撤", "community": "大华"})
    keeper.change(VOLUNTEERS, saved.id, {"residence": "一栋"})
    window = reopen()
    table = window.office.keeper.table(VOLUNTEERS)
    assert window.undo_action.isEnabled()
    window.undo()
    assert table.get(saved.id).residence is None
    window = reopen()
    table = window.office.keeper.table(VOLUNTEERS)
    assert window.redo_action.isEnabled()
    window.redo()
    assert table.get(saved.id).residence == "一栋"
    tab = window.tab("志愿者").register_tab()
    assert tab.model.text(0, tab.model.paths.index("residence")) == "一栋"
    window.undo()
    window.undo()
    assert tab.model.rowCount() == 0
