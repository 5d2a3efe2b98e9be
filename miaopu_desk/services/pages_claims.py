"""理赔材料：从理赔登记取出险的人和事，找出那天的服务、签到和参保；完整号码要写用途和交给谁，先记后给。"""

from datetime import time
from pathlib import Path

from miaopu_desk.domain.clock import Clock
from miaopu_desk.domain.codes import ATTENDANCE, CLAIM_STATES, SEX
from miaopu_desk.domain.insurance import cover_span
from miaopu_desk.domain.insurance_pages import ClaimPack, CoverLine, ServedLine, SignedLine
from miaopu_desk.domain.kinds import IdNumber, Phone, YesNo, money
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError, Problem, Refused
from miaopu_desk.domain.records import ACTIVITIES, POLICIES, SHIFT_PEOPLE, SHIFTS, VOLUNTEERS
from miaopu_desk.domain.records.activities import ACTIVITY_PEOPLE
from miaopu_desk.domain.records.claims import CLAIMS, Claim
from miaopu_desk.domain.records.insurance import ENROLLMENTS, Policy
from miaopu_desk.domain.records.service import SERVICE_RECORDS
from miaopu_desk.domain.records.submissions import SUBMISSION_PEOPLE
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.domain.submission_plan import policy_span
from miaopu_desk.domain.training_pages import said_hours
from miaopu_desk.services.disclosing import disclose
from miaopu_desk.services.office import Office
from miaopu_desk.services.page_options import Options, yes
from miaopu_desk.services.pages_insurance import policy_facts

CLAIM_OPTIONS = ("claim", "whole", "purpose", "recipient")
SECRET = ("证件号码", "联系电话")


