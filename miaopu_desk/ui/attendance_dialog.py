"""录签到表的窗口：扫码或挑一班，改例外，Ctrl+回车存好接着录下一班；班次和活动共用。"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from miaopu_desk.domain.attendance import AttendanceSheet
from miaopu_desk.domain.ledger import SHIFT
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import SHIFTS
from miaopu_desk.services.attendance import next_waiting, open_sheet, save_sheet, shift_sheet, waiting_shifts
from miaopu_desk.services.office import Office
from miaopu_desk.ui import messages
from miaopu_desk.ui.dialogs.frame import button, framed
from miaopu_desk.ui.dialogs.lines import line_of, row_of
from miaopu_desk.ui.marks_dialog import MarksDialog
from miaopu_desk.ui.messages import several
from miaopu_desk.ui.posting_questions import settled

LISTED = 300  # 下拉里最多列几班


def _told(sheet: AttendanceSheet) -> str:
    """抬头：哪天、哪一班、几点到几点，录没录过。"""
    span = sheet.span
    when = "不定时"
    if span.starts_at and span.ends_at:
        next_day = "次日" if span.ends_at <= span.starts_at else ""
        when = f"{span.starts_at:%H:%M}—{next_day}{span.ends_at:%H:%M}"
    parts = [full_day(sheet.day), when, sheet.title, "已录过" if sheet.entered else ""]
    return "　".join(part for part in parts if part)


class AttendanceDialog(MarksDialog):
    """sheet 是先打开的一张；没有就打开等着录的头一班。window 用来在状态栏说话。"""

    must_stay = "排了班的人不能去掉，没有来的记缺席或请假"

    def __init__(
        self, office: Office, window: Any, parent: QWidget | None = None, sheet: AttendanceSheet | None = None
    ) -> None:
        super().__init__(office, parent)
        self.window_ = window
        self.saved = 0
        self._refused = False
        self.code = QLineEdit()
        self.waiting = QComboBox()
        self.heading = QLabel()
        self.reason = line_of("更正原因", "")
        self.next_button = button("存好，录下一班", main=True)
        self.save_button = button("存好关闭")
        self.cancel_button = button("取消")
        self._lay_out()
        self._connect()
        self.resize(900, 640)
        self._list_waiting()
        first = waiting_shifts(office)[:1] if sheet is None else []
        self.show_sheet(sheet or (shift_sheet(office, first[0]) if first else None))

    # 打开一张

    def show_sheet(self, sheet: AttendanceSheet | None) -> None:
        """换成这一张；为空时等人扫码或挑一班。"""
        kept_at = self.open_marks(sheet)
        self.reason.clear()
        self.everybody.clear()
        self.tell(
            "" if sheet else "没有等着录的签到表。扫签到表上的二维码，或者打它下面的编号，可以打开录过的一张。",
            wrong=False,
        )
        self._enable()
        if sheet is not None:
            self.heading.setText(_told(sheet) + (f"　接着录 {kept_at} 没有存的一半" if kept_at else ""))
            self.waiting.setCurrentIndex(self.waiting.findData(sheet.id))
            self.table.setFocus()
        else:
            self.heading.setText("")
            self.code.setFocus()

    def open_code(self) -> None:
        """扫进来的、打进来的编号。"""
        text = self.code.text()
        if text.strip() and self._may_leave():
            try:
                sheet = open_sheet(self.office, text)
            except KnownError as error:
                self.tell(str(error))
                self.code.selectAll()
                return
            self.code.clear()
            self.show_sheet(sheet)

    def open_waiting(self, at: int) -> None:
        """从等着录的里挑一班。"""
        wanted = self.waiting.itemData(at)
        if wanted and (self.model.sheet is None or wanted != self.model.sheet.id):
            if not self._may_leave():
                self.waiting.setCurrentIndex(self.waiting.findData(self.model.sheet.id if self.model.sheet else ""))
                return
            try:
                self.show_sheet(shift_sheet(self.office, wanted))
            except KnownError as error:
                self.tell(str(error))

    # 改：改完回到表里

    def add_walk_in(self) -> bool:
        added = super().add_walk_in()
        if added:
            self.table.setFocus()
        return added

    def give_everybody(self) -> bool:
        given = super().give_everybody()
        if given:
            self.table.setFocus()
        return given

    # 存

    def save(self) -> bool:
        """存正录的一张；有要补的走到那里，有要问的先问。存好为真。"""
        sheet, self._refused = self.model.sheet, False
        self.table.take_open_cell()
        if sheet is None or self._refused:
            return False
        if self.table.go_to_open() is not None:
            self.tell(self.row_problem())
            return False
        if sheet.entered and not self.model.dirty:
            self.tell("没有改动，不用再存")
            return True

        def keep(agreed: bool) -> Any:
            return save_sheet(self.office, sheet, self.model.marks, reason=self.reason.text(), agreed=agreed)

        outcome = settled(self, keep, "存这张签到表")
        if outcome is None:
            return False
        if outcome.problems:
            self.tell(several(outcome.problems))
            if any("原因" in each.column for each in outcome.problems):
                self.reason.setFocus()
            return False
        self.drop_draft()
        self.saved += 1
        self.window_.say(f"{sheet.day} {sheet.title}：{outcome.done}，按 Ctrl+Z 可以撤销")
        return True

    def save_and_next(self) -> None:
        """存好，录下一班等着的；没有了就关。"""
        sheet = self.model.sheet
        if sheet is None or not self.save():
            return
        following = next_waiting(self.office, sheet.id)
        if following is None:
            self.window_.say("等着录的签到表都录完了")
            self.accept()
            return
        self._list_waiting()
        self.show_sheet(shift_sheet(self.office, following))

    def save_and_close(self) -> None:
        """存好就关。"""
        if self.save():
            self.accept()

    def reject(self) -> None:
        """改过的先问一句。"""
        if self._may_leave():
            super().reject()

    # 里面的事

    def _may_leave(self) -> bool:
        if not self.model.dirty:
            return True
        if not messages.confirm(self, "还没有存", "这张签到表改过了，还没有存，要放弃吗？", "放弃"):
            return False
        self.drop_draft()
        return True

    def _refuse(self, text: str) -> None:
        self._refused = True
        self.tell(text)

    def _changed(self) -> None:
        self.count.setText(self.model.summary() if self.model.sheet else "")
        self._enable()

    def _enable(self) -> None:
        sheet = self.model.sheet
        doing: tuple[QWidget, ...] = (self.next_button, self.save_button, self.walk_in)
        for each in doing:
            each.setEnabled(sheet is not None)
        self.next_button.setVisible(sheet is None or sheet.kind == SHIFT)
        self.ask_span(sheet is not None and not sheet.span.timed)
        again: tuple[QWidget, ...] = (self.reason, self.reason_label)
        for each in again:
            each.setVisible(sheet is not None and sheet.entered)

    def _list_waiting(self) -> None:
        ids = waiting_shifts(self.office)
        self.waiting.blockSignals(True)
        self.waiting.clear()
        for shift in self.office.keeper.table(SHIFTS).records(ids[:LISTED]):
            when = f"{shift.starts_at:%H:%M}" if shift.starts_at else "不定时"
            self.waiting.addItem(f"{shift.day}　{when}　{shift.area.name}", shift.id)
        self.waiting.setPlaceholderText(f"等着录的 {len(ids)} 班")
        self.waiting.setCurrentIndex(-1)
        self.waiting.blockSignals(False)

    def _connect(self) -> None:
        self.code.returnPressed.connect(self.open_code)
        self.waiting.activated.connect(self.open_waiting)
        self.model.changed.connect(self._changed)
        self.model.refused.connect(self._refuse)
        self.table.save_asked.connect(self.save_and_next)
        self.table.selectionModel().currentChanged.connect(lambda *_: self.tell(self.row_problem()))
        self.next_button.clicked.connect(self.save_and_next)
        self.save_button.clicked.connect(self.save_and_close)
        self.cancel_button.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save_and_next)
        QShortcut(QKeySequence.StandardKey.Save, self, self.save_and_close)

    def _lay_out(self) -> None:
        content = framed(self, "录签到表", self.next_button, self.save_button, self.cancel_button, left=())
        self.next_button.setToolTip("Ctrl+回车")
        self.save_button.setToolTip("Ctrl+S")
        self.code.setPlaceholderText("扫二维码，或打编号末八位")
        self.code.setAccessibleName("签到表编号，回车打开")
        self.code.setFixedWidth(220)
        self.waiting.setAccessibleName("等着录的班次")
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        bold = self.heading.font()
        bold.setBold(True)
        self.heading.setFont(bold)
        self.reason_label = QLabel("更正原因")
        self.reason.setPlaceholderText("这张表录过了，改动记成更正行，请写为什么改")
        self.walk_in.setPlaceholderText("临时参加（F3）：姓名、拼音、电话或证件尾号")
        self.walk_in.setFixedWidth(360)
        self.note.setMinimumHeight(34)
        content.addLayout(row_of("编号", self.code, "等着录的", (self.waiting, 1)))
        content.addLayout(row_of((self.heading, 1), self.everybody_label, self.everybody, self.everybody_button))
        content.addWidget(self.keys)
        content.addWidget(self.table, 1)
        foot = row_of(self.walk_in, self.reason_label, (self.reason, 1))
        foot.addStretch()  # 没有录过的表不问原因，找人的一格仍在左边
        content.addLayout(foot)
        content.addWidget(self.count)
        content.addWidget(self.note)
