"""示例的培训：三个月里各社区每月一场，街道每月一场，有一个社区四月没有办；全年的计划，和六月已经邀请了人的一场。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records.training import TrainingPlan, TrainingSession
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.domain.sample_names import person_name
from miaopu_desk.domain.sample_people import available, is_full_time
from miaopu_desk.domain.sample_places import PLACES, SEED

# 培训名称、形式、场所、学时（分钟）
_PROGRAMMES = (
    ("文明创建应知应会", "课堂培训", "社区会议室", 90),
    ("交通劝导手势与安全", "面对面培训", "新时代文明实践站", 60),
    ("小品演出《邻里之间》", "文艺演出", "新时代文明实践站", 120),
    ("志愿服务记录怎么填", "课堂培训", "市民学校", 60),
    ("夏季急救常识", "面对面培训", "道德讲堂", 90),
    ("矛盾调解案例", "课堂培训", "业主委员会", 90),
    ("疫情防控要点", "线上培训", "线上", 60),
)
_STREET = (
    (date(2021, 3, 18), "专职志愿者巡防要领", "课堂培训", "新时代文明实践所", 150),
    (date(2021, 4, 15), "网格巡查与线索上报", "课堂培训", "新时代文明实践所", 120),
    (date(2021, 5, 20), "领导小组方案解读", "课堂培训", "道德讲堂", 90),
)
_NOT_HELD = (("蔡家皂", 4),)
_STREET_PLAN, _COMMUNITY_PLAN = "街道专职志愿者培训", "社区每月一场培训"
_COMING = date(2021, 6, 10)


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """一场培训和到场的人，人后面是考核是否合格（没有考核为空）；还没有办的，这些人是邀请的。"""

    session: TrainingSession
    present: tuple[tuple[Volunteer, bool | None], ...]


def sessions(people: Mapping[str, Sequence[Volunteer]]) -> list[PlannedSession]:
    """三个月的培训，按日期；people 是社区 → 登记过的人，按固定的次序。"""
    random = Random(f"{SEED} 培训")
    planned = []
    for month in (3, 4, 5):
        for order, place in enumerate(PLACES):
            if (place.community, month) not in _NOT_HELD:
                planned.append(_in_community(random, place.community, month, order, people[place.community]))
    everyone = [person for group in people.values() for person in group]
    planned += [_on_street(random, *one, everyone) for one in _STREET]
    planned.append(_coming(everyone))
    return sorted(planned, key=lambda one: one.session.held_on)


def _in_community(
    random: Random, community: str, month: int, order: int, people: Sequence[Volunteer]
) -> PlannedSession:
    topic, form, venue, minutes = _PROGRAMMES[(order + 3 * month) % len(_PROGRAMMES)]
    day = date(2021, month, 8 + (order * 5 + month) % 19)
    session = TrainingSession(
        topic=topic,
        held_on=day,
        community=Ref(community),
        level="community",
        form=Ref(form),
        venue=Ref(venue),
        trainer=person_name(random, random.choice(("male", "female")), 1972),
        minutes=minutes,
        organiser=f"{community}社区",
        audience="本社区志愿者",
        plan=_plan_of(_COMMUNITY_PLAN, day),
    )
    return PlannedSession(session, _present(random, people, day, 0.16, 0.4, tested=False))


def _on_street(
    random: Random, day: date, topic: str, form: str, venue: str, minutes: int, people: Sequence[Volunteer]
) -> PlannedSession:
    session = TrainingSession(
        topic=topic,
        held_on=day,
        level="street",
        form=Ref(form),
        venue=Ref(venue),
        trainer=person_name(random, "male", 1970),
        minutes=minutes,
        organiser="苗圃街道党政办",
        content="面向各社区专职志愿者，结束时做一次考核。",
        audience="专职志愿者",
        plan=_plan_of(_STREET_PLAN, day),
    )
    return PlannedSession(session, _present(random, people, day, 0.01, 0.45, tested=True))


def _present(
    random: Random, people: Sequence[Volunteer], day: date, chance: float, full_time_chance: float, tested: bool
) -> tuple[tuple[Volunteer, bool | None], ...]:
    """到场的人：专职的来得多一些。"""
    present = []
    for person in people:
        coming = random.random() < (full_time_chance if is_full_time(person) else chance)
        if coming and person.id and available(person, day):
            present.append((person, random.random() < 0.94 if tested else None))
    return tuple(present)


def _coming(people: Sequence[Volunteer]) -> PlannedSession:
    """六月还没有办的一场，邀请了一部分专职。"""
    session = TrainingSession(
        topic="防溺水巡护与急救",
        held_on=_COMING,
        level="street",
        form=Ref("面对面培训"),
        venue=Ref("新时代文明实践所"),
        minutes=120,
        organiser="苗圃街道党政办",
        audience="专职志愿者",
        state="planned",
        planned_people=40,
        plan=_plan_of(_STREET_PLAN, _COMING),
    )
    invited = [one for one in people if one.id and is_full_time(one) and available(one, _COMING)][::5]
    return PlannedSession(session, tuple((one, None) for one in invited))


def plans() -> list[TrainingPlan]:
    """2021 年的培训计划：街道每季度几场，社区每月一场。"""
    return [
        TrainingPlan(
            year=2021,
            quarter=str(quarter),
            topic=_plan_topic(topic, quarter),
            level=level,
            audience=audience,
            sessions=sessions,
            people=people,
        )
        for topic, level, audience, counts in (
            (_STREET_PLAN, "street", "专职志愿者", ((1, 90), (3, 270), (3, 270), (2, 180))),
            (_COMMUNITY_PLAN, "community", "本社区志愿者", ((8, 240), (24, 720), (24, 720), (24, 720))),
        )
        for quarter, (sessions, people) in enumerate(counts, 1)
    ]


def _plan_topic(topic: str, quarter: int) -> str:
    return f"{'一二三四'[quarter - 1]}季度{topic}"


def _plan_of(topic: str, day: date) -> Ref:
    """那一天落实的是哪一项计划。"""
    return Ref(_plan_topic(topic, (day.month + 2) // 3))
