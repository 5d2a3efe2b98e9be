"""ods 和 xls 里的错误值（#N/A、#REF!）：读表的库读成空的，从文件里另看一遍，不说就成了悄悄丢失。"""

import re
import struct

from miaopu_desk.exchange.hidden_places import records, sheets_of, workbook_stream
from miaopu_desk.exchange.workbook import column_letters

_MOST = 1000
_SIGN = b'value-type="error"'
_TAG = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^<>]{0,2000}?)/?>", re.DOTALL)
_NAME = re.compile(rb'\btable:name="([^"]{0,400})"')
_REPEATED = re.compile(rb'\btable:number-(?:rows|columns)-repeated="(\d{1,7})"')
_ERROR_CELL, _FORMULA = 0x0205, 0x0006
_IS_ERROR = 2


def ods_errors(content: bytes) -> dict[str, tuple[str, ...]]:
    """content.xml → 表名 → 错误值的格（"C10"），一张表最多一千个。"""
    from html import unescape

    found: dict[str, list[str]] = {}
    if _SIGN not in content:
        return {}
    cells: list[str] = []
    row = column = 0
    after = 1
    for match in _TAG.finditer(content):
        kind, attributes = match.groups()
        repeated = _REPEATED.search(attributes)
        count = int(repeated[1]) if repeated else 1
        if kind == b"table":
            name = _NAME.search(attributes)
            cells = found.setdefault(unescape(name[1].decode("utf-8", "replace")) if name else "", [])
            row, after = 0, 1
        elif kind == b"table-row":
            row, after, column = row + after, count, 0
        else:
            if _SIGN in attributes and len(cells) < _MOST:
                cells.append(f"{column_letters(column)}{row}")
            column += count
    return {name: tuple(cells) for name, cells in found.items() if cells}


def xls_errors(data: bytes) -> dict[str, tuple[str, ...]]:
    """xls 文件 → 表名 → 错误值的格；复合文件的目录不通时是空的。"""
    try:
        book = workbook_stream(data)
        found = {name: _in_sheet(book, at) for name, at in sheets_of(book)}
    except (struct.error, IndexError, UnicodeDecodeError):
        return {}
    return {name: cells for name, cells in found.items() if cells}


def _in_sheet(book: bytes, at: int) -> tuple[str, ...]:
    cells: list[str] = []
    for kind, body in records(book, at):
        if kind == _ERROR_CELL:
            wrong = len(body) > 7 and body[7] == 1
        elif kind == _FORMULA:  # 结果的八个字节：末两个全满的不是数，头一个说是什么
            wrong = body[12:14] == b"\xff\xff" and body[6] == _IS_ERROR
        else:
            continue
        if wrong and len(cells) < _MOST:
            row, column = struct.unpack_from("<2H", body)
            cells.append(f"{column_letters(column)}{row + 1}")
    return tuple(cells)
