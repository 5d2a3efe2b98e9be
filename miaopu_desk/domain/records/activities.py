"""主题活动：计划、报备、开展、记录，报名的人，每周的服务日；时长记在服务记录里，这里只记活动本身。"""

from dataclasses import dataclass
from datetime import date, time

from miaopu_desk.domain.clock import Clock
from miaopu_desk.domain.codes import (
    ACTIVITY_ROLES,
    ACTIVITY_STATES,
    ATTENDANCE,
    SERVICE_DAY_HOLIDAYS,
    SERVICE_DAY_SCOPES,
    WEEKDAYS,
)
from miaopu_desk.domain.kinds import Choice, Day, Link, Number, PersonName, Phone, Ref, Text, YesNo, hours
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records.communities import COMMUNITY_ENDINGS
from miaopu_desk.domain.register import Record, Register, column, earlier_first

HAPPENED = ("held", "recorded")


def _held_as_planned(activity: "Activity") -> date | None:
    """开展过而没有写哪天的，就是计划的那天。"""
    return activity.planned_on if activity.state in HAPPENED else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Record):
    name: str = column("活动名称", Text(60), required=True, searched=True, synonyms=("名称", "活动", "活动主题名称"))
    planned_on: date = column(
        "活动日期", Day(), required=True, synonyms=("日期", "计划日期", "活动时间", "时间"), hint="计划哪天开展"
    )
    community: Ref | None = column(
        "社区", Link("communities", drop=COMMUNITY_ENDINGS), searched=True, hint="街道统一组织的空着"
    )
    starts_at: time | None = column("开始时间", Clock())
    ends_at: time | None = column("结束时间", Clock(), hint="不晚于开始时间的是次日")
    theme: Ref | None = column("活动主题", Link("terms", "theme"), synonyms=("主题",))
    special_action: Ref | None = column("专项行动", Link("terms", "special_action"))
    professional_theme: Ref | None = column("专业服务主题", Link("terms", "professional_theme"))
    place: str | None = column("活动地点", Text(60), searched=True, synonyms=("地点", "活动场所"))
    organiser: str | None = column("组织单位", Text(60), searched=True, synonyms=("主办单位", "承办单位"))
    in_charge: str | None = column("活动负责人", PersonName(), searched=True, synonyms=("负责人", "联系人"))
    phone: str | None = column("联系电话", Phone())
    content: str | None = column("活动内容", Text(400, lines=True), synonyms=("主要内容",))
    expected_people: int | None = column("预计人数", Number(0, 99_999, "人"), synonyms=("参加人数", "计划人数"))
    state: str = column(
        "活动状态",
        Choice(ACTIVITY_STATES),
        required=True,
        initial="planned",
        synonyms=("状态",),
        hint="平常用“报备”“已开展”“记录”“取消”几个按钮来走",
    )
    filing_number: str | None = column("报备编号", Text(40), searched=True, hint="平台或上级给的编号")
    filed_on: date | None = column("报备日期", Day(), past=True)
    filed_with: str | None = column("报备到", Text(60), hint="例如 衡阳群众APP")
    filed_late: bool | None = column("补报", YesNo(), hint="活动过后才报备的填“是”")
    held_on: date | None = column(
        "开展日期", Day(), past=True, hint="实际开展的那天", synonyms=("实际日期",), follows=_held_as_planned
    )
    beneficiaries: int | None = column("受益人数", Number(0, 999_999, "人"), synonyms=("受益群众", "服务对象人数"))
    result: str | None = column("活动成效", Text(400, lines=True))
    recorded_on: date | None = column("记录日期", Day(), past=True, hint="录入参加的人和时长的那天，由程序填写")
    reason: str | None = column("取消原因", Text(100), hint="改期的写改期的原因")
    service_day: Ref | None = column("服务日", Link("service_days"), hint="由每周服务日排出来的，由程序填写")
    generated_for: date | None = column("排定的日期", Day(), hint="服务日原来排在哪天，由程序填写")
    note: str | None = column("备注", Text(200))

    @property
    def day(self) -> date:
        """在哪天：开展过的是实际那天，没有的是计划那天。"""
        return self.held_on or self.planned_on


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityPerson(Record):
    activity: Ref = column("活动", Link("activities"), required=True, searched=True, synonyms=("活动名称",))
    volunteer: Ref = column("志愿者", Link("volunteers"), required=True, searched=True, synonyms=("姓名",))
    role: str | None = column("分工", Choice(ACTIVITY_ROLES))
    attendance: str | None = column("到场", Choice(ATTENDANCE), hint="空着是还没有记录")
    minutes: int | None = column("服务时长", hours(), hint="以小时计，实际给出的时间")
    walk_in: bool | None = column("临时参加", YesNo(), hint="没有报名、当天来的")
    note: str | None = column("备注", Text(100))


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDayRule(Record):
    name: str = column("服务日名称", Text(40), required=True, searched=True, synonyms=("名称", "服务日"))
    weekday: str = column("星期", Choice(WEEKDAYS), required=True)
    scope: str | None = column("怎样开展", Choice(SERVICE_DAY_SCOPES), initial="communities")
    starts_at: time | None = column("开始时间", Clock())
    ends_at: time | None = column("结束时间", Clock())
    theme: Ref | None = column("活动主题", Link("terms", "theme"), synonyms=("主题",))
    special_action: Ref | None = column("专项行动", Link("terms", "special_action"))
    place: str | None = column("活动地点", Text(60), synonyms=("地点",))
    content: str | None = column("活动内容", Text(400, lines=True))
    expected_people: int | None = column("预计人数", Number(0, 99_999, "人"), hint="每处每次大约多少人")
    on_holidays: str | None = column("遇放假", Choice(SERVICE_DAY_HOLIDAYS), initial="skip")
    make_up: bool | None = column("调休日补开", YesNo(), hint="调休上班的周末，按所补的星期也排一次")
    starts_on: date | None = column("从哪天起", Day(), hint="空着是一直")
    ends_on: date | None = column("到哪天止", Day(), hint="空着是一直")
    note: str | None = column("备注", Text(200))


