"""关账、重新打开、出更正说明：写进去的都留着谁、什么角色、何时、为什么。"""

from datetime import datetime

from miaopu_desk.domain.closing import MAY_CLOSE, MAY_REOPEN, MonthState, Version
from miaopu_desk.domain.frozen import canonical, digest
from miaopu_desk.domain.ids import new_id
from miaopu_desk.domain.month import title_of
from miaopu_desk.domain.name_lists import compressed
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.services.closed_months import month_state
from miaopu_desk.services.closing_draft import Draft, must_be_closed, prepare, read_reason
from miaopu_desk.services.office import Office
from miaopu_desk.services.roles import Person, require
from miaopu_desk.store import closings


def close_month(office: Office, month: str) -> Version:
    """关账：数字和名单冻结，月报和工作簿存成第 1 版（重新打开过的是下一版，数字变了的附更正说明）。

    已经关着、还有非改不可的毛病、角色不够、缺字形报 KnownError，什么也不写。
    """
    require(office.keeper, MAY_CLOSE, "关账")
    return commit(office, prepare(office, month))


def reopen_month(office: Office, month: str, reason: str) -> MonthState:
    """重新打开一个关着的月份，要办公室主任，要写理由；各版月报原样留着。"""
    person = require(office.keeper, MAY_REOPEN, "重新打开")
    state = must_be_closed(office, month, "不用重新打开")
    said = read_reason(reason, "重新打开")
    assert state.latest is not None
    with office.database.transaction():
        _event(office, person, state.month, "reopen", state.latest.number, said)
    office.keeper.announce({"closing_events"})
    return month_state(office, month)


def issue_correction(office: Office, month: str, reason: str) -> Version:
    """关账以后数字又变了：出一份有日期的更正说明，新的数字成为下一版，前面各版不动。没有变、没有写理由报 KnownError。"""
    require(office.keeper, MAY_CLOSE, "更正")
    return commit(office, prepare(office, month, act="correct", reason=reason))


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
            at=datetime.now().isoformat(" ", "seconds"),
            operator=person.login,
            name=person.name,
            role=person.role,
            device=office.keeper.device,
            reason=reason or None,
            findings=findings,
        ),
    )
