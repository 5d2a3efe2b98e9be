"""零报告：记下一个社区本月没有数据，记错了收回。"""

from datetime import datetime

from miaopu_desk.domain.closing import MAY_CLOSE
from miaopu_desk.domain.ids import new_id
from miaopu_desk.domain.month import title_of
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.communities import COMMUNITIES
from miaopu_desk.services.closed_months import month_state, zero_reports
from miaopu_desk.services.office import Office
from miaopu_desk.services.roles import require
from miaopu_desk.store.zero_reports import add_zero


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
        add_zero(
            office.database,
            report_id=new_id(),
            month=state.month,
            community_id=found.id,
            act="withdraw" if withdraw else "report",
            reported_on=office.today(),
            at=datetime.now().isoformat(" ", "seconds"),
            operator=person.login,
            name=person.name,
            device=office.keeper.device,
        )
    office.keeper.announce({"zero_reports"})
