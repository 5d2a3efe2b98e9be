"""补贴发放表：照在岗人员和请假算出来，一个人编制，办公室主任审核，印发后不再变。"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from miaopu_desk.domain.amounts import in_yuan
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.month import Month, month_of, read_month
from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.domain.records import POST_HOLDERS, POST_LEAVES, STIPEND_LINES, STIPEND_SHEETS, WELFARE_POSTS
from miaopu_desk.domain.records.volunteers import VOLUNTEERS, Volunteer
from miaopu_desk.domain.records.welfare import PostHolder, StipendLine, StipendSheet, WelfarePost
from miaopu_desk.domain.stipends import (
    BASE,
    MINUS,
    PLUS,
    Difference,
    Holding,
    Leave,
    Stipend,
    clashes,
    differences,
    month_stipends,
    net,
)
from miaopu_desk.services.office import Office
from miaopu_desk.services.roles import HEAD, require, who

KIND = "setup"  # 编制、审核、印发不进 Ctrl+Z：编错了作废重编，印发了不能收回
DRAFT, APPROVED, ISSUED = "draft", "approved", "issued"


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """一个月的发放表会是什么样：各行、要先改的问题、要当心的事。"""

    month: Month
    number: str
    lines: tuple[StipendLine, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]

    @property
    def total(self) -> int:
        """合计（分）。"""
        return total_of(self.lines)

    @property
    def people(self) -> int:
        """人数，同一个人几行只算一个。"""
        return len({each.volunteer.id for each in self.lines})

    def sentence(self) -> str:
        """给人看的一句话。"""
        return f"{self.month.title}：{self.people} 人，{len(self.lines)} 行，合计 {in_yuan(self.total)}"


def total_of(lines: Sequence[StipendLine]) -> int:
    """几行的合计：当月补贴加补发减扣减。"""
    return sum(-each.amount if each.kind == MINUS else each.amount for each in lines)


def lines_of(office: Office, sheet_id: str) -> list[StipendLine]:
    """一张表的各行，按顺序。"""
    return sorted(office.keeper.table(STIPEND_LINES).find("sheet", sheet_id), key=lambda each: each.position)


def on_post(office: Office, post_id: str) -> int:
    """今天在这个岗位上的人数。"""
    today = office.today()
    rows = office.keeper.table(POST_HOLDERS).find("post", post_id)
    return sum(each.starts_on <= today and (each.ends_on is None or each.ends_on >= today) for each in rows)


def holdings(office: Office) -> list[Holding]:
    """全部在岗的经历，按岗位的次序、姓名的拼音；起止不出岗位自己的期限。"""
    posts = {each.id: each for each in office.keeper.table(WELFARE_POSTS).all()}
    order = {each: at for at, each in enumerate(posts)}
    rows = sorted(office.keeper.table(POST_HOLDERS).all(), key=lambda each: order[each.post.id or ""])
    people = {
        each.id: each for each in office.keeper.table(VOLUNTEERS).records([row.volunteer.id or "" for row in rows])
    }
    found = []
    for row in rows:
        one = _holding(row, posts[row.post.id or ""], people[row.volunteer.id or ""])
        if one is not None:
            found.append(one)
    return found


def plan_sheet(office: Office, month: str) -> SheetPlan:
    """算出一个月的发放表，还没有写。月份写错了、还没有到报 KnownError。"""
    chosen = read_month(month, office.today())
    every = holdings(office)
    here = [each for each in every if each.days_in(chosen)]
    problems = list(clashes(here))
    if [each for each in office.keeper.table(STIPEND_SHEETS).all() if month_of(each.month) == chosen]:
        problems.append(
            Problem("", f"{chosen.title}的发放表已经有了；要重编先作废原来那张，印发了的在下一张上补发或扣减")
        )
    if not here:
        problems.append(Problem("", f"{chosen.title}没有人在岗，没有补贴可发"))
    leaves = _leaves(office)
    lines = [_base_line(each, chosen) for each in month_stipends(chosen, here, leaves)]
    notes = _gone(office, here, chosen)
    for late in _late(office, chosen, every, leaves):
        lines.append(_late_line(office, late[0], late[1], every))
        notes.append(lines[-1].name + "：" + late[1].reason)
    numbered = tuple(replace(each, position=at) for at, each in enumerate(lines, 1))
    return SheetPlan(chosen, chosen.key, numbered, tuple(problems), tuple(notes))


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


def _holding(row: PostHolder, post: WelfarePost, person: Volunteer) -> Holding | None:
    ends = [day for day in (row.ends_on, post.ends_on) if day is not None]
    first, last = max(row.starts_on, post.starts_on), min(ends, default=None)
    if last is not None and last < first:
        return None
    return Holding(
        volunteer_id=person.id,
        name=person.name,
        post_name=post.name,
        monthly=post.monthly,
        starts_on=first,
        ends_on=last,
        part_month=post.part_month,
        community=post.community.name if post.community else "",
        unit=post.unit or "",
        card_tail=row.card_tail,
    )


def _leaves(office: Office) -> list[Leave]:
    rows = office.keeper.table(POST_LEAVES).all()
    return [Leave(each.volunteer.id or "", each.starts_on, each.ends_on) for each in rows]


def _base_line(one: Stipend, month: Month) -> StipendLine:
    held = one.holding
    return StipendLine(
        position=0,
        kind=BASE,
        for_month=month.first,
        volunteer=Ref(held.name, held.volunteer_id),
        name=held.name,
        community=held.community or None,
        post_name=held.post_name,
        unit=held.unit or None,
        card_tail=held.card_tail,
        monthly=held.monthly,
        days=one.days,
        leave_days=one.leave_days,
        amount=one.amount,
    )


def _late(
    office: Office, month: Month, every: Sequence[Holding], leaves: Sequence[Leave]
) -> list[tuple[Month, Difference]]:
    """已经印发的各月照现在的登记重算，和发过的不一样的。"""
    sheets = office.keeper.table(STIPEND_SHEETS).all()
    # 写明是本月的补发、扣减（奖、罚）不是更正，重算时不算
    lines = [
        line
        for sheet in sheets
        for line in lines_of(office, sheet.id)
        if line.kind == BASE or line.for_month != sheet.month
    ]
    found = []
    for sheet in sorted(sheets, key=lambda each: each.month):
        if sheet.state != ISSUED or sheet.month >= month.first:
            continue
        paid = [each for each in lines if each.for_month == sheet.month]
        amounts = net([(each.volunteer.id or "", each.kind, each.amount) for each in paid])
        days: dict[str, int] = {}
        for each in paid:
            who_ = each.volunteer.id or ""
            days[who_] = days.get(who_, 0) + (each.days or 0) - (each.leave_days or 0)
        past = month_of(sheet.month)
        due = month_stipends(past, every, leaves)
        found += [(past, each) for each in differences(past, due, amounts, days)]
    return found


def _late_line(office: Office, month: Month, late: Difference, every: Sequence[Holding]) -> StipendLine:
    held = late.stipend.holding if late.stipend else None
    held = held or next((each for each in every if each.volunteer_id == late.volunteer_id), None)
    person = office.keeper.table(VOLUNTEERS).get(late.volunteer_id)
    name = person.name if person else held.name if held else ""
    return StipendLine(
        position=0,
        kind=PLUS if late.more > 0 else MINUS,
        for_month=month.first,
        volunteer=Ref(name, late.volunteer_id),
        name=name,
        community=(held.community if held else person.community.name if person else "") or None,
        post_name=held.post_name if held else None,
        unit=(held.unit or None) if held else None,
        card_tail=held.card_tail if held else None,
        amount=abs(late.more),
        reason=late.reason,
    )


def _gone(office: Office, here: Sequence[Holding], month: Month) -> list[str]:
    """月末以前已经退出、清退，却还在岗的。"""
    people = office.keeper.table(VOLUNTEERS).records([each.volunteer_id for each in here])
    return [
        f"{one.name}已于{one.standing_on}退出或清退，在岗登记还没有写离岗日期，请核对"
        for one in people
        if one.standing in ("left", "removed")
        and one.standing_on is not None
        and one.standing_on <= month.last
        and any(
            each.volunteer_id == one.id and (each.ends_on is None or each.ends_on > one.standing_on) for each in here
        )
    ]


def _below_zero(lines: Sequence[StipendLine]) -> list[Problem]:
    amounts = net([(each.volunteer.id or "", each.kind, each.amount) for each in lines])
    names = {each.volunteer.id or "": each.name for each in lines}
    return [
        Problem("金额", f"{names[who_]}扣减以后是负数（-{in_yuan(-amount)}），请把扣减分到以后几个月")
        for who_, amount in amounts.items()
        if amount < 0
    ]
