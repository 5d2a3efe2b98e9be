"""签到表：取一场培训或一个活动，印好该来的人或者已登记的人的名字，按社区排，再留空行。"""

from itertools import groupby
from pathlib import Path
from typing import Any

from miaopu_desk.domain.activity_pages import clock_words
from miaopu_desk.domain.codes import RANKS
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.activities import ACTIVITY_PEOPLE
from miaopu_desk.domain.records.training import PARTICIPATIONS, TRAINING_SESSIONS, TrainingSession
from miaopu_desk.domain.register import Register
from miaopu_desk.domain.sign_in import ACTIVITY_COLUMNS, SignInSheet
from miaopu_desk.domain.training_pages import STREET, said_hours
from miaopu_desk.services.office import Office
from miaopu_desk.services.page_options import Options, code_of, dated_one
from miaopu_desk.services.pages_activities import find_activity
from miaopu_desk.services.pages_training import session_page
from miaopu_desk.services.pages_volunteers import groups_on, people
from miaopu_desk.store.listing import Condition, Listing

SIGN_IN_OPTIONS = ("session", "activity", "shift", "names", "rank", "blank")
ACTIVITY_SIGN_IN_OPTIONS = ("activity", "names", "rank", "blank")
MOST_BLANK = 200


def make_sign_in(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """一场培训或一个活动的签到表，写成 PDF；印好名字，按社区排，再留空行。

    选项：activity 活动编号或名称，写了就是活动的，present 是报了名的人；没有写的是培训的，看 session：session 场次号或培训名称（同名的加日期，如“法治课 2021-05-12”，还不行再加社区；写了月份就只在那个月里找）；
    names 写 present 印已登记的参训人员、registered 印举办社区在册的人、none 不印（不写时有参训人员的印参训人员，没有的印在册的）；
    rank 在册的人只要哪一类（不写是专职）；blank 留几行空的。
    """
    from miaopu_desk.reports.sign_in import print_sign_in

    if options.get("shift", "").strip():  # 一班值守的，样子不同
        from miaopu_desk.services.pages_shift_sign_in import make_shift_sign_in

        return make_shift_sign_in(office, month, path, options)
    made = activity_sheet if options.get("activity", "").strip() else sign_in_sheet
    return print_sign_in(made(office, month, options), path)


def make_activity_sign_in(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """一个活动的签到表，写成 PDF；选项 activity 必写，别的同 make_sign_in。"""
    from miaopu_desk.reports.sign_in import print_sign_in

    return print_sign_in(activity_sheet(office, month, options), path)


def activity_sheet(office: Office, month: str | None, options: Options) -> SignInSheet:
    """一个活动的签到表内容。"""
    facts = office.known_facts()
    activity = find_activity(office, options.get("activity", ""), month)
    clock = clock_words(activity.starts_at, activity.ends_at)
    told = [
        ("活动名称", activity.name),
        ("活动日期", f"{full_day(activity.day)}　{clock}".strip()),
        ("组织", activity.organiser or (activity.community.name if activity.community else STREET)),
        ("活动地点", activity.place or ""),
        ("负责人", activity.in_charge or ""),
        ("报备编号", activity.filing_number or ""),
    ]
    return SignInSheet(
        title=f"{facts.short_name}志愿服务活动签到表",
        office=facts.name,
        facts=tuple(told),
        groups=_names(office, ACTIVITY_PEOPLE, "activity", activity.id, activity.community, options),
        columns=ACTIVITY_COLUMNS,
        blank=blank_rows(options),
        code=activity.id,
    )


def sign_in_sheet(office: Office, month: str | None, options: Options) -> SignInSheet:
    """一场培训的签到表内容。"""
    facts = office.known_facts()
    session = find_session(office, options.get("session", ""), month)
    page = session_page(session, ())
    told = [
        ("培训名称", session.topic),
        ("培训日期", full_day(session.held_on)),
        ("举办", page.organiser or page.held_by),
        ("培训场所", page.venue),
        ("授课人", page.trainer),
        ("学时", f"{said_hours(session.minutes)}小时" if session.minutes else ""),
    ]
    return SignInSheet(
        title=f"{facts.short_name}志愿者培训签到表",
        office=facts.name,
        facts=tuple(told),
        groups=_names(office, PARTICIPATIONS, "session", session.id, session.community, options),
        blank=blank_rows(options),
        code=session.id,
    )


def find_session(office: Office, written: str, month: str | None = None) -> TrainingSession:
    """按场次号、名称或“名称 日期”找一场培训；没有、不止一场都报 KnownError，列出日期。"""
    return dated_one(
        office,
        TRAINING_SESSIONS,
        written,
        month,
        asked="请用选项 session 写明是哪一场培训：场次号或培训名称。",
        what="培训",
        name="topic",
        day=lambda each: each.held_on,
        called=_called,
    )


def _called(session: TrainingSession) -> str:
    """分得清同名场次的叫法：名称、日期、举办的一方。"""
    return f"{session.topic} {session.held_on} {session.community.name if session.community else STREET}"


def _names(
    office: Office, register: Register[Any], link: str, owner: str, community: Ref | None, options: Options
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """（社区，姓名们）：先印哪些人的名字，见 make_sign_in；register 是参训、报名的那张表，link 是它指着 owner 的一栏。"""
    which = options.get("names", "").strip()
    if which not in ("", "present", "registered", "none"):
        raise KnownError(f"选项 names 应写 present、registered 或 none，“{which}”不认得。")
    if which == "none":
        return ()
    present = _present(office, register, link, owner)
    if (present or which == "present") and which != "registered":
        return present
    rank = code_of(options, "rank", RANKS) or "full_time"
    groups = groups_on(office, office.today(), community, rank)
    rows = people(office, groups, office.today())
    return tuple((place, tuple(one.name for one in each)) for place, each in groupby(rows, lambda one: one.community))


def _present(office: Office, register: Register[Any], link: str, owner: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """已登记的参训、报名的人，按社区的次序、姓名的拼音。"""
    table = office.keeper.table(register)
    where = (Condition(link, "is", (owner,)),)
    numbers = table.numbers(Listing(where=where, order=("volunteer.community", "volunteer")))
    rows = [row[1:] for row in table.values(numbers, ("volunteer.community", "volunteer")) if row]
    return tuple(
        (place, tuple(dict.fromkeys(person.name for _, person in each)))
        for place, each in groupby(rows, lambda row: str(row[0].name))
    )


def blank_rows(options: Options) -> int:
    """选项 blank：末尾至少留几行空的，没有写是 5。"""
    text = options.get("blank", "").strip()
    if not text:
        return 5
    if not text.isascii() or not text.isdigit() or int(text) > MOST_BLANK:
        raise KnownError(f"选项 blank 应是 0 到 {MOST_BLANK} 的整数，“{text}”不是。")
    return int(text)
