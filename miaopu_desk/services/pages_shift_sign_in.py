"""值守签到表：一班的人先印好名字，到岗、离岗各签一次，再留空行；二维码是班次的编号。"""

from pathlib import Path

from miaopu_desk.domain.duty_words import WEEKDAY_NAMES
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.shifts import SHIFTS
from miaopu_desk.domain.sign_in import DUTY_COLUMNS, SignInSheet
from miaopu_desk.services.duty_board import board_shifts
from miaopu_desk.services.office import Office
from miaopu_desk.services.page_options import Options
from miaopu_desk.services.pages_sign_in import blank_rows

SHIFT_SIGN_IN_OPTIONS = ("shift", "blank")


def make_shift_sign_in(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """一班值守的签到表，写成 PDF。选项 shift 是班次的编号（二维码里的那一串），blank 是末尾留几行空的。"""
    from miaopu_desk.reports.sign_in import print_sign_in

    return print_sign_in(shift_sheet(office, options), path)


def shift_sheet(office: Office, options: Options) -> SignInSheet:
    """一班值守的签到表内容：排好的人先印名字，两次签名；没有这一班、已经取消都报 KnownError。"""
    facts = office.known_facts()
    written = options.get("shift", "").strip()
    record = office.keeper.table(SHIFTS).get(written)
    if record is None:
        raise KnownError(f"没有编号是“{written}”的班次，请从值守看板上选中那一班来印。")
    shift = board_shifts(office, record.day, record.day, [record.id])[0]
    if shift.state == "cancelled":
        raise KnownError(f"{shift.called}已经取消（{shift.reason or '没有写原因'}），不印签到表。")
    told = [
        ("值守日期", f"{full_day(shift.day)}（星期{WEEKDAY_NAMES[shift.day.isoweekday() - 1]}）"),
        ("值守时间", shift.when),
        ("责任区域", shift.area),
        ("工作任务", shift.task),
        ("责任单位", shift.unit),
        ("最少人数", f"{shift.minimum_people}人" if shift.minimum_people else ""),
    ]
    blank = blank_rows(options)
    if not options.get("blank", "").strip():
        blank = max(blank, (shift.minimum_people or 0) - len(shift.people))
    return SignInSheet(
        title=f"{facts.short_name}志愿者值守签到表",
        office=facts.name,
        facts=tuple(told),
        groups=(("", tuple(one.name for one in shift.people)),) if shift.people else (),
        columns=DUTY_COLUMNS,
        blank=blank,
        code=shift.id,
    )
