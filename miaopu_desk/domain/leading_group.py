"""领导小组的两种纸：一期名单，和调整通知；内容都是值，怎么排由纸那一边管。"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.month import full_day


@dataclass(frozen=True, slots=True)
class Member:
    """名单里的一行：职务的中文名、姓名（或集体成员）、单位及职务。"""

    post: str
    name: str
    title: str = ""

    @property
    def held(self) -> str:
        """担任的职务，带单位：成员（某某站站长）。"""
        return f"{self.post}（{self.title}）" if self.title else self.post


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterPage:
    """一期名单：members 照文件的先后；day 是要看的那一天，名单在那天有效。"""

    office: str
    brand: str
    number: str
    issued_on: date
    members: tuple[Member, ...]
    signed_as: str
    day: date
    office_in: str = ""
    seal: bool = False

    @property
    def group(self) -> str:
        """领导小组的全称，不带单位。"""
        return f"“{self.brand}”品牌创建工作领导小组" if self.brand else "志愿服务工作领导小组"

    @property
    def full_name(self) -> str:
        """领导小组的全称：苗圃街道“衡阳群众”品牌创建工作领导小组。"""
        return f"{self.office.removesuffix('办事处')}{self.group}"


@dataclass(frozen=True, slots=True)
class Change:
    """一个人的变动：before 空着是新进，after 空着是退出。"""

    name: str
    before: str = ""
    after: str = ""

    @property
    def kind(self) -> str:
        """新进、退出或变动。"""
        return "变动" if self.before and self.after else "新进" if self.after else "退出"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeNotice:
    """一份调整通知：page 是新名单，previous 是上一期的（编号，印发日期），首次印发时为空。"""

    page: RosterPage
    reason: str = ""
    previous: tuple[str, date] | None = None
    changes: tuple[Change, ...] = ()
    addressee: str = "各社区"
    document_number: str = ""

    @property
    def title(self) -> str:
        """标题：首次印发是成立；有上一期的，或写着调整原因而上一期没有登记的，是调整成员。"""
        adjusts = self.previous is not None or plain_reason(self.reason)
        what = f"关于调整{self.page.full_name}成员" if adjusts else f"关于成立{self.page.full_name}"
        return f"{what}的通知"

    @property
    def opening(self) -> str:
        """第一段：为什么、从哪天起、原来的名单怎么办。"""
        day = full_day(self.page.issued_on)
        cause = plain_reason(self.reason)
        if self.previous is None:
            if cause:
                return f"因{cause}，现调整{self.page.full_name}成员，自{day}起按下列名单执行。"
            return f"自{day}起成立{self.page.full_name}，组成人员如下。"
        number, issued = self.previous
        why = f"因{cause}，" if cause else ""
        return (
            f"{why}现调整{self.page.full_name}成员，自{day}起按新名单执行；"
            f"{full_day(issued)}印发的名单（{number}）同时停止使用。"
        )


def plain_reason(reason: str) -> str:
    """调整原因去掉开头的“由于”“因”和末尾的标点，好接在“因”字后面。"""
    text = reason.strip().rstrip("。，；,;.")
    for word in ("由于", "因为", "鉴于", "因"):
        if text.startswith(word):
            return text.removeprefix(word).strip()
    return text


def posts_held(members: Sequence[Member]) -> str:
    """同一个人兼几职的写在一起：副组长（甲）兼办公室主任（乙）。"""
    return "兼".join(each.held for each in members)
