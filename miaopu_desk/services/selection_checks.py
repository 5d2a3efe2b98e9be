"""一次评选里的推荐和各项核对；事实当场从登记里算，不存。"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import COMMUNITIES, HONOURS, NOMINATIONS, SELECTIONS
from miaopu_desk.domain.records.honours import Honour, Nomination, Selection
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.domain.selecting import OUT, Check, SubjectFacts, checks, worst
from miaopu_desk.services.office import Office
from miaopu_desk.services.stars import standing_of
from miaopu_desk.services.targets import target
from miaopu_desk.store import queries_honours as asked


@dataclass(frozen=True, slots=True)
class Checked:
    """一条推荐和它的各项核对。"""

    nomination: Nomination
    checks: tuple[Check, ...]

    @property
    def verdict(self) -> str:
        """几项里最重的一种。"""
        return worst(self.checks)


def selection_of(office: Office, selection_id: str) -> Selection:
    """一次评选；已经删除报 KnownError。"""
    found = office.keeper.table(SELECTIONS).get(selection_id)
    if found is None:
        raise KnownError("这次评选已经删除，请刷新后重新选择。")
    return found


def nominations_of(office: Office, selection_id: str) -> list[Nomination]:
    """一次评选的全部推荐，按社区的次序、推荐的先后。"""
    place = {each.id: at for at, each in enumerate(office.keeper.table(COMMUNITIES).all())}
    found = office.keeper.table(NOMINATIONS).find("selection", selection_id)
    return sorted(found, key=lambda each: place.get((each.community.id if each.community else "") or "", -1))


def check_selection(office: Office, selection_id: str) -> list[Checked]:
    """一次评选里每条推荐的核对，当场算。"""
    selection = selection_of(office, selection_id)
    found = nominations_of(office, selection_id)
    most = target(office, "absences_for_removal")
    live = [each for each in found if each.state not in OUT]
    counts: dict[tuple[str, str], int] = {}
    for each in live:
        counts[_subject_key(each)] = counts.get(_subject_key(each), 0) + 1
    return [
        Checked(each, tuple(checks(_facts(office, selection, each, counts), selection.year, most))) for each in found
    ]


def honours_of(office: Office, volunteer_id: str) -> list[Honour]:
    """一个人的荣誉，近的在前；同一证件号的别的登记也算（民政部令67第九条）。"""
    return office.keeper.table(HONOURS).records(asked.honour_ids(office.database, volunteer_id))


def year_facts(office: Office, nomination: Nomination, year: int) -> SubjectFacts:
    """一个推荐对象在那一年的事实，纸上的推荐表也用。"""
    make = _FACTS[nomination.subject]
    return make(office, nomination, year)


def _subject_key(each: Nomination) -> tuple[str, str]:
    ref = None if each.subject == "project" else getattr(each, each.subject)
    return each.subject, (ref.id if ref else each.project) or ""


def _facts(
    office: Office, selection: Selection, each: Nomination, counts: Mapping[tuple[str, str], int]
) -> SubjectFacts:
    _, value = _subject_key(each)
    earlier = asked.same_award(office.database, selection.id, each.subject, value) if value else []
    return replace(
        year_facts(office, each, selection.year),
        earlier=tuple(f"{day[:4]}年{name.removeprefix(f'{day[:4]}年')}" for name, day in earlier),
        twice=counts.get(_subject_key(each), 1),
        has_deeds=bool(each.deeds),
    )


def _person_facts(office: Office, each: Nomination, year: int) -> SubjectFacts:
    person = office.keeper.table(VOLUNTEERS).get((each.volunteer.id if each.volunteer else "") or "")
    if person is None:
        return SubjectFacts()
    first, last = _span(office, year)
    found = asked.year_of(office.database, person.id, first.isoformat(), last.isoformat())
    reached = standing_of(office, person.id, last)
    return SubjectFacts(
        standing=person.standing,
        standing_on=person.standing_on,
        registered_on=person.registered_on,
        minutes=found.minutes,
        attendances=found.attendances,
        star=reached.label if reached else None,
        trainings=found.trainings,
        absences=found.absences,
        rectifications=asked.open_rectifications(office.database, "person", person.id),
    )


def _group_facts(office: Office, each: Nomination, year: int) -> SubjectFacts:
    ref: Ref | None = getattr(each, each.subject)
    if ref is None or ref.id is None:
        return SubjectFacts()
    first, last = _span(office, year)
    found = asked.group_year(office.database, each.subject, ref.id, first.isoformat(), last.isoformat())
    own = each.subject == "community"
    return SubjectFacts(
        members=found.members,
        minutes=found.minutes,
        attendances=found.attendances,
        rectifications=asked.open_rectifications(office.database, "community", ref.id) if own else None,
    )


def _project_facts(office: Office, each: Nomination, year: int) -> SubjectFacts:
    return SubjectFacts()


_FACTS: Mapping[str, Callable[[Office, Nomination, int], SubjectFacts]] = {
    "volunteer": _person_facts,
    "team": _group_facts,
    "community": _group_facts,
    "project": _project_facts,
}


def _span(office: Office, year: int) -> tuple[date, date]:
    """那一年；还没有过完的到今天。"""
    return date(year, 1, 1), min(date(year, 12, 31), max(office.today(), date(year, 1, 1)))
