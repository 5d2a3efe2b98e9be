"""发礼遇：一次给许多人；今年已经领过同样礼遇的先说出来，问过再发。"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.problems import KnownError, Problem
from miaopu_desk.domain.records import COURTESIES, TERMS
from miaopu_desk.domain.records.honours import Courtesy
from miaopu_desk.domain.records.volunteers import VOLUNTEERS, Volunteer
from miaopu_desk.services.office import Office
from miaopu_desk.services.roles import who
from miaopu_desk.store.queries_honours import given_in


@dataclass(frozen=True, slots=True)
class CourtesyPlan:
    """一次发放会是什么样：fresh 是头一次领的，again 是（人，今年上次领的日子），gone 是已退出的，不发。"""

    draft: Courtesy
    fresh: tuple[Volunteer, ...]
    again: tuple[tuple[Volunteer, str], ...]
    gone: tuple[Volunteer, ...]

    def question(self) -> str:
        """要问的话：谁今年已经领过同样的。"""
        shown = "、".join(f"{one.name}（{day}）" for one, day in self.again[:8])
        more = f"等{len(self.again)}人" if len(self.again) > 8 else ""
        return f"{shown}{more}今年已经领过{self.draft.kind.name}，还要再发吗？"


def plan_courtesies(office: Office, volunteer_ids: Sequence[str], draft: Courtesy) -> CourtesyPlan:
    """draft 写好礼遇、日期、数量、单价、事由，人空着；看谁今年已经领过。礼遇不在代码表里报 KnownError。"""
    kind = office.keeper.table(TERMS).get(draft.kind.id or "")
    if kind is None:
        raise KnownError("请从代码表里选一种礼遇。")
    chosen = office.keeper.table(VOLUNTEERS).records(list(dict.fromkeys(volunteer_ids)))
    year = draft.given_on.year
    had = given_in(office.database, kind.id, date(year, 1, 1).isoformat(), date(year, 12, 31).isoformat())
    gone = tuple(one for one in chosen if _left(one, draft.given_on))
    here = [one for one in chosen if one not in gone]
    return CourtesyPlan(
        replace(draft, kind=Ref(kind.name, kind.id)),
        tuple(one for one in here if _person(one) not in had),
        tuple((one, had[_person(one)]) for one in here if _person(one) in had),
        gone,
    )


def give(office: Office, plan: CourtesyPlan, *, again: bool) -> int | list[Problem]:
    """照计划发，一次操作；again 为真时今年领过的也再发。"""
    people = [*plan.fresh, *((one for one, _ in plan.again) if again else ())]
    if not people:
        return [Problem("", "没有要发的人")]
    problems = COURTESIES.check(replace(plan.draft, volunteer=Ref(people[0].name, people[0].id)), office.today())
    if problems:
        return problems
    handled = who(office.keeper).name
    with office.keeper.action(f"发放{plan.draft.kind.name} {len(people)} 人") as act:
        for one in people:
            act.insert(COURTESIES, replace(plan.draft, volunteer=Ref(one.name, one.id), handled_by=handled))
    return len(people)


def given_this_year(office: Office, volunteer_id: str, kind_id: str, day: date) -> str:
    """这个人那一年上次领这种礼遇的日子；没有领过为空。"""
    person = office.keeper.table(VOLUNTEERS).get(volunteer_id)
    if person is None:
        return ""
    had = given_in(office.database, kind_id, f"{day.year}-01-01", f"{day.year}-12-31")
    return had.get(_person(person), "")


def _person(one: Volunteer) -> str:
    return one.id_number or one.id


def _left(one: Volunteer, day: date) -> bool:
    return one.standing in ("left", "removed") and (one.standing_on is None or one.standing_on <= day)
