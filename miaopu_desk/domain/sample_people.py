"""示例志愿者：约一千二百人，每次生成都一样；证件号码和电话都不可能属于任何人。"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.domain.sample_names import DOTTED_NAMES, RARE_CHARACTERS, person_name, rare_name
from miaopu_desk.domain.sample_numbers import Numbers
from miaopu_desk.domain.sample_places import PLACES, SEED, Place, address
from miaopu_desk.domain.sample_traits import (
    education,
    employer,
    politics,
    ranks_of,
    registered_on,
    source_group,
    standing_of,
    team_of,
)

People = Mapping[str, Sequence[Volunteer]]  # 社区 → 志愿者

_BIRTH_DECADES = ((1940, 7), (1950, 22), (1960, 28), (1970, 19), (1980, 14), (1990, 10))
_SKILLS = (
    "医疗护理",
    "法律",
    "文艺",
    "心理咨询",
    "水电维修",
    "驾驶",
    "计算机",
    "摄影摄像",
    "理发",
    "烹饪",
    "书法",
    "象棋",
)
_SERVICES = ("交通劝导", "环境卫生", "治安巡防", "矛盾调解", "理论宣讲", "文化惠民", "扶弱助困", "疫情防控", "法制宣传")
_MINORITIES = ("06", "15", "13", "12", "03", "08")
_MINORS = {"苗圃路": (date(2004, 3, 6), date(2005, 1, 17))}


def sample_people(taken: frozenset[str] = frozenset()) -> dict[str, tuple[Volunteer, ...]]:
    """社区 → 登记过的志愿者，社区按名单次序；taken 是不要用的姓名（领导小组成员的）。

    还没有 id；来源类别、服务队、党支部、社区只有名字。八个人没有证件号码，二十来人没有电话。
    """
    random = Random(f"{SEED} 志愿者")
    numbers = Numbers(random)
    specials = _special_names(random)
    return {
        place.community: tuple(
            _person(random, numbers, place, order, specials, taken) for order in range(place.volunteers)
        )
        for place in PLACES
    }


def _special_names(random: Random) -> Iterator[tuple[str, str, int, str]]:
    """带生僻字的和带间隔号的：(姓名, 性别, 出生年, 民族)，每隔几十人取一个。"""
    for character in RARE_CHARACTERS:
        sex, year = random.choice(("male", "female")), random.randrange(1982, 2002)
        yield rare_name(random, sex, year, character), sex, year, "01"
    for name, sex, ethnic_group in DOTTED_NAMES:
        yield name, sex, random.randrange(1965, 1999), ethnic_group


def _person(
    random: Random,
    numbers: Numbers,
    place: Place,
    order: int,
    specials: Iterator[tuple[str, str, int, str]],
    taken: frozenset[str],
) -> Volunteer:
    minors = _MINORS.get(place.community, ())
    if order < len(minors):
        return _minor(random, numbers, place, minors[order], consent=order == 0)
    special = next(specials, None) if order % 40 == 25 else None
    name, sex, year, ethnic_group = special or _plain(random, taken)
    born = date(year, 1, 1) + timedelta(days=random.randrange(365))
    ranks = ranks_of(random, year)
    registered = registered_on(random)
    standing, standing_on, reason = standing_of(random, registered)
    political, branch = politics(random, place, year, ranks)
    # 快速录入的人只有电话；也有人只有证件、没有电话
    id_number = None if order % 120 == 77 else numbers.id_number(born, sex)
    phone = None if order % 53 == 31 else numbers.phone()
    if id_number is None:
        standing, standing_on, reason = "active", None, None
    return Volunteer(
        name=name,
        id_number=id_number,
        community=Ref(place.community),
        phone=phone,
        ranks=ranks,
        registered_on=registered,
        sex=sex,
        born_on=born,
        residence=address(random, place),
        source_group=Ref(source_group(random, year, ranks or ())),
        service_category=Ref(random.choice(_SERVICES)) if random.random() < 0.6 else None,
        skills=random.choice(_SKILLS) if random.random() < 0.25 else None,
        political_status=political,
        education=education(random, year),
        ethnic_group=ethnic_group,
        employer=employer(random, year),
        team=team_of(random, place, ranks or ()),
        party_branch=branch,
        app_number=_app_number(random, ranks or ()),
        consent=True if random.random() < 0.93 else None,
        standing=standing,
        standing_on=standing_on,
        standing_reason=reason,
    )


def _app_number(random: Random, ranks: tuple[str, ...]) -> str | None:
    return f"HYQZ{random.randrange(10**7):07d}" if "online" in ranks and random.random() < 0.9 else None


def _minor(random: Random, numbers: Numbers, place: Place, born: date, consent: bool) -> Volunteer:
    """未满十八周岁的：有监护人；其中一位的监护人还没有签同意书。"""
    sex = "female" if consent else "male"
    return Volunteer(
        name=person_name(random, sex, born.year),
        id_number=numbers.id_number(born, sex),
        community=Ref(place.community),
        phone=numbers.phone(),
        ranks=("practice",),
        registered_on=date(2021, 4, 10),
        sex=sex,
        born_on=born,
        residence=address(random, place),
        source_group=Ref("社区居民"),
        service_category=Ref("文化惠民"),
        political_status="03",
        education="60",
        ethnic_group="01",
        employer="在校学生",
        consent=True,
        guardian=person_name(random, "female", 1978),
        guardian_phone=numbers.phone(),
        guardian_consent=True if consent else None,
        standing="active",
    )


def _plain(random: Random, taken: frozenset[str]) -> tuple[str, str, int, str]:
    decade = random.choices([start for start, _ in _BIRTH_DECADES], [weight for _, weight in _BIRTH_DECADES])[0]
    year = decade + random.randrange(10)
    sex = "female" if random.random() < 0.56 else "male"
    name = person_name(random, sex, year)
    while name in taken:
        name = person_name(random, sex, year)
    return name, sex, year, random.choice(_MINORITIES) if random.random() < 0.04 else "01"


def available(person: Volunteer, day: date) -> bool:
    """这一天已经登记，还没有退出、清退、暂停：排得上班、参加得了培训。"""
    if person.registered_on > day:
        return False
    return person.standing == "active" or person.standing_on is None or person.standing_on > day


def is_full_time(person: Volunteer) -> bool:
    """在专职队伍里。"""
    return "full_time" in (person.ranks or ())


def full_timer(group: Sequence[Volunteer], at: int) -> Volunteer:
    """三月里在册的专职中的第 at 位，从 0 数。"""
    fit = [one for one in group if one.id and one.standing == "active" and is_full_time(one)]
    return [one for one in fit if available(one, date(2021, 3, 1))][at]


def link_to(person: Volunteer) -> Ref:
    """指向这个人的值。"""
    return Ref(person.name, person.id)
