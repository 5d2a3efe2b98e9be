"""批改的纸：批改名单和保费清单，都照那一次报送冻结的名单；给完整号码要写用途和交给谁，先记后给。"""

from collections.abc import Sequence
from pathlib import Path

from miaopu_desk.domain.codes import ENDORSEMENTS, PRORATIONS, SEX, SUBMISSION_KINDS
from miaopu_desk.domain.insurance_pages import ChangedRow, PremiumLine, PremiumSheet, SubmissionFacts
from miaopu_desk.domain.kinds import IdNumber, Phone
from miaopu_desk.domain.list_pages import ListHead
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError, Problem, Refused
from miaopu_desk.domain.records.communities import COMMUNITIES
from miaopu_desk.domain.records.insurance import POLICIES, Policy
from miaopu_desk.domain.records.submissions import SUBMISSION_PEOPLE, SUBMISSIONS, Submission, SubmissionPerson
from miaopu_desk.services.disclosing import disclose
from miaopu_desk.services.endorsing import frozen_lines
from miaopu_desk.services.office import Office
from miaopu_desk.services.page_options import Options, code_of, day_of, only_one, yes
from miaopu_desk.services.pages_insurance import covered_on, find_policy, insured, policy_facts

CHANGES_OPTIONS = ("submission", "change", "whole", "purpose", "recipient")
PREMIUM_OPTIONS = ("submission", "policy", "day")
SECRET = ("证件号码", "联系电话")


