"""一个月的督查、整改、线索各是多少，给月报；每个数字打得开背后的行。"""

from datetime import date
from typing import Any

from miaopu_desk.domain.inspection_month import COUNTS, InspectionLine, InspectionMonth
from miaopu_desk.domain.month import read_month
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.records.communities import COMMUNITIES
from miaopu_desk.domain.register import Record
from miaopu_desk.services.office import Office
from miaopu_desk.store import queries
from miaopu_desk.store.queries_inspection import MONTH

STREET, TOTAL = "街道本级", "合计"
AMOUNTS = ("rewards",)


def inspection_month(office: Office, month: str) -> InspectionMonth:
    """month 写成 2021-05；没有到的月份报 KnownError。"""
    given = _parameters(office, month)
    counted = {name: queries.count(office.database, MONTH[name], given, amounts=name in AMOUNTS) for name in COUNTS}
    counted["scored"] = queries.count(office.database, MONTH["inspection_scores"], given)
    counted["score_sum"] = queries.count(office.database, MONTH["inspection_scores"], given, amounts=True)

    def line(name: str, key: str | None, whole: bool = False) -> InspectionLine:
        values: dict[str, Any] = {each: one.total if whole else one.counts.get(key, 0) for each, one in counted.items()}
        return InspectionLine(name=name, id=key, **values)

    places = office.keeper.table(COMMUNITIES).all()
    return InspectionMonth(
        tuple(line(each.name, each.id) for each in places), line(STREET, None), line(TOTAL, None, True)
    )


def inspection_rows(office: Office, month: str, name: str, community: str | None = None) -> list[Record]:
    """一个数字背后的各条记录；community 是社区名，空着是合计，“街道本级”是不归哪个社区的。"""
    if name not in MONTH:
        raise KnownError(f"没有“{name}”这个数字，可以用：{'、'.join(MONTH)}。")
    place = next((each.id for each in office.keeper.table(COMMUNITIES).all() if each.name == community), None)
    ids = queries.names(office.database, MONTH[name], _parameters(office, month), place, street=community == STREET)
    found: list[Record] = office.keeper.table(REGISTERS[MONTH[name].table]).records(ids)
    return found


def _parameters(office: Office, month: str) -> dict[str, str]:
    chosen = read_month(month, office.today())
    last: date = chosen.as_of(office.today())
    return {"first": chosen.first.isoformat(), "day": last.isoformat(), "before": chosen.before.isoformat()}
