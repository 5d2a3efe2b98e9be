"""培训覆盖面和年度计划：谁今年还没有参训、各社区各队伍到没到目标，计划落实了多少；一步邀请来参加一场。"""

import json
from collections.abc import Sequence
from datetime import date
from functools import cache

from miaopu_desk.domain.coverage import TOTAL, Coverage, Person, PlanProgress, cover
from miaopu_desk.domain.records.communities import COMMUNITIES
from miaopu_desk.domain.records.training import TRAINING_PLANS, TRAINING_SESSIONS, TrainingSession
from miaopu_desk.services.many_people import Added, add_participants
from miaopu_desk.services.office import Office
from miaopu_desk.services.targets import target
from miaopu_desk.store import queries_training
from miaopu_desk.store.listing import Condition, Listing

MOST_SESSIONS = 60


def training_coverage(office: Office, day: date, first: date | None = None) -> Coverage:
    """截至 day 在册的人，从 first（不写是当年1月1日）起参训的覆盖面。"""
    start = first or date(day.year, 1, 1)
    places = office.keeper.table(COMMUNITIES).all()
    named = {each.id: each.name for each in places}
    codes = cache(lambda ranks: tuple(json.loads(ranks)) if ranks else ())  # 一万人也只有几种写法
    people = [
        Person(record, named.get(community, ""), key, codes(ranks), trained)
        for record, community, key, ranks, trained in queries_training.people_trained(
            office.database, start.isoformat(), day.isoformat()
        )
    ]
    names = tuple(each.name for each in places)
    return Coverage(start, day, target(office, "training_coverage"), names, cover(people, names))


def trained_counts(office: Office, day: date) -> dict[str, tuple[int, int]]:
    """社区 →（今年参训的人数，在册人数），另有“合计”；供月报用。"""
    found = training_coverage(office, day)
    return {name: (found.cell(name).trained, found.cell(name).people) for name in (*found.communities, TOTAL)}


def plan_progress(office: Office, year: int, day: date) -> list[PlanProgress]:
    """一年的各项计划和到 day 为止的实际，按季度。"""
    plans = office.keeper.table(TRAINING_PLANS).find("year", year)
    last = min(day, date(year, 12, 31))
    found = []
    for each in plans:
        held, attended = queries_training.people_planned(
            office.database, each.id, date(year, 1, 1).isoformat(), last.isoformat()
        )
        level = TRAINING_PLANS.column("level").kind.show(each.level)
        found.append(
            PlanProgress(
                each.id,
                each.quarter,
                each.topic,
                level,
                each.audience or "",
                each.sessions,
                each.people,
                held,
                attended,
            )
        )
    return sorted(found, key=lambda one: one.quarter)


def plan_years(office: Office) -> list[int]:
    """有计划的年度，新的在前；今年总在里面。"""
    years = {each.year for each in office.keeper.table(TRAINING_PLANS).all()}
    return sorted(years | {office.today().year}, reverse=True)


def sessions_to_invite(office: Office) -> list[TrainingSession]:
    """可以邀请人来的场次：今天和以后的，计划里还没办的，近的在前。"""
    table = office.keeper.table(TRAINING_SESSIONS)
    coming = table.all(Listing(where=(Condition("held_on", "from", (office.today(),)),), order=("held_on",)))
    return [each for each in coming if each.state in (None, "planned")][:MOST_SESSIONS]


def invite(office: Office, session_id: str, volunteer_ids: Sequence[str]) -> Added:
    """邀请这些人参加一场培训：一次操作，一次撤销；已经在名单里的略过。"""
    return add_participants(office, session_id, volunteer_ids, state="invited")
