"""“打印”菜单：哪一页有哪些纸写在一张表里，只给印得出的；选中的那一行就是要印的那一份，开着的 PDF 不覆盖。"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from builders import DAY, example
from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton

from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.records.certificates import CERTIFICATES
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.services import reporting
from miaopu_desk.services.office import Office, open_office
from miaopu_desk.services.setting_up import set_up
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.preview import Preview
from miaopu_desk.ui.print_menu import OFFERS, Offer, ask_and_print, chosen_record, file_name, offered, print_report
from miaopu_desk.ui.print_options import ASKED, OptionsDialog
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs import TABS


@pytest.fixture
def desk(qtbot: Any, tmp_path: Path) -> Iterator[MainWindow]:
    """盘上的真办公室，每张登记表有一行。"""
    with open_office(tmp_path / "资料", DAY, must_exist=False) as office:
        set_up(office, "miaopu")
        for table in ("training_sessions", "participations", "policies", "enrollments", "service_records"):
            saved = office.keeper.add(REGISTERS[table], example(office, REGISTERS[table]))
            assert not isinstance(saved, list), saved
        window = MainWindow()
        qtbot.addWidget(window)
        window.attach(office)
        window.show()
        yield window
        window.close()


def lines(window: MainWindow, tab: RegisterTab) -> list[tuple[str, bool]]:
    """点开“打印”看见的各项和能不能点。"""
    button = tab.tools.widgetForAction(tab.actions_["print"])
    assert isinstance(button, QToolButton)
    menu = button.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    return [(each.text(), each.isEnabled()) for each in menu.actions() if not each.isSeparator()]


def previewed(qtbot: Any, window: MainWindow) -> Preview:
    qtbot.waitUntil(lambda: not window.jobs.running and window.findChild(Preview) is not None, timeout=30_000)
    shown = window.findChild(Preview)
    assert shown is not None
    return shown


def offer_of(report: str) -> Offer:
    return next(each for offers in OFFERS.values() for each in offers if each.report == report)


# 那张表


def test_every_page_of_the_desk_stands_in_its_tab() -> None:
    on_offer = {each.report for offers in OFFERS.values() for each in offers}
    lists = {name for name in reporting.REPORTS if name.startswith("list_")}
    assert on_offer == set(reporting.REPORTS) - lists - {"monthly"}, "月报在“月报”一页印，其余每种纸都有一页可印"
    assert set(OFFERS) <= {title for title, _ in TABS}


@pytest.mark.parametrize("offer", [each for offers in OFFERS.values() for each in offers], ids=lambda each: each.report)
def test_what_is_asked_and_chosen_is_what_the_report_knows(offer: Offer) -> None:
    known = reporting.REPORTS[offer.report].options
    assert not offer.option or offer.option in known
    assert not offer.chosen or offer.chosen in REGISTERS
    for name in offer.asks:
        assert name in ASKED
        assert name in known or (name == "whole" and "purpose" in known)


def test_a_report_that_does_not_exist_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(reporting.REPORTS, "star_list")
    left = [each.report for each in offered("服务")]
    assert "star_list" not in left
    assert "certificate" in left
    assert offered("设置") == []


# 菜单


def test_the_menu_names_the_chosen_row_and_says_what_to_choose(desk: MainWindow) -> None:
    sessions = desk.go("培训").register_tab()
    topic = sessions.table.all()[0].topic
    sessions.grid.select_rows([0])
    assert lines(desk, sessions) == [
        ("清单：现在列的这些\tCtrl+P", True),
        (f"培训签到表：{topic} 2021-05-12…", True),
        ("培训台账…", True),
        ("培训覆盖面…", True),
        ("参加培训证明（先选中参训记录）", False),
    ]
    people = desk.go("志愿者").register_tab()
    people.grid.clearSelection()
    assert ("志愿服务记录证明（先选中志愿者）", False) in lines(desk, people)


def test_the_list_is_still_one_key_away(desk: MainWindow, qtbot: Any) -> None:
    people = desk.go("志愿者").register_tab()
    people.actions_["print"].trigger()
    assert previewed(qtbot, desk).path.name == "志愿者登记20210531.pdf"


def test_tabs_without_papers_keep_the_plain_button(desk: MainWindow) -> None:
    tab = desk.go("设置")
    tab.setCurrentIndex(tab.homes["communities"])
    page = tab.register_tab()
    button = page.tools.widgetForAction(page.actions_["print"])
    assert isinstance(button, QToolButton)
    assert button.menu() is None


@pytest.mark.parametrize(
    ("tab", "report", "name"),
    [
        ("领导小组", "leading_group", "领导小组名单"),
        ("志愿者", "register", "志愿者花名册"),
        ("培训", "sign_in", "培训签到表"),
        ("培训", "training_ledger", "培训台账"),
        ("保险", "insured_list", "参保名单"),
    ],
)
def test_a_paper_is_made_and_shown(desk: MainWindow, qtbot: Any, tab: str, report: str, name: str) -> None:
    page = desk.go(tab).register_tab()
    if page.current_id() is None:
        page.grid.select_rows([0])
    offer = offer_of(report)
    dialog = ask_and_print(page, offer, chosen_record(desk, offer))
    dialog.accept()
    shown = previewed(qtbot, desk)
    assert shown.path.name.startswith(name)
    assert shown.path.parent == desk.office.output
    assert shown.document.pageCount() >= 1
    assert str(shown.path) in desk.statusBar().currentMessage()


def test_the_duty_pages_are_made_from_the_rules_of_the_office(qtbot: Any, tmp_path: Path) -> None:
    with open_office(tmp_path, DAY, must_exist=False) as office:
        set_up(office, "leiyang")
        window = MainWindow()
        qtbot.addWidget(window)
        window.attach(office)
        window.show()
        page = window.go("网格").register_tab()
        for report in ("duty_table", "weekly_duty"):
            ask_and_print(page, offer_of(report), None).accept()
            shown = previewed(qtbot, window)
            assert shown.path.name.startswith(reporting.REPORTS[report].title)
            shown.close()
            qtbot.waitUntil(lambda: window.findChild(Preview) is None, timeout=5000)
        window.close()


# 文件


def test_a_pdf_that_is_open_elsewhere_is_left_alone(
    desk: MainWindow, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = desk.go("志愿者").register_tab()
    wanted = desk.office.output / file_name("志愿者花名册", "", desk.office)
    wanted.parent.mkdir(parents=True, exist_ok=True)
    wanted.write_bytes(b"%PDF-open")
    replace = os.replace

    def busy(source: Any, target: Any) -> None:
        if Path(target) == wanted:
            raise PermissionError(13, "被占用", str(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", busy)
    print_report(page, offer_of("register"), None, {})
    shown = previewed(qtbot, desk)
    assert shown.path.name == f"{wanted.stem} (2).pdf"
    assert wanted.read_bytes() == b"%PDF-open", "开着的那份没有动"
    assert desk.statusBar().currentMessage().startswith(f"“{wanted.name}”正被别的程序打开，没有动它，已生成 ")


def test_a_pdf_may_be_printed_again_while_its_preview_is_open(desk: MainWindow, qtbot: Any) -> None:
    page = desk.go("志愿者").register_tab()
    print_report(page, offer_of("register"), None, {})
    first = previewed(qtbot, desk)
    print_report(page, offer_of("register"), None, {})
    qtbot.waitUntil(lambda: len(desk.findChildren(Preview)) == 2, timeout=30_000)
    assert {each.path for each in desk.findChildren(Preview)} == {first.path}


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("法治课 2021-05-12", "签到表 法治课 2021-05-12 20210531.pdf"),
        ('a/b\\c:d*?"<x>|', "签到表 a b c d x 20210531.pdf"),
        ("", "签到表 20210531.pdf"),
        ("长" * 200, f"签到表 {'长' * 60} 20210531.pdf"),
    ],
)
def test_file_names_are_good_on_windows(office: Office, subject: str, name: str) -> None:
    assert file_name("签到表", subject, office) == name


# 要登记的


def test_a_certificate_is_issued_kept_and_shown(desk: MainWindow, qtbot: Any) -> None:
    (record,) = desk.office.keeper.table(REGISTERS["service_records"]).all()
    page = desk.go("志愿者").register_tab()
    page.select([record.volunteer.id])
    offer = offer_of("certificate")
    person = chosen_record(desk, offer)
    ask_and_print(page, offer, person).accept()
    shown = previewed(qtbot, desk)
    (kept,) = desk.office.keeper.table(CERTIFICATES).all()
    assert kept.volunteer.id == person.id
    assert shown.path.name == f"志愿服务记录证明 {person.name} 20210531.pdf"
    assert "开具证明" in desk.undo_action.toolTip()
    shown.close()
    qtbot.waitUntil(lambda: desk.findChild(Preview) is None, timeout=5000)

    tab = desk.go("服务")
    tab.setCurrentIndex(tab.homes["certificates"])
    again = tab.register_tab()
    qtbot.waitUntil(again.isVisible, timeout=2000)
    again.grid.select_rows([0])
    texts = [text for text, _ in lines(desk, again)]
    assert f"志愿服务记录证明：{kept.number} {kept.name}…" in texts
    assert not any(text.startswith("志愿服务记录证明（先选中") for text in texts)


def test_someone_without_service_gets_a_sentence_and_no_certificate(
    desk: MainWindow, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = desk.office.keeper.add(VOLUNTEERS, {"name": "王新", "community": "大华", "phone": "15400009876"})
    assert not isinstance(saved, list)
    page = desk.go("志愿者").register_tab()
    print_report(page, offer_of("certificate"), saved, {})
    assert "没有服务记录，不能开证明" in capsys.readouterr().out
    assert desk.office.keeper.table(CERTIFICATES).count() == 0
    assert desk.findChild(Preview) is None


def test_whole_numbers_on_paper_need_a_purpose_and_are_logged(desk: MainWindow, qtbot: Any) -> None:
    from pypdf import PdfReader

    from miaopu_desk.store import disclosures

    page = desk.go("志愿者").register_tab()
    dialog = ask_and_print(page, offer_of("register"), None)
    dialog.show()
    dialog.fields["whole"].setChecked(True)
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.note.text() == "给出完整号码要写明用途"
    dialog.fields["purpose"].setText("报送区民政局")
    dialog.accept()
    shown = previewed(qtbot, desk)
    one = desk.office.keeper.table(VOLUNTEERS).all()[0]
    text = "".join(each.extract_text() for each in PdfReader(shown.path).pages)
    assert one.id_number in text
    logged = disclosures.recent(desk.office.database, 5)
    assert [(each.act, each.purpose) for each in logged] == [("print", "报送区民政局")]


# 问选项


@pytest.fixture
def asking(window: MainWindow, office: Office) -> OptionsDialog:
    return OptionsDialog(office, "register", ("day", "community", "rank", "whole"), window)


def test_blank_options_are_left_to_the_report(asking: OptionsDialog) -> None:
    assert asking.options() == {}
    asking.fields["community"].setCurrentIndex(asking.fields["community"].findData("大华"))
    asking.fields["rank"].setCurrentIndex(asking.fields["rank"].findData("party"))
    asking.fields["day"].setText("20210512")
    agreed: list[dict[str, str]] = []
    asking.agreed.connect(agreed.append)
    asking.accept()
    assert agreed == [{"community": "大华", "rank": "party", "day": "2021-05-12"}]


def test_a_day_that_is_no_day_keeps_the_dialog_open(asking: OptionsDialog) -> None:
    asking.show()
    day = asking.fields["day"]
    assert isinstance(day, QLineEdit)
    day.setText("2月30日")
    asking.accept()
    assert asking.isVisible()
    assert asking.note.text()
