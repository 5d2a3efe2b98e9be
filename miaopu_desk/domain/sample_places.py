"""示例办公室的地方：各社区的常住人口、志愿者人数、街巷和网格；除社区名称外都是编的。"""

from dataclasses import dataclass
from datetime import date
from random import Random

SEED = "苗圃示例 2021"
SAMPLE_DAY = date(2021, 5, 31)
POPULATION_ON = date(2020, 11, 1)


@dataclass(frozen=True, slots=True)
class Place:
    """一个社区：常住人口（人）、登记过的志愿者（人）、街巷。人口是缩小了的，使注册率在目标 15% 上下。"""

    community: str
    population: int
    volunteers: int
    streets: tuple[str, ...]


PLACES = (
    Place("东方里", 1218, 203, ("玉兰路", "香樟路", "东方里一巷", "东方里二巷")),
    Place("光明里", 1064, 166, ("桂花路", "香樟路", "光明里一巷", "光明里二巷")),
    Place("服务里", 953, 151, ("石榴路", "桂花路", "服务里一巷", "服务里三巷")),
    Place("凤凰村", 1297, 122, ("枫树路", "梧桐路", "凤凰村新街", "凤凰村老街")),
    Place("苗圃路", 1386, 188, ("海棠路", "玉兰路", "茶园巷", "花圃巷")),
    Place("大华", 1142, 166, ("银杏路", "枫树路", "大华一巷", "大华二巷")),
    Place("蔡家皂", 731, 76, ("紫薇路", "银杏路", "蔡家皂一巷", "蔡家皂二巷")),
    Place("清泉里", 816, 149, ("清泉路", "紫薇路", "清泉里一巷", "清泉里二巷")),
)


@dataclass(frozen=True, slots=True)
class PlannedArea:
    """一个网格单元：kind 是 AREA_KINDS 的代码，parent 是上级网格的名称，households 是户数。"""

    name: str
    kind: str
    community: str
    parent: str | None = None
    boundary: str | None = None
    households: int | None = None


def address(random: Random, place: Place) -> str:
    """这个社区里的一处住址。"""
    street, number = random.choice(place.streets), random.randrange(1, 90)
    if street.endswith("路"):
        return f"{street}{number}号{random.randrange(1, 7)}栋{random.randrange(1, 4)}单元{random.randrange(1, 8)}0{random.randrange(1, 5)}室"
    return f"{street}{number}号"


def areas(place: Place) -> list[PlannedArea]:
    """一个社区的网格，上级在前：三个片区各管两栋楼，两个路段，一个路口；人口多的社区多一处重点场所。"""
    random = Random(f"{SEED} 网格 {place.community}")
    first, second, third, fourth = place.streets
    planned: list[PlannedArea] = []
    edges = ((first, third), (third, fourth), (fourth, second))
    for number, (start, end) in zip("一二三", edges, strict=True):
        district = f"{place.community}第{number}片区"
        houses = [random.randrange(28, 73) for _ in range(2)]
        spare = random.randrange(20, 60)
        planned.append(PlannedArea(district, "district", place.community, None, f"{start}至{end}", sum(houses) + spare))
        for building, count in enumerate(houses, start=1):
            name = f"{district}{building}栋"
            planned.append(PlannedArea(name, "building", place.community, district, None, count))
    for street, start, end in ((first, third, fourth), (third, first, second)):
        # 同一条路常常穿过两个社区，名称里带上社区才分得清
        name = street if place.community in street else f"{place.community}{street}"
        planned.append(PlannedArea(f"{name}段", "road", place.community, None, f"{start}口至{end}口"))
    planned.append(
        PlannedArea(f"{place.community}{first}路口", "junction", place.community, None, f"{first}与{third}相交处")
    )
    if place.population > 1100:
        planned.append(PlannedArea(f"{place.community}文化广场", "key_place", place.community))
    return planned
