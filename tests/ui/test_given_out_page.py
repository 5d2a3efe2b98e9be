"""设置里的“提供记录”：刚给出的一次马上看得见，按词找，导得出。"""

from pathlib import Path
from typing import Any

import pytest

from miaopu_desk.domain.records import VOLUNTEERS
from miaopu_desk.services.disclosing import disclose
from miaopu_desk.services.office import Office
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.tabs import given_out


def page_of(window: MainWindow) -> Any:
    settings: Any = window.go("设置")
    settings.setCurrentIndex(settings.count() - 1)
    assert settings.tabText(settings.currentIndex()) == "提供记录"
    return settings.current_page()


def test_what_was_given_out_is_listed_found_and_exported(
    qtbot: Any, window: MainWindow, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.folder = tmp_path
    page = page_of(window)
    assert (page.count.text(), page.export_button.isEnabled()) == ("0 次", False)
    qtbot.waitUntil(page.isVisible)
    window.go("志愿者")
    disclose(office, "show", VOLUNTEERS, "核对身份", "", 3, ["身份证号"])
    disclose(office, "export", VOLUNTEERS, "报保险公司投保", "某保险公司", 240, ["身份证号", "联系电话"])
    page_of(window)
    qtbot.waitUntil(page.isVisible)
    assert [page.rows.item(row, 6).text() for row in range(page.rows.rowCount())] == ["报保险公司投保", "核对身份"]
    page.words.setText("某保险")
    assert (page.count.text(), page.rows.item(0, 5).text()) == ("1 次", "240")
    monkeypatch.setattr(given_out, "ask_save", lambda *_: tmp_path / "出.xlsx")
    page.export()
    qtbot.waitUntil(lambda: (tmp_path / "出.xlsx").exists() and not window.jobs.running, timeout=20_000)
    page.words.setText("没有这样的")
    assert (page.count.text(), page.print_button.isEnabled()) == ("0 次", False)
