"""记录一个活动：哪天几点到几点，谁来了，团体人次，受益人数和成效；填完一次写好，再打开就是更正。"""

from dataclasses import replace
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from miaopu_desk.domain.attendance import AttendanceSheet, Span
from miaopu_desk.domain.clock import Clock
from miaopu_desk.domain.codes import ACTIVITY_STATES
from miaopu_desk.domain.kinds import Number, Rejected
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import ACTIVITIES
from miaopu_desk.domain.records.activities import Activity
from miaopu_desk.services.activity_record import Recording, head_counts_of, record_activity
from miaopu_desk.services.attendance import activity_sheet
from miaopu_desk.services.late_lines import closed_note
from miaopu_desk.services.office import Office
from miaopu_desk.ui import messages
from miaopu_desk.ui.dialogs.attachments import attachments_button
from miaopu_desk.ui.dialogs.frame import button, framed, sentence
from miaopu_desk.ui.dialogs.lines import clock_of, line_of, row_of
from miaopu_desk.ui.head_counts import HeadCounts
from miaopu_desk.ui.marks_dialog import MarksDialog
from miaopu_desk.ui.messages import several
from miaopu_desk.ui.posting_questions import settled
from miaopu_desk.ui.tabs.day_field import DayField

SHOWN = 6  # 下面最多列几条问题


