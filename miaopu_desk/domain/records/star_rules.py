"""星级标准：一套有依据、有生效日期的档次；哪天用哪一套，看那天已经生效的里面最晚的。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.codes import STAR_MEASURES
from miaopu_desk.domain.kinds import Choice, Day, Link, Number, Ref, Text, YesNo
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.register import TODAY, Record, Register, column


@dataclass(frozen=True, slots=True, kw_only=True)
class StarRuleSet(Record):
    name: str = column("标准名称", Text(40), required=True, searched=True, unique=True, hint="例如 2022年街道星级办法")
    effective_from: date = column("生效日期", Day(), required=True, initial=TODAY)
    measure: str = column("看什么", Choice(STAR_MEASURES), required=True, initial="both")
    basis: str | None = column("依据", Text(60), hint="文号或会议纪要")
    confirmed: bool | None = column("街道已确认", YesNo(), hint="没有确认的，纸上写明待街道确认")
    note: str | None = column("说明", Text(200))


@dataclass(frozen=True, slots=True, kw_only=True)
class StarLevel(Record):
    rules: Ref = column("星级标准", Link("star_rules"), required=True)
    star: int = column("星级", Number(1, 9, "星"), required=True)
    label: str = column("称号", Text(20), required=True, hint="例如 一星志愿者")
    hours: int = column("满多少小时", Number(0, 99_999, "小时"), required=True)
    points: int = column("满多少分", Number(0, 9_999_999, "分"), required=True, initial=0, hint="0 是不要求积分")
    privileges: str | None = column("礼遇", Text(200), hint="例如 就医、出行优惠")
    note: str | None = column("备注", Text(100))


def asks_for_something(one: StarLevel) -> Problem | None:
    """一档什么都不要求，谁都够得上。"""
    if one.hours == 0 and one.points == 0:
        return Problem("满多少小时", "时数和积分都是 0，谁都够得上，请至少填一样")
    return None


STAR_RULES = Register(
    StarRuleSet,
    table="star_rules",
    title="星级标准",
    noun="星级标准",
    listed=("name", "effective_from", "measure", "basis", "confirmed", "note"),
    printed=("name", "effective_from", "measure", "basis", "confirmed"),
    order_by=("-effective_from",),
    identity=(("name",),),
)

STAR_LEVELS = Register(
    StarLevel,
    table="star_levels",
    title="星级档次",
    noun="档次",
    listed=("rules", "star", "label", "hours", "points", "privileges", "note"),
    printed=("rules", "star", "label", "hours", "points", "privileges"),
    order_by=("rules", "star"),
    name_by="label",
    owner="rules",
    rules=(asks_for_something,),
    identity=(("rules", "star"),),
)
