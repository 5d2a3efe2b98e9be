"""服务记录：谁在哪天做了什么、多长时间（记录内容依据民政部令第67号第七条）。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.kinds import Day, Link, Ref, Text, hours
from miaopu_desk.domain.records.communities import COMMUNITY_ENDINGS
from miaopu_desk.domain.register import TODAY, Record, Register, column


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRecord(Record):
    volunteer: Ref = column("志愿者", Link("volunteers"), required=True, searched=True, synonyms=("姓名",))
    community: Ref = column("社区", Link("communities", drop=COMMUNITY_ENDINGS), required=True, searched=True)
    served_on: date = column("服务日期", Day(), required=True, past=True, initial=TODAY)
    minutes: int = column("服务时长", hours(), required=True, hint="以小时计，不含路途")
    activity: str = column("活动名称", Text(60), required=True, searched=True)
    theme: Ref | None = column("活动主题", Link("terms", "theme"))
    content: str | None = column("服务内容", Text(200))
    place: str | None = column("服务地点", Text(60))
    organiser: str | None = column("组织单位", Text(60))
    in_charge: str | None = column("活动负责人", Text(20))
    evidence: str | None = column("依据", Text(60), hint="如 签到表")


SERVICE_RECORDS = Register(
    ServiceRecord,
    table="service_records",
    title="服务记录",
    noun="服务记录",
    listed=("served_on", "volunteer", "community", "activity", "theme", "minutes", "place", "organiser"),
    printed=("served_on", "volunteer", "community", "activity", "minutes", "organiser"),
    order_by=("-served_on", "volunteer"),
    name_by="activity",
    identity=(("volunteer", "served_on", "activity"),),
)
