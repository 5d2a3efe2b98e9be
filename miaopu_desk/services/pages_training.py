"""培训的纸：一段时间的台账，一场培训的签到表；参训的口径和月报是同一句提问。"""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from miaopu_desk.domain.codes import RANKS, TRAINING_LEVELS
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.communities import COMMUNITIES
from miaopu_desk.domain.records.offices import OfficeFacts
from miaopu_desk.domain.records.training import PARTICIPATIONS, TRAINING_SESSIONS, TrainingSession
from miaopu_desk.domain.sign_in import SignInSheet
from miaopu_desk.domain.training_pages import STREET, SessionPage, Trainee, TrainingLedger, said_hours
from miaopu_desk.services.office import Office
from miaopu_desk.services.page_options import Options, code_of, community_of, only_one, span_of, yes
from miaopu_desk.services.pages_volunteers import groups_on, people
from miaopu_desk.store import queries
from miaopu_desk.store.listing import Condition, Listing

TRAINING_LEDGER_OPTIONS = ("from", "to", "community", "people")
SIGN_IN_OPTIONS = ("session", "names", "rank", "blank")
MOST_BLANK = 200
PAGE = 500


def make_training_ledger(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """培训台账，写成 PDF；不写选项、月份时是今年到今天。

    选项：from、to 起止日期，community 只要一个社区举办的，people 写“否”不列每场的人。
    """
    from miaopu_desk.reports.training_ledger import print_training_ledger

    return print_training_ledger(training_ledger(office, month, options), path)


def make_sign_in(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """一场培训的签到表，写成 PDF；印好名字，按社区排，再留空行。

    选项：session 场次号或培训名称（同名的加日期，如“法治课 2021-05-12”，还不行再加社区；写了月份就只在那个月里找）；
    names 写 present 印已登记的参训人员、registered 印举办社区在册的人、none 不印（不写时有参训人员的印参训人员，没有的印在册的）；
    rank 在册的人只要哪一类（不写是专职）；blank 留几行空的。
    """
    from miaopu_desk.reports.sign_in import print_sign_in

    return print_sign_in(sign_in_sheet(office, month, options), path)


def training_ledger(office: Office, month: str | None, options: Options) -> TrainingLedger:
    """一段时间的台账内容。"""
    facts = _facts(office)
    span = span_of(office, month, options)
    community = community_of(office, options)
    where = [Condition("held_on", "from", (span.first,)), Condition("held_on", "to", (span.last,))]
    where += [Condition("community", "is", (community.id,))] if community else []
    sessions = office.keeper.table(TRAINING_SESSIONS).all(Listing(where=tuple(where), order=("held_on",)))
    parameters = {"first": span.first.isoformat(), "day": span.last.isoformat()}
    ids = queries.names(office.database, queries.FIGURES["training_attendances"], parameters)
    present = _trainees(office, ids)
    return TrainingLedger(
        office=facts.name,
        brand=facts.brand or "",
        signed_as=facts.signed_as,
        span=span.title + (f"，{community.name}举办" if community else ""),
        sessions=tuple(_page(each, present.get(each.id, ())) for each in sessions),
        communities=tuple(each.name for each in office.keeper.table(COMMUNITIES).all()),
        prepared_by=facts.prepared_by or "",
        checked_by=facts.checked_by or "",
        with_people=yes(options, "people") or "people" not in options,
    )


def sign_in_sheet(office: Office, month: str | None, options: Options) -> SignInSheet:
    """一场培训的签到表内容。"""
    facts = _facts(office)
    session = find_session(office, options.get("session", ""), month)
    page = _page(session, ())
    told = [
        ("培训名称", session.topic),
        ("培训日期", full_day(session.held_on)),
        ("举办", page.organiser or page.held_by),
        ("培训场所", page.venue),
        ("授课人", page.trainer),
        ("学时", f"{said_hours(session.minutes)}小时" if session.minutes else ""),
    ]
    return SignInSheet(
        title=f"{facts.name.removesuffix('办事处')}志愿者培训签到表",
        office=facts.name,
        facts=tuple(told),
        groups=_names(office, session, options),
        blank=_blank(options),
        code=session.id,
    )


def find_session(office: Office, written: str, month: str | None = None) -> TrainingSession:
    """按场次号、名称或“名称 日期”找一场培训；没有、不止一场都报 KnownError，列出日期。"""
    written = written.strip()
    if not written:
        raise KnownError("请用选项 session 写明是哪一场培训：场次号或培训名称。")
    table = office.keeper.table(TRAINING_SESSIONS)
    by_id = table.get(written)
    if by_id is not None:
        return by_id
    found = table.find("topic", written) or [
        each
        for each in table.all()
        if written.startswith(each.topic) and written in (_called(each), f"{each.topic} {each.held_on}")
    ]
    inside = [each for each in found if month and f"{each.held_on:%Y-%m}" == month]
    return only_one(inside or found, "培训", written, lambda each: f"“{_called(each)}”")


def _called(session: TrainingSession) -> str:
    """分得清同名场次的叫法：名称、日期、举办的一方。"""
    return f"{session.topic} {session.held_on} {session.community.name if session.community else STREET}"


def _names(office: Office, session: TrainingSession, options: Options) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """（社区，姓名们）：先印哪些人的名字，见 make_sign_in。"""
    which = options.get("names", "").strip()
    if which not in ("", "present", "registered", "none"):
        raise KnownError(f"选项 names 应写 present、registered 或 none，“{which}”不认得。")
    if which == "none":
        return ()
    present = _present(office, session)
    if (present or which == "present") and which != "registered":
        return present
    rank = code_of(options, "rank", RANKS) or "full_time"
    groups = groups_on(office, office.today(), session.community, rank)
    rows = people(office, groups, office.today())
    return tuple((place, tuple(one.name for one in each)) for place, each in groupby(rows, lambda one: one.community))


def _present(office: Office, session: TrainingSession) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """已登记的参训人员，按社区的次序、姓名的拼音。"""
    table = office.keeper.table(PARTICIPATIONS)
    where = (Condition("session", "is", (session.id,)),)
    numbers = table.numbers(Listing(where=where, order=("volunteer.community", "volunteer")))
    rows = [row[1:] for row in table.values(numbers, ("volunteer.community", "volunteer")) if row]
    return tuple(
        (place, tuple(dict.fromkeys(person.name for _, person in each)))
        for place, each in groupby(rows, lambda row: str(row[0].name))
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


def _page(session: TrainingSession, trainees: Sequence[Trainee]) -> SessionPage:
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


def _blank(options: Options) -> int:
    text = options.get("blank", "").strip()
    if not text:
        return 5
    if not text.isascii() or not text.isdigit() or int(text) > MOST_BLANK:
        raise KnownError(f"选项 blank 应是 0 到 {MOST_BLANK} 的整数，“{text}”不是。")
    return int(text)


def _facts(office: Office) -> OfficeFacts:
    facts = office.facts
    if facts is None:
        raise KnownError("还没有办公室设置，纸上没有单位名称。请先建立办公室。")
    return facts
