"""志愿服务记录证明：按服务记录开出、编号、留底，凭核验码查得到（民政部令第67号第十五条、民发〔2015〕149号）。"""

from datetime import date

from miaopu_desk.domain.certificates import content_words, new_code, read_code
from miaopu_desk.domain.kinds import Link, Ref
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.certificates import CERTIFICATES, Certificate
from miaopu_desk.domain.records.volunteers import VOLUNTEERS, Volunteer
from miaopu_desk.services.linking import look_up
from miaopu_desk.services.office import Office
from miaopu_desk.store.service_sums import certificate_withdrawn, done_by, last_certificate_number

EARLIEST = date(1900, 1, 1)
FROZEN = (
    "name",
    "id_number",
    "volunteer_number",
    "starts_on",
    "ends_on",
    "attendances",
    "minutes",
    "content",
    "issuer",
)


def issue_certificate(
    office: Office, volunteer_id: str, *, first: date | None = None, last: date | None = None, contact: str = ""
) -> Certificate:
    """给一名志愿者开一份证明，返回留底的记录；姓名、时长、内容照这时的样子存住，以后不随登记变。

    first、last 是服务的起止，不给时从第一次服务到今天。同一天内容没有变的不重开，返回原来那份。
    没有这个人、这段时间没有服务记录、还没有建立办公室报 KnownError。
    """
    volunteer = office.keeper.table(VOLUNTEERS).get(volunteer_id)
    facts, today = office.facts, office.today()
    if volunteer is None or facts is None:
        raise KnownError(
            "没有这名志愿者的登记，不能开证明。" if facts else "还没有办公室设置，证明没有记录单位。请先建立。"
        )
    until = min(last or today, today)
    done = done_by(office.database, volunteer_id, (first or EARLIEST).isoformat(), until.isoformat())
    minutes = sum(each.minutes for each in done)
    if minutes <= 0:
        since = f"{full_day(first)}至" if first else "截至"
        raise KnownError(f"{volunteer.name}{since}{full_day(until)}没有服务记录，不能开证明；请先登记服务记录。")
    draft = Certificate(
        number=f"{today.year:04d}-{last_certificate_number(office.database, today.year) + 1:04d}",
        code=new_code(),
        volunteer=Ref(volunteer.name, volunteer.id),
        name=volunteer.name,
        id_number=volunteer.id_number,
        volunteer_number=volunteer.hunan_number or volunteer.app_number,
        starts_on=first or date.fromisoformat(min(each.first for each in done)),
        ends_on=until,
        attendances=sum(each.attendances for each in done),
        minutes=minutes,
        content=content_words([(each.activity, each.attendances, each.minutes) for each in done]),
        issuer=facts.signed_as,
        in_charge=facts.checked_by,
        handled_by=facts.prepared_by,
        contact=contact or None,
        issued_on=today,
    )
    for earlier in office.keeper.table(CERTIFICATES).find("volunteer", volunteer_id):
        if earlier.issued_on == today and all(getattr(earlier, name) == getattr(draft, name) for name in FROZEN):
            return earlier
    with office.keeper.action(f"开具证明“{draft.number}”") as act:
        return act.insert(CERTIFICATES, draft)


def verify(office: Office, code: str) -> Certificate:
    """凭核验码找到开出的证明；抄错了、没有开过、已经作废报 KnownError，说清是哪一种。"""
    standard, reason = read_code(code)
    if standard is None:
        raise KnownError(f"{reason}。")
    found = office.keeper.table(CERTIFICATES).find("code", standard)
    if found:
        return found[0]
    if certificate_withdrawn(office.database, standard):
        raise KnownError(f"核验码 {standard} 的证明已经作废。")
    raise KnownError(f"没有开过核验码为 {standard} 的证明，请当心假证明。")


def find_volunteer(office: Office, written: str) -> Volunteer:
    """按证件号码，或者姓名（同名的空一格写证件号或电话后四位）找一名志愿者；找不到、不止一个报 KnownError。"""
    table = office.keeper.table(VOLUNTEERS)
    text = written.strip()
    by_number = table.find("id_number", text.upper()) if text[:1].isdigit() else []
    if by_number:
        return by_number[0]
    if text[:1].isdigit():
        raise KnownError("登记里没有这个证件号码，请核对，或改写姓名。")
    found = look_up(office.database, Link("volunteers"), text)
    if isinstance(found, str):
        raise KnownError(f"{found}。")
    volunteer = table.get(found.id or "")
    assert volunteer is not None
    return volunteer


def certificate_lines(one: Certificate) -> list[str]:
    """核验时给人看的几行；证件号码打码。"""
    labels = (
        "number",
        "name",
        "id_number",
        "starts_on",
        "ends_on",
        "attendances",
        "minutes",
        "content",
        "issuer",
        "issued_on",
    )
    columns = [CERTIFICATES.column(name) for name in labels]
    return [
        f"{column.label}：{column.kind.masked(getattr(one, column.name))}{'小时' if column.name == 'minutes' else ''}"
        for column in columns
        if getattr(one, column.name) is not None
    ]
