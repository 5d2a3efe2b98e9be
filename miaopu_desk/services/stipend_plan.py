"""一个月的发放表该是什么样：谁在岗几天、该发多少，已经印发的各月照现在的登记差多少。"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from miaopu_desk.domain.amounts import in_yuan
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.month import Month, month_of, read_month
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records import POST_HOLDERS, POST_LEAVES, STIPEND_LINES, STIPEND_SHEETS, WELFARE_POSTS
from miaopu_desk.domain.records.volunteers import VOLUNTEERS, Volunteer
from miaopu_desk.domain.records.welfare import PostHolder, StipendLine, WelfarePost
from miaopu_desk.domain.stipends import (
    BASE,
    ISSUED,
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
