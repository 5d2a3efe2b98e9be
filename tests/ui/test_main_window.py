"""主窗口：先画再开、页用到才建、撤销重做、拖文件、后台的事、第一次使用、出错的窗。"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import add, example
from PySide6.QtCore import QMimeData, QPoint, Qt, QThread, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QCommandLinkButton

from miaopu_desk.app import Desk
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.office import Office, open_office
from miaopu_desk.services.setting_up import set_up
from miaopu_desk.ui import errors, messages
from miaopu_desk.ui.first_run import FirstRunDialog
from miaopu_desk.ui.jobs import Progress
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.outgoing import export_to
from miaopu_desk.ui.tabs import TABS

VOLUNTEERS = REGISTERS["volunteers"]
SETTINGS = [title for title, _ in TABS].index("设置")


def test_only_the_tab_looked_at_is_built(window: MainWindow) -> None:
    assert list(window._built) == [2]
    window.go("设置")
    assert list(window._built) == [2, SETTINGS]


@pytest.mark.parametrize("title", [title for title, _ in TABS])
def test_every_tab_opens(window: MainWindow, title: str) -> None:
    assert window.go(title).isVisible()


def test_an_edit_is_undone_and_redone_and_the_tip_says_what(window: MainWindow, office: Office) -> None:
    one = office.keeper.table(VOLUNTEERS).all()[0]
    office.keeper.change(VOLUNTEERS, one.id, {"skills": "急救"})
    assert window.undo_action.toolTip() == f"撤销：修改志愿者“{one.name}”（Ctrl+Z）"
    window.undo()
    found = office.keeper.table(VOLUNTEERS).get(one.id)
    assert found is not None
    assert found.skills is None
    assert window.statusBar().currentMessage() == f"已撤销：修改志愿者“{one.name}”"
    assert window.redo_action.isEnabled()
    window.redo()
    found = office.keeper.table(VOLUNTEERS).get(one.id)
    assert found is not None
    assert found.skills == "急救"


def test_an_undo_that_cannot_be_done_is_explained(
    window: MainWindow, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(messages, "show_problems", lambda _, title, problems: told.append(f"{title}：{problems[0]}"))
    window.undo()  # 最近的一次是加清泉里，已有 30 名志愿者在用
    assert len(told) == 1
    assert told[0].startswith("没有撤销：")
    assert "还有 30 条志愿者登记用着" in told[0]
    assert office.keeper.table(REGISTERS["communities"]).count() == 8


def test_a_tab_out_of_sight_is_refreshed_when_it_is_looked_at(window: MainWindow, office: Office) -> None:
    page = window.tab("志愿者").register_tab()
    window.go("设置")
    add(office, "volunteers", **example(office, VOLUNTEERS))
    assert page.model.rowCount() == 240
    window.go("志愿者")
    assert page.model.rowCount() == 241


def test_a_dropped_workbook_goes_to_the_import_of_the_register_in_sight(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given: list[str] = []
    monkeypatch.setattr(window.current_tab().register_tab(), "import_file", given.append)
    for name in ("名册.xlsx", "照片.jpg"):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
        place = QPoint(10, 10)
        event = QDropEvent(
            place.toPointF(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        window.dropEvent(event)
    assert given == [str(tmp_path / "名册.xlsx")]


def test_exporting_the_filtered_list_writes_what_is_listed(qtbot: Any, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    with open_office(tmp_path, date(2021, 5, 31), must_exist=False) as office:
        set_up(office, "miaopu")
        window = MainWindow()
        qtbot.addWidget(window)
        window.tabs.setCurrentIndex(SETTINGS)
        window.attach(office)
        pages = window.current_tab()
        pages.setCurrentIndex(pages.homes["communities"])
        tab = pages.register_tab()
        tab.search_box.setText("dfl")
        qtbot.waitUntil(lambda: tab.model.rowCount() == 1, timeout=2000)
        target = tmp_path / "社区.xlsx"
        export_to(tab, target)
        qtbot.waitUntil(lambda: not window.jobs.running and target.exists(), timeout=10_000)
        cells = [cell for row in load_workbook(target).active.iter_rows(values_only=True) for cell in row]
        assert "东方里" in cells
        assert "光明里" not in cells
        tab.grid.header.moveSection(tab.grid.header.visualIndex(1), 0)  # 第二栏拖到最左边
        export_to(tab, tmp_path / "看到的.xlsx", every=False)
        qtbot.waitUntil(lambda: not window.jobs.running and (tmp_path / "看到的.xlsx").exists(), timeout=10_000)
        heads = [cell.value for cell in load_workbook(tmp_path / "看到的.xlsx").active[3]]
        paths = [tab.model.columns[section].label for section in tab.grid.shown_sections()]
        assert heads == paths
        assert heads[0] == tab.model.columns[1].label
        window.close()


def test_printing_the_list_opens_a_preview_of_a_real_pdf(qtbot: Any, tmp_path: Path) -> None:
    from miaopu_desk.ui.preview import Preview

    with open_office(tmp_path, date(2021, 5, 31), must_exist=False) as office:
        set_up(office, "miaopu")
        window = MainWindow()
        qtbot.addWidget(window)
        window.tabs.setCurrentIndex(SETTINGS)
        window.attach(office)
        pages = window.current_tab()
        pages.setCurrentIndex(pages.homes["communities"])
        pages.register_tab().print_list()
        qtbot.waitUntil(lambda: not window.jobs.running, timeout=20_000)
        assert window.findChild(Preview) is not None
        assert [path.read_bytes()[:5] for path in office.output.glob("*.pdf")] == [b"%PDF-"]
        window.close()


def test_whole_numbers_leave_only_with_a_purpose_and_a_line_in_the_log(
    qtbot: Any, window: MainWindow, office: Office, tmp_path: Path
) -> None:
    from miaopu_desk.store import disclosures
    from miaopu_desk.ui.dialogs.export import ExportDialog

    tab = window.current_tab().register_tab()
    dialog = ExportDialog(VOLUNTEERS, 240, tab)
    qtbot.addWidget(dialog)
    agreed: list[tuple[Any, ...]] = []
    dialog.agreed.connect(lambda *answers: agreed.append(answers))
    dialog.whole.setChecked(True)
    dialog.accept()
    assert agreed == []
    assert dialog.note.text() == "给出完整号码要写明用途"
    dialog.purpose.setText("报保险公司投保")
    dialog.recipient.setText("某保险公司")
    dialog.accept()
    assert agreed == [(True, True, "报保险公司投保", "某保险公司")]
    export_to(tab, tmp_path / "名单.xlsx", *agreed[0])
    kept = disclosures.recent(office.database)
    assert [(one.act, one.purpose, one.recipient, one.row_count) for one in kept] == [
        ("export", "报保险公司投保", "某保险公司", 240)
    ]


def test_keys_work_on_the_register_in_sight_wherever_the_cursor_is(
    qtbot: Any, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    tab = window.current_tab().register_tab()
    window.tabs.tabBar().setFocus()
    qtbot.keyClick(window.tabs.tabBar(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is tab.search_box
    opened: list[bool] = []
    monkeypatch.setattr(tab, "_open_form", lambda record: opened.append(record is None))
    qtbot.keyClick(tab.search_box, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert opened == [True]


def test_closing_waits_for_work_in_the_background(qtbot: Any, window: MainWindow) -> None:
    steps: list[int] = []

    def work(progress: Progress) -> None:
        import time

        for at in range(1000):
            time.sleep(0.005)
            steps.append(at)
            progress(at, 1000)

    done: list[Any] = []
    window.jobs.start("慢慢做", work, done.append)
    qtbot.waitUntil(lambda: len(steps) > 2, timeout=5000)
    window.close()
    assert len(steps) < 1000
    assert done == []
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=5000)


def test_work_that_fails_for_a_known_reason_is_told_in_one_sentence(
    qtbot: Any, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, str, bool]] = []

    def warn(_: Any, title: str, text: str) -> None:
        told.append((title, text, QThread.currentThread() is window.thread()))

    monkeypatch.setattr("miaopu_desk.ui.jobs.warn", warn)

    def work(_: Progress) -> None:
        raise KnownError("磁盘满了，请清理。")

    window.jobs.start("正在写文件…", work, lambda _: None)
    qtbot.waitUntil(lambda: told == [("没有做成：写文件", "磁盘满了，请清理。", True)], timeout=5000)


def test_the_result_of_work_comes_back_on_the_windows_own_thread(qtbot: Any, window: MainWindow) -> None:
    seen: list[tuple[bool, bool]] = []

    def work(progress: Progress) -> bool:
        progress(1, 2, "一半")
        return QThread.currentThread() is not window.thread()

    window.jobs.start("算", work, lambda apart: seen.append((apart, QThread.currentThread() is window.thread())))
    qtbot.waitUntil(lambda: seen == [(True, True)], timeout=5000)


def test_the_first_run_builds_an_office_and_then_opens_it(qtbot: Any, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    desk = Desk(folder, date(2021, 5, 31))
    qtbot.addWidget(desk.window)
    desk.window.show()
    qtbot.waitUntil(lambda: desk.window.findChild(FirstRunDialog) is not None, timeout=5000)
    dialog = desk.window.findChild(FirstRunDialog)
    assert desk.window.office is None
    texts = [button.text() for button in dialog.findChildren(QCommandLinkButton)]
    assert texts[:2] == ["打开示例办公室", "建立苗圃街道办公室"]
    with qtbot.waitSignal(desk.ready, timeout=30_000):
        dialog._choose("miaopu")
    assert desk.window.office.keeper.table(REGISTERS["communities"]).count() == 8
    qtbot.waitUntil(lambda: "苗圃" in desk.window.windowTitle(), timeout=5000)
    desk.close()
    with open_office(folder) as office:
        assert office.facts is not None


def test_a_doubtful_date_of_the_computer_is_told_at_the_start(
    qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(messages, "warn", lambda _, title, text: told.append((title, text)))
    monkeypatch.setattr("miaopu_desk.services.clock_check.clock_doubt", lambda office, now: "电脑的日期是 2009-01-01")
    with open_office(tmp_path, must_exist=False) as office:
        set_up(office, "miaopu")
    desk = Desk(tmp_path, None)
    qtbot.addWidget(desk.window)
    desk.window.show()
    qtbot.waitUntil(lambda: told == [("请核对日期", "电脑的日期是 2009-01-01")], timeout=5000)
    desk.close()


def test_a_second_window_on_the_same_data_says_who_has_it(
    qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(messages, "warn", lambda _, title, text: told.append(text))
    left: list[int] = []
    monkeypatch.setattr(QApplication, "exit", lambda code: left.append(code))
    with open_office(tmp_path, must_exist=False) as office:
        set_up(office, "miaopu")
        desk = Desk(tmp_path, None)
        qtbot.addWidget(desk.window)
        desk.open()
        desk.close()
    assert left == [1]
    assert "数据已被打开" in told[0]


def test_a_bug_is_shown_and_logged_without_id_numbers(
    qtbot: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number, phone = "439999197001010018", "13800138000"
    try:
        raise ValueError(f"坏在 {number} 和 {phone}")
    except ValueError as error:
        dialog = errors.show_error(ValueError, error, error.__traceback__)
    qtbot.addWidget(dialog)
    assert "ValueError" in dialog.details
    assert "test_main_window.py" in dialog.details
    assert number not in dialog.details + capsys.readouterr().err
    assert phone not in dialog.details
    assert dialog.details.count("［号码］") == 2


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("43999919700101001X", "［号码］"),
        ("身份证439999700101001旧号", "身份证［号码］旧号"),
        ("电话13800138000。", "电话［号码］。"),
        ("第12345678行，编号20210531", "第12345678行，编号20210531"),
        ("4399991970010100181234567", "［号码］"),
    ],
)
def test_numbers_are_masked_in_the_log(text: str, masked: str) -> None:
    assert errors.without_numbers(text) == masked


def test_a_backup_made_by_hand_can_be_opened(qtbot: Any, tmp_path: Path) -> None:
    from miaopu_desk.store.database import FILE_NAME
    from miaopu_desk.ui.window_menu import back_up

    with open_office(tmp_path / "a", date(2021, 5, 31), must_exist=False) as office:
        set_up(office, "miaopu")
        window = MainWindow()
        qtbot.addWidget(window)
        window.attach(office)
        back_up(window)
        made = list((tmp_path / "a" / "backups").glob("*-manual.db"))
        assert len(made) == 1
        assert str(made[0]) in window.statusBar().currentMessage()
        window.close()
    (tmp_path / "b").mkdir()
    made[0].rename(tmp_path / "b" / FILE_NAME)
    with open_office(tmp_path / "b") as again:
        assert again.keeper.table(REGISTERS["communities"]).count() == 8
