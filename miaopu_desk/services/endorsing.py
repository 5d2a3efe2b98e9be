"""批改：拟好增减名单给人看，确认以后一次写进去：参保的起止、这一次报送、冻结的名单。"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from miaopu_desk.domain.insurance import Consent, effective_day
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError, Refused
from miaopu_desk.domain.records.insurance import ENROLLMENTS, POLICIES, Enrollment, Policy
from miaopu_desk.domain.records.submissions import SUBMISSION_PEOPLE, SUBMISSIONS, Submission, SubmissionPerson
from miaopu_desk.domain.records.volunteers import VOLUNTEERS, Volunteer
from miaopu_desk.domain.registration import has_left
from miaopu_desk.domain.submission_plan import PlanLine, Standing, SubmissionPlan, draw_up, policy_span
from miaopu_desk.services.keeping import Act
from miaopu_desk.services.office import Office
from miaopu_desk.store import queries, queries_insurance


@dataclass(frozen=True, slots=True)
class Proposed:
    """程序提出来的：该加的专职、该减的已退出的人，都是志愿者 id。"""

    add: tuple[str, ...]
    remove: tuple[str, ...]


def first_effective(office: Office, policy_id: str, noticed_on: date) -> date:
    """批增最早哪天零时起生效。"""
    return effective_day(noticed_on, policy_span(_policy(office, policy_id)))


def proposed(office: Office, policy_id: str, noticed_on: date, effective_on: date) -> Proposed:
    """生效那天没有任何保障的在册专职，和报过的、还在这张保单里却已经退出、清退的人。"""
    parameters = {"day": effective_on.isoformat(), "first": "", "before": ""}
    missing = queries.names(office.database, queries.FIGURES["uninsured_full_time"], parameters)
    policy = _policy(office, policy_id)
    inside = [
        each.volunteer.id or ""
        for each in office.keeper.table(ENROLLMENTS).find("policy", policy.id)
        if each.ends_on is None or each.ends_on > noticed_on
    ]
    last = last_submission(office, policy.id)
    reported = (
        {each.volunteer.id for each in frozen_lines(office, last.id) if each.change != "remove"} if last else set()
    )
    people = office.keeper.table(VOLUNTEERS).records([each for each in inside if each in reported])
    gone = tuple(one.id for one in people if has_left(one, noticed_on))
    return Proposed(tuple(each for each in missing if each not in inside), gone)


def plan_submission(
    office: Office,
    policy_id: str,
    noticed_on: date,
    effective_on: date | None = None,
    *,
    add: Mapping[str, Consent] | None = None,
    remove: Collection[str] = (),
) -> SubmissionPlan:
    """拟一次批改，什么也不写；effective_on 不写时是通知的次日。保单已删除报 KnownError。"""
    policy = _policy(office, policy_id)
    added = dict(add or {})
    effective = effective_on or effective_day(noticed_on, policy_span(policy))
    return draw_up(_standing(office, policy, effective, added), noticed_on, effective, added, set(remove))


def submit(office: Office, plan: SubmissionPlan, note: str = "") -> Submission:
    """照看过的计划报：一次操作，一次撤销。有一处不能报的报 Refused，名单刚才变过的报 KnownError，都不写。"""
    if plan.faults:
        raise Refused(plan.faults)
    added = {each.volunteer.id: each.consent for each in plan.of("add") if each.enrollment is None}
    removed = [each.volunteer.id for each in plan.of("remove") if each.enrollment is not None]
    again = plan_submission(office, plan.policy.id, plan.noticed_on, plan.effective_on, add=added, remove=removed)
    if again.lines != plan.lines or again.faults:
        raise KnownError("名单刚才在别处改过，请重新拟一遍再报。")
    number = f"{plan.policy.number}-{queries_insurance.submissions_ever(office.database, plan.policy.id) + 1:02d}"
    counts = f"批增 {len(plan.of('add'))} 人，批减 {len(plan.of('remove'))} 人"
    with office.keeper.action(f"批改“{number}”：{counts}") as act:
        for line in plan.lines:
            _carry_out(act, plan, line)
        saved = act.insert(SUBMISSIONS, _submission(plan, number, note))
        for line in _in_order(plan):
            act.insert(SUBMISSION_PEOPLE, frozen(saved, line))
    return saved


def confirm_endorsement(office: Office, submission_id: str, endorsement: str, confirmed_on: date | None) -> None:
    """保险公司出了批单：记下批单号和日期。填得不对的报 Refused。"""
    raw: dict[str, object] = {"endorsement": endorsement, "confirmed_on": confirmed_on}
    saved = office.keeper.change(SUBMISSIONS, submission_id, raw)
    if isinstance(saved, list):
        raise Refused(saved)


def last_submission(office: Office, policy_id: str) -> Submission | None:
    """这张保单最近的一次报送。"""
    found = office.keeper.table(SUBMISSIONS).find("policy", policy_id)
    return max(found, key=lambda each: (each.noticed_on, each.number)) if found else None


def frozen_lines(office: Office, submission_id: str) -> list[SubmissionPerson]:
    """一次报送冻结的名单：批增、批减、不变，各按社区。"""
    return office.keeper.table(SUBMISSION_PEOPLE).find("submission", submission_id)


def _standing(office: Office, policy: Policy, effective_on: date, add: Mapping[str, Consent]) -> Standing:
    enrollments = office.keeper.table(ENROLLMENTS).find("policy", policy.id)
    last = last_submission(office, policy.id)
    reported = [each for each in frozen_lines(office, last.id) if each.change != "remove"] if last else []
    ids = [each.volunteer.id or "" for each in enrollments] + [each.volunteer.id or "" for each in reported] + list(add)
    people = {one.id: one for one in office.keeper.table(VOLUNTEERS).records(list(dict.fromkeys(ids)))}
    missing = [each for each in add if each not in people]
    if missing:
        raise KnownError("要加的人里有刚删除的，请重新挑选。")
    elsewhere = queries_insurance.covered_elsewhere(office.database, list(add), policy.id, effective_on.isoformat())
    return Standing(
        policy,
        [each for each in enrollments if each.volunteer.id in people],
        people,
        last,
        [each for each in reported if each.volunteer.id in people],
        elsewhere,
        office.today(),
    )


def _policy(office: Office, policy_id: str) -> Policy:
    policy = office.keeper.table(POLICIES).get(policy_id)
    if policy is None:
        raise KnownError("这张保单已经删除，请刷新后重新选择。")
    return policy


def _carry_out(act: Act, plan: SubmissionPlan, line: PlanLine) -> None:
    """一行落到参保记录上：新加的写进去，减掉的终止在通知那天。"""
    if line.change == "add" and line.enrollment is None:
        act.insert(ENROLLMENTS, _enrollment(plan, line))
    elif line.change == "remove" and line.enrollment is not None:
        if line.cancels:
            act.delete(ENROLLMENTS, line.enrollment.id)
        else:
            act.update(ENROLLMENTS, line.enrollment, replace(line.enrollment, ends_on=plan.noticed_on))


def _enrollment(plan: SubmissionPlan, line: PlanLine) -> Enrollment:
    return Enrollment(
        policy=Ref(plan.policy.number, plan.policy.id),
        volunteer=_ref(line.volunteer),
        starts_on=plan.effective_on,
        consented=line.consent.cover,
        sum_agreed=line.consent.amount,
        guardian_consented=line.consent.guardian,
    )


def _submission(plan: SubmissionPlan, number: str, note: str) -> Submission:
    return Submission(
        number=number,
        policy=Ref(plan.policy.number, plan.policy.id),
        kind=plan.kind,
        noticed_on=plan.noticed_on,
        effective_on=plan.effective_on,
        added=len(plan.of("add")),
        removed=len(plan.of("remove")),
        unchanged=len(plan.of("unchanged")),
        premium=plan.premium,
        refund=plan.refund,
        note=note.strip() or None,
    )


def frozen(submission: Submission, line: PlanLine) -> SubmissionPerson:
    """冻结的一行：照报出去时的样子。"""
    person = line.volunteer
    return SubmissionPerson(
        submission=Ref(submission.number, submission.id),
        change=line.change,
        name=person.name,
        id_number=person.id_number,
        sex=person.sex,
        born_on=person.born_on,
        phone=person.phone,
        community=person.community.name,
        starts_on=line.span.first if line.span else None,
        ends_on=line.span.last if line.span else None,
        premium=line.premium,
        refund=line.refund,
        beneficiary=line.enrollment.beneficiary if line.enrollment else None,
        volunteer=_ref(person),
        note="没有生效，撤掉" if line.cancels else None,
    )


def _in_order(plan: SubmissionPlan) -> list[PlanLine]:
    """批增、批减、不变，各照原来的先后。"""
    return [line for change in ("add", "remove", "unchanged") for line in plan.of(change)]


def _ref(person: Volunteer) -> Ref:
    return Ref(person.name, person.id)
