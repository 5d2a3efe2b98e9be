"""个人档案：凡有“志愿者”一栏的登记表，都把记着这个人的行收进来；新的登记表一声明就在里面。"""

from collections.abc import Iterator
from typing import Any

from miaopu_desk.domain.headings import heading_of
from miaopu_desk.domain.id_number import age_on
from miaopu_desk.domain.kinds import Link, hours
from miaopu_desk.domain.person_page import PersonRecord, Section, pairs, standing_words
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.records.volunteers import VOLUNTEERS, Volunteer
from miaopu_desk.domain.register import Column, Register
from miaopu_desk.services.office import Office
from miaopu_desk.store.listing import Condition, Listing, resolve
from miaopu_desk.store.service_sums import done_by

OWN = "volunteer"  # 线索的报告人一类的栏目不叫这个名字，不进档案
PAGE = 500
REPEATED = ("name", "sex", "id_number", "phone")
SKIPPED = ("name", "sex", "born_on", "standing", "standing_on", "standing_reason")


def registers_about_people() -> list[Register[Any]]:
    """有“志愿者”一栏的登记表，按标签页的次序。"""
    return [
        register
        for register in REGISTERS.values()
        if any(each.name == OWN and isinstance(each.kind, Link) for each in register.columns)
    ]


def person_record(office: Office, volunteer_id: str) -> PersonRecord:
    """一个人的档案，号码打码。这条登记已经删除报 KnownError。"""
    volunteer = office.keeper.table(VOLUNTEERS).get(volunteer_id)
    if volunteer is None:
        raise KnownError("这名志愿者的登记已经删除，没有档案可看。")
    facts = office.facts
    sections = (_section(office, register, volunteer) for register in registers_about_people())
    return PersonRecord(
        volunteer_id,
        volunteer.name,
        facts.name if facts else "",
        facts.signed_as if facts else "",
        office.today(),
        pairs(dict(_facts(office, volunteer))),
        tuple(each for each in sections if each.rows),
        _sums(office, volunteer_id),
    )


def _facts(office: Office, one: Volunteer) -> Iterator[tuple[str, str]]:
    age = f"（{age_on(one.born_on, office.today())}岁）" if one.born_on else ""
    yield _shown(VOLUNTEERS.column("name"), one.name)
    yield _shown(VOLUNTEERS.column("sex"), one.sex)
    label, born = _shown(VOLUNTEERS.column("born_on"), one.born_on)
    yield label, born + age
    yield VOLUNTEERS.column("standing").label, standing_words(one.standing, one.standing_on, one.standing_reason)
    for each in VOLUNTEERS.columns:
        if each.name not in SKIPPED:
            yield _shown(each, getattr(one, each.name))


def _shown(column: Column, value: Any) -> tuple[str, str]:
    return column.label, column.kind.masked(value)


def _section(office: Office, register: Register[Any], one: Volunteer) -> Section:
    """一张登记表里的各行，照它平常的排序；志愿者自己的各栏、和登记的一样的号码不再重复，当时写得不同的留着。"""
    paths = [path for path in register.listed if path != OWN and not path.startswith(f"{OWN}.")]
    columns = [resolve(register, path) for path in paths]
    table = office.keeper.table(register)
    numbers = table.numbers(Listing(where=(Condition(OWN, "is", (one.id,)),)))
    ids, rows, again = [], [], {at for at, path in enumerate(paths) if path in REPEATED}
    for start in range(0, len(numbers), PAGE):
        for row in table.values(numbers[start : start + PAGE], paths):
            if row:
                ids.append(row[0])
                rows.append(tuple(each.kind.listed(value) for each, value in zip(columns, row[1:], strict=True)))
                again -= {at for at in again if row[at + 1] != getattr(one, paths[at])}
    filled = [at for at in range(len(columns)) if at not in again and any(row[at] for row in rows)]
    headings = tuple(heading_of(columns[at]) for at in filled)
    kept = tuple(tuple(row[at] for at in filled) for row in rows)
    return Section(register.table, register.title, headings, tuple(ids), kept)


def _sums(office: Office, volunteer_id: str) -> tuple[tuple[str, str], ...]:
    """到今天服务了几次、多久；同一证件号的几条登记合着算，与证明、星级同一口径。"""
    done = done_by(office.database, volunteer_id, "1900-01-01", office.today().isoformat())
    times, minutes = sum(each.attendances for each in done), sum(each.minutes for each in done)
    if not done:
        return ()
    return (("服务", f"{times}次"), ("累计", f"{hours().show(minutes)}小时"))
