"""理赔：谁在哪次服务里出了什么险，报案到赔付走到哪一步。"""

from dataclasses import dataclass
from datetime import date, time

from miaopu_desk.domain.clock import Clock
from miaopu_desk.domain.codes import CLAIM_STATES
from miaopu_desk.domain.kinds import Choice, Day, Link, Number, Ref, Text, money
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.register import TODAY, Record, Register, column, earlier_first


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Record):
    volunteer: Ref = column("出险人", Link("volunteers"), required=True, searched=True, synonyms=("姓名", "被保险人"))
    policy: Ref = column("保单号", Link("policies"), required=True, searched=True)
    happened_on: date = column("出险日期", Day(), required=True, past=True, initial=TODAY)
    happened_at: time | None = column("出险时间", Clock())
    place: str | None = column("出险地点", Text(100), searched=True)
    event: Ref | None = column("所在活动", Link("activities"), hint="在哪次活动里出的险；值守时出险的填班次")
    shift: Ref | None = column("所在班次", Link("shifts"))
    happening: str | None = column("出险经过", Text(400, lines=True))
    hospital: str | None = column("就诊医院", Text(60))
    hospital_days: int | None = column("住院天数", Number(0, 3_650, "天"))
    state: str = column("理赔进度", Choice(CLAIM_STATES), required=True, initial="reported")
    reported_on: date | None = column("报案日期", Day(), past=True, hint="知道出险后及时通知保险公司：保险法第二十一条")
    report_number: str | None = column("报案号", Text(40), searched=True)
    claimed: int | None = column("申请金额", money())
    paid: int | None = column("赔付金额", money())
    paid_on: date | None = column("赔付日期", Day(), past=True)
    note: str | None = column("备注", Text(200))


def paid_needs_an_amount(one: Claim) -> Problem | None:
    """写着已赔付的要有金额和日期。"""
    if one.state == "paid" and (one.paid is None or one.paid_on is None):
        return Problem("理赔进度", "已赔付的请填写赔付金额和赔付日期")
    return None


CLAIMS = Register(
    Claim,
    table="claims",
    title="理赔登记",
    noun="理赔",
    listed=(
        "happened_on",
        "volunteer",
        "volunteer.community",
        "policy",
        "place",
        "state",
        "reported_on",
        "report_number",
        "claimed",
        "paid",
    ),
    printed=("happened_on", "volunteer", "volunteer.community", "policy", "state", "claimed", "paid"),
    order_by=("-happened_on",),
    name_by="volunteer",
    rules=(
        earlier_first("happened_on", "reported_on", "报案日期", "早于出险日期，请核对"),
        earlier_first("happened_on", "paid_on", "赔付日期", "早于出险日期，请核对"),
        paid_needs_an_amount,
    ),
    identity=(("volunteer", "happened_on", "policy"),),
)
