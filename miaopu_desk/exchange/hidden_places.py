"""ods 和 xls 里隐藏的行和列：读表的库照读不说，从文件里另看一遍；看不懂的地方就当没有。"""

import re
import struct
from collections.abc import Callable, Iterator
from functools import partial

Hidden = tuple[frozenset[int], frozenset[int]]  # 行号（从 1 数起），列号（A 列是 0）
_MOST_ROWS, _MOST_COLUMNS = 65_536, 512
_TAG = re.compile(rb"<table:table(-row|-column)?\s([^<>]{0,600}?)/?>|<table:table(-row|-column)>")
_NAME = re.compile(rb'\btable:name="([^"]{0,400})"')
_REPEATED = re.compile(rb'\btable:number-(?:rows|columns)-repeated="(\d{1,7})"')
_NOT_SHOWN = (b'table:visibility="collapse"', b'table:visibility="filter"')
_END = 0xFFFFFFFE
_BOF, _EOF, _SHEET, _ROW, _COLUMNS = 0x0809, 0x000A, 0x0085, 0x0208, 0x007D


def ods_hidden(content: bytes) -> dict[str, Hidden]:
    """content.xml → 表名 → 隐藏的行和列。"""
    from html import unescape

    found: dict[str, tuple[set[int], set[int]]] = {}
    rows: set[int] = set()
    columns: set[int] = set()
    row = column = 0
    for match in _TAG.finditer(content):
        kind, attributes = match[1] or match[3], match[2] or b""
        repeated = _REPEATED.search(attributes)
        count = int(repeated[1]) if repeated else 1
        hidden = any(sign in attributes for sign in _NOT_SHOWN)
        if kind is None:
            name = _NAME.search(attributes)
            rows, columns = found.setdefault(
                unescape(name[1].decode("utf-8", "replace")) if name else "", (set(), set())
            )
            row = column = 0
        elif kind == b"-row":
            if hidden:
                rows |= set(range(row + 1, min(row + count, _MOST_ROWS) + 1))
            row += count
        else:
            if hidden:
                columns |= set(range(column, min(column + count, _MOST_COLUMNS)))
            column += count
    return {name: (frozenset(rows), frozenset(columns)) for name, (rows, columns) in found.items()}


def xls_hidden(data: bytes) -> dict[str, Hidden]:
    """xls 文件 → 表名 → 隐藏的行和列；复合文件的目录不通时是空的。"""
    try:
        book = workbook_stream(data)
        return {name: _in_sheet(book, at) for name, at in sheets_of(book)}
    except (struct.error, IndexError, UnicodeDecodeError):
        return {}


def workbook_stream(data: bytes) -> bytes:
    """复合文件里叫 Workbook 或 Book 的那一股，把各扇区按链接起来。"""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    if size not in (512, 4096):
        return b""

    def sector(number: int) -> bytes:
        return data[(number + 1) * size : (number + 2) * size]

    places = [each for each in struct.unpack_from("<109I", data, 76) if each < _END]
    more: int = struct.unpack_from("<I", data, 68)[0]
    while more < _END and len(places) * size < len(data):
        *listed, more = struct.unpack(f"<{size // 4}I", sector(more))
        places += [each for each in listed if each < _END]
    links = [link for place in places for link in struct.unpack(f"<{size // 4}I", sector(place))]

    def chain(start: int, links: list[int], piece: Callable[[int], bytes]) -> bytes:
        parts: list[bytes] = []
        at = start
        while at < _END and len(parts) <= len(links):
            parts.append(piece(at))
            at = links[at]
        return b"".join(parts)

    entries = chain(struct.unpack_from("<I", data, 48)[0], links, sector)
    smallest, first_small = struct.unpack_from("<2I", data, 56)
    small = b""
    for at in range(0, len(entries) - 127, 128):
        length = struct.unpack_from("<H", entries, at + 64)[0]
        name = entries[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le")
        start, whole = struct.unpack_from("<2I", entries, at + 116)
        if at == 0:
            # 根目录的那一股装着不满 4 KB 的各股，六十四字节一格
            small = chain(start, links, sector)
        elif name in ("Workbook", "Book") and whole >= smallest:
            return chain(start, links, sector)[:whole]
        elif name in ("Workbook", "Book"):
            table = chain(first_small, links, sector)
            short = list(struct.unpack(f"<{len(table) // 4}I", table))
            return chain(start, short, partial(_small_piece, small))[:whole]
    return b""


def _small_piece(small: bytes, number: int) -> bytes:
    return small[number * 64 : number * 64 + 64]


def records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """从 at 起的各条记录，到这一段的末尾；段里嵌着的图表跳过。"""
    depth = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<2H", book, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, book[at + 4 : at + 4 + length]
        at += 4 + length


def sheets_of(book: bytes) -> Iterator[tuple[str, int]]:
    """各张表的名字，和它在工作簿流里从哪里开始。"""
    for kind, body in records(book, 0):
        if kind == _SHEET:
            (start,), count, wide = struct.unpack_from("<I", body), body[6], body[7] & 1
            yield body[8 : 8 + count * (1 + wide)].decode("utf-16-le" if wide else "latin-1"), start


def _in_sheet(book: bytes, at: int) -> Hidden:
    rows: set[int] = set()
    columns: set[int] = set()
    for kind, body in records(book, at):
        if kind == _ROW and struct.unpack_from("<H", body, 12)[0] & 0x20:
            rows.add(struct.unpack_from("<H", body)[0] + 1)
        elif kind == _COLUMNS and struct.unpack_from("<H", body, 8)[0] & 1:
            first, last = struct.unpack_from("<2H", body)
            columns |= set(range(first, min(last + 1, _MOST_COLUMNS)))
    return frozenset(rows), frozenset(columns)
