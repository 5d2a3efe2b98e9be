"""预置的事实：办公室、社区、领导小组、词表、值守分工，从 resources/presets/*.json 读成有类型的值。"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.codes import AREA_KINDS, POSTS, SEASON_NAMES, VOCABULARIES
from miaopu_desk.domain.defaults import load_holidays, load_seasons, load_stars, load_targets
from miaopu_desk.domain.duty_week import Schedule, Window
from miaopu_desk.domain.preset_reader import broken, build, load, read_json

__all__ = [
    "OFFICES", "ROSTERS", "Area", "Communities", "Duty", "Leader", "Office", "OfficeFile", "Period", "Place", "Roster",
    "Schedule", "Window", "load_holidays", "load_preset", "load_roster", "load_seasons", "load_stars", "load_targets",
    "load_terms",
]  # fmt: skip

OFFICES = ("miaopu", "leiyang")
ROSTERS = ("leading_group_2021-05-12",)


@dataclass(frozen=True, slots=True)
class Place:
    """一级区划或一个社区，code 是统计用区划代码。"""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Communities:
    """街道和它的社区，社区按领导小组名单的次序。"""

    note: str
    city: Place
    district: Place
    street: Place
    communities: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Leader:
    """名单上的一行：post 是 POSTS 里的代码，collective 是一类人而不是一个人，concurrent 是兼任。"""

    post: str
    name: str
    title: str
    community: str | None = None
    collective: bool = False
    concurrent: bool = False


@dataclass(frozen=True, slots=True)
class Roster:
    """一期领导小组名单，leaders 按文件次序。"""

    title: str
    number: int
    issued_on: date
    reason: str
    issued_by: str
    office_seat: str
    leaders: tuple[Leader, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """一个责任区域，start 到 end 是路段的两头。"""

    name: str
    unit: str
    start: str | None = None
    end: str | None = None

    @property
    def full_name(self) -> str:
        """带两头的全名：五一路（蔡伦路口至金华路口）。"""
        return f"{self.name}（{self.start}至{self.end}）" if self.start else self.name


@dataclass(frozen=True, slots=True)
class Duty:
    """分工表的一大项：什么类型的区域，什么时候，几个人，几分钟，要求和装备。"""

    title: str
    kind: str
    requirement: str
    min_people: int | None
    min_minutes: int | None
    equipment: tuple[str, ...]
    schedule: tuple[Schedule, ...]
    areas: tuple[Area, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """起止日期，两端都算。"""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """办公室预置文件本身：communities、roster、terms 是其他预置的名字。"""

    key: str
    kind: str
    name: str
    short_name: str
    signature: str
    issuer: str
    code: str
    brand: str
    communities: str | None
    roster: str | None
    terms: str
    period: Period | None
    units: tuple[str, ...]
    duties: tuple[Duty, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """一个办公室的全部初始事实；about 是名称、落款、区划代码和分工表。"""

    about: OfficeFile
    communities: Communities | None
    roster: Roster | None
    terms: Mapping[str, tuple[str, ...]]


def load_preset(name: str) -> Office:
    """一个办公室的全部初始事实，name 在 OFFICES 里；文件缺损抛 KnownError。"""
    about = load(name, OfficeFile)
    office = Office(
        about,
        load(about.communities, Communities) if about.communities else None,
        load_roster(about.roster) if about.roster else None,
        load_terms(about.terms),
    )
    _check_office(office, name)
    return office


def load_roster(name: str = ROSTERS[0]) -> Roster:
    """一期领导小组名单；职务代码不在 POSTS 里抛 KnownError。"""
    roster = load(name, Roster)
    for leader in roster.leaders:
        if POSTS.find(leader.post) != leader.post:
            raise broken(name, f"{leader.name}的职务代码“{leader.post}”不在代码表里")
    return roster


def load_terms(name: str = "terms") -> dict[str, tuple[str, ...]]:
    """办公室可改的词表：VOCABULARIES 的代码 → 词，按显示次序。"""
    terms = {key: build(tuple[str, ...], words, name, key) for key, words in read_json(name).items()}
    if set(terms) != set(VOCABULARIES.codes):
        raise broken(name, f"词表对不上：{'、'.join(sorted(set(terms) ^ set(VOCABULARIES.codes)))}")
    return terms


def _check_office(office: Office, name: str) -> None:
    """文件之间的对应：单位、区域类型、季节、社区代码都要认得。"""
    about = office.about
    for duty in about.duties:
        if duty.kind not in AREA_KINDS.codes:
            raise broken(name, f"“{duty.title}”的区域类型“{duty.kind}”不在代码表里")
        for area in duty.areas:
            if area.unit not in about.units:
                raise broken(name, f"“{area.name}”的责任单位“{area.unit}”不在单位表里")
        for schedule in duty.schedule:
            if not schedule.weekdays or not set(schedule.weekdays) <= set(range(1, 8)):
                raise broken(name, f"“{duty.title}”的星期应为 1 至 7")
            for window in schedule.windows:
                if window.start >= window.end or window.season not in (None, *SEASON_NAMES.codes):
                    raise broken(name, f"“{duty.title}”的时段不对：{window.start:%H:%M}")
    if office.communities and office.roster:
        known = {place.code for place in office.communities.communities}
        for leader in office.roster.leaders:
            if leader.community and leader.community not in known:
                raise broken(about.roster or name, f"{leader.name}的社区代码 {leader.community} 不在社区表里")
