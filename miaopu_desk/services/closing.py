"""关账：核对、冻结数字和名单、存下月报；重新打开、出更正说明、记零报告，都留下谁、何时、为什么。"""

import io
from dataclasses import dataclass, replace
from datetime import datetime

from miaopu_desk.domain.closing import (
    MAY_CLOSE,
    MAY_REOPEN,
    Correction,
    MonthState,
    Version,
    blocking,
    canonical,
    digest,
    freeze,
)
from miaopu_desk.domain.figures import Finding, MonthFigures
from miaopu_desk.domain.ids import new_id
from miaopu_desk.domain.month import title_of
from miaopu_desk.domain.name_lists import compressed, pack
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.communities import COMMUNITIES
from miaopu_desk.services.closed_months import late_changes, month_state, zero_reports
from miaopu_desk.services.figure_lists import TABLES, month_names
from miaopu_desk.services.month_checks import month_checks
from miaopu_desk.services.office import Office
from miaopu_desk.services.reporting import month_report
from miaopu_desk.services.roles import Person, require
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


def close_month(office: Office, month: str) -> Version:
    """关账：数字和名单冻结，月报和工作簿存成第 1 版（重新打开过的是下一版，数字变了的附更正说明）。

    已经关着、还有非改不可的毛病、角色不够、缺字形报 KnownError，什么也不写。
    """
    require(office.keeper, MAY_CLOSE, "关账")
    return commit(office, prepare(office, month))


def reopen_month(office: Office, month: str, reason: str) -> MonthState:
    """重新打开一个关着的月份，要办公室主任，要写理由；各版月报原样留着。"""
    person = require(office.keeper, MAY_REOPEN, "重新打开")
    state = _closed(office, month, "不用重新打开")
    said = _reason(reason, "重新打开")
    assert state.latest is not None
    with office.database.transaction():
        _event(office, person, state.month, "reopen", state.latest.number, said)
    office.keeper.announce({"closing_events"})
    return month_state(office, month)


def issue_correction(office: Office, month: str, reason: str) -> Version:
    """关账以后数字又变了：出一份有日期的更正说明，新的数字成为下一版，前面各版不动。没有变、没有写理由报 KnownError。"""
    require(office.keeper, MAY_CLOSE, "更正")
    return commit(office, prepare(office, month, act="correct", reason=reason))


def prepare(office: Office, month: str, *, act: str = "close", reason: str = "") -> Draft:
    """备好一版，一个字也不写，可以在后台做；act 是 close 或 correct。不能关账、不用更正的报 KnownError。"""
    actions_n = closings.actions_written(office.database)
    state = month_state(office, month)
    findings: tuple[Finding, ...] = ()
    if act == "correct":
        state = _closed(office, month, "数字还没有定下来，不用更正")
        said = _reason(reason, "更正")
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


def commit(office: Office, draft: Draft) -> Version:
    """把备好的一版写进去，一个事务。备好以后登记又改过、或者别处已经关了，报 KnownError，一行不写。"""
    deed = "更正" if draft.act == "correct" else "关账"
    person = require(office.keeper, MAY_CLOSE, deed)
    with office.database.transaction():
        state = month_state(office, draft.month)
        changed = closings.actions_written(office.database) != draft.actions_n
        if changed or len(state.versions) + 1 != draft.version or state.closed != (draft.act == "correct"):
            raise KnownError(f"{title_of(draft.month)}的登记刚才又改过，没有{deed}。请看过以后再{deed}一次。")
        closings.add_report(
            office.database,
            closings.NewReport(
                id=new_id(),
                month=draft.month,
                version=draft.version,
                closed_on=office.today().isoformat(),
                reason=draft.reason or None,
                figures=draft.frozen,
                figures_hash=digest(draft.frozen),
                names=compressed(draft.names),
                names_hash=digest(draft.names),
                pdf=draft.pdf,
                pdf_hash=digest(draft.pdf),
                xlsx=draft.xlsx,
                xlsx_hash=digest(draft.xlsx),
                correction=draft.correction,
                correction_hash=digest(draft.correction) if draft.correction is not None else None,
                actions_n=draft.actions_n,
            ),
        )
        left = [{"kind": each.kind, "title": each.title, "detail": each.detail} for each in draft.findings]
        said = draft.reason if draft.act == "correct" else ""
        _event(office, person, draft.month, draft.act, draft.version, said, canonical(left) if left else None)
    office.keeper.announce({"closing_events"})
    return closings.versions(office.database, draft.month)[-1]


def report_zero(office: Office, month: str, community: str, *, withdraw: bool = False) -> None:
    """记一个社区本月没有数据（零报告），withdraw 为真时收回；已经关账、社区不认识、已经记过报 KnownError。"""
    person = require(office.keeper, MAY_CLOSE, "记零报告")
    state = month_state(office, month)
    if state.closed:
        raise KnownError(f"{title_of(state.month)}已经关账了，不能再记零报告。")
    places = office.keeper.table(COMMUNITIES).all()
    found = next((each for each in places if community in (each.id, each.name)), None)
    if found is None:
        raise KnownError(f"没有“{community}”这个社区，现有：{'、'.join(each.name for each in places)}。")
    if (found.id in zero_reports(office, state.month)) != withdraw:
        has = "还没有记过零报告，不用收回" if withdraw else "已经记过零报告了"
        raise KnownError(f"{found.name}{title_of(state.month)}{has}。")
    with office.database.transaction():
        closings.add_zero(
            office.database,
            report_id=new_id(),
            month=state.month,
            community_id=found.id,
            act="withdraw" if withdraw else "report",
            reported_on=office.today(),
            at=_now(),
            operator=person.login,
            name=person.name,
            device=office.keeper.device,
        )
    office.keeper.announce({"zero_reports"})


def _closed(office: Office, month: str, otherwise: str) -> MonthState:
    state = month_state(office, month)
    if not state.closed:
        raise KnownError(f"{title_of(state.month)}没有关着（{state.label}），{otherwise}。")
    return state


def _reason(text: str, deed: str) -> str:
    reason = " ".join(text.split())
    if not reason:
        raise KnownError(f"{deed}要写明理由，例如“光明里补报五月新增名单”。")
    if len(reason) > LONGEST_REASON:
        raise KnownError(f"理由最多{LONGEST_REASON}字，现在有{len(reason)}字，请写短一些。")
    return reason


def _event(
    office: Office, person: Person, month: str, act: str, version: int, reason: str, findings: str | None = None
) -> None:
    closings.add_event(
        office.database,
        closings.NewEvent(
            id=new_id(),
            month=month,
            act=act,
            version=version,
            at=_now(),
            operator=person.login,
            name=person.name,
            role=person.role,
            device=office.keeper.device,
            reason=reason or None,
            findings=findings,
        ),
    )


def _correction_pdf(correction: Correction) -> bytes:
    from miaopu_desk.reports.correction import correction_document

    paper = io.BytesIO()
    correction_document(correction).write(paper)
    return paper.getvalue()


def _now() -> str:
    return datetime.now().isoformat(" ", "seconds")
