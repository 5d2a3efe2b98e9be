"""窗口测试共用的：真的应用和样子、真的内存办公室、几百名编出来的志愿者。"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest
from builders import COMMUNITIES, copied, example, id_number, office_with_communities
from PySide6.QtWidgets import QApplication, QMessageBox

from miaopu_desk.app import make_application
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.services.office import Office
from miaopu_desk.store.listing import Listing
from miaopu_desk.ui.main_window import MainWindow

SURNAMES = "赵钱孙李周吴郑王冯陈"
GIVEN = ("建国", "秀英", "桂芳", "志强", "丽华", "晓明", "春梅", "海燕")
STANDINGS = ("active", "active", "active", "suspended", "left")


@pytest.fixture(scope="session", autouse=True)
def _themed(qapp: QApplication) -> None:
    make_application()


@pytest.fixture(autouse=True)
def _nobody_to_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """没有人来按按钮：测试里没有料到的提问，说出内容并当作取消，不让它一直等着。"""

    def unanswered(box: QMessageBox) -> int:
        print(f"没有人回答：{box.windowTitle()} {box.text()} {box.informativeText()}")
        return 0

    monkeypatch.setattr(QMessageBox, "exec", unanswered)


def fill(office: Office, people: int) -> None:
    """登记 people 名志愿者，一次写入；名字、社区、状态都由序号定。"""
    places = office.keeper.table(REGISTERS["communities"]).all(Listing(order=("position",)))
    volunteers = REGISTERS["volunteers"]
    with office.keeper.action("造测试数据", kind="setup") as act:
        for at in range(people):
            born = date(1950 + at % 50, 1 + at % 12, 1 + at % 28)
            place = places[at % len(places)]
            values: dict[str, Any] = {
                "name": SURNAMES[at % 10] + GIVEN[at // 10 % 8],
                "id_number": id_number(at, born.strftime("%Y%m%d"), region=f"43{at // 1000 % 10}999"),
                "community": Ref(place.name, place.id),
                "phone": f"154{at:08d}",
                "ranks": (("full_time",), ("party", "practice"), ("online",))[at % 3],
                "registered_on": date(2019, 1 + at % 12, 1 + at % 28),
                "standing": STANDINGS[at % 5],
                "standing_on": date(2021, 4, 2) if at % 5 > 2 else None,
            }
            blank = {column.name: None for column in volunteers.columns}
            act.insert(volunteers, volunteers.build({**blank, **values}))


@pytest.fixture
def office() -> Office:
    """二百四十名志愿者；造一次，每个测试抄一份。"""
    return copied(_filled())


@cache
def _filled() -> Office:
    made = office_with_communities()
    fill(made, 240)
    return made


@pytest.fixture(scope="module")
def crowd() -> Office:
    """五千人，只读不改。"""
    made = office_with_communities()
    fill(made, 5000)
    return made


@pytest.fixture
def window(qtbot: Any, office: Office) -> Iterator[MainWindow]:
    made = MainWindow()
    qtbot.addWidget(made)
    made.tabs.setCurrentIndex(2)
    made.attach(office)
    made.show()
    yield made
    made.close()


@pytest.fixture(scope="module")
def full_window(qapp: QApplication) -> Iterator[MainWindow]:
    """一个窗口，里面每张登记表都有一条；几十张表各看一眼的测试共用，只看不改。"""
    office = copied(_filled())
    for register in REGISTERS.values():
        saved = office.keeper.add(register, example(office, register))
        assert not isinstance(saved, list), saved
    made = MainWindow()
    made.attach(office)
    made.show()
    yield made
    made.close()
    made.deleteLater()


__all__ = ["COMMUNITIES", "fill"]
