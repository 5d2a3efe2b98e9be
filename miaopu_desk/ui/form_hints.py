"""一边填一边说的话：证件号读出什么、和谁重复、哪几栏能替人填上。"""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from miaopu_desk.domain.codes import SEX
from miaopu_desk.domain.id_number import age_on, born_on, changes_in, region_doubt, sex_of
from miaopu_desk.domain.kinds import IdNumber
from miaopu_desk.domain.register import Column, Record, Register
from miaopu_desk.services.keeping import describe
from miaopu_desk.services.office import Office


def twin_of(office: Office, register: Register[Any], record: Record | None, column: Column, value: Any) -> str:
    """不得重复的栏目已有别人填过的说明；没有为空串。record 是正在改的那一条。"""
    if not column.unique:
        return ""
    for other in office.keeper.table(register).find(column.name, column.kind.to_db(value)):
        if record is None or other.id != record.id:
            return f"与已有的{register.noun}{describe(register, other)}相同，请核对"
    return ""


def while_typing(office: Office, column: Column, raw: object) -> str:
    """正在填的证件号：没填完说几位，填对了说性别、出生日期、年龄；别的栏目为空串。"""
    if not isinstance(column.kind, IdNumber):
        return ""
    text = str(raw).strip()
    number = column.kind.read(text)
    if not isinstance(number, str):
        return f"已填 {len(text)} 位" if text else ""
    birth, sex = born_on(number), sex_of(number)
    if birth is None or sex is None:
        return ""
    told = (*changes_in(text), *filter(None, (region_doubt(number),)))
    changed = "".join(f"　{each}" for each in told)
    return f"{SEX.label(sex)}　{birth.isoformat()}　{age_on(birth, office.today())}岁{changed}"


def following(
    register: Register[Any], values: Mapping[str, Any], automatic: Mapping[str, Any], source: str
) -> dict[str, Any]:
    """改了 source 以后能由别栏推出来的：只推空着的，和上次就是推出来的（automatic），不动人填的。"""
    found: dict[str, Any] = {}
    for column in register.columns:
        if column.follows is None or column.name == source:
            continue
        now = values[column.name]
        if now is None or automatic.get(column.name) == now:
            value = column.follows(SimpleNamespace(**values))
            if value is not None and value != now:
                found[column.name] = value
    return found
