"""表彰、礼遇、岗位、会议、宣传的一个月：数字和月报里的几句话，只说登记里有的。"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from miaopu_desk.domain.amounts import in_yuan


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFacts:
    """一个社区（或街道本级、合计）这个月的数：people 类的是人数，其余是次数、份数；金额以分计。"""

    name: str
    honours: int = 0
    honoured_people: int = 0
    courtesies: int = 0
    courtesy_people: int = 0
    courtesy_value: int = 0
    posts: int = 0
    vacant_posts: int = 0
    post_holders: int = 0
    meetings: int = 0
    decisions_open: int = 0
    publicity: int = 0

    @property
    def empty(self) -> bool:
        """什么也没有。"""
        return not any(getattr(self, name) for name in LABELS)


LABELS = {
    "honours": "登记荣誉",
    "honoured_people": "受表彰人数",
    "courtesies": "礼遇份数",
    "courtesy_people": "礼遇人数",
    "courtesy_value": "礼遇价值",
    "posts": "公益性岗位",
    "vacant_posts": "其中空缺",
    "post_holders": "在岗人数",
    "meetings": "会议",
    "decisions_open": "未办结事项",
    "publicity": "宣传篇数",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HonourFacts:
    """一个月的表彰、礼遇、岗位、会议、宣传；communities 按社区次序，street 是不归哪个社区的，total 是合计。

    stipend_people、stipend_total 是这个月印发的补贴表的人数和金额（分），没有印发的为空；channels 是各渠道的篇数。
    """

    month: str
    communities: tuple[PlaceFacts, ...]
    street: PlaceFacts
    total: PlaceFacts
    stipend_people: int | None = None
    stipend_total: int | None = None
    channels: tuple[tuple[str, int], ...] = ()
    kinds: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def lines(self) -> tuple[PlaceFacts, ...]:
        """表上的各行：社区、街道本级（有才列）、合计。"""
        return (*self.communities, *(() if self.street.empty else (self.street,)), self.total)


def honour_sentences(facts: HonourFacts) -> list[str]:
    """月报里的几段：表彰礼遇、公益性岗位、会议、宣传，各一段。"""
    return [_honours(facts), _posts(facts), _meetings(facts), _publicity(facts)]


def _honours(facts: HonourFacts) -> str:
    total = facts.total
    if not total.honours:
        text = "本月没有登记新的荣誉。"
    else:
        people = f"，涉及志愿者{total.honoured_people}人" if total.honoured_people else ""
        text = f"本月登记荣誉{total.honours}项{people}（{_where(facts, 'honours', '项')}）。"
    if not total.courtesies:
        return text + "没有发放礼遇。"
    kinds = "、".join(f"{name}{count}份" for name, count in facts.kinds)
    value = f"，价值{in_yuan(total.courtesy_value)}" if total.courtesy_value else ""
    return text + f"向{total.courtesy_people}名志愿者发放礼遇{total.courtesies}份{value}：{kinds}。"


def _posts(facts: HonourFacts) -> str:
    total = facts.total
    if not total.posts:
        text = "目前没有设公益性岗位。"
    else:
        vacant = f"，空缺{total.vacant_posts}个" if total.vacant_posts else "，没有空缺"
        text = f"公益性岗位名额{total.posts}个，在岗{total.post_holders}人{vacant}。"
    if facts.stipend_people is None:
        return text + ("本月没有印发补贴发放表。" if total.posts else "")
    return text + f"本月印发补贴{facts.stipend_people}人、{in_yuan(facts.stipend_total or 0)}。"


def _meetings(facts: HonourFacts) -> str:
    total = facts.total
    if total.meetings:
        text = f"本月召开会议{total.meetings}次（{_where(facts, 'meetings', '次')}）。"
    else:
        text = "本月没有登记会议。"
    if total.decisions_open:
        return text + f"议定事项还有{total.decisions_open}项没有办结。"
    return text + ("没有未办结的议定事项。" if total.meetings else "")


def _publicity(facts: HonourFacts) -> str:
    total = facts.total
    if not total.publicity:
        return "本月没有登记宣传。"
    channels = "、".join(f"{name}{count}条" for name, count in facts.channels)
    return f"本月宣传{total.publicity}条（{_where(facts, 'publicity', '条')}），渠道是{channels}。"


def _where(facts: HonourFacts, name: str, unit: str) -> str:
    """“街道本级1项、东方里2项”；没有的不写。"""
    places: Sequence[PlaceFacts] = (facts.street, *facts.communities)
    return "、".join(f"{each.name}{count}{unit}" for each in places if (count := getattr(each, name)))
