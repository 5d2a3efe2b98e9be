"""不碰鼠标：登记十名志愿者，再在列表里改一格、筛一次、撤销；数一数按了多少键。"""

from collections.abc import Iterator
from typing import Any

import pytest
from builders import id_number, office_with_communities
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from miaopu_desk.app import make_application
from miaopu_desk.domain.names import search_keys
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.ui.main_window import MainWindow
from miaopu_desk.ui.record_form import RecordForm

VOLUNTEERS = REGISTERS["volunteers"]
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
PEOPLE = ("王建国", "李秀英", "张桂芳", "刘志强", "陈丽华", "杨晓明", "赵春梅", "黄海燕", "周国庆", "吴玉兰")
PLACES = ("东方里", "光明里", "服务里", "凤凰村", "苗圃路", "大华", "蔡家皂", "清泉里", "东方里", "大华")
MOST_A_PERSON = 70  # 键：号码 18、电话 11、拼音，其余是走格子和保存


class Hands:
    """两只手和一个键盘；汉字按拼音的字母数加一次选字算。"""

    def __init__(self) -> None:
        self.pressed = 0

    @property
    def at(self) -> QWidget:
        """键盘现在对着的：有光标的控件，没有就是正开着的窗口。"""
        found = QApplication.focusWidget() or QApplication.activeWindow()
        assert found is not None, "没有窗口开着"
        return found

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.pressed += 1
        QTest.keyClick(self.at, key, modifier)
        QApplication.processEvents()

    def digits(self, text: str) -> None:
        for char in text:
            self.pressed += 1
            QTest.keyClick(self.at, char)

    def chinese(self, text: str) -> None:
        assert isinstance(self.at, QLineEdit)
        self.pressed += max(map(len, search_keys(text).split())) + 1
        self.at.insert(text)
        self.at.textEdited.emit(self.at.text())


@pytest.fixture
def window(qtbot: Any) -> Iterator[MainWindow]:
    make_application()
    made = MainWindow()
    qtbot.addWidget(made)
    made.attach(office_with_communities())
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()


def choose(hands: Hands, label: str) -> None:
    """在下拉里按向下键走到那一个。"""
    box = hands.at
    assert isinstance(box, QComboBox)
    while box.currentText() != label:
        before = box.currentIndex()
        hands.key(Key.Key_Down)
        assert box.currentIndex() > before, label


def test_ten_volunteers_without_touching_the_mouse(qtbot: Any, window: MainWindow) -> None:
    hands = Hands()
    hands.key(Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert window.tabs.tabText(window.tabs.currentIndex()) == "志愿者"
    tab = window.register_tab()
    hands.key(Key.Key_N, CTRL)
    form = tab.findChild(RecordForm)
    assert isinstance(form, RecordForm)
    form.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is form.fields["name"].editor.widget, timeout=2000)
    spent = []
    for at, (person, place) in enumerate(zip(PEOPLE, PLACES, strict=True)):
        before = hands.pressed
        qtbot.waitUntil(lambda: QApplication.focusWidget() is form.fields["name"].editor.widget, timeout=2000)
        hands.chinese(person)
        for name in walk(hands, form, ("id_number", "community", "phone")):
            if name == "id_number":
                hands.digits(id_number(at * 7, f"19{50 + at}0101"))
            elif name == "community":
                choose(hands, place)
            else:
                hands.digits(f"1540000{at:04d}")
        hands.key(Key.Key_Return, CTRL)
        assert tab.table.count() == at + 1, form.banner.text()
        spent.append(hands.pressed - before)
    hands.key(Key.Key_Escape)
    assert QApplication.activeModalWidget() is None
    saved = tab.table.all()
    assert sorted((one.name, one.community.name) for one in saved) == sorted(zip(PEOPLE, PLACES, strict=True))
    assert all(one.born_on is not None and one.sex is not None for one in saved)
    print(f"十名志愿者共按 {hands.pressed} 键，每名最多 {max(spent)}、最少 {min(spent)}")
    assert max(spent) <= MOST_A_PERSON, spent


def walk(hands: Hands, form: RecordForm, wanted: tuple[str, ...]) -> Iterator[str]:
    """按回车一格一格往下走，走到 wanted 里的就停下来填。"""
    left = set(wanted)
    while left:
        hands.key(Key.Key_Return)
        here = next((name for name, field in form.fields.items() if field.isAncestorOf(hands.at)), "")
        assert here, "走出了表单"
        if here in left:
            left.discard(here)
            yield here


def test_search_edit_a_cell_and_undo_with_keys_only(qtbot: Any, window: MainWindow) -> None:
    for at, person in enumerate(PEOPLE):
        window.office.keeper.add(VOLUNTEERS, {"name": person, "community": PLACES[at]})
    hands = Hands()
    hands.key(Key.Key_3, Qt.KeyboardModifier.AltModifier)
    tab = window.register_tab()
    hands.key(Key.Key_F, CTRL)
    hands.digits("zgq")
    qtbot.waitUntil(lambda: tab.model.rowCount() == 1, timeout=2000)
    hands.key(Key.Key_Return)
    assert hands.at is tab.grid
    hands.key(Key.Key_Down)
    while tab.model.paths[tab.grid.currentIndex().column()] != "community":
        hands.key(Key.Key_Tab)
    hands.digits("d")
    hands.digits("h")
    hands.key(Key.Key_Return)
    assert place_of(window, "周国庆") == "大华"
    hands.key(Key.Key_Z, CTRL)
    assert place_of(window, "周国庆") == "东方里"
    assert hands.pressed <= 20


def place_of(window: MainWindow, person: str) -> str:
    (found,) = window.office.keeper.table(VOLUNTEERS).find("name", person)
    return str(found.community.name)
