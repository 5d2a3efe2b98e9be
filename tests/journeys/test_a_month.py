"""一个月走下来：收社区的表、改错、确认、出月报；改了能撤销；名单、参训、参保都在窗口里做。"""

import time
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from builders import DAY, id_number
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.records.rosters import LEADERS, ROSTER_ISSUES
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.services.office import Office
from miaopu_desk.ui import import_dialog, messages
from miaopu_desk.ui.import_dialog import ImportDialog
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.preview import Preview
from miaopu_desk.ui.record_form import RecordForm
from miaopu_desk.ui.tabs.leaders import LeaderForm

HEAD = ["东方里社区衡阳群众花名册", "序号,姓名,身份证号码,手机,类别,注册时间"]


def people(count: int) -> list[str]:
    given = "甲乙丙丁戊己庚辛壬癸"
    return [
        f"{at + 1},张{given[at // 10]}{given[at % 10]},{id_number(at, f'19{60 + at:02d}0102')},154{at:08d},专职、党员,2021.3.5"
        for at in range(count)
    ]


def hand_in(path: Path, rows: list[str]) -> Path:
    path.write_text("\n".join([*HEAD, *rows, "合计,,,,,"]), encoding="gb18030")
    return path


def wait_for_plan(qtbot: Any, dialog: ImportDialog) -> None:
    qtbot.waitUntil(lambda: dialog.plan is not None, timeout=20_000)


def import_of(window: MainWindow) -> ImportDialog:
    found = window.findChildren(ImportDialog)
    assert len(found) == 1
    return found[0]


def imported(qtbot: Any, window: MainWindow, tmp_path: Path, count: int = 12) -> None:
    """把一张好表收进来。"""
    window.import_file(hand_in(tmp_path / "东方里.csv", people(count)))
    dialog = import_of(window)
    wait_for_plan(qtbot, dialog)
    dialog.writing.commit()
    dialog.reject()


def test_import_fix_confirm_print(qtbot: Any, window: MainWindow, office: Office, tmp_path: Path) -> None:
    rows = people(12)
    wrong = rows.copy()
    wrong[3] = wrong[3].replace(wrong[3].split(",")[2], "43999919630102003")
    book = hand_in(tmp_path / "东方里.csv", wrong)
    window.import_file(book)
    dialog = import_of(window)
    wait_for_plan(qtbot, dialog)
    assert dialog.writing.confirm.text() == "确认导入 11 行"
    dialog.show_state("refused")
    assert [row.row for row in dialog.model.rows] == [6]
    assert "身份证号" in dialog.model.text(dialog.model.rows[0], 2)
    assert office.keeper.table(VOLUNTEERS).count() == 0, "确认之前一行也不写"

    hand_in(book, rows)
    dialog.read_file(book)
    qtbot.waitUntil(lambda: dialog.plan is not None and dialog.plan.totals["refused"] == 0, timeout=20_000)
    assert dialog.plan is not None
    assert dialog.plan.totals == {"new": 12, "changed": 0, "same": 0, "refused": 0, "skipped": 1}
    dialog.writing.commit()
    assert office.keeper.table(VOLUNTEERS).count() == 12
    assert window.go("志愿者").page(0).model.rowCount() == 12
    dialog.reject()

    month = window.go("月报")
    assert month.chosen.key == "2021-05"
    month.make("pdf")
    month.make("xlsx")
    qtbot.waitUntil(lambda: len(month.results) == 2, timeout=60_000)
    text = pdf_text(month.results["pdf"])
    assert "2021年5月" in text
    assert "东方里" in text
    assert month.results["xlsx"].suffix == ".xlsx"
    assert str(month.results["pdf"]) in month.result.text()
    month.preview()
    preview = month.findChild(Preview)
    assert preview is not None
    assert preview.document.pageCount() == len(pypdfium2.PdfDocument(month.results["pdf"]))
    preview.close()


def test_an_imported_batch_goes_back_in_one_click(
    qtbot: Any, window: MainWindow, office: Office, tmp_path: Path
) -> None:
    window.import_file(hand_in(tmp_path / "东方里.csv", people(8)))
    dialog = import_of(window)
    wait_for_plan(qtbot, dialog)
    dialog.writing.commit()
    assert office.keeper.table(VOLUNTEERS).count() == 8
    QTest.mouseClick(dialog.writing.undo_button, Qt.MouseButton.LeftButton)
    assert office.keeper.table(VOLUNTEERS).count() == 0
    assert dialog.writing.summary.text() == "已撤销这批导入，8 行恢复原样。"
    dialog.reject()


def test_edit_then_undo_then_redo(qtbot: Any, window: MainWindow, office: Office, tmp_path: Path) -> None:
    imported(qtbot, window, tmp_path)
    tab = window.go("志愿者").page(0)
    tab.grid.select_rows([0])
    tab.edit()
    form = tab.findChild(RecordForm)
    assert form is not None
    editor = form.fields["residence"].editor
    editor.set_value("桂花路 1 号")
    editor.edited.emit()
    form.save_and_close()
    first = office.keeper.table(VOLUNTEERS).get(tab.current_id())
    assert first is not None
    assert first.residence == "桂花路 1 号"
    window.undo()
    assert office.keeper.table(VOLUNTEERS).get(first.id).residence is None
    window.redo()
    assert office.keeper.table(VOLUNTEERS).get(first.id).residence == "桂花路 1 号"


