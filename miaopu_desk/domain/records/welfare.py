"""公益性岗位：岗位、在岗人员、请假，和每月发放补贴的表。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.card_tail import CardTail
from miaopu_desk.domain.codes import PART_MONTHS, STIPEND_LINE_KINDS, STIPEND_STATES
from miaopu_desk.domain.kinds import Choice, Day, Link, Number, PersonName, Ref, Text, money
from miaopu_desk.domain.records.communities import COMMUNITY_ENDINGS
from miaopu_desk.domain.register import TODAY, Record, Register, column, earlier_first


@dataclass(frozen=True, slots=True, kw_only=True)
class WelfarePost(Record):
    name: str = column("岗位名称", Text(40), required=True, searched=True, synonyms=("岗位",))
    community: Ref | None = column("社区", Link("communities", drop=COMMUNITY_ENDINGS), searched=True)
    unit: str | None = column("用人单位", Text(60), searched=True, synonyms=("单位", "责任单位"))
    monthly: int = column("月补贴标准", money(), required=True, synonyms=("补贴标准", "月补贴", "标准"))
    quota: int = column("岗位名额", Number(1, 999, "人"), required=True, initial=1, synonyms=("名额", "岗位数"))
    part_month: str = column(
        "不足整月", Choice(PART_MONTHS), required=True, initial="by_days", hint="月中到岗、离岗怎样发"
    )
    starts_on: date = column("设岗日期", Day(), required=True, initial=TODAY, synonyms=("开始日期",))
    ends_on: date | None = column("到期日期", Day(), hint="空着是没有定", synonyms=("结束日期",))
    basis: str | None = column("设岗依据", Text(100))
    note: str | None = column("备注", Text(200))


@dataclass(frozen=True, slots=True, kw_only=True)
class PostHolder(Record):
    post: Ref = column("岗位名称", Link("welfare_posts"), required=True, searched=True, synonyms=("岗位",))
    volunteer: Ref = column("志愿者", Link("volunteers"), required=True, searched=True, synonyms=("姓名",))
    starts_on: date = column("到岗日期", Day(), required=True, initial=TODAY, synonyms=("上岗日期", "开始日期"))
    ends_on: date | None = column("离岗日期", Day(), hint="在岗的最后一天；空着是还在岗", synonyms=("结束日期",))
    card_tail: str | None = column("银行卡尾号", CardTail(), hint="只存后四位", synonyms=("银行卡号", "卡号"))
    note: str | None = column("备注", Text(200))


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLeave(Record):
    volunteer: Ref = column("志愿者", Link("volunteers"), required=True, searched=True, synonyms=("姓名",))
    starts_on: date = column("请假起日", Day(), required=True, initial=TODAY)
    ends_on: date = column("请假止日", Day(), required=True, initial=TODAY, hint="最后一天，当天也算")
    reason: str | None = column("请假原因", Text(60))
    note: str | None = column("备注", Text(100))


@dataclass(frozen=True, slots=True, kw_only=True)
class StipendSheet(Record):
    number: str = column("发放表编号", Text(20), required=True, searched=True, unique=True, hint="例如 2021-05")
    name: str = column("名称", Text(60), required=True, searched=True)
    month: date = column("补贴月份", Day(), required=True, hint="这个月的第一天")
    state: str = column("状态", Choice(STIPEND_STATES), required=True, initial="draft")
    made_by: str = column("编制人", Text(40), required=True)
    made_login: str = column("编制人登录名", Text(40), required=True)
    made_on: date = column("编制日期", Day(), required=True, past=True, initial=TODAY)
    approved_by: str | None = column("审核人", Text(40))
    approved_on: date | None = column("审核日期", Day(), past=True)
    issued_on: date | None = column("印发日期", Day(), past=True)
    people: int | None = column("人数", Number(0, 9999, "人"), hint="印发时的人数")
    total: int | None = column("合计金额", money(), hint="印发时的合计")
    note: str | None = column("备注", Text(200))


@dataclass(frozen=True, slots=True, kw_only=True)
class StipendLine(Record):
    sheet: Ref = column("发放表编号", Link("stipend_sheets"), required=True)
    position: int = column("顺序", Number(1, 99_999), required=True)
    kind: str = column("类别", Choice(STIPEND_LINE_KINDS), required=True, initial="base")
    for_month: date = column("补贴月份", Day(), required=True, hint="发的是哪个月的，那个月的第一天")
    volunteer: Ref = column("志愿者", Link("volunteers"), required=True, searched=True)
    name: str = column("姓名", PersonName(), required=True, hint="编表时的姓名")
    community: str | None = column("社区", Text(20))
    post_name: str | None = column("岗位名称", Text(40))
    unit: str | None = column("用人单位", Text(60))
    card_tail: str | None = column("银行卡尾号", CardTail())
    monthly: int | None = column("月补贴标准", money())
    days: int | None = column("在岗天数", Number(0, 31, "天"))
    leave_days: int | None = column("请假天数", Number(0, 31, "天"))
    amount: int = column("金额", money(), required=True)
    reason: str | None = column("说明", Text(100), hint="补发、扣减的原因")


WELFARE_POSTS = Register(
    WelfarePost,
    table="welfare_posts",
    title="公益性岗位",
    noun="岗位",
    listed=("name", "community", "unit", "monthly", "quota", "part_month", "starts_on", "ends_on", "note"),
    printed=("name", "community", "unit", "monthly", "quota", "starts_on", "ends_on"),
    order_by=("community", "name"),
    rules=(earlier_first("starts_on", "ends_on", "到期日期", "早于设岗日期，请核对"),),
    identity=(("name", "community"),),
)

POST_HOLDERS = Register(
    PostHolder,
    table="post_holders",
    title="在岗人员",
    noun="在岗记录",
    listed=("post", "volunteer", "volunteer.community", "starts_on", "ends_on", "card_tail", "note"),
    printed=("post", "volunteer", "volunteer.community", "starts_on", "ends_on"),
    order_by=("post", "volunteer"),
    owner="post",
    name_by="volunteer",
    rules=(earlier_first("starts_on", "ends_on", "离岗日期", "早于到岗日期，请核对"),),
    identity=(("post", "volunteer", "starts_on"),),
)

POST_LEAVES = Register(
    PostLeave,
    table="post_leaves",
    title="岗位请假",
    noun="请假",
    listed=("volunteer", "volunteer.community", "starts_on", "ends_on", "reason", "note"),
    printed=("volunteer", "volunteer.community", "starts_on", "ends_on", "reason"),
    order_by=("-starts_on", "volunteer"),
    name_by="volunteer",
    rules=(earlier_first("starts_on", "ends_on", "请假止日", "早于请假起日，请核对"),),
    identity=(("volunteer", "starts_on"),),
)

STIPEND_SHEETS = Register(
    StipendSheet,
    table="stipend_sheets",
    title="补贴发放",
    noun="发放表",
    listed=("number", "name", "state", "people", "total", "made_by", "approved_by", "approved_on", "issued_on"),
    printed=("number", "name", "state", "people", "total", "made_by", "approved_by", "issued_on"),
    order_by=("-number",),
    name_by="number",
    identity=(("number",),),
)

STIPEND_LINES = Register(
    StipendLine,
    table="stipend_lines",
    title="补贴明细",
    noun="补贴明细",
    listed=(
        "sheet",
        "position",
        "name",
        "community",
        "post_name",
        "kind",
        "monthly",
        "days",
        "leave_days",
        "amount",
        "reason",
    ),
    printed=("sheet", "name", "community", "post_name", "kind", "days", "leave_days", "amount", "reason"),
    order_by=("-sheet", "position"),
    owner="sheet",
    identity=(("sheet", "volunteer", "position"),),
)
