"""录谁来了的窗口共有的：一张到场的表，加临时来的人，统一填时长，在下面说一句；班次和活动都用。"""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from miaopu_desk.domain.attendance import AttendanceSheet, Mark
from miaopu_desk.domain.kinds import Rejected, hours
from miaopu_desk.domain.records import VOLUNTEERS
from miaopu_desk.services.mark_drafts import drop_marks, keep_marks, kept_marks
from miaopu_desk.services.office import Office
from miaopu_desk.ui.attendance_model import AttendanceModel
from miaopu_desk.ui.attendance_table import TOLD, AttendanceTable
from miaopu_desk.ui.dialogs.frame import acting, sentence
from miaopu_desk.ui.dialogs.lines import line_of
from miaopu_desk.ui.people_search import RecordPicker
from miaopu_desk.ui.theme import look_wrong

KEEP_AFTER = 400  # 毫秒：停手这么久，就把录了一半的留一份


class MarksDialog(QDialog):
    """还没有摆放。must_stay 是表上排好的人为什么不能去掉。"""

    must_stay = ""

    def __init__(self, office: Office, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.office = office
        self.model = AttendanceModel()
        self.table = AttendanceTable(self.model)
        self.walk_in = RecordPicker(office, VOLUNTEERS)
        self.everybody_label = QLabel("每人时长")
        self.everybody = line_of("每人时长，小时", "", 80)
        self.everybody_button = acting("填给来的人", self.give_everybody)
        self.keys = sentence(f"{TOLD}　｜　回车 下一个人　｜　迟到、早退接着打时间（750 就是 7:50）", quiet=True)
        self.count = QLabel()
        self.count.setProperty("quiet", True)
        self.note = sentence("")
        self.note.setProperty("note", True)
        self.walk_in.picked.connect(self.add_walk_in)
        self.everybody.returnPressed.connect(self.give_everybody)
        self.table.dropped_scheduled.connect(lambda: self.tell(self.must_stay))
        QShortcut(QKeySequence("F3"), self, self.walk_in.setFocus)
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(KEEP_AFTER)
        self._keep.timeout.connect(self.keep_draft)
        self.model.changed.connect(self._keep.start)

    def open_marks(self, sheet: AttendanceSheet | None) -> str:
        """打开这一张；上次录了一半、没有存的接着录，返回什么时候留的，没有为空。"""
        self.model.open(sheet)
        self._keep.stop()
        kept = kept_marks(self.office, sheet) if sheet is not None else None
        if kept is None:
            return ""
        self.model.take(kept.marks, kept.where)
        self._keep.stop()
        return kept.kept_at[5:]

    @property
    def unsaved(self) -> bool:
        """有没有改过还没有存的。"""
        return self.model.dirty

    def keep_draft(self) -> None:
        """把录了一半的留一份；没有改动就去掉。"""
        if self.model.sheet is not None and self.unsaved:
            keep_marks(self.office, self.model.sheet, self.model.marks, self.model.where)
        else:
            self.drop_draft()

    def drop_draft(self) -> None:
        """存好了，或者说了放弃。"""
        self._keep.stop()
        if self.model.sheet is not None:
            drop_marks(self.office, self.model.sheet)

    def add_walk_in(self) -> bool:
        """把找到的人加到表上，加了为真；已经在表上的走到那一行。"""
        ref = self.walk_in.ref()
        if self.model.sheet is None or ref is None or ref.id is None:
            return False
        person = self.office.keeper.table(VOLUNTEERS).get(ref.id)
        row = self.model.add(Mark(volunteer=ref, walk_in=True), person.community.name if person else "")
        self.walk_in.set_ref(None)
        self.table.go(row)
        return True

    def give_everybody(self) -> bool:
        """没有写起止的：来的人时长都一样时，一次填好；填了为真。"""
        read = hours().read(self.everybody.text())
        if isinstance(read, Rejected) or not read:
            self.tell(f"每人时长：{read.message if isinstance(read, Rejected) else '请填写小时数'}")
            return False
        self.tell(f"{self.model.give_everybody(read)} 人记为 {hours().show(read)} 小时", wrong=False)
        return True

    def ask_span(self, asked: bool) -> None:
        """要不要统一填时长。"""
        each: QWidget
        for each in (self.everybody_label, self.everybody, self.everybody_button):
            each.setVisible(asked)

    def tell(self, text: str, wrong: bool = True) -> None:
        """在下面说一句。"""
        self.note.setText(text)
        look_wrong(self.note, wrong)

    def row_problem(self) -> str:
        """当前一行还要补什么；不用补的为空。"""
        row = self.table.currentIndex().row()
        if self.model.sheet is None or not 0 <= row < len(self.model.marks):
            return ""
        problem = self.model.problem(row)
        return f"{self.model.marks[row].volunteer.name}：{problem}" if problem else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return  # 回车只在表里走，从不误按按钮
        super().keyPressEvent(event)
