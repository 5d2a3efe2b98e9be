"""会议和宣传：工作例会定了什么、谁去办、办到哪天；在哪里宣传过什么。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.kinds import Day, Link, Number, Ref, Text
from miaopu_desk.domain.records.communities import COMMUNITY_ENDINGS
from miaopu_desk.domain.register import TODAY, Record, Register, column


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Record):
    topic: str = column("会议议题", Text(80), required=True, searched=True, synonyms=("议题", "会议名称", "会议主题"))
    held_on: date = column(
        "会议日期", Day(), required=True, past=True, initial=TODAY, synonyms=("日期", "时间", "召开时间")
    )
    kind: Ref | None = column("会议类别", Link("terms", "meeting_kind"), searched=True, synonyms=("类别",))
    community: Ref | None = column(
        "社区",
        Link("communities", drop=COMMUNITY_ENDINGS),
        searched=True,
        hint="街道召开的空着",
        synonyms=("召开社区",),
    )
    place: str | None = column("会议地点", Text(60), synonyms=("地点",))
    chair: str | None = column("主持人", Text(20), searched=True)
    attendees: int | None = column("到会人数", Number(0, 9999, "人"), synonyms=("参会人数", "人数"))
    attended_by: str | None = column("参会人员", Text(400, lines=True), hint="哪些人、哪些单位")
    summary: str | None = column("会议内容", Text(1500, lines=True), synonyms=("会议纪要", "内容"))
    note: str | None = column("备注", Text(200))


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Record):
    meeting: Ref = column("会议议题", Link("meetings"), required=True, searched=True)
    content: str = column("议定事项", Text(200), required=True, searched=True)
    owner: str | None = column("责任人", Text(40), searched=True, hint="人或者单位")
    due_on: date | None = column("完成期限", Day())
    done_on: date | None = column("办结日期", Day(), past=True, hint="空着是还没有办结")
    note: str | None = column("办理情况", Text(200))


@dataclass(frozen=True, slots=True, kw_only=True)
class Publicity(Record):
    title: str = column(
        "标题", Text(100), required=True, searched=True, synonyms=("宣传标题", "内容", "宣传内容", "题目")
    )
    published_on: date = column(
        "宣传日期",
        Day(),
        required=True,
        past=True,
        initial=TODAY,
        synonyms=("日期", "发布日期", "刊发日期", "发布时间"),
    )
    channel: Ref = column(
        "宣传渠道",
        Link("terms", "channel"),
        required=True,
        searched=True,
        synonyms=("渠道", "媒体", "发布渠道", "平台"),
    )
    community: Ref | None = column(
        "社区", Link("communities", drop=COMMUNITY_ENDINGS), searched=True, hint="街道发的空着", synonyms=("报送社区",)
    )
    theme: Ref | None = column("活动主题", Link("terms", "theme"), synonyms=("主题",))
    link: str | None = column("链接", Text(300), synonyms=("网址", "文章链接"))
    reach: int | None = column("阅读或观看", Number(0, 99_999_999, "次"), synonyms=("阅读量", "浏览量", "覆盖人次"))
    author: str | None = column("报送人", Text(20), synonyms=("作者", "撰稿人"))
    note: str | None = column("备注", Text(200))


MEETINGS = Register(
    Meeting,
    table="meetings",
    title="会议",
    noun="会议",
    listed=("held_on", "kind", "topic", "community", "place", "chair", "attendees", "summary"),
    printed=("held_on", "kind", "topic", "community", "chair", "attendees"),
    order_by=("-held_on",),
    name_by="topic",
    identity=(("topic", "held_on", "community"),),
)

DECISIONS = Register(
    Decision,
    table="decisions",
    title="议定事项",
    noun="议定事项",
    listed=("meeting", "meeting.held_on", "content", "owner", "due_on", "done_on", "note"),
    printed=("meeting.held_on", "content", "owner", "due_on", "done_on", "note"),
    order_by=("-meeting", "due_on"),
    owner="meeting",
    name_by="content",
    identity=(("meeting", "content"),),
)

PUBLICITY = Register(
    Publicity,
    table="publicity",
    title="宣传",
    noun="宣传",
    listed=("published_on", "channel", "title", "community", "theme", "reach", "link", "author"),
    printed=("published_on", "channel", "title", "community", "theme", "reach"),
    order_by=("-published_on",),
    name_by="title",
    identity=(("title", "published_on", "channel"),),
)
