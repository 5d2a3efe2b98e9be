"""值守：一周的看板在前，后面是班次、规则、装备、作息和放假。"""

from functools import partial
from typing import Any

from PySide6.QtGui import QAction

from miaopu_desk.domain.records.calendars import HOLIDAY_DAYS, SUMMERS
from miaopu_desk.domain.records.duty import DUTY_RULES
from miaopu_desk.domain.records.equipment import EQUIPMENT, EQUIPMENT_ISSUES
from miaopu_desk.domain.records.shifts import SHIFT_PEOPLE, SHIFTS
from miaopu_desk.domain.register import Register
from miaopu_desk.services.calendars import fill_year
from miaopu_desk.services.office import Office
from miaopu_desk.ui.attendance_offer import offer_sheet
from miaopu_desk.ui.dialogs.duty_rule import RuleChangeDialog
from miaopu_desk.ui.duty_board import DutyBoard
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs.equipment import EquipmentPage
from miaopu_desk.ui.tabs.pages import MasterDetail, Pages

SHOWN = ("volunteer", "volunteer.community", "attendance", "came_at", "left_at", "minutes", "walk_in", "note")
BEHIND: tuple[Register[Any], ...] = (EQUIPMENT, SUMMERS)
FIRST = 4  # 前面四页：看板、班次、规则、装备领用


class DutyTab(Pages):
    """看板在前，登记表在后。"""

    def __init__(self, office: Office, window: Any) -> None:
        homes = {SHIFTS.table: 1, SHIFT_PEOPLE.table: 1, DUTY_RULES.table: 2, EQUIPMENT_ISSUES.table: 3}
        homes |= {each.table: at for at, each in enumerate((*BEHIND, HOLIDAY_DAYS), FIRST)}
        super().__init__(
            [
                ("值守看板", partial(DutyBoard, office, window)),
                (SHIFTS.title, partial(ShiftPages, office, window)),
                (DUTY_RULES.title, partial(RulesPage, office, window)),
                (EQUIPMENT_ISSUES.title, partial(EquipmentPage, office, window)),
                *((each.title, partial(RegisterTab, office, each, window)) for each in BEHIND),
                (HOLIDAY_DAYS.title, partial(HolidaysPage, office, window)),
            ],
            homes,
        )


class ShiftPages(MasterDetail):
    """上面班次，下面这一班的人。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__(
            office,
            window,
            SHIFTS,
            SHIFT_PEOPLE,
            "shift",
            detail_tools=("add", "edit", "delete", "|", "export", "print"),
            detail_columns=SHOWN,
        )

    def owner_changed(self) -> None:
        offer_sheet(self)


class RulesPage(RegisterTab):
    """值守规则，另有“从某天起改”。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__(office, DUTY_RULES, window)
        self.change_action = QAction("从某天起改", self)
        self.change_action.setToolTip("原来的规则到前一天止，新的从那天起；过去的班次不变")
        self.change_action.triggered.connect(lambda: self.change_from())
        self.tools.insertAction(self.tools.actions()[2], self.change_action)
        self.current_changed.connect(lambda found: self.change_action.setEnabled(bool(found)))
        self.change_action.setEnabled(self.current_id() is not None)

    def change_from(self) -> RuleChangeDialog | None:
        """打开“从某天起改”。"""
        rule = self.table.get(self.current_id() or "")
        if rule is None:
            return None
        dialog = RuleChangeDialog(self.office, self.window_, rule, self)
        dialog.open()
        return dialog


class HolidaysPage(RegisterTab):
    """放假和调休，另有“填入一年”。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__(office, HOLIDAY_DAYS, window)
        self.fill_action = QAction("填入今年", self)
        self.fill_action.setToolTip("把随程序来的今年的放假安排抄进来，照着改；没有登记的日子本来就照它算")
        self.fill_action.triggered.connect(lambda: self.fill_year())
        self.tools.insertAction(self.tools.actions()[2], self.fill_action)

    def fill_year(self) -> None:
        """抄入今年的放假安排。"""
        from miaopu_desk.domain.problems import KnownError
        from miaopu_desk.ui import messages

        year = self.office.today().year
        try:
            count = fill_year(self.office, year)
        except KnownError as error:
            messages.warn(self, "没有填入", str(error))
            return
        self._say(f"填入{year}年的放假安排 {count} 天" if count else f"{year}年的放假安排都已经在里面")
