"""培训台账：取一段时间的场次和各场参加的人；参训的口径和月报是同一句提问。"""

from collections.abc import Sequence
from pathlib import Path

from miaopu_desk.domain.codes import TRAINING_LEVELS
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records.communities import COMMUNITIES
from miaopu_desk.domain.records.training import PARTICIPATIONS, TRAINING_SESSIONS, TrainingSession
from miaopu_desk.domain.training_pages import SessionPage, Trainee, TrainingLedger
from miaopu_desk.services.office import Office
from miaopu_desk.services.page_options import Options, community_of, span_of, yes
from miaopu_desk.store import queries
from miaopu_desk.store.listing import Condition, Listing

TRAINING_LEDGER_OPTIONS = ("from", "to", "community", "people")
PAGE = 500


def make_training_ledger(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """培训台账，写成 PDF；不写选项、月份时是今年到今天。

    选项：from、to 起止日期，community 只要一个社区举办的，people 写“否”不列每场的人。
    """
    from miaopu_desk.reports.training_ledger import print_training_ledger

    return print_training_ledger(training_ledger(office, month, options), path)


def training_ledger(office: Office, month: str | None, options: Options) -> TrainingLedger:
    """一段时间的台账内容。"""
    facts = office.known_facts()
    span = span_of(office, month, options)
    community = community_of(office, options)
    where = [Condition("held_on", "from", (span.first,)), Condition("held_on", "to", (span.last,))]
    where += [Condition("community", "is", (community.id,))] if community else []
    listed = office.keeper.table(TRAINING_SESSIONS).all(Listing(where=tuple(where), order=("held_on",)))
    sessions = [each for each in listed if each.state in (None, "held")]  # 计划的、取消的不是办过的
    parameters = {"first": span.first.isoformat(), "day": span.last.isoformat()}
    ids = queries.names(office.database, queries.FIGURES["training_attendances"], parameters)
    present = _trainees(office, ids)
    return TrainingLedger(
        office=facts.name,
        brand=facts.brand or "",
        signed_as=facts.signed_as,
        span=span.title + (f"，{community.name}举办" if community else ""),
        sessions=tuple(session_page(each, present.get(each.id, ())) for each in sessions),
        communities=tuple(each.name for each in office.keeper.table(COMMUNITIES).all()),
        prepared_by=facts.prepared_by or "",
        checked_by=facts.checked_by or "",
        with_people=yes(options, "people") or "people" not in options,
    )


def _trainees(office: Office, ids: Sequence[str]) -> dict[str, list[Trainee]]:
    """各参训记录的人：场次 id → 参加的人，按社区的次序、姓名的拼音。"""
    table = office.keeper.table(PARTICIPATIONS)
    numbers = table.numbers(Listing(ids=tuple(ids), order=("volunteer.community", "volunteer")))
    found: dict[str, list[Trainee]] = {}
    paths = ("session", "volunteer", "volunteer.community", "volunteer.id_number")
    for start in range(0, len(numbers), PAGE):
        for row in table.values(numbers[start : start + PAGE], paths):
            if row:
                session, volunteer, community, id_number = row[1:]
                one = Trainee(community.name, volunteer.name, id_number or volunteer.id)
                found.setdefault(session.id, []).append(one)
    return found


def session_page(session: TrainingSession, trainees: Sequence[Trainee]) -> SessionPage:
    """一场培训写在纸上的各项。"""
    return SessionPage(
        id=session.id,
        topic=session.topic,
        held_on=session.held_on,
        community=_name(session.community),
        level=TRAINING_LEVELS.label(session.level) if session.level else "",
        form=_name(session.form),
        venue=_name(session.venue),
        trainer=session.trainer or "",
        minutes=session.minutes,
        organiser=session.organiser or "",
        content=session.content or "",
        trainees=tuple(trainees),
    )


def _name(ref: Ref | None) -> str:
    return ref.name if ref else ""
