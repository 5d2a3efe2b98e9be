"""志愿服务队：志愿者所在的队伍。"""

from dataclasses import dataclass

from miaopu_desk.domain.kinds import Link, PersonName, Phone, Ref, Text
from miaopu_desk.domain.records.communities import COMMUNITY_ENDINGS
from miaopu_desk.domain.register import Record, Register, column


@dataclass(frozen=True, slots=True, kw_only=True)
class Team(Record):
    name: str = column("服务队名称", Text(40), required=True, searched=True, unique=True)
    community: Ref | None = column("社区", Link("communities", drop=COMMUNITY_ENDINGS), searched=True)
    leader: str | None = column("负责人", PersonName(), searched=True)
    phone: str | None = column("联系电话", Phone())
    note: str | None = column("说明", Text(200))


TEAMS = Register(
    Team,
    table="teams",
    title="志愿服务队",
    noun="服务队",
    listed=("name", "community", "leader", "phone", "note"),
    printed=("name", "community", "leader", "phone"),
    identity=(("name",),),
)
