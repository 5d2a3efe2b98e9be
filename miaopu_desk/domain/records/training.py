"""培训：办了哪些场次，谁参加了（记录内容依据民政部令第67号第八条）。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.codes import PARTICIPATION_STATES, QUARTERS, SESSION_STATES, TRAINING_LEVELS
from miaopu_desk.domain.kinds import Choice, Day, Link, Number, PersonName, Ref, Text, YesNo, hours
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
    audience: str | None = column("培训对象", Text(60), synonyms=("参训对象", "对象"))
    state: str | None = column(
        "举办情况", Choice(SESSION_STATES), hint="空着的照日期算：日子过了就是办过；写着“计划”的不算办过"
    )
    planned_people: int | None = column("计划人数", Number(1, 99_999, "人"))
    evaluation: str | None = column("培训评价", Text(200, lines=True), synonyms=("效果评价", "评价"))
    plan: Ref | None = column("年度计划", Link("training_plans"), hint="落实的是哪一项年度计划")


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(Record):
    session: Ref = column("培训名称", Link("training_sessions"), required=True, searched=True)
    volunteer: Ref = column("志愿者", Link("volunteers"), required=True, searched=True, synonyms=("姓名",))
    state: str | None = column(
        "参训情况", Choice(PARTICIPATION_STATES), initial="present", hint="只有“到”的算参训；空着的按到"
    )
    passed: bool | None = column("考核合格", YesNo())
    note: str | None = column("备注", Text(200))


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPlan(Record):
    year: int = column("年度", Number(2000, 2100), required=True)
    quarter: str = column("季度", Choice(QUARTERS), required=True)
    topic: str = column("计划培训", Text(60), required=True, searched=True, synonyms=("培训内容", "计划内容"))
    level: str | None = column("培训层级", Choice(TRAINING_LEVELS), synonyms=("层级",))
    audience: str | None = column("培训对象", Text(60), searched=True, synonyms=("对象",))
    sessions: int = column("计划场次", Number(1, 9_999, "场"), required=True, initial=1)
    people: int | None = column("计划人次", Number(1, 999_999, "人次"), hint="各场合计的人次")
    note: str | None = column("备注", Text(200))


TRAINING_SESSIONS = Register(
    TrainingSession,
    table="training_sessions",
    title="培训场次",
    noun="场次",
    listed=("held_on", "topic", "state", "community", "level", "form", "venue", "trainer", "minutes", "organiser"),
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
    listed=(
        "session",
        "session.held_on",
        "volunteer",
        "volunteer.community",
        "volunteer.ranks",
        "state",
        "passed",
        "note",
    ),
    printed=("session", "session.held_on", "volunteer", "volunteer.community", "state", "passed"),
    order_by=("-session", "volunteer"),
    owner="session",
    name_by="volunteer",
    identity=(("session", "volunteer"),),
)

TRAINING_PLANS = Register(
    TrainingPlan,
    table="training_plans",
    title="年度培训计划",
    noun="培训计划",
    listed=("year", "quarter", "topic", "level", "audience", "sessions", "people", "note"),
    printed=("year", "quarter", "topic", "level", "audience", "sessions", "people"),
    order_by=("-year", "quarter", "topic"),
    name_by="topic",
    identity=(("year", "quarter", "topic", "level"),),
)