def make_claim_pack(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """一次理赔的材料，写成一份 PDF。

    选项：claim 是理赔登记的编号（id）或报案号；whole 写“是”给完整号码，要写 purpose 和 recipient。
    """
    from miaopu_desk.reports.claim_pack import print_claim_pack

    claim = find_claim(office, options.get("claim", ""))
    purpose, recipient = options.get("purpose", "").strip(), options.get("recipient", "").strip()
    whole = yes(options, "whole")
    if whole:
        if not recipient:
            raise Refused([Problem("交给谁", "要给出完整号码，请写明交给谁，例如 保险公司的名称")])
        disclose(office, "print", CLAIMS, purpose, recipient, 1, SECRET, claim.id)
    note = f"含完整号码，用途：{purpose}，交给{recipient}。" if whole else "证件号码、电话按规定打码。"
    return print_claim_pack(claim_pack(office, claim, whole, note), path)


def find_claim(office: Office, written: str) -> Claim:
    """按编号或报案号找一次理赔；没有、不止一个报 KnownError。"""
    text = written.strip()
    if not text:
        raise KnownError("请用选项 claim 写明是哪一次理赔：报案号，或者在理赔登记里选中它再印。")
    table = office.keeper.table(CLAIMS)
    one = table.get(text)
    if one is not None:
        return one
    found = table.find("report_number", text)
    if len(found) != 1:
        raise KnownError(f"报案号“{text}”的理赔有{len(found)}条，请在理赔登记里核对。")
    return found[0]


def claim_pack(office: Office, claim: Claim, whole: bool = False, note: str = "") -> ClaimPack:
    """一份理赔材料的内容。"""
    facts = office.known_facts()
    person = office.keeper.table(VOLUNTEERS).get(claim.volunteer.id or "")
    policy = office.keeper.table(POLICIES).get(claim.policy.id or "")
    if person is None or policy is None:
        raise KnownError("这次理赔的人或者保单已经删除，请先恢复。")
    sheet, signed = _sign_in(office, claim)
    return ClaimPack(
        office=facts.name,
        signed_as=facts.signed_as,
        day=office.today(),
        name=person.name,
        happened_on=claim.happened_on,
        facts=_facts(claim, person, policy, whole),
        happening=claim.happening or "",
        served=tuple(_served(office, claim)),
        sheet=sheet,
        signed=tuple(signed),
        policy=_policy(policy),
        covers=tuple(_covers(office, claim, person, policy)),
        note=note,
        prepared_by=facts.prepared_by or "",
    )


def _facts(claim: Claim, person: Volunteer, policy: Policy, whole: bool) -> tuple[tuple[str, str], ...]:
    show_id, show_phone = (IdNumber().show, Phone().show) if whole else (IdNumber().masked, Phone().masked)
    at = f" {Clock().show(claim.happened_at)}" if claim.happened_at else ""
    found = (
        ("出险人", person.name),
        ("性别", SEX.label(person.sex) if person.sex else ""),
        ("证件号码", show_id(person.id_number)),
        ("联系电话", show_phone(person.phone)),
        ("所在社区", person.community.name),
        ("保单号", policy.number),
        ("保险公司", policy.insurer),
        ("出险时间", f"{full_day(claim.happened_on)}{at}"),
        ("出险地点", claim.place or ""),
        ("就诊医院", claim.hospital or ""),
        ("住院天数", f"{claim.hospital_days}天" if claim.hospital_days is not None else ""),
        ("报案日期", full_day(claim.reported_on) if claim.reported_on else ""),
        ("报案号", claim.report_number or ""),
        ("理赔进度", CLAIM_STATES.label(claim.state)),
        ("申请金额", f"{money().show(claim.claimed)}元" if claim.claimed is not None else ""),
    )
    return tuple((label, text or "—") for label, text in found)


def _policy(policy: Policy) -> tuple[tuple[str, str], ...]:
    facts = policy_facts(policy)
    sums = (("意外身故保额", policy.death_sum), ("意外医疗保额", policy.medical_sum))
    return (
        ("保单号", facts.number),
        ("保险公司", facts.insurer),
        ("险种", facts.product or "—"),
        ("保险期限", facts.period),
        *((label, f"{money().show(amount)}元" if amount is not None else "—") for label, amount in sums),
    )


def _served(office: Office, claim: Claim) -> list[ServedLine]:
    """出险那天的服务：登记里有的才写，服务记录、排班、活动名单各写各的。"""
    person = claim.volunteer.id
    found = []
    for duty in office.keeper.table(SHIFT_PEOPLE).find("volunteer", person):
        shift = office.keeper.table(SHIFTS).get(duty.shift.id or "")
        if shift is not None and shift.day == claim.happened_on and shift.state != "cancelled":
            found.append(
                ServedLine(
                    kind="值守",
                    name=shift.task or "值守",
                    time=_times(shift.starts_at, shift.ends_at),
                    place=shift.area.name,
                    organiser=shift.unit or "",
                    attendance=_attendance(duty.attendance),
                    hours=said_hours(duty.minutes),
                )
            )
    for part in office.keeper.table(ACTIVITY_PEOPLE).find("volunteer", person):
        activity = office.keeper.table(ACTIVITIES).get(part.activity.id or "")
        if activity is not None and activity.day == claim.happened_on and activity.state != "cancelled":
            found.append(
                ServedLine(
                    kind="活动",
                    name=activity.name,
                    time=_times(activity.starts_at, activity.ends_at),
                    place=activity.place or "",
                    organiser=activity.organiser or "",
                    attendance=_attendance(part.attendance),
                    hours=said_hours(part.minutes),
                )
            )
    for record in office.keeper.table(SERVICE_RECORDS).find("volunteer", person):
        if record.served_on == claim.happened_on and record.corrects is None:
            found.append(
                ServedLine(
                    kind="服务记录",
                    name=record.activity,
                    time=_times(record.starts_at, record.ends_at),
                    place=record.place or "",
                    organiser=record.organiser or "",
                    hours=said_hours(record.minutes),
                )
            )
    return found


def _sign_in(office: Office, claim: Claim) -> tuple[str, list[SignedLine]]:
    """写明的那一班、那一次活动的签到名单；没有写明的为空。"""
    if claim.shift is not None and claim.shift.id:
        shift = office.keeper.table(SHIFTS).get(claim.shift.id)
        rows = office.keeper.table(SHIFT_PEOPLE).find("shift", claim.shift.id)
        people = _communities(office, [each.volunteer.id or "" for each in rows])
        lines = [
            SignedLine(
                each.volunteer.name,
                people.get(each.volunteer.id or "", ""),
                _attendance(each.attendance),
                _times(each.came_at, each.left_at),
                said_hours(each.minutes),
                each.volunteer.id == claim.volunteer.id,
            )
            for each in rows
        ]
        return (f"{full_day(shift.day)}{shift.area.name}值守" if shift else ""), lines
    if claim.event is not None and claim.event.id:
        parts = office.keeper.table(ACTIVITY_PEOPLE).find("activity", claim.event.id)
        people = _communities(office, [each.volunteer.id or "" for each in parts])
        return f"活动“{claim.event.name}”", [
            SignedLine(
                each.volunteer.name,
                people.get(each.volunteer.id or "", ""),
                _attendance(each.attendance),
                "",
                said_hours(each.minutes),
                each.volunteer.id == claim.volunteer.id,
            )
            for each in parts
        ]
    return "", []


def _communities(office: Office, ids: list[str]) -> dict[str, str]:
    return {one.id: one.community.name for one in office.keeper.table(VOLUNTEERS).records(ids)}


def _covers(office: Office, claim: Claim, person: Volunteer, policy: Policy) -> list[CoverLine]:
    """这个人在这张保单上的各段保障，和报送的批改号。"""
    reported = {
        (line.starts_on, line.change): line.submission.name
        for line in office.keeper.table(SUBMISSION_PEOPLE).find("volunteer", person.id)
    }
    found = []
    for one in office.keeper.table(ENROLLMENTS).find("volunteer", person.id):
        span = cover_span(policy_span(policy), one.starts_on, one.ends_on) if one.policy.id == policy.id else None
        if span is None:
            continue
        consent = (
            f"本人同意：{YesNo().show(one.consented) or '未登记'}，认可保额：{YesNo().show(one.sum_agreed) or '未登记'}"
        )
        number = reported.get((span.first, "add"), "")
        found.append(
            CoverLine(
                starts_on=span.first.isoformat(),
                ends_on=span.last.isoformat(),
                holds=span.holds(claim.happened_on),
                reported=number,
                consent=consent,
            )
        )
    return found


def _attendance(code: str | None) -> str:
    return ATTENDANCE.label(code) if code else ""


def _times(first: time | None, last: time | None) -> str:
    shown = [Clock().show(each) for each in (first, last) if each is not None]
    return "—".join(shown)
