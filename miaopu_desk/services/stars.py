"""星级：截至某天每个人的时数、积分、达到和认证的星级；一览、名单、说明单、命令行、月报都从这里取。"""

from collections.abc import Sequence
from datetime import date

from miaopu_desk.domain.certificates import hours_words
from miaopu_desk.domain.defaults import Star, StarRules
from miaopu_desk.domain.figures import DueItem
from miaopu_desk.domain.points import Score
from miaopu_desk.domain.records.star_rounds import STAR_ROUNDS
from miaopu_desk.domain.records.volunteers import VOLUNTEERS
from miaopu_desk.domain.stars import NO_STAR, Standing, approaching, rules_on, star_standing
from miaopu_desk.services.office import Office
from miaopu_desk.services.points import Earned, earned, registrations
from miaopu_desk.services.star_rules import star_sets
from miaopu_desk.store import star_sums

_NOTHING = Earned(0, Score((), 0, 0, 0, 0))


def standings(office: Office, day: date, volunteer_id: str | None = None) -> list[Standing]:
    """截至 day 在册的每个人（没有服务过的也在内），按社区的次序、登记的先后；volunteer_id 只要这一个人。

    同一证件号的几条登记算一个人，用最近登记的那一条。那天还没有生效的标准时谁都没有星。
    """
    same = star_sums.twins(office.database)
    return _standings(office, day, same, None if volunteer_id is None else registrations(same, volunteer_id))


def _standings(office: Office, day: date, same: dict[str, str], only: Sequence[str] | None) -> list[Standing]:
    rules = rules_on(day, star_sets(office))
    sums = earned(office, day, same, only)
    honours = star_sums.certified(office.database, day.isoformat(), same, only)
    return [
        _standing(one, sums.get(one.key, _NOTHING), rules, honours.get(one.key))
        for one in star_sums.on_register(office.database, day.isoformat(), same, only)
    ]


def standing_of(office: Office, volunteer_id: str, day: date) -> Standing | None:
    """一个人截至 day 的样子；那天不在册的为空。"""
    return next(iter(standings(office, day, volunteer_id)), None)


def star_counts(office: Office, day: date) -> dict[str, dict[int, int]]:
    """社区 id → 各星级（已认证、那天有效）在册的人数；没有认证的不计。月报由此取数。"""
    same = star_sums.twins(office.database)
    honours = star_sums.certified(office.database, day.isoformat(), same)
    found: dict[str, dict[int, int]] = {}
    if not honours:
        return found
    for one in star_sums.on_register(office.database, day.isoformat(), same, None):
        honour = honours.get(one.key)
        if honour is not None:
            levels = found.setdefault(one.community_id, {})
            levels[honour.star] = levels.get(honour.star, 0) + 1
    return found


def star_due(office: Office, day: date) -> list[DueItem]:
    """星级上该办的事：公示期满没有认证、够得上还没有认证、认证的星级够不上了。"""
    over = [
        each.id
        for each in office.keeper.table(STAR_ROUNDS).find("state", "published")
        if each.publicity_to is not None and each.publicity_to < day
    ]
    same = star_sums.twins(office.database)
    people = _standings(office, day, same, _concerned(office, day, same))
    busy = star_sums.in_open_round(office.database, same)
    waiting = [
        one.volunteer_id for one in people if one.waiting and same.get(one.volunteer_id, one.volunteer_id) not in busy
    ]
    lost = [one.volunteer_id for one in people if one.lost]
    found = (
        ("star_publicity_over", "星级公示期满，还没有认证", "请在“服务”的“认证”里办理认证", STAR_ROUNDS.table, over),
        ("star_candidates", "够得上新的星级，还没有认证", "请开一轮认证", VOLUNTEERS.table, waiting),
        ("star_lost", "认证的星级现在够不上", "时数更正或标准改了，请在“星级”里核对", VOLUNTEERS.table, lost),
    )
    return [
        DueItem(kind, title, detail, len(ids), table, tuple(ids)) for kind, title, detail, table, ids in found if ids
    ]


def _concerned(office: Office, day: date, same: dict[str, str]) -> list[str] | None:
    """可能够得上、可能够不上了的登记：总览每次都要看，时数离最低一档还远又没有认证过的不必算。只看积分的都要算。"""
    rules = rules_on(day, star_sets(office))
    if rules is not None and (rules.measure == "points" or any(not level.hours for level in rules.levels)):
        return None
    least = min(level.hours for level in rules.levels) * 60 if rules is not None else None
    served = star_sums.served_at_least(office.database, day.isoformat(), least) if least is not None else []
    return list({*served, *same, *star_sums.ever_certified(office.database)})


def stars_json(people: Sequence[Standing]) -> list[dict[str, object]]:
    """给命令行的：没有证件号码；hours 是小时，hours_short 是离下一档差的小时。"""
    return [
        {
            "id": one.volunteer_id,
            "name": one.name,
            "community": one.community,
            "star": one.star,
            "label": one.label,
            "hours": one.minutes / 60,
            "points": one.points,
            "next": one.next.label if one.next else None,
            "hours_short": one.minutes_short / 60,
            "points_short": one.points_short,
            "certified": one.certified,
        }
        for one in people
    ]


def star_lines(people: Sequence[Standing]) -> list[str]:
    """给命令行看的几行。"""
    lines = []
    for one in people:
        certified = f"，已认证{one.certified_label}" if one.certified else ""
        line = f"{one.community}　{one.name}：{hours_words(one.minutes)}小时，{one.points}分，{one.label}{certified}"
        lines.append(line + (f"；{short_words(one)}" if one.next else ""))
    return lines


def short_words(one: Standing) -> str:
    """离下一档差多少：离二星志愿者差 12.5 小时、30 分。"""
    if one.next is None:
        return "已到最高一档" if one.star else ""
    parts = [f"{hours_up(one.minutes_short)}小时"] if one.minutes_short else []
    parts += [f"{one.points_short}分"] if one.points_short else []
    return f"离{one.next.label}差{'、'.join(parts)}" if parts else ""


def hours_up(minutes: int) -> str:
    """差的时长写成小时，最多两位小数，进位：差 1 分钟不写成差 0.01 小时以下。"""
    hundredths = -(-minutes * 100 // 60)
    return f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")


def _standing(
    one: star_sums.OnRegister, sums: Earned, rules: StarRules | None, honour: star_sums.Certified | None
) -> Standing:
    minutes, points = sums.minutes, sums.score.total
    found = star_standing(minutes, points, rules) if rules is not None else None
    goal: Star | None = found.next if found is not None else None
    return Standing(
        volunteer_id=one.id,
        name=one.name,
        community_id=one.community_id,
        community=one.community,
        minutes=minutes,
        service_points=sums.score.service,
        deed_points=sums.score.deeds,
        star=found.star if found is not None else 0,
        label=found.label if found is not None else NO_STAR,
        next=goal,
        minutes_short=found.minutes_short if found is not None else 0,
        points_short=found.points_short if found is not None else 0,
        near=rules is not None and approaching(minutes, points, goal, rules),
        certified=honour.star if honour else 0,
        certified_label=honour.label if honour else "",
        certified_on=honour.certified_on if honour else "",
        number=honour.number if honour else "",
        missing=_missing(one),
    )


def _missing(one: star_sums.OnRegister) -> tuple[str, ...]:
    if one.missing == "00" and one.standing == "active":
        return ()
    parts = ("没有证件号码" if one.missing[0] == "1" else "", "没有电话" if one.missing[1] == "1" else "")
    paused = "暂停服务" if one.standing == "suspended" else ""
    return tuple(each for each in (*parts, paused) if each)
