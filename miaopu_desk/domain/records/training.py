"""培训：办了哪些场次，谁参加了（记录内容依据民政部令第67号第八条）。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.codes import TRAINING_LEVELS
from miaopu_desk.domain.kinds import Choice, Day, Link, PersonName, Ref, Text, YesNo, hours
from miaopu_desk.domain.records.communities import COMMUNITY_ENDINGS
from miaopu_desk.domain.register import TODAY, Record, Register, column


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingSession(Record):
    topic: str = column("培训名称", Text(60), required=True, searched=True, synonyms=("培训主题", "名称"))
    held_on: date = column("培训日期", Day(), required=True, initial=TODAY, synonyms=("日期",))
    community: Ref | None = column(
        "社区",
        Link("communities", drop=COMMUNITY_ENDINGS),
        searched=True,
        hint="街道统一举办的空着",
        synonyms=("举办社区",),
    )
    level: str | None = column("培训层级", Choice(TRAINING_LEVELS), synonyms=("层级",))
    form: Ref | None = column("培训形式", Link("terms", "training_form"), synonyms=("形式",))
    venue: Ref | None = column("培训场所", Link("terms", "venue"), synonyms=("地点", "培训地点"))
    trainer: str | None = column("授课人", PersonName(), searched=True, synonyms=("讲师", "主讲人"))
    minutes: int | None = column("学时", hours(), hint="以小时计，如 1.5", synonyms=("学习时长",))
    organiser: str | None = column("举办单位", Text(60))
    content: str | None = column("主要内容", Text(400, lines=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(Record):
    session: Ref = column("培训名称", Link("training_sessions"), required=True, searched=True)
    volunteer: Ref = column("志愿者", Link("volunteers"), required=True, searched=True, synonyms=("姓名",))
    passed: bool | None = column("考核合格", YesNo())
    note: str | None = column("备注", Text(200))


TRAINING_SESSIONS = Register(
    TrainingSession,
    table="training_sessions",
    title="培训场次",
    noun="场次",
    listed=("held_on", "topic", "community", "level", "form", "venue", "trainer", "minutes", "organiser"),
    printed=("held_on", "topic", "community", "form", "venue", "trainer", "minutes"),
    order_by=("-held_on",),
    name_by="topic",
    identity=(("topic", "held_on", "community"),),
)

PARTICIPATIONS = Register(
    Participation,
    table="participations",
    title="参训人员",
    noun="参训记录",
    listed=("session", "session.held_on", "volunteer", "volunteer.community", "volunteer.ranks", "passed", "note"),
    printed=("session", "session.held_on", "volunteer", "volunteer.community", "passed"),
    order_by=("-session", "volunteer"),
    owner="session",
    name_by="volunteer",
    identity=(("session", "volunteer"),),
)