def make_insured_changes(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """批改名单，写成 PDF。

    选项：submission 批改号；change 只要批增、批减或不变（不写是全部）；whole 写“是”给完整号码，要写 purpose 和 recipient。
    """
    from miaopu_desk.reports.insured_changes import print_insured_changes

    facts = office.known_facts()
    one = find_submission(office, options)
    policy = _policy_of(office, one)
    lines = in_order(office, frozen_lines(office, one.id))
    change = code_of(options, "change", ENDORSEMENTS)
    lines = [each for each in lines if change in (None, each.change)]
    whole = yes(options, "whole")
    if whole:
        give_out(office, one, len(lines), options)
    head = ListHead(
        title=f"{facts.short_name}志愿者意外伤害保险{SUBMISSION_KINDS.label(one.kind)}名单",
        office=facts.name,
        as_of=full_day(one.noticed_on),
        total=len(lines),
        prepared_by=facts.prepared_by or "",
        checked_by=facts.checked_by or "",
        note=f"含完整号码，用途：{options['purpose'].strip()}。" if whole else "号码按规定打码。",
    )
    rows = [changed_row(each, whole) for each in lines]
    return print_insured_changes(head, policy_facts(policy), submission_facts(one), rows, path)


def make_premium(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """保费清单，写成 PDF。

    选项：submission 批改号，写的是那一次应交应退的；不写时是 policy（保单号，不写是那天唯一有效的）在 day 那天在保的人。
    """
    from miaopu_desk.reports.premium import print_premium

    return print_premium(premium_sheet(office, month, options), path)


def premium_sheet(office: Office, month: str | None, options: Options) -> PremiumSheet:
    """保费清单的内容；保单没有登记每人保费报 KnownError。"""
    facts = office.known_facts()
    name = facts.short_name
    if options.get("submission", "").strip():
        one = find_submission(office, options)
        policy, title = _policy_of(office, one), f"{name}志愿者意外伤害保险批改保费清单"
        lines, number = _change_lines(office, one), one.number
    else:
        policy, title = find_policy(office, month, options), f"{name}志愿者意外伤害保险保费清单"
        lines, number = _covered_lines(office, month, policy, options), ""
    if policy.premium is None:
        raise KnownError(f"保单“{policy.number}”没有登记每人保费，请先在保单里填上。")
    return PremiumSheet(
        title=title,
        office=facts.name,
        signed_as=facts.signed_as,
        day=office.today(),
        policy=policy_facts(policy),
        lines=tuple(lines),
        submission=number,
        rule=PRORATIONS.label(policy.proration or "full"),
        prepared_by=facts.prepared_by or "",
        checked_by=facts.checked_by or "",
    )


def find_submission(office: Office, options: Options) -> Submission:
    """选项里的一次报送：批改号，或者它的 id。"""
    written = options.get("submission", "").strip()
    every = office.keeper.table(SUBMISSIONS).all()
    if not written:
        known = "、".join(each.number for each in every[:6]) or "还没有报过"
        raise KnownError(f"请用选项 submission 写明哪一次批改（现有：{known}）。")
    return only_one(
        [each for each in every if written in (each.number, each.id)], "批改", written, lambda one: one.number
    )


def give_out(office: Office, one: Submission, count: int, options: Options) -> None:
    """给保险公司的名单：用途和交给谁都要写，记在提供记录里。"""
    purpose, recipient = options.get("purpose", "").strip(), options.get("recipient", "").strip()
    if not recipient:
        raise Refused([Problem("交给谁", "要给出完整号码，请写明交给谁，例如 保险公司的名称")])
    disclose(office, "print", SUBMISSION_PEOPLE, purpose, recipient, count, SECRET, one.id)


def in_order(office: Office, lines: Sequence[SubmissionPerson]) -> list[SubmissionPerson]:
    """批增、批减、不变，各按社区的次序；同一社区照名单的先后。"""
    places = {each.name: at for at, each in enumerate(office.keeper.table(COMMUNITIES).all())}
    return sorted(lines, key=lambda one: (ENDORSEMENTS.order(one.change), places.get(one.community or "", len(places))))


def changed_row(one: SubmissionPerson, whole: bool = False) -> ChangedRow:
    """冻结的一行写在纸上的样子。"""
    show_id, show_phone = (IdNumber().show, Phone().show) if whole else (IdNumber().masked, Phone().masked)
    return ChangedRow(
        change=ENDORSEMENTS.label(one.change),
        community=one.community or "",
        name=one.name,
        sex=SEX.label(one.sex) if one.sex else "",
        id_number=show_id(one.id_number),
        phone=show_phone(one.phone),
        starts_on=one.starts_on.isoformat() if one.starts_on else "",
        ends_on=one.ends_on.isoformat() if one.ends_on else "",
        premium=one.premium,
        refund=one.refund,
        note=one.note or "",
    )


def submission_facts(one: Submission) -> SubmissionFacts:
    """一次报送写在纸上的几样。"""
    return SubmissionFacts(
        number=one.number,
        kind=SUBMISSION_KINDS.label(one.kind),
        noticed_on=full_day(one.noticed_on),
        effective_on=full_day(one.effective_on),
        endorsement=one.endorsement or "",
    )


def _policy_of(office: Office, one: Submission) -> Policy:
    policy = office.keeper.table(POLICIES).get(one.policy.id or "")
    if policy is None:
        raise KnownError(f"批改“{one.number}”的保单已经删除，请先恢复它。")
    return policy


def _change_lines(office: Office, one: Submission) -> list[PremiumLine]:
    found: dict[str, PremiumLine] = {}
    for each in in_order(office, frozen_lines(office, one.id)):
        if each.change == "unchanged":
            continue
        place = each.community or ""
        was = found.get(place, PremiumLine(place))
        added = each.change == "add"
        found[place] = PremiumLine(
            place,
            was.added + added,
            was.premium + (each.premium or 0),
            was.removed + (not added),
            was.refund + (each.refund or 0),
        )
    return _by_place(office, found)


def _covered_lines(office: Office, month: str | None, policy: Policy, options: Options) -> list[PremiumLine]:
    day = day_of(office, month, options)
    day = day if options.get("day") else min(max(day, policy.starts_on), policy.ends_on)
    found: dict[str, PremiumLine] = {}
    for row in insured(office, policy, covered_on(office, policy, day)):
        was = found.get(row.community, PremiumLine(row.community))
        found[row.community] = PremiumLine(row.community, was.added + 1, was.premium + (policy.premium or 0))
    return _by_place(office, found)


def _by_place(office: Office, found: dict[str, PremiumLine]) -> list[PremiumLine]:
    """按社区的次序；登记里已经没有的社区排在后面。"""
    places = [each.name for each in office.keeper.table(COMMUNITIES).all()]
    return [found[name] for name in (*places, *(name for name in found if name not in places)) if name in found]
