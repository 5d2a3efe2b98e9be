"""月报的内容：数字、行文要用的事实、各张附表和名单，取齐了交给纸和工作簿。"""

from collections import Counter
from datetime import date
from typing import Any

from miaopu_desk.domain.activity_text import activity_paragraph
from miaopu_desk.domain.codes import AREA_KINDS
from miaopu_desk.domain.figures import MonthFigures
from miaopu_desk.domain.honour_text import honour_sentences
from miaopu_desk.domain.inspection_text import inspection_sentences, inspection_table
from miaopu_desk.domain.kinds import IdNumber, Phone
from miaopu_desk.domain.month_annexes import due_table, open_areas_table, roster_table, sessions_table, uninsured_table
from miaopu_desk.domain.month_report import MonthReport
from miaopu_desk.domain.month_tables import theme_table, work_table
from miaopu_desk.domain.records import COMMUNITIES, TERMS
from miaopu_desk.domain.report_table import ReportTable, Value
from miaopu_desk.services.activity_summary import activity_summary
from miaopu_desk.services.coverage import trained_counts
from miaopu_desk.services.figures import STREET, TOTAL, due_on, figure_names, month_figures
from miaopu_desk.services.honour_facts import month_facts
from miaopu_desk.services.inspection_month import inspection_month
from miaopu_desk.services.office import Office
from miaopu_desk.services.rosters import roster_on
from miaopu_desk.store.listing import Condition, Listing
from miaopu_desk.store.queries_activities import served_by_place_and_theme


def month_report(office: Office, month: str) -> MonthReport:
    """一份月报的全部内容，纸和工作簿都从它来。月份不对、还没有建立办公室报 KnownError。"""
    figures = month_figures(office, month)
    facts = office.known_facts("月报没有落款单位")
    inspected = inspection_month(office, figures.month.key)
    due = due_on(office, figures.as_of)
    return MonthReport(
        office=facts.name,
        signed_as=facts.signed_as,
        brand=facts.brand or "",
        figures=figures,
        previous=month_figures(office, figures.month.previous().key).total,
        day=office.today(),
        prepared_by=facts.prepared_by or "",
        checked_by=facts.checked_by or "",
        due=tuple(due),
        covered=trained_counts(office, figures.as_of)[TOTAL],
        inspection=tuple(inspection_sentences(inspected)),
        activities=_activities(office, figures.month.key),
        honours=tuple(honour_sentences(month_facts(office, figures.month.key))),
        lists=(
            work_table(figures),
            _themes(office, figures),
            inspection_table(inspected, f"{figures.month.title}各社区督查和线索情况"),
            _roster(office, figures.as_of),
            _sessions(office, figures),
            _uninsured(office, figures),
            _open_areas(office, figures),
            due_table(due, figures.as_of),
        ),
    )


def _activities(office: Office, month: str) -> tuple[str, ...]:
    """主题活动的一段；登记里一场也没有的不写。"""
    facts = activity_summary(office, month)
    return (activity_paragraph(facts),) if facts.held or facts.open or facts.cancelled else ()


def _themes(office: Office, figures: MonthFigures) -> ReportTable:
    served = served_by_place_and_theme(office.database, figures.month.first.isoformat(), figures.as_of.isoformat())
    themes = Listing(where=(Condition("vocabulary", "is", ("theme",)),), order=("position",))
    return theme_table(figures, served, [each.name for each in office.keeper.table(TERMS).all(themes)])


def _roster(office: Office, day: date) -> ReportTable:
    """某日有效的领导小组名单；那时还没有名单时是空表。"""
    facts = office.facts
    brand = (facts and facts.brand) or ""
    found = roster_on(office, day)
    if found is None:
        return roster_table(brand, "", day, [])
    issue, leaders = found
    members = [(each.post, each.name, each.title or "") for each in leaders]
    return roster_table(brand, issue.number, issue.issued_on, members)


def _sessions(office: Office, figures: MonthFigures) -> ReportTable:
    present = Counter(each.session.id for each in _behind(office, figures, "training_attendances"))
    held = sorted(_behind(office, figures, "training_sessions"), key=lambda each: (each.held_on, each.id))
    return sessions_table(
        [
            (
                each.held_on,
                each.topic,
                each.community.name if each.community else STREET,
                each.form.name if each.form else "",
                each.venue.name if each.venue else "",
                each.trainer or "",
                None if each.minutes is None else each.minutes / 60,
                present[each.id],
            )
            for each in held
        ]
    )


def _uninsured(office: Office, figures: MonthFigures) -> ReportTable:
    people = _by_community(office, _behind(office, figures, "uninsured_full_time"))
    return uninsured_table(
        [
            (
                each.community.name,
                each.name,
                IdNumber().masked(each.id_number),
                Phone().masked(each.phone),
                each.registered_on,
            )
            for each in people
        ],
        figures.as_of,
    )


def _open_areas(office: Office, figures: MonthFigures) -> ReportTable:
    rows: list[tuple[Value, ...]] = [
        (
            each.community.name if each.community else STREET,
            each.name,
            AREA_KINDS.label(each.kind),
            each.parent.name if each.parent else "",
            each.boundary or "",
        )
        for each in _by_community(office, _behind(office, figures, "areas_with_nobody"))
    ]
    return open_areas_table(rows, figures.as_of)


def _behind(office: Office, figures: MonthFigures, name: str) -> list[Any]:
    return list(figure_names(office, figures.month.key, name))


def _by_community(office: Office, records: list[Any]) -> list[Any]:
    """按社区的次序排；不归社区的在前，同一社区里照登记的先后。"""
    place = {each.id: number for number, each in enumerate(office.keeper.table(COMMUNITIES).all(), 1)}
    return sorted(records, key=lambda each: place.get(each.community.id, 0) if each.community else 0)
