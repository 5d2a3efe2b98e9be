"""示例的服务记录：2021 年三月到五月，每周的服务日和几项主题活动，有人常来，有人一次没来。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records.service import HeadCount, ServiceRecord, correction
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.domain.sample_people import available, is_full_time, link_to
from miaopu_desk.domain.sample_places import PLACES, SEED, Place

CLERK = "郑飞龙"  # 填报人，见 sample.py
RECORDED_BY = date(2021, 5, 31)
FIRST_DAY, LAST_DAY = date(2021, 3, 1), date(2021, 5, 30)


@dataclass(frozen=True, slots=True)
class _Activity:
    """一项活动：星期几（0 是星期一）、每几周一次、主题、内容、可能的时长（分钟）、来的人多不多、几点开始。"""

    name: str
    weekday: int
    every: int
    theme: str
    content: str
    minutes: tuple[int, ...]
    crowd: float
    starts_at: time


_ACTIVITIES = (
    _Activity("交通劝导志愿服务日", 3, 1, "文明创建", "早高峰在路口劝导", (60, 60, 90), 1.0, time(7, 30)),
    _Activity("卫生服务日", 4, 1, "文明创建", "清扫背街小巷和绿化带", (90, 120, 120), 1.1, time(8, 30)),
    _Activity("疫情防控排查", 1, 2, "疫情防控", "登记外来人员，发放宣传单", (120, 180), 0.6, time(9, 0)),
    _Activity("邻里守望", 5, 2, "专业志愿服务", "看望独居老人，帮着做家务", (90, 120, 150), 0.8, time(15, 0)),
    _Activity("理论宣讲", 2, 4, "新时代文明实践", "屋场恳谈，讲党史故事", (60, 90), 0.7, time(19, 0)),
)

_GROUPS = (
    ("东方里", date(2021, 3, 5), "学雷锋清洁家园", 42, 90, "某中学志愿服务队", "文明创建"),
    ("光明里", date(2021, 3, 12), "植树护绿", 28, 120, "某单位青年志愿服务队", "文明创建"),
    ("苗圃路", date(2021, 4, 9), "清明文明祭扫劝导", 16, 120, "某高校志愿者协会", "新时代文明实践"),
    ("大华", date(2021, 4, 23), "全民阅读宣传", 20, 60, "某小学家长志愿队", "新时代文明实践"),
    ("清泉里", date(2021, 5, 14), "疫苗接种现场引导", 24, 180, "某卫校志愿服务队", "疫情防控"),
    ("蔡家皂", date(2021, 5, 28), "助残日义诊", 12, 150, "某医院医疗志愿服务队", "专业志愿服务"),
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
        starts_at=activity.starts_at,
        ends_at=(datetime.combine(day, activity.starts_at) + timedelta(minutes=minutes)).time(),
        source="other",
        recorded_on=min(day + timedelta(days=1 + day.toordinal() % 5), RECORDED_BY),
        operator=CLERK,
    )


def sample_corrections(lines: Sequence[ServiceRecord]) -> list[ServiceRecord]:
    """几条更正：月底核对签到表，有人早走、有人记错了人。lines 是已经入账的各条。"""
    chosen = lines[400 :: len(lines) // 6][:6]
    return [
        replace(
            correction(
                line, -line.minutes if at % 3 == 0 else -30, "记错了人" if at % 3 == 0 else "核对签到表，提前离开"
            ),
            recorded_on=min(line.served_on + timedelta(days=9), RECORDED_BY),
            operator=CLERK,
        )
        for at, line in enumerate(chosen)
    ]


def head_counts() -> list[HeadCount]:
    """几次只记人次的团体参与：学校、单位来的队伍。"""
    return [
        HeadCount(
            community=Ref(community),
            served_on=day,
            activity=activity,
            people=people,
            minutes=minutes,
            group_name=group,
            theme=Ref(theme),
            organiser=f"{community}社区",
            evidence="现场照片",
        )
        for community, day, activity, people, minutes, group, theme in _GROUPS
    ]
