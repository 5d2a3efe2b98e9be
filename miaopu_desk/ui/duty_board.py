"""值守看板：挑一周，列出这一周的班次，右边是选中一班的人；要做的事都在上面。"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from miaopu_desk.domain.duty_board import UNDERSTAFFED, BoardShift
from miaopu_desk.domain.records.shifts import SHIFT_PEOPLE, SHIFTS
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.services.duty_board import duty_board
from miaopu_desk.services.office import Office
from miaopu_desk.ui.duty_deeds import DutyDeeds
from miaopu_desk.ui.duty_people import ShiftPeople
from miaopu_desk.ui.duty_table import DutyModel, DutyTable
from miaopu_desk.ui.duty_week import DutyWeek
from miaopu_desk.ui.tabs.pages import fill

TABLES = frozenset(
    ("shifts", "shift_people", "duty_rules", "grid_areas", "volunteers", "enrollments", "policies", "summers",
     "holiday_days", "communities")
)  # fmt: skip
NO_SHIFTS = "这一周没有班次：翻到有班的一周，或者先在“值守规则”里写好每周几、几点、谁来值守，再点“生成班次”"


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


class DutyBoard(QWidget):
    """一周的值守。office、window_、_say 是打印菜单要用的。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__()
        self.office, self.window_ = office, window
        self.shifts: list[BoardShift] = []
        self.week = DutyWeek(office)
        self.model = DutyModel()
        self.table = DutyTable(self.model)
        self.people = ShiftPeople()
        self.deeds = DutyDeeds(self)
        self.summary = QLabel()
        self.summary.setProperty("quiet", True)
        self._lay_out()
        self._connect()
        self.load()

    # 摆放

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(6)
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
        box.addWidget(self.week)
        box.addWidget(self.deeds)
        box.addWidget(split, 1)
        box.addLayout(foot)
        fill(self, whole)

    def _connect(self) -> None:
        self.week.turned.connect(self.load)
        self.week.narrowed.connect(self._narrow)
        self.table.moved.connect(self._show_people)
        self.table.opened.connect(lambda _: self.deeds.edit())
        self.people.assign.connect(self.deeds.assign)
        self.people.take_off.connect(self.deeds.take_off)
        self.people.opened.connect(lambda found: self.window_.show_records(VOLUNTEERS.table, [found], "班上的人"))
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Alt+Left", lambda: self.week.turn(-7)),
            ("Alt+Right", lambda: self.week.turn(7)),
            ("Alt+Home", self.week.to_today),
            ("Ins", self.deeds.assign),
            ("Del", self.deeds.cancel),
        )
        for key, do in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)

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
            self.week.clear()
            self.week.day.set_day(shifts[0].day)
            self.choose(wanted)

    # 列

    def load(self) -> None:
        """重新取这一周，原来选中的仍选中。"""
        self.shifts = duty_board(self.office, *self.week.span)
        self.week.offer(self.shifts)
        self._narrow()

    def choose(self, ids: Sequence[str]) -> None:
        """选中这几班。"""
        wanted = set(ids)
        self.table.choose([row for row, each in enumerate(self.model.shifts) if each.id in wanted])

    def _narrow(self) -> None:
        """照筛选列出。"""
        kept = {_key(each) for each in self.table.chosen()}
        listed = self.week.kept(self.shifts)
        self.model.show(listed)
        rows = [row for row, each in enumerate(listed) if _key(each) in kept]
        self.table.choose(rows or ([0] if listed else []))
        self.table.empty_text = "没有符合条件的班次，换一个社区、单位、区域再看" if self.shifts else NO_SHIFTS
        self.summary.setText(_summary(listed))
        self._show_people()

    def _show_people(self) -> None:
        chosen = self.table.chosen()
        self.people.show_shift(chosen[0] if chosen else None, max(0, len(chosen) - 1))
        self.deeds.enable()

    def _say(self, text: str) -> None:
        self.window_.say(text)
