"""活动一步一步地走：计划 → 已报备 → 已开展 → 已记录，或者取消；每一步要什么、哪一步走不得，都在这里。"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from miaopu_desk.domain.calendar import Holidays, add_working_days
from miaopu_desk.domain.codes import ACTIVITY_STATES
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records.activities import HAPPENED, Activity

RECORD_DAYS = 10  # 活动结束后十个工作日内记录：民政部令第67号第十一条
STATE = "活动状态"
Step = Activity | list[Problem]


@dataclass(frozen=True, slots=True)
class FilingTerms:
    """报备的口径：预计 people 人以上的活动，提前 days 天报备（外地文明实践站的做法，办公室可以改）。"""

    people: int = 10
    days: int = 3

    def needed(self, activity: Activity) -> bool:
        """这个活动要不要报备。"""
        return (activity.expected_people or 0) >= self.people

    def deadline(self, activity: Activity) -> date:
        """最迟哪天报备。"""
        return activity.planned_on - timedelta(days=self.days)

    def missing(self, activity: Activity) -> bool:
        """该报备而没有报备。"""
        return self.needed(activity) and activity.filed_on is None

    @property
    def words(self) -> str:
        return f"预计{self.people}人以上的活动要提前{self.days}天报备"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """一次报备：哪天、报到哪里、编号（还没有给的空着）、是不是活动过后补报。"""

    filed_on: date
    filed_with: str = ""
    number: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """记录时写下的：实际哪天，记名的人次、团体人次，受益人数和成效。"""

    held_on: date
    named: int
    heads: int = 0
    beneficiaries: int | None = None
    result: str = ""


def file(activity: Activity, filing: Filing, today: date) -> Step:
    """报备。计划的成为已报备；已经开展的只能补报，状态不动。"""
    problems = _refused(activity, "报备", ("planned", *HAPPENED))
    if activity.filed_on is not None:
        number = f"，编号{activity.filing_number}" if activity.filing_number else ""
        problems = [Problem(STATE, f"{full_day(activity.filed_on)}已经报备过{number}，要改请打开这条记录修改")]
    if filing.filed_on > today:
        problems.append(Problem("报备日期", f"{filing.filed_on}还没到，今天是{today}，请核对"))
    if filing.filed_on > activity.day and not filing.late:
        problems.append(Problem("报备日期", f"晚于活动那天（{activity.day}）；活动过后补报的，请勾上“补报”"))
    if not filing.filed_with.strip():
        problems.append(Problem("报备到", "请写明报备到哪里，例如 衡阳群众APP"))
    return problems or replace(
        activity,
        state="filed" if activity.state == "planned" else activity.state,
        filed_on=filing.filed_on,
        filed_with=filing.filed_with.strip(),
        filing_number=filing.number.strip() or None,
        filed_late=True if filing.late else None,
    )


def hold(activity: Activity, held_on: date, terms: FilingTerms, today: date) -> Step:
    """开展了。该报备的要先报备（晚了的也要补报）。"""
    problems = _refused(activity, "记为已开展", ("planned", "filed"))
    if not problems and terms.missing(activity):
        problems.append(
            Problem(
                "报备日期", f"{terms.words}，这次预计{activity.expected_people}人，还没有报备；请先报备，晚了的勾“补报”"
            )
        )
    problems += _not_yet(held_on, today)
    return problems or replace(activity, state="held", held_on=held_on)


def record(activity: Activity, outcome: Outcome, terms: FilingTerms, today: date) -> Step:
    """记录：参加的人或人次录进来了。还没有记为已开展的，一并记上；已记录的可以再补。"""
    if activity.state in ("planned", "filed"):
        held = hold(activity, outcome.held_on, terms, today)
        if isinstance(held, list):
            return held + _nobody(outcome)
        activity = held
    problems = _refused(activity, "记录", HAPPENED) + _not_yet(outcome.held_on, today) + _nobody(outcome)
    return problems or replace(
        activity,
        state="recorded",
        held_on=outcome.held_on,
        recorded_on=activity.recorded_on or today,
        beneficiaries=activity.beneficiaries if outcome.beneficiaries is None else outcome.beneficiaries,
        result=outcome.result.strip() or activity.result,
    )


def cancel(activity: Activity, reason: str) -> Step:
    """取消：要写原因；开展过的不能取消。"""
    problems = _refused(activity, "取消", ("planned", "filed"))
    if not reason.strip():
        problems.append(Problem("取消原因", "请写明为什么取消"))
    return problems or replace(activity, state="cancelled", reason=reason.strip())


def restore(activity: Activity) -> Step:
    """恢复取消了的：报备过的回到已报备，没有的回到计划。"""
    problems = _refused(activity, "恢复", ("cancelled",))
    return problems or replace(activity, state="filed" if activity.filed_on else "planned", reason=None)


def postpone(activity: Activity, day: date, reason: str) -> Step:
    """改期：只改计划的日子，报备照旧；排定的日期不动，重排服务日时认得出是改了期的。"""
    problems = _refused(activity, "改期", ("planned", "filed"))
    if day == activity.planned_on:
        problems.append(Problem("活动日期", f"原来就在{full_day(day)}，请换一天"))
    if activity.filed_on is not None and activity.filed_on > day and not activity.filed_late:
        problems.append(Problem("活动日期", f"不能早于报备那天（{activity.filed_on}），请换一天"))
    return problems or replace(activity, planned_on=day, reason=reason.strip() or activity.reason)


def record_deadline(activity: Activity, holidays: Holidays, days: int = RECORD_DAYS) -> date:
    """最迟哪天记录：活动结束后第十个工作日（民政部令第67号第十一条）；办公室另有口径的给 days。"""
    return add_working_days(activity.day, days, holidays)


def next_step(
    activity: Activity, terms: FilingTerms, today: date, holidays: Holidays, record_days: int = RECORD_DAYS
) -> str:
    """这个活动接下来该做什么，一句短话；没有要做的为空。"""
    if activity.state in ("planned", "filed"):
        if terms.missing(activity):
            deadline = terms.deadline(activity)
            return f"最迟{_short(deadline)}报备" if deadline >= today else "没有按时报备"
        return "已过日期，请记为已开展或取消" if activity.planned_on < today else ""
    if activity.state == "held":
        deadline = record_deadline(activity, holidays, record_days)
        return f"最迟{_short(deadline)}记录" if deadline >= today else f"应在{_short(deadline)}前记录，已过期"
    return "没有报备，请补报" if activity.state == "recorded" and terms.missing(activity) else ""


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _refused(activity: Activity, doing: str, allowed: tuple[str, ...]) -> list[Problem]:
    """这个状态走不得这一步。"""
    if activity.state in allowed:
        return []
    said = {
        "cancelled": "已经取消，请先恢复",
        "recorded": "已经记录；要更正请改服务记录，不要改活动",
        "held": "已经开展，不能再退回去",
        "filed": "已经报备",
        "planned": "还在计划",
    }[activity.state]
    wanted = "、".join(ACTIVITY_STATES.label(each) for each in allowed)
    return [Problem(STATE, f"“{activity.name}”{said}，不能{doing}；{doing}的要是{wanted}的活动")]


def _not_yet(day: date, today: date) -> list[Problem]:
    return [Problem("开展日期", f"{day}还没到，今天是{today}，请核对")] if day > today else []


def _nobody(outcome: Outcome) -> list[Problem]:
    if outcome.named + outcome.heads > 0:
        return []
    return [Problem("参加的人", "一个人也没有：请录入参加的人，或者填团体人次；没有开展的请取消这个活动")]
