"""领导小组名单：一次调整就是一整份名单；照文件的顺序，新一期从上一期抄起，任何一天的名单都查得到。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from miaopu_desk.domain.codes import POSTS
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.domain.records.rosters import LEADERS, ROSTER_ISSUES, Leader, RosterIssue
from miaopu_desk.services.keeping import Act
from miaopu_desk.services.office import Office
from miaopu_desk.store.listing import Condition, Listing


@dataclass(frozen=True, slots=True)
class RosterChanges:
    """两期名单的差别：joined、left 是新进、退出的成员，moved 是 (上一期的各行, 这一期的各行)，职务或单位变了。"""

    joined: tuple[Leader, ...]
    left: tuple[Leader, ...]
    moved: tuple[tuple[tuple[Leader, ...], tuple[Leader, ...]], ...]

    def lines(self) -> list[str]:
        """给人看的几行：谁新进、谁退出、谁的职务变了；没有变化为空。"""
        said = [f"新进：{_held([one])}" for one in self.joined]
        said += [f"退出：{_held([one])}" for one in self.left]
        said += [f"变动：{after[0].name}，由{_posts(before)}改为{_posts(after)}" for before, after in self.moved]
        return said


def issues(office: Office) -> list[RosterIssue]:
    """各期名单，新的在前；同一天印发的，后登记的在前。"""
    found = office.keeper.table(ROSTER_ISSUES).all(Listing(order=("issued_on",)))
    return found[::-1]


def leaders_of(office: Office, issue_id: str) -> list[Leader]:
    """一期名单的成员，照文件的顺序。"""
    where = (Condition("issue", "is", (issue_id,)),)
    return office.keeper.table(LEADERS).all(Listing(where=where, order=("position",)))


def roster_on(office: Office, day: date) -> tuple[RosterIssue, list[Leader]] | None:
    """day 那天有效的名单：印发日期不晚于那天的最近一期；那时还没有名单为空。"""
    issue = next((each for each in issues(office) if each.issued_on <= day), None)
    return None if issue is None else (issue, leaders_of(office, issue.id))


def next_number(office: Office, day: date) -> str:
    """新一期的编号：当年第几次，跳过已用的。"""
    used = {each.number for each in issues(office)}
    count = sum(each.issued_on.year == day.year for each in issues(office)) + 1
    while f"{day.year}年第{count}次" in used:
        count += 1
    return f"{day.year}年第{count}次"


def issue_roster(
    office: Office, number: str, day: object, reason: str, copy_from: str | None = None, **more: object
) -> RosterIssue | list[Problem]:
    """印发新一期名单，成员照抄一期；copy_from 是那期的 id，空为 day 那天有效的一期。一次操作，一次撤销。

    more 是这一期的其他栏目（office_in、note）；有问题时一个字也不写，返回全部问题。
    """
    base = office.keeper.table(ROSTER_ISSUES).get(copy_from) if copy_from else None
    if copy_from and base is None:
        return [Problem("名单编号", "要照抄的那一期已经删除，请重新选择")]
    issue = office.keeper.read(ROSTER_ISSUES, {"number": number, "issued_on": day, "reason": reason, **more})
    if isinstance(issue, list):
        return issue
    if base is None:
        current = roster_on(office, issue.issued_on)
        base = current[0] if current else None
    if base is not None and issue.office_in is None:
        issue = replace(issue, office_in=base.office_in)
    with office.keeper.action(f"印发领导小组名单“{issue.number}”") as act:
        saved = act.insert(ROSTER_ISSUES, issue)
        for each in leaders_of(office, base.id) if base else []:
            act.insert(LEADERS, replace(each, id="", issue=Ref(saved.number, saved.id)))
    return saved


def place_for(leaders: Sequence[Leader], post: str) -> int:
    """新成员排在第几位（从 0 数）：同职务的最后一位之后；没有同职务的，排在职务更靠前的各位之后。"""
    order = POSTS.order(post)
    return max((at + 1 for at, each in enumerate(leaders) if POSTS.order(each.post) <= order), default=0)


def add_leader(office: Office, issue_id: str, raw: Mapping[str, object]) -> Leader | list[Problem]:
    """往一期名单里添一名成员，后面的顺延；有问题时一个字也不写。"""
    issue = office.keeper.table(ROSTER_ISSUES).get(issue_id)
    if issue is None:
        return [Problem("名单编号", "这一期名单已经删除")]
    leader = office.keeper.read(LEADERS, {**raw, "issue": Ref(issue.number, issue.id), "position": 1})
    if isinstance(leader, list):
        return leader
    leaders = leaders_of(office, issue_id)
    at = place_for(leaders, leader.post)
    with office.keeper.action(f"新增成员“{leader.name}”") as act:
        saved = act.insert(LEADERS, replace(leader, position=at + 1))
        _number(act, office, [*leaders[:at], saved, *leaders[at:]])
    return saved


def remove_leaders(office: Office, issue_id: str, ids: Sequence[str]) -> None:
    """从一期名单里去掉几名成员，后面的往前接。"""
    leaders = leaders_of(office, issue_id)
    gone = [each for each in leaders if each.id in set(ids)]
    if not gone:
        return
    named = f"“{gone[0].name}”" if len(gone) == 1 else f" {len(gone)} 人"
    with office.keeper.action(f"去掉成员{named}") as act:
        for each in gone:
            act.delete(LEADERS, each.id)
        _number(act, office, [each for each in leaders if each not in gone])


def move_leader(office: Office, issue_id: str, leader_id: str, step: int) -> bool:
    """把一名成员上移（step 为 -1）或下移（1）一位；已到头返回假。"""
    leaders = leaders_of(office, issue_id)
    at = next((index for index, each in enumerate(leaders) if each.id == leader_id), None)
    if at is None or not 0 <= at + step < len(leaders):
        return False
    moved = leaders.pop(at)
    leaders.insert(at + step, moved)
    with office.keeper.action(f"{'上移' if step < 0 else '下移'}成员“{moved.name}”") as act:
        _number(act, office, leaders)
    return True


def replace_leaders(office: Office, issue_id: str, rows: Sequence[Mapping[str, object]]) -> list[Problem]:
    """整份换掉一期的成员：rows 按新的顺序，每行是栏目名到填写内容。有问题时一个字也不写，返回全部（row 为第几位）。"""
    issue = office.keeper.table(ROSTER_ISSUES).get(issue_id)
    if issue is None:
        return [Problem("名单编号", "这一期名单已经删除")]
    leaders: list[Leader] = []
    problems: list[Problem] = []
    for at, raw in enumerate(rows, 1):
        read = office.keeper.read(LEADERS, {**raw, "issue": Ref(issue.number, issue.id), "position": at})
        if isinstance(read, list):
            problems += [replace(each, row=at) for each in read]
        else:
            leaders.append(read)
    if problems:
        return problems
    with office.keeper.action(f"更换领导小组名单“{issue.number}”的成员") as act:
        for each in leaders_of(office, issue_id):
            act.delete(LEADERS, each.id)
        for each in leaders:
            act.insert(LEADERS, each)
    return []


def print_issue(office: Office, issue_id: str, path: Path | None = None) -> Path:
    """印一期名单，返回写成的 PDF；那一期已删除、缺字形、磁盘满等报 KnownError。"""
    from miaopu_desk.services.pages_roster import make_leading_group

    issue = office.keeper.table(ROSTER_ISSUES).get(issue_id)
    if issue is None:
        raise KnownError("这一期名单已经删除，请重新选择。")
    if path is None:
        path = office.in_output(f"领导小组名单{issue.issued_on:%Y%m%d}.pdf")
    return make_leading_group(office, None, path, {"issue": issue.id})


def compare(old: Sequence[Leader], new: Sequence[Leader]) -> RosterChanges:
    """两期名单差在哪里；同一个人兼几职的合起来看，各按自己那份名单的顺序。"""
    before, after = _by_name(old), _by_name(new)
    return RosterChanges(
        joined=tuple(one for one in new if one.name not in before),
        left=tuple(one for one in old if one.name not in after),
        moved=tuple(
            (tuple(before[name]), tuple(rows))
            for name, rows in after.items()
            if name in before and _places(before[name]) != _places(rows)
        ),
    )


def _by_name(leaders: Sequence[Leader]) -> dict[str, list[Leader]]:
    found: dict[str, list[Leader]] = {}
    for each in leaders:
        found.setdefault(each.name, []).append(each)
    return found


def _places(leaders: Sequence[Leader]) -> list[tuple[str, str]]:
    return sorted((each.post, each.title or "") for each in leaders)


def _posts(leaders: Sequence[Leader]) -> str:
    return "兼".join(
        f"{POSTS.label(each.post)}（{each.title}）" if each.title else POSTS.label(each.post) for each in leaders
    )


def _held(leaders: Sequence[Leader]) -> str:
    return f"{leaders[0].name}，{_posts(leaders)}"


def _number(act: Act, office: Office, leaders: Sequence[Leader]) -> None:
    """从 1 起重编顺序；没有变的不写。"""
    for position, each in enumerate(leaders, 1):
        if each.position != position:
            act.update(LEADERS, each, replace(each, position=position))
