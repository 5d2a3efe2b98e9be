"""积分：规则有生效日期，分值按种类；服务得的分由服务记录算出，这里只登记奖励分，一笔一行，更正用正负行。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.codes import SERVICE_SOURCES
from miaopu_desk.domain.kinds import Choice, Day, Link, Number, Ref, Scaled, Text, YesNo
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.register import TODAY, Record, Register, column

MOST = 99_999


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRuleSet(Record):
    name: str = column("规则名称", Text(40), required=True, searched=True, unique=True, hint="例如 2022年积分办法")
    effective_from: date = column("生效日期", Day(), required=True, initial=TODAY, hint="那天起的服务照它计分")
    basis: str | None = column("依据", Text(60), hint="文号或会议纪要")
    day_cap: int | None = column("每天封顶", Number(1, MOST, "分"), hint="空着不封顶；只管服务得的分")
    month_cap: int | None = column("每月封顶", Number(1, MOST, "分"))
    year_cap: int | None = column("每年封顶", Number(1, MOST, "分"))
    confirmed: bool | None = column("街道已确认", YesNo(), hint="没有确认的，纸上写明待街道确认")
    note: str | None = column("说明", Text(200))


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRate(Record):
    rules: Ref = column("积分规则", Link("point_rules"), required=True)
    hundredths: int = column("每小时得分", Scaled(100, "分", 100_000), required=True, hint="可以带小数；0 是不计分")
    theme: Ref | None = column("活动主题", Link("terms", "theme"), hint="空着是不限")
    category: Ref | None = column("服务类别", Link("terms", "service_category"), hint="志愿者登记的类别，空着是不限")
    source: str | None = column("时长来源", Choice(SERVICE_SOURCES), hint="空着是不限")
    note: str | None = column("备注", Text(100), hint="几条都对得上的，条件写得多的先用")


@dataclass(frozen=True, slots=True, kw_only=True)
class PointDeed(Record):
    rules: Ref = column("积分规则", Link("point_rules"), required=True)
    deed: Ref = column("积分事项", Link("terms", "deed"), required=True)
    points: int = column("一次几分", Number(-MOST, MOST, "分"), required=True)
    year_cap: int | None = column("一年至多", Number(1, MOST, "分"), hint="一人一年至多几分，空着不限")
    note: str | None = column("备注", Text(100))


@dataclass(frozen=True, slots=True, kw_only=True)
class PointEntry(Record):
    volunteer: Ref = column("志愿者", Link("volunteers"), required=True, searched=True, synonyms=("姓名",))
    day: date = column("日期", Day(), required=True, past=True, initial=TODAY)
    deed: Ref = column("积分事项", Link("terms", "deed"), required=True, searched=True)
    points: int = column("分数", Number(-MOST, MOST, "分"), required=True, hint="扣分、更正写负数")
    reason: str = column("事由", Text(100), required=True, searched=True, hint="因为什么加分或扣分；更正写明为什么")
    evidence: str | None = column("依据", Text(60), hint="如 表彰决定文号")
    corrects: Ref | None = column("更正的一笔", Link("point_entries"), hint="更正行指着被更正的那一笔")
    operator: str | None = column("经办人", Text(20))
    note: str | None = column("备注", Text(100))


def gives_or_takes(one: PointEntry) -> Problem | None:
    """一笔 0 分等于没有记。"""
    return Problem("分数", "是 0，没有加分也没有扣分，请填写分数") if one.points == 0 else None


POINT_RULES = Register(
    PointRuleSet,
    table="point_rules",
    title="积分规则",
    noun="积分规则",
    listed=("name", "effective_from", "day_cap", "month_cap", "year_cap", "basis", "confirmed", "note"),
    printed=("name", "effective_from", "day_cap", "month_cap", "year_cap", "basis", "confirmed"),
    order_by=("-effective_from",),
    identity=(("name",),),
)

POINT_RATES = Register(
    PointRate,
    table="point_rates",
    title="积分分值",
    noun="分值",
    listed=("rules", "hundredths", "theme", "category", "source", "note"),
    printed=("rules", "hundredths", "theme", "category", "source"),
    order_by=("rules", "-hundredths"),
    name_by="hundredths",
    owner="rules",
    identity=(("rules", "theme", "category", "source"),),
)

POINT_DEEDS = Register(
    PointDeed,
    table="point_deeds",
    title="奖励分值",
    noun="奖励分值",
    listed=("rules", "deed", "points", "year_cap", "note"),
    printed=("rules", "deed", "points", "year_cap"),
    order_by=("rules", "deed"),
    name_by="deed",
    owner="rules",
    identity=(("rules", "deed"),),
)

POINT_ENTRIES = Register(
    PointEntry,
    table="point_entries",
    title="奖励积分",
    noun="积分",
    listed=("day", "volunteer", "volunteer.community", "deed", "points", "reason", "evidence", "operator"),
    printed=("day", "volunteer", "volunteer.community", "deed", "points", "reason"),
    order_by=("-day", "volunteer"),
    name_by="reason",
    rules=(gives_or_takes,),
    identity=(("volunteer", "day", "deed"),),
    fixed=("volunteer", "day", "deed", "points", "corrects"),
)
