"""网格：分片、楼栋、路段、路口这些网格单元，和谁从哪天到哪天负责。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.codes import AREA_KINDS, AREA_ROLES
from miaopu_desk.domain.kinds import Choice, Day, Link, Number, Ref, Text
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records.communities import COMMUNITY_ENDINGS
from miaopu_desk.domain.register import TODAY, Record, Register, column, earlier_first


@dataclass(frozen=True, slots=True, kw_only=True)
class GridArea(Record):
    name: str = column("网格名称", Text(60), required=True, searched=True, synonyms=("责任区域", "网格", "区域名称"))
    kind: str = column("类型", Choice(AREA_KINDS), required=True, synonyms=("网格类型",))
    parent: Ref | None = column("上级网格", Link("grid_areas"), hint="楼栋填所在的片区")
    community: Ref | None = column("社区", Link("communities", drop=COMMUNITY_ENDINGS), searched=True)
    boundary: str | None = column(
        "四至范围", Text(120), searched=True, hint="例如 蔡伦路口至金华路口", synonyms=("起止",)
    )
    responsible_unit: str | None = column("责任单位", Text(60), searched=True)
    households: int | None = column("户数", Number(0, 100_000, "户"))
    note: str | None = column("备注", Text(400, lines=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Record):
    area: Ref = column("网格名称", Link("grid_areas"), required=True, searched=True, synonyms=("责任区域",))
    volunteer: Ref | None = column(
        "志愿者", Link("volunteers"), searched=True, synonyms=("姓名", "负责人", "责任人", "网格员", "楼栋长")
    )
    unit: str | None = column("责任单位", Text(60), searched=True, hint="由单位包干时填写")
    role: str | None = column("分工", Choice(AREA_ROLES), synonyms=("角色",))
    starts_on: date = column("开始日期", Day(), required=True, initial=TODAY)
    ends_on: date | None = column("结束日期", Day(), hint="空着表示一直负责")
    task: str | None = column("工作任务", Text(40))
    duty_times: str | None = column("值守时间", Text(200, lines=True))
    requirement: str | None = column("要求", Text(400, lines=True))


def somebody_is_in_charge(one: Assignment) -> Problem | None:
    """一条分工要么是志愿者，要么是单位。"""
    if one.volunteer is None and not one.unit:
        return Problem("志愿者", "请填写志愿者，或者填写责任单位")
    return None


def not_its_own_parent(one: GridArea) -> Problem | None:
    """网格不能是自己的上级。"""
    if one.parent is not None and one.id and one.parent.id == one.id:
        return Problem("上级网格", "不能选自己，请选上一级的片区")
    return None


GRID_AREAS = Register(
    GridArea,
    table="grid_areas",
    title="网格单元",
    noun="网格",
    listed=("name", "kind", "parent", "community", "boundary", "responsible_unit", "households"),
    printed=("name", "kind", "parent", "community", "boundary", "responsible_unit", "households"),
    rules=(not_its_own_parent,),
    identity=(("name", "community"),),
)

ASSIGNMENTS = Register(
    Assignment,
    table="assignments",
    title="网格分工",
    noun="分工",
    listed=("area", "area.kind", "area.community", "volunteer", "unit", "role", "starts_on", "ends_on"),
    printed=("area", "area.community", "volunteer", "unit", "role", "starts_on", "ends_on"),
    order_by=("area", "starts_on"),
    name_by="starts_on",
    rules=(
        somebody_is_in_charge,
        earlier_first("starts_on", "ends_on", "结束日期", "早于开始日期，请核对"),
    ),
    identity=(("area", "volunteer", "unit", "starts_on"),),
)
