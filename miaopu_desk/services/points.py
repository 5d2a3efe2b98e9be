"""积分的唯一来源：一个人、一个街道截至某天的时数和积分；屏幕、说明单、名单、命令行都从这里取。

时数（分钟）和积分各记各的：earned 里的 minutes 出自服务记录，score 由规则算出，从不互相折算。
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.points import Deed, PointBook, Score, Tally
from miaopu_desk.domain.problems import KnownError, Problem, Refused
from miaopu_desk.domain.records.points import POINT_ENTRIES, PointEntry
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.services.office import Office
from miaopu_desk.services.star_rules import deed_terms, point_book
from miaopu_desk.store import star_sums


@dataclass(frozen=True, slots=True)
class Earned:
    """一个人截至那天的：实际服务的分钟，和积分怎样算出来的。"""

    minutes: int
    score: Score


def points_of(office: Office, day: date, volunteer_id: str | None = None) -> dict[str, Earned]:
    """志愿者 id → 截至 day 的时数和积分；给了 volunteer_id 只算这一个人。

    同一证件号的几条登记是一个人，合在一起算，每条登记都查得到同一个结果。没有服务也没有奖励分的不列。
    """
    same = star_sums.twins(office.database)
    only = None if volunteer_id is None else registrations(same, volunteer_id)
    found = earned(office, day, same, only)
    return {**found, **{each: found[key] for each, key in same.items() if key in found}}


def earned(
    office: Office, day: date, same: dict[str, str], only: Sequence[str] | None = None, book: PointBook | None = None
) -> dict[str, Earned]:
    """人 → 时数和积分；same 是 star_sums.twins，only 只算这几条登记。"""
    book = book or point_book(office)
    database, on = office.database, day.isoformat()
    given: dict[str, list[Deed]] = {}
    for volunteer, deed in star_sums.deeds(database, on, only):
        given.setdefault(same.get(volunteer, volunteer), []).append(deed)
    found: dict[str, Earned] = {}
    together: dict[str, list[Tally]] = {}
    for volunteer, tallies in _grouped(star_sums.tallies(database, on, book.kinds, book.starts, only)):
        if volunteer in same:
            together.setdefault(same[volunteer], []).extend(tallies)
        else:
            found[volunteer] = _earned(book, tallies, given.pop(volunteer, []))
    for key in [*together, *(each for each in given if each not in together)]:
        found[key] = _earned(book, together.get(key, []), given.get(key, []))
    return found


def registrations(same: dict[str, str], volunteer_id: str) -> list[str]:
    """这个人的各条登记。"""
    key = same.get(volunteer_id)
    return [volunteer_id] if key is None else [each for each, other in same.items() if other == key]


def give_points(
    office: Office,
    ids: Sequence[str],
    day: date,
    deed_id: str,
    points: int | None = None,
    reason: str = "",
    evidence: str = "",
) -> int | list[Problem]:
    """给几个人各记一笔奖励分，一次操作，返回人数；points 空着用那天规则里的分值，reason 空着写事项的名称。

    日期没到、分数是 0、规则没有写分值而又没有填的，一笔也不记，返回全部问题。
    """
    deed = next((each for each in deed_terms(office) if each.id == deed_id), None)
    if deed is None:
        return [Problem("积分事项", "请选一种积分事项；没有的先在设置的代码表里添加")]
    value = points if points is not None else point_book(office).deed_points(day.isoformat(), deed_id)
    if value is None:
        return [Problem("分数", f"那天的规则没有写“{deed.name}”几分，请填写分数")]
    people = office.keeper.table(VOLUNTEERS).records(list(dict.fromkeys(ids)))
    if not people:
        return [Problem("志愿者", "还没有选人，请先选人")]
    rows = [
        PointEntry(
            volunteer=Ref(one.name, one.id),
            day=day,
            deed=Ref(deed.name, deed.id),
            points=value,
            reason=reason.strip() or deed.name,
            evidence=evidence.strip() or None,
            operator=office.keeper.operator,
        )
        for one in people
    ]
    problems = POINT_ENTRIES.check(rows[0], office.today())
    if value < 0 and not reason.strip():
        problems.append(Problem("事由", "扣分请写明事由"))
    if problems:
        return problems
    try:
        with office.keeper.action(f"积分“{deed.name}”{len(rows)} 人，每人 {value} 分") as act:
            for row in rows:
                act.insert(POINT_ENTRIES, row)
    except Refused as refused:
        return refused.problems
    return len(rows)


def correct_points(office: Office, entry_id: str, right: int, reason: str) -> PointEntry | list[Problem]:
    """一笔记错了：记一行正负的差额，原来的一笔不动；right 是应当的分数，0 是全部冲掉。

    再更正一次时，差额从已经更正到的分数算起。
    """
    table = office.keeper.table(POINT_ENTRIES)
    entry = table.get(entry_id)
    if entry is None:
        raise KnownError("这一笔积分已经删除，请刷新后重新选择。")
    root = entry if entry.corrects is None else table.get(entry.corrects.id or "") or entry
    now = right_points(office, entry_id)
    if right == now:
        return [Problem("分数", f"现在就是 {now} 分，不用更正")]
    if not reason.strip():
        return [Problem("事由", "请写明为什么更正")]
    row = PointEntry(
        volunteer=root.volunteer,
        day=root.day,
        deed=root.deed,
        points=right - now,
        reason=reason.strip(),
        corrects=Ref(root.reason, root.id),
        operator=office.keeper.operator,
    )
    try:
        with office.keeper.action(f"更正积分“{root.reason}”：{now} 分改为 {right} 分") as act:
            return act.insert(POINT_ENTRIES, row)
    except Refused as refused:
        return refused.problems


def right_points(office: Office, entry_id: str) -> int:
    """一笔连同它的各次更正，现在是几分。"""
    table = office.keeper.table(POINT_ENTRIES)
    entry = table.get(entry_id)
    if entry is None:
        raise KnownError("这一笔积分已经删除，请刷新后重新选择。")
    root = entry if entry.corrects is None else table.get(entry.corrects.id or "") or entry
    return root.points + sum(each.points for each in table.find("corrects", root.id))


def _earned(book: PointBook, tallies: Sequence[Tally], given: Sequence[Deed]) -> Earned:
    return Earned(sum(each.minutes for each in tallies), book.score(tallies, given))


def _grouped(rows: Iterator[tuple[str, Tally]]) -> Iterator[tuple[str, list[Tally]]]:
    """连在一起的同一条登记的各段。"""
    current, tallies = "", list[Tally]()
    for volunteer, tally in rows:
        if volunteer != current:
            if tallies:
                yield current, tallies
            current, tallies = volunteer, []
        tallies.append(tally)
    if tallies:
        yield current, tallies
