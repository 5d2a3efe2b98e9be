"""看板右边：选中一班的人，一个一行，各自的考勤和不对；下面排人、撤下。"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTableWidgetItem, QVBoxLayout, QWidget

from miaopu_desk.domain.codes import ATTENDANCE
from miaopu_desk.domain.duty_board import UNINSURED, WORDS, BoardShift
from miaopu_desk.ui.dialogs.frame import button, sentence
from miaopu_desk.ui.tabs.click_table import CENTER, LEFT, ClickTable
from miaopu_desk.ui.tabs.pages import heading_label
from miaopu_desk.ui.theme import AMBER, RED


class ShiftPeople(QWidget):
    """一班的人。assign、take_off 是要排人、撤下选中的；opened 给出点开的志愿者的 id。"""

    assign = Signal()
    take_off = Signal()
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.shift: BoardShift | None = None
        self.heading = heading_label()
        self.heading.setWordWrap(True)
        self.about = sentence("", True)
        self.about.setContentsMargins(10, 0, 10, 4)
        self.table = ClickTable("这一班的人")
        self.table.set_heads((("姓名", LEFT), ("社区", LEFT), ("考勤", CENTER), ("提醒", LEFT)))
        self.table.whole_rows(84, 84, 56)
        self.table.cellClicked.disconnect()
        self.table.cellDoubleClicked.connect(lambda row, _: self._open(row))
        self.table.chosen.connect(lambda row, _: self._open(row))
        self.assign_button = button("排人")
        self.assign_button.setToolTip("挑人排进选中的班次（Insert）")
        self.off_button = button("撤下")
        self.off_button.setToolTip("把选中的人从这一班撤下")
        self.count = QLabel()
        self.count.setProperty("quiet", True)
        self.assign_button.clicked.connect(lambda: self.assign.emit())
        self.off_button.clicked.connect(lambda: self.take_off.emit())
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 4, 10, 4)
        foot.setSpacing(6)
        foot.addWidget(self.count, 1)
        foot.addWidget(self.assign_button)
        foot.addWidget(self.off_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.heading)
        box.addWidget(self.about)
        box.addWidget(self.table, 1)
        box.addLayout(foot)
        self.show_shift(None)

    def show_shift(self, shift: BoardShift | None, more: int = 0) -> None:
        """换成这一班；more 是另外还选中了几班。"""
        self.shift = shift
        if shift is None:
            self.heading.setText("选一班，看班上的人")
            self.about.setText("")
        else:
            self.heading.setText(shift.called + (f"　等 {more + 1} 班" if more else ""))
            self.about.setText(_about(shift))
        people = shift.people if shift is not None else ()
        self.table.setRowCount(len(people))
        for row, one in enumerate(people):
            attendance = ATTENDANCE.label(one.attendance) if one.attendance else ""
            flags = "、".join(WORDS[flag] for flag in one.flags) or ("临时参加" if one.walk_in else "")
            for column, text in enumerate((one.name, one.community, attendance, flags)):
                item = QTableWidgetItem(text)
                if column == 2:
                    item.setTextAlignment(CENTER)
                if column == 3 and one.flags:
                    item.setForeground(QColor(AMBER if set(one.flags) == {UNINSURED} else RED))
                item.setData(Qt.ItemDataRole.UserRole, one.id)
                self.table.setItem(row, column, item)
        if people:
            self.table.selectRow(0)
        lacking = shift.lacking if shift is not None and shift.id else 0
        self.count.setText(
            (f"{len(people)} 人" if shift is not None else "") + (f"，还差 {lacking} 人" if lacking else "")
        )
        self.assign_button.setEnabled(shift is not None and shift.state != "cancelled")
        self.off_button.setEnabled(bool(people))

    def chosen(self) -> list[str]:
        """选中的人（值守人员的 id）。"""
        row = self.table.currentRow()
        item = self.table.item(row, 0) if row >= 0 else None
        return [item.data(Qt.ItemDataRole.UserRole)] if item is not None else []

    def _open(self, row: int) -> None:
        if self.shift is not None and 0 <= row < len(self.shift.people):
            self.opened.emit(self.shift.people[row].volunteer_id)


def _about(shift: BoardShift) -> str:
    parts = [
        shift.task,
        shift.unit,
        f"至少 {shift.minimum_people} 人" if shift.minimum_people else "",
        f"每次至少 {shift.minimum_minutes / 60:g} 小时" if shift.minimum_minutes else "",
        shift.state_words,
        "手工改过" if shift.edited else "",
        shift.reason,
    ]
    return "　".join(part for part in parts if part)
