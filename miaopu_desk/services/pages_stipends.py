"""公益性岗位补贴发放表：全部出自存着的行。"""

from pathlib import Path

from miaopu_desk.domain.card_tail import CardTail
from miaopu_desk.domain.codes import STIPEND_STATES
from miaopu_desk.domain.honour_pages import (
    PayLine,
    PaySheet,
    pay_rows,
)
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import STIPEND_SHEETS
from miaopu_desk.domain.records.welfare import StipendSheet
from miaopu_desk.services.office import Office
from miaopu_desk.services.page_options import Options, only_one
from miaopu_desk.services.stipend_plan import lines_of

STIPENDS_OPTIONS = ("sheet",)


def make_stipends(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """报表 stipends；sheet 是发放表编号，不写的是最近一张。"""
    from miaopu_desk.reports.payments import print_stipends

    return print_stipends(pay_sheet(office, _sheet(office, options)), path)


def pay_sheet(office: Office, sheet: StipendSheet) -> PaySheet:
    """一张发放表在纸上的内容，全部出自表里存着的行，不看现在的登记。"""
    tail = CardTail()
    lines = tuple(
        PayLine(
            person=each.volunteer.id or each.name,
            kind=each.kind,
            name=each.name,
            community=each.community or "",
            post=each.post_name or "",
            unit=each.unit or "",
            card=tail.masked(each.card_tail),
            monthly=each.monthly,
            days=each.days,
            leave_days=each.leave_days,
            amount=each.amount,
            reason=each.reason or "",
        )
        for each in lines_of(office, sheet.id)
    )
    return PaySheet(
        title=sheet.name,
        number=sheet.number,
        state=STIPEND_STATES.label(sheet.state),
        rows=pay_rows(lines),
        made=f"{sheet.made_by}　{sheet.made_on}",
        approved=f"{sheet.approved_by}　{sheet.approved_on}" if sheet.approved_by else "",
        issued=full_day(sheet.issued_on) if sheet.issued_on else "",
    )


def _sheet(office: Office, options: Options) -> StipendSheet:
    every = office.keeper.table(STIPEND_SHEETS).all()
    written = options.get("sheet", "").strip()
    if written:
        found = [each for each in every if written in (each.number, each.id)]
        return only_one(found, "发放表", written, lambda each: each.number)
    if not every:
        raise KnownError("还没有补贴发放表，请先在“表彰”的“补贴发放”里编制。")
    return max(every, key=lambda each: each.month)
