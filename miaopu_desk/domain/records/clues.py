"""线索和奖励：上报的线索、奖励办法、一批一批的发放；举报人封存，列表、导出、打印、更改记录里都不现。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.codes import CLUE_LEVELS, CLUE_STATES
from miaopu_desk.domain.kinds import Choice, Day, Link, Ref, Text, YesNo, money
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records.communities import COMMUNITY_ENDINGS
from miaopu_desk.domain.register import TODAY, Record, Register, column, earlier_first
from miaopu_desk.domain.sealed import SealedLink, SealedPhone, SealedText


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue(Record):
    number: str = column("线索编号", Text(20), required=True, unique=True, searched=True, hint="例如 2021-001")
    received_on: date = column("受理日期", Day(), required=True, past=True, initial=TODAY)
    kind: Ref | None = column("线索类别", Link("terms", "clue_kind"))
    level: str | None = column("线索等级", Choice(CLUE_LEVELS), hint="核实以后定，奖励按它算")
    content: str = column(
        "线索内容", Text(400, lines=True), required=True, searched=True, hint="不要写举报人的姓名和电话"
    )
    place: str | None = column("地点", Text(60), searched=True)
    community: Ref | None = column("社区", Link("communities", drop=COMMUNITY_ENDINGS), searched=True)
    reporter: Ref | None = column("举报人", SealedLink("volunteers"), hint="是志愿者的在这里选；存下以后不再显示")
    reporter_name: str | None = column("举报群众", SealedText(20), hint="不是志愿者的在这里写；存下以后不再显示")
    reporter_phone: str | None = column("举报群众电话", SealedPhone(), hint="存下以后不再显示")
    state: str = column("线索状态", Choice(CLUE_STATES), required=True, initial="received")
    handed_to: str | None = column("转交单位", Text(60), searched=True)
    handed_on: date | None = column("转交日期", Day(), past=True)
    answered_on: date | None = column("答复日期", Day(), past=True)
    answer: str | None = column("办理结果", Text(400, lines=True))
    adopted: bool | None = column("采纳", YesNo(), hint="采纳的才有奖励")
    closed_on: date | None = column("办结日期", Day(), past=True)
    note: str | None = column("备注", Text(200))


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardRule(Record):
    name: str = column("奖励名称", Text(40), required=True)
    kind: Ref | None = column("线索类别", Link("terms", "clue_kind"), hint="空着的不分类别")
    level: str | None = column("线索等级", Choice(CLUE_LEVELS), hint="空着的不分等级")
    amount: int = column("奖励金额", money(), required=True)
    yearly_cap: int | None = column("每人每年最多", money(), hint="空着的不封顶")
    starts_on: date = column("生效日期", Day(), required=True, initial=TODAY)
    ends_on: date | None = column("终止日期", Day(), hint="空着表示一直有效")
    note: str | None = column("依据", Text(100))


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardBatch(Record):
    number: str = column("批次编号", Text(20), required=True, unique=True, searched=True, hint="例如 2021-01")
    day: date = column("造册日期", Day(), required=True, past=True, initial=TODAY)
    paid_on: date | None = column("发放日期", Day(), past=True, hint="发完以后用“记为已发”来填")
    note: str | None = column("备注", Text(200))


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardPayment(Record):
    """一条线索只发一次：线索编号不得重复。"""

    batch: Ref = column("批次编号", Link("reward_batches"), required=True)
    clue: Ref = column("线索编号", Link("clues"), required=True, unique=True)
    amount: int = column("奖励金额", money(), required=True)
    note: str | None = column("计算依据", Text(100))


def a_handed_clue_names_where(one: Clue) -> Problem | None:
    """转交了的要写交给谁、哪天，才知道该不该催。"""
    if one.state == "handed" and (not one.handed_to or one.handed_on is None):
        return Problem("转交单位", "已转交的请填写转交单位和转交日期")
    return None


def an_answered_clue_has_its_day(one: Clue) -> Problem | None:
    """答复了的要写哪天。"""
    return Problem("答复日期", "已答复的请填写日期") if one.state == "answered" and one.answered_on is None else None


def an_invalid_clue_is_not_adopted(one: Clue) -> Problem | None:
    """不属实的不采纳，也就没有奖励。"""
    return Problem("采纳", "不属实的线索不能采纳，请核对") if one.state == "invalid" and one.adopted else None


CLUES = Register(
    Clue,
    table="clues",
    title="线索",
    noun="线索",
    listed=(
        "number",
        "received_on",
        "kind",
        "content",
        "place",
        "community",
        "state",
        "handed_to",
        "handed_on",
        "answered_on",
        "adopted",
        "level",
    ),
    printed=("number", "received_on", "kind", "content", "community", "state", "handed_to", "answered_on", "adopted"),
    order_by=("-number",),
    name_by="number",
    rules=(
        a_handed_clue_names_where,
        an_answered_clue_has_its_day,
        an_invalid_clue_is_not_adopted,
        earlier_first("received_on", "handed_on", "转交日期", "早于受理日期，请核对"),
        earlier_first("received_on", "answered_on", "答复日期", "早于受理日期，请核对"),
    ),
    identity=(("number",),),
)

REWARD_RULES = Register(
    RewardRule,
    table="reward_rules",
    title="奖励办法",
    noun="奖励办法",
    listed=("name", "kind", "level", "amount", "yearly_cap", "starts_on", "ends_on", "note"),
    printed=("name", "kind", "level", "amount", "yearly_cap", "starts_on", "ends_on"),
    order_by=("starts_on", "kind", "level"),
    rules=(earlier_first("starts_on", "ends_on", "终止日期", "早于生效日期，请核对"),),
    identity=(("name", "starts_on"),),
)

REWARD_BATCHES = Register(
    RewardBatch,
    table="reward_batches",
    title="线索奖励",
    noun="奖励批次",
    listed=("number", "day", "paid_on", "note"),
    printed=("number", "day", "paid_on", "note"),
    order_by=("-number",),
    name_by="number",
    rules=(earlier_first("day", "paid_on", "发放日期", "早于造册日期，请核对"),),
    identity=(("number",),),
)

REWARD_PAYMENTS = Register(
    RewardPayment,
    table="reward_payments",
    title="奖励明细",
    noun="奖励",
    listed=("batch", "clue", "clue.received_on", "clue.kind", "clue.community", "amount", "note"),
    printed=("batch", "clue", "clue.kind", "amount", "note"),
    order_by=("-batch", "clue"),
    owner="batch",
    name_by="clue",
    identity=(("clue",),),
)
