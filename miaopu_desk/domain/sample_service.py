"""示例的服务记录：2021 年三月到五月，每周的服务日和几项主题活动，有人常来，有人一次没来。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records.service import ServiceRecord
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.domain.sample_people import available, is_full_time, link_to
from miaopu_desk.domain.sample_places import PLACES, SEED, Place

FIRST_DAY, LAST_DAY = date(2021, 3, 1), date(2021, 5, 30)


@dataclass(frozen=True, slots=True)
class _Activity:
    """一项活动：星期几（0 是星期一）、每几周一次、主题、内容、可能的时长（分钟）、来的人多不多。"""

    name: str
    weekday: int
    every: int
    theme: str
    content: str
    minutes: tuple[int, ...]
    crowd: float


_ACTIVITIES = (
    _Activity("交通劝导服务日", 3, 1, "文明创建", "早高峰在路口劝导", (60, 60, 90), 1.0),
    _Activity("卫生服务日", 4, 1, "文明创建", "清扫背街小巷和绿化带", (90, 120, 120), 1.1),
    _Activity("疫情防控排查", 1, 2, "疫情防控", "登记外来人员，发放宣传单", (120, 180), 0.6),
    _Activity("邻里守望", 5, 2, "专业志愿服务", "看望独居老人，帮着做家务", (90, 120, 150), 0.8),
    _Activity("理论宣讲", 2, 4, "新时代文明实践", "屋场恳谈，讲党史故事", (60, 90), 0.7),
)


def service_records(people: Mapping[str, Sequence[Volunteer]]) -> list[ServiceRecord]:
    """三个月的服务记录，按社区、日期；people 是社区 → 登记过的人，按固定的次序。时长以分钟计。"""
    records = []
    for place in PLACES:
        group = [person for person in people[place.community] if person.id]
        records += _in_community(place, group)
    return records


def _in_community(place: Place, people: Sequence[Volunteer]) -> list[ServiceRecord]:
    random = Random(f"{SEED} 服务 {place.community}")
    keenness = [_keenness(random, person) for person in people]
    head = next(person.name for person in people if is_full_time(person) and person.standing == "active")
    records = []
    for offset in range((LAST_DAY - FIRST_DAY).days + 1):
        day = FIRST_DAY + timedelta(days=offset)
        for activity in _ACTIVITIES:
            if day.weekday() != activity.weekday or offset // 7 % activity.every:
                continue
            where = random.choice(place.streets)
            minutes = random.choice(activity.minutes)
            for person, keen in zip(people, keenness, strict=True):
                if random.random() < keen * activity.crowd and available(person, day):
                    records.append(_record(activity, place, person, day, minutes, where, head))
    return records


def _keenness(random: Random, person: Volunteer) -> float:
    """一个人来一次的机会：四成的人不大来，专职的来得勤。"""
    if is_full_time(person):
        return 0.18 + 0.3 * random.random()
    return 0.0 if random.random() < 0.4 else 0.16 * random.random()


def _record(
    activity: _Activity, place: Place, person: Volunteer, day: date, minutes: int, where: str, head: str
) -> ServiceRecord:
    return ServiceRecord(
        volunteer=link_to(person),
        community=person.community,
        served_on=day,
        minutes=minutes,
        activity=activity.name,
        theme=Ref(activity.theme),
        content=activity.content,
        place=where,
        organiser=f"{place.community}社区",
        in_charge=head,
        evidence="签到表",
    )
