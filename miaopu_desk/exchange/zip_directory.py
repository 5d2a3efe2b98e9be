"""不展开压缩包，只看它的目录：有哪些成员、各有多大；并边展开边数字节地找没算过的公式格。"""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.exchange.workbook import Limits

_END = b"PK\x05\x06"
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_CHUNK = 1 << 20
_PIECE = 1 << 16

# 一个格：它的属性，后面跟着公式（可有可无），公式后面是结果（可有可无）。长度都有上限，恶意的文件拖不住它。
_CELL = re.compile(
    rb"<c\s([^<>]{0,300})>"
    rb"(?:\s{0,9}<f(?:\s[^<>]{0,600})?(?:/>|>[^<]{0,8300}</f>)\s{0,9}(<v\s?/>|<v>\s{0,9}</v>|</c>|<v>))?"
)
_ADDRESS = re.compile(rb'\br="([A-Z]{1,3}\d{1,7})"')


@dataclass(frozen=True, slots=True)
class Member:
    """压缩包里的一个成员：名字、压缩前后的字节数、压缩方法、是否加密、在文件里的位置。"""

    name: str
    size: int
    packed: int
    method: int
    encrypted: bool
    offset: int


class TooMuch(Exception):
    """展开出来的字节比目录里写的多，或超过了上限。"""


def directory(data: bytes, name: str, most: int = 20000) -> list[Member]:
    """压缩包的目录，按文件里的次序；没有目录（截断）或目录不通的抛 KnownError。"""
    damaged = KnownError(f"“{name}”不完整或已损坏（没有拷贝完就拔了盘，或传输中断），请重新拷贝或请社区重新交。")
    end = data.rfind(_END, max(0, len(data) - 66000))
    if end < 0 or len(data) < end + 22:
        raise damaged
    count, length, start = struct.unpack_from("<H2L", data, end + 10)
    if count > most or start + length > len(data):
        raise damaged
    members: list[Member] = []
    at = start
    for _ in range(count):
        if at + _CENTRAL.size > len(data):
            raise damaged
        head = _CENTRAL.unpack_from(data, at)
        if head[0] != b"PK\x01\x02":
            raise damaged
        flags, method, packed, size = head[3], head[4], head[8], head[9]
        name_length, extra, comment, offset = head[10], head[11], head[12], head[16]
        raw = data[at + _CENTRAL.size : at + _CENTRAL.size + name_length]
        text = raw.decode("utf-8" if flags & 0x800 else "cp437", "replace")
        members.append(Member(text, size, packed, method, bool(flags & 1), offset))
        at += _CENTRAL.size + name_length + extra + comment
    return members


def check_sizes(members: list[Member], name: str, limits: Limits) -> None:
    """读之前先看目录：成员太多、展开太大、压缩比离谱的（俗称压缩炸弹）不读，抛 KnownError。"""
    unpacked = sum(member.size for member in members)
    packed = sum(member.packed for member in members)
    if any(member.encrypted for member in members):
        raise KnownError(f"“{name}”加了密码，读不了。请用 WPS 或 Excel 打开，取消密码后保存再导入。")
    if len(members) > limits.members:
        raise KnownError(
            f"“{name}”里面有 {len(members)} 个部件，不像平常的表格，为安全起见没有读。请把名单复制到新表格里再交。"
        )
    bomb = unpacked > limits.ratio_from_bytes and unpacked > limits.ratio * max(packed, 1)
    if bomb or unpacked > limits.unpacked_bytes:
        raise KnownError(
            f"“{name}”展开后有 {unpacked >> 20} MB，不像平常的表格，为安全起见没有读。请把名单复制到新表格里再交。"
        )


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
            return b"".join(_inflated(data, member))
    return b""


def _blocks(data: bytes, member: Member) -> Iterator[bytes]:
    """成员的内容，一块一块的，块总在两格之间断开。"""
    rest = b""
    for chunk in _inflated(data, member):
        block = rest + chunk
        cut = max(block.rfind(b"<c "), 0)
        if cut:
            yield block[:cut]
            rest = block[cut:]
        else:
            rest = block[-_CHUNK:]
    yield rest


def _inflated(data: bytes, member: Member) -> Iterator[bytes]:
    """边展开边数，不信目录里写的大小；压缩数据坏了就停在那里（读的那一边会报损坏）。"""
    if member.offset + _LOCAL.size > len(data) or member.method not in (0, 8):
        return
    head = _LOCAL.unpack_from(data, member.offset)
    start = member.offset + _LOCAL.size + head[9] + head[10]
    packed = memoryview(data)[start : start + member.packed]
    if member.method == 0:
        yield bytes(packed)
        return
    unpack = zlib.decompressobj(-15)
    produced = 0
    try:
        for at in range(0, len(packed), _PIECE):
            waiting: bytes | memoryview = packed[at : at + _PIECE]
            while waiting:
                chunk = unpack.decompress(waiting, _CHUNK)
                produced += len(chunk)
                if produced > member.size:
                    raise TooMuch
                yield chunk
                waiting = unpack.unconsumed_tail
    except zlib.error:
        return
