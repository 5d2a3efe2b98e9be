"""可能重复的新人先不收：凭号码认不出、却像已登记的某一位的，请人一位一位地看；根据和查重是同一套。"""

from collections.abc import Iterable, Sequence
from typing import Any

from miaopu_desk.domain.duplicates import NEAR_HOME, OTHER_ID, Light, reasons
from miaopu_desk.domain.names import pinyin_key
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.register import Register
from miaopu_desk.services.acting import describe
from miaopu_desk.services.office import Office


def hold_back_twins(office: Office, register: Register[Any], rows: Sequence[Any]) -> None:
    """新增的行里，像是已登记的某一位的改为拒收，twins 里是那几位的 id；说过照收的不再拦。

    只凭姓名、只凭住处从不拦；两边都有证件号而不同的是两个人。
    """
    if register.table != "volunteers":
        return
    new = [row for row in rows if row.state == "new"]
    known = _known(office, register, new)
    for row in new:
        row.twins = ()
        alike = [*known.get(row.record.phone, ()), *known.get((row.record.name, row.record.born_on), ())]
        found = {}
        for one in alike:
            why = reasons(_light(row.record), _light(one))
            if why and OTHER_ID not in why and why[0] != NEAR_HOME:
                found[one.id] = (one, why[0])
        if not found:
            continue
        row.twins = tuple(found)
        shown = "；".join(f"{describe(register, one)}（{why}）" for one, why in list(found.values())[:3])
        if row.accepted:
            row.warnings = (*row.warnings, f"像已登记的{shown}，看过以后照收")
            continue
        row.state, row.record = "refused", None
        row.problems.append(Problem("", f"可能已登记：{shown}；看过确是另一位的，请选“照收”"))


def _known(office: Office, register: Register[Any], rows: Sequence[Any]) -> dict[Any, list[Any]]:
    """已登记的里面电话相同的、同名同生日的，按电话和（姓名, 生日）排好。"""
    table = office.keeper.table(register)
    phones = {row.record.phone for row in rows} - {None}
    names = {row.record.name for row in rows if row.record.born_on is not None}
    known: dict[Any, list[Any]] = {}
    for one in table.find_many("phone", phones):
        known.setdefault(one.phone, []).append(one)
    for one in _with_birth(table.find_many("name", names)):
        known.setdefault((one.name, one.born_on), []).append(one)
    return known


def _with_birth(people: Iterable[Any]) -> Iterable[Any]:
    return (one for one in people if one.born_on is not None)


def _light(one: Any) -> Light:
    born = one.born_on.isoformat() if one.born_on is not None else None
    return Light(getattr(one, "id", ""), one.name, pinyin_key(one.name), one.id_number, born, one.phone, one.residence)
