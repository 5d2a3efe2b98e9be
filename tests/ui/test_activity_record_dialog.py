"""记录活动的窗口：报名的默认到场，例外一个键，加人、团体人次、受益人数一次存好；再打开是更正。"""

from datetime import date
from typing import Any

import pytest
from builders import add
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import ACTIVITIES, HEAD_COUNTS, SERVICE_RECORDS, VOLUNTEERS
from miaopu_desk.services.office import Office
from miaopu_desk.store.drafts import waiting
from miaopu_desk.ui import messages
from miaopu_desk.ui.attendance_model import HOURS
from miaopu_desk.ui.dialogs.activity_record import RecordDialog, open_record
from miaopu_desk.ui.main_window import MainWindow


@pytest.fixture
def activity(office: Office) -> Any:
    made = add(
        office,
        "activities",
        name="清扫",
        planned_on="2021-05-20",
        community="东方里",
        starts_at="9:00",
        ends_at="11:00",
    )
    for one in office.keeper.table(VOLUNTEERS).find("standing", "active")[:3]:
        add(office, "activity_people", activity=Ref(made.name, made.id), volunteer=Ref(one.name, one.id))
    return made


def opened(office: Office, window: MainWindow, activity: Any) -> RecordDialog:
    found = open_record(office, window, activity.id, window)
    assert found is not None
    return found


def total(office: Office) -> list[int]:
    return sorted(each.minutes for each in office.keeper.table(SERVICE_RECORDS).all())


def test_those_who_signed_up_are_there_and_the_exceptions_are_one_key(
    office: Office, window: MainWindow, activity: Any
) -> None:
    dialog = opened(office, window, activity)
    assert dialog.count.text() == "3 人：到岗 3　共 6 小时"
    dialog.table.go(1)
    QTest.keyClick(dialog.table, Qt.Key.Key_4)
    dialog.heads.item(0, 0).setText("市一中")
    dialog.heads.item(0, 1).setText("25")
    dialog.beneficiaries.setText("60")
    dialog.deeds.setPlainText("三条巷子")
    dialog.save()
    assert not dialog.isVisible()
    assert total(office) == [120, 120]
    done = office.keeper.table(ACTIVITIES).get(activity.id)
    assert done is not None
    assert (done.state, done.beneficiaries, done.result) == ("recorded", 60, "三条巷子")
    assert [(each.group_name, each.people) for each in office.keeper.table(HEAD_COUNTS).all()] == [("市一中", 25)]
    assert "入账 2 人，共 4小时，团体 25 人次" in window.statusBar().currentMessage()


def test_somebody_found_is_added_and_the_hours_follow_the_span(
    office: Office, window: MainWindow, activity: Any
) -> None:
    dialog = opened(office, window, activity)
    one = office.keeper.table(VOLUNTEERS).find("standing", "active")[7]
    dialog.walk_in.set_ref(Ref(one.name, one.id))
    dialog.add_walk_in()
    dialog.ends.setText("10:00")
    dialog.take_span()
    assert dialog.count.text() == "4 人：到岗 4　共 4 小时"
    dialog.model.setData(dialog.model.index(0, HOURS), "0.5")
    dialog.save()
    assert total(office) == [30, 60, 60, 60]


def test_what_is_missing_keeps_the_window_open_and_says_where(
    office: Office, window: MainWindow, activity: Any
) -> None:
    dialog = opened(office, window, activity)
    dialog.table.go(0)
    dialog.model.mark(0, "late")
    dialog.save()
    assert dialog.isVisible()
    assert "迟到的请填到岗时间" in dialog.note.text()
    dialog.model.mark(0, "present")
    dialog.heads.item(0, 1).setText("很多")
    dialog.save()
    assert "团体参加：第1行人次" in dialog.note.text()
    dialog.heads.item(0, 1).setText("")
    dialog.heads.item(0, 0).setText("没有写人次的")
    dialog.save()
    assert "第1行没有写人次" in dialog.note.text()
    dialog.heads.item(0, 0).setText("")
    dialog.starts.setText("二十五点")
    dialog.save()
    assert "开始时间" in dialog.note.text()
    dialog.starts.setText("9:00")
    dialog.held_on.set_day(date(2021, 6, 3))
    dialog.save()
    assert "还没到" in dialog.note.text()
    assert total(office) == []
    dialog._dirty = False
    dialog.reject()


def test_without_a_span_everybody_is_given_the_same_hours(office: Office, window: MainWindow) -> None:
    made = add(office, "activities", name="宣讲", planned_on="2021-05-21")
    one = office.keeper.table(VOLUNTEERS).find("standing", "active")[0]
    add(office, "activity_people", activity=Ref(made.name, made.id), volunteer=Ref(one.name, one.id))
    dialog = opened(office, window, made)
    assert not dialog.everybody.isHidden()
    dialog.everybody.setText("1.5")
    dialog.give_everybody()
    dialog.heads.item(0, 1).setText("8")
    dialog.save()
    assert "记在哪个社区" in dialog.note.text()
    dialog.heads.cellWidget(0, 3).setCurrentIndex(2)
    dialog.save()
    assert total(office) == [90]
    assert [each.community.name for each in office.keeper.table(HEAD_COUNTS).all()] == ["光明里"]


def test_opened_again_it_corrects_with_a_reason(office: Office, window: MainWindow, activity: Any) -> None:
    dialog = opened(office, window, activity)
    dialog.heads.item(0, 1).setText("8")
    dialog.save()
    again = opened(office, window, activity)
    assert again.reason.isEnabled()
    assert again.heads.item(0, 1).text() == "8"
    again.model.setData(again.model.index(0, HOURS), "1")
    again.heads.item(0, 1).setText("")
    again.save()
    assert "请写明原因" in again.note.text()
    again.reason.setText("早走")
    again.save()
    assert total(office) == [-60, 120, 120, 120]
    assert office.keeper.table(HEAD_COUNTS).count() == 0


def test_a_cancelled_one_is_not_opened(
    office: Office, window: MainWindow, activity: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    office.keeper.change(ACTIVITIES, activity.id, {"state": "取消", "reason": "雨"})
    assert open_record(office, window, activity.id, window) is None
    assert "已经取消" in capsys.readouterr().out


def test_who_came_goes_on_after_a_crash(
    office: Office, window: MainWindow, activity: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(office, window, activity)
    dialog.table.go(1)
    QTest.keyClick(dialog.table, Qt.Key.Key_4)
    dialog.keep_draft()
    again = opened(office, window, activity)
    assert "没有存的一半" in again.note.text()
    assert [each.attendance for each in again.model.marks].count("present") == 2
    monkeypatch.setattr(messages, "confirm", lambda *_: True)
    again.reject()
    assert waiting(office.database) == []
    assert opened(office, window, activity).count.text() == "3 人：到岗 3　共 6 小时"
