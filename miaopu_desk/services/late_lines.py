"""记到关过账的月份的服务：照记在服务的那个月，事先说一声会列进更正说明。"""

from collections.abc import Iterable
from datetime import date

from miaopu_desk.domain.calendar import month_of
from miaopu_desk.domain.month import title_of
from miaopu_desk.services.closed_months import month_state
from miaopu_desk.services.office import Office


def closed_note(office: Office, days: Iterable[date]) -> str:
    """这些日子里有哪几个月已经关账；都没有为空串。"""
    months = sorted({month_of(day) for day in days if day <= office.today()})
    shut = [title_of(month) for month in months if month_state(office, month).closed]
    if not shut:
        return ""
    return f"{'、'.join(shut)}已经关账：照记在那个月，月报原样不动，差额列进更正说明。"
