"""录签到表只用键盘：一人一个键，迟到早退接着打时间，Ctrl+回车录下一班；三十人一张不要一分钟。"""

from datetime import time
from typing import Any

import pytest
from builders import add
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from miaopu_desk.domain.attendance import Mark
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import SERVICE_RECORDS, SHIFT_PEOPLE, SHIFTS, VOLUNTEERS
from miaopu_desk.services.attendance import activity_sheet, shift_sheet
from miaopu_desk.services.mark_drafts import kept_marks
from miaopu_desk.services.office import Office
from miaopu_desk.store.drafts import waiting
from miaopu_desk.store.listing import Condition, Listing
from miaopu_desk.ui import messages
from miaopu_desk.ui.attendance_dialog import AttendanceDialog
from miaopu_desk.ui.attendance_model import HOURS, STATUS

KEY = Qt.Key


class Window:
    """窗口只用来说话。"""

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, text: str) -> None:
        self.said.append(text)


def active(office: Office, count: int) -> list[Ref]:
    where = (Condition("standing", "is", ("active",)),)
    found = office.keeper.table(VOLUNTEERS).all(Listing(where=where))[:count]
    return [Ref(each.name, each.id) for each in found]


def shift(office: Office, day: str, people: list[Ref], **more: object) -> str:
    area = add(office, "grid_areas", name=f"路口 {day}", kind="路口", community="光明里")
    facts = {"starts_at": "7:30", "ends_at": "8:30", "task": "交通劝导", **more}
    made = add(office, "shifts", day=day, area=Ref(area.name, area.id), state="planned", **facts)
    with office.keeper.action("排班") as act:
        for one in people:
            act.insert(SHIFT_PEOPLE, SHIFT_PEOPLE.record(shift=Ref(day, made.id), volunteer=one))
    return made.id


@pytest.fixture
def window() -> Window:
    return Window()


def opened(qtbot: Any, office: Office, window: Window, sheet: Any = None) -> AttendanceDialog:
    dialog = AttendanceDialog(office, window, None, sheet)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    dialog.table.setFocus()
    return dialog


def press(qtbot: Any, dialog: AttendanceDialog, keys: str) -> None:
    """按一串键：数字打在表里或正在改的格子里，↵ 是回车。"""
    for key in keys:
        editor = dialog.table.indexWidget(dialog.table.currentIndex()) or dialog.focusWidget()
        target = editor if editor is not None else dialog.table
        if key == "↵":
            qtbot.keyClick(target, KEY.Key_Return)
            QApplication.processEvents()  # 格子里的回车，Qt 排在下一轮才收
        else:
            qtbot.keyClick(target, key)


