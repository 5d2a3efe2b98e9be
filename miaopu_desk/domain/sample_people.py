"""示例志愿者：约一千二百人，每次生成都一样；证件号码和电话都不可能属于任何人。"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from stdnum.iso7064 import mod_11_2

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.domain.sample_names import DOTTED_NAMES, RARE_CHARACTERS, person_name, rare_name
from miaopu_desk.domain.sample_places import PLACES, SEED, Place, address

# GB/T 2260 的省级代码里没有 49，公安机关不会发出这样的号码；我们的规则不看区划代码，所以照样通过校验
REGIONS = ("490405", "490406", "490407", "490408", "490412", "490421", "490422", "490424", "490481")
# 142、154 号段没有分配给任何运营商
PHONE_PREFIXES = ("142", "154")

# 登记的年月和相对的多少；示例讲的是 2021 年三月到五月
_REGISTERED = ((2019, range(3, 13), 30), (2020, range(1, 13), 40), (2021, range(1, 3), 8), (2021, range(3, 6), 22))
_BIRTH_DECADES = ((1940, 7), (1950, 22), (1960, 28), (1970, 19), (1980, 14), (1990, 10))
_LEFT_REASONS = ("迁往外地", "身体原因", "外出务工", "本人申请")
_REMOVED_REASONS = ("一年以上没有参加服务", "多次代签到，经提醒未改", "登记信息不实")
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
_FULL_TIME_GROUPS = ("专职巡逻队", "社区网格员", "楼栋长", "治安积极分子", "城管信息员", "环卫工人", "义务巡逻员")
_MINORITIES = ("06", "15", "13", "12", "03", "08")
_MINORS = {"苗圃路": (date(2004, 3, 6), date(2005, 1, 17))}


def sample_people(taken: frozenset[str] = frozenset()) -> dict[str, tuple[Volunteer, ...]]:
    """社区 → 登记过的志愿者，社区按名单次序；taken 是不要用的姓名（领导小组成员的）。

    还没有 id；来源类别、服务队、党支部、社区只有名字。十个人没有证件号码，二十来人没有电话。
    """
    random = Random(f"{SEED} 志愿者")
    numbers = _Numbers(random)
    specials = _special_names(random)
    return {
        place.community: tuple(
            _person(random, numbers, place, order, specials, taken) for order in range(place.volunteers)
        )
        for place in PLACES
    }


def team_names(community: str) -> tuple[str, str]:
    """一个社区的两支志愿服务队：专职的，和文明实践的。"""
    return f"{community}社区巡防服务队", f"{community}社区文明实践服务队"


def branch_names(community: str) -> tuple[str, str]:
    """一个社区的两个党支部。"""
    return f"{community}社区第一党支部", f"{community}社区第二党支部"


class _Numbers:
    """发号：同一个证件号码、电话不发第二次。"""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._given: set[str] = set()

    def id_number(self, born: date, sex: str) -> str:
        """校验码正确、区划代码不存在的 18 位号码。"""
        while True:
            order = self._random.randrange(1, 499) * 2 + (sex == "male")
            body = f"{self._random.choice(REGIONS)}{born:%Y%m%d}{order:03d}"
            if body not in self._given:
                self._given.add(body)
                return body + str(mod_11_2.calc_check_digit(body))

    def phone(self) -> str:
        """未分配号段里的 11 位号码。"""
        while True:
            number = f"{self._random.choice(PHONE_PREFIXES)}{self._random.randrange(10**8):08d}"
            if number not in self._given:
                self._given.add(number)
                return number


def _special_names(random: Random) -> Iterator[tuple[str, str, int, str]]:
    """带生僻字的和带间隔号的：(姓名, 性别, 出生年, 民族)，每隔几十人取一个。"""
    for character in RARE_CHARACTERS:
        sex, year = random.choice(("male", "female")), random.randrange(1982, 2002)
        yield rare_name(random, sex, year, character), sex, year, "01"
    for name, sex, ethnic_group in DOTTED_NAMES:
        yield name, sex, random.randrange(1965, 1999), ethnic_group


def _person(
    random: Random,
    numbers: _Numbers,
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
    ranks = _ranks(random, year)
    registered = _registered_on(random)
    standing, standing_on, reason = _standing(random, registered)
    political, branch = _politics(random, place, year, ranks)
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
        source_group=Ref(_source_group(random, year, ranks or ())),
        service_category=Ref(random.choice(_SERVICES)) if random.random() < 0.6 else None,
        skills=random.choice(_SKILLS) if random.random() < 0.25 else None,
        political_status=political,
        education=_education(random, year),
        ethnic_group=ethnic_group,
        employer=_employer(random, year),
        team=_team(random, place, ranks or ()),
        party_branch=branch,
        app_number=f"HYQZ{random.randrange(10**7):07d}"
        if "online" in (ranks or ()) and random.random() < 0.9
        else None,
        consent=True if random.random() < 0.93 else None,
        standing=standing,
        standing_on=standing_on,
        standing_reason=reason,
    )


def _minor(random: Random, numbers: _Numbers, place: Place, born: date, consent: bool) -> Volunteer:
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


def _ranks(random: Random, year: int) -> tuple[str, ...] | None:
    """一人可以在几支队伍里；极少数人还没有分队伍。"""
    chosen = [
        rank
        for rank, chance in (
            ("full_time", 0.17 if 1949 <= year < 1999 else 0.0),
            ("party", 0.30),
            ("online", 0.22 if year < 1970 else 0.55),
            ("practice", 0.40),
        )
        if random.random() < chance
    ]
    if not chosen and random.random() < 0.97:
        chosen = ["online" if year >= 1975 else "practice"]
    return tuple(chosen) or None


def _registered_on(random: Random) -> date:
    year, months, _ = random.choices(_REGISTERED, [weight for *_, weight in _REGISTERED])[0]
    return date(year, random.choice(months), random.randrange(1, 28))


def _standing(random: Random, registered: date) -> tuple[str, date | None, str | None]:
    """多数在册；少数在 2021 年三月到五月退出、清退，少数暂停。"""
    draw = random.random()
    if draw >= 0.06 or registered >= date(2021, 3, 1):
        return "active", None, None
    day = date(2021, random.randrange(3, 6), random.randrange(1, 29))
    if draw < 0.03:
        return "left", day, random.choice(_LEFT_REASONS)
    if draw < 0.045:
        return "removed", day, random.choice(_REMOVED_REASONS)
    return "suspended", day, "照顾家人" if draw < 0.05 else "临时外出"


def _politics(random: Random, place: Place, year: int, ranks: tuple[str, ...] | None) -> tuple[str, Ref | None]:
    """政治面貌与党员队伍一致：在党员队伍里的是党员或预备党员，其余都不是。"""
    if "party" in (ranks or ()):
        return "02" if year > 1985 and random.random() < 0.1 else "01", Ref(
            random.choice(branch_names(place.community))
        )
    if year >= 1994 and random.random() < 0.6:
        return "03", None
    return random.choices(("13", "12", "05", "06"), (96, 2, 1, 1))[0], None


def _source_group(random: Random, year: int, ranks: tuple[str, ...]) -> str:
    if "full_time" in ranks:
        return random.choice(_FULL_TIME_GROUPS)
    if "party" in ranks and random.random() < 0.5:
        return "党员干部"
    if 1956 <= year <= 1971 and random.random() < 0.4:
        return "5060人员"
    if year >= 1970 and random.random() < 0.15:
        return random.choice(("的士司机", "快递员", "人民调解员"))
    return "社区居民" if random.random() < 0.8 else "各类志愿者"


def _education(random: Random, year: int) -> str:
    weights = (
        (0, 3, 6, 10, 25, 36, 20)
        if year < 1965
        else (2, 25, 28, 15, 18, 12, 0)
        if year >= 1980
        else (0, 8, 16, 16, 32, 24, 4)
    )
    return random.choices(("10", "20", "30", "40", "60", "70", "80"), weights)[0]


def _employer(random: Random, year: int) -> str | None:
    if year < 1961:
        return "退休"
    return random.choice((None, None, "个体经营", "物业公司", "自由职业", "企业职工", "社区卫生服务站", "中心小学"))


def _team(random: Random, place: Place, ranks: tuple[str, ...]) -> Ref | None:
    patrol, practice = team_names(place.community)
    if "full_time" in ranks:
        return Ref(patrol)
    return Ref(practice) if "practice" in ranks and random.random() < 0.8 else None


def available(person: Volunteer, day: date) -> bool:
    """这一天已经登记，还没有退出、清退、暂停：排得上班、参加得了培训。"""
    if person.registered_on > day:
        return False
    return person.standing == "active" or person.standing_on is None or person.standing_on > day


def is_full_time(person: Volunteer) -> bool:
    """在专职队伍里。"""
    return "full_time" in (person.ranks or ())


def link_to(person: Volunteer) -> Ref:
    """指向这个人的值。"""
    return Ref(person.name, person.id)
