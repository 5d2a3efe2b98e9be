"""保险的屏幕：拟批改看得见该加该减的、同意书没勾不能报、报了就在批改里；预警点开是背后的人；模板只填这一次的人。"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import add, id_number
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import ENROLLMENTS, SUBMISSION_PEOPLE, SUBMISSIONS, VOLUNTEERS
from miaopu_desk.services.endorsing import plan_submission, submit
from miaopu_desk.services.office import Office
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.submission_dialog import CONSENT, GUARDIAN, TICK, SubmissionDialog
from miaopu_desk.ui.tabs.cover_warnings import CoverWarningsPage
from miaopu_desk.ui.tabs.submissions import SubmissionsPage

CHECKED = Qt.CheckState.Checked


@pytest.fixture
def office(office: Office) -> Office:
    """一张保单，五名专职在保，有一名后来退出；另有一名十七岁的专职没有保。"""
    policy = add(
        office,
        "policies",
        number="P1",
        insurer="某公司",
        starts_on="2021-01-01",
        ends_on="2021-12-31",
        premium="120",
        oldest="70",
        death_sum="100000",
        proration="按日",
    )
    people = [one for one in office.keeper.table(VOLUNTEERS).all() if one.ranks == ("full_time",)]
    standing = [one for one in people if one.standing == "active"][:4] + [
        one for one in people if one.standing == "left"
    ][:1]
    with office.keeper.action("造", kind="setup") as act:
        for one in standing:
            act.insert(
                ENROLLMENTS,
                ENROLLMENTS.record(
                    policy=Ref("P1", policy.id),
                    volunteer=Ref(one.name, one.id),
                    starts_on=date(2021, 1, 1),
                    consented=True,
                    sum_agreed=True,
                ),
            )
    add(
        office,
        "volunteers",
        name="小甲",
        community="东方里",
        ranks="专职",
        registered_on="2021-05-01",
        id_number=id_number(7, "20040101"),
        phone="15400007777",
    )
    return office


def opened(window: MainWindow) -> tuple[SubmissionsPage, SubmissionDialog]:
    tab = window.go("保险")
    tab.setCurrentIndex(1)
    page = tab.page(1)
    dialog = page.draw_up()
    assert dialog is not None
    return page, dialog


def row_of(dialog: SubmissionDialog, name: str) -> int:
    return next(at for at, line in enumerate(dialog.rows) if line.volunteer.name == name)


def check(dialog: SubmissionDialog, row: int, column: int) -> None:
    item = dialog.sheet.item(row, column)
    assert item is not None
    assert item.flags() & Qt.ItemFlag.ItemIsUserCheckable
    item.setCheckState(CHECKED)


def test_a_submission_is_proposed_checked_and_reported(window: MainWindow, office: Office) -> None:
    page, dialog = opened(window)
    assert len(dialog.adds) > 10  # 没有保障的专职都列出来了，一个也没有先勾
    assert dialog.ticked == set()
    assert "小甲" in [line.volunteer.name for line in dialog.rows]
    # 第一次报送：已在保的都是批增；退出的那一位没有报过，不提批减，只提醒一句
    assert dialog.removes == set()
    assert dialog.done_button.isEnabled()
    (left,) = [one for one in dialog.rows if one.volunteer.standing == "left"]
    assert left.warned == ("已经退出，请先终止参保，或报了以后再批减",)
    check(dialog, row_of(dialog, "小甲"), TICK)
    assert "没有监护人同意投保的记录" in dialog.fault.text()
    check(dialog, row_of(dialog, "小甲"), GUARDIAN)
    assert "没有本人同意投保、认可保险金额的记录" in dialog.fault.text()
    check(dialog, row_of(dialog, "小甲"), CONSENT)
    assert dialog.fault.text() == ""
    assert "批增 6 人" in dialog.told.text()
    assert "人民币" in dialog.told.text()
    dialog.done_button.click()
    (saved,) = office.keeper.table(SUBMISSIONS).all()
    assert (saved.added, saved.removed) == (6, 0)
    assert page.owner.id == saved.id
    assert page.detail.model.rowCount() == 6
    young = next(one for one in office.keeper.table(ENROLLMENTS).all() if one.volunteer.name == "小甲")
    assert (young.consented, young.sum_agreed, young.guardian_consented) == (True, True, True)
    assert young.starts_on == date(2021, 6, 1)
    office.keeper.undo()
    assert page.master.model.rowCount() == 0


def test_those_who_left_are_ticked_for_removal_once_reported(window: MainWindow, office: Office) -> None:
    policy = office.keeper.table(ENROLLMENTS).all()[0].policy.id
    submit(office, plan_submission(office, policy, date(2021, 4, 10)))
    _, dialog = opened(window)
    (line,) = [one for one in dialog.rows if one.change == "remove"]
    assert line.volunteer.standing == "left"
    assert dialog.sheet.item(dialog.rows.index(line), TICK).checkState() == CHECKED
    dialog.shown.setCurrentIndex(2)
    unchanged = [one for one in dialog.rows if one.change == "unchanged"]
    assert len(unchanged) == 4
    dialog.search.setText(unchanged[0].volunteer.name)
    assert {one.volunteer.name for one in dialog.rows} == {unchanged[0].volunteer.name}
    dialog.search.clear()
    check(dialog, dialog.rows.index(next(one for one in dialog.rows if one.change == "unchanged")), TICK)
    assert "批减 2 人" in dialog.told.text()
    dialog.done_button.click()
    last = office.keeper.table(SUBMISSIONS).all()[0]
    assert (last.removed, last.unchanged) == (2, 3)


def test_agreed_for_all_ticked_and_the_effective_day_follows_the_notice(window: MainWindow, office: Office) -> None:
    _, dialog = opened(window)
    some = [one.volunteer.id for one in dialog.rows if one.wrong == ("没有本人同意投保、认可保险金额的记录",)][:3]
    assert len(some) == 3
    dialog.take(some)
    assert not dialog.done_button.isEnabled()
    dialog.agreed_button.click()
    assert dialog.done_button.isEnabled()
    dialog.notice.set_day(date(2021, 5, 20))
    assert dialog.effective.day == date(2021, 5, 21)
    dialog.effective.set_day(date(2021, 5, 20))
    assert "最早从2021-05-21零时起" in dialog.fault.text()


def test_every_button_of_the_dialogs_waits_for_a_click(window: MainWindow, office: Office) -> None:
    page, dialog = opened(window)
    dialog.done_button.click()
    confirm = page.confirm()
    for each in (*dialog.findChildren(QPushButton), *confirm.findChildren(QPushButton)):
        assert not each.autoDefault()
    confirm.number.setText("PD-2021-7")
    confirm.day.setText("2021.6.2")
    confirm.accept()
    assert office.keeper.table(SUBMISSIONS).all()[0].endorsement == "PD-2021-7"


def test_the_form_of_the_insurer_gets_only_this_submission(window: MainWindow, office: Office, tmp_path: Path) -> None:
    from openpyxl import Workbook, load_workbook

    policy = office.keeper.table(ENROLLMENTS).all()[0].policy.id
    submit(office, plan_submission(office, policy, date(2021, 4, 10)))
    one = next(one for one in office.keeper.table(VOLUNTEERS).all() if one.name == "小甲")
    from miaopu_desk.domain.insurance import Consent

    plan = plan_submission(office, policy, date(2021, 5, 10), add={one.id: Consent(True, True, True)})
    second = submit(office, plan)
    book = Workbook()
    book.active.append(["序号", "被保险人姓名", "证件号码", "变更类型", "保险起期"])
    book.save(tmp_path / "模板.xlsx")
    tab = window.go("保险")
    tab.setCurrentIndex(1)
    page = tab.page(1)
    page.master.select([second.id])
    dialog = page.fill_form()
    dialog.read_template(tmp_path / "模板.xlsx")
    assert dialog.form.register == SUBMISSION_PEOPLE.table
    assert dialog.terms.recipient.text() == "某公司"
    dialog.choice.filters["change"].setCurrentIndex(1)
    dialog.terms.name.setText("某公司批改")
    dialog.terms.purpose.setText("报批改")
    assert dialog.save()
    dialog.fill_to(tmp_path / "填好.xlsx")
    rows = list(load_workbook(tmp_path / "填好.xlsx").active.iter_rows(min_row=2, values_only=True))
    assert [(row[1], row[2], row[3]) for row in rows if row[1]] == [("小甲", one.id_number, "批增")]
    from miaopu_desk.store import disclosures

    (logged,) = disclosures.recent(office.database)
    assert (logged.table, logged.recipient, logged.purpose) == ("submission_people", "某公司", "报批改")


def test_a_warning_shows_the_people_and_leads_to_their_records(window: MainWindow, office: Office) -> None:
    tab = window.go("保险")
    tab.setCurrentIndex(2)
    page: CoverWarningsPage = tab.page(2)
    kinds = [each.kind for each in page.found]
    assert "uninsured_full_time" in kinds
    assert "covered_but_gone" in kinds
    page.warnings.setCurrentCell(kinds.index("covered_but_gone"), 0)
    assert page.people.rowCount() == 1
    shown = page.people.item(0, 2).text()
    assert "*" in shown
    page.open_one(0)
    listed: Any = window.current_tab().current_page()
    assert listed.model.rowCount() == 1
    assert listed.table.register is ENROLLMENTS


def test_warnings_follow_what_changes(window: MainWindow, office: Office) -> None:
    tab = window.go("保险")
    tab.setCurrentIndex(2)
    page: CoverWarningsPage = tab.page(2)
    gone = next(each for each in page.found if each.kind == "covered_but_gone")
    office.keeper.change(ENROLLMENTS, gone.ids[0], {"ends_on": "2021-05-31"})
    assert "covered_but_gone" not in [each.kind for each in page.found]
