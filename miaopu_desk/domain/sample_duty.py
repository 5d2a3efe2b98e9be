"""示例的值守：每个社区的路口每周一、周日傍晚有人值守，签到表有的录了、有的还没有，后面的排到六月中旬。"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from miaopu_desk.domain.attendance import PRESENT
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.domain.sample_people import available, is_full_time
from miaopu_desk.domain.sample_places import SEED, Place

FIRST_DAY, LAST_DAY = date(2021, 4, 5), date(2021, 6, 13)
ENTERED_TO = date(2021, 5, 26)  # 到这天为止的签到表都录了，再往后的还等着
TIMES = "每周一、周日下午17:30至18:30（夏季）17:00至18:00（冬季），至少两名志愿者"
TASK, EQUIPMENT = "包路口", "马甲、引导旗、口哨"
ON_ONE_SHIFT = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """一个人在一班上：attendance 为空是还没有录签到表，minutes 是实际值守的分钟，came_late 是迟到了多少分钟。"""

    person: Volunteer
    attendance: str | None = None
    minutes: int | None = None
    came_late: int = 0


def junction(place: Place) -> str:
    """这个社区值守的路口，名称见 sample_places.areas。"""
    return f"{place.community}{place.streets[0]}路口"


def turns(place: Place, people: Sequence[Volunteer], day: date, place_in_row: int, length: int) -> list[Turn]:
    """一班上的几个人：专职的轮着来；录了签到表的，多数到岗，少数迟到、缺席、请假。凤凰村有时候没有人。"""
    random = Random(f"{SEED} 值守 {place.community} {day}")
    crew = [person for person in people if person.id and is_full_time(person) and available(person, day)]
    if not crew or (place.community == "凤凰村" and place_in_row % 5 == 4):
        return []
    start = place_in_row * ON_ONE_SHIFT
    chosen = list(dict.fromkeys(crew[(start + at) % len(crew)].id for at in range(ON_ONE_SHIFT)))
    known = {person.id: person for person in crew}
    return [_turn(random, known[each], day, length) for each in chosen]


def _turn(random: Random, person: Volunteer, day: date, length: int) -> Turn:
    if day > ENTERED_TO:
        return Turn(person)
    mark = random.choices((PRESENT, "late", "absent", "leave"), (30, 3, 2, 2))[0]
    late = random.choice((10, 15, 20)) if mark == "late" else 0
    return Turn(person, mark, length - late if mark in (PRESENT, "late") else None, late)


def came_at(day: date, starts_at: time, minutes_late: int) -> time | None:
    """迟到的人到岗的钟点；没有迟到的不写。"""
    if not minutes_late:
        return None
    return (datetime.combine(day, starts_at) + timedelta(minutes=minutes_late)).time()
