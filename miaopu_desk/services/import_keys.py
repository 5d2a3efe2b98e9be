"""一行凭以相认的钥匙：登记表说凭哪几栏认（Register.identity），缺了栏目的钥匙不算。"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from miaopu_desk.domain.kinds import IdNumber, Link, Number, PersonName, Phone, Text
from miaopu_desk.domain.register import Register

Key = tuple[Any, ...]  # 凭以相认的几栏的名字，和它们的值


class Keys:
    """一张登记表的钥匙。"""

    def __init__(self, register: Register[Any]) -> None:
        self.register = register
        # 人必须每一栏都对得上才认；网格、场次这些允许社区之类的栏空着
        self.strict = register.table == "volunteers"
        self._whole = [(names, attrgetter(*names)) for names in register.identity] if self.strict else []
        # 不凭它认人、却也不得重复的栏（如社区的区划代码）
        self.unique = [each for each in register.columns if each.unique and (each.name,) not in register.identity]
        # 没有说凭什么认的，必填的各栏都相同的才是同一行：再导入一次不会多出来
        self.identities = register.identity or (tuple(each.name for each in register.columns if each.required),)
        self._identity = [
            (names, self.getter(names[0]), tuple(self.getter(name) for name in names[1:])) for names in self.identities
        ]

    def of(self, draft: Any) -> list[Key]:
        """这一行凭以相认的几把钥匙，最可靠的在前；draft 是记录，或者有同样各栏的草稿。"""
        keys: list[Key] = []
        if self.strict:  # 钥匙的各栏都是文字，一次取齐
            for names, values_of in self._whole:
                found = values_of(draft)
                if len(names) == 1:
                    if found is not None:
                        keys.append((names, found))
                elif None not in found:
                    keys.append((names, *found))
            return keys
        for names, first, others in self._identity:
            value = first(draft)
            if value is None:
                continue
            rest = tuple(other(draft) for other in others)
            if not rest:
                keys.append((names, value))
            elif any(each is not None for each in rest):
                keys.append((names, value, *rest))
        return keys

    def unique_of(self, draft: Any) -> list[Key]:
        """不凭它认人、却也不得重复的栏的值：改一格时，要连同写着同样值的行一起再看。"""
        return [
            ("unique", each.name, value) for each in self.unique if (value := getattr(draft, each.name)) is not None
        ]

    def getter(self, name: str) -> Callable[[Any], Any]:
        """取一栏用来相认的值：指向别表的取 id，其余取存进数据库的样子。"""
        kind = self.register.column(name).kind
        if isinstance(kind, Link):
            return lambda one: None if (ref := getattr(one, name)) is None else ref.id or ref.name
        if isinstance(kind, Text | PersonName | IdNumber | Phone | Number):
            return attrgetter(name)
        return lambda one: kind.to_db(getattr(one, name))
