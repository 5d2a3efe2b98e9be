"""全部数字的唯一来源：月报、总览、工作簿和命令行都从这里取数；每个数字都打得开背后的名单。"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from miaopu_desk.domain import figures as words
from miaopu_desk.domain.codes import RANKS
from miaopu_desk.domain.cover_warnings import OVERVIEW_DUE
from miaopu_desk.domain.defaults import load_targets
from miaopu_desk.domain.duty_due import DUTY_DUE
from miaopu_desk.domain.figures import BY_NAME, FIGURES, DueItem, Line, MonthFigures, Overview, RankCount, RateBar
from miaopu_desk.domain.honour_due import HONOUR_DUE
from miaopu_desk.domain.inspection_due import INSPECTION_DUE, inspection_parameters
from miaopu_desk.domain.month import Month, full_day, month_of, read_month
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.records.communities import COMMUNITIES
from miaopu_desk.domain.register import Record
from miaopu_desk.domain.registration import ADULT, born_after_for
from miaopu_desk.services import activity_due
from miaopu_desk.services.office import Office
from miaopu_desk.services.record_deadlines import late_days, record_due
from miaopu_desk.services.stars import star_due
from miaopu_desk.services.targets import target
from miaopu_desk.store import queries

STREET = "街道本级"
TOTAL = "合计"
to_json = words.to_json


def month_figures(office: Office, month: str) -> MonthFigures:
    """一个月的全部数字；month 写成 2021-05。月份写错了、还没到，或者办公室还没有社区，报 KnownError。"""
    return _figures(office, read_month(month, office.today()))


def figure_names(office: Office, month: str, figure: str, community: str | None = None) -> list[Record]:
    """一个数字背后的各条记录，条数就是那个数字（时长这一项是加总的那些服务记录）。

    figure 是 FIGURES 里的名字；community 是社区名，空着是合计，“街道本级”是不归哪个社区的。不认识的报 KnownError。
    """
    if figure not in BY_NAME:
        raise KnownError(f"没有“{figure}”这个数字，可以用：{'、'.join(BY_NAME)}。")
    given = parameters(office, read_month(month, office.today()), office.today())
    ids = queries.names(
        office.database,
        queries.FIGURES[figure],
        given,
        _community_id(office, community),
        street=community == STREET,
    )
    found: list[Record] = office.keeper.table(REGISTERS[BY_NAME[figure].table]).records(ids)
    return found


def figure_lines(figures: MonthFigures) -> list[str]:
    """给命令行看的几行：每个社区一行，合计一行，下面是口径。"""
    said = [f"{figures.month.title}，截至{full_day(figures.as_of)}，注册率目标{figures.target}%"]
    for each in (*figures.communities, figures.total):
        counts = "，".join(f"{one.label}{each.value(one.name)}{one.unit}" for one in FIGURES if one.name in _SAID)
        people = f"{each.name}：常住人口{each.resident_population or '—'}，注册率{each.rate_text}"
        said.append(f"{people}，{counts}，服务时长{each.hours_text}小时")
    own = [f"{one.label}{count}{one.unit}" for one in FIGURES if (count := figures.street.value(one.name))]
    said += [f"{STREET}：{'，'.join(own)}"] if own else []
    return [*said, *(f"注：{note}" for note in figures.notes)]


_UNSAID = ("suspended", "previous", "several_ranks", "unranked", "service_minutes")
_SAID = tuple(each.name for each in FIGURES if each.name not in _UNSAID)


def due_items(office: Office) -> list[DueItem]:
    """今天该办的事，每件带着涉及的记录；没有的不列。"""
    return due_on(office, office.today())


def due_on(office: Office, day: date) -> list[DueItem]:
    """到某一天该办的事。"""
    return list(office.known.ask(office.database, ("due", day), lambda: tuple(_due_on(office, day))))


def _due_on(office: Office, day: date) -> list[DueItem]:
    return [
        *_due_communities(_figures(office, month_of(day), day)),
        *due_among(office, day, DUE),
        *star_due(office, day),
        *record_due(office, day),
    ]


def due_among(office: Office, day: date, asked: Sequence[tuple[str, str, str]]) -> list[DueItem]:
    """只问这几种：（种类，标题，说明）；没有的不列。"""
    warning_days = target(office, "insurance_warning_days")
    rectify_days, answer_days = target(office, "rectification_warning_days"), target(office, "clue_answer_days")
    most_areas = target(office, "areas_per_person")
    given: dict[str, object] = {
        **parameters(office, month_of(day), day),
        "first": f"{day.year}-01-01",
        "soon": (day + timedelta(days=warning_days)).isoformat(),
        "after": (day + timedelta(days=warning_days + 1)).isoformat(),
        **inspection_parameters(day, rectify_days, answer_days),
        "adult": born_after_for(ADULT, day).isoformat(),
        "year": f"{day.year}-01-01",
        "most_areas": most_areas,
        **activity_due.given(office, day),
    }
    said = {
        "year": day.year,
        "days": warning_days,
        "most_areas": most_areas,
        "rectify_days": rectify_days,
        "answer_days": answer_days,
    }
    return [
        DueItem(kind, title, detail.format(**said), len(ids), queries.DUE[kind].table, tuple(ids))
        for kind, title, detail in asked
        if (ids := queries.names(office.database, queries.DUE[kind], given))
    ]


DUE = (
    *INSPECTION_DUE,
    *OVERVIEW_DUE,
    ("areas_with_nobody", "网格没有人负责", "没有有效的分工，或者负责的人已经退出"),
    ("in_charge_but_gone", "分工还挂在已退出的人名下", "请结束这条分工，另派人负责"),
    ("untrained_full_time", "专职志愿者今年没有参训", "{year}年还没有参加过培训"),
    ("sessions_undecided", "培训过了日子还没有说办没办", "请把“举办情况”改成已举办或已取消"),
    ("still_invited", "培训办过了，还有人停在“邀请”", "{year}年的，请登记到场"),
    ("sessions_without_names", "培训没有登记参训人员", "{year}年已经办过，还没有录入签到"),
    ("minors", "未满18周岁没有监护人同意", "请补上监护人和监护人同意"),
    ("no_contact", "没有电话也没有证件号码", "无法联系、无法核对身份，请向社区索要"),
    ("no_id_number", "有电话，没有证件号码", "投保和认证要用证件号码"),
    ("unranked", "没有填队伍类别", "月报里计入“未分类”"),
    ("look_alikes", "可能重复登记", "姓名相同，而且电话或出生日期也相同，请核对是否同一人"),
    ("gone_without_a_day", "退出或清退没有写日期", "没有日期的仍按在册统计"),
    *activity_due.WORDS,
    *DUTY_DUE,
    *HONOUR_DUE,
)


def overview(office: Office) -> Overview:
    """总览：各社区的注册率和目标、四类队伍人数、合计，截至今天。"""
    figures = _figures(office, month_of(office.today()))
    rates = tuple(
        RateBar(
            each.name,
            each.id or "",
            each.registered,
            each.resident_population,
            each.rate,
            each.rate_text,
            each.short(figures.target) == 0 if each.resident_population else None,
        )
        for each in figures.communities
    )
    ranks = tuple(RankCount(code, RANKS.label(code), figures.total.value(code)) for code in words.RANK_FIGURES)
    return Overview(figures.as_of, figures.target, rates, ranks, figures.total)


def people_in_charge(office: Office, day: date) -> dict[str, list[str]]:
    """某日各网格由谁负责：网格 id → 姓名或单位；与“网格有人负责”同一口径。"""
    return queries.people_in_charge(office.database, day.isoformat())


def target_percent(office: Office) -> int:
    """注册率目标，百分数：办公室设置里的，没有时取方案的默认值。"""
    facts = office.facts
    return facts.target_percent if facts else load_targets().value("registration_rate")


def _figures(office: Office, month: Month, today: date | None = None) -> MonthFigures:
    as_of = month.as_of(today or office.today())
    return office.known.ask(office.database, ("figures", month, as_of), lambda: _count(office, month, as_of))


def _count(office: Office, month: Month, as_of: date) -> MonthFigures:
    communities = office.keeper.table(COMMUNITIES).all()
    if not communities:
        raise KnownError("还没有社区，算不出数字。请先用 init 建立办公室，或者在设置里添加社区。")
    given = parameters(office, month, as_of)
    counted = {
        each.name: queries.count(office.database, queries.FIGURES[each.name], given, amounts=each.summed)
        for each in FIGURES
    }

    def values(pick: Callable[[queries.Counted], int]) -> dict[str, Any]:
        return {name: pick(one) for name, one in counted.items()}

    lines = tuple(
        Line(
            name=each.name,
            id=each.id,
            code=each.code,
            resident_population=each.resident_population,
            **values(lambda one, at=each.id: one.counts.get(at, 0)),  # type: ignore[misc]
        )
        for each in communities
    )
    populations = [each.resident_population for each in communities]
    known = [each for each in populations if each is not None]
    total = Line(
        name=TOTAL,
        resident_population=sum(known) if len(known) == len(populations) else None,
        **values(lambda one: one.total),
    )
    street = Line(name=STREET, **values(lambda one: one.counts.get(None, 0)))
    figures = MonthFigures(month, as_of, target_percent(office), lines, street, total)
    return replace(figures, notes=tuple(_notes(office, figures)))


def _notes(office: Office, figures: MonthFigures) -> list[str]:
    notes = words.standard_notes(figures.as_of, target(office, "active_days"))
    unknown = [each.name for each in figures.communities if not each.resident_population]
    if unknown:
        notes.append(f"{'、'.join(unknown)}没有填常住人口，注册率和合计注册率不计算。")
    if figures.total.registered != figures.total.people:
        twice = figures.total.registered - figures.total.people
        notes.append(f"有{twice}条登记与别的登记是同一个人，注册数按登记计，去重人数按人计。")
    if figures.as_of < figures.month.last:
        notes.append(f"{figures.month.title}还没有结束，数字截至{full_day(figures.as_of)}。")
    return notes


def parameters(office: Office, month: Month, today: date) -> dict[str, str]:
    """提问里的几个日子：月初、截至、上月末、从哪天起有服务算活跃、到哪天为止的记录已经逾期。"""
    as_of = month.as_of(today)
    return {
        "first": month.first.isoformat(),
        "day": as_of.isoformat(),
        "before": month.before.isoformat(),
        **late_days(office, as_of),
        "active_from": (as_of - timedelta(days=target(office, "active_days") - 1)).isoformat(),
    }


def _community_id(office: Office, name: str | None) -> str | None:
    if name in (None, "", STREET, TOTAL):
        return None
    found = office.keeper.table(COMMUNITIES).all()
    for each in found:
        if name in (each.name, each.id):
            return each.id
    raise KnownError(f"没有“{name}”这个社区，现有：{'、'.join(each.name for each in found)}。")


def _due_communities(figures: MonthFigures) -> list[DueItem]:
    unknown = [each for each in figures.communities if not each.resident_population]
    below = [each for each in figures.communities if each.short(figures.target)]
    items = []
    if unknown:
        detail = f"在“设置”的“社区”里填，填了才算得出注册率：{'、'.join(each.name for each in unknown)}"
        items.append(_due("population_unknown", "没有填常住人口", detail, unknown))
    if below:
        short = "、".join(f"{each.name}差{each.short(figures.target)}人" for each in below)
        items.append(_due("below_target", f"注册率不到{figures.target}%的社区", short, below))
    return items


def _due(kind: str, title: str, detail: str, lines: list[Line]) -> DueItem:
    return DueItem(kind, title, detail, len(lines), COMMUNITIES.table, tuple(each.id or "" for each in lines))
