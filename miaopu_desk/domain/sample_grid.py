"""示例的网格分工：专职志愿者各管一处，几处没有人管，几处刚换过人。"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records.grid import Assignment
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.domain.sample_people import available, is_full_time, link_to
from miaopu_desk.domain.sample_places import SAMPLE_DAY, SEED, Place, PlannedArea, areas

# 类型 → (任务, 分工和人数, 值守时间)
_POSTS = {
    "district": ("包片区", ("head",), "每天巡查一次"),
    "building": ("包楼栋", ("leader",), "每周入户走访一次"),
    "road": ("包路段", ("leader", "member"), "每周五 16:30—17:30"),
    "junction": ("包路口", ("leader", "member"), "每周四 07:30—08:30"),
    "key_place": ("包重点场所", ("member", "member"), "每天 19:00—20:00"),
}
# 从哪天起负责，和相对的多少
_STARTS = {date(2020, 9, 1): 6, date(2021, 1, 4): 5, date(2021, 3, 1): 2, date(2021, 4, 1): 1, date(2021, 5, 6): 1}
# 社区 → 一直没有人管的网格数；凤凰村专职少、地方大，空得最多
_VACANT = {"光明里": 1, "服务里": 1, "凤凰村": 3, "大华": 1, "蔡家皂": 2}
_LOST_IN_APRIL = ("苗圃路", "清泉里")


def assignments(place: Place, people: Sequence[Volunteer]) -> list[Assignment]:
    """一个社区的网格分工；people 是这个社区登记过的人，按固定的次序。网格只有名称，还没有 id。"""
    random = Random(f"{SEED} 分工 {place.community}")
    everyone = [person for person in people if person.id and is_full_time(person)]
    working = [person for person in everyone if available(person, SAMPLE_DAY)]
    random.shuffle(working)
    working.sort(key=lambda person: person.registered_on >= date(2021, 3, 1))  # 先派老队员，新登记的往后排
    own = areas(place)
    vacant = set(random.sample([area.name for area in own if area.kind != "district"], _VACANT.get(place.community, 0)))
    planned: list[Assignment] = []
    turn = 0
    for area in own:
        if area.name in vacant:
            continue
        for role in _POSTS[area.kind][1]:
            planned.append(_one(area, working[turn % len(working)], role, random))
            turn += 1
    return planned + _past(place, own, vacant, everyone, planned)


def _one(area: PlannedArea, person: Volunteer, role: str, random: Random) -> Assignment:
    known = {day: weight for day, weight in _STARTS.items() if day > person.registered_on}
    start = min(person.registered_on + timedelta(days=3), SAMPLE_DAY)
    if known:
        start = random.choices(list(known), list(known.values()))[0]
    return _assignment(area, person, role, start, None)


def _past(
    place: Place,
    own: Sequence[PlannedArea],
    vacant: set[str],
    everyone: Sequence[Volunteer],
    planned: list[Assignment],
) -> list[Assignment]:
    """已经结束的分工：走了的人当时管着的，和四月底停下来、还没有人接的。"""
    past = []
    for area, person in zip(own, [one for one in everyone if not available(one, SAMPLE_DAY)], strict=False):
        start = max(date(2020, 9, 1), person.registered_on)
        past.append(_assignment(area, person, "member", start, person.standing_on))
    if place.community in _LOST_IN_APRIL:
        lost = own[1]
        kept = [one for one in planned if one.area.name == lost.name]
        for one in kept:
            planned.remove(one)
        person = next(one for one in everyone if one.registered_on < date(2021, 1, 1) and available(one, SAMPLE_DAY))
        past.append(_assignment(lost, person, "leader", date(2021, 1, 4), date(2021, 4, 30)))
    return past


def _assignment(area: PlannedArea, person: Volunteer, role: str, start: date, end: date | None) -> Assignment:
    task, _, times = _POSTS[area.kind]
    return Assignment(
        area=Ref(area.name),
        volunteer=link_to(person),
        role=role,
        starts_on=start,
        ends_on=end,
        task=task,
        duty_times=times,
    )
