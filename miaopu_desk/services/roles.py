"""现在坐在电脑前的是谁、什么角色，能不能做这件事。"""

from collections.abc import Sequence
from dataclasses import dataclass

from miaopu_desk.domain.codes import OPERATOR_ROLES
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import OPERATORS
from miaopu_desk.services.keeping import Keeper

HEAD, READER = "head", "reader"


@dataclass(frozen=True, slots=True)
class Person:
    """现在的经办人：登录名、姓名（没有登记的就是登录名）、角色代码。"""

    login: str
    name: str
    role: str

    @property
    def role_label(self) -> str:
        """角色的中文名。"""
        return OPERATOR_ROLES.label(self.role)


def who(keeper: Keeper) -> Person:
    """现在的经办人。还没有登记办公室主任时，谁都算主任（第一次用的人就是）；登记了以后，没有登记的人只能看。"""
    operators = keeper.table(OPERATORS).all()
    found = next((each for each in operators if each.login == keeper.operator), None)
    name = found.name if found else keeper.operator
    if not any(each.role == HEAD for each in operators):
        return Person(keeper.operator, name, HEAD)
    return Person(keeper.operator, name, found.role if found else READER)


def require(keeper: Keeper, roles: Sequence[str], deed: str) -> Person:
    """要有其中一种角色才能做 deed，返回现在的经办人；不够的报 KnownError，说明找谁。"""
    person = who(keeper)
    if person.role not in roles:
        needed = "或".join(OPERATOR_ROLES.label(role) for role in roles)
        raise KnownError(
            f"{deed}要{needed}来做，“{person.login}”的角色是{person.role_label}。请{needed}登录后再做，"
            "或者请办公室主任在“设置”的“经办人”里登记。"
        )
    return person
