"""建立一个办公室：把预置的事实写进空的登记，名称、社区、词表、领导小组、值守分工各就各位。"""

from collections.abc import Mapping
from datetime import date

from miaopu_desk.domain.duty_week import WeekTimes
from miaopu_desk.domain.duty_words import with_minimums
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.presets import OFFICES as PRESETS
from miaopu_desk.domain.presets import Area, Duty, OfficeFile, Roster, load_preset, load_targets
from miaopu_desk.domain.presets import Office as Preset
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import (
    ASSIGNMENTS,
    COMMUNITIES,
    DUTY_RULES,
    GRID_AREAS,
    LEADERS,
    OFFICES,
    REGISTERS,
    ROSTER_ISSUES,
    TERMS,
)
from miaopu_desk.domain.records.communities import COMMUNITY_ENDINGS, Community
from miaopu_desk.domain.records.duty import DutyRuleRecord
from miaopu_desk.domain.records.grid import Assignment, GridArea
from miaopu_desk.domain.records.offices import OfficeFacts
from miaopu_desk.domain.records.rosters import Leader, RosterIssue
from miaopu_desk.domain.records.terms import Term
from miaopu_desk.services.inspection_defaults import put_inspection_defaults
from miaopu_desk.services.keeping import Act
from miaopu_desk.services.office import Office
from miaopu_desk.services.service_days import default_rules, insert_rules
from miaopu_desk.services.star_rules import DEED, insert_point_defaults, insert_star_defaults
from miaopu_desk.services.targets import insert_targets


def set_up(office: Office, preset: str, *, fixed_day: date | None = None) -> None:
    """在空办公室里写进预置的事实，一次操作；fixed_day 只有示例办公室才有。

    preset 是 "miaopu" 或 "leiyang"。没有这个预置、办公室已经建立过都报 KnownError，一行不写。
    """
    must_be_known(preset)
    must_be_empty(office)
    facts = load_preset(preset)
    with office.keeper.action(f"建立办公室“{facts.about.short_name}”", kind="setup") as act:
        act.insert(OFFICES, _office_facts(facts, fixed_day))
        communities = _communities(act, facts)
        insert_targets(act)
        terms = _terms(act, facts.terms)
        if facts.communities is not None:  # 方案里的服务日是街道的
            insert_rules(act, default_rules({ref.name: ref for ref in terms.get("theme", [])}.get))
        insert_star_defaults(act)
        insert_point_defaults(act, terms.get(DEED, []))
        put_inspection_defaults(act)
        if facts.roster is not None:
            _roster(act, facts.roster)
        _duties(act, facts.about, communities)


def must_be_known(preset: str) -> None:
    """没有叫这个名字的初始资料时报 KnownError；开数据文件夹之前就查，写错名字不留下一个空文件夹。"""
    if preset not in PRESETS:
        raise KnownError(f"没有叫“{preset}”的初始资料，可以选：{'、'.join(PRESETS)}。")


def must_be_empty(office: Office) -> None:
    """办公室里已经有登记时报 KnownError。"""
    facts = office.facts
    if facts is not None:
        raise KnownError(f"这里已经建立过“{facts.name}”，不会重新建立。请换一个数据文件夹，例如用 --data 指定。")
    if any(office.keeper.table(register).count() for register in REGISTERS.values()):
        raise KnownError("这个数据文件夹里已经有登记，不会写进初始资料。请换一个空的文件夹，例如用 --data 指定。")


def duty_times(duty: Duty) -> str:
    """值守时间写成一句话，连同最少人数和时长：每周三早上7:30至8:30，……，至少八名志愿者。"""
    return with_minimums(WeekTimes(duty.schedule), duty.min_people, duty.min_minutes)


def duty_requirement(duty: Duty) -> str:
    """要求，要配的装备写在后面。"""
    return f"{duty.requirement}；配齐{'、'.join(duty.equipment)}" if duty.equipment else duty.requirement


