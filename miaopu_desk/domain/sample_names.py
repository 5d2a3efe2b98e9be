"""示例人名：按姓氏的多少和各年代起名的习惯拼出来，没有一个取自真人名单。"""

from itertools import accumulate
from random import Random

# 姓氏和相对的多少，偏湘南一带
_SURNAMES = (
    "刘98 李92 王80 陈76 周62 罗58 张56 谢44 唐40 肖40 邓38 曾36 蒋34 何33 谭32 欧32 彭30 黄30 胡28 杨28 贺24 廖24 伍22 "
    "邹22 吴22 尹20 朱20 许18 龙18 段16 易16 莫14 符14 匡12 谷12 雷12 文12 屈12 颜10 凌10 赵10 徐10 孙10 夏10 阳10 申8 封8 "
    "单4 解4 仇4 区4 查4 翟4 覃4 欧阳14 上官2 司马2 诸葛2 尉迟2"
)
# 每个年代：(最晚的出生年, 单名的百分比, 男首字, 男末字, 女首字, 女末字)
_FASHIONS = (
    (
        1954,
        8,
        "德国永光桂友正绍昌运祖先",
        "生清华福林成才元高云祥松",
        "秀桂玉菊春冬满金翠淑运凤",
        "英兰珍莲华娥云秀香梅姣莲",
    ),
    (
        1974,
        15,
        "建新国志小海卫爱跃文立社",
        "军平华明强林伟民兵辉雄良",
        "小建爱春丽雪红玉晓美海月",
        "红华英玲梅芳萍云霞珍琴芝",
    ),
    (
        1989,
        28,
        "俊志伟海文宏立晓永向振少",
        "勇辉波鹏峰超涛斌林飞杰毅",
        "丽海晓婷艳雪利慧文莉春燕",
        "娟芳丹霞燕平琳蓉媛敏静琼",
    ),
    (
        9999,
        18,
        "子宇浩俊嘉泽博思天文睿一",
        "轩涵杰豪航阳鑫凯铭泽帆逸",
        "思雨欣佳梦诗雅可梓依若语",
        "怡涵琪颖彤悦萱雯洁馨瑶妍",
    ),
)
RARE_CHARACTERS = "䶮㛃𬭎𠅤玥堃喆淼犇㐱𣗋𬀩䒟旻彧翀昇𬍛𬱖㵑"
# 带间隔号的姓名：(姓名, 性别, 民族代码，GB/T 3304)
DOTTED_NAMES = (
    ("迪丽娜尔·吐尔洪", "female", "05"),
    ("阿卜杜热西提·麦麦提敏", "male", "05"),
    ("古丽巴哈尔·艾山", "female", "05"),
    ("叶尔扎提·胡安别克", "male", "17"),
    ("乌云其其格·巴雅尔", "female", "02"),
)

_parts = [
    (part.rstrip("0123456789"), part.lstrip("".join(c for c in part if not c.isdigit()))) for part in _SURNAMES.split()
]
SURNAMES = tuple(surname for surname, _ in _parts)
_WEIGHTS = tuple(accumulate(int(weight) for _, weight in _parts))


def surname(random: Random) -> str:
    """按多少随机取一个姓。"""
    return random.choices(SURNAMES, cum_weights=_WEIGHTS)[0]


def person_name(random: Random, sex: str, year: int) -> str:
    """year 年出生的一个人的姓名，sex 是 "male" 或 "female"。"""
    return surname(random) + given_name(random, sex, year)


def given_name(random: Random, sex: str, year: int) -> str:
    """那个年代常见的名，一个字或两个字。"""
    _, single, *pools = next(fashion for fashion in _FASHIONS if year <= fashion[0])
    first, last = (str(pool) for pool in (pools[:2] if sex == "male" else pools[2:]))
    if random.randrange(100) < single:
        return random.choice(last)
    opening = random.choice(first)
    return opening + random.choice(last.replace(opening, "") or last)


def rare_name(random: Random, sex: str, year: int, character: str) -> str:
    """名里带一个生僻字的姓名。"""
    given = given_name(random, sex, year)
    return surname(random) + (character if len(given) == 1 else given[0] + character)
