"""表彰的纸：评选名单、推荐表、礼遇签收表、补贴发放表上的内容；都是值，号码已经打好码。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.amounts import in_capitals, in_yuan
from miaopu_desk.domain.stipends import BASE, MINUS, PLUS


@dataclass(frozen=True, slots=True)
class AwardRow:
    """名单上的一个：名称、所在社区、推荐单位、证书编号、事迹（不要的为空）。"""

    name: str
    community: str
    nominated_by: str
    number: str = ""
    deeds: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardPart:
    """名单的一段：一种荣誉，或一次评选的一个结果。"""

    title: str
    rows: tuple[AwardRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardList:
    """推荐名单、公示或表彰名单：title 的换行是指定的折行，paragraphs 是正文，who 是名称那一栏的栏名。"""

    title: str
    paragraphs: tuple[str, ...]
    parts: tuple[AwardPart, ...]
    who: str
    signed_as: str
    day: date
    seal: bool = False
    with_deeds: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationForm:
    """一张推荐表：facts 是成对排的（栏名，内容），deeds 是事迹，honours 是得过的荣誉，opinions 是留着盖章的各格。

    blank 是空白表，给社区手填的；别的表没有的内容写一字线。
    """

    title: str
    office: str
    facts: tuple[tuple[str, str], ...]
    deeds: str
    honours: str
    opinions: tuple[str, ...]
    note: str
    blank: bool = False


@dataclass(frozen=True, slots=True)
class CourtesyRow:
    """签收表的一行；value 是单价（分），没有金额的为空。"""

    name: str
    community: str
    kind: str
    count: int
    value: int | None
    day: date
    note: str = ""

    @property
    def amount(self) -> int:
        """这一行的金额（分）。"""
        return (self.value or 0) * self.count


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtesySheet:
    """礼遇签收表。"""

    title: str
    subtitle: str
    office: str
    rows: tuple[CourtesyRow, ...]
    prepared_by: str
    checked_by: str

    @property
    def total(self) -> int:
        """金额合计（分）。"""
        return sum(each.amount for each in self.rows)

    @property
    def pieces(self) -> int:
        """份数合计。"""
        return sum(each.count for each in self.rows)

    def total_words(self) -> str:
        """合计的一句话；有金额的连大写。"""
        people = len({(each.name, each.community) for each in self.rows})
        said = f"{people}人，{self.pieces}份"
        return f"{said}，{in_yuan(self.total)}（{in_capitals(self.total)}）" if self.total else said


@dataclass(frozen=True, slots=True)
class PayLine:
    """发放表里存着的一行，照编表时的样子。"""

    person: str
    kind: str
    name: str
    community: str
    post: str
    unit: str
    card: str
    monthly: int | None
    days: int | None
    leave_days: int | None
    amount: int
    reason: str


@dataclass(frozen=True, slots=True)
class PayRow:
    """纸上的一个人：当月补贴、补发、扣减、实发（分）；posts 是岗位，reasons 是补发扣减的原因。"""

    name: str
    community: str
    posts: str
    units: str
    card: str
    monthly: str
    days: str
    base: int
    plus: int
    minus: int
    reasons: str

    @property
    def net(self) -> int:
        """实发。"""
        return self.base + self.plus - self.minus


@dataclass(frozen=True, slots=True, kw_only=True)
class PaySheet:
    """补贴发放表；state 是编制中、已审核、已印发。"""

    title: str
    number: str
    state: str
    rows: tuple[PayRow, ...]
    made: str
    approved: str
    issued: str

    @property
    def total(self) -> int:
        """实发合计（分）。"""
        return sum(each.net for each in self.rows)

    def total_words(self) -> str:
        """合计的小写和大写；扣减多过应发的（还没有审核）不写大写。"""
        capitals = f"（{in_capitals(self.total)}）" if self.total >= 0 else ""
        return f"{len(self.rows)}人，{yuan(self.total)}元{capitals}"


def pay_rows(lines: tuple[PayLine, ...]) -> tuple[PayRow, ...]:
    """存着的各行归成一人一行，照行的先后。"""
    people = dict.fromkeys(each.person for each in lines)
    return tuple(_pay_row([each for each in lines if each.person == person]) for person in people)


def yuan(cents: int) -> str:
    """带千分位的元，成列对得齐；负数前面写负号。"""
    return ("-" if cents < 0 else "") + in_yuan(abs(cents)).removesuffix("元")


def _pay_row(lines: list[PayLine]) -> PayRow:
    base = [each for each in lines if each.kind == BASE]
    first = (base or lines)[0]
    return PayRow(
        name=first.name,
        community=first.community,
        posts=_joined([each.post for each in base] or [first.post]),
        units=_joined([each.unit for each in base] or [first.unit]),
        card=first.card,
        monthly=_joined([yuan(each.monthly) for each in base if each.monthly is not None]),
        days=_joined([_days(each) for each in base]),
        base=sum(each.amount for each in base),
        plus=sum(each.amount for each in lines if each.kind == PLUS),
        minus=sum(each.amount for each in lines if each.kind == MINUS),
        reasons="；".join(each.reason for each in lines if each.reason),
    )


def _days(line: PayLine) -> str:
    away = f"（请假{line.leave_days}）" if line.leave_days else ""
    return f"{line.days}{away}"


def _joined(texts: list[str]) -> str:
    return "\n".join(dict.fromkeys(each for each in texts if each))
