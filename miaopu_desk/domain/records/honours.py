"""表彰：一次评选、其中的推荐和公示异议，得到的荣誉（民政部令第67号第九条），发放的礼遇。"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from miaopu_desk.domain.codes import (
    HONOUR_LEVELS,
    HONOUR_SUBJECTS,
    NOMINATION_STATES,
    OBJECTION_RESULTS,
    SELECTION_STATES,
)
from miaopu_desk.domain.kinds import Choice, Day, Link, Number, Ref, Text, YesNo, money
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records.communities import COMMUNITY_ENDINGS
from miaopu_desk.domain.register import TODAY, Record, Register, column, earlier_first
from miaopu_desk.domain.selecting import OUT


def subject_name(one: Any) -> str | None:
    """对象叫什么：按对象类别取志愿者、服务队、项目或社区的名称；姓名后面分同名用的四位尾号不算。"""
    if one.subject == "project":
        return str(one.project) if one.project else None
    ref: Ref | None = getattr(one, one.subject, None) if one.subject else None
    if ref is None:
        return None
    person, _, tail = ref.name.rpartition(" ")
    return person if person and len(tail) == 4 and tail[:3].isdigit() else ref.name


def needs_its_subject(one: Any) -> Problem | None:
    """对象是哪一类，就要填哪一栏。"""
    labels = {"volunteer": "志愿者", "team": "志愿服务队", "project": "项目名称", "community": "社区"}
    label = labels.get(one.subject or "")
    if label is None or getattr(one, one.subject) is not None:
        return None
    return Problem(label, f"对象类别是{HONOUR_SUBJECTS.label(one.subject)}，请填写{label}")


def out_needs_a_reason(one: Any) -> Problem | None:
    """没有入选、撤回的要写明原因。"""
    if one.state in OUT and not one.reason:
        return Problem("说明", f"{NOMINATION_STATES.label(one.state)}请写明原因")
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection(Record):
    name: str = column(
        "评选名称", Text(60), required=True, searched=True, unique=True, hint="例如 2021年最美志愿者评选"
    )
    year: int = column("评选年度", Number(2000, 2100), required=True, hint="时长、次数按这一年核对")
    award: Ref = column("评选类别", Link("terms", "award"), required=True, searched=True)
    subject: str = column("评选对象", Choice(HONOUR_SUBJECTS), required=True, initial="volunteer")
    quota: int | None = column("名额", Number(1, 999, "个"))
    nominate_by: date | None = column("推荐截止", Day())
    results_by: date | None = column("公布期限", Day(), hint="最迟哪天公布结果")
    basis: str | None = column("评选依据", Text(200), hint="文件名称和文号")
    awarding_body: str | None = column("授予单位", Text(60), hint="空着的由公布结果时填")
    state: str = column("评选状态", Choice(SELECTION_STATES), required=True, initial="open")
    publicised_on: date | None = column("公示起日", Day())
    publicity_ends_on: date | None = column("公示止日", Day(), hint="最后一天，当天也算")
    awarded_on: date | None = column("公布日期", Day(), past=True)
    document: str | None = column("表彰文号", Text(40), searched=True)
    note: str | None = column("备注", Text(200))


@dataclass(frozen=True, slots=True, kw_only=True)
class Nomination(Record):
    selection: Ref = column("评选名称", Link("selections"), required=True, searched=True)
    subject: str = column("对象类别", Choice(HONOUR_SUBJECTS), required=True, initial="volunteer")
    volunteer: Ref | None = column("志愿者", Link("volunteers"), synonyms=("姓名",))
    team: Ref | None = column("志愿服务队", Link("teams"), synonyms=("服务队", "组织名称"))
    project: str | None = column("项目名称", Text(60))
    community: Ref | None = column(
        "社区", Link("communities", drop=COMMUNITY_ENDINGS), hint="所在的社区，或者被推荐的社区"
    )
    name: str = column(
        "推荐对象", Text(60), required=True, searched=True, follows=subject_name, hint="由上面的对象得出"
    )
    nominated_by: str | None = column("推荐单位", Text(60), searched=True)
    nominated_on: date = column("推荐日期", Day(), required=True, past=True, initial=TODAY)
    deeds: str | None = column("主要事迹", Text(1500, lines=True), synonyms=("事迹", "事迹材料"))
    state: str = column("推荐状态", Choice(NOMINATION_STATES), required=True, initial="nominated")
    state_on: date | None = column("状态日期", Day(), past=True)
    checked_by: str | None = column("核对人", Text(20))
    reason: str | None = column("说明", Text(200), hint="核对时的说明，或者未入选、撤回的原因")
    note: str | None = column("备注", Text(200))


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection(Record):
    nomination: Ref = column("推荐对象", Link("nominations"), required=True, searched=True)
    received_on: date = column("收到日期", Day(), required=True, past=True, initial=TODAY)
    raised_by: str | None = column("反映人", Text(40), hint="空着是没有留名")
    content: str = column("反映内容", Text(400, lines=True), required=True)
    result: str = column("核实结论", Choice(OBJECTION_RESULTS), required=True, initial="pending")
    handled_on: date | None = column("核实日期", Day(), past=True)
    handled_by: str | None = column("核实人", Text(20))
    note: str | None = column("核实情况", Text(400, lines=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Honour(Record):
    name: str = column("荣誉名称", Text(60), required=True, searched=True, synonyms=("荣誉称号", "称号", "奖项"))
    awarded_on: date = column(
        "授予日期", Day(), required=True, past=True, synonyms=("日期", "表彰日期", "获奖日期", "授予时间", "获奖时间")
    )
    awarding_body: str = column(
        "授予单位", Text(60), required=True, searched=True, synonyms=("表彰单位", "颁发单位", "授奖单位")
    )
    level: str | None = column("荣誉级别", Choice(HONOUR_LEVELS), synonyms=("级别", "表彰级别"))
    subject: str = column("对象类别", Choice(HONOUR_SUBJECTS), required=True, initial="volunteer")
    volunteer: Ref | None = column("志愿者", Link("volunteers"), searched=True, synonyms=("姓名", "获奖人", "受表彰人"))
    team: Ref | None = column("志愿服务队", Link("teams"), synonyms=("服务队", "获奖组织"))
    project: str | None = column("项目名称", Text(60), searched=True, synonyms=("获奖项目",))
    community: Ref | None = column(
        "社区", Link("communities", drop=COMMUNITY_ENDINGS), hint="所在的社区，或者受表彰的社区", synonyms=("所属社区",)
    )
    holder: str = column(
        "获得者", Text(60), required=True, searched=True, follows=subject_name, hint="授予时的名称，由上面的对象得出"
    )
    number: str | None = column("证书编号", Text(40), searched=True, synonyms=("荣誉编号", "编号"))
    document: str | None = column("表彰文号", Text(40), searched=True, synonyms=("文号",))
    nomination: Ref | None = column("出自推荐", Link("nominations"), hint="评选公布结果时由程序填写")
    note: str | None = column("备注", Text(200))


@dataclass(frozen=True, slots=True, kw_only=True)
class Courtesy(Record):
    volunteer: Ref = column("志愿者", Link("volunteers"), required=True, searched=True, synonyms=("姓名",))
    kind: Ref = column("礼遇", Link("terms", "courtesy"), required=True, searched=True, synonyms=("礼遇项目", "项目"))
    given_on: date = column(
        "发放日期", Day(), required=True, past=True, initial=TODAY, synonyms=("日期", "领取日期", "发放时间")
    )
    count: int = column("数量", Number(1, 9999), required=True, initial=1, synonyms=("份数",))
    value: int | None = column("单价", money(), hint="每份多少元，没有金额的空着", synonyms=("面值", "金额"))
    occasion: str | None = column("事由", Text(60), searched=True, hint="例如 2021年最美志愿者、端午走访")
    signed: bool | None = column("本人签收", YesNo(), synonyms=("签收",))
    handled_by: str | None = column("经办人", Text(20))
    note: str | None = column("备注", Text(200))


SELECTIONS = Register(
    Selection,
    table="selections",
    title="评选",
    noun="评选",
    listed=("year", "name", "award", "subject", "quota", "nominate_by", "state", "publicity_ends_on", "awarded_on"),
    printed=("year", "name", "award", "quota", "nominate_by", "state", "awarded_on", "document"),
    order_by=("-year",),
    rules=(
        earlier_first("nominate_by", "results_by", "公布期限", "早于推荐截止，请核对"),
        earlier_first("publicised_on", "publicity_ends_on", "公示止日", "早于公示起日，请核对"),
    ),
    identity=(("name",),),
)

NOMINATIONS = Register(
    Nomination,
    table="nominations",
    title="评选推荐",
    noun="推荐",
    listed=("selection", "name", "subject", "community", "nominated_by", "nominated_on", "state", "state_on", "reason"),
    printed=("selection", "name", "community", "nominated_by", "nominated_on", "state"),
    order_by=("-selection", "name"),
    owner="selection",
    rules=(needs_its_subject, out_needs_a_reason),
    identity=(("selection", "volunteer"), ("selection", "team"), ("selection", "name")),
)

OBJECTIONS = Register(
    Objection,
    table="objections",
    title="公示异议",
    noun="异议",
    listed=("nomination", "nomination.selection", "received_on", "content", "result", "handled_on", "note"),
    printed=("nomination", "received_on", "content", "result", "handled_on", "note"),
    order_by=("-received_on",),
    owner="nomination",
    name_by="content",
    rules=(earlier_first("received_on", "handled_on", "核实日期", "早于收到日期，请核对"),),
    identity=(("nomination", "received_on", "content"),),
)

HONOURS = Register(
    Honour,
    table="honours",
    title="荣誉记录",
    noun="荣誉",
    listed=("awarded_on", "holder", "name", "awarding_body", "level", "subject", "community", "number", "document"),
    printed=("awarded_on", "holder", "name", "awarding_body", "level", "number"),
    order_by=("-awarded_on", "holder"),
    rules=(needs_its_subject,),
    identity=(("volunteer", "name", "awarded_on"), ("holder", "name", "awarded_on")),
)

COURTESIES = Register(
    Courtesy,
    table="courtesies",
    title="礼遇",
    noun="礼遇记录",
    listed=("given_on", "volunteer", "volunteer.community", "kind", "count", "value", "occasion", "signed", "note"),
    printed=("given_on", "volunteer", "volunteer.community", "kind", "count", "value", "occasion"),
    order_by=("-given_on", "volunteer"),
    name_by="volunteer",
    identity=(("volunteer", "kind", "given_on"),),
)
