"""看开头几个字节就知道交来的到底是什么文件；不是表格的，说清是什么、该怎么办。"""

import re
import struct

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.exchange.zip_directory import Member, directory

SAVE_AS = "请用 WPS 或 Excel 打开它，另存为“Excel 工作簿（*.xlsx）”再导入。"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# 开头的字节 → 这是什么；都不是表格。
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"II*\x00", "图片"),
    (b"MM\x00*", "图片"),
    (b"{\\rtf", "RTF 文档"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "压缩文件"),
    (b"MZ", "程序文件"),
    (b"SQLite format 3\x00", "数据库文件"),
)
_LOCKS = ("~$", ".~")
_OLD_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
_BIFF_START = re.compile(rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]")
_FILEPASS = 0x2F
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|meta|body|table|style|div)\b", re.IGNORECASE)


def sniff(data: bytes, name: str) -> tuple[str, list[Member]]:
    """文件内容 → (真实格式, 压缩包成员)。

    格式是 xlsx、xlsb、ods、xls 或 text；不是表格、损坏、加密的抛 KnownError，name 只用来写进句子。
    """
    if not data:
        raise KnownError(f"“{name}”是空文件（0 字节），可能没有拷贝完整，请重新拷贝或请社区重新交。")
    if mark := next((mark for mark in _LOCKS if name.startswith(mark)), ""):
        raise KnownError(f"“{name}”是 WPS 或 Excel 打开表格时留下的临时文件，请选名字里没有“{mark}”的那一个。")
    if data.startswith(b"PK"):
        members = directory(data, name)
        return _inside_zip({member.name for member in members}, data, name), members
    if data.startswith(OLE2):
        _check_ole2(data, name)
        return "xls", []
    if data.startswith(_OLD_EXCEL):
        raise KnownError(f"“{name}”是很早版本的 Excel 文件，读不了。{SAVE_AS}")
    for start, what in _OTHERS:
        # BM、MZ 也可能是普通文字的开头
        if data.startswith(start) and (len(start) > 2 or b"\x00" in data[:64]):
            raise KnownError(f"“{name}”其实是{what}，不是表格，请选 xlsx、xls 或 csv 文件。")
    if data[4:8] == b"ftyp" or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        raise KnownError(f"“{name}”其实是图片或视频，不是表格，请选 xlsx、xls 或 csv 文件。")
    _check_text(data, name)
    return "text", []


def _inside_zip(names: set[str], data: bytes, name: str) -> str:
    lower = {member.lower().replace("\\", "/").lstrip("/") for member in names}
    if "xl/workbook.xml" in lower:
        return "xlsx"
    if "xl/workbook.bin" in lower:
        return "xlsb"
    if "content.xml" in lower and b"application/vnd.oasis.opendocument.spreadsheet" in data[:200]:
        return "ods"
    if any(member.startswith("word/") for member in lower):
        raise KnownError(
            f"“{name}”其实是 Word 文档，不是表格，请把里面的表格复制到 WPS 表格或 Excel，存成 xlsx 再导入。"
        )
    if any(member.startswith("ppt/") for member in lower):
        raise KnownError(f"“{name}”其实是演示文稿，不是表格，请选 xlsx、xls 或 csv 文件。")
    if any(member.startswith("xl/") for member in lower):
        raise KnownError(f"“{name}”缺了工作簿的目录，已经损坏，请让社区重新交一份。")
    raise KnownError(f"“{name}”是压缩包，不是表格，请先解压，再选里面的表格文件。")


def _check_ole2(data: bytes, name: str) -> None:
    """老式复合文件可能是 xls，也可能是加了密码的 xlsx、Word 文档；流的名字以 UTF-16 写在目录里。"""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage") or _has_password(data):
        raise KnownError(f"“{name}”加了打开密码，读不了。请用 WPS 或 Excel 打开，取消密码后保存再导入。")
    if has("Workbook") or has("Book"):
        return
    if has("WordDocument"):
        raise KnownError(
            f"“{name}”其实是 Word 文档，不是表格，请把里面的表格复制到 WPS 表格或 Excel，存成 xlsx 再导入。"
        )
    if has("PowerPoint Document"):
        raise KnownError(f"“{name}”其实是演示文稿，不是表格，请选 xlsx、xls 或 csv 文件。")
    raise KnownError(f"“{name}”已经损坏，或者不是表格。{SAVE_AS}")


def _has_password(data: bytes) -> bool:
    """xls 的工作簿流开头几条记录里有 FILEPASS，就是设了打开密码。"""
    start = _BIFF_START.search(data)
    if start is None:
        return False
    at = start.start()
    for _ in range(8):
        if at + 4 > len(data):
            return False
        kind, length = struct.unpack_from("<2H", data, at)
        if kind == _FILEPASS:
            return True
        at += 4 + length
    return False


def _check_text(data: bytes, name: str) -> None:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith(_UTF16):
        head = data[:4096].replace(b"\x00", b"")[2:].lstrip()
    elif b"\x00" in data:
        raise KnownError(f"“{name}”不是表格，或者已经损坏，请选 xlsx、xls 或 csv 文件。")
    if head.startswith(b"<?xml") and b"schemas-microsoft-com:office:spreadsheet" in head:
        raise KnownError(f"“{name}”是 XML 表格，不是真正的 xls。{SAVE_AS}")
    if head.startswith(b"<?xml") and b"<html" not in head.lower():
        raise KnownError(f"“{name}”是 XML 文件，不是表格，请选 xlsx、xls 或 csv 文件。")
    if head.startswith(b"<") and _HTML.search(head):
        raise KnownError(f"“{name}”其实是网页（从网站导出的“假”表格），不是真正的表格。{SAVE_AS}")
    if head.lower().startswith((b"mime-version:", b"from: <")):
        raise KnownError(f"“{name}”其实是存成单个文件的网页，不是真正的表格。{SAVE_AS}")
