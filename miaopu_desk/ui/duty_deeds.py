"""值守看板上的一排按钮：生成、排人、轮值、照上周、改、取消，都先给人看再写。"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from miaopu_desk.domain.duty_board import BoardShift
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.shifts import SHIFTS
from miaopu_desk.services.shift_people import plan_assign, plan_copy_week, take_off
from miaopu_desk.ui import messages
from miaopu_desk.ui.dialogs.duty import AssignDialog, CancelDialog, GenerateDialog
from miaopu_desk.ui.dialogs.duty_rotation import RotationDialog
from miaopu_desk.ui.dialogs.frame import acting
from miaopu_desk.ui.duty_printing import PrintButton
from miaopu_desk.ui.people_picker import PeoplePicker
from miaopu_desk.ui.record_form import RecordForm

if TYPE_CHECKING:
    from miaopu_desk.ui.duty_board import DutyBoard


class DutyDeeds(QWidget):
    """对 board 上选中的班次做的事。"""

    def __init__(self, board: "DutyBoard") -> None:
        super().__init__()
        self.board, self.office, self.window_ = board, board.office, board.window_
        offered: tuple[tuple[str, str, Callable[[], object]], ...] = (
            ("生成班次", "照值守规则生成这一周或一段日子的班次，先看计划", self.generate),
            ("排人", "挑人排进选中的班次（Insert）", self.assign),
            ("轮值", "用一支队伍或挑出的名单轮着排满选中的班次", self.rotate),
            ("照上周", "照上一周同一处、同一段的人来排", self.copy_week),
            ("改这一班", "改时间、人数、单位；改过的不再随规则变（回车）", self.edit),
            ("取消这一班", "写明原因取消，取消的留着（Delete）", self.cancel),
        )
        self.buttons: dict[str, QPushButton] = {name: acting(name, do, tip) for name, tip, do in offered}
        self.buttons["生成班次"].setProperty("main", True)
        self.print_button = PrintButton(board)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 8, 2)
        row.setSpacing(6)
        for each in self.buttons.values():
            row.addWidget(each)
        row.addStretch()
        row.addWidget(self.print_button)

    def enable(self) -> None:
        """选中的班次做得了哪些。"""
        chosen = self.board.table.chosen()
        open_ones = [each for each in chosen if each.state != "cancelled"]
        for name in ("排人", "轮值", "取消这一班"):
            self.buttons[name].setEnabled(bool(open_ones))
        self.buttons["改这一班"].setEnabled(bool(chosen))

    def generate(self) -> GenerateDialog:
        """生成班次。"""
        dialog = GenerateDialog(self.office, self.window_, *self.board.week.span, self.board)
        dialog.open()
        return dialog

    def assign(self) -> PeoplePicker | None:
        """挑人排进选中的班次。"""
        ids = self._stored()
        if not ids:
            return None
        chosen = self.board.table.chosen()
        present = [one.volunteer_id for one in chosen[0].people] if len(ids) == 1 else []
        title = f"排人：{chosen[0].called}" if len(ids) == 1 else f"排人：选中的 {len(ids)} 班，每班都排"
        picker = PeoplePicker(self.office, title, self.board, present=present)
        picker.picked.connect(lambda people: self._confirm(lambda: plan_assign(self.office, ids, people)))
        picker.open()
        return picker

    def rotate(self) -> RotationDialog | None:
        """轮值：选中不止一班的排选中的，不然排这一周列出的。"""
        ids = self._stored(every=len(self.board.table.chosen()) <= 1)
        if not ids:
            return None
        dialog = RotationDialog(self.office, self.window_, ids, self.board)
        dialog.open()
        return dialog

    def copy_week(self) -> None:
        """照上周排这一周列出的班次。"""
        first, _ = self.board.week.span
        ids = [each.id for each in self.board.model.shifts if each.id]
        if not ids and not self._generate_first(self.board.model.shifts):
            return
        ids = [each.id for each in self.board.model.shifts if each.id]
        self._confirm(lambda: plan_copy_week(self.office, first, ids))

    def edit(self) -> RecordForm | None:
        """改选中的第一班。"""
        ids = self._stored(one=True, cancelled=True)
        record = self.office.keeper.table(SHIFTS).get(ids[0]) if ids else None
        if record is None:
            return None
        form = RecordForm(self.office, SHIFTS, record, parent=self.board)
        form.saved.connect(lambda _, what: self.board._say(what))
        form.open()
        return form

    def cancel(self) -> CancelDialog | None:
        """取消选中的班次。"""
        ids = self._stored()
        if not ids:
            return None
        dialog = CancelDialog(self.office, self.window_, ids, self.board)
        dialog.open()
        return dialog

    def take_off(self) -> None:
        """把右边选中的人撤下。"""
        ids = self.board.people.chosen()
        problems = take_off(self.office, ids) if ids else []
        if problems:
            messages.show_problems(self.board, "没有撤下", problems)
        elif ids:
            self.board._say(f"已撤下 {len(ids)} 人，按 Ctrl+Z 可以恢复")

    def _stored(self, *, one: bool = False, cancelled: bool = False, every: bool = False) -> list[str]:
        """选中的（every 为真是列出的全部）班次的 id；有还没生成的，问过以后先生成。取消了的略过，除非 cancelled。"""

        def meant() -> Sequence[BoardShift]:
            return self.board.model.shifts if every else self.board.table.chosen()[: 1 if one else None]

        if any(not each.id for each in meant()) and not self._generate_first(meant()):
            return []
        return [each.id for each in meant() if each.id and (cancelled or each.state != "cancelled")]

    def _generate_first(self, shifts: Sequence[BoardShift]) -> bool:
        from miaopu_desk.services.shift_planning import do_shifts, plan_shifts

        rules = list(dict.fromkeys(each.rule_id for each in shifts if not each.id))
        if not rules:
            return False
        first, last = self.board.week.span
        plan = plan_shifts(self.office, first, last, rules)
        asked = "选中的班次还没有生成。先生成这一周的：\n" + plan.sentence()
        if not plan.writes or not messages.confirm(self.board, "先生成班次", asked, "生成", "\n".join(plan.notes())):
            return False
        do_shifts(self.office, plan)
        self.board.load()
        return True

    def _confirm(self, make: Callable[[], Any]) -> AssignDialog | None:
        """排人的计划给人看过再写。"""
        try:
            plan = make()
        except KnownError as error:
            messages.warn(self.board, "没有排", str(error))
            return None
        dialog = AssignDialog(self.office, self.window_, plan, self.board)
        dialog.open()
        return dialog
