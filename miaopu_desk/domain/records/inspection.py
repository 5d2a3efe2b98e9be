"""督查：按检查表打分的督查、逐项得分；检查表是办公室自己可改的资料。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.codes import INSPECTED_KINDS, TARGET_TESTS
from miaopu_desk.domain.kinds import Choice, Day, Link, Number, Ref, Scaled, Text, YesNo
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records.communities import COMMUNITY_ENDINGS
from miaopu_desk.domain.register import TODAY, Record, Register, column

MOST_SCORE = 1000


def points() -> Scaled:
    """分数，精确到 0.1 分。"""
    return Scaled(10, "分", MOST_SCORE * 10)


def percents() -> Scaled:
    """百分数，精确到 0.01。"""
    return Scaled(100, "%", 100 * 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist(Record):
    name: str = column("检查表名称", Text(40), required=True, searched=True, unique=True)
    subject: str = column("督查对象", Choice(INSPECTED_KINDS), required=True, initial="community")
    retired: bool | None = column("停用", YesNo(), hint="停用的不再用来督查，以前的督查不变")
    note: str | None = column("说明", Text(200))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem(Record):
    checklist: Ref = column("检查表", Link("checklists"), required=True)
    position: int = column("顺序", Number(1, 999), required=True)
    name: str = column("检查内容", Text(100), required=True)
    requirement: str | None = column("评分要求", Text(200))
    full_score: int = column("满分", points(), required=True)
    weight: int = column("权重", Number(1, 100), required=True, initial=1, hint="同样的分数，权重大的占得多")
    target: int | None = column("目标值", percents(), hint="查一个百分数的填目标，例如 98；只打分的空着")
    target_test: str | None = column("目标比较", Choice(TARGET_TESTS), hint="参与率要超过98%的选“必须超过”")
    note: str | None = column("备注", Text(200))


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection(Record):
    number: str = column("督查编号", Text(20), required=True, unique=True, searched=True, hint="例如 2021-001")
    day: date = column("督查日期", Day(), required=True, past=True, initial=TODAY, synonyms=("日期",))
    checklist: Ref = column("检查表", Link("checklists"), required=True)
    community: Ref | None = column("社区", Link("communities", drop=COMMUNITY_ENDINGS), searched=True)
    area: Ref | None = column("责任区域", Link("grid_areas"), searched=True, synonyms=("网格名称",))
    unit: str | None = column("责任单位", Text(60), searched=True)
    inspectors: str | None = column("督查人", Text(60), searched=True, synonyms=("检查人",))
    score: int | None = column("得分", Scaled(100, "分", 100 * 100), hint="百分制，由各项得分算出")
    praise: str | None = column("好的做法", Text(400, lines=True))
    note: str | None = column("备注", Text(200))


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionScore(Record):
    """一项的得分；检查内容、满分、权重照督查时的检查表抄下，检查表以后怎样改都不影响。"""

    inspection: Ref = column("督查编号", Link("inspections"), required=True)
    position: int = column("顺序", Number(1, 999), required=True)
    name: str = column("检查内容", Text(100), required=True)
    full_score: int = column("满分", points(), required=True)
    weight: int = column("权重", Number(1, 100), required=True, initial=1)
    target: int | None = column("目标值", percents())
    target_test: str | None = column("目标比较", Choice(TARGET_TESTS))
    measured: int | None = column("实测值", percents())
    score: int | None = column("得分", points(), hint="空着是没有检查，不是零分")
    reason: str | None = column("扣分原因", Text(200))


def somebody_is_inspected(one: Inspection) -> Problem | None:
    """督查总要查一个地方或单位。"""
    if one.community is None and one.area is None and not one.unit:
        return Problem("社区", "请填写督查的社区、责任区域或者责任单位")
    return None


def not_over_full(one: InspectionScore) -> Problem | None:
    """得分不超过满分。"""
    if one.score is not None and one.full_score is not None and one.score > one.full_score:
        return Problem("得分", f"超过满分{points().show(one.full_score)}分，请核对")
    return None


CHECKLISTS = Register(
    Checklist,
    table="checklists",
    title="检查表",
    noun="检查表",
    listed=("name", "subject", "retired", "note"),
    printed=("name", "subject", "note"),
    identity=(("name",),),
)

CHECKLIST_ITEMS = Register(
    ChecklistItem,
    table="checklist_items",
    title="检查内容",
    noun="检查内容",
    listed=("position", "name", "requirement", "full_score", "weight", "target", "target_test"),
    printed=("checklist", "position", "name", "requirement", "full_score", "weight", "target"),
    order_by=("checklist", "position"),
    owner="checklist",
    identity=(("checklist", "name"),),
)

INSPECTIONS = Register(
    Inspection,
    table="inspections",
    title="督查",
    noun="督查",
    listed=("number", "day", "community", "area", "unit", "checklist", "score", "inspectors", "praise"),
    printed=("number", "day", "community", "area", "unit", "score", "inspectors"),
    order_by=("-number",),
    name_by="number",
    rules=(somebody_is_inspected,),
    identity=(("number",),),
)

INSPECTION_SCORES = Register(
    InspectionScore,
    table="inspection_scores",
    title="督查得分",
    noun="督查得分",
    listed=("inspection", "position", "name", "full_score", "measured", "score", "reason"),
    printed=("inspection", "name", "full_score", "score", "reason"),
    order_by=("-inspection", "position"),
    owner="inspection",
    rules=(not_over_full,),
    identity=(("inspection", "name"),),
)
