"""示例志愿者的各项情况：什么年代的人、在哪几支队伍、什么面貌，彼此说得通。"""

from datetime import date
from random import Random

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.sample_places import Place

# 登记的年月和相对的多少；示例讲的是 2021 年三月到五月
_REGISTERED = ((2019, range(3, 13), 30), (2020, range(1, 13), 40), (2021, range(1, 3), 8), (2021, range(3, 6), 22))
# (最晚的出生年, 研究生、本科、大专、中职、高中、初中、小学相对的多少)
_EDUCATION = (
    (1964, (0, 3, 6, 10, 25, 36, 20)),
    (1979, (0, 8, 16, 16, 32, 24, 4)),
    (9999, (2, 25, 28, 15, 18, 12, 0)),
)
_LEFT_REASONS = ("迁往外地", "身体原因", "外出务工", "本人申请")
_REMOVED_REASONS = ("一年以上没有参加服务", "多次代签到，经提醒未改", "登记信息不实")
_FULL_TIME_GROUPS = ("专职巡逻队", "社区网格员", "楼栋长", "治安积极分子", "城管信息员", "环卫工人", "义务巡逻员")


def ranks_of(random: Random, year: int) -> tuple[str, ...] | None:
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


def registered_on(random: Random) -> date:
    """登记的日子：2019 年三月到 2021 年五月，近三个月都有。"""
    year, months, _ = random.choices(_REGISTERED, [weight for *_, weight in _REGISTERED])[0]
    return date(year, random.choice(months), random.randrange(1, 28))


def standing_of(random: Random, registered: date) -> tuple[str, date | None, str | None]:
    """(状态, 日期, 原因)：多数在册；少数在 2021 年三月到五月退出、清退，少数暂停。"""
    draw = random.random()
    if draw >= 0.06 or registered >= date(2021, 3, 1):
        return "active", None, None
    day = date(2021, random.randrange(3, 6), random.randrange(1, 29))
    if draw < 0.03:
        return "left", day, random.choice(_LEFT_REASONS)
    if draw < 0.045:
        return "removed", day, random.choice(_REMOVED_REASONS)
    return "suspended", day, "照顾家人" if draw < 0.05 else "临时外出"


def politics(random: Random, place: Place, year: int, ranks: tuple[str, ...] | None) -> tuple[str, Ref | None]:
    """(政治面貌, 党支部)：在党员队伍里的是党员或预备党员，其余都不是。"""
    if "party" in (ranks or ()):
        status = "02" if year > 1985 and random.random() < 0.1 else "01"
        return status, Ref(random.choice(branch_names(place.community)))
    if year >= 1994 and random.random() < 0.6:
        return "03", None
    return random.choices(("13", "12", "05", "06"), (96, 2, 1, 1))[0], None


def source_group(random: Random, year: int, ranks: tuple[str, ...]) -> str:
    """来源类别，与队伍和年纪说得通。"""
    if "full_time" in ranks:
        return random.choice(_FULL_TIME_GROUPS)
    if "party" in ranks and random.random() < 0.5:
        return "党员干部"
    if 1956 <= year <= 1971 and random.random() < 0.4:
        return "5060人员"
    if year >= 1970 and random.random() < 0.15:
        return random.choice(("的士司机", "快递员", "人民调解员"))
    return "社区居民" if random.random() < 0.8 else "各类志愿者"


def education(random: Random, year: int) -> str:
    """文化程度的代码（GB/T 4658），越年轻读得越多。"""
    weights = next(weights for latest, weights in _EDUCATION if year <= latest)
    return random.choices(("10", "20", "30", "40", "60", "70", "80"), weights)[0]


def employer(random: Random, year: int) -> str | None:
    """工作单位，年纪大的已经退休。"""
    if year < 1961:
        return "退休"
    return random.choice((None, None, "个体经营", "物业公司", "自由职业", "企业职工", "社区卫生服务站", "中心小学"))


def team_of(random: Random, place: Place, ranks: tuple[str, ...]) -> Ref | None:
    """专职的都在巡防服务队，文明实践的多半在文明实践服务队。"""
    patrol, practice = team_names(place.community)
    if "full_time" in ranks:
        return Ref(patrol)
    return Ref(practice) if "practice" in ranks and random.random() < 0.8 else None


def team_names(community: str) -> tuple[str, str]:
    """一个社区的两支志愿服务队：专职的，和文明实践的。"""
    return f"{community}社区巡防服务队", f"{community}社区文明实践服务队"


def branch_names(community: str) -> tuple[str, str]:
    """一个社区的两个党支部。"""
    return f"{community}社区第一党支部", f"{community}社区第二党支部"
