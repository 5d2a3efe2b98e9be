"""读出来看不到的事：没有结果的公式格、错误值的格、隐藏的行和列，不说就成了悄悄丢失或者悄悄混进来。"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Thread

from miaopu_desk.exchange.zip_directory import CHUNK, Member, TooMuch, inflated

# 一个格：它的属性，后面跟着公式（可有可无），公式后面是结果（可有可无）。长度都有上限，恶意的文件拖不住它。
_CELL = re.compile(
    rb"<c\s([^<>]{0,300})>"
    rb"(?:\s{0,9}<f(?:\s[^<>]{0,600})?(?:/>|>[^<]{0,8300}</f>)\s{0,9}(<v\s?/>|<v>\s{0,9}</v>|</c>|<v>))?"
)
_ROW = re.compile(rb"<row\s([^<>]{0,400})>")
_COLUMN = re.compile(rb"<col\s([^<>]{0,400})>")
_NUMBER = re.compile(rb'\b(r|min|max)="(\d{1,7})"')
_HIDDEN = (b'hidden="1"', b'hidden="true"')
_FARTHEST = 16_384
_ADDRESS = re.compile(rb'\br="([A-Z]{1,3}\d{1,7})"')


@dataclass(slots=True)
class Odd:
    """一张表里读出来看不到的：没有结果的公式格、错误值的格（"C10"）、隐藏的行（行号）和列（A 列是 0）。"""

    uncalculated: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.uncalculated or self.errors or self.hidden_rows or self.hidden_columns)


class OddCells(Thread):
    """趁另一个进程在读，找出没有结果的公式格和错误值的格（读出来都是空的，不说就成了悄悄丢失）。"""

    def __init__(self, data: bytes, members: list[Member], format_: str = "xlsx") -> None:
        super().__init__(daemon=True)
        self._data, self._members, self._format = data, members, format_
        self.too_much = False
        self.found: dict[str, Odd] = {}

    def run(self) -> None:
        names: dict[str, str] | None = None
        try:
            self._look_in_other_formats()
            for member in self._members:
                if self._format == "xlsx" and member.name.startswith("xl/worksheets/") and member.name.endswith(".xml"):
                    odd = odd_cells(self._data, member)
                    if odd:
                        names = names if names is not None else sheet_parts(self._data, self._members)
                        self.found[names.get(member.name, member.name)] = odd
        except TooMuch:
            self.too_much = True

    def _look_in_other_formats(self) -> None:
        """ods、xls 看隐藏的行和列、错误值的格；公式没有结果的，表格软件存的就是空文字，看不出来。"""
        from miaopu_desk.exchange.error_places import ods_errors, xls_errors
        from miaopu_desk.exchange.hidden_places import ods_hidden, xls_hidden

        if self._format == "ods":
            content = _whole(self._data, self._members, "content.xml", 64 << 20)
            hidden, errors = ods_hidden(content), ods_errors(content)
        elif self._format == "xls":
            hidden, errors = xls_hidden(self._data), xls_errors(self._data)
        else:
            return
        for name in hidden.keys() | errors.keys():
            rows, columns = hidden.get(name, (frozenset(), frozenset()))
            if odd := Odd((), errors.get(name, ()), rows, columns):
                self.found[name] = odd


def odd_cells(data: bytes, member: Member, most: int = 1000) -> Odd:
    """一个工作表部件里读出来看不到的：公式没有结果的、结果是错误的，calamine 都读成空的；隐藏的行和列它照读不说。

    格各最多 most 个，隐藏的行最多 most 的二十倍；展开的字节比目录里写的多时抛 TooMuch。
    """
    uncalculated: list[str] = []
    errors: list[str] = []
    rows: set[int] = set()
    columns: set[int] = set()
    for block in _blocks(data, member):
        if any(sign in block for sign in _HIDDEN):
            _note_hidden(block, rows, columns, 20 * most)
        if b"<f" not in block and b't="e"' not in block:
            continue
        for match in _CELL.finditer(block):
            attributes, result = match.groups()
            kept = errors if b't="e"' in attributes else uncalculated if result and result != b"<v>" else None
            if kept is not None and len(kept) < most and (address := _ADDRESS.search(attributes)):
                kept.append(address[1].decode("ascii"))
    return Odd(tuple(uncalculated), tuple(errors), frozenset(rows), frozenset(columns))


def _note_hidden(block: bytes, rows: set[int], columns: set[int], most: int) -> None:
    for match in _ROW.finditer(block):
        if len(rows) < most and any(sign in match[1] for sign in _HIDDEN):
            rows |= {int(number) for name, number in _NUMBER.findall(match[1]) if name == b"r"}
    for match in _COLUMN.finditer(block):
        if any(sign in match[1] for sign in _HIDDEN):
            ends = {name: int(number) for name, number in _NUMBER.findall(match[1])}
            columns |= set(range(ends.get(b"min", 1) - 1, min(ends.get(b"max", 0), _FARTHEST)))


def sheet_parts(data: bytes, members: list[Member]) -> dict[str, str]:
    """工作表的部件名 → 表名；目录读不通时是空的。"""
    from xml.etree import ElementTree

    try:
        book = ElementTree.fromstring(_whole(data, members, "xl/workbook.xml"))
        links = ElementTree.fromstring(_whole(data, members, "xl/_rels/workbook.xml.rels"))
    except ElementTree.ParseError:
        return {}
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    parts: dict[str, str] = {}
    for sheet in book.iter():
        if not sheet.tag.endswith("}sheet"):
            continue
        key = next((value for attribute, value in sheet.attrib.items() if attribute.endswith("}id")), "")
        target = targets.get(key, "")
        parts[target.lstrip("/") if target.startswith("/") else f"xl/{target}"] = sheet.get("name", "")
    return parts


def _whole(data: bytes, members: list[Member], name: str, most: int = 4 << 20) -> bytes:
    for member in members:
        if member.name == name and member.size <= most:
            return b"".join(inflated(data, member))
    return b""


def _blocks(data: bytes, member: Member) -> Iterator[bytes]:
    """成员的内容，一块一块的，块总在两格之间断开。"""
    rest = b""
    for chunk in inflated(data, member):
        block = rest + chunk
        cut = max(block.rfind(b"<c "), 0)
        if cut:
            yield block[:cut]
            rest = block[cut:]
        else:
            rest = block[-CHUNK:]
    yield rest
