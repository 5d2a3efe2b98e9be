"""保险在纸上的内容：批改名单、保费清单、理赔材料；都是值，号码已经打好码。"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.list_pages import PolicyFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedRow:
    """批改名单的一行；change 是批增、批减、不变的中文名，money 是应交或应退的保费（分）。"""

    change: str
    community: str
    name: str
    sex: str
    id_number: str
    phone: str
    starts_on: str
    ends_on: str
    premium: int | None = None
    refund: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionFacts:
    """一次报送写在纸上的几样。"""

    number: str
    kind: str
    noticed_on: str
    effective_on: str
    endorsement: str = ""

    @property
    def said(self) -> str:
        """一行话：批改号、通知日期、批增生效、批减止。"""
        issued = f"　批单号：{self.endorsement}" if self.endorsement else ""
        return (
            f"批改号：{self.number}（{self.kind}）　通知日期：{self.noticed_on}　批增自{self.effective_on}零时起，"
            f"批减至{self.noticed_on}二十四时止{issued}"
        )


@dataclass(frozen=True, slots=True)
class PremiumLine:
    """保费清单的一行：一个社区的人数和保费（分）。"""

    community: str
    added: int = 0
    premium: int = 0
    removed: int = 0
    refund: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PremiumSheet:
    """保费清单；submission 空着的是整张保单某天在保的人，rule 是批改保费怎样算。"""

    title: str
    office: str
    signed_as: str
    day: date
    policy: PolicyFacts
    lines: tuple[PremiumLine, ...]
    submission: str = ""
    rule: str = ""
    prepared_by: str = ""
    checked_by: str = ""

    @property
    def total(self) -> PremiumLine:
        """合计。"""
        return add_up("合计", self.lines)


def add_up(name: str, lines: Iterable[PremiumLine]) -> PremiumLine:
    """几行加起来。"""
    every = list(lines)
    return PremiumLine(
        name,
        sum(each.added for each in every),
        sum(each.premium for each in every),
        sum(each.removed for each in every),
        sum(each.refund for each in every),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedLine:
    """出险那天的一条服务：从服务记录、排班或活动来，kind 说是哪一种。"""

    kind: str
    name: str
    time: str
    place: str
    organiser: str
    attendance: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class SignedLine:
    """签到的一行。"""

    name: str
    community: str
    attendance: str
    time: str
    hours: str
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverLine:
    """一段保障：从哪天到哪天，哪一次报的。"""

    starts_on: str
    ends_on: str
    holds: bool
    reported: str = ""
    consent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPack:
    """一次理赔的全部材料；facts、policy 是（栏名，内容）。"""

    office: str
    signed_as: str
    day: date
    name: str
    happened_on: date
    facts: tuple[tuple[str, str], ...]
    happening: str
    served: tuple[ServedLine, ...]
    sheet: str  # 签到的是哪一场，没有为空
    signed: tuple[SignedLine, ...]
    policy: tuple[tuple[str, str], ...]
    covers: tuple[CoverLine, ...]
    note: str
    prepared_by: str = ""

    @property
    def covered(self) -> bool:
        """出险那天在不在保。"""
        return any(each.holds for each in self.covers)
