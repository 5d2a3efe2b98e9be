"""月报要用的表彰、礼遇、岗位、会议、宣传：一个月的数字，每个都列得出背后的记录。"""

from miaopu_desk.domain.honour_text import HonourFacts, PlaceFacts
from miaopu_desk.domain.month import full_day, read_month
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import COMMUNITIES, REGISTERS
from miaopu_desk.domain.register import Record
from miaopu_desk.services.office import Office
from miaopu_desk.store import queries
from miaopu_desk.store import queries_honours as asked

STREET, TOTAL = "街道本级", "合计"


def month_facts(office: Office, month: str) -> HonourFacts:
    """一个月的数，分社区；month 写成 2021-05，写错了、还没有到报 KnownError。"""
    chosen = read_month(month, office.today())
    day = chosen.as_of(office.today())
    span = {"first": chosen.first.isoformat(), "day": day.isoformat()}
    counted = {
        name: queries.count(office.database, question, span, amounts=name in asked.AMOUNTS)
        for name, question in asked.FACTS.items()
    }

    def place(name: str, community: str | None) -> PlaceFacts:
        return PlaceFacts(name=name, **{each: one.counts.get(community, 0) for each, one in counted.items()})

    issued = asked.stipends_issued(office.database, span["first"], span["day"])
    return HonourFacts(
        month=chosen.key,
        communities=tuple(place(each.name, each.id) for each in office.keeper.table(COMMUNITIES).all()),
        street=place(STREET, None),
        total=PlaceFacts(name=TOTAL, **{each: one.total for each, one in counted.items()}),
        stipend_people=issued[0] if issued else None,
        stipend_total=issued[1] if issued else None,
        channels=tuple(asked.channel_counts(office.database, span["first"], span["day"])),
        kinds=tuple(asked.courtesy_counts(office.database, span["first"], span["day"])),
        notes=(f"在岗、空缺和没有办结的事项截至{full_day(day)}；同一证件号的人只计一次。",),
    )


def fact_names(office: Office, month: str, name: str, community: str | None = None) -> list[Record]:
    """一个数字背后的各条记录；name 是 PlaceFacts 里的名字，community 是社区名，空着是合计，“街道本级”是不归社区的。"""
    question = asked.FACTS.get(name)
    if question is None:
        raise KnownError(f"没有“{name}”这个数字，可以用：{'、'.join(asked.FACTS)}。")
    chosen = read_month(month, office.today())
    span = {"first": chosen.first.isoformat(), "day": chosen.as_of(office.today()).isoformat()}
    places = {each.name: each.id for each in office.keeper.table(COMMUNITIES).all()}
    if community not in (None, STREET, TOTAL, *places):
        raise KnownError(f"没有“{community}”这个社区，现有：{'、'.join(places)}。")
    ids = queries.names(office.database, question, span, places.get(community or ""), street=community == STREET)
    found: list[Record] = office.keeper.table(REGISTERS[question.table]).records(ids)
    return found
