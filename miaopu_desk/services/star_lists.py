"""星级的两张工作单：认证的星级够不上了的、列入清退考虑的；只列出来说明为什么，办不办由人定。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.certificates import hours_words
from miaopu_desk.domain.defaults import StarRules
from miaopu_desk.domain.records.star_rounds import STAR_CERTIFICATIONS, STAR_ROUNDS
from miaopu_desk.domain.removal import Absences, RemovalCandidate, removal_reasons
from miaopu_desk.domain.stars import Standing, rules_on, star_standing
from miaopu_desk.services.office import Office
from miaopu_desk.services.star_rules import star_sets
from miaopu_desk.services.stars import standings
from miaopu_desk.services.targets import target
from miaopu_desk.store import star_sums


@dataclass(frozen=True, slots=True)
class Demotion:
    """认证的星级够不上了的一个人；certification_id 是那一份认证。"""

    person: Standing
    certification_id: str
    reason: str


def demotions(office: Office, day: date) -> list[Demotion]:
    """截至 day 认证的星级够不上了的人，连同为什么：时数或积分更正过，还是标准改了。"""
    lost = [one for one in standings(office, day) if one.lost]
    if not lost:
        return []
    same = star_sums.twins(office.database)
    honours = star_sums.certified(office.database, day.isoformat(), same)
    sets = star_sets(office)
    now = rules_on(day, sets)
    rounds = {each.id: each.as_of for each in office.keeper.table(STAR_ROUNDS).all()}
    rows = {
        each.id: each for each in office.keeper.table(STAR_CERTIFICATIONS).records([h.id for h in honours.values()])
    }
    found = []
    for one in lost:
        honour = honours[same.get(one.volunteer_id, one.volunteer_id)]
        then = rules_on(rounds.get(honour.round_id, day), sets)
        row = rows[honour.id]
        reason = _why(one, row.minutes, row.points, then, now)
        found.append(Demotion(one, honour.id, reason))
    return found


def removal_candidates(office: Office, day: date) -> list[RemovalCandidate]:
    """截至 day 在册（没有暂停）而列入清退考虑的人，按社区的次序。"""
    months, most = target(office, "removal_months"), target(office, "absences_for_removal")
    same = star_sums.twins(office.database)
    on = day.isoformat()
    served = star_sums.last_services(office.database, on, same)
    absent = star_sums.absence_runs(office.database, on, same)
    found = []
    for one in star_sums.on_register(office.database, on, same, None):
        if one.standing != "active":
            continue
        last = date.fromisoformat(served[one.key]) if one.key in served else None
        run = absent.get(one.key)
        absences = Absences(run[0], date.fromisoformat(run[1]), date.fromisoformat(run[2])) if run else None
        reasons = removal_reasons(date.fromisoformat(one.registered_on), last, absences, day, months, most)
        if reasons:
            found.append(RemovalCandidate(one.id, one.name, one.community, last, reasons))
    return found


def _why(one: Standing, minutes: int, points: int, then: StarRules | None, now: StarRules | None) -> str:
    changed = []
    if one.minutes < minutes:
        changed.append(f"认证时{hours_words(minutes)}小时，现在{hours_words(max(one.minutes, 0))}小时")
    if one.points < points:
        changed.append(f"认证时{points}分，现在{one.points}分")
    if then is not None and then is not now and star_standing(one.minutes, one.points, then).star >= one.certified:
        return f"标准改了，按“{then.name}”仍够得上" + (f"；{'；'.join(changed)}" if changed else "")
    return f"更正以后够不上：{'；'.join(changed)}" if changed else "现在的标准够不上"
