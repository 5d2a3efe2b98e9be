"""办公室的星级标准和积分规则：登记的各套合成规则里用的值；一套也没有的用预置的，都标着待街道确认。"""

from collections.abc import Sequence

from miaopu_desk.domain.codes import SERVICE_SOURCES
from miaopu_desk.domain.defaults import Star, StarRules, load_points, load_stars
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.points import DeedRule, PointBook, PointRules, Rate
from miaopu_desk.domain.problems import Problem, Refused
from miaopu_desk.domain.records.points import POINT_DEEDS, POINT_RATES, POINT_RULES, PointDeed, PointRate, PointRuleSet
from miaopu_desk.domain.records.star_rules import STAR_LEVELS, STAR_RULES, StarLevel, StarRuleSet
from miaopu_desk.domain.records.terms import TERMS, Term
from miaopu_desk.domain.stars import rule_faults
from miaopu_desk.services.keeping import Act
from miaopu_desk.services.office import Office

DEED = "deed"


def star_sets(office: Office) -> tuple[StarRules, ...]:
    """各套星级标准，从早到晚；还没有填档次的一套先不用。办公室一套也没有用的，用预置的全国通行时数。"""
    levels: dict[str | None, list[StarLevel]] = {}
    for level in office.keeper.table(STAR_LEVELS).all():
        levels.setdefault(level.rules.id, []).append(level)
    own = [_star_rules(each, levels[each.id]) for each in office.keeper.table(STAR_RULES).all() if each.id in levels]
    return tuple(sorted(own, key=lambda each: each.effective_from)) or (load_stars(),)


def point_book(office: Office) -> PointBook:
    """各套积分规则合成的一本；没有填分值的一套先不用，一套也没有用的，用预置的一小时一分。"""
    rates: dict[str | None, list[PointRate]] = {}
    deeds: dict[str | None, list[PointDeed]] = {}
    for rate in sorted(office.keeper.table(POINT_RATES).all(), key=lambda each: each.id):
        rates.setdefault(rate.rules.id, []).append(rate)
    for deed in office.keeper.table(POINT_DEEDS).all():
        deeds.setdefault(deed.rules.id, []).append(deed)
    own = [
        _point_rules(each, rates.get(each.id, []), deeds.get(each.id, []))
        for each in office.keeper.table(POINT_RULES).all()
        if each.id in rates or each.id in deeds
    ]
    return PointBook(own or [_default_points(office)])


def uses_defaults(office: Office) -> bool:
    """星级标准和积分规则里有一样还没有登记，用着预置的。"""
    return not (office.keeper.table(STAR_RULES).count() and office.keeper.table(POINT_RULES).count())


def rule_notes(office: Office) -> list[str]:
    """各套标准里不妥的地方，给“规则”一页提示。"""
    notes = [f"{each.name}：{fault}" for each in star_sets(office) for fault in rule_faults(each)]
    filled = {each.rules.id for each in office.keeper.table(STAR_LEVELS).all()}
    notes += [
        f"{each.name}：还没有填档次，先不用" for each in office.keeper.table(STAR_RULES).all() if each.id not in filled
    ]
    return notes


def put_defaults(office: Office) -> list[Problem]:
    """把预置的标准和规则写进登记，办公室再改；已经有的一样不动。一次操作。"""
    if not uses_defaults(office):
        return [Problem("", "已经有星级标准和积分规则了，请直接改，或者新增一套")]
    try:
        with office.keeper.action("装入默认的星级标准和积分规则") as act:
            if not office.keeper.table(STAR_RULES).count():
                insert_star_defaults(act)
            if not office.keeper.table(POINT_RULES).count():
                insert_point_defaults(act, [Ref(each.name, each.id) for each in deed_terms(office)])
    except Refused as refused:
        return refused.problems
    return []


