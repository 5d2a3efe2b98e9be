"""志愿服务记录证明：开出去的每一份都留底，内容照开出时的样子存着（民政部令第67号第十五条）。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.kinds import Day, IdNumber, Link, Number, PersonName, Ref, Text, hours
from miaopu_desk.domain.register import TODAY, Record, Register, column, earlier_first


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate(Record):
    number: str = column("证明编号", Text(20), required=True, unique=True, searched=True, hint="例如 2021-0001")
    code: str = column("核验码", Text(20), required=True, unique=True)
    volunteer: Ref = column("志愿者", Link("volunteers"), required=True, searched=True)
    name: str = column("姓名", PersonName(), required=True, hint="开出时的姓名")
    id_number: str | None = column("身份证号", IdNumber(), hint="开出时的证件号码")
    volunteer_number: str | None = column("志愿者编号", Text(40))
    starts_on: date = column("服务起日", Day(), required=True, past=True)
    ends_on: date = column("服务止日", Day(), required=True, past=True)
    attendances: int = column("服务次数", Number(1, 999_999, "次"), required=True)
    minutes: int = column("服务时长", hours(), required=True, hint="以小时计，不含路途")
    content: str = column("服务内容", Text(400), required=True)
    issuer: str = column("记录单位", Text(60), required=True)
    in_charge: str | None = column("负责人", Text(20))
    handled_by: str | None = column("经办人", Text(20))
    contact: str | None = column("联系方式", Text(40))
    issued_on: date = column("签发日期", Day(), required=True, past=True, initial=TODAY)


CERTIFICATES = Register(
    Certificate,
    table="certificates",
    title="志愿服务记录证明",
    noun="证明",
    listed=("number", "issued_on", "name", "volunteer.community", "starts_on", "ends_on", "minutes", "code"),
    printed=("number", "issued_on", "name", "starts_on", "ends_on", "minutes", "issuer"),
    order_by=("number",),
    name_by="number",
    rules=(earlier_first("starts_on", "ends_on", "服务止日", "早于服务起日，请核对"),),
    identity=(("number",),),
)