def _office_facts(facts: Preset, fixed_day: date | None) -> OfficeFacts:
    region = f"{facts.communities.city.name}{facts.communities.district.name}" if facts.communities else None
    return OfficeFacts(
        name=facts.about.name,
        signed_as=facts.about.signature,
        region=region,
        brand=facts.about.brand,
        target_percent=load_targets().value("registration_rate"),
        fixed_day=fixed_day,
        preset=facts.about.key,
    )


def _communities(act: Act, facts: Preset) -> dict[str, Ref]:
    """写进社区，返回名称 → Ref；没有下辖社区的单位，联点社区就是它的社区。"""
    named: list[tuple[str, str | None]]
    if facts.communities is not None:
        named = [(place.name, place.code) for place in facts.communities.communities]
    else:
        linked = [area.name for duty in facts.about.duties if duty.kind == "linked_community" for area in duty.areas]
        named = [(_without_ending(name), None) for name in dict.fromkeys(linked)]
    found = {}
    for position, (name, code) in enumerate(named, start=1):
        saved = act.insert(COMMUNITIES, Community(name=name, code=code, position=position))
        found[name] = Ref(name, saved.id)
    return found


def _without_ending(name: str) -> str:
    ending = next((each for each in COMMUNITY_ENDINGS if name.endswith(each)), "")
    return name.removesuffix(ending)


def _terms(act: Act, terms: Mapping[str, tuple[str, ...]]) -> dict[str, list[Ref]]:
    """写进词表，返回每一类的词条。"""
    found: dict[str, list[Ref]] = {}
    for vocabulary, words in terms.items():
        for position, word in enumerate(words, start=1):
            saved = act.insert(TERMS, Term(vocabulary=vocabulary, name=word, position=position))
            found.setdefault(vocabulary, []).append(Ref(saved.name, saved.id))
    return found


def _roster(act: Act, roster: Roster) -> None:
    """一期领导小组名单，成员按文件的次序。"""
    issue = act.insert(
        ROSTER_ISSUES,
        RosterIssue(
            number=f"{roster.issued_on.year}年第{roster.number}次",
            issued_on=roster.issued_on,
            reason=roster.reason,
            office_in=roster.office_seat,
            note=f"{roster.title}，{roster.issued_by}印发",
        ),
    )
    for position, leader in enumerate(roster.leaders, start=1):
        act.insert(
            LEADERS,
            Leader(
                issue=Ref(issue.number, issue.id),
                position=position,
                post=leader.post,
                name=leader.name,
                title=leader.title or None,
            ),
        )


def _duties(act: Act, about: OfficeFile, communities: Mapping[str, Ref]) -> None:
    """分工表：每个责任区域一个网格、一条单位的分工、一条值守规则，起止是分工表的期限。"""
    if about.period is None:
        return
    for duty in about.duties:
        for area in duty.areas:
            saved = act.insert(
                GRID_AREAS,
                GridArea(
                    name=area.name,
                    kind=duty.kind,
                    community=communities.get(_without_ending(area.name)),
                    boundary=_boundary(area),
                    responsible_unit=area.unit,
                    note=duty.note or None,
                ),
            )
            act.insert(
                ASSIGNMENTS,
                Assignment(
                    area=Ref(saved.name, saved.id),
                    unit=area.unit,
                    starts_on=about.period.start,
                    ends_on=about.period.end,
                    task=duty.title,
                    duty_times=duty_times(duty),
                    requirement=duty_requirement(duty),
                ),
            )
            act.insert(
                DUTY_RULES,
                DutyRuleRecord(
                    area=Ref(saved.name, saved.id),
                    task=duty.title,
                    times=WeekTimes(duty.schedule),
                    minimum_people=duty.min_people,
                    minimum_minutes=duty.min_minutes,
                    equipment="、".join(duty.equipment) or None,
                    requirement=duty.requirement,
                    unit=area.unit,
                    starts_on=about.period.start,
                    ends_on=about.period.end,
                    on_holidays="usual",
                    on_worked_days="usual",
                ),
            )


def _boundary(area: Area) -> str | None:
    return f"{area.start}至{area.end}" if area.start and area.end else None
