"""拟批改：程序提出该加、该减的人，核对每一行、勾好同意书，看过合计再一次报送。"""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QTableWidgetItem, QWidget

from miaopu_desk.domain.amounts import in_capitals, in_yuan
from miaopu_desk.domain.codes import ENDORSEMENTS, RANKS
from miaopu_desk.domain.id_number import age_on
from miaopu_desk.domain.insurance import ADULT, Consent
from miaopu_desk.domain.kinds import IdNumber
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.insurance import Policy
from miaopu_desk.domain.submission_plan import PlanLine, SubmissionPlan
from miaopu_desk.services.endorsing import first_effective, plan_submission, proposed, submit
from miaopu_desk.services.office import Office
from miaopu_desk.ui.dialogs.careful import CarefulDialog
from miaopu_desk.ui.dialogs.frame import button, framed, sentence, wrong_note
from miaopu_desk.ui.messages import several
from miaopu_desk.ui.people_picker import PeoplePicker
from miaopu_desk.ui.tabs.click_table import CENTER, LEFT, RIGHT, ClickTable
from miaopu_desk.ui.tabs.day_field import DayField
from miaopu_desk.ui.theme import AMBER, BLUE, COLOURS, GREEN, RED

HEADS = (
    ("报", CENTER, 34),
    ("批改", CENTER, 52),
    ("姓名", LEFT, 96),
    ("社区", LEFT, 76),
    ("证件号码", LEFT, 158),
    ("年龄", RIGHT, 46),
    ("保障起日", CENTER, 92),
    ("保障止日", CENTER, 92),
    ("保费", RIGHT, 76),
    ("同意书", CENTER, 62),
    ("监护人", CENTER, 62),
    ("说明", LEFT, 0),
)
TICK, CONSENT, GUARDIAN = 0, 9, 10
SHOWN = (("增减的", "changes"), ("有问题的", "wrong"), ("全部", "all"))
CHANGE_COLOURS = {"add": GREEN, "remove": AMBER, "unchanged": COLOURS["quiet"]}
MOST_TOLD = 4


