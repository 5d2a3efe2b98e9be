"""示例的保险：一张到期的旧保单，一张 2021 年的保单；专职志愿者大多已参保，报过首次投保和两次批改，有一次理赔。"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from miaopu_desk.domain.id_number import age_on
from miaopu_desk.domain.insurance import Span, premium_for, refund_for
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records.claims import Claim
from miaopu_desk.domain.records.insurance import Enrollment, Policy
from miaopu_desk.domain.records.service import ServiceRecord
from miaopu_desk.domain.records.submissions import Submission, SubmissionPerson
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.domain.sample_people import available, is_full_time, link_to
from miaopu_desk.domain.sample_places import SEED

OLD, CURRENT = "SLX-2020-0036", "SLX-2021-0042"
_EXPIRING_ON = date(2021, 6, 20)
_YEAR = Span(date(2021, 1, 1), date(2021, 12, 31))
# 报送的日子：年底报次年的名单，二月、四月各批改一次
NOTICES = (date(2020, 12, 25), date(2021, 2, 20), date(2021, 4, 25))
# 四月下旬以后登记的，街道还没有来得及投保
_LAST_BATCH = date(2021, 4, 20)


def policies() -> list[Policy]:
    """两张保单；保险公司是虚构的，保额、保费以分计。"""
    return [
        _policy(OLD, 2020, death_sum=10_000_000, medical_sum=1_000_000, premium=2_500),
        _policy(CURRENT, 2021, death_sum=20_000_000, medical_sum=2_000_000, premium=3_000),
    ]


def _policy(number: str, year: int, death_sum: int, medical_sum: int, premium: int) -> Policy:
    return Policy(
        number=number,
        insurer="示例财产保险股份有限公司",
        product="志愿服务意外伤害保险",
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        death_sum=death_sum,
        medical_sum=medical_sum,
        premium=premium,
        youngest=16,
        oldest=70,
        occupation_class="1—3类",
        minimum_heads=10,
        proration="month",
    )


def enrollments(people: Sequence[Volunteer]) -> list[Enrollment]:
    """专职志愿者的参保记录；超过年龄的、刚登记的、还没有签字的没有参保。保单只有编号，还没有 id。

    后来登记的等到下一次批改才加，退出、暂停的等到下一次批改才减。
    """
    random = Random(f"{SEED} 参保")
    planned: list[Enrollment] = []
    for order, person in enumerate(person for person in people if person.id and is_full_time(person)):
        agreed = random.random() < 0.93
        if person.registered_on < date(2020, 7, 1) and agreed:
            first_day = max(date(2020, 1, 1), person.registered_on + timedelta(days=10))
            planned.append(_enrollment(OLD, person, first_day, None))
        start = _reported_from(max(_YEAR.first, person.registered_on + timedelta(days=10)))
        if start is None or not agreed or person.registered_on >= _LAST_BATCH or not available(person, start):
            continue
        if person.born_on is not None and age_on(person.born_on, start) > 70:
            continue
        short = order % 31 == 12
        end = _removed_on(person, start) or (_EXPIRING_ON if short and person.standing == "active" else None)
        note = "短期参保，待续" if end == _EXPIRING_ON else None
        planned.append(_enrollment(CURRENT, person, start, end, note))
    return planned


def _reported_from(wanted: date) -> date | None:
    """想从 wanted 起保的，哪一次报送能赶上，从那次的生效日起；都赶不上为空。"""
    return next((day for day in map(_effective, NOTICES) if day >= wanted), None)


def _effective(notice: date) -> date:
    return max(notice + timedelta(days=1), _YEAR.first)


def _removed_on(person: Volunteer, start: date) -> date | None:
    """退出、暂停以后的第一次批改，保到那天。"""
    left = person.standing_on if person.standing != "active" else None
    return next((day for day in NOTICES if left is not None and left <= day and start <= day), None)


def _enrollment(policy: str, person: Volunteer, start: date, end: date | None, note: str | None = None) -> Enrollment:
    return Enrollment(
        policy=Ref(policy),
        volunteer=link_to(person),
        starts_on=start,
        ends_on=end,
        consented=True,
        sum_agreed=True,
        note=note,
    )


@dataclass(frozen=True, slots=True)
class Reported:
    """一次报送和它冻结的名单；名单还没有指向报送。"""

    submission: Submission
    lines: tuple[SubmissionPerson, ...]


def submissions(planned: Sequence[Enrollment], people: Sequence[Volunteer]) -> list[Reported]:
    """2021 年保单的三次报送，照参保记录推出来：谁是那次加的，谁是那次减的，谁不变。"""
    known = {person.id: person for person in people}
    current = [each for each in planned if each.policy.name == CURRENT]
    return [_reported(number, notice, current, known) for number, notice in enumerate(NOTICES, 1)]


def _reported(number: int, notice: date, current: Sequence[Enrollment], known: dict[str, Volunteer]) -> Reported:
    effective = _effective(notice)
    groups: dict[str, list[Enrollment]] = {"add": [], "remove": [], "unchanged": []}
    for each in current:
        if each.starts_on == effective:
            groups["add"].append(each)
        elif each.starts_on < effective and each.ends_on == notice:
            groups["remove"].append(each)
        elif each.starts_on < effective and (each.ends_on is None or each.ends_on > notice):
            groups["unchanged"].append(each)
    lines = tuple(_line(change, one, known[one.volunteer.id or ""]) for change, rows in groups.items() for one in rows)
    submission = Submission(
        number=f"{CURRENT}-{number:02d}",
        policy=Ref(CURRENT),
        kind="first" if number == 1 else "change",
        noticed_on=notice,
        effective_on=effective,
        added=len(groups["add"]),
        removed=len(groups["remove"]),
        unchanged=len(groups["unchanged"]),
        premium=sum(line.premium or 0 for line in lines),
        refund=sum(line.refund or 0 for line in lines),
        endorsement=f"PD-{notice:%Y%m}",
        confirmed_on=notice + timedelta(days=3),
    )
    return Reported(submission, lines)


def _line(change: str, one: Enrollment, person: Volunteer) -> SubmissionPerson:
    return SubmissionPerson(
        change=change,
        name=person.name,
        id_number=person.id_number,
        sex=person.sex,
        born_on=person.born_on,
        phone=person.phone,
        community=person.community.name,
        starts_on=one.starts_on,
        ends_on=one.ends_on or _YEAR.last,
        premium=premium_for(3_000, _YEAR, one.starts_on, "month") if change == "add" else None,
        refund=refund_for(3_000, _YEAR, one.ends_on, "month") if change == "remove" and one.ends_on else None,
        volunteer=one.volunteer,
    )


def claims(planned: Sequence[Enrollment], records: Sequence[ServiceRecord]) -> list[Claim]:
    """一次理赔：五月服务时崴了脚的一位，那天在保。"""
    covered = {each.volunteer.id for each in planned if each.policy.name == CURRENT and each.ends_on is None}
    for record in records:
        if record.served_on >= date(2021, 5, 10) and record.volunteer.id in covered:
            return [
                Claim(
                    volunteer=record.volunteer,
                    policy=Ref(CURRENT),
                    happened_on=record.served_on,
                    place=record.place,
                    happening="服务时下台阶踏空，右脚踝扭伤，由同行的志愿者陪同就诊。",
                    hospital="示例社区卫生服务中心",
                    hospital_days=0,
                    state="collecting",
                    reported_on=record.served_on + timedelta(days=1),
                    report_number="BA-2021-0031",
                    claimed=36_850,
                )
            ]
    return []
