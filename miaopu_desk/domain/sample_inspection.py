"""示例的督查、整改、线索：三个月每个社区每月查一次，查出的问题各走到哪一步，线索办到哪一步。"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from miaopu_desk.domain.calendar import add_working_days
from miaopu_desk.domain.defaults import load_holidays
from miaopu_desk.domain.sample_places import PLACES, SEED

MONTHS = (3, 4, 5)
CHECKLIST = "社区文明创建"
INSPECTORS = "周莹、郑飞龙"
MEASURED = ((9700, 9990), (9350, 9890), (900, 2100))  # 参与率、满意率、注册率的抽样，百分数
WRONG = {
    "楼道": ("楼道堆放旧家具", "三楼楼道堆着旧沙发和纸箱"),
    "屋顶和地下室": ("屋顶种菜", "屋顶有人围起来种菜，排水口堵了"),
    "小区环境": ("垃圾桶满溢", "垃圾桶满了没有及时清走"),
    "农贸市场和六小门店": ("餐馆没有防蝇帘", "两家小餐馆没有装防蝇帘"),
    "街面秩序": ("占道经营", "早餐摊摆到人行道上"),
    "宣传和阵地": ("公益广告破损", "宣传栏的公益广告褪色破损"),
    "结对帮扶": ("上门记录不全", "四户独居老人没有本月上门记录"),
}
PRAISE = ("楼栋长每天清扫，居民参与多", "垃圾分类有人值守，投放准", "道德讲堂每周开放，记录齐全")
# 五月查出的问题走到哪一步，照社区的先后
CLUE_STATES = (
    *("closed", "closed", "invalid", "closed", "closed", "closed"),
    *("answered", "handed", "handed", "answered", "received", "received"),
)
MAY_STEPS = ("closed", "passed", "replied", "noticed", "noticed", "found", "closed", "void")


@dataclass(frozen=True, slots=True)
class SampleScore:
    """一项：扣了几分（0.1 分），实测值，原因。"""

    off: int
    measured: int | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class SampleProblem:
    """一个问题走到哪一步；各步的日子由步子定。"""

    name: str
    place: str
    detail: str
    state: str
    noticed_on: date | None
    deadline: date | None
    replied_on: date | None
    closed_on: date | None
    failed_once: bool = False


@dataclass(frozen=True, slots=True)
class SampleInspection:
    """一次督查：items 是检查表各项的次序。"""

    day: date
    community: str
    scores: tuple[SampleScore, ...]
    praise: str | None
    problem: SampleProblem | None


@dataclass(frozen=True, slots=True)
class SampleClue:
    """一条线索；reporter 是社区里第几位志愿者，为空的是群众。"""

    day: date
    community: str
    kind: str
    content: str
    place: str
    level: str | None
    state: str
    handed_to: str | None
    answer: str | None
    adopted: bool | None
    reporter: int | None


def inspections(items: Sequence[tuple[str, int, bool]]) -> list[SampleInspection]:
    """三个月的督查；items 是检查表的（检查内容、满分、是不是查百分数的）。"""
    found = []
    for month in MONTHS:
        for at, place in enumerate(PLACES):
            random = Random(f"{SEED} 督查 {place.community} {month}")
            day = _working(date(2021, month, 8 + at))
            scores = _scores(random, items, month == MONTHS[-1])
            worst = max(range(len(items)), key=lambda index: scores[index].off)
            named = items[worst][0]
            problem = _problem(random, named, day, month, at, place.streets) if scores[worst].off >= 20 else None
            praise = random.choice(PRAISE) if at % 3 == month % 3 else None
            found.append(SampleInspection(day, place.community, scores, praise, problem))
    return found


def clues() -> list[SampleClue]:
    """十二条线索，四月的办完了，五月的办到各处。"""
    contents = (
        ("安全隐患", "楼道里电动车飞线充电", "ordinary"),
        ("不文明行为", "有人高空抛物", "ordinary"),
        ("矛盾纠纷", "两户为漏水争吵多次", "ordinary"),
        ("违法犯罪线索", "出租屋夜间聚众赌博", "larger"),
    )
    found = []
    for number in range(12):
        kind, content, level = contents[number % 4]
        place = PLACES[number % len(PLACES)]
        month = 4 if number < 6 else 5
        day = date(2021, month, 6 + number % 6 * 4)
        state = CLUE_STATES[number]
        done = state in ("closed", "answered")
        found.append(
            SampleClue(
                day,
                place.community,
                kind,
                content,
                place.streets[number % len(place.streets)],
                level if done else None,
                state,
                None if state in ("received", "invalid") else "辖区派出所" if number % 4 == 3 else "社区居委会",
                "已到现场处理，当事人改正" if done else None,
                True if done else False if state == "invalid" else None,
                None if number % 3 == 2 else number % 5,
            )
        )
    return found


def _scores(random: Random, items: Sequence[tuple[str, int, bool]], problem: bool) -> tuple[SampleScore, ...]:
    """各项扣分；problem 为真时至少有一项查出问题。"""
    forced = random.choice([name for name, _, measured in items if not measured]) if problem else ""
    found, targets = [], 0
    for name, _, measured in items:
        if measured:
            low, high = MEASURED[targets % len(MEASURED)]
            targets += 1
            found.append(SampleScore(0, random.randrange(low, high), None))
            continue
        off = random.choice((0, 0, 0, 0, 5, 10, 15, 20, 30))
        if name == forced:
            off = max(off, 20)
        reason = WRONG[name][1] if off >= 20 and name in WRONG else "有小的不足" if off else None
        found.append(SampleScore(off, None, reason))
    return tuple(found)


def _problem(random: Random, item: str, day: date, month: int, at: int, streets: Sequence[str]) -> SampleProblem:
    name, detail = WRONG[item]
    state = MAY_STEPS[at] if month == MONTHS[-1] else "closed"
    place = random.choice(streets)
    if state in ("found", "void"):
        return SampleProblem(name, place, detail, state, None, None, None, None)
    noticed = _working(day + timedelta(days=1))
    # 五月第四个社区的已经逾期，第五个的快到期
    days = 5 if state != "noticed" or at == 3 else 12
    deadline = add_working_days(noticed, days, load_holidays())
    replied = None if state == "noticed" else _working(noticed + timedelta(days=4))
    failed = state == "closed" and at % 4 == 2
    if failed:
        deadline = add_working_days(deadline, 3, load_holidays())
    closed = _working(deadline + timedelta(days=1)) if state == "closed" else None
    return SampleProblem(name, place, detail, state, noticed, deadline, replied, closed, failed)


def _working(day: date) -> date:
    """当天或者以后的第一个工作日。"""
    return day if day.weekday() < 5 and day not in load_holidays().off else _working(day + timedelta(days=1))
