"""领导小组名单：一次调整就是一整份名单，按文件上的顺序，谁也不重排。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.codes import POSTS
from miaopu_desk.domain.kinds import Choice, Day, Link, Number, PersonName, Phone, Ref, Text
from miaopu_desk.domain.register import TODAY, Record, Register, column


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterIssue(Record):
    number: str = column("名单编号", Text(40), required=True, searched=True, unique=True, hint="例如 2021年第1次")
    issued_on: date = column("印发日期", Day(), required=True, initial=TODAY)
    reason: str | None = column("调整原因", Text(200), searched=True)
    office_in: str | None = column("办公室设在", Text(40))
    note: str | None = column("说明", Text(400, lines=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader(Record):
    issue: Ref = column("名单编号", Link("roster_issues"), required=True)
    position: int = column("顺序", Number(1, 999), required=True)
    post: str = column("职务", Choice(POSTS), required=True, synonyms=("组内职务",))
    name: str = column("姓名", PersonName(), required=True, searched=True, hint="集体成员写单位，如 各站（所）负责人")
    title: str | None = column("单位及职务", Text(60), searched=True, synonyms=("现任职务",))
    phone: str | None = column("联系电话", Phone(), searched=True)


ROSTER_ISSUES = Register(
    RosterIssue,
    table="roster_issues",
    title="领导小组名单",
    noun="名单",
    listed=("number", "issued_on", "reason", "office_in"),
    printed=("number", "issued_on", "reason", "office_in"),
    order_by=("-issued_on",),
    name_by="number",
    identity=(("number",),),
)

LEADERS = Register(
    Leader,
    table="leaders",
    title="领导小组成员",
    noun="成员",
    listed=("position", "post", "name", "title", "phone"),
    printed=("post", "name", "title"),
    order_by=("issue", "position"),
    owner="issue",
    identity=(("issue", "post", "name"),),
)
