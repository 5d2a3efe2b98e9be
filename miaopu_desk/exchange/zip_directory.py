"""不展开压缩包，只看它的目录：有哪些成员、各有多大；展开时边展开边数字节。"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.exchange.workbook import Limits

_END = b"PK\x05\x06"
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_LONG = 0xFFFFFFFF
CHUNK = 1 << 20
_PIECE = 1 << 16


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
    damaged = KnownError(f"“{name}”不完整或已损坏（没有拷贝完就拔了盘，或传输中断），请重新拷贝，或让社区重新交。")
    end = data.rfind(_END, max(0, len(data) - 66000))
    if end < 0 or len(data) < end + 22:
        raise damaged
    count, start = _where(data, end)
    if count > most or start > len(data):
        raise damaged
    members: list[Member] = []
    at = start
    for _ in range(count):
        if at + _CENTRAL.size > len(data):
            raise damaged
        head = _CENTRAL.unpack_from(data, at)
        if head[0] != b"PK\x01\x02":
            raise damaged
        flags, method = head[3], head[4]
        name_length, extra, comment = head[10], head[11], head[12]
        after_name = at + _CENTRAL.size + name_length
        text = data[at + _CENTRAL.size : after_name].decode("utf-8" if flags & 0x800 else "cp437", "replace")
        size, packed, offset = _long_numbers(data[after_name : after_name + extra], (head[9], head[8], head[16]))
        members.append(Member(text, size, packed, method, bool(flags & 1), offset))
        at = after_name + extra + comment
    return members


def _where(data: bytes, end: int) -> tuple[int, int]:
    """目录有几项、从哪里开始；有的平台导出时总用 ZIP64，数写在另一处。"""
    count, start = struct.unpack_from("<H4xL", data, end + 10)
    if (count == 0xFFFF or start == _LONG) and end >= 20 and data[end - 20 : end - 16] == b"PK\x06\x07":
        (at,) = struct.unpack_from("<Q", data, end - 12)
        if at + 56 <= len(data) and data[at : at + 4] == b"PK\x06\x06":
            count, start = struct.unpack_from("<Q8xQ", data, at + 32)
    return count, start


def _long_numbers(extra: bytes, numbers: tuple[int, int, int]) -> tuple[int, int, int]:
    """ZIP64 的（大小, 压缩后, 位置）：四个字节写满了的，真数依次写在附加栏里。"""
    if _LONG not in numbers:
        return numbers
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == 1:
            longs = list(struct.unpack_from(f"<{min(length, len(extra) - at - 4) // 8}Q", extra, at + 4))
            size, packed, offset = (longs.pop(0) if number == _LONG and longs else number for number in numbers)
            return size, packed, offset
        at += 4 + length
    return numbers


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
            f"“{name}”展开后有 {unpacked >> 20} MB，不像平常的表格，为安全起见没有读。请把名单复制到新表格里再交，真有这么长的请分成几个文件。"
        )


def inflated(data: bytes, member: Member) -> Iterator[bytes]:
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
                chunk = unpack.decompress(waiting, CHUNK)
                produced += len(chunk)
                if produced > member.size:
                    raise TooMuch
                yield chunk
                waiting = unpack.unconsumed_tail
    except zlib.error:
        return
