"""保险的纸：一份保单某一天保着哪些人，按社区排好；号码默认打码，给完整号码要写用途并留下记录。"""

from array import array
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from miaopu_desk.domain.codes import SEX
from miaopu_desk.domain.kinds import IdNumber, Phone, YesNo
from miaopu_desk.domain.list_pages import InsuredRow, ListHead, PolicyFacts
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.insurance import ENROLLMENTS, POLICIES, Policy
from miaopu_desk.services.disclosing import disclose
from miaopu_desk.services.office import Office
from miaopu_desk.services.page_options import Options, day_of, only_one, yes
from miaopu_desk.store.listing import Condition, Listing

INSURED_LIST_OPTIONS = ("policy", "day", "whole", "purpose", "recipient")
PAGE = 500
SECRET = ("证件号码", "联系电话")
SHOWN = (
    "volunteer",
    "volunteer.community",
    "volunteer.sex",
    "volunteer.id_number",
    "volunteer.phone",
    "starts_on",
    "ends_on",
    "consented",
    "beneficiary",
    "note",
)


def make_insured_list(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """参保名单，写成 PDF。

    选项：policy 保单号（不写是那天唯一有效的一份），day 哪一天（不写是月末或今天，不出保单的期间）；
    whole 写“是”给出完整号码（要写 purpose，留下记录），recipient 给谁（不写是保险公司）。
    """
    from miaopu_desk.reports.insured_list import print_insured_list

    facts = office.known_facts("名单没有单位名称")
    policy = find_policy(office, month, options)
    day = day_of(office, month, options)
    day = day if options.get("day") else min(max(day, policy.starts_on), policy.ends_on)
    numbers = covered_on(office, policy, day)
    whole, purpose = yes(options, "whole"), options.get("purpose", "")
    if whole:
        # 先记后给：没有记录就没有完整号码
        recipient = options.get("recipient", "").strip() or policy.insurer
        disclose(office, "print", ENROLLMENTS, purpose, recipient, len(numbers), SECRET, policy.id)
    head = ListHead(
        title=f"{facts.short_name}志愿者意外伤害保险参保名单",
        office=facts.name,
        as_of=full_day(day),
        total=len(numbers),
        prepared_by=facts.prepared_by or "",
        checked_by=facts.checked_by or "",
        note=f"含完整号码，用途：{purpose.strip()}。" if whole else "号码按规定打码。受益人空着的为法定受益人。",
    )
    return print_insured_list(head, policy_facts(policy), insured(office, policy, numbers, whole), path)


def covered_on(office: Office, policy: Policy, day: date) -> "array[int]":
    """这份保单在那天保着的人的参保记录，按社区的次序、姓名的拼音；起日和止日都算在内。"""
    found = array("q")
    if not policy.starts_on <= day <= policy.ends_on:
        return found
    table = office.keeper.table(ENROLLMENTS)
    where = (Condition("policy", "is", (policy.id,)), Condition("starts_on", "to", (day,)))
    numbers = table.numbers(Listing(where=where, order=("volunteer.community", "volunteer")))
    for start in range(0, len(numbers), PAGE):
        page = numbers[start : start + PAGE]
        for number, row in zip(page, table.values(page, ("ends_on",)), strict=True):
            if row and (row[1] is None or row[1] >= day):
                found.append(number)
    return found


def insured(office: Office, policy: Policy, numbers: "array[int]", whole: bool = False) -> Iterator[InsuredRow]:
    """各参保记录，一行一行地取；号码默认打码，终止日期空着的写保单止期。"""
    table = office.keeper.table(ENROLLMENTS)
    show_id, show_phone = (IdNumber().show, Phone().show) if whole else (IdNumber().masked, Phone().masked)
    for start in range(0, len(numbers), PAGE):
        for row in table.values(numbers[start : start + PAGE], SHOWN):
            if not row:
                continue
            volunteer, community, sex, id_number, phone, starts_on, ends_on, consented, beneficiary, note = row[1:]
            yield InsuredRow(
                community=community.name,
                name=volunteer.name,
                sex=SEX.label(sex) if sex else "",
                id_number=show_id(id_number),
                phone=show_phone(phone),
                starts_on=max(starts_on, policy.starts_on).isoformat(),
                ends_on=min(ends_on or policy.ends_on, policy.ends_on).isoformat(),
                beneficiary=beneficiary or "",
                consented=YesNo().show(consented),
                note=note or "",
            )


def policy_facts(policy: Policy) -> PolicyFacts:
    """保单写在纸上的几样；期限从起日零时到止日二十四时。"""
    return PolicyFacts(
        number=policy.number,
        insurer=policy.insurer,
        product=policy.product or "",
        period=f"{full_day(policy.starts_on)}零时至{full_day(policy.ends_on)}二十四时",
        premium=policy.premium,
    )


def find_policy(office: Office, month: str | None, options: Options) -> Policy:
    """要印的保单：指定的保单号，或者那天唯一有效的一份。"""
    every = office.keeper.table(POLICIES).all()
    number = options.get("policy", "").strip()
    if number:
        found = [each for each in every if number in (each.number, each.id)]
        return only_one(found, "保单", number, lambda each: each.number)
    day = day_of(office, month, options)
    valid = [each for each in every if each.starts_on <= day <= each.ends_on]
    if len(valid) != 1:
        known = "；".join(each.number for each in (valid or every)[:6])
        said = f"有{len(valid)}份有效的保单" if valid else "没有有效的保单"
        hint = f"，请用选项 policy 写明保单号：{known}" if known else "，请先登记保单"
        raise KnownError(f"{full_day(day)}{said}{hint}。")
    return valid[0]
