"""成册的名单在纸上的内容：花名册、参保名单的抬头和一行一行的人；都是值，已经打好码。"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ListHead:
    """名单的抬头和末尾：total 是总人数，as_of 是截至哪天，note 是末页的说明。"""

    title: str
    office: str
    as_of: str
    total: int
    prepared_by: str = ""
    checked_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """花名册的一行：group 是列在哪一类下，ranks 是实际属于的各类，key 认人用（同一证件号是一个人）。"""

    community: str
    group: str
    key: str
    ranks: tuple[str, ...]
    name: str
    sex: str
    id_number: str
    phone: str
    source: str
    registered_on: str
    residence: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyFacts:
    """一份保单写在名单上的几样；premium 是每人保费（分），没有登记的为空。"""

    number: str
    insurer: str
    product: str
    period: str
    premium: int | None = None

    @property
    def said(self) -> str:
        """一行话：保单号、保险公司、险种、保险期限。"""
        product = f"　险种：{self.product}" if self.product else ""
        return f"保单号：{self.number}　保险公司：{self.insurer}{product}　保险期限：{self.period}"


@dataclass(frozen=True, slots=True)
class InsuredRow:
    """参保名单的一行；starts_on、ends_on 是实际的保障期，两端都算。"""

    community: str
    name: str
    sex: str
    id_number: str
    phone: str
    starts_on: str
    ends_on: str
    beneficiary: str
    consented: str
    note: str = ""
