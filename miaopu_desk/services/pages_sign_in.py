"""签到表：一场培训，或者一班值守；先印好该来的人的名字，再留空行。"""

from itertools import groupby
from pathlib import Path

from miaopu_desk.domain.codes import RANKS
from miaopu_desk.domain.duty_words import WEEKDAY_NAMES
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.shifts import SHIFTS
from miaopu_desk.domain.records.training import PARTICIPATIONS, TRAINING_SESSIONS, TrainingSession
from miaopu_desk.domain.sign_in import DUTY_COLUMNS, SignInSheet
from miaopu_desk.domain.training_pages import STREET, said_hours
from miaopu_desk.services.duty_board import board_shifts
from miaopu_desk.services.office import Office
from miaopu_desk.services.page_options import Options, code_of, only_one
from miaopu_desk.services.pages_training import office_facts, session_page
from miaopu_desk.services.pages_volunteers import groups_on, people
from miaopu_desk.store.listing import Condition, Listing

SIGN_IN_OPTIONS = ("session", "shift", "names", "rank", "blank")
MOST_BLANK = 200


def make_sign_in(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """一场培训或一班值守的签到表，写成 PDF；印好名字，按社区排，再留空行。

    选项：shift 值守班次的编号（二维码里的那一串），写了它就印那一班，别的不问；session 场次号或培训名称（同名的加日期，如“法治课 2021-05-12”，还不行再加社区；写了月份就只在那个月里找）；
    names 写 present 印已登记的参训人员、registered 印举办社区在册的人、none 不印（不写时有参训人员的印参训人员，没有的印在册的）；
    rank 在册的人只要哪一类（不写是专职）；blank 留几行空的。
    """
    from miaopu_desk.reports.sign_in import print_sign_in

    if options.get("shift", "").strip():
        return print_sign_in(shift_sheet(office, options), path)
    return print_sign_in(sign_in_sheet(office, month, options), path)


def shift_sheet(office: Office, options: Options) -> SignInSheet:
    """一班值守的签到表内容：排好的人先印名字，两次签名；没有这一班、已经取消都报 KnownError。"""
    facts = office_facts(office)
    written = options["shift"].strip()
    record = office.keeper.table(SHIFTS).get(written)
    if record is None:
        raise KnownError(f"没有编号是“{written}”的班次，请从值守看板上选中那一班来印。")
    shift = board_shifts(office, record.day, record.day, [record.id])[0]
    if shift.state == "cancelled":
        raise KnownError(f"{shift.called}已经取消（{shift.reason or '没有写原因'}），不印签到表。")
    told = [
        ("值守日期", f"{full_day(shift.day)}（星期{WEEKDAY_NAMES[shift.day.isoweekday() - 1]}）"),
        ("值守时间", shift.when),
        ("责任区域", shift.area),
        ("工作任务", shift.task),
        ("责任单位", shift.unit),
        ("最少人数", f"{shift.minimum_people}人" if shift.minimum_people else ""),
    ]
    blank = _blank(options)
    if not options.get("blank", "").strip():
        blank = max(blank, (shift.minimum_people or 0) - len(shift.people))
    return SignInSheet(
        title=f"{facts.name.removesuffix('办事处')}志愿者值守签到表",
        office=facts.name,
        facts=tuple(told),
        groups=(("", tuple(one.name for one in shift.people)),) if shift.people else (),
        columns=DUTY_COLUMNS,
        blank=blank,
        code=shift.id,
    )


def sign_in_sheet(office: Office, month: str | None, options: Options) -> SignInSheet:
    """一场培训的签到表内容。"""
    facts = office_facts(office)
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


def _blank(options: Options) -> int:
    text = options.get("blank", "").strip()
    if not text:
        return 5
    if not text.isascii() or not text.isdigit() or int(text) > MOST_BLANK:
        raise KnownError(f"选项 blank 应是 0 到 {MOST_BLANK} 的整数，“{text}”不是。")
    return int(text)
