"""值守看板：挑一周，列出这一周的班次，右边是选中一班的人；生成、排人、轮值、照上周、改、取消都在上面。"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QMenu, QPushButton, QSplitter, QVBoxLayout, QWidget

from miaopu_desk.domain.duty_board import UNDERSTAFFED, BoardShift, week_of
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.communities import COMMUNITIES
from miaopu_desk.domain.records.shifts import SHIFT_PEOPLE, SHIFTS
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.services.duty_board import duty_board
from miaopu_desk.services.office import Office
from miaopu_desk.services.shift_people import plan_assign, plan_copy_week, take_off
from miaopu_desk.ui import messages
from miaopu_desk.ui.dialogs.duty import AssignDialog, CancelDialog, GenerateDialog
from miaopu_desk.ui.dialogs.duty_rotation import RotationDialog
from miaopu_desk.ui.duty_people import ShiftPeople
from miaopu_desk.ui.duty_table import DutyModel, DutyTable
from miaopu_desk.ui.people_picker import PeoplePicker
from miaopu_desk.ui.print_menu import Offer, print_report
from miaopu_desk.ui.record_form import RecordForm
from miaopu_desk.ui.tabs.day_field import DayField
from miaopu_desk.ui.tabs.pages import fill

TABLES = frozenset(
    ("shifts", "shift_people", "duty_rules", "grid_areas", "volunteers", "enrollments", "policies", "summers",
     "holiday_days", "communities")
)  # fmt: skip
_EVERY = ("全部社区", "全部单位", "全部区域")


class DutyBoard(QWidget):
    """一周的值守。office、window_、_say 是打印菜单要用的。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__()
        self.office, self.window_ = office, window
        self.shifts: list[BoardShift] = []
        self.day = DayField(office.today(), "看哪一周")
        self.week_label = QLabel()
        self.community, self.unit, self.area = (_combo(name) for name in ("社区", "责任单位", "责任区域"))
        self.only_short = QPushButton("只看有问题的")
        self.only_short.setCheckable(True)
        self.only_short.setAutoDefault(False)
        self.model = DutyModel()
        self.table = DutyTable(self.model)
        self.people = ShiftPeople()
        self.summary = QLabel()
        self.summary.setProperty("quiet", True)
        self.buttons: dict[str, QPushButton] = {}
        self._lay_out()
        self._connect()
        self.load()

    # 摆放

    def _lay_out(self) -> None:
        week = _row()
        turns: tuple[tuple[str, str, Callable[[], object]], ...] = (
            ("‹", "上一周（Alt+←）", lambda: self.move_week(-7)),
            ("›", "下一周（Alt+→）", lambda: self.move_week(7)),
            ("今天", "回到今天这一周（Alt+Home）", lambda: self.day.set_day(self.office.today())),
        )
        for text, tip, slot in turns:
            week.addWidget(_button(text, tip, slot))
        week.addWidget(self.day)
        week.addWidget(self.week_label)
        week.addStretch()
        for each in (self.community, self.unit, self.area, self.only_short):
            week.addWidget(each)
        deeds = _row()
        offered: tuple[tuple[str, str, Callable[[], object]], ...] = (
            ("生成班次", "照值守规则生成这一周或一段日子的班次，先看计划", self.generate),
            ("排人", "挑人排进选中的班次（Insert）", self.assign),
            ("轮值", "用一支队伍或挑出的名单轮着排满选中的班次", self.rotate),
            ("照上周", "照上一周同一处、同一段的人来排", self.copy_week),
            ("改这一班", "改时间、人数、单位；改过的不再随规则变（回车）", self.edit),
            ("取消这一班", "写明原因取消，取消的留着（Delete）", self.cancel),
        )
        for name, tip, slot in offered:
            self.buttons[name] = _button(name, tip, slot)
            deeds.addWidget(self.buttons[name])
        self.buttons["生成班次"].setProperty("main", True)
        deeds.addStretch()
        self.print_button = _button("打印", "值守表、这一班的签到表", lambda: None)
        self.print_menu = QMenu(self.print_button)
        self.print_menu.aboutToShow.connect(self._fill_print)
        self.print_button.setMenu(self.print_menu)
        deeds.addWidget(self.print_button)
        foot = _row()
        foot.setContentsMargins(10, 3, 10, 4)
        foot.addWidget(self.summary)
        split = QSplitter()
        split.addWidget(self.table)
        split.addWidget(self.people)
        split.setSizes([1010, 356])
        split.setStretchFactor(0, 1)
        split.setChildrenCollapsible(False)
        whole = QWidget()
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(week)
        box.addLayout(deeds)
        box.addWidget(split, 1)
        box.addLayout(foot)
        fill(self, whole)

    def _connect(self) -> None:
        self.day.changed.connect(lambda _: self.load())
        for combo in (self.community, self.unit, self.area):
            combo.currentIndexChanged.connect(lambda _: self._narrow())
        self.only_short.toggled.connect(lambda _: self._narrow())
        self.table.moved.connect(self._show_people)
        self.table.opened.connect(lambda _: self.edit())
        self.people.assign.connect(self.assign)
        self.people.take_off.connect(self.take_off)
        self.people.opened.connect(lambda found: self.window_.show_records(VOLUNTEERS.table, [found], "班上的人"))
        for key, slot in (
            ("Alt+Left", lambda: self.move_week(-7)),
            ("Alt+Right", lambda: self.move_week(7)),
            ("Alt+Home", lambda: self.day.set_day(self.office.today())),
            ("Ins", self.assign),
            ("Del", self.cancel),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # 窗口来叫的

    def refresh(self, tables: set[str]) -> None:
        """登记变了。"""
        if tables & TABLES:
            self.load()

    def register_tab(self) -> None:
        """这一页没有登记表。"""
        return

    def show_records(self, table: str, ids: Sequence[str], title: str = "") -> None:
        """翻到那一班所在的一周，选中它们；给的是值守人员时选他们的班。"""
        wanted = list(ids)
        if table == SHIFT_PEOPLE.table:
            records = self.office.keeper.table(SHIFT_PEOPLE).records(ids)
            wanted = [each.shift.id or "" for each in records]
        shifts = self.office.keeper.table(SHIFTS).records(wanted)
        if shifts:
            for combo in (self.community, self.unit, self.area):
                combo.setCurrentIndex(0)
            self.only_short.setChecked(False)
            self.day.set_day(shifts[0].day)
            self.choose(wanted)

    # 列

    @property
    def week(self) -> tuple[date, date]:
        """看着的星期一和星期日。"""
        return week_of(self.day.day)

    def move_week(self, days: int) -> None:
        """往前往后翻一周。"""
        self.day.set_day(self.day.day + timedelta(days=days))

    def load(self) -> None:
        """重新取这一周，原来选中的仍选中。"""
        first, last = self.week
        self.shifts = duty_board(self.office, first, last)
        self.week_label.setText(f"{first:%Y-%m-%d} 至 {last:%m-%d}")
        communities = [(each.name, each.id) for each in self.office.keeper.table(COMMUNITIES).all()]
        units = [(name, name) for name in sorted({each.unit for each in self.shifts if each.unit})]
        areas = sorted({(each.area, each.area_id) for each in self.shifts})
        for combo, every, found in zip(
            (self.community, self.unit, self.area), _EVERY, (communities, units, areas), strict=True
        ):
            _refill(combo, every, found)
        self._narrow()

    def choose(self, ids: Sequence[str]) -> None:
        """选中这几班。"""
        wanted = set(ids)
        self.table.choose([row for row, each in enumerate(self.model.shifts) if each.id in wanted])

    def _narrow(self) -> None:
        """照筛选列出。"""
        kept = {_key(each) for each in self.table.chosen()}
        community, unit, area = (combo.currentData() for combo in (self.community, self.unit, self.area))
        listed = [
            each
            for each in self.shifts
            if (not community or each.community_id == community)
            and (not unit or each.unit == unit)
            and (not area or each.area_id == area)
            and (not self.only_short.isChecked() or each.flags)
        ]
        self.model.show(listed)
        rows = [row for row, each in enumerate(listed) if _key(each) in kept]
        self.table.choose(rows or ([0] if listed else []))
        self.summary.setText(_summary(listed))
        self._show_people()

    def _show_people(self) -> None:
        chosen = self.table.chosen()
        self.people.show_shift(chosen[0] if chosen else None, max(0, len(chosen) - 1))
        open_ones = [each for each in chosen if each.state != "cancelled"]
        for name in ("排人", "轮值", "取消这一班"):
            self.buttons[name].setEnabled(bool(open_ones))
        self.buttons["改这一班"].setEnabled(bool(chosen))

    # 做

    def generate(self) -> GenerateDialog:
        """生成班次。"""
        dialog = GenerateDialog(self.office, self.window_, *self.week, self)
        dialog.open()
        return dialog

    def assign(self) -> PeoplePicker | None:
        """挑人排进选中的班次。"""
        ids = self._stored()
        if not ids:
            return None
        chosen = self.table.chosen()
        present = [one.volunteer_id for one in chosen[0].people] if len(ids) == 1 else []
        title = f"排人：{chosen[0].called}" if len(ids) == 1 else f"排人：选中的 {len(ids)} 班，每班都排"
        picker = PeoplePicker(self.office, title, self, present=present)
        picker.picked.connect(lambda people: self._confirm(lambda: plan_assign(self.office, ids, people)))
        picker.open()
        return picker

    def rotate(self) -> RotationDialog | None:
        """轮值：选中不止一班的排选中的，不然排这一周列出的。"""
        if len(self.table.chosen()) <= 1:
            self.table.selectAll()
        ids = self._stored()
        if not ids:
            return None
        dialog = RotationDialog(self.office, self.window_, ids, self)
        dialog.open()
        return dialog

    def copy_week(self) -> None:
        """照上周排这一周列出的班次。"""
        first, _ = self.week
        ids = [each.id for each in self.model.shifts if each.id]
        if not ids and not self._generate_first(self.model.shifts):
            return
        ids = [each.id for each in self.model.shifts if each.id]
        self._confirm(lambda: plan_copy_week(self.office, first, ids))

    def edit(self) -> RecordForm | None:
        """改选中的第一班。"""
        ids = self._stored(one=True, cancelled=True)
        record = self.office.keeper.table(SHIFTS).get(ids[0]) if ids else None
        if record is None:
            return None
        form = RecordForm(self.office, SHIFTS, record, parent=self)
        form.saved.connect(lambda _, what: self._say(what))
        form.open()
        return form

    def cancel(self) -> CancelDialog | None:
        """取消选中的班次。"""
        ids = self._stored()
        if not ids:
            return None
        dialog = CancelDialog(self.office, self.window_, ids, self)
        dialog.open()
        return dialog

    def take_off(self) -> None:
        """把右边选中的人撤下。"""
        ids = self.people.chosen()
        problems = take_off(self.office, ids) if ids else []
        if problems:
            messages.show_problems(self, "没有撤下", problems)
        elif ids:
            self._say(f"已撤下 {len(ids)} 人，按 Ctrl+Z 可以恢复")

    def _stored(self, *, one: bool = False, cancelled: bool = False) -> list[str]:
        """选中的班次的 id；有还没生成的，问过以后先生成。取消了的略过，除非 cancelled。"""
        chosen = self.table.chosen()[: 1 if one else None]
        if any(not each.id for each in chosen) and not self._generate_first(chosen):
            return []
        chosen = self.table.chosen()[: 1 if one else None]
        return [each.id for each in chosen if each.id and (cancelled or each.state != "cancelled")]

    def _generate_first(self, shifts: Sequence[BoardShift]) -> bool:
        from miaopu_desk.services.shift_planning import do_shifts, plan_shifts

        rules = list(dict.fromkeys(each.rule_id for each in shifts if not each.id))
        if not rules:
            return False
        first, last = self.week
        plan = plan_shifts(self.office, first, last, rules)
        asked = "选中的班次还没有生成。先生成这一周的：\n" + plan.sentence()
        if not plan.writes or not messages.confirm(self, "先生成班次", asked, "生成", "\n".join(plan.notes())):
            return False
        do_shifts(self.office, plan)
        self.load()
        return True

    def _confirm(self, make: Callable[[], Any]) -> AssignDialog | None:
        """排人的计划给人看过再写。"""
        try:
            plan = make()
        except KnownError as error:
            messages.warn(self, "没有排", str(error))
            return None
        dialog = AssignDialog(self.office, self.window_, plan, self)
        dialog.open()
        return dialog

    # 印

    def _fill_print(self) -> None:
        self.print_menu.clear()
        me: Any = self  # 打印菜单本来给登记表用：有 office、window_、_say 就行
        week = {"week": self.week[0].isoformat()}
        for text, by in (("每周值守表（按责任区域）", "area"), ("每周值守表（按责任单位）", "unit")):
            options = {**week, "by": by}
            self.print_menu.addAction(text, partial(print_report, me, Offer("weekly_duty"), None, options))
        chosen = next((each for each in self.table.chosen() if each.id), None)
        if chosen is None:
            self.print_menu.addAction("签到表（先选中已经生成的一班）").setEnabled(False)
        else:
            text = f"签到表：{chosen.called}".replace("&", "&&")
            self.print_menu.addAction(text, lambda: self._print_sign_in(chosen))
        self.print_menu.addAction("责任分工表", partial(print_report, me, Offer("duty_table"), None, {}))

    def _print_sign_in(self, shift: BoardShift) -> None:
        offer = Offer("shift_sign_in", (), SHIFTS.table, "shift", lambda _: f"{shift.area} {shift.day}")
        me: Any = self
        print_report(me, offer, self.office.keeper.table(SHIFTS).get(shift.id), {})

    def _say(self, text: str) -> None:
        self.window_.say(text)


def _key(shift: BoardShift) -> tuple[object, ...]:
    """认一班：生成前后都认得出。"""
    return (shift.rule_id or shift.id, shift.day, shift.starts_at, shift.area_id)


def _summary(shifts: Sequence[BoardShift]) -> str:
    planned = [each for each in shifts if each.state != "cancelled"]
    unstored = sum(not each.id for each in planned)
    cancelled = len(shifts) - len(planned)
    people = sum(len(each.people) for each in planned)
    short = sum(UNDERSTAFFED in each.flags for each in planned)
    parts = [f"列出 {len(shifts)} 班", f"排了 {people} 人次", f"缺人 {short} 班"]
    parts += [f"取消 {cancelled} 班"] if cancelled else []
    parts += [f"还没有生成 {unstored} 班"] if unstored else []
    return "，".join(parts)


def _row() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(10, 6, 8, 2)
    row.setSpacing(6)
    return row


def _button(text: str, tip: str, slot: Callable[[], object]) -> QPushButton:
    made = QPushButton(text)
    made.setAutoDefault(False)
    made.setToolTip(tip)
    if len(text) == 1:
        made.setFixedWidth(32)
        made.setAccessibleName(tip)
    made.clicked.connect(lambda _=False: slot())
    return made


def _combo(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setMaximumWidth(190)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return combo


def _refill(combo: QComboBox, every: str, found: Sequence[tuple[str, str]]) -> None:
    """换一批可选的，原来选的还在就仍选着。"""
    chosen = combo.currentData()
    combo.blockSignals(True)
    combo.clear()
    combo.addItem(every, None)
    for label, value in found:
        combo.addItem(label, value)
    combo.setCurrentIndex(max(combo.findData(chosen), 0) if chosen else 0)
    combo.blockSignals(False)
