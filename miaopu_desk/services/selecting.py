"""一次评选的几步：推荐、核对、入围、公示、公布结果。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from miaopu_desk.domain.codes import HONOUR_SUBJECTS
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError, Problem, Refused
from miaopu_desk.domain.records import HONOURS, NOMINATIONS, OBJECTIONS, SELECTIONS
from miaopu_desk.domain.records.honours import Honour, Nomination, Objection, Selection
from miaopu_desk.domain.records.volunteers import VOLUNTEERS, Volunteer
from miaopu_desk.domain.selecting import OUT, STOP, last_public_day, move_problem
from miaopu_desk.services.many_people import Added
from miaopu_desk.services.office import Office
from miaopu_desk.services.roles import who
from miaopu_desk.services.selection_checks import check_selection, nominations_of, selection_of
from miaopu_desk.services.targets import target

LONGEST_PUBLICITY = 60


@dataclass(frozen=True, slots=True)
class Result:
    """公布结果时授予的一个：哪条推荐、证书编号。"""

    nomination_id: str
    number: str = ""


def nominate_people(office: Office, selection_id: str, volunteer_ids: Sequence[str], nominated_by: str) -> Added:
    """一次推荐几名志愿者；已经推荐过的、已退出的略过并说明。评选不是评志愿者的、已经公示的报 KnownError。"""
    selection = selection_of(office, selection_id)
    if selection.subject != "volunteer":
        raise KnownError(f"“{selection.name}”评的是{HONOUR_SUBJECTS.label(selection.subject)}，请用“新增”逐个推荐。")
    if selection.state != "open":
        raise KnownError(f"“{selection.name}”已经不在推荐，不能再加。")
    present = {each.volunteer.id for each in nominations_of(office, selection_id) if each.volunteer}
    chosen = office.keeper.table(VOLUNTEERS).records(list(dict.fromkeys(volunteer_ids)))
    fresh = [one for one in chosen if one.id not in present and not _gone(one)]
    with office.keeper.action(f"“{selection.name}”推荐 {len(fresh)} 人") as act:
        for one in fresh:
            act.insert(
                NOMINATIONS,
                Nomination(
                    selection=Ref(selection.name, selection.id),
                    subject="volunteer",
                    volunteer=Ref(one.name, one.id),
                    community=one.community,
                    name=one.name,
                    nominated_by=nominated_by.strip() or f"{one.community.name}社区",
                    nominated_on=office.today(),
                    state="nominated",
                ),
            )
    already = tuple(one.name for one in chosen if one.id in present)
    return Added(len(fresh), already, tuple(one.name for one in chosen if one.id not in present and _gone(one)))


def mark(office: Office, ids: Sequence[str], state: str, reason: str = "") -> int | list[Problem]:
    """把几条推荐一起改到 state，一次操作；不合次序的、核对不符合还要入围的，全部列出，一条不写。"""
    table = office.keeper.table(NOMINATIONS)
    found = table.records(ids)
    problems = [problem for each in found if (problem := move_problem(each.name, each.state, state))]
    if state in OUT and not reason.strip():
        problems.append(Problem("说明", "未入选、撤回要写明原因"))
    if state == "shortlisted":
        problems += _not_fit(office, found)
    if problems:
        return problems
    person = who(office.keeper)
    label = NOMINATIONS.column("state").kind.show(state)
    with office.keeper.action(f"{len(found)} 条推荐改为{label}") as act:
        for each in found:
            changed = replace(
                each,
                state=state,
                state_on=office.today(),
                checked_by=person.name if state == "checked" else each.checked_by,
                reason=reason.strip() or each.reason,
            )
            act.update(NOMINATIONS, each, changed)
    return len(found)


def publicise(office: Office, selection_id: str, start: date, days: int) -> Selection | list[Problem]:
    """公示：入围的全部转为公示中，从 start 起公示 days 天，起日也算。"""
    selection = selection_of(office, selection_id)
    short = [each for each in nominations_of(office, selection_id) if each.state == "shortlisted"]
    problems = []
    if selection.state != "open":
        problems.append(Problem("评选状态", f"“{selection.name}”已经公示过，或者已经结束"))
    if not short:
        problems.append(Problem("", "还没有入围的推荐，请先核对，把要公示的记为入围"))
    if not 1 <= days <= LONGEST_PUBLICITY:
        problems.append(Problem("公示天数", f"应在1到{LONGEST_PUBLICITY}天之间"))
    if problems:
        return problems
    with office.keeper.action(f"公示“{selection.name}”{len(short)}个") as act:
        for each in short:
            act.update(NOMINATIONS, each, replace(each, state="publicised", state_on=office.today()))
        shown = replace(
            selection, state="publicised", publicised_on=start, publicity_ends_on=last_public_day(start, days)
        )
        act.update(SELECTIONS, selection, shown)
    return selection_of(office, selection_id)


def publicity_days(office: Office) -> int:
    """公示几天：目标里的。"""
    return target(office, "publicity_days")


def pending_objections(office: Office, selection_id: str) -> list[Objection]:
    """一次评选里还没有核实的异议。"""
    return [each for each in _objections(office, selection_id) if each.result == "pending"]


def publish(
    office: Office,
    selection_id: str,
    results: Sequence[Result],
    *,
    body: str,
    day: date,
    document: str = "",
    honour: str = "",
) -> int | list[Problem]:
    """公布结果：授予的各记一条荣誉，其余公示的记为未入选，评选结束；一次操作。

    公示没有满、异议没有核实完、授予有属实异议的、超过名额，全部列为问题，一条不写。honour 是荣誉名称，空着用评选类别。
    """
    selection = selection_of(office, selection_id)
    public = {each.id: each for each in nominations_of(office, selection_id) if each.state == "publicised"}
    problems = _not_yet(office, selection, public, results, body, day)
    if problems:
        return problems
    title = honour.strip() or f"{selection.year}年{selection.award.name}"
    numbers = {each.nomination_id: each.number.strip() for each in results}
    try:
        with office.keeper.action(f"公布“{selection.name}”结果，授予 {len(numbers)} 个") as act:
            for each in public.values():
                chosen = each.id in numbers
                state, reason = ("awarded", each.reason) if chosen else ("rejected", each.reason or "公示以后没有授予")
                act.update(NOMINATIONS, each, replace(each, state=state, state_on=office.today(), reason=reason))
                if chosen:
                    act.insert(HONOURS, _honour(each, title, body.strip(), day, numbers[each.id], document.strip()))
            done = replace(
                selection,
                state="finished",
                awarded_on=day,
                awarding_body=body.strip(),
                document=document.strip() or selection.document,
            )
            act.update(SELECTIONS, selection, done)
    except Refused as refused:
        return refused.problems
    return len(numbers)


def _gone(one: Volunteer) -> bool:
    return one.standing in ("left", "removed")


def _not_fit(office: Office, found: Sequence[Nomination]) -> list[Problem]:
    problems = []
    wanted = {each.id for each in found}
    for selection_id in dict.fromkeys(each.selection.id or "" for each in found):
        for one in check_selection(office, selection_id):
            if one.nomination.id in wanted and one.verdict == STOP:
                why = "；".join(f"{each.label}{each.shown}，{each.why}" for each in one.checks if each.verdict == STOP)
                problems.append(Problem("推荐对象", f"“{one.nomination.name}”不能入围：{why}"))
    return problems


def _objections(office: Office, selection_id: str) -> list[Objection]:
    ids = [each.id for each in nominations_of(office, selection_id)]
    return office.keeper.table(OBJECTIONS).find_many("nomination", ids)


def _not_yet(
    office: Office,
    selection: Selection,
    public: Mapping[str, Nomination],
    results: Sequence[Result],
    body: str,
    day: date,
) -> list[Problem]:
    problems = []
    end = selection.publicity_ends_on
    if selection.state != "publicised" or end is None:
        return [Problem("评选状态", f"“{selection.name}”还没有公示，或者已经公布过结果")]
    if day <= end:
        problems.append(Problem("公布日期", f"公示到{full_day(end)}为止，公布日期应在这以后"))
    if day > office.today():
        problems.append(Problem("公布日期", f"{full_day(day)}还没到，今天是{full_day(office.today())}"))
    if not body.strip():
        problems.append(Problem("授予单位", "必填，请补上"))
    unknown = [each for each in results if each.nomination_id not in public]
    if unknown:
        problems.append(Problem("", "选中的有的不在公示中，请刷新后重新选择"))
    if selection.quota is not None and len(results) > selection.quota:
        problems.append(Problem("名额", f"名额{selection.quota}个，选了{len(results)}个"))
    chosen = {each.nomination_id for each in results}
    for each in _objections(office, selection.id):
        if each.result == "pending":
            problems.append(Problem("公示异议", f"对“{each.nomination.name}”的异议还没有核实，请先写核实结论"))
        elif each.result == "upheld" and each.nomination.id in chosen:
            problems.append(Problem("公示异议", f"对“{each.nomination.name}”的异议属实，不能授予"))
    numbers = [each.number.strip() for each in results if each.number.strip()]
    if len(set(numbers)) < len(numbers):
        problems.append(Problem("证书编号", "有两个一样的，请改开"))
    return problems


def _honour(each: Nomination, title: str, body: str, day: date, number: str, document: str) -> Honour:
    return Honour(
        name=title,
        awarded_on=day,
        awarding_body=body,
        level="street",
        subject=each.subject,
        volunteer=each.volunteer,
        team=each.team,
        project=each.project,
        community=each.community,
        holder=each.name,
        number=number or None,
        document=document or None,
        nomination=Ref(each.name, each.id),
    )
