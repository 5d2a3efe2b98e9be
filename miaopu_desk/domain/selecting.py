"""评选：推荐从提出到授予一步一步走，核对时看登记里的事实；只算给人看，不存。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from miaopu_desk.domain.codes import NOMINATION_STATES, STANDING
from miaopu_desk.domain.month import full_day
from miaopu_desk.domain.problems import Problem

OK, LOOK, STOP = "ok", "look", "stop"  # 没有问题、请再看看、不能入围
VERDICTS: Mapping[str, str] = {OK: "符合", LOOK: "请核实", STOP: "不符合"}

# 已推荐 → 已核对 → 入围 → 公示中 → 已授予；授予以前随时可以退出，退出的可以重新推荐
MOVES: Mapping[str, tuple[str, ...]] = {
    "nominated": ("checked", "rejected", "withdrawn"),
    "checked": ("nominated", "shortlisted", "rejected", "withdrawn"),
    "shortlisted": ("checked", "publicised", "rejected", "withdrawn"),
    "publicised": ("awarded", "rejected", "withdrawn"),
    "awarded": (),
    "rejected": ("nominated",),
    "withdrawn": ("nominated",),
}
OUT = ("rejected", "withdrawn")


def move_problem(name: str, before: str, after: str) -> Problem | None:
    """一条推荐能不能从 before 走到 after；不能的说清可以走到哪里。"""
    if before == after or after in MOVES.get(before, ()):
        return None
    steps = "、".join(NOMINATION_STATES.label(each) for each in MOVES.get(before, ()))
    allowed = f"只能改为{steps}" if steps else "不能再改；授予错了用撤销"
    return Problem(
        "推荐状态", f"“{name}”{NOMINATION_STATES.label(before)}，不能改为{NOMINATION_STATES.label(after)}，{allowed}"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectFacts:
    """一个推荐对象在评选年度里的事实；没有这一项的（项目没有培训）为空。

    minutes、attendances 是那一年的时长（分钟）和次数；star 是累计时长到的星级；members 是队伍或社区的人数；
    earlier 是得过的同类荣誉；twice 是同一次评选里同一对象的推荐条数。
    """

    standing: str | None = None
    standing_on: date | None = None
    registered_on: date | None = None
    members: int | None = None
    minutes: int | None = None
    attendances: int | None = None
    star: str | None = None
    trainings: int | None = None
    absences: int | None = None
    rectifications: int | None = None
    earlier: tuple[str, ...] = ()
    twice: int = 1
    has_deeds: bool = True


@dataclass(frozen=True, slots=True)
class Check:
    """核对的一项：label 是看什么，shown 是登记里怎样，verdict 是 VERDICTS 里的一种，why 是为什么。"""

    label: str
    shown: str
    verdict: str = OK
    why: str = ""


def checks(facts: SubjectFacts, year: int, most_absences: int) -> list[Check]:
    """一个对象的各项核对；most_absences 是缺席几次以上要核实（targets.absences_for_removal）。"""
    found: list[Check] = []
    if facts.standing is not None:
        found += [_standing(facts), _registered(facts, year)]
    if facts.members is not None:
        found.append(_counted("在册人数", facts.members, "人", "没有在册的人"))
    if facts.minutes is not None:
        hours = f"{facts.minutes / 60:.1f}".removesuffix(".0")
        found.append(
            Check(f"{year}年时长", f"{hours}小时", *(() if facts.minutes else (LOOK, "这一年没有登记服务时长")))
        )
    if facts.attendances is not None:
        found.append(_counted("服务次数", facts.attendances, "次", "这一年没有服务记录"))
    if facts.star is not None:
        found.append(Check("星级", facts.star))
    if facts.trainings is not None:
        found.append(_counted("参加培训", facts.trainings, "次", "这一年没有参加培训"))
    if facts.absences is not None:
        many = facts.absences >= most_absences
        found.append(Check("值守缺席", f"{facts.absences}次", *((LOOK, "多次缺席，请核实原因") if many else ())))
    if facts.rectifications is not None:
        found.append(
            Check(
                "未销号整改", f"{facts.rectifications}件", *((LOOK, "还有整改没有销号") if facts.rectifications else ())
            )
        )
    earlier = "；".join(facts.earlier) or "没有"
    found.append(Check("得过同类荣誉", earlier, *((LOOK, "以前得过，请看文件准不准重复") if facts.earlier else ())))
    if facts.twice > 1:
        found.append(Check("重复推荐", f"{facts.twice}条", STOP, "同一次评选里推荐了不止一条，请只留一条"))
    if not facts.has_deeds:
        found.append(Check("主要事迹", "没有填", LOOK, "公示和表彰要有事迹"))
    return found


def worst(found: Sequence[Check]) -> str:
    """几项里最重的一种。"""
    verdicts = {each.verdict for each in found}
    return next((each for each in (STOP, LOOK) if each in verdicts), OK)


def last_public_day(start: date, days: int) -> date:
    """公示 days 天的最后一天，起日也算一天。"""
    return start + timedelta(days=days - 1)


def _standing(facts: SubjectFacts) -> Check:
    shown = STANDING.label(facts.standing or "")
    if facts.standing in ("left", "removed"):
        since = f"{full_day(facts.standing_on)}起" if facts.standing_on else ""
        return Check("状态", shown, STOP, f"{since}已不在册")
    return Check("状态", shown, *((LOOK, "暂停期间，请核实") if facts.standing == "suspended" else ()))


def _registered(facts: SubjectFacts, year: int) -> Check:
    day = facts.registered_on
    shown = day.isoformat() if day else ""
    if day and day.year > year:
        return Check("登记日期", shown, STOP, f"{year}年还没有登记")
    return Check("登记日期", shown)


def _counted(label: str, count: int, unit: str, none: str) -> Check:
    return Check(label, f"{count}{unit}", *(() if count else (LOOK, none)))
