"""走一遍的测试共用的：磁盘上真的办公室、真的窗口。"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from builders import DAY
from PySide6.QtWidgets import QApplication

from miaopu_desk.app import make_application
from miaopu_desk.services.office import Office, open_office
from miaopu_desk.services.setting_up import set_up
from miaopu_desk.ui.main_window import MainWindow


@pytest.fixture(scope="session", autouse=True)
def _themed(qapp: QApplication) -> None:
    make_application()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path / "资料", DAY, must_exist=False) as made:
        set_up(made, "miaopu")
        yield made


@pytest.fixture
def window(qtbot: Any, office: Office) -> Iterator[MainWindow]:
    made = MainWindow()
    qtbot.addWidget(made)
    made.attach(office)
    made.show()
    yield made
    made.close()
