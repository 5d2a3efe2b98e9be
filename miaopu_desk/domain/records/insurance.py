"""保险：志愿服务意外伤害保险的保单，和谁从哪天保到哪天。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.codes import PRORATIONS
from miaopu_desk.domain.kinds import Choice, Day, Link, Number, Phone, Ref, Text, YesNo, money
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.register import TODAY, Record, Register, column, earlier_first


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(Record):
    number: str = column("保单号", Text(40), required=True, searched=True, unique=True)
    insurer: str = column("保险公司", Text(60), required=True, searched=True)
    product: str | None = column("险种", Text(60), searched=True, synonyms=("产品",))
    starts_on: date = column("保险起期", Day(), required=True, initial=TODAY, hint="当日零时起", synonyms=("起始日期",))
    ends_on: date = column("保险止期", Day(), required=True, hint="当日二十四时止", synonyms=("结束日期",))
    death_sum: int | None = column("意外身故保额", money())
    medical_sum: int | None = column("意外医疗保额", money())
    premium: int | None = column("每人保费", money(), synonyms=("保费",))
    youngest: int | None = column("最低年龄", Number(0, 120, "岁"))
    oldest: int | None = column("最高年龄", Number(0, 120, "岁"))
    occupation_class: str | None = column("职业类别", Text(20))
    minimum_heads: int | None = column("最少人数", Number(1, 99_999, "人"), hint="少于这个人数保险公司可以不承保")
    proration: str | None = column("批改保费", Choice(PRORATIONS), hint="中途加人、减人的保费怎样算；空着按整年")
    contact: str | None = column("业务员", Text(20))
    phone: str | None = column("联系电话", Phone())


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrollment(Record):
    policy: Ref = column("保单号", Link("policies"), required=True, searched=True)
    volunteer: Ref = column("志愿者", Link("volunteers"), required=True, searched=True, synonyms=("姓名",))
    starts_on: date = column("生效日期", Day(), required=True, initial=TODAY, hint="当日零时起有效")
    ends_on: date | None = column("终止日期", Day(), hint="空着随保单到期；当日二十四时止")
    consented: bool | None = column("本人同意投保", YesNo(), hint="保险法第三十一条、第三十四条")
    sum_agreed: bool | None = column("认可保险金额", YesNo(), hint="有身故责任的要本人认可保额：保险法第三十四条")
    consented_on: date | None = column("同意书日期", Day())
    guardian_consented: bool | None = column("监护人同意投保", YesNo(), hint="未满18周岁的填写")
    beneficiary: str | None = column("受益人", Text(40), hint="空着为法定")
    note: str | None = column("备注", Text(200))


def ages_in_order(one: Policy) -> Problem | None:
    """最低年龄不大于最高年龄。"""
    if one.youngest is not None and one.oldest is not None and one.youngest > one.oldest:
        return Problem("最高年龄", "小于最低年龄，请核对")
    return None


POLICIES = Register(
    Policy,
    table="policies",
    title="保单",
    noun="保单",
    listed=("number", "insurer", "product", "starts_on", "ends_on", "premium", "death_sum", "medical_sum"),
    printed=("number", "insurer", "product", "starts_on", "ends_on", "premium", "death_sum", "medical_sum"),
    order_by=("-ends_on",),
    name_by="number",
    rules=(earlier_first("starts_on", "ends_on", "保险止期", "早于保险起期，请核对"), ages_in_order),
    identity=(("number",),),
)

ENROLLMENTS = Register(
    Enrollment,
    table="enrollments",
    title="参保人员",
    noun="参保记录",
    listed=(
        "policy",
        "volunteer",
        "volunteer.id_number",
        "volunteer.community",
        "volunteer.ranks",
        "starts_on",
        "ends_on",
        "consented",
    ),
    printed=("policy", "volunteer", "volunteer.id_number", "volunteer.community", "starts_on", "ends_on"),
    order_by=("policy", "volunteer"),
    name_by="volunteer",
    rules=(earlier_first("starts_on", "ends_on", "终止日期", "早于生效日期，请核对"),),
    identity=(("policy", "volunteer", "starts_on"),),
)
