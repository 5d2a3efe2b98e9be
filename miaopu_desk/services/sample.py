"""示例办公室：建立苗圃街道，收进八个社区的花名册，再补上三个月的网格、培训、保险和服务记录。"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.presets import Leader, load_preset
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import COMMUNITIES, OFFICES, PARTY_BRANCHES, REGISTERS, TEAMS, VOLUNTEERS
from miaopu_desk.domain.records.party_branches import PartyBranch
from miaopu_desk.domain.records.teams import Team
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.domain.sample_people import is_full_time, sample_people
from miaopu_desk.domain.sample_places import PLACES, POPULATION_ON, SAMPLE_DAY
from miaopu_desk.domain.sample_traits import branch_names, team_names
from miaopu_desk.exchange.sample_books import SampleBook, write_books
from miaopu_desk.services.importing import commit_import, plan_import, totals_sentence
from miaopu_desk.services.keeping import Act
from miaopu_desk.services.office import Office
from miaopu_desk.services.sample_months import TABLES, People, fill_months
from miaopu_desk.services.setting_up import must_be_empty, set_up

Progress = Callable[[str], object]


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

    上次做到一半停了的接着做完。别的办公室已经建立过、花名册存不下报 KnownError。
    progress 收到正在做的一步的名称。
    """
    if not is_unfinished(office):
        must_be_empty(office)
    if office.given_day is not None and office.given_day < SAMPLE_DAY:
        raise KnownError(f"示例讲的是2021年3月到5月的事，日期不能早于{SAMPLE_DAY}；请改一改 --today，或者不写。")
    people = sample_people(taken=frozenset(leader.name for leader in _leading_group()))
    progress("写出八个社区的花名册")
    written = write_books(books, people)
    progress("建立苗圃街道办公室")
    if office.facts is None:
        set_up(office, "miaopu", fixed_day=SAMPLE_DAY)
    if not office.keeper.table(TEAMS).count():
        _prepare(office, people)
    imported = []
    for book in written:
        progress(f"收进{book.path.name}")
        imported.append(_import(office, book))
    progress("补上网格、培训、保险和服务记录")
    fill_months(office, people)
    counts = {table: office.keeper.table(register).count() for table, register in REGISTERS.items()}
    return SampleResult(tuple(imported), counts)


def is_unfinished(office: Office) -> bool:
    """示例做到一半停了：办公室建立了，最后一步还没有做（那一步是一次写进去的）。"""
    facts = office.facts
    if facts is None or (facts.preset, facts.fixed_day) != ("miaopu", SAMPLE_DAY):
        return False
    return not any(office.keeper.table(REGISTERS[table]).count() for table in TABLES)


def _leading_group() -> tuple[Leader, ...]:
    roster = load_preset("miaopu").roster
    return roster.leaders if roster else ()


def _prepare(office: Office, people: People) -> None:
    """花名册里要用到的：常住人口、服务队、党支部，和月报的填报人、审核人。"""
    with office.keeper.action("示例：常住人口、服务队、党支部", kind="setup") as act:
        facts = office.facts
        assert facts is not None
        posts = {leader.post: leader.name for leader in _leading_group()}
        signers = replace(facts, prepared_by=posts.get("office_member"), checked_by=posts.get("office_head"))
        act.update(OFFICES, facts, signers)
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
