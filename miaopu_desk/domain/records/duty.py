"""值守规则：哪个责任区域、每周什么时候、至少几个人；班次由规则推算，见 domain/duty.py。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.codes import DUTY_HOLIDAYS, DUTY_WORKED_DAYS
from miaopu_desk.domain.duty_days import DayException
from miaopu_desk.domain.duty_minimums import find_minimums
from miaopu_desk.domain.duty_times import DutyExceptions, DutyTimes
from miaopu_desk.domain.duty_week import DAY_MINUTES, WeekTimes
from miaopu_desk.domain.kinds import Choice, Day, Link, Number, Ref, Scaled, Text
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.register import TODAY, Record, Register, column, earlier_first

EXAMPLE = "每周三早上7:30至8:30，下午17:30至18:30（夏季）17:00至18:00（冬季），至少八名志愿者"


def _people(one: "DutyRuleRecord") -> int | None:
    """没有单填最少人数：时间那句话里写着的，其次“要求”里写着的。"""
    return (one.times and one.times.people) or find_minimums(one.requirement or "")[0]


def _minutes(one: "DutyRuleRecord") -> int | None:
    return (one.times and one.times.minutes) or find_minimums(one.requirement or "")[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRuleRecord(Record):
    area: Ref = column("责任区域", Link("grid_areas"), required=True, searched=True, synonyms=("网格名称",))
    task: str | None = column("工作任务", Text(40), searched=True, hint="例如 包主要交通路口")
    times: WeekTimes = column("值守时间", DutyTimes(), required=True, hint=f"例如 {EXAMPLE}", synonyms=("时间",))
    minimum_people: int | None = column(
        "最少人数", Number(1, 9999, "人"), follows=_people, hint="值守时间或要求里写了的，自动得出"
    )
    minimum_minutes: int | None = column(
        "每次至少", Scaled(60, "小时", DAY_MINUTES), follows=_minutes, hint="以小时计；值守时间或要求里写了的，自动得出"
    )
    equipment: str | None = column("装备", Text(60), hint="例如 服装、引导旗、口哨")
    requirement: str | None = column("要求", Text(400, lines=True))
    unit: str | None = column("责任单位", Text(60), searched=True, hint="空着用网格的责任单位")
    starts_on: date = column("开始日期", Day(), required=True, initial=TODAY)
    ends_on: date | None = column("结束日期", Day(), hint="空着表示一直有效")
    on_holidays: str | None = column("放假的日子", Choice(DUTY_HOLIDAYS), initial="usual")
    on_worked_days: str | None = column("调休上班的日子", Choice(DUTY_WORKED_DAYS), initial="usual")
    exceptions: tuple[DayException, ...] | None = column(
        "例外日期", DutyExceptions(), hint="例如 2021-10-01至2021-10-03停；2021-10-09按星期四；2021-10-02加9:00至10:00"
    )
    note: str | None = column("备注", Text(200))


def agrees_with_its_sentence(one: DutyRuleRecord) -> Problem | None:
    """值守时间里写了人数、时长的，要与单填的一致。"""
    if one.times is None:
        return None
    if one.times.people is not None and one.minimum_people != one.times.people:
        return Problem("最少人数", f"值守时间里写的是{one.times.people}人，这里是{one.minimum_people}人，请改成一致")
    if one.times.minutes is not None and one.minimum_minutes != one.times.minutes:
        return Problem("每次至少", f"与值守时间里写的{one.times.minutes}分钟不一致，请改成一致")
    return None


DUTY_RULES = Register(
    DutyRuleRecord,
    table="duty_rules",
    title="值守规则",
    noun="值守规则",
    listed=(
        "area",
        "area.boundary",
        "task",
        "times",
        "minimum_people",
        "minimum_minutes",
        "unit",
        "starts_on",
        "ends_on",
    ),
    printed=("area", "task", "times", "minimum_people", "unit", "starts_on", "ends_on"),
    order_by=("starts_on",),
    name_by="times",
    rules=(agrees_with_its_sentence, earlier_first("starts_on", "ends_on", "结束日期", "早于开始日期，请核对")),
    identity=(("area", "times", "starts_on"),),
)
