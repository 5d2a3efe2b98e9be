"""拟一次批改：和上一次报送比，谁批增、谁批减、谁不变，各有什么不合的；先给人看，确认才写。"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from miaopu_desk.domain.insurance import (
    Consent,
    Span,
    age_fault,
    consent_fault,
    cover_span,
    effective_day,
    minor_fault,
    premium_for,
    refund_for,
)
from miaopu_desk.domain.kinds import IdNumber, Rejected
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records.insurance import Enrollment, Policy
from miaopu_desk.domain.records.submissions import Submission, SubmissionPerson
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.domain.registration import has_left, is_registered

NO_CONSENT = Consent()


@dataclass(frozen=True, slots=True)
class PlanLine:
    """名单上的一行。

    enrollment 是已有的参保，新加的没有；cancels 是还没生效就减掉的，那条参保撤掉；wrong 是不能报的原因，warned 是该看一眼的。
    """

    change: str
    volunteer: Volunteer
    span: Span | None
    enrollment: Enrollment | None = None
    consent: Consent = NO_CONSENT
    premium: int | None = None
    refund: int | None = None
    cancels: bool = False
    wrong: tuple[str, ...] = ()
    warned: tuple[str, ...] = ()


@dataclass(frozen=True)
class SubmissionPlan:
    """拟好的一次批改；problems 是整次的毛病，有一处（或有一行不能报）就不能报。"""

    policy: Policy
    kind: str
    noticed_on: date
    effective_on: date
    lines: tuple[PlanLine, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()

    def of(self, change: str) -> tuple[PlanLine, ...]:
        """批增、批减或不变的各行。"""
        return tuple(each for each in self.lines if each.change == change)

    @cached_property
    def heads(self) -> int:
        """批改以后这张保单上有几人。"""
        return len(self.of("add")) + len(self.of("unchanged"))

    @cached_property
    def premium(self) -> int | None:
        """应交保费合计（分）；保单没有登记每人保费的为空。"""
        return None if self.policy.premium is None else sum(each.premium or 0 for each in self.lines)

    @cached_property
    def refund(self) -> int | None:
        """应退保费合计（分）。"""
        return None if self.policy.premium is None else sum(each.refund or 0 for each in self.lines)

    @cached_property
    def faults(self) -> list[Problem]:
        """不能报的全部原因：整次的，和各行的。"""
        found = [Problem(each.volunteer.name, reason) for each in self.lines for reason in each.wrong]
        return [*self.problems, *found]


@dataclass(frozen=True, slots=True)
class Standing:
    """拟的时候要知道的：这张保单的全部参保、涉及的人、上一次报送和它报完以后在保的各行。"""

    policy: Policy
    enrollments: Sequence[Enrollment]
    people: Mapping[str, Volunteer]
    last: Submission | None
    reported: Sequence[SubmissionPerson]
    elsewhere: Mapping[str, str]  # 志愿者 id → 生效那天另有保障的保单号
    today: date


def person_key(one: Volunteer) -> str:
    """一个人：有证件号的按证件号，没有的按登记。"""
    return one.id_number or one.id


def policy_span(policy: Policy) -> Span:
    """保单的期间。"""
    return Span(policy.starts_on, policy.ends_on)


def has_death_cover(policy: Policy) -> bool:
    """有没有身故责任；没有登记保额的当作有。"""
    return policy.death_sum != 0


def draw_up(
    at: Standing, noticed_on: date, effective_on: date, add: Mapping[str, Consent], remove: Collection[str]
) -> SubmissionPlan:
    """拟一次批改：add 是要加的人和各自的同意书，remove 是要减的人。什么也不写。"""
    policy, whole = at.policy, policy_span(at.policy)
    staying = _staying(at, noticed_on)
    reported = {person_key(at.people[each.volunteer.id or ""]): each for each in at.reported}
    present = {person_key(at.people[each.volunteer.id or ""]) for each in staying}
    lines: list[PlanLine] = []
    for each in staying:
        person = at.people[each.volunteer.id or ""]
        known = person_key(person) in reported
        if person.id in remove:
            lines.append(_removed(policy, person, each, noticed_on, known))
        else:
            lines.append(_kept(policy, person, each, "unchanged" if known else "add", noticed_on))
    for key, line in reported.items():
        if key not in present and (line.ends_on is None or line.ends_on > noticed_on):
            lines.append(_gone_already(at, line, noticed_on))
    seen: set[str] = set()
    for person_id, consent in add.items():
        person = at.people[person_id]
        twice = person_key(person) in present or person_key(person) in seen
        seen.add(person_key(person))
        lines.append(_added(at, person, consent, Span(effective_on, whole.last), noticed_on, twice))
    plan = SubmissionPlan(policy, "change" if at.last else "first", noticed_on, effective_on, tuple(lines), ())
    problems = _dates_wrong(at, noticed_on, effective_on) + _nothing_to_report(plan)
    return SubmissionPlan(policy, plan.kind, noticed_on, effective_on, plan.lines, tuple(problems), tuple(_notes(plan)))


def _staying(at: Standing, noticed_on: date) -> list[Enrollment]:
    """通知那天过后还在这张保单里的参保。"""
    found = []
    for each in at.enrollments:
        span = cover_span(policy_span(at.policy), each.starts_on, each.ends_on)
        if span is not None and span.last > noticed_on:
            found.append(each)
    return found


def _kept(policy: Policy, person: Volunteer, one: Enrollment, change: str, noticed_on: date) -> PlanLine:
    """已有参保、仍在里面的：报过的是不变，没有报过的这次是批增。"""
    span = cover_span(policy_span(policy), one.starts_on, one.ends_on)
    assert span is not None
    consent = consent_of(one, person)
    premium = _premium(policy, span.first) if change == "add" else None
    faults = line_faults(policy, person, span, consent) if change == "add" else []
    if change == "add" and has_left(person, noticed_on):
        faults.append("已经退出，请先终止参保，或报了以后再批减")
    return PlanLine(change, person, span, one, consent, premium, warned=tuple(faults))


def _removed(policy: Policy, person: Volunteer, one: Enrollment, noticed_on: date, known: bool) -> PlanLine:
    """要减的：保到通知那天二十四时；还没生效的，参保撤掉，保费全退。"""
    span = cover_span(policy_span(policy), one.starts_on, one.ends_on)
    assert span is not None
    wrong = () if known else ("还没有报过保险公司，不用批减，请在参保人员里删除",)
    consent = consent_of(one, person)
    if span.first > noticed_on:
        refund = _premium(policy, span.first)
        said = (f"{span.first}才生效，参保撤掉",)
        return PlanLine("remove", person, None, one, consent, None, refund, True, wrong, said)
    ended = Span(span.first, noticed_on)
    return PlanLine("remove", person, ended, one, consent, None, _refund(policy, noticed_on), wrong=wrong)


def _gone_already(at: Standing, line: SubmissionPerson, noticed_on: date) -> PlanLine:
    """上一次报过在保、参保却已经终止或删掉的：这次补报批减。"""
    person = at.people[line.volunteer.id or ""]
    key = person_key(person)
    ended = [
        each
        for each in at.enrollments
        if person_key(at.people[each.volunteer.id or ""]) == key and each.ends_on is not None
    ]
    last = max(ended, key=lambda each: each.ends_on or noticed_on) if ended else None
    until = min(last.ends_on, noticed_on) if last is not None and last.ends_on is not None else noticed_on
    first = line.starts_on or at.policy.starts_on
    span = Span(first, until) if first <= until else None
    said = ("参保已经终止，补报批减",) if last is not None else ("参保记录已经删掉，补报批减",)
    return PlanLine("remove", person, span, None, Consent(), None, _refund(at.policy, until), warned=said)


def _added(at: Standing, person: Volunteer, consent: Consent, span: Span, noticed_on: date, twice: bool) -> PlanLine:
    """新加的：不合的就不能报。"""
    wrong = ["已经在这张保单里，不能重复"] if twice else []
    if has_left(person, noticed_on) or not is_registered(person, span.first):
        wrong.append(f"{span.first}不在册")
    if consent.guardian is None:
        consent = Consent(consent.cover, consent.amount, person.guardian_consent)
    if span.first <= span.last:
        wrong += line_faults(at.policy, person, span, consent)
    elsewhere = at.elsewhere.get(person.id)
    warned = (f"在保单{elsewhere}里另有保障",) if elsewhere else ()
    premium = _premium(at.policy, span.first)
    return PlanLine("add", person, span, None, consent, premium, wrong=tuple(wrong), warned=warned)


def line_faults(policy: Policy, person: Volunteer, span: Span, consent: Consent) -> list[str]:
    """一个人上这张保单有什么不合：证件号码、年龄、未成年、同意书，全部。"""
    death = has_death_cover(policy)
    found = [
        number_fault(person.id_number),
        age_fault(person.born_on, span, policy.youngest, policy.oldest),
        minor_fault(person.born_on, span.first, consent, death),
        consent_fault(consent, death),
    ]
    return [each for each in found if each]


def number_fault(number: str | None) -> str:
    """保险公司凭证件号码认人：没有、不对都不行。"""
    if not number:
        return "没有证件号码"
    read = IdNumber().read(number)
    return f"证件号码不对：{read.message}" if isinstance(read, Rejected) else ""


def consent_of(one: Enrollment, person: Volunteer) -> Consent:
    """参保记录上的同意书；监护人同意也看志愿者登记。"""
    guardian = person.guardian_consent if one.guardian_consented is None else one.guardian_consented
    return Consent(one.consented, one.sum_agreed, guardian)


def _premium(policy: Policy, starts_on: date) -> int | None:
    return _money(policy, lambda amount: premium_for(amount, policy_span(policy), starts_on, policy.proration))


def _refund(policy: Policy, ends_on: date) -> int | None:
    return _money(policy, lambda amount: refund_for(amount, policy_span(policy), ends_on, policy.proration))


def _money(policy: Policy, rule: Callable[[int], int]) -> int | None:
    return None if policy.premium is None else rule(policy.premium)


def _dates_wrong(at: Standing, noticed_on: date, effective_on: date) -> list[Problem]:
    policy = at.policy
    problems = []
    if noticed_on > at.today:
        problems.append(Problem("通知日期", f"{noticed_on}还没到，今天是{at.today}，请核对"))
    if at.last is not None and noticed_on < at.last.noticed_on:
        problems.append(Problem("通知日期", f"早于上一次批改（{at.last.number}，{at.last.noticed_on}通知），请核对"))
    earliest = effective_day(noticed_on, policy_span(policy))
    if effective_on < earliest:
        problems.append(Problem("批增生效日期", f"最早从{earliest}零时起，请改成这天或更晚"))
    if effective_on > policy.ends_on:
        problems.append(Problem("批增生效日期", f"保单{policy.ends_on}到期，{effective_on}已经不在保险期间"))
    return problems


def _nothing_to_report(plan: SubmissionPlan) -> list[Problem]:
    if plan.of("add") or plan.of("remove"):
        return []
    return [Problem("", "没有人要增减，不用报" if plan.kind == "change" else "名单上还没有人，请先加人")]


def _notes(plan: SubmissionPlan) -> list[str]:
    least = plan.policy.minimum_heads
    if least is not None and plan.heads < least:
        return [f"批改以后{plan.heads}人，少于保单要求的最少{least}人，请先问保险公司"]
    return []
