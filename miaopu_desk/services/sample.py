"""示例办公室：建立苗圃街道，收进八个社区的花名册，再补上三个月的网格、培训、保险和服务记录。"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from miaopu_desk.domain.kinds import Link, Ref
from miaopu_desk.domain.presets import load_preset
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import (
    ASSIGNMENTS,
    COMMUNITIES,
    ENROLLMENTS,
    GRID_AREAS,
    OFFICES,
    PARTICIPATIONS,
    PARTY_BRANCHES,
    POLICIES,
    SERVICE_RECORDS,
    TEAMS,
    TRAINING_SESSIONS,
    VOLUNTEERS,
)
from miaopu_desk.domain.records.grid import GridArea
from miaopu_desk.domain.records.party_branches import PartyBranch
from miaopu_desk.domain.records.teams import Team
from miaopu_desk.domain.records.training import Participation
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.domain.register import Record, Register
from miaopu_desk.domain.sample_grid import assignments
from miaopu_desk.domain.sample_insurance import enrollments, policies
from miaopu_desk.domain.sample_people import branch_names, is_full_time, link_to, sample_people, team_names
from miaopu_desk.domain.sample_places import PLACES, POPULATION_ON, SAMPLE_DAY, areas
from miaopu_desk.domain.sample_service import service_records
from miaopu_desk.domain.sample_training import sessions
from miaopu_desk.exchange.sample_books import SampleBook, write_books
from miaopu_desk.services.importing import commit_import, plan_import, totals_sentence
from miaopu_desk.services.keeping import Act
from miaopu_desk.services.linking import Found, catalogue
from miaopu_desk.services.office import Office
from miaopu_desk.services.setting_up import must_be_empty, set_up

R = TypeVar("R", bound=Record)
People = Mapping[str, Sequence[Volunteer]]
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class ImportedBook:
    """收进来的一本花名册：各种状态的行数、拒收的原因、批次号。"""

    community: str
    path: Path
    totals: dict[str, int]
    refused: tuple[str, ...]
    batch: str | None

    def sentence(self) -> str:
        """给人看的一句话：文件名和各状态的行数。"""
        return f"{self.path.name}：{totals_sentence(self.totals)}"


@dataclass(frozen=True)
class SampleResult:
    """做好的示例：八本花名册和各登记表的行数（表名 → 行数）。"""

    books: tuple[ImportedBook, ...]
    counts: dict[str, int]

    @cached_property
    def totals(self) -> dict[str, int]:
        """八本合在一起，各种状态的行数。"""
        return {state: sum(book.totals[state] for book in self.books) for state in self.books[0].totals}

    def lines(self) -> list[str]:
        """给人看的几行：每本一行，拒收的逐行说原因，最后是合计。"""
        shown = []
        for book in self.books:
            shown.append(book.sentence())
            shown += [f"    拒收 {reason}" for reason in book.refused]
        return [*shown, f"八本合计：{totals_sentence(self.totals)}"]


def make_sample(office: Office, books: Path, progress: Progress = lambda step: None) -> SampleResult:
    """在空办公室里做出示例，八本花名册存在文件夹 books 里；每次做出来的都一样，id 除外。

    办公室已经建立过、花名册存不下报 KnownError。progress 收到正在做的一步的名称。
    """
    must_be_empty(office)
    people = sample_people(taken=_leading_group())
    progress("写出八个社区的花名册")
    written = write_books(books, people)
    progress("建立苗圃街道办公室")
    set_up(office, "miaopu", fixed_day=SAMPLE_DAY)
    _prepare(office, people)
    imported = []
    for book in written:
        progress(f"收进{book.path.name}")
        imported.append(_import(office, book))
    progress("补上网格、培训、保险和服务记录")
    _fill(office, people)
    registers = (
        VOLUNTEERS,
        GRID_AREAS,
        ASSIGNMENTS,
        TRAINING_SESSIONS,
        PARTICIPATIONS,
        POLICIES,
        ENROLLMENTS,
        SERVICE_RECORDS,
    )
    return SampleResult(tuple(imported), {each.table: office.keeper.table(each).count() for each in registers})


def _leading_group() -> frozenset[str]:
    roster = load_preset("miaopu").roster
    return frozenset(leader.name for leader in roster.leaders) if roster else frozenset()


def _prepare(office: Office, people: People) -> None:
    """花名册里要用到的：常住人口、服务队、党支部，和月报的填报人、审核人。"""
    with office.keeper.action("示例：常住人口、服务队、党支部", kind="setup") as act:
        facts = office.facts
        assert facts is not None
        act.update(OFFICES, facts, replace(facts, prepared_by="郑飞龙", checked_by="周莹"))
        places = {place.community: place for place in PLACES}
        for community in office.keeper.table(COMMUNITIES).all():
            place = places[community.name]
            known = replace(community, resident_population=place.population, population_on=POPULATION_ON)
            act.update(COMMUNITIES, community, known)
            _teams_and_branches(act, Ref(community.name, community.id), people[community.name])


def _teams_and_branches(act: Act, community: Ref, people: Sequence[Volunteer]) -> None:
    staying = [person for person in people if person.standing == "active" and person.phone]
    patrol = next(person for person in staying if is_full_time(person))
    practice = next(person for person in staying if "practice" in (person.ranks or ()) and not is_full_time(person))
    for name, leader in zip(team_names(community.name), (patrol, practice), strict=True):
        act.insert(TEAMS, Team(name=name, community=community, leader=leader.name, phone=leader.phone))
    members = [person for person in staying if person.political_status == "01"]
    for name, secretary in zip(branch_names(community.name), members, strict=False):
        branch = PartyBranch(name=name, community=community, secretary=secretary.name, phone=secretary.phone)
        act.insert(PARTY_BRANCHES, branch)


def _import(office: Office, book: SampleBook) -> ImportedBook:
    """与经办人一样：先看计划，再确认。"""
    plan = plan_import(office, VOLUNTEERS, book.path)
    refused = tuple(
        "；".join(str(replace(problem, row=row.row)) for problem in row.problems)
        for row in plan.rows
        if row.state == "refused"
    )
    return ImportedBook(book.community, book.path, plan.totals, refused, commit_import(office, plan))


def _fill(office: Office, people: People) -> None:
    """收进花名册以后的三个月：有人退出，网格有人管，办了培训，买了保险，记了时长。"""
    registered = _registered(office, people)
    everyone = [person for group in registered.values() for person in group]
    with office.keeper.action("示例：网格、培训、保险、服务记录", kind="setup") as act:
        links = _Links(office)
        _departures(act, office, everyone)
        _grid(act, links, registered)
        _training(act, links, registered)
        for policy in policies():
            saved = act.insert(POLICIES, policy)
            links.learn("policies", Ref(saved.number, saved.id))
        for enrollment in enrollments(everyone):
            act.insert(ENROLLMENTS, links.filled(ENROLLMENTS, enrollment))
        for record in service_records(registered):
            act.insert(SERVICE_RECORDS, links.filled(SERVICE_RECORDS, record))


def _registered(office: Office, people: People) -> dict[str, list[Volunteer]]:
    """收进来以后的每一位，凭证件号码对上；没有证件号码的不参加后面的事。一位也不能少。"""
    found = {one.id_number: one for one in office.keeper.table(VOLUNTEERS).all() if one.id_number}
    missing = [one for group in people.values() for one in group if one.id_number and one.id_number not in found]
    if missing:
        raise KnownError(f"示例花名册里有 {len(missing)} 人没有收进登记，示例没有做成；请重新安装程序再试。")
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


def _grid(act: Act, links: "_Links", people: People) -> None:
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
        for assignment in assignments(place, people[place.community]):
            act.insert(ASSIGNMENTS, links.filled(ASSIGNMENTS, assignment))


def _training(act: Act, links: "_Links", people: People) -> None:
    for planned in sessions(people):
        saved = act.insert(TRAINING_SESSIONS, links.filled(TRAINING_SESSIONS, planned.session))
        session = Ref(saved.topic, saved.id)
        for person, passed in planned.present:
            act.insert(PARTICIPATIONS, Participation(session=session, volunteer=link_to(person), passed=passed))


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
        found: dict[str, Ref] = {}
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
