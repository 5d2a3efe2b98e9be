"""补贴发放表的几步：一个人编制，办公室主任审核，印发后不再变。"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from miaopu_desk.domain.amounts import in_yuan
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.domain.records import STIPEND_LINES, STIPEND_SHEETS
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.domain.records.welfare import StipendLine, StipendSheet
from miaopu_desk.domain.stipends import (
    APPROVED,
    BASE,
    DRAFT,
    ISSUED,
    MINUS,
    PLUS,
    net,
)
from miaopu_desk.services.office import Office
from miaopu_desk.services.roles import HEAD, require, who
from miaopu_desk.services.stipend_plan import lines_of, plan_sheet, total_of

KIND = "setup"  # 编制、审核、印发不进 Ctrl+Z：编错了作废重编，印发了不能收回


def make_sheet(office: Office, month: str) -> StipendSheet | list[Problem]:
    """编制一个月的发放表，一次操作；有问题一行不写，全部返回。"""
    plan = plan_sheet(office, month)
    if plan.problems:
        return list(plan.problems)
    person, facts = who(office.keeper), office.facts
    short = facts.short_name if facts else ""
    sheet = StipendSheet(
        number=plan.number,
        name=f"{short}{plan.month.title}公益性岗位补贴发放表",
        month=plan.month.first,
        state=DRAFT,
        made_by=person.name,
        made_login=person.login,
        made_on=office.today(),
    )
    with office.keeper.action(f"编制发放表“{plan.number}”", kind=KIND) as act:
        saved = act.insert(STIPEND_SHEETS, sheet)
        for each in plan.lines:
            act.insert(STIPEND_LINES, replace(each, sheet=Ref(saved.number, saved.id)))
    return saved


def adjust(
    office: Office, sheet_id: str, volunteer_id: str, amount: int, reason: str, for_month: date | None = None
) -> StipendLine | list[Problem]:
    """加一行补发（amount 为正）或扣减（为负），以分计；要写原因。表已经审核、印发的不能再加。"""
    sheet, problems = _in_state(office, sheet_id, DRAFT, "加补发、扣减")
    person = office.keeper.table(VOLUNTEERS).get(volunteer_id)
    if person is None:
        problems.append(Problem("志愿者", "请选一位"))
    if not reason.strip():
        problems.append(Problem("说明", "补发、扣减要写明原因"))
    if not amount:
        problems.append(Problem("金额", "请填写补发或扣减多少"))
    if sheet is None or person is None or problems:
        return problems
    lines = lines_of(office, sheet_id)
    own = next((each for each in lines if each.volunteer.id == volunteer_id and each.kind == BASE), None)
    line = StipendLine(
        sheet=Ref(sheet.number, sheet.id),
        position=max((each.position for each in lines), default=0) + 1,
        kind=PLUS if amount > 0 else MINUS,
        for_month=(for_month or sheet.month).replace(day=1),
        volunteer=Ref(person.name, person.id),
        name=person.name,
        community=person.community.name,
        amount=abs(amount),
        reason=reason.strip(),
        post_name=own.post_name if own else None,
        unit=own.unit if own else None,
        card_tail=own.card_tail if own else None,
    )
    with office.keeper.action(f"发放表“{sheet.number}”{person.name}{reason.strip()}", kind=KIND) as act:
        return act.insert(STIPEND_LINES, line)


def drop_line(office: Office, line_id: str) -> list[Problem]:
    """去掉一行补发或扣减；当月补贴的那行由登记算出，不能去掉。"""
    line = office.keeper.table(STIPEND_LINES).get(line_id)
    if line is None:
        return [Problem("", "这一行已经去掉了")]
    sheet, problems = _in_state(office, line.sheet.id or "", DRAFT, "去掉一行")
    if line.kind == BASE:
        problems.append(Problem("", "当月补贴是照在岗登记算出来的；登记有错请改登记，作废这张再编"))
    if sheet is None or problems:
        return problems
    with office.keeper.action(f"发放表“{sheet.number}”去掉{line.name}的一行", kind=KIND) as act:
        act.delete(STIPEND_LINES, line_id)
    return []


def approve(office: Office, sheet_id: str) -> StipendSheet | list[Problem]:
    """审核：要办公室主任，而且不是编制的那个人；角色不够报 KnownError。"""
    sheet, problems = _in_state(office, sheet_id, DRAFT, "审核")
    if sheet is None:
        return problems
    person = require(office.keeper, (HEAD,), "审核补贴发放表")
    problems += own_sheet(sheet, person.login) + _below_zero(lines_of(office, sheet_id))
    if problems:
        return problems
    approved = replace(sheet, state=APPROVED, approved_by=person.name, approved_on=office.today())
    return _moved(office, sheet, approved, f"审核发放表“{sheet.number}”")


def send_back(office: Office, sheet_id: str) -> StipendSheet | list[Problem]:
    """退回重改：已审核、还没有印发的退回编制中。"""
    sheet, problems = _in_state(office, sheet_id, APPROVED, "退回")
    if sheet is None or problems:
        return problems
    require(office.keeper, (HEAD,), "退回补贴发放表")
    back = replace(sheet, state=DRAFT, approved_by=None, approved_on=None)
    return _moved(office, sheet, back, f"退回发放表“{sheet.number}”")


def issue(office: Office, sheet_id: str) -> StipendSheet | list[Problem]:
    """印发：人数和合计定下来，此后这张表不再变，重印总是一样。"""
    sheet, problems = _in_state(office, sheet_id, APPROVED, "印发")
    if sheet is None or problems:
        return problems
    lines = lines_of(office, sheet_id)
    issued = replace(
        sheet,
        state=ISSUED,
        issued_on=office.today(),
        people=len({each.volunteer.id for each in lines}),
        total=total_of(lines),
    )
    return _moved(office, sheet, issued, f"印发发放表“{sheet.number}”")


def void_sheet(office: Office, sheet_id: str) -> list[Problem]:
    """作废一张还在编制的表，连同各行；审核过的先退回，印发了的不能作废。"""
    sheet, problems = _in_state(office, sheet_id, DRAFT, "作废")
    if sheet is None or problems:
        return problems
    with office.keeper.action(f"作废发放表“{sheet.number}”", kind=KIND) as act:
        act.delete(STIPEND_SHEETS, sheet.id)
    return []


def own_sheet(sheet: StipendSheet, login: str) -> list[Problem]:
    """自己编的表不能自己审核。"""
    if sheet.made_login != login:
        return []
    return [Problem("", f"“{sheet.number}”是{sheet.made_by}编制的，编制和审核不能是同一个人，请办公室主任登录后审核")]


def _in_state(office: Office, sheet_id: str, state: str, deed: str) -> tuple[StipendSheet | None, list[Problem]]:
    sheet = office.keeper.table(STIPEND_SHEETS).get(sheet_id)
    if sheet is None:
        return None, [Problem("", "这张发放表已经作废，请重新选择")]
    if sheet.state == state:
        return sheet, []
    said = {DRAFT: "还在编制，要先审核", APPROVED: "已经审核，要先退回", ISSUED: "已经印发，不能再改"}[sheet.state]
    return sheet, [Problem("", f"“{sheet.number}”{said}，不能{deed}")]


def _moved(office: Office, before: StipendSheet, after: StipendSheet, title: str) -> StipendSheet:
    with office.keeper.action(title, kind=KIND) as act:
        act.update(STIPEND_SHEETS, before, after)
    found = office.keeper.table(STIPEND_SHEETS).get(before.id)
    if found is None:
        raise KnownError("这张发放表刚刚被作废了，请重新选择。")
    return found


def _below_zero(lines: Sequence[StipendLine]) -> list[Problem]:
    amounts = net([(each.volunteer.id or "", each.kind, each.amount) for each in lines])
    names = {each.volunteer.id or "": each.name for each in lines}
    return [
        Problem("金额", f"{names[who_]}扣减以后是负数（-{in_yuan(-amount)}），请把扣减分到以后几个月")
        for who_, amount in amounts.items()
        if amount < 0
    ]
