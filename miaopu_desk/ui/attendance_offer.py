"""值守班次一页上的“录签到表”：考勤和时长从这里录，一次记好账；在名单的格子里不能改。"""

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.services.attendance import shift_sheet
from miaopu_desk.ui import messages
from miaopu_desk.ui.attendance_dialog import AttendanceDialog

if TYPE_CHECKING:
    from miaopu_desk.ui.tabs.pages import MasterDetail

ENTERED = ("attendance", "came_at", "left_at", "minutes")
WHY = "考勤和时长从“录签到表”录，入账和更正一起办"


def offer_sheet(page: "MasterDetail") -> None:
    """在下面那张名单的工具条前面放一个“录签到表”，随选中的班次开关；头一次叫时放。"""
    action = page.findChild(QAction, "enter_sheet")
    if action is None:
        action = QAction("录签到表", page)
        action.setObjectName("enter_sheet")
        action.setToolTip("从这一班的签到表录考勤，到岗的入账")
        action.triggered.connect(lambda: enter(page))
        page.detail.tools.insertAction(page.detail.tools.actions()[0], action)
        page.detail.closed = dict.fromkeys(ENTERED, WHY)
    action.setEnabled(_may(page.owner, page.office.today()))


def enter(page: "MasterDetail") -> AttendanceDialog | None:
    """打开选中的一班的签到表。"""
    try:
        sheet = shift_sheet(page.office, page.owner.id)
    except KnownError as error:
        messages.warn(page, "不能录", str(error))
        return None
    dialog = AttendanceDialog(page.office, page.master.window_, page, sheet)
    dialog.open()
    return dialog


def _may(shift: Any, today: date) -> bool:
    """选中了一班，没有取消，日子到了。"""
    return shift is not None and shift.state != "cancelled" and shift.day <= today
