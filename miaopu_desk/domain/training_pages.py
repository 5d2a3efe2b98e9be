"""培训在纸上的内容：一段时间的台账，每场谁参加了；都是值。"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

STREET = "街道本级"


@dataclass(frozen=True, slots=True)
class Trainee:
    """一个人次：所在社区、姓名；key 认人用（同一证件号是一个人）。"""

    community: str
    name: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPage:
    """一场培训；community 空着是街道本级举办，minutes 是学时（分钟），没有登记的为空。"""

    id: str
    topic: str
    held_on: date
    community: str = ""
    level: str = ""
    form: str = ""
    venue: str = ""
    trainer: str = ""
    minutes: int | None = None
    organiser: str = ""
    content: str = ""
    trainees: tuple[Trainee, ...] = ()

    @property
    def held_by(self) -> str:
        """哪里举办的。"""
        return self.community or STREET

    def by_community(self) -> dict[str, list[Trainee]]:
        """参加的人按社区分开，先后照 trainees。"""
        found: dict[str, list[Trainee]] = {}
        for each in self.trainees:
            found.setdefault(each.community, []).append(each)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingLedger:
    """一段时间的培训台账；sessions 按日期先后。communities 是要列出的社区，按次序。"""

    office: str
    brand: str
    signed_as: str
    span: str
    sessions: tuple[SessionPage, ...]
    communities: tuple[str, ...]
    prepared_by: str = ""
    checked_by: str = ""
    with_people: bool = True

    @property
    def attendances(self) -> int:
        """参训人次：一个人在一场里算一次。"""
        return sum(len(each.trainees) for each in self.sessions)

    @property
    def people(self) -> int:
        """参训人数：同一个人参加几场也算一个。"""
        return len({one.key for each in self.sessions for one in each.trainees})

    @property
    def minutes(self) -> int:
        """各场学时之和，单位分钟；没有登记学时的不算。"""
        return sum(each.minutes or 0 for each in self.sessions)

    def lines(self) -> list[tuple[str, int, int, int]]:
        """各社区的（名称，举办场次，参训人次，参训人数）：场次归举办的，人归自己的社区；街道本级有场次才列。"""
        held = Counter(each.held_by for each in self.sessions)
        trainees = [one for each in self.sessions for one in each.trainees]
        present = Counter(one.community for one in trainees)
        people = Counter(place for place, _ in {(one.community, one.key) for one in trainees})
        named = [*self.communities, *([STREET] if held[STREET] else [])]
        return [(name, held[name], present[name], people[name]) for name in named]


def said_hours(minutes: int | None) -> str:
    """分钟写成小时：90 → 1.5，没有登记的为空。"""
    return "" if minutes is None else f"{minutes / 60:.2f}".rstrip("0").rstrip(".")
