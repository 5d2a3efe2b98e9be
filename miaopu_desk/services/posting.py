"""记账：服务记录只从这里入账和更正；不合情理的先问，不合规矩的一行也不写。

别的地方（班次、活动、导入、积分）要记时长，用 post_lines；要改已经记的，用 correct_line 或 settle_lines。
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from miaopu_desk.domain.ledger import OPENING, Entry, entries, may_correct, settle
from miaopu_desk.domain.problems import Problem, Refused
from miaopu_desk.domain.records import SERVICE_RECORDS, VOLUNTEERS
from miaopu_desk.domain.records.service import ServiceRecord, correction
from miaopu_desk.domain.service_sanity import REFUSE, Finding, Served, days_around, findings
from miaopu_desk.services.keeping import Act
from miaopu_desk.services.office import Office
from miaopu_desk.services.targets import target
from miaopu_desk.store import ledger_lines


@dataclass(frozen=True, slots=True)
class Outcome:
    """办的结果：有 problems 的一行没写；有 questions 的等人看过（agreed）再写；办成了 done 是一句话，ids 是新的各行。"""

    problems: tuple[Problem, ...] = ()
    questions: tuple[Problem, ...] = ()
    done: str = ""
    ids: tuple[str, ...] = ()

    def sentence(self) -> str:
        """给状态栏的一句话。"""
        return self.done


Also = Callable[[Act], None]


def post_lines(
    office: Office, title: str, lines: Sequence[ServiceRecord], *, agreed: bool = False, also: Also | None = None
) -> Outcome:
    """新记几行，一次操作；also 是同一次操作里还要写的（例如把班次记为已值守）。没有写来源的记作其他服务。

    录入日期、录入人由程序写上。更正行不从这里记。
    """
    return settle_lines(office, title, lines, (), agreed=agreed, also=also)


def settle_lines(
    office: Office,
    title: str,
    wanted: Sequence[ServiceRecord],
    existing: Sequence[Entry],
    *,
    reason: str = "",
    agreed: bool = False,
    also: Also | None = None,
) -> Outcome:
    """让账和 wanted 一致：existing 是这一班、这次活动已经记的各条，没有的新记，多了少了的记更正行（要 reason）。

    wanted 每人一行；existing 里有而 wanted 里没有的人，更正到零。已入账的从不改、从不删。
    """
    by_person = {each.volunteer.id: each for each in wanted}
    mine: dict[str | None, list[Entry]] = {}
    for entry in existing:
        mine.setdefault(entry.line.volunteer.id, []).append(entry)
    if mine and len(by_person) < len(wanted):
        return Outcome((Problem("志愿者", "同一个人写了两行，请只留一行"),))
    plan = settle(mine, {who: each.minutes for who, each in by_person.items()}) if mine else None
    new = [by_person[who] for who, _ in plan.new] if plan else list(wanted)
    corrected = plan.corrected if plan else ()
    problems = [problem for each in wanted for problem in _named(each, SERVICE_RECORDS.check(each))]
    for entry, difference in corrected:
        problems += _named(entry.line, may_correct(entry, difference, reason or "—"))
    if corrected and not reason.strip():
        problems.append(Problem("更正原因", "改了已经入账的时长，请写明原因"))
    refused, questions = check_lines(office, _changing(new, corrected, by_person), existing)
    if problems or refused:
        return Outcome((*problems, *refused))
    if questions and not agreed:
        return Outcome(questions=tuple(questions))
    try:
        with office.keeper.action(title) as act:
            ids = [act.insert(SERVICE_RECORDS, _sourced(each)).id for each in new]
            for entry, gap in corrected:
                now = by_person.get(entry.line.volunteer.id, entry.line)  # 改过的钟点写在更正行上
                made = correction(entry.line, gap, reason.strip())
                made = replace(made, starts_at=now.starts_at, ends_at=now.ends_at)
                ids.append(act.insert(SERVICE_RECORDS, made).id)
            if also is not None:
                also(act)
    except Refused as refusal:
        return Outcome(tuple(refusal.problems))
    return Outcome(done=_said(new, corrected), ids=tuple(ids))


def correct_line(office: Office, line_id: str, minutes: int, reason: str, *, agreed: bool = False) -> Outcome:
    """把一条更正成 minutes 分钟（0 就是去掉它）：记一条正的或负的更正行，服务日期不变。"""
    entry = entry_of(office, line_id)
    if entry is None:
        return Outcome((Problem("", "这条服务记录已经撤销，请刷新后再更正"),))
    if minutes < 0:
        return Outcome((Problem("服务时长", "更正后的时长不能小于 0"),))
    difference = minutes - entry.minutes
    problems = may_correct(entry, difference, reason)
    wanted = {entry.line.volunteer.id: entry.line}
    refused, questions = check_lines(office, _changing((), ((entry, difference),), wanted), (entry,))
    if problems or (difference > 0 and refused):
        return Outcome((*problems, *(refused if difference > 0 else ())))
    if questions and not agreed:
        return Outcome(questions=tuple(questions))
    line = entry.line
    try:
        with office.keeper.action(f"更正{line.volunteer.name}{line.served_on}“{line.activity}”") as act:
            saved = act.insert(SERVICE_RECORDS, correction(line, difference, reason.strip()))
    except Refused as refusal:
        return Outcome(tuple(refusal.problems))
    return Outcome(done=f"已更正：{_hours(entry.minutes)}改为{_hours(minutes)}，按 Ctrl+Z 可以撤销", ids=(saved.id,))


def entry_of(office: Office, line_id: str) -> Entry | None:
    """一条连同更正它的各行；给的是更正行，就给它更正的那一条。没有为空。"""
    table = office.keeper.table(SERVICE_RECORDS)
    line = table.get(line_id)
    if line is not None and line.corrects is not None:
        line = table.get(line.corrects.id or "")
    return None if line is None else Entry(line, tuple(table.find("corrects", line.id)))


def entries_of(office: Office, name: str, owner: str) -> list[Entry]:
    """一班（name 是 shift）、一次活动（event）已经记的各条。"""
    return entries(office.keeper.table(SERVICE_RECORDS).find(name, owner))


def check_lines(
    office: Office, lines: Sequence[ServiceRecord], instead_of: Iterable[Entry] = ()
) -> tuple[list[Problem], list[Problem]]:
    """几行合不合情理：（不收的，要问的），每条写明是谁。instead_of 是正要改的各条，不和自己比。"""
    refused: list[Problem] = []
    asked: list[Problem] = []
    for line, found in zip(lines, look(office, lines, {each.line.id for each in instead_of}), strict=True):
        for each in found:
            (refused if each.severity == REFUSE else asked).append(Problem(line.volunteer.name, each.message))
    return refused, asked


def look(office: Office, lines: Sequence[Any], instead_of: set[str]) -> list[list[Finding]]:
    """每一行的不合情理之处，和已经记的、和这一批里前面的各行一起看。"""
    ids = sorted({one.volunteer.id or "" for one in lines})
    people = {one.id: one for one in office.keeper.table(VOLUNTEERS).records(ids)}
    known = _around(office, lines, instead_of)
    today, most = office.today(), target(office, "hours_a_day")
    every = []
    for line in lines:
        person, new = people.get(line.volunteer.id or ""), _served(line)
        if person is None:
            every.append([Finding(REFUSE, "登记里找不到这个人，请重新选")])
            continue
        others = known.setdefault(person.id, [])
        every.append(findings(new, others, person, today, most))
        others.append(new)
    return every


def _around(office: Office, lines: Sequence[Any], skip: set[str]) -> dict[str, list[Served]]:
    """这些人在前后一天已经记的。"""
    if not lines:
        return {}
    days = [day for each in lines for day in days_around(each.served_on)]
    ids = json.dumps(sorted({each.volunteer.id or "" for each in lines}))
    found: dict[str, list[Served]] = {}
    for row in ledger_lines.between(office.database, ids, min(days), max(days)):
        if row.id not in skip:
            found.setdefault(row.volunteer, []).append(row.served)
    return found


def _changing(
    new: Sequence[ServiceRecord],
    corrected: Sequence[tuple[Entry, int]],
    by_person: Mapping[str | None, ServiceRecord],
) -> list[ServiceRecord]:
    """要看合不合情理的：新记的，和时长变多的（按更正以后的样子）；减少的不必再看。"""
    more = [
        replace(by_person.get(each.line.volunteer.id, each.line), minutes=each.minutes + gap)
        for each, gap in corrected
        if gap > 0
    ]
    return [*new, *more]


def _named(line: ServiceRecord, problems: Iterable[Problem]) -> list[Problem]:
    who = line.volunteer.name if line.volunteer else ""
    return [Problem(f"{who} {each.column}".strip(), each.message) for each in problems]


def _sourced(line: ServiceRecord) -> ServiceRecord:
    return line if line.source else replace(line, source="other")


def _served(line: Any) -> Served:
    return Served(
        day=line.served_on,
        minutes=line.minutes,
        activity=line.activity,
        starts_at=line.starts_at,
        ends_at=line.ends_at,
        opening=line.source == OPENING,
    )


def _said(new: Sequence[ServiceRecord], corrected: Sequence[tuple[Entry, int]]) -> str:
    parts = []
    if new:
        parts.append(f"入账 {len(new)} 人，共 {_hours(sum(each.minutes for each in new))}")
    if corrected:
        total = sum(gap for _, gap in corrected)
        parts.append(f"更正 {len(corrected)} 条，{'＋' if total >= 0 else '－'}{_hours(abs(total))}")
    return "，".join(parts) or "账上没有变化"


def _hours(minutes: int) -> str:
    return f"{SERVICE_RECORDS.column('minutes').kind.show(minutes) or '0'}小时"


def running(office: Office, volunteer_id: str) -> list[tuple[ServiceRecord, int]]:
    """一个人的账，按服务日期，更正行跟着被更正的那一条；每行带着到这里的累计分钟。同一证件号的别的登记也在内。"""
    ids = ledger_lines.of_person(office.database, volunteer_id)
    total, rows = 0, []
    for entry in entries(office.keeper.table(SERVICE_RECORDS).records(ids)):
        for line in entry.reads:
            total += line.minutes
            rows.append((line, total))
    return rows
