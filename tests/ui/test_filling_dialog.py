"""填别人的表的窗口：读模板、改一列、存下、填出去；不合要求的写在红条里，下个月选名称就行。"""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from builders import DAY, add, id_number
from foreign_forms import insurer_form
from PySide6.QtWidgets import QComboBox, QLineEdit

from miaopu_desk.domain.mapping import FIXED
from miaopu_desk.domain.records import TEMPLATES, VOLUNTEERS
from miaopu_desk.services.filling_form import kept_form
from miaopu_desk.services.office import Office, open_office
from miaopu_desk.services.setting_up import set_up
from miaopu_desk.store import disclosures
from miaopu_desk.ui.filling_dialog import FillingDialog
from miaopu_desk.ui.filling_table import HOW, LIMITS, SAMPLE, WHAT


@pytest.fixture
def template(tmp_path: Path) -> Path:
    return insurer_form(tmp_path / "参保名单.xlsx")


@pytest.fixture
def dialog(qtbot: Any, office: Office) -> FillingDialog:
    add(office, "policies", number="P1", insurer="甲保险公司", starts_on="2021-01-01", ends_on="2021-12-31")
    people = office.keeper.table(VOLUNTEERS).find("standing", "active")[:3]
    for each in people:
        add(office, "enrollments", policy="P1", volunteer=f"{each.name} {each.phone[-4:]}", starts_on="2021-05-10")
    made = FillingDialog(office)
    qtbot.addWidget(made)
    made.show()
    made.source.register.setCurrentIndex(made.source.register.findData("enrollments"))
    return made


def cell(dialog: FillingDialog, row: int, column: int) -> str:
    return dialog.table.item(row, column).text()


def test_a_template_is_read_proposed_and_shown_masked(dialog: FillingDialog, template: Path) -> None:
    assert not dialog.fill_button.isEnabled()
    dialog.read_template(template)
    assert dialog.table.rowCount() == 11
    assert [cell(dialog, row, 0) for row in (0, 4, 10)] == ["A", "E", "K"]
    combo = dialog.table.cellWidget(4, WHAT)
    assert isinstance(combo, QComboBox)
    assert combo.currentText() == "志愿者·身份证号"
    assert "****" in cell(dialog, 4, SAMPLE)
    assert "必填" in cell(dialog, 4, LIMITS)
    assert (dialog.source.header.text(), dialog.source.sheet.currentText()) == ("2-4", "参保名单")
    assert "共10行" in dialog.notes.text()
    assert dialog.choice.taken.text() == "取当月在保的参保记录"
    assert dialog.fill_button.isEnabled()


def test_a_column_is_corrected_kept_and_filled(
    dialog: FillingDialog, office: Office, template: Path, tmp_path: Path
) -> None:
    dialog.read_template(template)
    dialog.table.choose(10, FIXED)
    line = dialog.table.cellWidget(10, HOW)
    assert isinstance(line, QLineEdit)
    line.setText("街道统一投保")
    line.editingFinished.emit()
    assert cell(dialog, 10, SAMPLE) == "街道统一投保"
    dialog.terms.name.setText("人保")
    assert dialog.save()
    assert kept_form(office, "人保")[1].slots[10].text == "街道统一投保"
    out = tmp_path / "五月.xlsx"
    dialog.fill_to(out)
    assert dialog.filled is None
    assert "请写明用途" in dialog.fault.text()
    assert "请写明交给谁" in dialog.fault.text()
    assert not out.exists()
    dialog.terms.purpose.setText("投保")
    dialog.terms.recipient.setText("甲保险公司")
    dialog.fill_to(out)
    assert dialog.filled is not None
    assert dialog.filled.rows == 3
    assert "已填 3 行" in dialog.notes.text()
    assert not dialog.fault.isVisible()
    sheet = openpyxl.load_workbook(out)["参保名单"]
    assert [sheet[f"K{row}"].value for row in (5, 6, 7, 8)] == ["街道统一投保"] * 3 + [None]
    assert len(disclosures.recent(office.database)) == 1


def test_next_month_the_name_is_enough(
    qtbot: Any, dialog: FillingDialog, office: Office, template: Path, tmp_path: Path
) -> None:
    dialog.read_template(template)
    dialog.choice.filters["policy"].setCurrentIndex(1)
    dialog.choice.masked.setChecked(True)
    dialog.terms.name.setText("人保")
    dialog.terms.recipient.setText("甲保险公司")
    assert dialog.save()
    again = FillingDialog(office)
    qtbot.addWidget(again)
    again.source.kept.setCurrentIndex(again.source.kept.findData("人保"))
    again.source.kept.activated.emit(again.source.kept.currentIndex())
    assert again.table.rowCount() == 11
    assert again.source.register.currentData() == "enrollments"
    assert again.choice.filters["policy"].currentText() == "P1"
    assert again.choice.masked.isChecked()
    assert again.terms.recipient.text() == "甲保险公司"
    again.fill_to(tmp_path / "五月.xlsx")
    assert again.filled is not None
    assert office.keeper.table(TEMPLATES).count() == 1


