"""班次：哪天哪段、谁值守、到没到岗；由值守规则推算出来存下，手工改过的不再随规则变。"""

from dataclasses import dataclass
from datetime import date, time

from miaopu_desk.domain.clock import Clock
from miaopu_desk.domain.codes import ATTENDANCE, SEASON_NAMES, SHIFT_STATUS
from miaopu_desk.domain.duty_week import DAY_MINUTES
from miaopu_desk.domain.kinds import Choice, Day, Link, Number, Ref, Scaled, Text, YesNo, hours
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records.communities import COMMUNITY_ENDINGS
from miaopu_desk.domain.register import Record, Register, column


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftRecord(Record):
    day: date = column("值守日期", Day(), required=True, synonyms=("日期",))
    area: Ref = column("责任区域", Link("grid_areas"), required=True, searched=True, synonyms=("网格名称",))
    community: Ref | None = column("社区", Link("communities", drop=COMMUNITY_ENDINGS))
    starts_at: time | None = column("开始时间", Clock(), hint="只要求一天去一次的空着")
    ends_at: time | None = column("结束时间", Clock(), hint="不晚于开始时间的是次日")
    task: str | None = column("工作任务", Text(40), searched=True)
    unit: str | None = column("责任单位", Text(60), searched=True)
    minimum_people: int | None = column("最少人数", Number(1, 9999, "人"))
    minimum_minutes: int | None = column("每次至少", Scaled(60, "小时", DAY_MINUTES), hint="以小时计")
    season: str | None = column("作息季节", Choice(SEASON_NAMES))
    state: str = column("班次状态", Choice(SHIFT_STATUS), required=True, initial="planned")
    reason: str | None = column("说明", Text(100), hint="为什么取消、改时间、改人数")
    edited: bool | None = column("手工改过", YesNo(), hint="改过的班次不再随值守规则变")
    rule: Ref | None = column("值守规则", Link("duty_rules"))
    planned_at: str | None = column("规则时段", Text(30), hint="规则里的哪天哪段，由程序填写")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftPerson(Record):
    shift: Ref = column("班次", Link("shifts"), required=True)
    volunteer: Ref = column("志愿者", Link("volunteers"), required=True, searched=True, synonyms=("姓名",))
    attendance: str | None = column("考勤", Choice(ATTENDANCE), hint="空着是还没有录入签到表")
    came_at: time | None = column("到岗时间", Clock())
    left_at: time | None = column("离岗时间", Clock())
    minutes: int | None = column("服务时长", hours(), hint="以小时计，实际给出的时间")
    walk_in: bool | None = column("临时参加", YesNo(), hint="排班里没有、当天来的")
    note: str | None = column("备注", Text(100))


def slots_come_from_rules(one: ShiftRecord) -> Problem | None:
    """规则时段由推算来填：手工新增的班次没有。"""
    if one.planned_at and not getattr(one, "id", ""):
        return Problem("规则时段", "由程序按规则填写，请空着")
    return None


def both_clocks_or_neither(one: ShiftRecord) -> Problem | None:
    """开始和结束要么都写，要么都不写。"""
    if (one.starts_at is None) == (one.ends_at is None):
        return None
    label = "结束时间" if one.ends_at is None else "开始时间"
    return Problem(label, "开始和结束要么都填，要么都空着，请补上")


SHIFTS = Register(
    ShiftRecord,
    table="shifts",
    title="班次",
    noun="班次",
    listed=("day", "area", "community", "starts_at", "ends_at", "unit", "minimum_people", "state", "reason"),
    printed=("day", "area", "starts_at", "ends_at", "unit", "minimum_people", "state"),
    order_by=("-day", "starts_at"),
    name_by="day",
    rules=(slots_come_from_rules, both_clocks_or_neither),
    identity=(("day", "area", "starts_at"),),
)

SHIFT_PEOPLE = Register(
    ShiftPerson,
    table="shift_people",
    title="值守人员",
    noun="值守记录",
    listed=(
        "shift",
        "shift.area",
        "shift.starts_at",
        "volunteer",
        "volunteer.community",
        "attendance",
        "came_at",
        "left_at",
        "minutes",
        "walk_in",
    ),
    printed=("shift", "shift.area", "volunteer", "attendance", "minutes"),
    order_by=("-shift", "volunteer"),
    owner="shift",
    name_by="volunteer",
    identity=(("shift", "volunteer"),),
)
