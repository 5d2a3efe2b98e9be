"""星级认证：一轮从候选、核对、公示到认证编号；每个人照认证时的样子留底，降星写在原来那一行上。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.codes import OBJECTION_ANSWERS, STAR_ROUND_STATES, STAR_STATES
from miaopu_desk.domain.kinds import Choice, Day, IdNumber, Link, Number, PersonName, Ref, Text, hours
from miaopu_desk.domain.records.communities import COMMUNITY_ENDINGS
from miaopu_desk.domain.register import TODAY, Record, Register, column, earlier_first


@dataclass(frozen=True, slots=True, kw_only=True)
class StarRound(Record):
    number: str = column("轮次", Text(40), required=True, searched=True, unique=True, hint="例如 2021年第1轮")
    as_of: date = column("截至日期", Day(), required=True, past=True, initial=TODAY)
    state: str = column("进度", Choice(STAR_ROUND_STATES), required=True, initial="checking")
    opened_on: date = column("开始日期", Day(), required=True, past=True, initial=TODAY)
    checked_on: date | None = column("核对日期", Day(), past=True)
    publicity_from: date | None = column("公示起日", Day())
    publicity_to: date | None = column("公示止日", Day())
    certified_on: date | None = column("认证日期", Day(), past=True)
    standard: str | None = column("所用标准", Text(60))
    reason: str | None = column("取消原因", Text(100))
    note: str | None = column("说明", Text(200))


@dataclass(frozen=True, slots=True, kw_only=True)
class StarCertification(Record):
    round: Ref = column("轮次", Link("star_rounds"), required=True)
    volunteer: Ref = column("志愿者", Link("volunteers"), required=True, searched=True)
    name: str = column("姓名", PersonName(), required=True, hint="认证时的姓名")
    community: Ref = column("社区", Link("communities", drop=COMMUNITY_ENDINGS), required=True, searched=True)
    id_number: str | None = column("身份证号", IdNumber(), hint="认证时的证件号码")
    star: int = column("星级", Number(1, 9, "星"), required=True)
    label: str = column("称号", Text(20), required=True)
    before: int | None = column("原认证", Number(0, 9, "星"), hint="以前认证到几星")
    minutes: int = column("累计时长", hours(), required=True)
    points: int = column("积分", Number(-9_999_999, 9_999_999, "分"), required=True)
    state: str = column("认证状态", Choice(STAR_STATES), required=True, initial="candidate")
    reason: str | None = column("原因", Text(100), hint="为什么不认证、为什么撤销")
    objection: str | None = column("异议", Text(100))
    objected_on: date | None = column("异议日期", Day(), past=True)
    answer: str | None = column("异议处理", Choice(OBJECTION_ANSWERS))
    number: str | None = column("证书编号", Text(20), unique=True, searched=True)
    code: str | None = column("核验码", Text(20), unique=True)
    certified_on: date | None = column("认证日期", Day(), past=True)
    revoked_on: date | None = column("撤销日期", Day(), past=True)


STAR_ROUNDS = Register(
    StarRound,
    table="star_rounds",
    title="星级认证",
    noun="认证轮次",
    listed=("number", "as_of", "state", "publicity_from", "publicity_to", "certified_on", "standard", "note"),
    printed=("number", "as_of", "state", "publicity_from", "publicity_to", "certified_on"),
    order_by=("-opened_on", "-number"),
    name_by="number",
    rules=(earlier_first("publicity_from", "publicity_to", "公示止日", "早于公示起日，请核对"),),
    identity=(("number",),),
)

STAR_CERTIFICATIONS = Register(
    StarCertification,
    table="star_certifications",
    title="认证名单",
    noun="认证",
    listed=(
        "name",
        "community",
        "label",
        "before",
        "minutes",
        "points",
        "state",
        "volunteer.id_number",
        "volunteer.phone",
        "volunteer.standing",
        "objection",
        "answer",
        "reason",
        "number",
        "certified_on",
    ),
    printed=("number", "name", "community", "label", "minutes", "points", "state", "certified_on"),
    order_by=("-star", "-minutes"),
    owner="round",
    rules=(earlier_first("certified_on", "revoked_on", "撤销日期", "早于认证日期，请核对"),),
    identity=(("round", "volunteer"),),
)
