"""把示例的活动写进去：先活动，再把服务记录、团体参与挂上去，最后是报名的人。"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records import ACTIVITIES, ACTIVITY_PEOPLE, COMMUNITIES, SERVICE_DAYS
from miaopu_desk.domain.records.activities import Activity
from miaopu_desk.domain.records.service import HeadCount, ServiceRecord
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.domain.sample_activities import (
    Key,
    SampleActivity,
    key_of,
    on_the_way,
    recorded,
    service_days,
    sign_up,
)
from miaopu_desk.services.calendars import holidays
from miaopu_desk.services.keeping import Act
from miaopu_desk.services.office import Office

Filled = Callable[[Activity], Activity]


def put_activities(
    act: Act,
    office: Office,
    filled: Filled,
    lines: Sequence[ServiceRecord],
    groups: Sequence[HeadCount],
    people: Mapping[str, Sequence[Volunteer]],
) -> dict[Key, Ref]:
    """写进全部活动，返回（社区、哪天、活动名称）→ 活动；filled 补上各个链接的 id。"""
    places = [Ref(each.name, each.id) for each in office.keeper.table(COMMUNITIES).all()]
    rules = office.keeper.table(SERVICE_DAYS).all()
    found: dict[Key, Ref] = {}
    planned: list[SampleActivity] = [
        *recorded(lines, groups),
        *service_days(rules, places, holidays(office), lines),
        *on_the_way(),
    ]
    for one in planned:
        saved = act.insert(ACTIVITIES, filled(one.activity))
        if one.key is not None:
            found[one.key] = Ref(saved.name, saved.id)
        if saved.state == "filed":
            everyone = [each for group in people.values() for each in group]
            near = people[saved.community.name] if saved.community else everyone
            for person in sign_up(saved, near):
                act.insert(ACTIVITY_PEOPLE, person)
    return found


def linked(line: ServiceRecord, events: Mapping[Key, Ref]) -> ServiceRecord:
    """挂到活动上的一条；没有活动的照旧。"""
    event = events.get(key_of(line))
    return replace(line, event=event, source="activity") if event else line


def linked_group(group: HeadCount, events: Mapping[Key, Ref]) -> HeadCount:
    """挂到活动上的一次团体参与。"""
    event = events.get((group.community.name, group.served_on, group.activity))
    return replace(group, event=event) if event else group