class SubmissionDialog(CarefulDialog):
    """一张保单的一次批改；报成以后发 submitted(批改的 id)。"""

    submitted = Signal(str)

    def __init__(self, office: Office, window: Any, policy: Policy, parent: QWidget) -> None:
        super().__init__(parent)
        self.office, self.window_, self.policy = office, window, policy
        self.adds: dict[str, Consent] = {}
        self.ticked: set[str] = set()
        self.removes: set[str] = set()
        self.plan: SubmissionPlan | None = None
        self.rows: list[PlanLine] = []
        self.done_button, cancel = button("报送", main=True), button("取消")
        self.people_button, self.agreed_button = button("加人…"), button("勾上的同意书都已签")
        content = framed(
            self, f"拟批改：{policy.number}", self.done_button, cancel, left=(self.people_button, self.agreed_button)
        )
        self.notice = DayField(office.today(), "通知日期")
        self.effective = DayField(first_effective(office, policy.id, office.today()), "批增生效日期")
        self.shown = QComboBox()
        self.shown.setAccessibleName("列出哪些")
        for label, key in SHOWN:
            self.shown.addItem(label, key)
        self.search = QLineEdit()
        self.search.setPlaceholderText("在名单里找姓名")
        self.search.setAccessibleName("在名单里找姓名")
        self.search.setClearButtonEnabled(True)
        self.sheet = PlanTable()
        self.told = sentence("")
        self.fault = wrong_note()
        content.addLayout(self._top())
        content.addWidget(
            sentence(
                "“报”勾上的才报：批增的勾上要加的，不变的勾上就是批减。批减的人保到通知日期二十四时。"
                "同意书指本人同意投保并认可保额，未成年人另要监护人同意。",
                quiet=True,
            )
        )
        content.addWidget(self.sheet, 1)
        content.addWidget(self.told)
        content.addWidget(self.fault)
        self._connect(cancel)
        self.propose()
        self._proposed = self._marks()
        self.resize(min(1180, self.screen().availableGeometry().width() - 60), 640)

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for label, widget in (("通知日期", self.notice), ("批增生效日期", self.effective)):
            row.addWidget(QLabel(label))
            row.addWidget(widget)
        row.addWidget(QLabel("零时起"))
        row.addStretch()
        row.addWidget(QLabel("列出"))
        row.addWidget(self.shown)
        row.addWidget(self.search)
        return row

    def _connect(self, cancel: Any) -> None:
        cancel.clicked.connect(self.reject)
        self.done_button.clicked.connect(lambda: self.accept())
        self.people_button.clicked.connect(lambda: self.add_people())
        self.agreed_button.clicked.connect(lambda: self.all_agreed())
        self.notice.changed.connect(lambda day: self._noticed(day))
        self.effective.changed.connect(lambda _: self.load())
        self.shown.currentIndexChanged.connect(lambda _: self.load())
        self.search.textChanged.connect(lambda _: self.load())
        self.sheet.itemChanged.connect(self._changed)

    def typed(self) -> bool:
        """勾过、加过人，还没有报送；查找框里的字不算。"""
        return self._marks() != self._proposed

    def _marks(self) -> tuple[Any, ...]:
        return dict(self.adds), set(self.ticked), set(self.removes)

    # 拟

    def propose(self) -> None:
        """程序提出来的：没有保障的专职先列出，已退出的先勾上批减。"""
        found = proposed(self.office, self.policy.id, self.notice.day, self.effective.day)
        self.adds = {**{each: Consent() for each in found.add}, **self.adds}
        self.removes |= set(found.remove)
        self.load()

    def add_people(self) -> PeoplePicker:
        """再挑几个人加上。"""
        picker = PeoplePicker(self.office, f"加入参保人员：{self.policy.number}", self, present=self.adds)
        picker.picked.connect(self.take)
        picker.open()
        return picker

    def take(self, ids: list[str]) -> None:
        """把挑中的人列上并勾上。"""
        for each in ids:
            self.adds.setdefault(each, Consent())
        self.ticked |= set(ids)
        self.load()

    def all_agreed(self) -> None:
        """勾上的人同意书都签了。"""
        for each in self.ticked:
            self.adds[each] = Consent(True, True, self.adds[each].guardian)
        self.load()

    def load(self) -> None:
        """照现在勾的重新拟，列出来。"""
        try:
            given = (self.office, self.policy.id, self.notice.day, self.effective.day)
            every = plan_submission(*given, add=self.adds, remove=self.removes)
            chosen = {key: self.adds[key] for key in self.adds if key in self.ticked}
            self.plan = plan_submission(*given, add=chosen, remove=self.removes)
        except KnownError as error:
            self.plan = None
            self.fault.setText(str(error))
            self.done_button.setEnabled(False)
            return
        self.rows = [line for line in every.lines if self._listed(line)]
        self.sheet.show_lines(self.rows, self.ticked, self.removes, self.effective.day)
        self._tell()

    def accept(self) -> None:
        if self.plan is None:
            return
        try:
            saved = submit(self.office, self.plan)
        except KnownError as error:
            self.fault.setText(str(error))
            return
        self.window_.say(f"已报送 {saved.number}：批增 {saved.added} 人，批减 {saved.removed} 人，可以打印和导出名单")
        super().accept()
        self.submitted.emit(saved.id)

    # 里面的事

    def _noticed(self, day: Any) -> None:
        self.effective.set_day(first_effective(self.office, self.policy.id, day))
        self.load()

    def _listed(self, line: PlanLine) -> bool:
        if self.search.text().strip() and self.search.text().strip() not in line.volunteer.name:
            return False
        which = self.shown.currentData()
        if which == "wrong":
            return bool(line.wrong or line.warned)
        return which == "all" or line.change != "unchanged"

    def _changed(self, item: QTableWidgetItem) -> None:
        line = self.rows[item.row()]
        person, on = line.volunteer.id, item.checkState() == Qt.CheckState.Checked
        if item.column() == TICK:
            self._tick(line, on)
        elif item.column() == CONSENT:
            self.adds[person] = Consent(on, on, self.adds[person].guardian)
        elif item.column() == GUARDIAN:
            self.adds[person] = Consent(self.adds[person].cover, self.adds[person].amount, on)
        self.load()

    def _tick(self, line: PlanLine, on: bool) -> None:
        chosen = self.ticked if line.enrollment is None else self.removes
        if on:
            chosen.add(line.volunteer.id)
        else:
            chosen.discard(line.volunteer.id)

    def _tell(self) -> None:
        plan = self.plan
        assert plan is not None
        added, removed = len(plan.of("add")), len(plan.of("remove"))
        parts = [f"批增 {added} 人，批减 {removed} 人，不变 {len(plan.of('unchanged'))} 人，批改以后 {plan.heads} 人"]
        if plan.premium is not None:
            parts.append(f"应交 {in_yuan(plan.premium)}（{in_capitals(plan.premium)}）")
        if plan.refund:
            parts.append(f"应退 {in_yuan(plan.refund)}（{in_capitals(plan.refund)}）")
        self.told.setText("；".join([*parts, *plan.notes]))
        self.fault.setText(several(plan.faults, MOST_TOLD))
        self.done_button.setText(f"报送：增 {added}，减 {removed}")
        self.done_button.setEnabled(not plan.faults)
        self.agreed_button.setEnabled(bool(self.ticked))


