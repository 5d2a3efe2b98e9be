"""一个月的活动算成事实：按主题、社区、状态各几场，多少人、人次、时长、受益人数；月报的一段话从它来。"""

from collections import Counter
from collections.abc import Iterable, Sequence

from miaopu_desk.domain.activity_text import ActivityFacts, PlaceFacts, ThemeFacts
from miaopu_desk.domain.month import Month, read_month
from miaopu_desk.domain.records import COMMUNITIES, SERVICE_DAYS, TERMS
from miaopu_desk.domain.records.activities import HAPPENED, Activity
from miaopu_desk.domain.training_pages import STREET
from miaopu_desk.services.activity_month import activities_between
from miaopu_desk.services.office import Office
from miaopu_desk.store import queries_activities


def activity_summary(office: Office, month: str) -> ActivityFacts:
    """某个月的活动，截至今天；开展过的看实际那天。月份写错、还没到报 KnownError。"""
    chosen = read_month(month, office.today())
    found = activities_between(office, chosen.first, chosen.last)
    held = [each for each in found if each.state in HAPPENED]
    ids = [each.id for each in held]
    sums = queries_activities.sums_of(office.database, ids).values()
    return ActivityFacts(
        held=len(held),
        recorded=sum(each.state == "recorded" for each in held),
        open=sum(each.state in ("planned", "filed") for each in found),
        cancelled=sum(each.state == "cancelled" for each in found),
        themes=_themes(office, chosen, held),
        places=_places(office, found),
        actions=_counted(
            (each.special_action.name for each in held if each.special_action), _terms(office, "special_action")
        ),
        professional=_counted(
            (each.professional_theme.name for each in held if each.professional_theme),
            _terms(office, "professional_theme"),
        ),
        service_days=_counted(
            (each.service_day.name for each in held if each.service_day),
            [each.name for each in office.keeper.table(SERVICE_DAYS).all()],
        ),
        people=queries_activities.people_in(office.database, ids),
        named=sum(each.named for each in sums),
        heads=sum(each.heads for each in sums),
        minutes=sum(each.minutes for each in sums),
        beneficiaries=sum(each.beneficiaries or 0 for each in held),
        uncounted=sum(each.beneficiaries is None for each in held),
    )


def _themes(office: Office, month: Month, held: Sequence[Activity]) -> tuple[ThemeFacts, ...]:
    counts = Counter(each.theme.name if each.theme else "" for each in held)
    last = month.as_of(office.today())
    rows = queries_activities.served_by_theme(office.database, month.first.isoformat(), last.isoformat())
    served = {name or "": (attendances, minutes) for name, attendances, minutes in rows}
    order = [*_terms(office, "theme"), ""]
    names = sorted({*counts, *served}, key=lambda name: order.index(name) if name in order else len(order))
    return tuple(
        ThemeFacts(
            name=name, held=counts[name], attendances=served.get(name, (0, 0))[0], minutes=served.get(name, (0, 0))[1]
        )
        for name in names
    )


def _places(office: Office, found: Sequence[Activity]) -> tuple[PlaceFacts, ...]:
    states: dict[str, Counter[str]] = {}
    for each in found:
        states.setdefault(each.community.name if each.community else STREET, Counter())[each.state] += 1
    names = [each.name for each in office.keeper.table(COMMUNITIES).all()] + ([STREET] if STREET in states else [])
    none: Counter[str] = Counter()
    return tuple(
        PlaceFacts(
            name=name,
            held=sum(states.get(name, none)[state] for state in HAPPENED),
            open=sum(states.get(name, none)[state] for state in ("planned", "filed")),
            cancelled=states.get(name, none)["cancelled"],
        )
        for name in names
    )


def _counted(names: Iterable[str], order: Sequence[str]) -> tuple[tuple[str, int], ...]:
    counts = Counter(names)
    place = {name: at for at, name in enumerate(order)}
    return tuple(sorted(counts.items(), key=lambda item: (place.get(item[0], len(place)), item[0])))


def _terms(office: Office, vocabulary: str) -> list[str]:
    found = office.keeper.table(TERMS).find("vocabulary", vocabulary)
    return [each.name for each in sorted(found, key=lambda each: each.position)]
