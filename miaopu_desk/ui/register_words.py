"""登记表一页上说的话：共几人、筛选出几人、空着时该做什么、删除前的问话。"""

from collections.abc import Sequence
from typing import Any

from miaopu_desk.domain.register import Record, Register

COUNTED_IN = {"volunteers": "人", "leaders": "人"}
NAMED = 5


def counted(register: Register[Any], total: int, listed: int, narrowed: bool, chosen: int) -> str:
    """共 1,203 人，筛选出 56 人，选中 3 人。"""
    unit = COUNTED_IN.get(register.table, "条")
    text = f"共 {total:,} {unit}"
    if narrowed:
        text += f"，筛选出 {listed:,} {unit}"
    return f"{text}，选中 {chosen:,} {unit}" if chosen > 1 else text


def empty_text(register: Register[Any], narrowed: bool, waiting: bool, imports: bool, adds: bool = True) -> str:
    """一行也没有时写在中间的话。"""
    if narrowed:
        return f"没有符合条件的{register.noun}，可以清除筛选再看"
    if waiting:
        return "先在另一边选一行"
    if not adds:
        return f"还没有{register.noun}"
    return f"还没有{register.noun}，点“新增”" + ("，或把表格文件拖进来" if imports else "")


def delete_question(register: Register[Any], records: Sequence[Record], count: int) -> str:
    """要删除几条、是谁；只写头几个。"""
    naming = register.column(register.name_by)
    names = [naming.kind.show(getattr(each, naming.name)) for each in records[:NAMED]]
    more = "等" if count > NAMED else ""
    return f"要删除 {count} 条{register.noun}吗？\n{'、'.join(names)}{more}"
