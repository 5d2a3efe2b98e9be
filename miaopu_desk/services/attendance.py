"""录签到表：拿来一张表（班次、活动），改例外，一次存好考勤、状态和账；再录就是更正，从不改已经入账的。

窗口是 ui/attendance_dialog.AttendanceDialog(office, window, parent, sheet)。别的登记要用同一个窗口：
做一个 AttendanceSheet（谁、默认到岗、哪天哪段），写一个 Sitting 说明怎样写一行、还要写什么，在 save_sheet 里加一行。
"""

from collections.abc import Callable, Mapping, Sequence

from miaopu_desk.domain.attendance import AttendanceSheet, Mark
from miaopu_desk.domain.ledger import ACTIVITY, SHIFT
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.services.attendance_activities import activity_sheet, activity_sitting
from miaopu_desk.services.attendance_shifts import next_waiting, shift_sheet, shift_sitting, waiting_shifts
from miaopu_desk.services.office import Office
from miaopu_desk.services.posting import Outcome
from miaopu_desk.services.sitting import Sitting, save_marks
from miaopu_desk.store import waiting_sheets

__all__ = [
    "activity_sheet",
    "next_waiting",
    "open_sheet",
    "save_marks",
    "save_sheet",
    "shift_sheet",
    "waiting_shifts",
]

SHEETS: Mapping[str, Callable[[Office, str], AttendanceSheet]] = {SHIFT: shift_sheet, ACTIVITY: activity_sheet}
SITTINGS: Mapping[str, Callable[[Office, AttendanceSheet], Sitting]] = {
    SHIFT: shift_sitting,
    ACTIVITY: activity_sitting,
}


def open_sheet(office: Office, code: str) -> AttendanceSheet:
    """按签到表上二维码的编号（也可以只打末八位）打开一张；没有、不止一张报 KnownError。"""
    found = waiting_sheets.by_code(office.database, code.strip().lower())
    if not found:
        raise KnownError(f"没有编号是“{code.strip()}”的班次或活动，请核对签到表上的二维码或编号。")
    if len(found) > 1:
        raise KnownError(f"有{len(found)}张签到表的编号以“{code.strip()}”结尾，请多打几位。")
    kind, record_id = found[0]
    return SHEETS[kind](office, record_id)


def save_sheet(
    office: Office, sheet: AttendanceSheet, marks: Sequence[Mark], *, reason: str = "", agreed: bool = False
) -> Outcome:
    """存一张签到表，一次操作：考勤、班次（活动）的状态和账。改已经入账的时长要 reason；questions 要人看过再存。"""
    return save_marks(office, sheet, marks, SITTINGS[sheet.kind](office, sheet), reason=reason, agreed=agreed)
