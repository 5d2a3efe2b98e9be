"""值守看板上的打印：值守表、这一班的签到表、责任分工表。"""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMenu, QPushButton

from miaopu_desk.domain.duty_board import BoardShift
from miaopu_desk.domain.records.shifts import SHIFTS
from miaopu_desk.ui.print_menu import Offer, print_report

if TYPE_CHECKING:
    from miaopu_desk.ui.duty_board import DutyBoard


class PrintButton(QPushButton):
    """“打印”和它的菜单；菜单每次打开时现填。"""

    def __init__(self, board: "DutyBoard") -> None:
        super().__init__("打印")
        self.board = board
        self.setAutoDefault(False)
        self.setToolTip("值守表、这一班的签到表")
        self.menu_ = QMenu(self)
        self.menu_.aboutToShow.connect(self.fill)
        self.setMenu(self.menu_)

    def fill(self) -> None:
        """现填菜单：这一周的值守表，选中一班的签到表。"""
        self.menu_.clear()
        me: Any = self.board  # 打印菜单本来给登记表用：有 office、window_、_say 就行
        week = {"week": self.board.week.span[0].isoformat()}
        for text, by in (("每周值守表（按责任区域）", "area"), ("每周值守表（按责任单位）", "unit")):
            options = {**week, "by": by}
            self.menu_.addAction(text, partial(print_report, me, Offer("weekly_duty"), None, options))
        chosen = next((each for each in self.board.table.chosen() if each.id), None)
        if chosen is None:
            self.menu_.addAction("签到表（先选中已经生成的一班）").setEnabled(False)
        else:
            text = f"签到表：{chosen.called}".replace("&", "&&")
            self.menu_.addAction(text, lambda: self._print_sign_in(chosen))
        self.menu_.addAction("责任分工表", partial(print_report, me, Offer("duty_table"), None, {}))

    def _print_sign_in(self, shift: BoardShift) -> None:
        offer = Offer("shift_sign_in", (), SHIFTS.table, "shift", lambda _: f"{shift.area} {shift.day}")
        me: Any = self.board
        print_report(me, offer, self.board.office.keeper.table(SHIFTS).get(shift.id), {})