def insert_star_defaults(act: Act) -> None:
    """在一次操作里写进预置的星级标准；建立办公室时也用它。"""
    shipped = load_stars()
    saved = act.insert(
        STAR_RULES,
        StarRuleSet(
            name=shipped.name,
            effective_from=shipped.effective_from,
            measure=shipped.measure,
            basis=shipped.basis,
            confirmed=shipped.confirmed,
            note=shipped.note,
        ),
    )
    for level in shipped.levels:
        act.insert(
            STAR_LEVELS,
            StarLevel(
                rules=Ref(saved.name, saved.id),
                star=level.star,
                label=level.label,
                hours=level.hours,
                points=level.points,
                privileges=level.privileges or None,
            ),
        )


def insert_point_defaults(act: Act, known: Sequence[Ref]) -> None:
    """在一次操作里写进预置的积分规则；known 是词表里已有的积分事项，没有的补上。"""
    shipped = load_points()
    terms = _with_missing(act, known)
    saved = act.insert(
        POINT_RULES,
        PointRuleSet(
            name=shipped.name,
            effective_from=shipped.effective_from,
            basis=shipped.basis,
            confirmed=shipped.confirmed,
            note=shipped.note,
        ),
    )
    rules = Ref(saved.name, saved.id)
    act.insert(POINT_RATES, PointRate(rules=rules, hundredths=shipped.hundredths))
    for each in shipped.deeds:
        row = PointDeed(rules=rules, deed=terms[each.deed], points=each.points, year_cap=each.year_cap)
        act.insert(POINT_DEEDS, row)


def _with_missing(act: Act, known: Sequence[Ref]) -> dict[str, Ref]:
    """预置规则里的积分事项：词表里有的用它，没有的补在后面。"""
    terms = {each.name: each for each in known}
    for each in load_points().deeds:
        if each.deed not in terms:
            saved = act.insert(TERMS, Term(vocabulary=DEED, name=each.deed, position=len(terms) + 1))
            terms[each.deed] = Ref(saved.name, saved.id)
    return terms


def deed_terms(office: Office) -> list[Term]:
    """词表里的积分事项，按顺序。"""
    return sorted(office.keeper.table(TERMS).find("vocabulary", DEED), key=lambda each: each.position)


def _star_rules(one: StarRuleSet, levels: list[StarLevel]) -> StarRules:
    return StarRules(
        note=one.note or "",
        confirmed=bool(one.confirmed),
        effective_from=one.effective_from,
        name=one.name,
        basis=one.basis or "",
        levels=tuple(
            Star(each.star, each.hours, each.points, each.label, each.privileges or "")
            for each in sorted(levels, key=lambda each: (each.star, each.id))
        ),
        measure=one.measure,
    )


def _point_rules(one: PointRuleSet, rates: list[PointRate], deeds: list[PointDeed]) -> PointRules:
    return PointRules(
        name=one.name,
        basis=one.basis or "",
        effective_from=one.effective_from,
        confirmed=bool(one.confirmed),
        rates=tuple(_rate(each) for each in rates),
        day_cap=one.day_cap,
        month_cap=one.month_cap,
        year_cap=one.year_cap,
        deeds=tuple(DeedRule(each.deed.id or "", each.points, each.year_cap) for each in deeds),
        note=one.note or "",
    )


def _rate(one: PointRate) -> Rate:
    words = [
        one.theme.name if one.theme else "",
        one.category.name if one.category else "",
        SERVICE_SOURCES.label(one.source) if one.source else "",
    ]
    return Rate(
        hundredths=one.hundredths,
        theme=(one.theme and one.theme.id) or "",
        category=(one.category and one.category.id) or "",
        source=one.source or "",
        label="、".join(word for word in words if word) or "志愿服务",
    )


def _default_points(office: Office) -> PointRules:
    shipped = load_points()
    known = {each.name: each.id for each in deed_terms(office)}
    return PointRules(
        name=shipped.name,
        basis=shipped.basis,
        effective_from=shipped.effective_from,
        confirmed=shipped.confirmed,
        rates=(Rate(shipped.hundredths),),
        deeds=tuple(
            DeedRule(known[each.deed], each.points, each.year_cap) for each in shipped.deeds if each.deed in known
        ),
        note=shipped.note,
    )