def test_a_required_column_left_blank_is_told_in_red_and_not_kept(
    dialog: FillingDialog, office: Office, template: Path
) -> None:
    dialog.read_template(template)
    dialog.table.choose(4, "")
    assert "还没有对照" in cell(dialog, 4, LIMITS)
    dialog.terms.name.setText("人保")
    assert not dialog.save()
    assert "证件号码*：E 列对方必填" in dialog.fault.text()
    assert office.keeper.table(TEMPLATES).count() == 0
    dialog.table.choose(4, "volunteer.id_number")
    dialog.terms.name.clear()
    assert not dialog.save()
    assert "对照名称：必填" in dialog.fault.text()


def test_a_date_is_written_their_way(dialog: FillingDialog, template: Path) -> None:
    dialog.read_template(template)
    combo = dialog.table.cellWidget(7, HOW)
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData("chinese"))
    combo.activated.emit(combo.currentIndex())
    assert cell(dialog, 7, SAMPLE) == "2021年5月10日"


def test_a_file_that_is_no_template_says_why(dialog: FillingDialog, template: Path, tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 cut")
    dialog.read_template(tmp_path / "坏.xlsx")
    assert "不完整" in dialog.fault.text()
    assert not dialog.fill_button.isEnabled()
    dialog.read_template(template)
    assert not dialog.fault.isVisible()
    dialog.source.header.setText("三行")
    dialog.source.header.setModified(True)
    dialog.source.header.editingFinished.emit()
    assert "请写成 2-4 这样" in dialog.fault.text()


def test_another_month_and_another_register_change_what_is_shown(dialog: FillingDialog, template: Path) -> None:
    dialog.read_template(template)
    assert cell(dialog, 1, SAMPLE)
    dialog.choice.month.setCurrentIndex(dialog.choice.month.findData("2021-04"))
    dialog.choice.month.activated.emit(dialog.choice.month.currentIndex())
    assert cell(dialog, 1, SAMPLE) == "", "四月还没有人在保"
    dialog.source.register.setCurrentIndex(dialog.source.register.findData("volunteers"))
    dialog.source.register.activated.emit(dialog.source.register.currentIndex())
    assert cell(dialog, 1, SAMPLE)
    assert "ranks" in dialog.choice.filters


def test_every_field_has_a_name_and_nothing_is_in_english(dialog: FillingDialog, template: Path) -> None:
    import re

    from PySide6.QtWidgets import QAbstractButton, QLabel

    dialog.read_template(template)
    for each in (*dialog.findChildren(QComboBox), *dialog.findChildren(QLineEdit)):
        assert each.accessibleName() or isinstance(each.parent(), QComboBox)
    words = [each.text() for kind in (QLabel, QAbstractButton) for each in dialog.findChildren(kind)]
    assert not [text for text in words if re.search("[A-Za-z]{2,}", re.sub("xlsx", "", text))]


def test_with_a_real_office_it_fills_in_the_background(qtbot: Any, template: Path, tmp_path: Path) -> None:
    with open_office(tmp_path / "data", DAY, must_exist=False) as office:
        set_up(office, "miaopu")
        add(office, "policies", number="P1", insurer="甲保险公司", starts_on="2021-01-01", ends_on="2021-12-31")
        add(office, "volunteers", name="赵建国", community="大华", registered_on="2021-01-05", id_number=id_number(1))
        add(office, "enrollments", policy="P1", volunteer="赵建国", starts_on="2021-05-10")
        dialog = FillingDialog(office)  # 末了自己关、自己删，不交给 qtbot 再关一次
        dialog.source.register.setCurrentIndex(dialog.source.register.findData("enrollments"))
        dialog.read_template(template)
        dialog.terms.name.setText("人保")
        assert dialog.save()
        dialog.fill_to(tmp_path / "五月.xlsx")
        qtbot.waitUntil(lambda: "请写明用途" in dialog.fault.text(), timeout=20_000)
        assert not (tmp_path / "五月.xlsx").exists()
        dialog.terms.purpose.setText("投保")
        dialog.terms.recipient.setText("甲保险公司")
        qtbot.waitUntil(lambda: not dialog.jobs.running, timeout=20_000)
        dialog.fill_to(tmp_path / "五月.xlsx")
        qtbot.waitUntil(lambda: dialog.filled is not None, timeout=20_000)
        assert (tmp_path / "五月.xlsx").exists()
        assert len(disclosures.recent(office.database)) == 1
        qtbot.waitUntil(lambda: not dialog.jobs.running, timeout=20_000)
        dialog.reject()
