"""读一格：同样的字只认一次，指向小表的连 id 一起对上，分不清指谁的先记下原因。"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from miaopu_desk.domain.kinds import IdNumber, Link, Phone, Ref, Rejected, Text, plain_text
from miaopu_desk.domain.register import Column, Register
from miaopu_desk.services.import_community import community_named
from miaopu_desk.services.import_leniency import BROKEN, SAME, is_ditto, is_error
from miaopu_desk.services.import_links import LinkFinder
from miaopu_desk.services.import_parents import parent_of
from miaopu_desk.services.linking import Several, catalogue, look_up
from miaopu_desk.services.office import Office


def cell_reader(
    office: Office, register: Register[Any], column: Column
) -> "tuple[Callable[[object], Any], Known | None]":
    """读一格的函数，和读过的字（每人不同的姓名、号码不记）；指向小表的，连 id 一起对上。"""
    kind = column.kind
    read = kind.read
    if "." in column.name and isinstance(kind, Phone | IdNumber):
        return _tail_or(kind), None
    later = LinkFinder.serves(register, column) or column is parent_of(register)
    if isinstance(kind, Link) and not later:
        find = (
            (lambda name: look_up(office.database, kind, name))
            if kind.target == "volunteers"
            else catalogue(office.database, kind)
        )

        def linked(raw: object) -> Any:
            ref = kind.read(raw)
            if ref is None:
                return None
            found = find(ref.name)
            if isinstance(found, Ref):
                return found
            if kind.target == "communities" and (named := community_named(office, column, ref.name)) is not None:
                return named
            return Unsure(ref, found) if isinstance(found, Several) else Rejected(found)

        read = linked
    if isinstance(kind, Text):  # 什么字都收的栏：“同上”、#N/A 也读得进来
        plain = read

        def text_or_sign(raw: object) -> Any:
            return SAME if is_ditto(raw) else BROKEN if is_error(raw) else plain(raw)

        read = text_or_sign
    return read, None if kind.secret or column.name == "name" else Known(read)


def _tail_or(kind: Phone | IdNumber) -> Callable[[object], Any]:
    """线索里的号码可以只写后四位，也可以是打了码的。"""

    def read(raw: object) -> Any:
        text = plain_text(raw)
        if "*" in text or (len(text) == 4 and text[:3].isdigit()):
            return Tail(text[-4:])
        return kind.read(raw)

    return read


@dataclass(frozen=True, slots=True)
class Unsure:
    """名字不止一个，还分不清指谁。"""

    ref: Ref
    reason: str


class Known(dict[str, Any]):
    """读过的字 → 值；没读过的现读。"""

    def __init__(self, read: Callable[[object], Any]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Any:
        value = self[text] = self._read(text)
        return value


class Tail(str):
    """号码的后四位。"""
