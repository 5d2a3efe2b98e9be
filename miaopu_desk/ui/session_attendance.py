"""登记到场：邀请的人先都当作到，空格改缺席、请假；名单外来的打几个字加上，一次存好。"""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTableWidgetItem, QWidget

from miaopu_desk.domain.codes import PARTICIPATION_STATES, RANKS
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.training import TrainingSession
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.services.office import Office
from miaopu_desk.services.training_attendance import record_attendance, session_people, suggested
from miaopu_desk.ui.dialogs.careful import CarefulDialog
from miaopu_desk.ui.dialogs.frame import button, framed, sentence, wrong_note
from miaopu_desk.ui.people_search import RecordPicker
from miaopu_desk.ui.tabs.click_table import CENTER, LEFT, RIGHT, ClickTable
from miaopu_desk.ui.theme import AMBER, GREEN, RED

STATES = ("present", "absent", "leave")
COLOURS_OF = {"present": GREEN, "absent": RED, "leave": AMBER}
STATE = 4
_KEY = Qt.ItemDataRole.UserRole


class SessionAttendance(CarefulDialog):
    """一场培训的到场；按“存好”才写。"""

    def __init__(self, office: Office, window: Any, session: TrainingSession, parent: QWidget) -> None:
        super().__init__(parent)
        self.office, self.window_, self.session = office, window, session
        self.states: dict[str, str] = {}
        self.walk_ins: list[str] = []
        self.save_button, cancel = button("存好", main=True), button("取消")
        content = framed(self, f"登记到场：{session.topic}", self.save_button, cancel)
        content.addWidget(
            sentence(f"{session.held_on}　{session.topic}。先都当作到；空格或点“情况”改成缺席、请假。", quiet=True)
        )
        self.sheet = StateTable()
        self.sheet.turned.connect(self.turn)
        content.addWidget(self.sheet, 1)
        row = QHBoxLayout()
        row.addWidget(QLabel("名单外来的"))
        self.picker = RecordPicker(office, VOLUNTEERS)
        self.picker.setAccessibleName("名单外来的人")
        self.picker.picked.connect(self.add_walk_in)
        row.addWidget(self.picker, 1)
        content.addLayout(row)
        self.count = sentence("")
        content.addWidget(self.count)
        self.fault = wrong_note()
        content.addWidget(self.fault)
        cancel.clicked.connect(self.reject)
        self.save_button.clicked.connect(lambda: self.accept())
        self.load()
        self._loaded = dict(self.states)
        self.sheet.setFocus()
        self.resize(680, 560)

    def load(self) -> None:
        """列出名单上的人。"""
        rows = session_people(self.office, self.session.id)
        ids = [each.volunteer.id or "" for each in rows]
        people = {one.id: one for one in self.office.keeper.table(VOLUNTEERS).records(ids)}
        for each in rows:
            person = people.get(each.volunteer.id or "")
            self.states[each.id] = suggested(each)
            ranks = "、".join(RANKS.label(code) for code in (person.ranks or ())) if person else ""
            self.sheet.add(each.id, each.volunteer.name, person.community.name if person else "", ranks)
        for at in range(self.sheet.rowCount()):
            self._show(at)
        self._tell()

    def turn(self, at: int) -> None:
        """到 → 缺席 → 请假 → 到；名单外来的只能是到，再按就去掉。"""
        key = self.sheet.key(at)
        if key in self.walk_ins:
            self.walk_ins.remove(key)
            self.sheet.removeRow(at)
        else:
            now = STATES.index(self.states[key]) if self.states[key] in STATES else 0
            self.states[key] = STATES[(now + 1) % len(STATES)]
            self._show(at)
        self._tell()

    def add_walk_in(self) -> None:
        """加一个名单外来的人；已经在名单上的改成到。"""
        ref = self.picker.ref()
        if ref is None or ref.id is None:
            return
        for each in session_people(self.office, self.session.id):
            if each.volunteer.id == ref.id:
                self.states[each.id] = "present"
                self._show(self.sheet.row_of(each.id))
                break
        else:
            person = self.office.keeper.table(VOLUNTEERS).get(ref.id)
            if person is not None and ref.id not in self.walk_ins:
                self.walk_ins.append(ref.id)
                self.sheet.add(ref.id, person.name, person.community.name, "临时参加")
                self._show(self.sheet.rowCount() - 1)
        self.picker.set_ref(None)
        self._tell()

    def typed(self) -> bool:
        return super().typed() or bool(self.walk_ins) or self.states != self._loaded

    def accept(self) -> None:
        try:
            done = record_attendance(self.office, self.session.id, self.states, self.walk_ins)
        except KnownError as error:
            self.fault.setText(str(error))
            return
        self.window_.say(done.sentence())
        super().accept()

    def _show(self, at: int) -> None:
        key = self.sheet.key(at)
        state = "present" if key in self.walk_ins else self.states[key]
        item = QTableWidgetItem(PARTICIPATION_STATES.label(state))
        item.setTextAlignment(CENTER)
        item.setForeground(QBrush(QColor(COLOURS_OF.get(state, GREEN))))
        self.sheet.setItem(at, STATE, item)

    def _tell(self) -> None:
        every = list(self.states.values())
        present = every.count("present") + len(self.walk_ins)
        parts = [f"应到 {len(every)} 人", f"实到 {present} 人", f"缺席 {every.count('absent')} 人"]
        parts += [f"请假 {every.count('leave')} 人"]
        parts += [f"临时参加 {len(self.walk_ins)} 人"] if self.walk_ins else []
        self.count.setText("，".join(parts))
        self.save_button.setEnabled(bool(every or self.walk_ins))


class StateTable(ClickTable):
    """名单；空格和点“情况”发 turned(第几行)。"""

    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__("到场名单")
        self.set_heads([("序号", RIGHT), ("姓名", LEFT), ("社区", LEFT), ("队伍类别", LEFT), ("情况", CENTER)])
        self.setSelectionBehavior(self.SelectionBehavior.SelectRows)
        for at, width in enumerate((50, 130, 110, 190, 90)):
            self.setColumnWidth(at, width)
        self.horizontalHeader().setStretchLastSection(True)
        self.chosen.connect(lambda row, column: self.turned.emit(row) if column == STATE else None)

    def add(self, key: str, name: str, community: str, ranks: str) -> None:
        """加一行。"""
        at = self.rowCount()
        self.insertRow(at)
        for column, text in enumerate((str(at + 1), name, community, ranks)):
            item = QTableWidgetItem(text)
            item.setTextAlignment(RIGHT if column == 0 else LEFT)
            item.setData(_KEY, key)
            self.setItem(at, column, item)

    def key(self, at: int) -> str:
        """第 at 行是谁。"""
        item = self.item(at, 0)
        return str(item.data(_KEY)) if item is not None else ""

    def row_of(self, key: str) -> int:
        """那个人在第几行。"""
        return next((at for at in range(self.rowCount()) if self.key(at) == key), -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            if self.currentRow() >= 0:
                self.turned.emit(self.currentRow())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.setCurrentCell(min(self.currentRow() + 1, self.rowCount() - 1), max(self.currentColumn(), 0))
        else:
            super().keyPressEvent(event)
