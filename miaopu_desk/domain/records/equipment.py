"""值守装备：马甲、引导旗、口哨各有多少，哪天发给谁、发了几件，哪天还的。"""

from dataclasses import dataclass
from datetime import date

from miaopu_desk.domain.kinds import Day, Link, Number, Ref, Text
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.register import TODAY, Record, Register, column, earlier_first


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment(Record):
    name: str = column("装备名称", Text(40), required=True, searched=True, unique=True, hint="例如 马甲、引导旗、口哨")
    stock: int = column("库存总数", Number(0, 999_999), required=True, hint="发出去的也算在内")
    measure: str | None = column("计量单位", Text(4), hint="例如 件、面、个")
    note: str | None = column("备注", Text(200))


@dataclass(frozen=True, slots=True, kw_only=True)
class EquipmentIssue(Record):
    equipment: Ref = column("装备", Link("equipment"), required=True, searched=True, synonyms=("装备名称",))
    volunteer: Ref | None = column("志愿者", Link("volunteers"), searched=True, synonyms=("姓名", "领用人"))
    unit: str | None = column("领用单位", Text(60), searched=True, hint="由单位领用时填写")
    count: int = column("数量", Number(1, 99_999), required=True, initial=1)
    issued_on: date = column("领用日期", Day(), required=True, initial=TODAY)
    returned: int | None = column(
        "归还数量",
        Number(1, 99_999),
        follows=lambda one: one.count if one.returned_on else None,
        hint="写了归还日期、空着数量，就是全部归还",
    )
    returned_on: date | None = column("归还日期", Day())
    note: str | None = column("备注", Text(200))


def somebody_holds_it(one: EquipmentIssue) -> Problem | None:
    """一笔领用要么是一个人，要么是一个单位。"""
    if one.volunteer is None and not one.unit:
        return Problem("志愿者", "请填写领用的志愿者，或者填写领用单位")
    return None


def returned_what_was_issued(one: EquipmentIssue) -> Problem | None:
    """归还的不多于领用的，而且写明哪天还的。"""
    if one.returned is None or one.count is None:
        return None
    if one.returned > one.count:
        return Problem("归还数量", f"领用 {one.count}，归还 {one.returned}，多了，请核对")
    return None if one.returned_on else Problem("归还日期", "写了归还数量，请补上哪天归还")


EQUIPMENT = Register(
    Equipment,
    table="equipment",
    title="值守装备",
    noun="装备",
    listed=("name", "stock", "measure", "note"),
    printed=("name", "stock", "measure", "note"),
    identity=(("name",),),
)

EQUIPMENT_ISSUES = Register(
    EquipmentIssue,
    table="equipment_issues",
    title="装备领用",
    noun="领用",
    listed=("issued_on", "equipment", "volunteer", "volunteer.community", "unit", "count", "returned", "returned_on"),
    printed=("issued_on", "equipment", "volunteer", "unit", "count", "returned", "returned_on"),
    order_by=("-issued_on",),
    name_by="issued_on",
    rules=(
        somebody_holds_it,
        returned_what_was_issued,
        earlier_first("issued_on", "returned_on", "归还日期", "早于领用日期，请核对"),
    ),
)
