"""示例的三个月：有人退出，网格有人管，办了培训，买了保险，记了时长；一次写进去。"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from miaopu_desk.domain.kinds import Link, Ref
from miaopu_desk.domain.records import (
    ACTIVITIES,
    ASSIGNMENTS,
    CLAIMS,
    ENROLLMENTS,
    GRID_AREAS,
    HEAD_COUNTS,
    PARTICIPATIONS,
    POLICIES,
    SERVICE_RECORDS,
    SUBMISSION_PEOPLE,
    SUBMISSIONS,
    TRAINING_PLANS,
    TRAINING_SESSIONS,
    VOLUNTEERS,
)
from miaopu_desk.domain.records.grid import GridArea
from miaopu_desk.domain.records.training import Participation
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.domain.register import Record, Register
from miaopu_desk.domain.sample_grid import assignments
from miaopu_desk.domain.sample_insurance import claims, enrollments, policies, submissions
from miaopu_desk.domain.sample_people import link_to
from miaopu_desk.domain.sample_places import PLACES, areas
from miaopu_desk.domain.sample_service import head_counts, sample_corrections, service_records
from miaopu_desk.domain.sample_training import plans, sessions
from miaopu_desk.services.keeping import Act
from miaopu_desk.services.linking import Found, catalogue
from miaopu_desk.services.office import Office
from miaopu_desk.services.sample_activities import linked, linked_group, put_activities
from miaopu_desk.services.sample_duty import fill_duty
from miaopu_desk.services.sample_honours import fill_honours
from miaopu_desk.services.sample_inspection import fill_inspection

R = TypeVar("R", bound=Record)
People = Mapping[str, Sequence[Volunteer]]
TABLES = ("grid_areas", "policies", "training_sessions", "service_records")


def fill_months(office: Office, people: People) -> None:
    """补上收进花名册以后的三个月，一次操作；people 是生成的人，凭证件号码对上登记里的。"""
    registered = _registered(office, people)
    everyone = [person for group in registered.values() for person in group]
    with office.keeper.action("示例：网格、值守、培训、保险、服务记录、督查、表彰", kind="setup") as act:
        links = _Links(office)
        _departures(act, office, everyone)
        areas = _grid(act, links, registered)
        _training(act, links, registered)
        fill_inspection(act, office, links.filled, registered)
        for policy in policies():
            saved = act.insert(POLICIES, policy)
            links.learn("policies", Ref(saved.number, saved.id))
        covers = enrollments(everyone)
        for enrollment in covers:
            act.insert(ENROLLMENTS, links.filled(ENROLLMENTS, enrollment))
        for reported in submissions(covers, everyone):
            sent = act.insert(SUBMISSIONS, links.filled(SUBMISSIONS, reported.submission))
            for line in reported.lines:
                act.insert(SUBMISSION_PEOPLE, replace(line, submission=Ref(sent.number, sent.id)))
        made, groups = service_records(registered), head_counts()
        events = put_activities(act, office, lambda one: links.filled(ACTIVITIES, one), made, groups, registered)
        lines = [act.insert(SERVICE_RECORDS, links.filled(SERVICE_RECORDS, linked(record, events))) for record in made]
        for claim in claims(covers, lines):
            act.insert(CLAIMS, links.filled(CLAIMS, claim))
        for record in sample_corrections(lines):
            act.insert(SERVICE_RECORDS, record)
        for group in groups:
            act.insert(HEAD_COUNTS, links.filled(HEAD_COUNTS, linked_group(group, events)))
        fill_duty(act, office, links.filled, areas, registered)
        fill_honours(act, links, registered)


def _registered(office: Office, people: People) -> dict[str, list[Volunteer]]:
    """收进来以后的每一位，凭证件号码对上；没有证件号码的不参加后面的事。少了一位就是示例写错了。"""
    found = {one.id_number: one for one in office.keeper.table(VOLUNTEERS).all() if one.id_number}
    missing = [one for group in people.values() for one in group if one.id_number and one.id_number not in found]
    if missing:
        raise RuntimeError(f"示例花名册里有 {len(missing)} 人没有收进登记")
    return {
        community: [
            replace(
                found[one.id_number],
                standing=one.standing,
                standing_on=one.standing_on,
                standing_reason=one.standing_reason,
            )
            for one in group
            if one.id_number
        ]
        for community, group in people.items()
    }


def _departures(act: Act, office: Office, everyone: Sequence[Volunteer]) -> None:
    """退出、清退、暂停：有的社区写在表上，其余由街道补记。"""
    changed = [person for person in everyone if person.standing != "active"]
    before = office.keeper.table(VOLUNTEERS).records([person.id for person in changed])
    for base, person in zip(before, changed, strict=True):
        act.update(VOLUNTEERS, base, person)


def _grid(act: Act, links: "_Links", people: People) -> dict[str, GridArea]:
    written: dict[str, GridArea] = {}
    for place in PLACES:
        for area in areas(place):
            record = GridArea(
                name=area.name,
                kind=area.kind,
                parent=Ref(area.parent) if area.parent else None,
                community=Ref(area.community),
                boundary=area.boundary,
                responsible_unit=f"{area.community}社区",
                households=area.households,
            )
            saved = act.insert(GRID_AREAS, links.filled(GRID_AREAS, record))
            links.learn("grid_areas", Ref(saved.name, saved.id))
            written[saved.name] = saved
        for assignment in assignments(place, people[place.community]):
            act.insert(ASSIGNMENTS, links.filled(ASSIGNMENTS, assignment))
    return written


def _training(act: Act, links: "_Links", people: People) -> None:
    for plan in plans():
        kept = act.insert(TRAINING_PLANS, plan)
        links.learn("training_plans", Ref(kept.topic, kept.id))
    for planned in sessions(people):
        saved = act.insert(TRAINING_SESSIONS, links.filled(TRAINING_SESSIONS, planned.session))
        session = Ref(saved.topic, saved.id)
        for person, passed in planned.present:
            state = "invited" if saved.state == "planned" else "present"
            row = Participation(session=session, volunteer=link_to(person), state=state, passed=passed)
            act.insert(PARTICIPATIONS, row)


class _Links:
    """只写了名称的 Ref 补上 id：社区、词条从登记里找，网格、保单边写边记。"""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._finders: dict[Link, Callable[[str], Found]] = {}
        self._learned: dict[tuple[str, str], Ref] = {}

    def learn(self, target: str, ref: Ref) -> None:
        """记下刚写进去的一行。"""
        self._learned[target, ref.name] = ref

    def filled(self, register: Register[R], record: R) -> R:
        """补好全部 id 的记录；对不上是示例本身写错了，抛 KeyError。"""
        found: dict[str, Any] = {}
        for each in register.links:
            ref = getattr(record, each.name)
            if ref is not None and ref.id is None and isinstance(each.kind, Link):
                found[each.name] = self._find(each.kind, ref.name)
        return replace(record, **found) if found else record

    def _find(self, kind: Link, name: str) -> Ref:
        learned = self._learned.get((kind.target, name))
        if learned is not None:
            return learned
        if kind not in self._finders:
            self._finders[kind] = catalogue(self._office.database, kind)
        ref = self._finders[kind](name)
        if not isinstance(ref, Ref):
            raise KeyError(name)
        return ref
