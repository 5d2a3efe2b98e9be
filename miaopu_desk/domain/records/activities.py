"""主题活动：计划、报备、开展、记录；时长记在服务记录里，这里只记活动本身。"""

from dataclasses import dataclass
from datetime import date, time

from miaopu_desk.domain.clock import Clock
from miaopu_desk.domain.codes import ACTIVITY_STATES
from miaopu_desk.domain.kinds import Choice, Day, Link, Number, PersonName, Phone, Ref, Text
from miaopu_desk.domain.records.communities import COMMUNITY_ENDINGS
from miaopu_desk.domain.register import Record, Register, column


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Record):
    name: str = column("活动名称", Text(60), required=True, searched=True, synonyms=("名称", "活动"))
    planned_on: date = column("活动日期", Day(), required=True, synonyms=("日期", "计划日期"))
    community: Ref | None = column(
        "社区", Link("communities", drop=COMMUNITY_ENDINGS), searched=True, hint="街道统一组织的空着"
    )
    starts_at: time | None = column("开始时间", Clock())
    ends_at: time | None = column("结束时间", Clock())
    theme: Ref | None = column("活动主题", Link("terms", "theme"), synonyms=("主题",))
    special_action: Ref | None = column("专项行动", Link("terms", "special_action"))
    professional_theme: Ref | None = column("专业服务主题", Link("terms", "professional_theme"))
    place: str | None = column("活动地点", Text(60), searched=True, synonyms=("地点",))
    organiser: str | None = column("组织单位", Text(60), searched=True, synonyms=("主办单位",))
    in_charge: str | None = column("活动负责人", PersonName(), searched=True, synonyms=("负责人",))
    phone: str | None = column("联系电话", Phone())
    content: str | None = column("活动内容", Text(400, lines=True))
    expected_people: int | None = column("预计人数", Number(0, 99_999, "人"))
    state: str = column("活动状态", Choice(ACTIVITY_STATES), required=True, initial="planned", synonyms=("状态",))
    filing_number: str | None = column("报备编号", Text(40), searched=True, hint="平台或上级给的编号")
    filed_on: date | None = column("报备日期", Day(), past=True)
    filed_with: str | None = column("报备到", Text(60), hint="例如 衡阳群众APP")
    beneficiaries: int | None = column("受益人数", Number(0, 999_999, "人"))
    result: str | None = column("活动成效", Text(400, lines=True))
    reason: str | None = column("取消原因", Text(100))
    service_day: str | None = column("服务日", Text(40), hint="由每周服务日排出来的，由程序填写")
    note: str | None = column("备注", Text(200))


ACTIVITIES = Register(
    Activity,
    table="activities",
    title="活动",
    noun="活动",
    listed=(
        "planned_on",
        "name",
        "community",
        "theme",
        "special_action",
        "place",
        "organiser",
        "state",
        "filing_number",
        "beneficiaries",
    ),
    printed=("planned_on", "name", "community", "theme", "place", "organiser", "state", "beneficiaries"),
    order_by=("-planned_on",),
    identity=(("name", "planned_on", "community"),),
)
