"""记录一个活动：谁来了、多久，不记名的团体人次，受益人数和成效；账、名单、活动的状态一次写好，再记一次就是更正。"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from miaopu_desk.domain import activity_steps as steps
from miaopu_desk.domain.attendance import Mark, Span, minutes_given
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.ledger import Entry
from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.domain.records import ACTIVITIES, HEAD_COUNTS
from miaopu_desk.domain.records.activities import Activity
from miaopu_desk.domain.records.service import HeadCount
from miaopu_desk.services.activities import filing_terms
from miaopu_desk.services.attendance_activities import keep_people, ledger_line
from miaopu_desk.services.keeping import Act
from miaopu_desk.services.office import Office
from miaopu_desk.services.posting import Outcome, entries_of, settle_lines
from miaopu_desk.services.sitting import home

Given = list[tuple[Mark, int | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """一批不记名的：people 几人次，minutes 每人多久；id 是已经登记过的那一条，people 为 0 就是去掉它。"""

    people: int
    community: Ref | None = None
    group_name: str = ""
    minutes: int | None = None
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """一个窗口里填的全部。"""

    held_on: date
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    evidence: str = ""
    marks: tuple[Mark, ...] = ()
    heads: tuple[Heads, ...] = ()
    beneficiaries: int | None = None
    result: str = ""

    @property
    def span(self) -> Span:
        return Span(self.starts_at, self.ends_at)


def record_activity(
    office: Office, activity_id: str, recording: Recording, *, reason: str = "", agreed: bool = False
) -> Outcome:
    """照填的记录，一次操作。填错的全部说明，一行不写；不合情理的在 questions 里，看过（agreed）再写。

    已经记过的，时长变了的记更正行（要 reason）；从不改入账的行。活动已删除报 KnownError。
    """
    before = office.keeper.table(ACTIVITIES).get(activity_id)
    if before is None:
        raise KnownError("这个活动已经删除，请刷新后重新选择。")
    existing = entries_of(office, "event", activity_id)
    given, problems = _given(recording)
    after = _recorded(office, before, recording, given)
    if isinstance(after, list):
        return Outcome((*after, *problems))
    problems += _other_day(existing, recording.held_on)
    heads = _head_counts(office, after, recording)
    problems += [problem for problem in heads if isinstance(problem, Problem)]
    if problems:
        return Outcome(tuple(problems))
    known: dict[str, Ref] = {}
    wanted = [
        ledger_line(after, mark, minutes, home(office, known, mark.volunteer), recording.evidence.strip())
        for mark, minutes in given
        if minutes
    ]

    def also(act: Act) -> None:
        keep_people(office, act, after, given)
        _keep_heads(office, act, [each for each in heads if isinstance(each, HeadCount)])
        act.update(ACTIVITIES, before, after)

    title = f"记录活动“{after.name}” {recording.held_on}"
    outcome = settle_lines(office, title, wanted, existing, reason=reason, agreed=agreed, also=also)
    if outcome.problems or outcome.questions:
        return outcome
    return replace(outcome, done=_said(outcome, heads))


def head_counts_of(office: Office, activity_id: str) -> list[HeadCount]:
    """这个活动已经登记的团体参与。"""
    return office.keeper.table(HEAD_COUNTS).find("event", activity_id)


def _given(recording: Recording) -> tuple[Given, list[Problem]]:
    """每个人该记多少分钟；算不出的说明要补什么。"""
    given: Given = []
    problems: list[Problem] = []
    for mark in recording.marks:
        found = minutes_given(mark, recording.span)
        if isinstance(found, str):
            problems.append(Problem(mark.volunteer.name, found))
        else:
            given.append((mark, found.minutes))
    return given, problems


def _recorded(office: Office, before: Activity, recording: Recording, given: Given) -> Activity | list[Problem]:
    """走“记录”这一步，连同这次填的时间、地点；不合规矩的返回全部问题。"""
    outcome = steps.Outcome(
        held_on=recording.held_on,
        named=sum(bool(minutes) for _, minutes in given),
        heads=sum(each.people for each in recording.heads),
        beneficiaries=recording.beneficiaries,
        result=recording.result,
    )
    after = steps.record(before, outcome, filing_terms(office), office.today())
    if isinstance(after, list):
        return after
    filled = replace(
        after,
        starts_at=recording.starts_at or after.starts_at,
        ends_at=recording.ends_at or after.ends_at,
        place=recording.place.strip() or after.place,
    )
    return ACTIVITIES.check(filled, office.today()) or filled


def _other_day(existing: Sequence[Entry], held_on: date) -> list[Problem]:
    """入账的服务日期不改：换了日子的要先更正到零。"""
    days = sorted({each.line.served_on for each in existing if each.minutes and each.line.served_on != held_on})
    if not days:
        return []
    return [
        Problem("开展日期", f"账上已经记在{days[0]}，不能改成{held_on}；日子记错了的，先把各人更正为 0，再重新记录")
    ]


def _head_counts(office: Office, after: Activity, recording: Recording) -> list[HeadCount | Problem]:
    """要登记的团体参与，people 为 0 的是要去掉的；没有写社区的、读不通的是问题。"""
    known = {each.id: each for each in head_counts_of(office, after.id)}
    found: list[HeadCount | Problem] = []
    for each in recording.heads:
        community = after.community or each.community
        base = known.get(each.id)
        if each.people == 0:
            found += [replace(base, people=0)] if base else []
            continue
        if community is None:
            found.append(Problem("团体参加", "街道统一组织的活动，请写明团体人次记在哪个社区"))
            continue
        record = replace(
            base or HeadCount(),
            community=community,
            served_on=recording.held_on,
            activity=after.name,
            people=each.people,
            minutes=each.minutes,
            group_name=each.group_name.strip() or None,
            theme=after.theme,
            event=Ref(after.name, after.id),
            organiser=after.organiser,
            evidence=recording.evidence.strip() or None,
        )
        problems = HEAD_COUNTS.check(record, office.today())
        found += problems or [record]
    return found


def _keep_heads(office: Office, act: Act, records: Sequence[HeadCount]) -> None:
    table = office.keeper.table(HEAD_COUNTS)
    for record in records:
        base = table.get(record.id) if record.id else None
        if base is None:
            act.insert(HEAD_COUNTS, record)
        elif record.people == 0:
            act.delete(HEAD_COUNTS, record.id)
        else:
            act.update(HEAD_COUNTS, base, record)


def _said(outcome: Outcome, heads: Sequence[HeadCount | Problem]) -> str:
    people = sum(each.people for each in heads if isinstance(each, HeadCount))
    group = f"团体 {people} 人次" if people else ""
    return "，".join(part for part in (outcome.done if outcome.ids else "", group) if part) or "已记录，账上没有变化"
