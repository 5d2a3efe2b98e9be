"""整改：督查发现的问题，发通知、限期、复查、销号，每一步都留着。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.codes import RECTIFICATION_STATES
from miaopu_desk.domain.kinds import Choice, Day, Link, Ref, Text, YesNo
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records.communities import COMMUNITY_ENDINGS
from miaopu_desk.domain.register import TODAY, Record, Register, column, earlier_first


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectification(Record):
    name: str = column("问题", Text(200), required=True, searched=True, synonyms=("发现的问题", "存在问题"))
    place: str | None = column("地点", Text(60), searched=True)
    found_on: date = column("发现日期", Day(), required=True, past=True, initial=TODAY)
    inspection: Ref | None = column("督查编号", Link("inspections"))
    community: Ref | None = column("社区", Link("communities", drop=COMMUNITY_ENDINGS), searched=True)
    area: Ref | None = column("责任区域", Link("grid_areas"), searched=True)
    unit: str | None = column("责任单位", Text(60), searched=True)
    person: Ref | None = column("责任人", Link("volunteers"), searched=True, hint="由一名志愿者负责整改的填写")
    state: str = column("整改状态", Choice(RECTIFICATION_STATES), required=True, initial="found")
    number: str | None = column("通知编号", Text(20), unique=True, searched=True, hint="发通知时编号，例如 2021-001")
    requirement: str | None = column("整改要求", Text(400, lines=True))
    noticed_on: date | None = column("通知日期", Day(), past=True)
    deadline: date | None = column("整改期限", Day())
    replied_on: date | None = column("回复日期", Day(), past=True)
    reply: str | None = column("整改情况", Text(400, lines=True))
    closed_on: date | None = column("销号日期", Day(), past=True)
    closed_by: str | None = column("销号人", Text(20))
    note: str | None = column("备注", Text(200))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck(Record):
    """复查一次一行；不合格的写新的期限。"""

    rectification: Ref = column("问题", Link("rectifications"), required=True)
    day: date = column("复查日期", Day(), required=True, past=True, initial=TODAY)
    passed: bool = column("复查合格", YesNo(), required=True)
    inspectors: str | None = column("复查人", Text(60))
    new_deadline: date | None = column("新的期限", Day(), hint="不合格的填写")
    note: str | None = column("复查情况", Text(200))


def somebody_is_to_put_it_right(one: Rectification) -> Problem | None:
    """整改总要有人负责：单位、社区或者一个人。"""
    if one.community is None and not one.unit and one.person is None and one.area is None:
        return Problem("责任单位", "请填写责任单位、社区、责任区域或者责任人")
    return None


def a_notice_has_its_deadline(one: Rectification) -> Problem | None:
    """发了通知的要有编号、日期和期限，才谈得上逾期。"""
    if one.state in ("noticed", "replied", "passed") and (one.noticed_on is None or one.deadline is None):
        return Problem("整改期限", "已经发了通知，请填写通知日期和整改期限；或者用“发通知”来发")
    return None


def a_closure_has_its_day(one: Rectification) -> Problem | None:
    """销号要写哪天。"""
    return Problem("销号日期", "已销号的请填写日期") if one.state == "closed" and one.closed_on is None else None


RECTIFICATIONS = Register(
    Rectification,
    table="rectifications",
    title="整改",
    noun="问题",
    listed=(
        "number",
        "state",
        "name",
        "place",
        "community",
        "unit",
        "person",
        "found_on",
        "deadline",
        "closed_on",
    ),
    printed=("number", "name", "community", "unit", "found_on", "deadline", "state", "closed_on"),
    order_by=("-found_on", "name"),
    rules=(
        somebody_is_to_put_it_right,
        a_notice_has_its_deadline,
        a_closure_has_its_day,
        earlier_first("found_on", "noticed_on", "通知日期", "早于发现日期，请核对"),
        earlier_first("noticed_on", "deadline", "整改期限", "早于通知日期，请核对"),
    ),
    identity=(("number",), ("name", "found_on", "community")),
)

RECHECKS = Register(
    Recheck,
    table="rechecks",
    title="复查记录",
    noun="复查记录",
    listed=("rectification", "day", "passed", "inspectors", "new_deadline", "note"),
    printed=("rectification", "day", "passed", "inspectors", "new_deadline", "note"),
    order_by=("-rectification", "day"),
    owner="rectification",
    name_by="day",
    identity=(("rectification", "day"),),
)
