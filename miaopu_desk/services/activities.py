"""活动一步一步地办：报备、记为已开展、取消、恢复、改期；可以几个一起办，一次操作，一次撤销。"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from miaopu_desk.domain import activity_steps as steps
from miaopu_desk.domain.activity_steps import Filing, FilingTerms, Step
from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.domain.records.activities import ACTIVITIES, Activity
from miaopu_desk.services.office import Office
from miaopu_desk.services.targets import target
from miaopu_desk.store import queries_activities

APP = "“衡阳群众”APP"
_TAIL = re.compile(r"\d+(?=\D*$)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Stepped:
    """办好了几个活动；said 是给人看的一句话。"""

    count: int
    said: str

    def sentence(self) -> str:
        return self.said


def filing_terms(office: Office) -> FilingTerms:
    """报备的口径：“目标和口径”里的。"""
    return FilingTerms(target(office, "filing_people"), target(office, "filing_days"))


def file_activities(
    office: Office, ids: Sequence[str], filing: Filing, *, one_number: bool = False
) -> Stepped | list[Problem]:
    """报备几个活动，一次操作。编号从 filing.number 起依次往下编，one_number 为真时共用一个；没有编号的空着。"""
    chosen = _chosen(office, ids)
    numbers = [filing.number] * len(chosen) if one_number else number_series(filing.number, len(chosen))
    if isinstance(numbers, Problem):
        return [numbers]
    given = {each.id: replace(filing, number=number) for each, number in zip(chosen, numbers, strict=True)}
    today = office.today()
    return _take(office, chosen, lambda each: steps.file(each, given[each.id], today), "报备")


def hold_activities(office: Office, ids: Sequence[str], day: date | None) -> Stepped | list[Problem]:
    """记为已开展；day 空着的各按自己计划的那天。"""
    terms, today = filing_terms(office), office.today()
    return _take(
        office, _chosen(office, ids), lambda each: steps.hold(each, day or each.planned_on, terms, today), "记为已开展"
    )


def cancel_activities(office: Office, ids: Sequence[str], reason: str) -> Stepped | list[Problem]:
    """取消，写明原因；留在登记里。"""
    return _take(office, _chosen(office, ids), lambda each: steps.cancel(each, reason), "取消")


def restore_activities(office: Office, ids: Sequence[str]) -> Stepped | list[Problem]:
    """恢复取消了的。"""
    return _take(office, _chosen(office, ids), steps.restore, "恢复")


def postpone_activities(office: Office, ids: Sequence[str], day: date, reason: str) -> Stepped | list[Problem]:
    """改到 day 那天。"""
    return _take(office, _chosen(office, ids), lambda each: steps.postpone(each, day, reason), f"改到{day}")


def known_desks(office: Office) -> list[str]:
    """以前报备到过哪里，最近的在前；一次也没有的给“衡阳群众”APP。"""
    return queries_activities.filed_with(office.database) or [APP]


def number_series(first: str, count: int) -> list[str] | Problem:
    """从 first 起的一串编号：末一段数字依次加一，位数不变；空着的都空着。"""
    first = first.strip()
    if not first or count == 1:
        return [first] * count
    tail = _TAIL.search(first)
    if tail is None:
        return Problem("报备编号", f"“{first}”里没有数字，编不成一串；请以数字结尾，或者勾“共用一个编号”")
    width = len(tail[0])
    return [f"{first[: tail.start()]}{int(tail[0]) + n:0{width}d}{first[tail.end() :]}" for n in range(count)]


def _chosen(office: Office, ids: Sequence[str]) -> list[Activity]:
    """选中的活动，按日期先后。"""
    found = office.keeper.table(ACTIVITIES).records(list(dict.fromkeys(ids)))
    if not found:
        raise KnownError("选中的活动已经删除，请刷新后重新选择。")
    return sorted(found, key=lambda each: (each.planned_on, each.community.name if each.community else "", each.name))


def _take(
    office: Office, chosen: Sequence[Activity], step: Callable[[Activity], Step], doing: str
) -> Stepped | list[Problem]:
    """走一步：有一个走不得，就一个也不走，全部说明。"""
    done: list[tuple[Activity, Activity]] = []
    problems: list[Problem] = []
    for each in chosen:
        after = step(each)
        if isinstance(after, list):
            problems += [_named(problem, each, len(chosen)) for problem in after]
        else:
            problems += [_named(problem, each, len(chosen)) for problem in ACTIVITIES.check(after, office.today())]
            done.append((each, after))
    if problems:
        return problems
    what = f"“{chosen[0].name}”" if len(chosen) == 1 else f" {len(chosen)} 个活动"
    with office.keeper.action(f"{doing}{what}") as act:
        for before, after in done:
            act.update(ACTIVITIES, before, after)
    return Stepped(len(chosen), f"已{doing}{what}")


def _named(problem: Problem, activity: Activity, count: int) -> Problem:
    if count == 1:
        return problem
    return Problem(f"{activity.planned_on} {activity.name}", f"{problem.column}：{problem.message}")