class PlanTable(ClickTable):
    """名单，一行一个人；空格勾选当前一格。"""

    def __init__(self) -> None:
        super().__init__("批改名单")
        self.set_heads([(text, align) for text, align, _ in HEADS])
        for at, (_, _, width) in enumerate(HEADS):
            if width:
                self.setColumnWidth(at, width)
        self.horizontalHeader().setStretchLastSection(True)
        self.unsetCursor()

    def show_lines(self, lines: list[PlanLine], ticked: set[str], removes: set[str], day: Any) -> None:
        """换成这些行；光标和滚到的地方不动。"""
        at, top = self.currentIndex(), self.verticalScrollBar().value()
        self.blockSignals(True)
        self.setRowCount(len(lines))
        for row, line in enumerate(lines):
            self._fill(row, line, line.volunteer.id in (ticked if line.enrollment is None else removes), day)
        self.blockSignals(False)
        if at.isValid() and at.row() < len(lines):
            self.setCurrentCell(at.row(), at.column())
        self.verticalScrollBar().setValue(top)

    def _fill(self, row: int, line: PlanLine, on: bool, day: Any) -> None:
        person, fresh = line.volunteer, line.change == "add" and line.enrollment is None
        money = line.premium if line.change == "add" else -line.refund if line.refund else None
        minor = person.born_on is not None and age_on(person.born_on, day) < ADULT
        texts = (
            "",
            ENDORSEMENTS.label(line.change),
            person.name,
            person.community.name,
            IdNumber().masked(person.id_number),
            str(age_on(person.born_on, day)) if person.born_on else "",
            line.span.first.isoformat() if line.span else "",
            line.span.last.isoformat() if line.span else "",
            "" if money is None else f"{money / 100:,.2f}",
            "",
            "",
            "；".join((*line.wrong, *line.warned)),
        )
        items = [QTableWidgetItem(text) for text in texts]
        for column, item in enumerate(items):
            item.setTextAlignment(HEADS[column][1])
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.setItem(row, column, item)
        items[1].setForeground(QBrush(QColor(CHANGE_COLOURS.get(line.change, BLUE))))
        items[2].setToolTip("、".join(RANKS.label(code) for code in person.ranks or ()))
        items[-1].setToolTip(texts[-1])
        items[-1].setForeground(QBrush(QColor(RED if line.wrong else AMBER)))
        if fresh or (line.enrollment is not None and line.change != "add"):
            _check(items[TICK], on)
        if fresh:
            _check(items[CONSENT], bool(line.consent.cover and line.consent.amount))
        if fresh and minor:
            _check(items[GUARDIAN], bool(line.consent.guardian))


def _check(item: QTableWidgetItem, on: bool) -> None:
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
