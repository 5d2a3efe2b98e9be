"""考核排名：一期各社区的事实从登记里数出来，照办公室的权重排；每个分数打得开分子、分母和背后的行。"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from json import dumps

from miaopu_desk.domain.calendar import add_working_days
from miaopu_desk.domain.inspection import HUNDRED
from miaopu_desk.domain.inspection_defaults import load_inspection
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.period import Period
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.ranking import Fact, Ranking, Weighed, rank
from miaopu_desk.domain.records import RANKING_WEIGHTS
from miaopu_desk.domain.records.communities import COMMUNITIES, Community
from miaopu_desk.domain.records.ranking import RankingWeight
from miaopu_desk.services.calendars import holidays
from miaopu_desk.services.figures import target_percent
from miaopu_desk.services.office import Office
from miaopu_desk.services.targets import target
from miaopu_desk.store import queries
from miaopu_desk.store.queries_inspection import RANKING

COUNTED = ("activities", "clues")  # 按次数算的：没有记过的一期，全街道都不计
QUESTIONS = {**RANKING, **queries.FIGURES}


@dataclass(frozen=True, slots=True)
class Measure:
    """一个指标怎样数：numerator、denominator 是提问的名字（没有分母提问的由规则给），amounts 是加总不是数个数。"""

    numerator: str
    denominator: str = ""
    amounts: bool = False


MEASURES: Mapping[str, Measure] = {
    "registration": Measure("registered"),
    "training": Measure("registered_trained", "registered_people"),
    "insurance": Measure("insured_full_time", "full_time"),
    "duty": Measure("shifts_held", "shifts_planned"),
    "activities": Measure("activities_held"),
    "inspection": Measure("inspection_scores", amounts=True),
    "timely": Measure("records_in_time", "records"),
    "clues": Measure("clues_true"),
}


@dataclass(frozen=True, slots=True)
class Rows:
    """分子或分母背后的行：叫什么、有几个、在哪张登记表、是哪几行；不是从行里数出来的没有行。"""

    label: str
    shown: str
    table: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reasons:
    """一个分数的来历：一句算法，和分子、分母。"""

    community: str
    name: str
    sentence: str
    rows: tuple[Rows, ...]


def ranking_weights(office: Office) -> list[RankingWeight]:
    """办公室的权重，照顺序；一行也没有的办公室用默认的。"""
    own = office.keeper.table(RANKING_WEIGHTS).all()
    if own:
        return own
    return [
        RankingWeight(
            position=at, name=each.name, measure=each.measure, weight=each.weight, full_at=each.full_at, note=each.note
        )
        for at, each in enumerate(load_inspection().weights, 1)
    ]


def ranking(office: Office, period: Period) -> Ranking:
    """一期的排名。还没有社区报 KnownError。"""
    communities = _communities(office)
    weights = ranking_weights(office)
    facts: dict[str, dict[str, Fact]] = {each.name: {} for each in communities}
    used = []
    for at, weight in enumerate(weights):
        # 同一个指标写了两项的，满分数量可以不同，各算各的
        key = f"{weight.measure} {at}"
        used.append(Weighed(weight.name, key, weight.weight))
        for name, fact in _facts(office, period, weight, communities).items():
            facts[name][key] = fact
    found = rank(used, facts)
    return replace(found, notes=(*_notes(office, period, weights), *found.notes))


def reasons(office: Office, period: Period, item: str, community: str) -> Reasons:
    """一个分数的来历；item 是考核项目的名称，community 是社区名。没有这一项、这个社区报 KnownError。"""
    weight = next((each for each in ranking_weights(office) if each.name == item), None)
    place = next((each for each in _communities(office) if each.name == community), None)
    if weight is None or place is None:
        raise KnownError(f"没有“{community}”的“{item}”这一项，请重新打开排名。")
    fact = _facts(office, period, weight, [place])[place.name]
    measure = MEASURES[weight.measure]
    rows = [_rows(office, period, measure.numerator, measure.amounts, place, "分子")]
    if measure.denominator:
        rows.append(_rows(office, period, measure.denominator, False, place, "分母"))
    share = fact.share
    if share is None:
        sentence = f"没有可算的依据，不计这一项：{_why_unknown(weight.measure)}"
    else:
        got = f"{float(share * weight.weight):.2f}"
        sentence = f"{_worked_out(weight, fact, period.months(office.today()))}，满分{weight.weight}分得{got}分"
    return Reasons(community, item, sentence, tuple(rows))


def _communities(office: Office) -> list[Community]:
    found = office.keeper.table(COMMUNITIES).all()
    if not found:
        raise KnownError("还没有社区，排不出名次。请先建立办公室，或者在设置里添加社区。")
    return found


def _facts(office: Office, period: Period, weight: RankingWeight, communities: list[Community]) -> dict[str, Fact]:
    """一个项目各社区的事实。"""
    measure = MEASURES[weight.measure]
    tops = _count(office, period, measure.numerator, amounts=measure.amounts)
    below = _denominator(office, period, weight, tops)
    aim = Fraction(1)
    if weight.measure == "registration":
        aim = Fraction(target_percent(office), 100)
    elif weight.measure == "training":
        aim = Fraction(target(office, "training_coverage"), 100)
    return {each.name: Fact(tops.counts.get(each.id, 0), below(each), aim) for each in communities}


def _denominator(
    office: Office, period: Period, weight: RankingWeight, tops: queries.Counted
) -> Callable[[Community], int | None]:
    measure = MEASURES[weight.measure]
    if weight.measure == "registration":
        return lambda one: one.resident_population
    if weight.measure == "inspection":
        counts = _count(office, period, measure.numerator).counts
        return lambda one: counts.get(one.id, 0) * HUNDRED
    if weight.measure in COUNTED:
        full = (weight.full_at or 1) * period.months(office.today())
        return lambda one: full if tops.total else None
    counts = _count(office, period, measure.denominator).counts
    return lambda one: counts.get(one.id, 0)


def _count(office: Office, period: Period, question: str, *, amounts: bool = False) -> queries.Counted:
    return queries.count(office.database, QUESTIONS[question], _parameters(office, period), amounts=amounts)


def _rows(office: Office, period: Period, question: str, amounts: bool, place: Community, label: str) -> Rows:
    asked = QUESTIONS[question]
    given = _parameters(office, period)
    ids = tuple(queries.names(office.database, asked, given, place.id))
    shown = f"{len(ids)}"
    if amounts:
        total = queries.count(office.database, asked, given, amounts=True).counts.get(place.id, 0)
        shown = f"{len(ids)}次，共{total / 100:.2f}分"
    return Rows(label, shown, asked.table, ids)


def _parameters(office: Office, period: Period) -> dict[str, str]:
    """排名的提问用的日子；limits 是这一期每个服务日期应当录入的最后一天（民政部令第67号第十一条）。"""
    last = period.as_of(office.today())
    return {
        "first": period.first.isoformat(),
        "day": last.isoformat(),
        "before": (period.first - timedelta(days=1)).isoformat(),
        "active_from": (last - timedelta(days=target(office, "active_days") - 1)).isoformat(),
        "limits": dumps(_limits(office, period.first, last)),
    }


def _limits(office: Office, first: date, last: date) -> dict[str, str]:
    days = target(office, "record_due_working_days")
    off = holidays(office)
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return {day.isoformat(): add_working_days(day, days, off).isoformat() for day in every}


def _worked_out(weight: RankingWeight, fact: Fact, months: int) -> str:
    """怎样算出来的，一句话。"""
    top, below = fact.numerator, fact.denominator or 0
    if weight.measure == "inspection":
        return f"{below // HUNDRED}次督查平均{top * 100 / below:.2f}分"
    if weight.measure in COUNTED:
        return f"{months}个月{top}次，{below}次得满分"
    percent = f"{top / below * 100:.2f}%"
    aim = f"，目标{float(fact.target * 100):g}%" if fact.target != 1 else ""
    return f"{top}÷{below}＝{percent}{aim}"


def _why_unknown(measure: str) -> str:
    return {
        "registration": "没有填常住人口",
        "training": "没有在册的志愿者",
        "insurance": "没有专职志愿者",
        "duty": "这一期没有排班",
        "activities": "这一期全街道都没有记过活动",
        "inspection": "这一期没有督查过",
        "timely": "这一期没有写了录入日期的服务记录",
        "clues": "这一期全街道都没有记过线索",
    }[measure]


def _notes(office: Office, period: Period, weights: list[RankingWeight]) -> list[str]:
    """口径：截至哪天、各项怎样算。"""
    as_of = period.as_of(office.today())
    said = f"{period.title}，截至{full_day(as_of)}；各项完成的比率乘权重，加起来折成百分制，同分的名次相同。"
    counted = [
        f"{each.name}平均每月{each.full_at or 1}次得满分" for each in weights if each.measure in COUNTED and each.weight
    ]
    return [said, *([f"{'，'.join(counted)}。"] if counted else [])]
