"""示例的会议和宣传：2021 年三月到五月，街道的和社区的。"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.kinds import Ref
from miaopu_desk.domain.records.meetings import Decision, Meeting, Publicity


@dataclass(frozen=True, slots=True)
class SampleMeeting:
    """一次会和议定的事。"""

    meeting: Meeting
    decisions: tuple[Decision, ...] = ()


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
