"""附件的规矩：凭内容认出是什么文件，程序不收、太大不收；存的名字只由内容定。"""

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import ClassVar

from miaopu_desk.domain.kinds import Number, Rejected, Text

MOST_BYTES = 50 << 20
HEAD_BYTES = 64  # 认出一个文件要看的开头
SENSITIVE = "id_card"  # 证件照片：看一次记一次用途

_PROGRAM_HEADS = (
    b"MZ",  # Windows 程序
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"L\x00\x00\x00\x01\x14\x02\x00",  # 快捷方式
)
_PROGRAM_ENDINGS = frozenset(
    [
        "exe",
        "dll",
        "scr",
        "com",
        "bat",
        "cmd",
        "ps1",
        "vbs",
        "vbe",
        "js",
        "jse",
        "wsf",
        "wsh",
        "hta",
        "msi",
        "msp",
        "msc",
        "reg",
        "lnk",
        "cpl",
        "pif",
        "jar",
        "apk",
        "app",
        "sh",
        "py",
        "url",
        "chm",
        "iso",
        "img",
        "docm",
        "xlsm",
        "pptm",
    ]
)
_HEADS: tuple[tuple[bytes, str, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"GIF8", "image/gif", "gif"),
    (b"BM", "image/bmp", "bmp"),
    (b"II*\x00", "image/tiff", "tif"),
    (b"MM\x00*", "image/tiff", "tif"),
    (b"%PDF-", "application/pdf", "pdf"),
)
_ENDINGS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "wps": "application/vnd.ms-works",
    "et": "application/vnd.ms-excel",
    "txt": "text/plain",
    "csv": "text/csv",
    "zip": "application/zip",
    "mp4": "video/mp4",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "heic": "image/heic",
    "ofd": "application/ofd",
}
_NAMED = (("同意书", "consent"), ("签到", "sign_in"), ("会议", "meeting"), ("现场", "scene"), ("整改", "inspection"))
UNKNOWN = "application/octet-stream"
# 能当图片看的（HEIC 窗口里画不出来，照样收）
PICTURES = frozenset(("image/jpeg", "image/png", "image/gif", "image/bmp", "image/webp", "image/tiff"))


def refusal(name: str, head: bytes, size: int) -> str:
    """这个文件为什么不能收；空串是能收。head 是文件的开头。"""
    shown = short_name(name)
    if size == 0:
        return f"“{shown}”是空的（0 字节），没有收下。请看看是不是还没有传完。"
    if size > MOST_BYTES:
        return (
            f"“{shown}”有 {megabytes(size)}，超过一个附件最多的 {megabytes(MOST_BYTES)}。请压缩，或者把照片改小再添加。"
        )
    if head.startswith(_PROGRAM_HEADS) or ending(name) in _PROGRAM_ENDINGS:
        return f"“{shown}”是程序或者带程序的文件，为了安全不收。请添加照片、扫描件或者文档。"
    return ""


def media_type(name: str, head: bytes) -> str:
    """是什么文件：先看内容的开头，内容说不准的才看文件名。"""
    for start, kind, _ in _HEADS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return "image/heic"
    return _ENDINGS.get(ending(name), UNKNOWN)


def stored_ending(name: str, kind: str) -> str:
    """存下的文件用什么结尾：认得内容的照内容，别的照原来的名字。"""
    known = {media: end for _, media, end in _HEADS} | {"image/webp": "webp", "image/heic": "heic"}
    return known.get(kind) or ending(name) or "bin"


def ending(name: str) -> str:
    """文件名的结尾，小写、不带点；太长或者有怪字符的不算。"""
    found = PurePath(name).suffix.lower().strip(". ")
    return found if re.fullmatch("[0-9a-z]{1,8}", found) else ""


def guess_kind(name: str, chosen: str) -> str:
    """添加时算哪一种：文件名说是证件的一定按证件照片保护；没有专门选的照文件名猜。"""
    if any(word in name for word in ("身份证", "证件", "居住证", "护照")):
        return SENSITIVE
    if chosen in ("other", "photo"):
        return next((kind for word, kind in _NAMED if word in name), chosen)
    return chosen


def suggested_title(name: str) -> str:
    """添加时先替人起的名称：文件名去掉结尾。"""
    return PurePath(name).stem.strip()[:80] or "附件"


def safe_file_name(title: str, name: str) -> str:
    """另存和打开时的文件名：名称加原来的结尾，不能当文件名的字去掉。"""
    stem = re.sub(r'[\x00-\x1f<>:"/\\|?*]', "", title).strip(". ")[:80] or "附件"
    if re.fullmatch(r"(?i)con|prn|aux|nul|com\d|lpt\d", stem):
        stem = f"附件{stem}"
    end = ending(name)
    return f"{stem}.{end}" if end and not stem.lower().endswith(f".{end}") else stem


def short_name(name: str) -> str:
    """句子里提到一个文件时的名字。"""
    return name if len(name) <= 40 else f"{name[:28]}…{name[-9:]}"


def megabytes(size: int) -> str:
    """多大，写给人看。"""
    if size < 1 << 20:
        return f"{max(1, round(size / 1024))} KB"
    shown = f"{size / (1 << 20):.1f}".removesuffix(".0")
    return f"{shown} MB"


@dataclass(frozen=True, slots=True)
class RegisterName(Text):
    """哪一张登记表：存表名，给人看的是标题。"""

    width: ClassVar[int] = 8

    def read(self, raw: object) -> str | Rejected | None:
        from miaopu_desk.domain.records import REGISTERS

        text = Text.read(self, raw)
        if text is None or isinstance(text, Rejected) or text in REGISTERS:
            return text
        found = next((each.table for each in REGISTERS.values() if each.title == text), None)
        return found or Rejected(f"没有叫“{text}”的登记表，请写登记表的名称，例如 志愿者登记")

    def show(self, value: str | None) -> str:
        from miaopu_desk.domain.records import REGISTERS

        if value is None:
            return ""
        return REGISTERS[value].title if value in REGISTERS else value


@dataclass(frozen=True, slots=True)
class Digest(Text):
    """文件内容的指纹（SHA-256）：内容差一个字节，指纹就不同。"""

    as_text: ClassVar[bool] = True

    def read(self, raw: object) -> str | Rejected | None:
        text = Text.read(self, raw)
        if isinstance(text, str) and not re.fullmatch("[0-9a-f]{64}", text.lower()):
            return Rejected("不是文件内容的指纹，附件请在记录里添加")
        return text.lower() if isinstance(text, str) else text


@dataclass(frozen=True, slots=True)
class Bytes(Number):
    """文件的大小，写出来一个字节不差，读得回来。"""

    unit: str = "字节"
    width: ClassVar[int] = 8

    def show(self, value: int | None) -> str:
        return "" if value is None else f"{value:,} {self.unit}"
