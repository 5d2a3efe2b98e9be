"""示例的活动：三个月里各社区记录过的活动、五月六月的服务日，和几个还在各步上的；记录过的对得上服务记录。"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from miaopu_desk.domain.calendar import Holidays
from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records.activities import Activity, ActivityPerson, ServiceDayRule
from miaopu_desk.domain.records.service import HeadCount, ServiceRecord
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.domain.sample_people import available, is_full_time, link_to
from miaopu_desk.domain.sample_places import SAMPLE_DAY
from miaopu_desk.domain.service_days import plan_rows, planned_activity

APP = "“衡阳群众”APP"
SPAN = (date(2021, 5, 1), date(2021, 6, 30))  # 服务日排到六月底
ONCE_A_MONTH = ("理论宣讲", "邻里守望", "疫情防控排查")  # 每个社区每月各记一次
SIGNED_UP = 6
PROFESSIONAL = ("邻里守望",)
Key = tuple[str, date, str]  # 社区、哪天、活动名称


@dataclass(frozen=True, slots=True)
class SampleActivity:
    """一个活动；key 是它对得上的服务记录、团体参与，没有的为空。"""

    activity: Activity
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class _Step:
    """还在某一步上的一个活动。"""

    community: str | None
    name: str
    day: date
    theme: str
    action: str | None
    expected: int
    state: str
    place: str
    reason: str | None = None


_ON_THE_WAY = (
    _Step("服务里", "楼道堆物清理", date(2021, 5, 27), "文明创建", "清洁行动", 8, "held", "石榴路"),
    _Step("凤凰村", "独居老人敲门问候", date(2021, 5, 11), "专业志愿服务", "敲门行动", 6, "held", "凤凰村老街"),
    _Step("苗圃路", "早市秩序引导", date(2021, 5, 22), "文明创建", "雁阵行动", 12, "cancelled", "海棠路", "当天暴雨"),
    _Step("蔡家皂", "破损窗户排查", date(2021, 5, 26), "文明创建", "补窗行动", 5, "planned", "紫薇路"),
    _Step("大华", "银杏路口集中劝导", date(2021, 6, 2), "文明创建", "交通秩序整治", 30, "planned", "银杏路"),
    _Step("光明里", "楼栋长议事会", date(2021, 6, 8), "新时代文明实践", None, 40, "planned", "社区会议室"),
    _Step("东方里", "急救知识进楼栋", date(2021, 6, 5), "专业志愿服务", None, 25, "filed", "玉兰路"),
    _Step("清泉里", "疫苗接种现场引导", date(2021, 6, 10), "疫情防控", None, 16, "filed", "清泉路"),
    _Step(None, "志愿者风采展演", date(2021, 6, 18), "新时代文明实践", None, 120, "filed", "街道文化广场"),
)
_BENEFICIARIES = {"理论宣讲": 35, "邻里守望": 12, "疫情防控排查": 80}


def recorded(lines: Sequence[ServiceRecord], groups: Sequence[HeadCount]) -> list[SampleActivity]:
    """记录过的：各社区每月的几项，和学校、单位来过的几次。"""
    found: dict[Key, list[ServiceRecord]] = {}
    for line in lines:
        found.setdefault(key_of(line), []).append(line)
    chosen: dict[tuple[str, int, str], Key] = {}
    for key in found:
        community, day, name = key
        if name in ONCE_A_MONTH:
            chosen.setdefault((community, day.month, name), key)
    made = [SampleActivity(_from_lines(found[key]), key) for key in chosen.values()]
    made += [
        SampleActivity(_from_group(group), (group.community.name, group.served_on, group.activity)) for group in groups
    ]
    return [SampleActivity(_filed(one.activity, at), one.key) for at, one in enumerate(made, 1)]


def on_the_way() -> list[SampleActivity]:
    """还没有走完的：开展了没有记录、计划、报备、取消各有几个。"""
    return [SampleActivity(_stepped(one, at)) for at, one in enumerate(_ON_THE_WAY, 1)]


def service_days(
    rules: Sequence[ServiceDayRule], communities: Sequence[Ref], holidays: Holidays, lines: Iterable[ServiceRecord]
) -> list[SampleActivity]:
    """五月六月的服务日，由规则排出来；五月里有服务记录的已经记录，一次没有人来的取消了。"""
    found: dict[Key, list[ServiceRecord]] = {}
    for line in lines:
        found.setdefault(key_of(line), []).append(line)
    made = []
    for row in plan_rows(rules, communities, *SPAN, holidays, ()):
        if row.state != "new" or row.day is None or row.community is None:
            continue
        planned = planned_activity(row)
        key = (row.community.name, row.day, planned.name)
        if row.day >= SAMPLE_DAY:
            made.append(SampleActivity(planned))
        elif key in found:
            made.append(SampleActivity(_filled(planned, found[key]), key))
        else:
            made.append(SampleActivity(replace(planned, state="cancelled", reason="当天没有人参加"), key))
    return made


def key_of(line: ServiceRecord) -> Key:
    """一条服务记录对得上哪个活动。"""
    return line.community.name, line.served_on, line.activity


def sign_up(activity: Activity, people: Sequence[Volunteer]) -> list[ActivityPerson]:
    """报名的人：头几位专职志愿者，第一位带队。"""
    chosen = [one for one in people if one.id and is_full_time(one) and available(one, activity.day)][:SIGNED_UP]
    return [
        ActivityPerson(
            activity=Ref(activity.name, activity.id), volunteer=link_to(one), role="member" if at else "head"
        )
        for at, one in enumerate(chosen)
    ]


def _from_lines(lines: Sequence[ServiceRecord]) -> Activity:
    one = lines[0]
    planned = Activity(
        professional_theme=Ref(one.activity) if one.activity in PROFESSIONAL else None,
        name=one.activity,
        planned_on=one.served_on,
        community=one.community,
        theme=one.theme,
        state="recorded",
    )
    return replace(_filled(planned, lines), beneficiaries=_BENEFICIARIES.get(one.activity))


def _filled(activity: Activity, lines: Sequence[ServiceRecord]) -> Activity:
    """照服务记录填好的、已经记录的活动。"""
    one = lines[0]
    return replace(
        activity,
        state="recorded",
        held_on=one.served_on,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        place=one.place,
        organiser=one.organiser,
        in_charge=one.in_charge,
        content=one.content,
        recorded_on=max(line.recorded_on for line in lines if line.recorded_on),
    )


def _from_group(group: HeadCount) -> Activity:
    return Activity(
        name=group.activity,
        planned_on=group.served_on,
        community=group.community,
        theme=group.theme,
        organiser=group.organiser,
        expected_people=group.people,
        state="recorded",
        held_on=group.served_on,
        recorded_on=min(group.served_on + timedelta(days=3), SAMPLE_DAY),
        beneficiaries=group.people * 5,
    )


def _filed(activity: Activity, number: int) -> Activity:
    """十人以上的报备过；有一个是过后补报的。"""
    if (activity.expected_people or 0) < 10:
        return activity
    late = activity.name == "全民阅读宣传"
    filed_on = activity.planned_on + timedelta(days=2 if late else -5)
    number_text = f"苗志备2021-{number:03d}"
    return replace(activity, filed_on=filed_on, filed_with=APP, filing_number=number_text, filed_late=late or None)


def _stepped(one: _Step, number: int) -> Activity:
    made = Activity(
        name=one.name,
        planned_on=one.day,
        community=Ref(one.community) if one.community else None,
        theme=Ref(one.theme),
        special_action=Ref(one.action) if one.action else None,
        place=one.place,
        organiser=f"{one.community}社区" if one.community else "苗圃街道党政办",
        expected_people=one.expected,
        state=one.state,
        held_on=one.day if one.state == "held" else None,
        reason=one.reason,
    )
    if one.state in ("filed", "cancelled"):
        return replace(
            made,
            filed_on=min(one.day - timedelta(days=6), SAMPLE_DAY),
            filed_with=APP,
            filing_number=f"苗志备2021-1{number:02d}",
        )
    return made