def filed_before_the_day(activity: Activity) -> Problem | None:
    """报备在活动以前；过后才报的要写明是补报。"""
    if activity.filed_on is None or activity.filed_late or activity.filed_on <= activity.day:
        return None
    return Problem("报备日期", f"晚于活动那天（{activity.day}）；活动过后补报的，请把“补报”填“是”")


def cancelled_for_a_reason(activity: Activity) -> Problem | None:
    """取消要写原因。"""
    if activity.state == "cancelled" and not activity.reason:
        return Problem("取消原因", "取消的活动请写明原因")
    return None


def filed_says_when(activity: Activity) -> Problem | None:
    """已报备的写明哪天报的。"""
    if activity.state == "filed" and activity.filed_on is None:
        return Problem("报备日期", "状态是已报备，请写明哪天报备的")
    return None


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
        "expected_people",
        "state",
        "filing_number",
        "beneficiaries",
    ),
    printed=("planned_on", "name", "community", "theme", "place", "organiser", "state", "beneficiaries"),
    order_by=("-planned_on",),
    rules=(filed_before_the_day, filed_says_when, cancelled_for_a_reason),
    identity=(("name", "planned_on", "community"),),
)

ACTIVITY_PEOPLE = Register(
    ActivityPerson,
    table="activity_people",
    title="活动人员",
    noun="活动人员",
    listed=(
        "activity",
        "activity.planned_on",
        "volunteer",
        "volunteer.community",
        "role",
        "attendance",
        "minutes",
        "walk_in",
        "note",
    ),
    printed=("activity", "activity.planned_on", "volunteer", "volunteer.community", "role", "attendance", "minutes"),
    order_by=("-activity", "volunteer"),
    owner="activity",
    name_by="volunteer",
    identity=(("activity", "volunteer"),),
)

SERVICE_DAYS = Register(
    ServiceDayRule,
    table="service_days",
    title="每周服务日",
    noun="服务日",
    listed=(
        "weekday",
        "name",
        "scope",
        "starts_at",
        "ends_at",
        "theme",
        "special_action",
        "expected_people",
        "on_holidays",
        "make_up",
        "starts_on",
        "ends_on",
    ),
    printed=("weekday", "name", "scope", "starts_at", "ends_at", "theme", "expected_people", "on_holidays"),
    order_by=("weekday", "name"),
    rules=(earlier_first("starts_on", "ends_on", "到哪天止", "早于“从哪天起”，请核对"),),
    identity=(("name", "weekday"),),
)
