"""礼遇签收表：一批一张，或者一段日子的全部。"""

from pathlib import Path

from miaopu_desk.domain.honour_pages import (
    CourtesyRow,
    CourtesySheet,
)
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import COURTESIES, VOLUNTEERS
from miaopu_desk.domain.records.honours import Courtesy
from miaopu_desk.services.office import Office
from miaopu_desk.services.page_options import Options, span_of

COURTESIES_OPTIONS = ("courtesy", "from", "to")


def make_courtesies(office: Office, month: str | None, path: Path, options: Options) -> Path:
    """报表 courtesies；courtesy 是其中一条记录（同一天、同一礼遇、同一事由的印在一起），不写的印 from 到 to 的全部。"""
    from miaopu_desk.reports.payments import print_courtesies

    return print_courtesies(courtesy_sheet(office, month, options), path)


def courtesy_sheet(office: Office, month: str | None, options: Options) -> CourtesySheet:
    """一张签收表；一条也没有报 KnownError。"""
    facts = office.known_facts()
    table = office.keeper.table(COURTESIES)
    written = options.get("courtesy", "").strip()
    if written:
        chosen = table.get(written)
        if chosen is None:
            raise KnownError("这条礼遇记录已经删除，请刷新后重新选择。")
        found = [each for each in table.all() if _same_batch(each, chosen)]
        subtitle = "　".join(part for part in (chosen.kind.name, chosen.occasion, full_day(chosen.given_on)) if part)
    else:
        span = span_of(office, month, options)
        found = [each for each in table.all() if span.first <= each.given_on <= span.last]
        subtitle = span.title
        if not found:
            raise KnownError(f"{span.title}没有登记礼遇，没有签收表可印。")
    people = {
        each.id: each for each in office.keeper.table(VOLUNTEERS).records([row.volunteer.id or "" for row in found])
    }
    rows = [
        CourtesyRow(
            name=each.volunteer.name,
            community=people[each.volunteer.id or ""].community.name,
            kind=each.kind.name,
            count=each.count,
            value=each.value,
            day=each.given_on,
            note=each.note or "",
        )
        for each in found
    ]
    return CourtesySheet(
        title=f"{facts.short_name}志愿者礼遇发放签收表",
        subtitle=subtitle,
        office=facts.name,
        rows=tuple(sorted(rows, key=lambda row: row.day)),
        prepared_by=facts.prepared_by or "",
        checked_by=facts.checked_by or "",
    )


def _same_batch(each: Courtesy, chosen: Courtesy) -> bool:
    return (each.given_on, each.kind.id, each.occasion) == (chosen.given_on, chosen.kind.id, chosen.occasion)
