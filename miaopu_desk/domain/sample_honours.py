"""示例的表彰、礼遇、公益性岗位、会议和宣传：2021 年三月到五月；人名照登记里的，编号留给写进去时补。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.month import Month, month_of
from miaopu_desk.domain.records.honours import Courtesy, Honour, Nomination, Selection
from miaopu_desk.domain.records.meetings import Decision, Meeting, Publicity
from miaopu_desk.domain.records.volunteers import Volunteer
from miaopu_desk.domain.records.welfare import PostHolder, PostLeave, StipendLine, StipendSheet, WelfarePost
from miaopu_desk.domain.sample_people import available, is_full_time, link_to
from miaopu_desk.domain.sample_traits import team_names
from miaopu_desk.domain.stipends import BASE, Holding, Leave, month_stipends

People = Mapping[str, Sequence[Volunteer]]
STREET_OFFICE = "苗圃街道办事处"
MARCH, MAY = "2021年学雷锋月最美志愿者评选", "2021年最美志愿服务组织评选"
AWARDED_ON = date(2021, 3, 26)
CLEANERS, GUIDES = "保洁协管岗", "交通劝导协管岗"
_DEEDS = (
    "两年来每周四早高峰都在路口劝导，雨天也没有缺过一次，带出了三名新队员。",
    "牵头成立楼栋互助小组，上门照看独居老人，帮着买菜、取药、修水电。",
    "坚持巡查背街小巷，发现问题当天报、当天跟到解决，邻居都叫他“活地图”。",
    "利用休息日整理社区图书角，组织孩子们读书，给家长讲家庭教育。",
    "疫情防控时登记外来人员、送物资上门，白天黑夜随叫随到。",
)


@dataclass(frozen=True, slots=True)
class SampleSelection:
    """一次评选和它的推荐；honoured 是授予了的各条推荐的次序。"""

    selection: Selection
    nominations: tuple[Nomination, ...]
    honours: tuple[tuple[int, Honour], ...] = ()


@dataclass(frozen=True, slots=True)
class SampleMeeting:
    """一次会和议定的事。"""

    meeting: Meeting
    decisions: tuple[Decision, ...] = ()


def selections(people: People) -> list[SampleSelection]:
    """三月评完的一次志愿者，正在推荐的一次组织。"""
    return [_of_people(people), _of_teams(list(people))]


def courtesies(people: People) -> list[Courtesy]:
    """得了表彰的三位各一张公交卡、一件马甲；五月走访了五位。"""
    winners = _nominees(people)[:3]
    given = [
        _courtesy(one, name, AWARDED_ON, value, "学雷锋月最美志愿者")
        for name, value in (("公交卡", 5_000), ("实名制马甲", None))
        for one in winners
    ]
    visited = [_first(group, date(2021, 5, 20), 3) for group in list(people.values())[:5]]
    return given + [_courtesy(one, "走访慰问", date(2021, 5, 20), 10_000, "五月走访") for one in visited]


def posts() -> list[WelfarePost]:
    """两个岗位：东方里两个名额，空着一个；光明里一个。"""
    return [
        WelfarePost(
            name=CLEANERS,
            community=Ref("东方里"),
            unit="东方里社区",
            monthly=120_000,
            quota=2,
            part_month="by_days",
            starts_on=date(2021, 1, 1),
            ends_on=date(2021, 12, 31),
            basis="街道公益性岗位安排",
        ),
        WelfarePost(
            name=GUIDES,
            community=Ref("光明里"),
            unit="光明里社区",
            monthly=150_000,
            quota=1,
            part_month="by_days",
            starts_on=date(2021, 1, 1),
            ends_on=date(2021, 12, 31),
            basis="街道公益性岗位安排",
        ),
    ]


def post_holders(people: People) -> list[PostHolder]:
    """保洁岗一位从三月做到现在，另一位做到四月十五日；劝导岗一位从三月十一日起。"""
    cleaner, leaver = (_full_time(people["东方里"], at) for at in (0, 1))
    guide = _full_time(people["光明里"], 0)
    return [
        PostHolder(post=Ref(CLEANERS), volunteer=link_to(cleaner), starts_on=date(2021, 3, 1), card_tail="0417"),
        PostHolder(
            post=Ref(CLEANERS),
            volunteer=link_to(leaver),
            starts_on=date(2021, 3, 1),
            ends_on=date(2021, 4, 15),
            card_tail="2260",
        ),
        PostHolder(post=Ref(GUIDES), volunteer=link_to(guide), starts_on=date(2021, 3, 11), card_tail="9035"),
    ]


def post_leaves(people: People) -> list[PostLeave]:
    """一位在四月请了两天假。"""
    one = _full_time(people["东方里"], 0)
    return [PostLeave(volunteer=link_to(one), starts_on=date(2021, 4, 8), ends_on=date(2021, 4, 9), reason="家里有事")]


def stipend_sheets(people: People) -> list[tuple[StipendSheet, list[StipendLine]]]:
    """三月、四月的发放表，次月八日印发，照规则算出来。"""
    owned = {each.name: each for each in posts()}
    names = {one.id: one.name for group in people.values() for one in group}
    held = [
        Holding(
            volunteer_id=each.volunteer.id or "",
            name=names[each.volunteer.id or ""],
            post_name=each.post.name,
            monthly=owned[each.post.name].monthly,
            starts_on=each.starts_on,
            ends_on=each.ends_on,
            community=_place(owned[each.post.name]),
            unit=owned[each.post.name].unit or "",
            card_tail=each.card_tail,
        )
        for each in post_holders(people)
    ]
    leaves = [Leave(each.volunteer.id or "", each.starts_on, each.ends_on) for each in post_leaves(people)]
    months = (month_of(date(2021, 3, 1)), month_of(date(2021, 4, 1)))
    return [_sheet(month, held, leaves) for month in months]


def meetings() -> list[SampleMeeting]:
    """每月一次工作例会，四月另有一次推进会；五月的还有一件没有办结。"""
    found = [
        _meeting(
            date(2021, 3, 3),
            "工作例会",
            "部署学雷锋月志愿服务",
            16,
            (
                ("各社区报送学雷锋月活动安排", "各社区", date(2021, 3, 8), date(2021, 3, 8)),
                ("核对专职志愿者参保名单", "党政办", date(2021, 3, 31), date(2021, 3, 29)),
            ),
        ),
        _meeting(
            date(2021, 4, 7),
            "工作例会",
            "清理花名册、补齐证件号码",
            15,
            (("补报没有证件号码的志愿者", "各社区", date(2021, 4, 30), date(2021, 4, 28)),),
        ),
        _meeting(date(2021, 4, 21), "推进会", "注册率推进会", 22, ()),
        _meeting(
            date(2021, 5, 12),
            "工作例会",
            "调整领导小组、推进网格包片",
            18,
            (
                ("空缺的网格落实负责人", "各社区", date(2021, 6, 4), None),
                ("推荐最美志愿服务组织", "各社区", date(2021, 6, 15), None),
            ),
        ),
    ]
    own = SampleMeeting(
        Meeting(
            topic="楼栋长座谈",
            held_on=date(2021, 5, 19),
            kind=Ref("座谈会"),
            community=Ref("大华"),
            place="社区会议室",
            attendees=12,
        )
    )
    return [*found, own]


def publicity() -> list[Publicity]:
    """三个月的宣传，街道发的和社区报的。"""
    rows = (
        (3, 5, "“苗圃党建”微信公众号", "学雷锋日，志愿者走上街头", None, "文明创建", 862),
        (3, 12, "户外LED屏", "志愿服务公益广告", None, "文明创建", None),
        (3, 26, "“苗圃党建”微信公众号", "学雷锋月最美志愿者揭晓", None, "新时代文明实践", 1204),
        (4, 9, "社区宣传栏", "防控知识上墙", "服务里", "疫情防控", None),
        (4, 16, "单位微信群", "招募楼栋志愿者", "凤凰村", "文明创建", 430),
        (4, 23, "新闻媒体", "屋场恳谈会走进社区", "东方里", "新时代文明实践", None),
        (5, 7, "“苗圃党建”微信公众号", "五一假期，路口有他们", None, "文明创建", 951),
        (5, 14, "户外LED屏", "注册志愿者，扫一扫就行", None, "文明创建", None),
        (5, 21, "QQ群", "楼栋长座谈侧记", "大华", "专业志愿服务", 118),
    )
    return [
        Publicity(
            title=title,
            published_on=date(2021, month, day),
            channel=Ref(channel),
            community=Ref(community) if community else None,
            theme=Ref(theme),
            reach=reach,
        )
        for month, day, channel, title, community, theme, reach in rows
    ]


def _of_people(people: People) -> SampleSelection:
    names = _nominees(people)
    nominations = tuple(
        Nomination(
            selection=Ref(MARCH),
            subject="volunteer",
            volunteer=link_to(one),
            community=one.community,
            name=one.name,
            nominated_by=f"{one.community.name}社区",
            nominated_on=date(2021, 3, 12),
            deeds=deeds,
            state="awarded" if at < 3 else "rejected",
            state_on=AWARDED_ON,
            checked_by="郑飞龙",
            reason=None if at < 3 else "名额有限，下次再推荐",
        )
        for at, (one, deeds) in enumerate(zip(names, _DEEDS, strict=True))
    )
    honours = tuple(
        (
            at,
            Honour(
                name="2021年学雷锋月最美志愿者",
                awarded_on=AWARDED_ON,
                awarding_body=STREET_OFFICE,
                level="street",
                subject="volunteer",
                volunteer=link_to(one),
                community=one.community,
                holder=one.name,
                number=f"2021-{at + 1:02d}",
            ),
        )
        for at, one in enumerate(names[:3])
    )
    return SampleSelection(
        Selection(
            name=MARCH,
            year=2021,
            award=Ref("最美志愿者"),
            subject="volunteer",
            quota=3,
            nominate_by=date(2021, 3, 15),
            results_by=date(2021, 3, 31),
            awarding_body=STREET_OFFICE,
            state="finished",
            publicised_on=date(2021, 3, 18),
            publicity_ends_on=date(2021, 3, 24),
            awarded_on=AWARDED_ON,
        ),
        nominations,
        honours,
    )


def _of_teams(communities: Sequence[str]) -> SampleSelection:
    nominations = tuple(
        Nomination(
            selection=Ref(MAY),
            subject="team",
            team=Ref(team_names(community)[at % 2]),
            community=Ref(community),
            name=team_names(community)[at % 2],
            nominated_by=f"{community}社区",
            nominated_on=date(2021, 5, 25),
            deeds="常年在辖区开展服务，队员稳定，记录完整。",
            state="nominated",
        )
        for at, community in enumerate(communities[:3])
    )
    return SampleSelection(
        Selection(
            name=MAY,
            year=2021,
            award=Ref("最美志愿服务组织"),
            subject="team",
            quota=2,
            nominate_by=date(2021, 6, 15),
            results_by=date(2021, 7, 15),
            state="open",
        ),
        nominations,
    )


def _nominees(people: People) -> list[Volunteer]:
    """头五个社区各一位三月里在册的专职。"""
    return [_full_time(group, 1) for group in list(people.values())[: len(_DEEDS)]]


def _first(group: Sequence[Volunteer], day: date, skip: int) -> Volunteer:
    fit = [one for one in group if one.id and one.standing == "active" and available(one, day)]
    return fit[skip]


def _full_time(group: Sequence[Volunteer], at: int) -> Volunteer:
    fit = [one for one in group if one.id and one.standing == "active" and is_full_time(one)]
    return [one for one in fit if available(one, date(2021, 3, 1))][at]


def _courtesy(one: Volunteer, name: str, day: date, value: int | None, occasion: str) -> Courtesy:
    return Courtesy(
        volunteer=link_to(one),
        kind=Ref(name),
        given_on=day,
        count=1,
        value=value,
        occasion=occasion,
        signed=True,
        handled_by="郑飞龙",
    )


def _sheet(month: Month, held: Sequence[Holding], leaves: Sequence[Leave]) -> tuple[StipendSheet, list[StipendLine]]:
    lines = [
        StipendLine(
            sheet=Ref(month.key),
            position=at,
            kind=BASE,
            for_month=month.first,
            volunteer=Ref(one.holding.name, one.holding.volunteer_id),
            name=one.holding.name,
            community=one.holding.community,
            post_name=one.holding.post_name,
            unit=one.holding.unit,
            card_tail=one.holding.card_tail,
            monthly=one.holding.monthly,
            days=one.days,
            leave_days=one.leave_days,
            amount=one.amount,
        )
        for at, one in enumerate(month_stipends(month, held, leaves), 1)
    ]
    after = date(month.last.year, month.last.month + 1, 1)
    sheet = StipendSheet(
        number=month.key,
        name=f"苗圃街道{month.title}公益性岗位补贴发放表",
        month=month.first,
        state="issued",
        made_by="郑飞龙",
        made_login="郑飞龙",
        made_on=after.replace(day=6),
        approved_by="周莹",
        approved_on=after.replace(day=7),
        issued_on=after.replace(day=8),
        people=len({each.volunteer.id for each in lines}),
        total=sum(each.amount for each in lines),
    )
    return sheet, lines


def _place(post: WelfarePost) -> str:
    return post.community.name if post.community else ""


def _meeting(
    day: date, kind: str, topic: str, attendees: int, decided: Sequence[tuple[str, str, date, date | None]]
) -> SampleMeeting:
    return SampleMeeting(
        Meeting(
            topic=topic,
            held_on=day,
            kind=Ref(kind),
            place="街道二楼会议室",
            chair="周莹",
            attendees=attendees,
            attended_by="各社区分管负责人、党政办",
        ),
        tuple(
            Decision(meeting=Ref(topic), content=content, owner=owner, due_on=due, done_on=done)
            for content, owner, due, done in decided
        ),
    )
