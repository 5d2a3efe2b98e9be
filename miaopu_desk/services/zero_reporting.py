"""零报告：记下一个社区本月没有数据，记错了收回。"""

from datetime import datetime

from miaopu_desk.domain.closing import MAY_CLOSE
from miaopu_desk.domain.figures import BY_NAME
from miaopu_desk.domain.ids import new_id
from miaopu_desk.domain.month import title_of
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records.communities import COMMUNITIES
from miaopu_desk.services.closed_months import month_state, zero_reports
from miaopu_desk.services.figures import month_figures
from miaopu_desk.services.office import Office
from miaopu_desk.services.roles import require
from miaopu_desk.store.zero_reports import add_zero

CONTENT = ("new", "left", "training_attendances", "service_attendances")
"""有了这几个数字里的任何一个，就不是零报告。"""


def report_zero(office: Office, month: str, community: str, *, withdraw: bool = False) -> None:
    """记一个社区本月没有数据（零报告），withdraw 为真时收回；已经关账、社区不认识、已经记过、本月其实有内容报 KnownError。"""
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
    if not withdraw and (content := _content(office, state.month, found.id)):
        raise KnownError(
            f"{found.name}{title_of(state.month)}已经有{content}，不是零报告。请先核对资料；资料录错了的，改好以后再记。"
        )
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


def _content(office: Office, month: str, community_id: str) -> str:
    """一个社区本月有的内容，写给人看；什么也没有为空串。"""
    line = next((each for each in month_figures(office, month).communities if each.id == community_id), None)
    if line is None:
        return ""
    return "、".join(f"{BY_NAME[name].label}{line.value(name)}" for name in CONTENT if line.value(name))
