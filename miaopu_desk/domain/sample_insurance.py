"""示例的保险：一张到期的旧保单，一张 2021 年的保单，专职志愿者大多已参保。"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from miaopu_desk.domain.id_number import age_on
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records.insurance import Enrollment, Policy
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.domain.sample_people import available, is_full_time, link_to
from miaopu_desk.domain.sample_places import SEED

OLD, CURRENT = "SLX-2020-0036", "SLX-2021-0042"
_EXPIRING_ON = date(2021, 6, 20)
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
    )


def enrollments(people: Sequence[Volunteer]) -> list[Enrollment]:
    """专职志愿者的参保记录；超过年龄的、刚登记的、还没有签字的没有参保。保单只有编号，还没有 id。"""
    random = Random(f"{SEED} 参保")
    planned: list[Enrollment] = []
    for order, person in enumerate(person for person in people if person.id and is_full_time(person)):
        agreed = random.random() < 0.93
        if person.registered_on < date(2020, 7, 1) and agreed:
            first_day = max(date(2020, 1, 1), person.registered_on + timedelta(days=10))
            planned.append(_enrollment(OLD, person, first_day, None))
        start = max(date(2021, 1, 1), person.registered_on + timedelta(days=10))
        if not agreed or person.registered_on >= _LAST_BATCH or not available(person, start):
            continue
        if person.born_on is not None and age_on(person.born_on, start) > 70:
            continue
        short = order % 31 == 12
        end = person.standing_on if person.standing != "active" else _EXPIRING_ON if short else None
        planned.append(_enrollment(CURRENT, person, start, end, "短期参保，待续" if short and end else None))
    return planned


def _enrollment(policy: str, person: Volunteer, start: date, end: date | None, note: str | None = None) -> Enrollment:
    return Enrollment(
        policy=Ref(policy), volunteer=link_to(person), starts_on=start, ends_on=end, consented=True, note=note
    )
