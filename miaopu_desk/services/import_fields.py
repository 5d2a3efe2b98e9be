"""导入时表里可能有的栏：登记表自己的各栏，加上用来认清指的是谁的线索（身份证号、电话、日期）。"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from miaopu_desk.domain.kinds import Choices, Day, IdNumber, Link, Text
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.register import Column, Register
from miaopu_desk.domain.usual_headings import usual_for
from miaopu_desk.exchange.labels import Heading, plain_label

# 指向这些表的一栏只写名字常常认不清，表里另有这几栏时一起看
CLUES = {
    "volunteers": ("id_number", "phone", "community"),
    "training_sessions": ("held_on",),
    "grid_areas": ("community",),
    "shifts": ("area", "starts_at"),
}


def fields(register: Register[Any]) -> dict[str, Column]:
    """名字 → 栏目；线索的名字是 "volunteer.id_number" 这样。"""
    return _fields(register.table)


def clues_of(register: Register[Any], link: Column) -> dict[str, Column]:
    """一栏的线索：线索的名字 → 被指的那张表的栏目。"""
    return {name: column for name, column in fields(register).items() if name.startswith(f"{link.name}.")}


def headings(register: Register[Any]) -> list[Heading]:
    """要在工作簿里找的表头。"""
    needed = next((each.name for each in register.columns if each.required), "")
    known = fields(register)
    taken = frozenset(label for each in known.values() for label in (each.label, *each.synonyms))
    usual = usual_for((each.label for each in known.values()), taken)
    return [
        Heading(
            name,
            (each.label, *each.synonyms, *usual[each.label]),
            name == needed,
            tuple(_part_labels(each.kind)) if isinstance(each.kind, Choices) and "." not in name else (),
            isinstance(each.kind, Text | IdNumber),
            _in_titles(register, name, each),
        )
        for name, each in known.items()
    ]


@cache
def _fields(table: str) -> dict[str, Column]:
    register = REGISTERS[table]
    found = {each.name: each for each in register.columns}
    taken = {plain_label(label) for each in register.columns for label in (each.label, *each.synonyms)}
    for link in register.links:
        kind = link.kind
        assert isinstance(kind, Link)
        if kind.target == table:
            continue
        for name in CLUES.get(kind.target, ()):
            column = REGISTERS[kind.target].column(name)
            # 自己就有叫这个名字的栏（服务记录的社区、认证时的证件号），写的就是那一栏；人的号码换个带着“谁的”的叫法
            if plain_label(column.label) in taken:
                whose = f"{link.label}{column.label}"
                if column.kind.secret and plain_label(whose) not in taken:
                    taken.add(plain_label(whose))
                    found[f"{link.name}.{name}"] = replace(column, label=whose, name=f"{link.name}.{name}", synonyms=())
                continue
            synonyms = tuple(label for label in column.synonyms if plain_label(label) not in taken)
            taken |= {plain_label(label) for label in (column.label, *synonyms)}
            found[f"{link.name}.{name}"] = replace(
                column, name=f"{link.name}.{name}", synonyms=(*synonyms, f"{link.label}{column.label}")
            )
    return found


def _in_titles(register: Register[Any], name: str, column: Column) -> bool:
    """各行都一样、常只在标题里写一次的：培训、保单、网格和它们的日期，日期栏，必填的名称；人和号码从不是。"""
    owner = register.column(name.partition(".")[0])
    if isinstance(owner.kind, Link) and (owner.kind.target == "volunteers" or owner.name == "community"):
        return False
    kind = column.kind
    return (isinstance(kind, Link | Day) and column.follows is None) or (column.required and isinstance(kind, Text))


def _part_labels(kind: Choices) -> Iterable[str]:
    for item in kind.codes.items:
        yield item.label
        yield from item.aliases
