"""经办人：谁用哪个登录名，能做什么。"""

from dataclasses import dataclass

from miaopu_desk.domain.codes import OPERATOR_ROLES
from miaopu_desk.domain.kinds import Choice, PersonName, Text
from miaopu_desk.domain.register import Record, Register, column


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator(Record):
    login: str = column("登录名", Text(40), required=True, unique=True, hint="这台电脑登录时用的名字")
    name: str = column("姓名", PersonName(), required=True, searched=True)
    role: str = column(
        "角色",
        Choice(OPERATOR_ROLES),
        required=True,
        hint="办公室主任可以重新打开已关账的月份；登记了主任以后，没有登记的人只能看",
    )
    note: str | None = column("备注", Text(200))


OPERATORS = Register(
    Operator,
    table="operators",
    title="经办人",
    noun="经办人",
    listed=("name", "login", "role", "note"),
    printed=("name", "login", "role", "note"),
    identity=(("login",),),
)