class RecordDialog(MarksDialog):
    """sheet 是现在的到场情况；存好就关。"""

    must_stay = "报了名的人不能去掉，没有来的记缺席或请假"

    def __init__(
        self, office: Office, window: Any, activity: Activity, sheet: AttendanceSheet, parent: QWidget
    ) -> None:
        super().__init__(office, parent)
        self.window_, self.activity, self.sheet = window, activity, sheet
        self._dirty = False
        self.held_on = DayField(min(activity.day, office.today()), "开展日期")
        self.starts, self.ends = clock_of("开始时间", activity.starts_at), clock_of("结束时间", activity.ends_at)
        self.place, self.evidence = line_of("活动地点", activity.place or ""), line_of("依据", "签到表")
        self.heads = HeadCounts(office, activity, head_counts_of(office, activity.id))
        shown = "" if activity.beneficiaries is None else str(activity.beneficiaries)
        self.beneficiaries = line_of("受益人数", shown, 90)
        self.deeds = QPlainTextEdit(activity.result or "")
        self.reason = line_of("更正原因", "")
        self.save_button, self.cancel_button = button("存好", main=True), button("返回")
        self._lay_out()
        self._connect()
        kept_at = self.open_marks(sheet)
        self._changed()
        self._note_closed()
        self.resize(980, 700)
        (self.table if sheet.marks else self.walk_in).setFocus()
        if kept_at:
            self.tell(f"谁来了，接着录 {kept_at} 没有存的一半；不要的，返回时选放弃", wrong=False)

    # 改

    def take_span(self) -> None:
        """起止改了：没有单写时间的人跟着变。"""
        span = self._span()
        if isinstance(span, str):
            self.tell(span)
        elif self.model.sheet is not None and span != self.model.sheet.span:
            marks = tuple(self.model.marks)
            where = dict(self.model.where)
            self.model.open(replace(self.sheet, span=span, marks=marks, where=where))
            self._touch()
            self.tell("")

    # 存

    def recording(self) -> Recording | str:
        """现在填的；有一格读不懂，返回哪一格怎么了。"""
        span = self._span()
        if isinstance(span, str):
            return span
        heads = self.heads.read()
        people = Number(0, 999_999, "人").read(self.beneficiaries.text())
        for label, found in (("团体参加", heads), ("受益人数", people)):
            if isinstance(found, Rejected):
                return f"{label}：{found.message}"
        if self.held_on.fault:
            return self.held_on.fault
        return Recording(
            held_on=self.held_on.day,
            starts_at=span.starts_at,
            ends_at=span.ends_at,
            place=self.place.text(),
            evidence=self.evidence.text(),
            marks=tuple(self.model.marks),
            heads=heads,  # type: ignore[arg-type]
            beneficiaries=people,  # type: ignore[arg-type]
            result=self.deeds.toPlainText(),
        )

    def save(self) -> None:
        """写好就关；有要补的走到那里，有要问的先问。"""
        self.table.take_open_cell()
        self.heads.take_open_cell()
        self.take_span()
        found = self.recording()
        if isinstance(found, str):
            self.tell(found)
            return
        if self.table.go_to_open() is not None:
            self.tell(self.row_problem())
            return

        def keep(agreed: bool) -> Any:
            return record_activity(self.office, self.activity.id, found, reason=self.reason.text(), agreed=agreed)

        outcome = settled(self, keep, "记录这个活动")
        if outcome is None:
            return
        if outcome.problems:
            self.tell(several(outcome.problems, SHOWN))
            return
        self.window_.say(f"{found.held_on} {self.activity.name}：{outcome.done}，按 Ctrl+Z 可以撤销")
        self._dirty = False
        self.drop_draft()
        self.accept()

    def reject(self) -> None:
        """改过的先问一句。"""
        if self._dirty and not messages.confirm(self, "还没有存", "这个活动的记录还没有存，要放弃吗？", "放弃"):
            return
        self.drop_draft()
        super().reject()

    @property
    def unsaved(self) -> bool:
        return self._dirty

    # 里面的事

    def _span(self) -> Span | str:
        found = []
        for line in (self.starts, self.ends):
            read = Clock().read(line.text())
            if isinstance(read, Rejected):
                return f"{line.accessibleName()}：{read.message}"
            found.append(read)
        return Span(found[0], found[1])

    def _touch(self) -> None:
        self._dirty = True

    def _changed(self) -> None:
        self.count.setText(self.model.summary())
        self._dirty = self._dirty or self.model.dirty
        self.ask_span(self.model.sheet is None or not self.model.sheet.span.timed)

    def _note_closed(self) -> None:
        self.closed.setText(closed_note(self.office, [self.held_on.day]))
        self.closed.setVisible(bool(self.closed.text()))

    def _connect(self) -> None:
        self.starts.editingFinished.connect(self.take_span)
        self.ends.editingFinished.connect(self.take_span)
        self.held_on.changed.connect(lambda _: self._note_closed())
        self.model.changed.connect(self._changed)
        self.model.refused.connect(self.tell)
        self.table.save_asked.connect(self.save)
        for line in (self.place, self.evidence, self.beneficiaries):
            line.textEdited.connect(lambda _: self._touch())
        self.deeds.textChanged.connect(self._touch)
        self.heads.edited.connect(self._touch)
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self.save)

    def _lay_out(self) -> None:
        photos = attachments_button(self.office, ACTIVITIES, self.activity.id, self)
        content = framed(self, "记录活动", self.save_button, self.cancel_button, left=(photos,))
        self.save_button.setToolTip("Ctrl+回车")
        one = self.activity
        where = one.community.name if one.community else "街道统一"
        heading = sentence(f"{one.name}　{where}　计划{full_day(one.planned_on)}　{ACTIVITY_STATES.label(one.state)}")
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
        content.addWidget(heading)
        content.addLayout(
            row_of(
                "开展日期",
                self.held_on,
                "从",
                self.starts,
                "到",
                self.ends,
                "地点",
                (self.place, 2),
                "依据",
                (self.evidence, 1),
            )
        )
        self.closed = sentence("")
        self.closed.setProperty("banner", True)
        content.addWidget(self.closed)
        self.walk_in.setPlaceholderText("加人：姓名、拼音、电话或证件号后四位（F3）")
        self.walk_in.setMinimumWidth(320)
        content.addLayout(row_of((self.walk_in, 1), self.everybody_label, self.everybody, self.everybody_button))
        content.addWidget(self.keys)
        content.addWidget(self.table, 1)
        content.addWidget(self.count)
        content.addLayout(self._below())
        again = row_of("更正原因", (self.reason, 1))
        self.reason.setPlaceholderText("记过的活动，改了时长的记成更正行，请写为什么改")
        self.reason.setEnabled(self.sheet.entered)
        content.addLayout(again)
        self.note.setMinimumHeight(20)
        content.addWidget(self.note)

    def _below(self) -> QHBoxLayout:
        """下面：左边团体人次，右边受益人数和成效。"""
        left, right, both = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        left.addWidget(sentence("团体参加：只记人次，不记是谁", quiet=True))
        left.addWidget(self.heads)
        right.addLayout(row_of("受益人数", self.beneficiaries, sentence("人，没有数过的空着", quiet=True)))
        self.deeds.setAccessibleName("活动成效")
        self.deeds.setPlaceholderText("活动成效：做成了什么，可以空着")
        self.deeds.setTabChangesFocus(True)
        self.deeds.setFixedHeight(72)
        right.addWidget(self.deeds)
        right.addStretch()
        both.setSpacing(16)
        both.addLayout(left, 3)
        both.addLayout(right, 2)
        return both


def open_record(office: Office, window: Any, activity_id: str, parent: QWidget) -> RecordDialog | None:
    """打开记录的窗口；活动已删除、已取消的说一声。"""
    activity = office.keeper.table(ACTIVITIES).get(activity_id)
    try:
        sheet = activity_sheet(office, activity_id)
    except KnownError as error:
        messages.warn(parent, "不能记录", str(error))
        return None
    assert activity is not None
    dialog = RecordDialog(office, window, activity, sheet, parent)
    dialog.open()
    return dialog
