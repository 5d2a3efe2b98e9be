"""找出没有结果的公式格和错误值的格：读出来都是空的，不说就成了悄悄丢失。"""

import re
from collections.abc import Iterator
from threading import Thread

from miaopu_desk.exchange.zip_directory import CHUNK, Member, TooMuch, inflated

# 一个格：它的属性，后面跟着公式（可有可无），公式后面是结果（可有可无）。长度都有上限，恶意的文件拖不住它。
_CELL = re.compile(
    rb"<c\s([^<>]{0,300})>"
    rb"(?:\s{0,9}<f(?:\s[^<>]{0,600})?(?:/>|>[^<]{0,8300}</f>)\s{0,9}(<v\s?/>|<v>\s{0,9}</v>|</c>|<v>))?"
)
_ADDRESS = re.compile(rb'\br="([A-Z]{1,3}\d{1,7})"')


class OddCells(Thread):
    """趁另一个进程在读，找出没有结果的公式格和错误值的格（读出来都是空的，不说就成了悄悄丢失）。"""

    def __init__(self, data: bytes, members: list[Member]) -> None:
        super().__init__(daemon=True)
        self._data, self._members = data, members
        self.too_much = False
        self.found: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def run(self) -> None:
        names: dict[str, str] | None = None
        try:
            for member in self._members:
                if member.name.startswith("xl/worksheets/") and member.name.endswith(".xml"):
                    odd = odd_cells(self._data, member)
                    if any(odd):
                        names = names if names is not None else sheet_parts(self._data, self._members)
                        self.found[names.get(member.name, member.name)] = odd
        except TooMuch:
            self.too_much = True


def odd_cells(data: bytes, member: Member, most: int = 1000) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """一个工作表部件里（有公式没有结果的格, 结果是错误的格）；calamine 把它们都读成空的。

    各最多 most 个；展开的字节比目录里写的多时抛 TooMuch。
    """
    uncalculated: list[str] = []
    errors: list[str] = []
    for block in _blocks(data, member):
        if b"<f" not in block and b't="e"' not in block:
            continue
        for match in _CELL.finditer(block):
            attributes, result = match.groups()
            kept = errors if b't="e"' in attributes else uncalculated if result and result != b"<v>" else None
            if kept is not None and len(kept) < most and (address := _ADDRESS.search(attributes)):
                kept.append(address[1].decode("ascii"))
    return tuple(uncalculated), tuple(errors)


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
