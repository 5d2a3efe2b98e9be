"""常用筛选：一张登记表的查找、筛选、排序起个名字存下来，下次一点就是。"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from miaopu_desk.domain.kinds import Day, Link
from miaopu_desk.domain.problems import KnownError
from miaopu_desk.domain.records import REGISTERS
from miaopu_desk.domain.register import Register
from miaopu_desk.services.office import Office
from miaopu_desk.services.preferences import remember, remembered
from miaopu_desk.store.listing import Condition, resolve

LONGEST = 20


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """一个常用筛选；gone 是存的时候有、现在已经没有的栏目。"""

    name: str
    search: str
    where: tuple[Condition, ...]
    order: tuple[str, ...]
    gone: tuple[str, ...] = ()


def saved_filters(office: Office, register: Register[Any]) -> list[SavedFilter]:
    """这张登记表的常用筛选，按存的先后。"""
    return [_read(register, name, kept) for name, kept in remembered(office, _key(register), {}).items()]


def save_filter(
    office: Office,
    register: Register[Any],
    name: str,
    search: str,
    where: tuple[Condition, ...],
    order: tuple[str, ...],
) -> None:
    """存一个；同名的换掉。名字空着、太长，或者什么也没有筛选，报 KnownError。"""
    name = name.strip()
    if not name or len(name) > LONGEST:
        raise KnownError(f"请给这个筛选起一个名字，不超过 {LONGEST} 个字。")
    if not (search.strip() or where or order):
        raise KnownError("现在没有查找、筛选或排序，没有可以存的。")
    tests = [[each.path, each.test, [_plain(value) for value in each.values]] for each in where]
    kept = {**remembered(office, _key(register), {}), name: {"search": search, "where": tests, "order": list(order)}}
    remember(office, _key(register), kept)


def forget_filter(office: Office, register: Register[Any], name: str) -> None:
    """去掉一个。"""
    kept = remembered(office, _key(register), {})
    remember(office, _key(register), {each: value for each, value in kept.items() if each != name})


def _key(register: Register[Any]) -> str:
    return f"filters.{register.table}"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _read(register: Register[Any], name: str, kept: dict[str, Any]) -> SavedFilter:
    where, gone = [], []
    for path, test, values in kept["where"]:
        if not _exists(register, path):
            gone.append(path)
            continue
        dated = isinstance(resolve(register, path).kind, Day) and test != "contains"
        where.append(
            Condition(path, test, tuple(date.fromisoformat(each) if dated and each else each for each in values))
        )
    order = tuple(each for each in kept["order"] if _exists(register, each.removeprefix("-")))
    return SavedFilter(name, kept["search"], tuple(where), order, tuple(gone))


def _exists(register: Register[Any], path: str) -> bool:
    first, _, rest = path.partition(".")
    column = next((each for each in register.columns if each.name == first), None)
    if column is None or not rest:
        return column is not None
    kind = column.kind
    return isinstance(kind, Link) and any(each.name == rest for each in REGISTERS[kind.target].columns)
