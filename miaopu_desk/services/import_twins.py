"""可能重复的新人先不收：同名又同生日、却凭号码认不出来的，请人一位一位地看。"""

from collections.abc import Sequence
from typing import Any

from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.register import Register
from miaopu_desk.services.acting import describe
from miaopu_desk.services.office import Office


def hold_back_twins(office: Office, register: Register[Any], rows: Sequence[Any]) -> None:
    """新增的行里，像是已登记的某一位的改为拒收，twins 里是那几位的 id；说过照收的不再拦。

    只凭姓名从不算像；两边都有证件号而不同的是两个人。
    """
    if register.table != "volunteers":
        return
    new = [row for row in rows if row.state == "new"]
    for row in new:
        row.twins = ()
    names = {row.record.name for row in new if row.record.born_on is not None}
    known: dict[Any, list[Any]] = {}
    for one in office.keeper.table(register).find_many("name", names):
        if one.born_on is not None:
            known.setdefault((one.name, one.born_on), []).append(one)
    for row in new:
        record = row.record
        alike = [
            one
            for one in known.get((record.name, record.born_on), [])
            if one.id_number is None or record.id_number is None
        ]
        if not alike:
            continue
        row.twins = tuple(one.id for one in alike)
        shown = "、".join(describe(register, one) for one in alike[:3])
        if row.accepted:
            row.warnings = (*row.warnings, f"和已登记的{shown}同名同生日，看过以后照收")
            continue
        row.state, row.record = "refused", None
        row.problems.append(Problem("", f"可能与已登记的{shown}是同一位（同名、同生日）；看过确是另一位的，请选“照收”"))
