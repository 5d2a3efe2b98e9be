"""别人的表里能填的各项：登记表自己的栏目、它所指的人和保单的栏目，和算出来的序号、年龄、证件类型、起止期。"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from miaopu_desk.domain.id_number import age_on
from miaopu_desk.domain.kinds import Choices, Kind, Link
from miaopu_desk.domain.mapping import FIXED, FORMULA, SERIAL
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.register import Column, Register

# 别人的表里常见、登记表的别名里没有的叫法
_OTHER_NAMES = {
    "name": ("被保险人姓名", "被保险人", "被保人姓名", "被保人", "队员姓名", "投保人员姓名"),
    "id_number": ("被保险人证件号码", "被保险人证件号", "被保人证件号码", "证件编号", "有效证件号码"),
    "phone": ("被保险人手机号", "被保险人联系电话", "移动电话", "手机号码(11位)"),
    "community": ("村(社区)", "村居", "所属村社区", "村/社区"),
}
_ID_TYPES = ("证件类型", "证件种类", "证件类别", "有效证件类型", "被保险人证件类型")


@dataclass(frozen=True, slots=True)
class Item:
    """一项：key 写进对照，label 给人看，labels 是表头里的各种叫法，kind 是值的种类（算出来的没有）。"""

    key: str
    label: str
    labels: tuple[str, ...] = ()
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class FillDay:
    """这次填表的日子：today 是填表当天，first、last 是所填月份的首尾（last 不晚于今天）。"""

    today: date
    first: date
    last: date


def person_prefix(register: Register[Any]) -> str | None:
    """一行里的人在哪里：志愿者登记就是本行（空字），别的是指向志愿者的那一栏加一点；没有人的为 None。"""
    if register.table == "volunteers":
        return ""
    found = [
        each.name
        for each in register.links
        if isinstance(each.kind, Link) and each.kind.target == "volunteers" and not each.kind.sealed
    ]
    return f"{found[0]}." if found else None


def items(register: Register[Any]) -> tuple[Item, ...]:
    """一张登记表能填出的各项，认表头时先写的先认：自己的栏目、算出来的、人的栏目、别的所指的栏目。"""
    own = [_item(each.name, each) for each in register.columns]
    named = next(at for at, each in enumerate(own) if each.key == register.name_by)
    own[named] = replace(own[named], labels=(*own[named].labels, f"{register.noun}名称", f"{register.noun}姓名"))
    person = person_prefix(register)
    linked: list[Item] = []
    for each in sorted(register.links, key=lambda link: f"{link.name}." != person):
        assert isinstance(each.kind, Link)
        target = REGISTERS[each.kind.target]
        if target.table in ("terms", "communities") or each.kind.sealed:
            continue
        linked += [
            _item(f"{each.name}.{column.name}", column, each.label)
            for column in target.columns
            if column.name != target.name_by
        ]
    return (*own, *_derived(register, person), *linked)


def _item(key: str, column: Column, over: str = "") -> Item:
    label = f"{over}·{column.label}" if "." in key else column.label
    last = "name" if isinstance(column.kind, Link) and column.kind.target == "volunteers" else key.split(".")[-1]
    return Item(key, label, (column.label, *column.synonyms, *_OTHER_NAMES.get(last, ())), column.kind)


def _derived(register: Register[Any], person: str | None) -> list[Item]:
    found = [Item(SERIAL, "序号", ("序号", "编号", "序", "NO", "顺序号"))]
    if person is not None:
        found += [
            Item("=age", "年龄（月末那天的周岁）", ("年龄", "周岁", "年龄(周岁)", "实足年龄")),
            Item("=id_type", "证件类型", _ID_TYPES),
        ]
    if register.table == "enrollments":
        found += [
            Item("=age_at_start", "投保年龄（起保那天的周岁）", ("投保年龄", "参保年龄", "被保险人年龄")),
            Item(
                "=cover_from",
                "保险起期",
                ("保险起期", "保险起始日期", "起保日期", "保险责任起期", "保险开始日期", "起期"),
            ),
            Item(
                "=cover_to",
                "保险止期",
                ("保险止期", "保险终止日期", "终保日期", "保险责任止期", "保险结束日期", "止期"),
            ),
            Item("=cover", "保险期间（起至止）", ("保险期间", "保险期限", "保障期间", "保险起止期", "保险起止日期")),
        ]
    return [
        *found,
        Item("=today", "填表日期", ("填表日期", "填报日期", "填表时间", "填报时间", "制表日期")),
        Item("=month", "所填的月份", ("月份", "填报月份", "所属月份")),
        Item(
            "=office", "本办公室名称", ("所属街道", "街道", "乡镇街道", "镇街", "填报单位", "乡镇(街道)", "街道(乡镇)")
        ),
        Item(FIXED, "固定的文字"),
        Item(FORMULA, "模板自己的公式"),
    ]


def needed_paths(register: Register[Any], source: str) -> tuple[str, ...]:
    """算这一项要取登记表的哪些栏目。"""
    if not source.startswith("="):
        return (source.partition("#")[0],) if source else ()
    person = person_prefix(register)
    if source == "=age":
        return (f"{person}born_on",)
    if source == "=id_type":
        return (f"{person}id_number",)
    if source == "=age_at_start":
        return (f"{person}born_on", "starts_on", "policy.starts_on")
    if source in ("=cover", "=cover_from", "=cover_to"):
        return ("starts_on", "ends_on", "policy.starts_on", "policy.ends_on")
    return ()


def derived_value(register: Register[Any], source: str, row: Mapping[str, Any], day: FillDay, office: str) -> Any:
    """以 = 开头的一项的值（文字、整数、日期），算不出为 None；row 是路径 → 值，序号和固定文字不归这里。"""
    person = person_prefix(register)
    if source == "=today":
        return day.today
    if source == "=month":
        return f"{day.first.year}年{day.first.month}月"
    if source == "=office":
        return office or None
    if source == "=age":
        born = row[f"{person}born_on"]
        return None if born is None else age_on(born, day.last)
    if source == "=id_type":
        return id_type(row[f"{person}id_number"])
    first, last = cover(row)
    if source == "=cover_from":
        return first
    if source == "=cover_to":
        return last
    if source == "=cover":
        return f"{first.isoformat()}至{last.isoformat()}" if first and last else None
    if source == "=age_at_start":
        born = row[f"{person}born_on"]
        return age_on(born, first) if born and first else None
    raise KeyError(source)


def cover(row: Mapping[str, Any]) -> tuple[date | None, date | None]:
    """参保的一行从哪天保到哪天：不早于保单的起期，空着或晚于保单止期的到保单止期。"""
    starts = [day for day in (row.get("starts_on"), row.get("policy.starts_on")) if day is not None]
    ends = [day for day in (row.get("ends_on"), row.get("policy.ends_on")) if day is not None]
    return max(starts, default=None), min(ends, default=None)


def id_type(number: str | None) -> str | None:
    """证件号码是哪一种证件（GB 11643；港澳台居民居住证申领发放办法第七条；2023 年式外国人永久居留身份证以 9 开头）。"""
    if not number:
        return None
    if not number[0].isdigit() or number[0] == "9":
        return "外国人永久居留身份证"
    return "港澳台居民居住证" if number[:2] in ("81", "82", "83") else "居民身份证"


ID_TYPES = ("居民身份证", "港澳台居民居住证", "外国人永久居留身份证")


def parts_of(item: Item) -> tuple[str, ...]:
    """一栏能分成的小栏（队伍类别下的专职、党员）在表头里的各种叫法。"""
    if not isinstance(item.kind, Choices):
        return ()
    return tuple(name for code in item.kind.codes.items for name in (code.label, *code.aliases))
