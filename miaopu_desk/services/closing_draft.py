"""备好要关账的一版：核对、算数字、排月报和工作簿、写更正说明；一个字也不写进数据库，可以在后台做。"""

import io
from dataclasses import dataclass, replace

from miaopu_desk.domain.closing import MonthState, blocking
from miaopu_desk.domain.figures import Finding, MonthFigures
from miaopu_desk.domain.frozen import freeze
from miaopu_desk.domain.late_changes import Correction
from miaopu_desk.domain.month import title_of
from miaopu_desk.domain.name_lists import pack
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.services.closed_months import late_changes, month_state
from miaopu_desk.services.figure_lists import TABLES, month_names
from miaopu_desk.services.month_checks import month_checks
from miaopu_desk.services.month_contents import month_report
from miaopu_desk.services.office import Office
from miaopu_desk.store import closings

LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Draft:
    """备好、还没有写的一版；actions_n 是算数字时更改记录写到第几条，写的时候没有变才算数。"""

    month: str
    act: str
    version: int
    reason: str
    figures: MonthFigures
    frozen: str
    names: str
    pdf: bytes
    xlsx: bytes
    correction: bytes | None
    findings: tuple[Finding, ...]
    actions_n: int


def prepare(office: Office, month: str, *, act: str = "close", reason: str = "") -> Draft:
    """备好一版，一个字也不写，可以在后台做；act 是 close 或 correct。不能关账、不用更正的报 KnownError。"""
    actions_n = closings.actions_written(office.database)
    state = month_state(office, month)
    findings: tuple[Finding, ...] = ()
    if act == "correct":
        state = must_be_closed(office, month, "数字还没有定下来，不用更正")
        said = read_reason(reason, "更正")
    else:
        if state.closed:
            raise KnownError(f"{title_of(state.month)}已经关账了（{state.label}）。有迟到的资料请出更正说明。")
        findings = tuple(month_checks(office, state.month))
        stops = blocking(findings)
        if stops:
            lines = "；".join(f"{each.title}：{each.detail}" for each in stops)
            raise KnownError(f"{title_of(state.month)}还不能关账。{lines}。请改好以后再关。")
        said = state.events[-1].reason if state.events else ""
    changes = tuple(late_changes(office, state.month))
    if act == "correct" and not changes:
        raise KnownError(f"{title_of(state.month)}关账以后数字和名单都没有变，不用更正。")
    version = len(state.versions) + 1
    report = month_report(office, state.month)
    if version > 1:
        report = replace(report, edition=f"第{version}版")
    correction = None
    if state.latest is not None and changes:
        correction = _correction_pdf(
            Correction(
                office=report.office,
                signed_as=report.signed_as,
                brand=report.brand,
                month_title=report.figures.month.title,
                version=version,
                old_on=state.latest.closed_on,
                day=office.today(),
                reason=said,
                changes=changes,
            )
        )
    from miaopu_desk.exchange.monthly_book import month_sheets
    from miaopu_desk.exchange.writing import workbook_bytes
    from miaopu_desk.reports.monthly import monthly_document

    paper = io.BytesIO()
    monthly_document(report).write(paper)
    return Draft(
        state.month,
        act,
        version,
        said,
        report.figures,
        freeze(report.figures),
        pack(month_names(office, report.figures), TABLES),
        paper.getvalue(),
        workbook_bytes(month_sheets(report)),
        correction,
        findings,
        actions_n,
    )


def must_be_closed(office: Office, month: str, otherwise: str) -> MonthState:
    """一个关着的月份的状态；没有关着报 KnownError，otherwise 说明不用做什么。"""
    state = month_state(office, month)
    if not state.closed:
        raise KnownError(f"{title_of(state.month)}没有关着（{state.label}），{otherwise}。")
    return state


def read_reason(text: str, deed: str) -> str:
    """读理由；空着、太长报 KnownError，deed 是要做的事。"""
    reason = " ".join(text.split())
    if not reason:
        raise KnownError(f"{deed}要写明理由，例如“光明里补报五月新增名单”。")
    if len(reason) > LONGEST_REASON:
        raise KnownError(f"理由最多{LONGEST_REASON}字，现在有{len(reason)}字，请写短一些。")
    return reason


def _correction_pdf(correction: Correction) -> bytes:
    from miaopu_desk.reports.correction import correction_document

    paper = io.BytesIO()
    correction_document(correction).write(paper)
    return paper.getvalue()
