"""把表里写的名字对上登记表里的那一行：对不上、对上几个，都说清楚。"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from miaopu_desk.domain.codes import VOCABULARIES
from miaopu_desk.domain.kinds import Link, Ref
from miaopu_desk.domain.problems import Problem
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.register import Record, Register
from miaopu_desk.store.database import Database

R = TypeVar("R", bound=Record)
Found = Ref | str  # 对上的那一行，或者对不上的原因


class Several(str):
    """对不上的原因：叫这个名字的不止一个。"""


MOST_SHOWN = 12


def resolve_links(database: Database, register: Register[R], record: R) -> tuple[R, list[Problem]]:
    """补上各个 Ref 的 id；对不上的列为问题。"""
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for each in register.links:
        ref = getattr(record, each.name)
        if ref is None or ref.id is not None or not isinstance(each.kind, Link):
            continue
        match = look_up(database, each.kind, ref.name)
        if isinstance(match, Ref):
            found[each.name] = match
        else:
            problems.append(Problem(each.label, match))
    return (replace(record, **found) if found else record), problems


def look_up(database: Database, kind: Link, name: str) -> Found:
    """按名字找；志愿者同名时可在名字后面加身份证号或电话后四位。"""
    rows = _rows(database, kind, name)
    if kind.target == "volunteers" and len(rows) != 1:
        person, _, tail = name.rpartition(" ")
        if person and len(tail) == 4:
            rows = [
                row
                for row in _rows(database, kind, person)
                if any(str(number or "").endswith(tail) for number in _numbers(database, row[0]))
            ]
    if len(rows) == 1:
        return Ref(rows[0][1], rows[0][0])
    if rows:
        if kind.target == "volunteers":
            return Several(f"有{len(rows)}位叫“{name}”，请在名字后空一格写上身份证号或电话后四位")
        return _too_many(kind, name, len(rows))
    return unknown_name(database, kind, name)


def catalogue(database: Database, kind: Link) -> Callable[[str], Found]:
    """一次取出全部名字，供成批核对；只用于社区、代码表这样不大的表。"""
    names: dict[str, list[Ref]] = {}
    for record_id, name in _rows(database, kind, None):
        names.setdefault(name, []).append(Ref(name, record_id))
    found: dict[str, Found] = {}

    def find(name: str) -> Found:
        if name not in found:
            same = names.get(name, [])
            found[name] = same[0] if len(same) == 1 else _too_many(kind, name, len(same))
            if not same:
                found[name] = unknown_name(database, kind, name)
        return found[name]

    return find


def _too_many(kind: Link, name: str, count: int) -> Several:
    return Several(f"{REGISTERS[kind.target].title}里有{count}个叫“{name}”，请先把名称改得分得开，或从下拉名单里选")


def choices(database: Database, kind: Link) -> list[Ref]:
    """可选的行，按那张表自己的顺序；不用于志愿者这样的大表。"""
    return [Ref(row[1], row[0]) for row in _rows(database, kind, None)]


def _rows(database: Database, kind: Link, name: str | None) -> list[tuple[Any, ...]]:
    target = REGISTERS[kind.target]
    tests, parameters = ["deleted_at IS NULL"], []
    if kind.scope is not None:
        tests.append("vocabulary = ?")
        parameters.append(kind.scope)
    if name is not None:
        tests.append(f"{target.name_by} = ?")
        parameters.append(name)
    order = target.column(target.order_by[0].removeprefix("-")).stored
    if kind.scope is not None:
        order = "position"
    sql = f"SELECT id, {target.name_by} FROM {target.table} WHERE {' AND '.join(tests)} ORDER BY {order}, n"
    return database.query(sql, parameters)


def _numbers(database: Database, record_id: str) -> tuple[Any, ...]:
    return database.query("SELECT id_number, phone FROM volunteers WHERE id = ?", (record_id,))[0]


def unknown_name(database: Database, kind: Link, name: str) -> str:
    """没有叫这个名字的行时说的话。"""
    target = REGISTERS[kind.target]
    if kind.target == "volunteers":
        return f"登记里没有“{name}”，请先登记"
    where = f"代码表的{VOCABULARIES.label(kind.scope)}" if kind.scope else f"“{target.title}”"
    known = [row[1] for row in _rows(database, kind, None)]
    hint = f"；现有：{'、'.join(map(str, known[:MOST_SHOWN]))}" if 0 < len(known) <= MOST_SHOWN else ""
    return f"没有“{name}”，请改成已有的，或先在{where}里添加{hint}"
