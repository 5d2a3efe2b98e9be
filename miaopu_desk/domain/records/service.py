"""服务记录：谁在哪天做了什么、多长时间（记录内容依据民政部令第67号第七条）。"""

from dataclasses import dataclass, replace
from datetime import date, time

from miaopu_desk.domain.clock import Clock
from miaopu_desk.domain.codes import SERVICE_SOURCES
from miaopu_desk.domain.kinds import Choice, Day, Link, Number, Ref, Text, hours
from miaopu_desk.domain.ledger import CORRECTION, OPENING
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records.communities import COMMUNITY_ENDINGS
from miaopu_desk.domain.register import TODAY, Record, Register, column


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRecord(Record):
    volunteer: Ref = column("志愿者", Link("volunteers"), required=True, searched=True, synonyms=("姓名",))
    community: Ref = column("社区", Link("communities", drop=COMMUNITY_ENDINGS), required=True, searched=True)
    served_on: date = column("服务日期", Day(), required=True, past=True, initial=TODAY)
    minutes: int = column("服务时长", hours(signed=True), required=True, hint="以小时计，不含路途")
    activity: str = column("活动名称", Text(60), required=True, searched=True)
    theme: Ref | None = column("活动主题", Link("terms", "theme"))
    content: str | None = column("服务内容", Text(200))
    place: str | None = column("服务地点", Text(60))
    organiser: str | None = column("组织单位", Text(60))
    in_charge: str | None = column("活动负责人", Text(20))
    evidence: str | None = column("依据", Text(60), hint="如 签到表")
    starts_at: time | None = column("开始时间", Clock())
    ends_at: time | None = column("结束时间", Clock(), hint="不晚于开始时间的是次日")
    source: str | None = column("来源", Choice(SERVICE_SOURCES), initial="other")
    shift: Ref | None = column("值守班次", Link("shifts"))
    event: Ref | None = column("所属活动", Link("activities"))
    corrects: Ref | None = column("更正的记录", Link("service_records"), hint="更正行指着被更正的那一条")
    reason: str | None = column("更正原因", Text(100))
    recorded_on: date | None = column("录入日期", Day(), past=True, initial=TODAY)
    operator: str | None = column("录入人", Text(20))
    evaluation: str | None = column("服务质量评价", Text(60), hint="民政部令第67号第十条")
    evaluated_on: date | None = column("评价日期", Day(), past=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadCount(Record):
    community: Ref = column("社区", Link("communities", drop=COMMUNITY_ENDINGS), required=True, searched=True)
    served_on: date = column("服务日期", Day(), required=True, past=True, initial=TODAY)
    activity: str = column("活动名称", Text(60), required=True, searched=True)
    people: int = column("参与人次", Number(1, 99_999, "人次"), required=True, hint="只记人次，不记是谁")
    minutes: int | None = column("每人时长", hours(), hint="以小时计，不含路途")
    group_name: str | None = column("团体名称", Text(60), searched=True, hint="例如 市一中志愿服务队")
    theme: Ref | None = column("活动主题", Link("terms", "theme"))
    event: Ref | None = column("所属活动", Link("activities"))
    organiser: str | None = column("组织单位", Text(60))
    evidence: str | None = column("依据", Text(60), hint="如 现场照片")
    note: str | None = column("备注", Text(200))


def minutes_are_given(one: ServiceRecord) -> Problem | None:
    """一条记录的时长大于零；只有更正行可以是负的，不能是零。"""
    if one.minutes is None or one.minutes > 0:
        return None
    if one.corrects is None:
        return Problem("服务时长", "要大于 0；要减少已入账的时长，请用“更正”")
    return None if one.minutes else Problem("服务时长", "更正行不能是 0")


def corrections_are_complete(one: ServiceRecord) -> Problem | None:
    """更正行要指着一条、写明原因；来源写更正的，一定是更正行。"""
    if one.corrects is not None:
        return None if one.reason else Problem("更正原因", "必填，请写明为什么更正")
    if one.source == CORRECTION:
        return Problem("来源", "更正要从“更正”按钮办，指明更正哪一条")
    return None


def correction(line: ServiceRecord, difference: int, reason: str) -> ServiceRecord:
    """更正 line 的一行：照抄是谁、哪天、做什么，时长是差（可正可负）；更正历史时数的也算历史时数。"""
    return replace(
        line,
        id="",
        rev=0,
        minutes=difference,
        corrects=Ref(line.activity, line.id),
        source=line.source if line.source == OPENING else CORRECTION,
        reason=reason,
        recorded_on=None,
        operator=None,
        evaluation=None,
        evaluated_on=None,
    )


SERVICE_RECORDS = Register(
    ServiceRecord,
    table="service_records",
    title="服务记录",
    noun="服务记录",
    listed=("served_on", "volunteer", "community", "activity", "theme", "minutes", "source", "place", "organiser"),
    printed=("served_on", "volunteer", "community", "activity", "minutes", "organiser"),
    order_by=("-served_on", "volunteer"),
    name_by="activity",
    rules=(minutes_are_given, corrections_are_complete),
    identity=(("volunteer", "served_on", "activity"),),
    fixed=(
        "volunteer",
        "community",
        "served_on",
        "minutes",
        "source",
        "corrects",
        "reason",
        "recorded_on",
        "operator",
    ),
)

HEAD_COUNTS = Register(
    HeadCount,
    table="head_counts",
    title="团体参与",
    noun="团体参与",
    listed=("served_on", "community", "activity", "group_name", "people", "minutes", "theme", "organiser"),
    printed=("served_on", "community", "activity", "group_name", "people", "minutes"),
    order_by=("-served_on",),
    name_by="activity",
    identity=(("community", "served_on", "activity", "group_name"),),
)
