"""一轮星级认证：开一轮、核对、公示、认证编号；每一步一次操作，有日期，撤销得了。"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from miaopu_desk.domain.certificates import new_code
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import KnownError, Problem, Refused
from miaopu_desk.domain.records.star_rounds import (
    STAR_CERTIFICATIONS,
    STAR_ROUNDS,
    StarCertification,
    StarRound,
)
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.domain.star_rounds import CERTIFIED, OPEN, STEPS, RoundFacts, after, publicity_fault, refused
from miaopu_desk.domain.stars import Standing, rules_on
from miaopu_desk.services.office import Office
from miaopu_desk.services.star_rules import star_sets
from miaopu_desk.services.stars import standings
from miaopu_desk.services.targets import target
from miaopu_desk.store.star_sums import certified, last_star_number, twins


def candidates(office: Office, as_of: date) -> list[Standing]:
    """截至 as_of 够得上比现在已认证更高一级的人，星级高的在前；认证看今天的，那天以后才认证的也算认证过。"""
    same = twins(office.database)
    honours = certified(office.database, office.today().isoformat(), same)
    found = []
    for one in standings(office, as_of):
        honour = honours.get(same.get(one.volunteer_id, one.volunteer_id))
        if one.star > (honour.star if honour else 0):
            found.append(replace(one, certified=honour.star if honour else 0))
    return sorted(found, key=lambda one: (-one.star, -one.minutes))


def open_round(office: Office, as_of: date, number: str = "") -> StarRound | list[Problem]:
    """开一轮：截至 as_of 的候选人照那天的样子记下来。

    上一轮没有办完、那天还没有标准、没有候选人的不开，返回问题。number 空着自己排。
    """
    pending = [each for each in office.keeper.table(STAR_ROUNDS).all() if each.state in OPEN]
    if pending:
        return [Problem("轮次", f"“{pending[0].number}”还没有办完，请先认证或取消它")]
    if as_of > office.today():
        return [Problem("截至日期", f"{as_of}还没到，今天是{office.today()}")]
    rules = rules_on(as_of, star_sets(office))
    if rules is None:
        return [Problem("截至日期", f"{full_day(as_of)}还没有生效的星级标准，请换一个日期")]
    found = candidates(office, as_of)
    if not found:
        return [Problem("截至日期", f"截至{full_day(as_of)}没有人够得上新的星级，不用开")]
    one = StarRound(
        number=number.strip() or next_number(office),
        as_of=as_of,
        state="checking",
        opened_on=office.today(),
        standard=rules.name,
    )
    problems = office.keeper.duplicates(STAR_ROUNDS, one)
    if problems:
        return problems
    people = {each.id: each for each in office.keeper.table(VOLUNTEERS).records([one.volunteer_id for one in found])}
    try:
        with office.keeper.action(f"开星级认证“{one.number}”，候选 {len(found)} 人") as act:
            saved = act.insert(STAR_ROUNDS, one)
            for each in found:
                row = StarCertification(
                    round=Ref(saved.number, saved.id),
                    volunteer=Ref(each.name, each.volunteer_id),
                    name=each.name,
                    community=Ref(each.community, each.community_id),
                    id_number=people[each.volunteer_id].id_number,
                    star=each.star,
                    label=each.label,
                    before=each.certified or None,
                    minutes=each.minutes,
                    points=each.points,
                    state="candidate",
                )
                act.insert(STAR_CERTIFICATIONS, row)
    except Refused as stop:
        return stop.problems
    return saved


def next_number(office: Office) -> str:
    """今年的下一轮叫什么：2021年第2轮。"""
    year = office.today().year
    taken = {each.number for each in office.keeper.table(STAR_ROUNDS).all()}
    return next(name for at in range(1, len(taken) + 2) if (name := f"{year}年第{at}轮") not in taken)


def least_days(office: Office) -> int:
    """公示最少几天。"""
    return target(office, "publicity_days")


def publicity_ends(office: Office, first: date) -> date:
    """从 first 起公示，最早哪天期满。"""
    return first + timedelta(days=least_days(office) - 1)


def round_of(office: Office, round_id: str) -> StarRound:
    """一轮；已经删除报 KnownError。"""
    found = office.keeper.table(STAR_ROUNDS).get(round_id)
    if found is None:
        raise KnownError("这一轮认证已经删除，请刷新后重新选择。")
    return found


def round_facts(office: Office, round_id: str, *, with_short: bool = True) -> RoundFacts:
    """一轮现在的情况，判断各步能不能做。"""
    one = round_of(office, round_id)
    people = _people(office, one)
    kept = [each for each in people if each.state == "candidate"]
    return RoundFacts(
        state=one.state,
        today=office.today(),
        kept=len(kept),
        open_objections=sum(each.answer == "open" for each in kept),
        short=tuple(_short(office, one, kept)) if with_short and one.state == "published" else (),
        publicity_to=one.publicity_to,
    )


def take_step(office: Office, round_id: str, step: str, reason: str = "") -> StarRound | list[Problem]:
    """核对完毕、退回核对、取消；公示用 publish，认证用 certify。"""
    one = round_of(office, round_id)
    if (why := refused(step, round_facts(office, round_id, with_short=False))) is not None:
        return [Problem("", why)]
    if step == "cancel" and not reason.strip():
        return [Problem("取消原因", "请写明为什么取消这一轮")]
    today = office.today()
    changed = {
        "check": replace(one, checked_on=today),
        "recheck": replace(one, checked_on=None, publicity_from=None, publicity_to=None),
        "cancel": replace(one, reason=reason.strip()),
    }[step]
    return _save(office, one, replace(changed, state=after(step)), f"星级认证“{one.number}”{STEPS[step][2]}")


def publish(office: Office, round_id: str, first: date, last: date) -> StarRound | list[Problem]:
    """公示 first 至 last（首尾都算），少于口径的天数不行。"""
    one = round_of(office, round_id)
    if (why := refused("publish", round_facts(office, round_id))) is not None:
        return [Problem("", why)]
    if (fault := publicity_fault(first, last, least_days(office), one.opened_on)) is not None:
        return [Problem("公示止日", fault)]
    changed = replace(one, state=after("publish"), publicity_from=first, publicity_to=last)
    return _save(office, one, changed, f"星级认证“{one.number}”公示到 {last}")


def certify(office: Office, round_id: str) -> int | list[Problem]:
    """认证：期满、没有未处理的异议、各人现在仍够得上，才给每人编号、发核验码，返回人数。"""
    one = round_of(office, round_id)
    if (why := refused("certify", round_facts(office, round_id))) is not None:
        return [Problem("", why)]
    today = office.today()
    number = last_star_number(office.database, today.year)
    kept = [each for each in _people(office, one) if each.state == "candidate"]
    kept.sort(key=lambda each: (-each.star, -each.minutes, each.id))
    try:
        with office.keeper.action(f"星级认证“{one.number}”认证 {len(kept)} 人") as act:
            act.update(STAR_ROUNDS, one, replace(one, state=CERTIFIED, certified_on=today))
            for at, each in enumerate(kept, number + 1):
                row = replace(
                    each, state="certified", number=f"星{today.year:04d}-{at:04d}", code=new_code(), certified_on=today
                )
                act.update(STAR_CERTIFICATIONS, each, row)
    except Refused as stop:
        return stop.problems
    return len(kept)


def round_named(office: Office, number: str) -> StarRound:
    """叫这个名字的一轮；没有的报 KnownError，说有哪些。"""
    found = office.keeper.table(STAR_ROUNDS).all()
    one = next((each for each in found if each.number == number.strip()), None)
    if one is None:
        known = "、".join(each.number for each in found[:6]) or "还没有开过"
        raise KnownError(f"没有叫“{number}”的一轮星级认证，现有：{known}。")
    return one


def round_people(office: Office, round_id: str) -> list[StarCertification]:
    """这一轮的各人，星级高的在前，同星时数多的在前。"""
    people = _people(office, round_of(office, round_id))
    return sorted(people, key=lambda each: (-each.star, -each.minutes, each.id))


def _short(office: Office, one: StarRound, kept: Sequence[StarCertification]) -> list[str]:
    """按现在的记录、截至那天已经够不上所列星级的候选人（记录更正过，或人已不在册）。"""
    same = twins(office.database)
    now = {same.get(each.volunteer_id, each.volunteer_id): each.star for each in standings(office, one.as_of)}
    return [
        each.name for each in kept if now.get(same.get(each.volunteer.id or "", each.volunteer.id or ""), 0) < each.star
    ]


def _save(office: Office, one: StarRound, changed: StarRound, title: str) -> StarRound | list[Problem]:
    try:
        with office.keeper.action(title) as act:
            act.update(STAR_ROUNDS, one, changed)
    except Refused as stop:
        return stop.problems
    return office.keeper.table(STAR_ROUNDS).get(one.id) or changed


def _people(office: Office, one: StarRound) -> list[StarCertification]:
    return office.keeper.table(STAR_CERTIFICATIONS).find("round", one.id)
