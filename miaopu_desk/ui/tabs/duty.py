"""值守：规则、推算出来的班次和每班的值守人员。"""

from functools import partial
from typing import Any

from miaopu_desk.domain.records.calendars import HOLIDAY_DAYS, SUMMERS
from miaopu_desk.domain.records.duty import DUTY_RULES
from miaopu_desk.domain.records.equipment import EQUIPMENT, EQUIPMENT_ISSUES
from miaopu_desk.domain.records.shifts import SHIFT_PEOPLE, SHIFTS
from miaopu_desk.domain.register import Register
from miaopu_desk.services.office import Office
from miaopu_desk.ui.attendance_offer import offer_sheet
from miaopu_desk.ui.register_tab import RegisterTab
from miaopu_desk.ui.tabs.pages import MasterDetail, Pages

BEHIND: tuple[Register[Any], ...] = (DUTY_RULES, EQUIPMENT_ISSUES, EQUIPMENT, SUMMERS, HOLIDAY_DAYS)
SHOWN = ("volunteer", "volunteer.community", "attendance", "came_at", "left_at", "minutes", "walk_in", "note")


class DutyTab(Pages):
    """班次和人员在前，规则在后。"""

    def __init__(self, office: Office, window: Any) -> None:
        super().__init__(
            [
                (SHIFTS.title, lambda: ShiftPages(office, window)),
                *((each.title, partial(RegisterTab, office, each, window)) for each in BEHIND),
            ],
            {SHIFTS.table: 0, SHIFT_PEOPLE.table: 0} | {each.table: at for at, each in enumerate(BEHIND, 1)},
        )


class ShiftPages(MasterDetail):
    """上面班次，下面这一班的人。"""

    def owner_changed(self) -> None:
        offer_sheet(self)

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