def test_three_sheets_of_thirty_by_keyboard_alone(qtbot: Any, office: Office, window: Window) -> None:
    """都到岗的一张按一下，有例外的一张四五十下：一秒按一下也不到一分钟。"""
    people = active(office, 30)
    days = ("2021-05-10", "2021-05-11", "2021-05-12")
    ids = [shift(office, day, people) for day in days]
    dialog = opened(qtbot, office, window)
    assert dialog.model.sheet.id == ids[0]
    # 第一张：第 2 个迟到 7:50，第 3 个缺席，第 4 个请假，第 5 个早退 8:00
    press(qtbot, dialog, "↵2750↵45")
    press(qtbot, dialog, "3800↵")
    assert dialog.table.currentIndex().row() == 5
    for _ in range(25):
        press(qtbot, dialog, "↵")
    qtbot.keyClick(dialog.table, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.model.sheet.id == ids[1]
    # 第二张：都到岗
    qtbot.keyClick(dialog.table, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.model.sheet.id == ids[2]
    # 第三张：最后一个缺席
    for _ in range(29):
        press(qtbot, dialog, "↵")
    press(qtbot, dialog, "4")
    qtbot.keyClick(dialog.table, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()
    assert window.said[-1] == "等着录的签到表都录完了"
    marks = shift_sheet(office, ids[0]).marks
    assert [(each.attendance, each.came_at, each.left_at) for each in marks[:6]] == [
        ("present", None, None),
        ("late", time(7, 50), None),
        ("absent", None, None),
        ("leave", None, None),
        ("early", None, time(8, 0)),
        ("present", None, None),
    ]
    table = office.keeper.table(SERVICE_RECORDS)
    minutes = [sum(each.minutes for each in table.find("shift", each)) for each in ids]
    assert minutes == [26 * 60 + 40 + 30, 1800, 1740]
    assert [office.keeper.table(SHIFTS).get(each).state for each in ids] == ["held"] * 3
    office.keeper.undo()
    assert [len(table.find("shift", each)) for each in ids] == [28, 30, 0]


def test_a_time_that_cannot_be_read_is_said_and_late_without_a_time_is_not_saved(
    qtbot: Any, office: Office, window: Window
) -> None:
    shift(office, "2021-05-10", active(office, 3))
    dialog = opened(qtbot, office, window)
    press(qtbot, dialog, "299")
    press(qtbot, dialog, "99↵")
    assert "不是一个钟点" in dialog.note.text()
    assert dialog.model.marks[0].came_at is None
    qtbot.keyClick(dialog.focusWidget(), KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "不是一个钟点" in dialog.note.text()
    assert dialog.model.data(dialog.model.index(0, HOURS)) == "要补"
    qtbot.keyClick(dialog.table, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "请填到岗时间" in dialog.note.text()
    assert office.keeper.table(SERVICE_RECORDS).count() == 0
    dialog.table.go(0)
    press(qtbot, dialog, "1")
    assert (dialog.model.marks[0].attendance, dialog.table.currentIndex().row()) == ("present", 1)


def test_ctrl_return_takes_the_cell_being_typed_in_with_it(qtbot: Any, office: Office, window: Window) -> None:
    made = shift(office, "2021-05-10", active(office, 3))
    dialog = opened(qtbot, office, window)
    press(qtbot, dialog, "2750")
    qtbot.keyClick(dialog.focusWidget(), KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sorted(each.minutes for each in office.keeper.table(SERVICE_RECORDS).find("shift", made)) == [40, 60, 60]


def test_a_walk_in_is_added_once_and_dropped_with_delete_but_a_scheduled_one_stays(
    qtbot: Any, office: Office, window: Window
) -> None:
    people = active(office, 4)
    shift(office, "2021-05-10", people[:3])
    dialog = opened(qtbot, office, window)
    for _ in range(2):
        dialog.walk_in.set_ref(people[3])
        dialog.walk_in.picked.emit()
    assert [each.walk_in for each in dialog.model.marks] == [False, False, False, True]
    assert dialog.table.currentIndex().row() == 3
    assert "（临时）" in dialog.model.data(dialog.model.index(3, 1))
    qtbot.keyClick(dialog.table, KEY.Key_Delete)
    assert len(dialog.model.marks) == 3
    qtbot.keyClick(dialog.table, KEY.Key_Delete)
    assert len(dialog.model.marks) == 3
    assert "记缺席" in dialog.note.text()


def test_an_untimed_shift_asks_for_hours_and_one_figure_serves_everybody(
    qtbot: Any, office: Office, window: Window
) -> None:
    made = shift(office, "2021-05-10", active(office, 3), starts_at=None, ends_at=None)
    dialog = opened(qtbot, office, window)
    assert dialog.everybody.isVisible()
    assert not dialog.save()
    dialog.everybody.setText("1.5")
    qtbot.keyClick(dialog.everybody, KEY.Key_Return)
    assert [each.minutes for each in dialog.model.marks] == [90] * 3
    dialog.save_and_close()
    assert sorted(each.minutes for each in office.keeper.table(SERVICE_RECORDS).find("shift", made)) == [90] * 3


def test_an_entered_sheet_opens_by_its_code_and_a_change_needs_a_reason(
    qtbot: Any, office: Office, window: Window
) -> None:
    made = shift(office, "2021-05-10", active(office, 3))
    dialog = opened(qtbot, office, window)
    dialog.save_and_close()
    again = opened(qtbot, office, window)
    assert again.model.sheet is None
    assert "没有等着录的" in again.note.text()
    again.code.setText("没有这个")
    qtbot.keyClick(again.code, KEY.Key_Return)
    assert "没有编号" in again.note.text()
    again.code.setText(made[-8:])
    qtbot.keyClick(again.code, KEY.Key_Return)
    assert again.model.sheet.entered
    assert again.reason.isVisible()
    again.table.go(0)
    press(qtbot, again, "4")
    assert not again.save()
    assert "请写明原因" in again.note.text()
    again.reason.setText("看错行")
    again.save_and_close()
    lines = office.keeper.table(SERVICE_RECORDS).find("shift", made)
    assert sorted(each.minutes for each in lines) == [-60, 60, 60, 60]
    assert [each.reason for each in lines if each.corrects] == ["看错行"]


def test_odd_hours_are_shown_and_written_only_when_agreed(
    qtbot: Any, office: Office, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = active(office, 2)
    first, second = (shift(office, day, people, ends_at="21:30") for day in ("2021-05-10", "2021-05-11"))
    asked = []

    def answer(box: QMessageBox) -> int:
        asked.append(box.text())
        box.setProperty("clicked", True)
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda box: box.buttons()[len(asked) % 2])
    dialog = opened(qtbot, office, window)
    assert not dialog.save()
    assert "超过一天12小时" in asked[0]
    assert office.keeper.table(SERVICE_RECORDS).count() == 0
    assert dialog.save()
    assert len(office.keeper.table(SERVICE_RECORDS).find("shift", first)) == 2
    assert office.keeper.table(SERVICE_RECORDS).find("shift", second) == []


def test_an_activity_uses_the_same_window(qtbot: Any, office: Office, window: Window) -> None:
    made = add(
        office,
        "activities",
        name="清洁家园",
        planned_on="2021-05-14",
        starts_at="9:00",
        ends_at="11:00",
        state="planned",
    )
    dialog = opened(qtbot, office, window, activity_sheet(office, made.id))
    assert not dialog.next_button.isVisible()
    for one in active(office, 2):
        dialog.walk_in.set_ref(one)
        dialog.walk_in.picked.emit()
    assert dialog.table.currentIndex().column() == STATUS
    dialog.save_and_close()
    assert [each.minutes for each in office.keeper.table(SERVICE_RECORDS).find("event", made.id)] == [120, 120]
    assert not dialog.isVisible()


def test_a_half_entered_sheet_goes_on_after_a_crash(qtbot: Any, office: Office, window: Window) -> None:
    people = active(office, 4)
    sheet_id = shift(office, "2021-05-20", people[:3])
    first = opened(qtbot, office, window, shift_sheet(office, sheet_id))
    first.model.mark(1, "absent")
    first.model.add(Mark(volunteer=people[3], walk_in=True, minutes=30), "光明里")
    qtbot.waitUntil(lambda: bool(waiting(office.database, "marks_shift")))
    # 死机：没有存，也没有关；再打开的是另一个窗口
    again = opened(qtbot, office, window, shift_sheet(office, sheet_id))
    assert [each.attendance for each in again.model.marks[:3]] == ["present", "absent", "present"]
    assert (again.model.marks[3].volunteer.id, again.model.marks[3].minutes) == (people[3].id, 30)
    assert again.model.where[people[3].id or ""] == "光明里"
    assert again.model.dirty
    assert "没有存的一半" in again.heading.text()
    again.save_and_close()
    assert waiting(office.database) == []
    assert office.keeper.table(SHIFTS).get(sheet_id).state == "held"  # type: ignore[union-attr]
    last = opened(qtbot, office, window, shift_sheet(office, sheet_id))
    assert not last.model.dirty
    assert "没有存的一半" not in last.heading.text()


def test_what_was_given_up_is_not_offered_again(
    qtbot: Any, office: Office, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet_id = shift(office, "2021-05-20", active(office, 3))
    dialog = opened(qtbot, office, window, shift_sheet(office, sheet_id))
    dialog.model.mark(1, "absent")
    dialog.keep_draft()
    assert len(waiting(office.database)) == 1
    dialog.model.mark(1, "present")
    dialog.keep_draft()
    assert waiting(office.database) == [], "改回原样，没有可留的"
    dialog.model.mark(1, "absent")
    dialog.keep_draft()
    monkeypatch.setattr(messages, "confirm", lambda *_: True)
    dialog.reject()
    assert waiting(office.database) == []


def test_a_kept_half_follows_who_is_scheduled_now(qtbot: Any, office: Office, window: Window) -> None:
    people = active(office, 4)
    sheet_id = shift(office, "2021-05-20", people[:2])
    dialog = opened(qtbot, office, window, shift_sheet(office, sheet_id))
    dialog.model.mark(0, "absent")
    dialog.model.mark(1, "leave")
    dialog.keep_draft()
    gone = next(each for each in office.keeper.table(SHIFT_PEOPLE).all() if each.volunteer.id == people[1].id)
    assert office.keeper.remove(SHIFT_PEOPLE, [gone.id]) == []
    add(office, "shift_people", shift=Ref("2021-05-20", sheet_id), volunteer=people[2])
    kept = kept_marks(office, shift_sheet(office, sheet_id))
    assert kept is not None
    assert [(each.volunteer.id, each.attendance) for each in kept.marks] == [
        (people[0].id, "absent"),
        (people[2].id, "present"),
    ]
