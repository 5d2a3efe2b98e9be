"""党支部：党员志愿者所在的支部。"""

from dataclasses import dataclass

from miaopu_desk.domain.kinds import Link, PersonName, Phone, Ref, Text
from miaopu_desk.domain.records.communities import COMMUNITY_ENDINGS
from miaopu_desk.domain.register import Record, Register, column


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyBranch(Record):
    name: str = column("党支部名称", Text(40), required=True, searched=True, unique=True)
    community: Ref | None = column("社区", Link("communities", drop=COMMUNITY_ENDINGS), searched=True)
    secretary: str | None = column("支部书记", PersonName(), searched=True)
    phone: str | None = column("联系电话", Phone())


PARTY_BRANCHES = Register(
    PartyBranch,
    table="party_branches",
    title="党支部",
    noun="党支部",
    listed=("name", "community", "secretary", "phone"),
    printed=("name", "community", "secretary", "phone"),
    identity=(("name",),),
)
