"""星级说明单：一个人为什么是几星；数字和一览、名单、命令行出自同一处。"""

from datetime import date

from miaopu_desk.domain.codes import SERVICE_SOURCES
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.domain.star_slip import CORRECTION, OPENING, DeedLine, HoursLine, StarSlip
from miaopu_desk.domain.stars import rules_on, standard_words, status_words
from miaopu_desk.services.office import Office
from miaopu_desk.services.points import earned, registrations
from miaopu_desk.services.star_rules import point_book, star_sets
from miaopu_desk.services.stars import short_words, standing_of
from miaopu_desk.store import star_sums


def star_slip(office: Office, volunteer_id: str, day: date) -> StarSlip:
    """一个人截至 day 的说明单。没有这个人、那天不在册的报 KnownError。"""
    person = standing_of(office, volunteer_id, day)
    volunteer = office.keeper.table(VOLUNTEERS).get(person.volunteer_id if person else volunteer_id)
    if volunteer is None:
        raise KnownError("没有这名志愿者的登记，请刷新后重新选择。")
    if person is None:
        raise KnownError(f"{volunteer.name}在{day}不在册，没有星级说明。请换一个日期。")
    same = star_sums.twins(office.database)
    only = registrations(same, volunteer_id)
    book = point_book(office)
    sums = earned(office, day, same, only, book)
    found = sums.get(same.get(volunteer_id, volunteer_id))
    rules = rules_on(day, star_sets(office))
    facts = office.facts
    used = tuple(each for each in book.sets if each.effective_from <= day)
    return StarSlip(
        number=f"{day:%Y%m%d}-{person.volunteer_id[-6:].upper()}",
        day=office.today(),
        as_of=day,
        signed_as=facts.signed_as if facts else "",
        person=person,
        id_number=volunteer.id_number,
        hours=tuple(_hours(each) for each in star_sums.hours_by_kind(office.database, day.isoformat(), only)),
        score=found.score if found else book.score(()),
        deeds=tuple(
            DeedLine(date.fromisoformat(on), deed, reason, points)
            for on, deed, reason, points in star_sums.deed_lines(office.database, day.isoformat(), only)
        ),
        standard=standard_words(rules) if rules else "那天还没有生效的星级标准",
        status=status_words(rules) if rules else "",
        point_rules=used,
        next_words=short_words(person),
    )


def _hours(one: star_sums.KindSum) -> HoursLine:
    if one.role == "opening":
        return HoursLine(one.year, OPENING, None, one.minutes)
    if one.role == "correction":
        return HoursLine(one.year, CORRECTION, None, one.minutes)
    source = SERVICE_SOURCES.label(one.source) if one.source else ""
    kind = "，".join(part for part in (one.theme, source) if part) or "志愿服务"
    return HoursLine(one.year, kind, one.attendances, one.minutes)