def test_a_new_roster_issue_and_the_list_as_of_a_day(
    qtbot: Any, window: MainWindow, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "confirm", lambda *_: True)
    tab = window.go("领导小组")
    before = [each.name for each in office.keeper.table(LEADERS).all()]
    form = tab.issue_new()
    assert form.fields["number"].editor.raw() == "2021年第2次"
    form.fields["reason"].editor.set_value("人员调整")
    form.save_and_close()
    assert tab.current.number == "2021年第2次"
    assert tab.changes.text() == "与上一期相同。"
    assert tab.leaders.model.rowCount() == len(before)

    tab.leaders.add()
    added = tab.leaders.findChild(LeaderForm)
    assert added is not None
    added.fields["post"].editor.set_value("deputy")
    added.fields["name"].editor.set_value("新副组长")
    added.save_and_close()
    assert added.banner.text() == ""
    shown = [tab.leaders.model.text(row, 2) for row in range(tab.leaders.model.rowCount())]
    assert shown.index("新副组长") == 8, "排在副组长的最后"
    assert tab.changes.text() == "新进：新副组长，副组长"
    tab.leaders.grid.select_rows([0])
    tab.leaders.delete()
    assert "退出：" in tab.changes.text()

    QTest.keyClick(tab.day.line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(tab.day.line, "20210520")
    QTest.keyClick(tab.day.line, Qt.Key.Key_Return)
    assert tab.day_answer.text() == "有效的是 2021年第1次"
    assert tab.current.number == "2021年第1次"
    assert [tab.leaders.model.text(row, 2) for row in range(tab.leaders.model.rowCount())] == before
    tab.day.set_day(DAY)
    assert tab.current.number == "2021年第2次"
    for _ in range(3):
        window.undo()
    assert [each.number for each in office.keeper.table(ROSTER_ISSUES).all()] == ["2021年第1次"]
    assert tab.current.number == "2021年第1次"


def test_adding_participants_is_one_undo(qtbot: Any, window: MainWindow, office: Office, tmp_path: Path) -> None:
    imported(qtbot, window, tmp_path)
    participations = office.keeper.table(REGISTERS["participations"])
    office.keeper.add(REGISTERS["training_sessions"], {"topic": "文明劝导", "held_on": "2021-05-20"})
    page = window.go("培训").page(0)
    assert page.heading.text() == "2021-05-20　街道　文明劝导　参训人员"
    picker = page.add_people()
    QTest.keyClicks(picker.search_box, "zjy")
    QTest.keyClick(picker.search_box, Qt.Key.Key_Return)
    assert list(picker.chosen.values()) == ["张甲乙　东方里"]
    assert picker.search_box.text() == ""
    picker.take_all()
    picker.finish()
    assert participations.count() == 12
    assert page.detail.model.rowCount() == 12
    again = page.add_people()
    assert again.model.rowCount() == 0, "已经参加的不再列出"
    again.reject()
    window.undo()
    assert participations.count() == 0
    assert page.detail.model.rowCount() == 0


def test_insuring_all_full_time_is_one_undo(qtbot: Any, window: MainWindow, office: Office, tmp_path: Path) -> None:
    imported(qtbot, window, tmp_path)
    policy = {"number": "B-1", "insurer": "某公司", "starts_on": "2021-01-01", "ends_on": "2021-12-31"}
    office.keeper.add(REGISTERS["policies"], policy)
    page = window.go("保险").page(0)
    picker = page.add_full_time()
    assert picker.confirm.text() == "加入 12 人"
    picker.finish()
    enrollments = office.keeper.table(REGISTERS["enrollments"])
    assert {each.starts_on.isoformat() for each in enrollments.all()} == {"2021-06-01"}, "明天零时起"
    assert page.detail.model.rowCount() == 12
    window.undo()
    assert enrollments.count() == 0


def test_an_area_with_nobody_gets_somebody_and_loses_him_again(
    qtbot: Any, window: MainWindow, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "confirm", lambda *_: True)
    imported(qtbot, window, tmp_path, 3)
    board = window.go("网格").page(0)
    form = board.add_area()
    for name, value in (("name", "第一片区"), ("kind", "district")):
        form.fields[name].editor.set_value(value)
    form.save_and_close()
    assert board.area.name == "第一片区"
    assert board.summary.text() == "共 1 处网格，2021-05-31 无人负责 1 处"
    assignments = REGISTERS["assignments"]
    office.keeper.add(assignments, {"area": "第一片区", "volunteer": "张甲甲", "starts_on": "2021-05-01"})
    assert board.summary.text().endswith("无人负责 0 处")
    assert board.assignments.model.rowCount() == 1
    board.day.set_day(DAY.replace(day=20))
    board.assignments.grid.select_rows([0])
    board.end()
    assert board.summary.text().endswith("无人负责 0 处"), "最后一天仍负责"
    board.day.set_day(DAY)
    assert board.summary.text().endswith("无人负责 1 处")
    board.only_nobody.setChecked(True)
    assert board.tree.topLevelItemCount() == 1
    window.undo()
    assert board.tree.topLevelItemCount() == 0


def test_closing_the_window_while_a_file_is_being_read_waits_and_writes_nothing(
    qtbot: Any, window: MainWindow, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(*_: object, progress: Any, **__: object) -> None:
        while True:
            progress(1, 2)
            time.sleep(0.01)

    monkeypatch.setattr(import_dialog, "plan_import", endless)
    window.import_file(hand_in(tmp_path / "东方里.csv", people(10)))
    dialog = import_of(window)
    qtbot.waitUntil(lambda: bool(dialog.reading.jobs.running), timeout=5000)
    (job,) = dialog.reading.jobs.running
    window.close()
    assert job.isFinished()
    assert office.keeper.table(VOLUNTEERS).count() == 0


def pdf_text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
