"""墨：一份文件用到的字面和字，排上号写进内容流，最后每个字面只嵌入一次。"""

import hashlib
from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Any

from miaopu_desk.reports.fonts import CHAINS, face, glyphs, printable

STRANGER = "~"  # 编号前面的记号：这个字不在第一个字面里
Stream = Callable[[bytes, str], int]
Add = Callable[[str], int]


class Ink:
    """逐字编号：同一个字面不论几种用途都只有一个子集。"""

    def __init__(self) -> None:
        self.subsets: dict[str, dict[int, int]] = {}
        self.absent: set[str] = set()  # 要写却没有字形的字
        self._names: dict[str, str] = {}
        self._tables: dict[str, Table] = {}

    def show(self, text: str, role: str, size: float, shifts: Mapping[int, float] | None = None) -> str:
        """写一行字的操作符；shifts 把第几个字之后再挪多少 pt（负数是靠拢）。没有字形的字不写。"""
        table = self.table(role)
        hexed = text.translate(table)
        if not shifts and STRANGER not in hexed:
            return f"{self.font(table.first, size)} <{hexed}> Tj" if hexed else ""
        return self._runs(text, table, size, shifts or {})

    def mixed(self, text: str, role: str) -> bool:
        """这一行要换字面：有的字不在第一个字面里。"""
        return STRANGER in text.translate(self.table(role))

    def table(self, role: str) -> "Table":
        """一种用途的字 → 编号表，text.translate(表) 就是要写的十六进制。"""
        return self._tables.get(role) or self._tables.setdefault(role, Table(self, role))

    def font(self, face_name: str, size: float) -> str:
        """换用一个字面和字号的操作符。"""
        return f"/{self.name(face_name)} {size:g} Tf"

    def _runs(self, text: str, table: "Table", size: float, shifts: Mapping[int, float]) -> str:
        drawn = [(i, char, table.strangers.get(char, table.first)) for i, char in enumerate(text)]
        parts = []
        for name, run in groupby((item for item in drawn if item[2]), key=lambda item: item[2]):
            array = ""
            for i, char, _ in run:
                array += table[ord(char)].removeprefix(STRANGER)
                if i in shifts:
                    array += f"> {-shifts[i] * 1000 / size:.1f} <"
            parts.append(f"{self.font(name, size)} [<{array}>] TJ".replace("<>", ""))
        return " ".join(parts)

    def name(self, face_name: str) -> str:
        """一个字面在内容流里的名字：F1、F2……按第一次用到的先后。"""
        return self._names.get(face_name) or self._names.setdefault(face_name, f"F{len(self._names) + 1}")

    def subset(self, face_name: str) -> dict[int, int]:
        """一个字面用到的字：Unicode → 编号（从 1 起，0 号留给缺字）。"""
        return self.subsets.setdefault(face_name, {})

    def embed(self, stream: Stream, add: Add) -> str:
        """把用到的字面写进文件，返回资源里的 /Font 条目。"""
        entries = [
            f"/{self.name(name)} {embed_face(name, list(used), stream, add)} 0 R" for name, used in self.subsets.items()
        ]
        return f"<<{' '.join(entries)}>>"


class Table(dict[int, str]):
    """字 → 四位十六进制编号；不在第一个字面里的字另记在 strangers。"""

    def __init__(self, ink: Ink, role: str) -> None:
        super().__init__()
        self.ink = ink
        self.glyphs = glyphs(role)
        self.first = CHAINS[role][0]
        self.strangers: dict[str, str] = {}

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if not printable(char):  # 看不见的字不写
            self[code] = self.strangers[char] = ""
            return ""
        glyph = self.glyphs[char]
        if glyph is None:
            self.ink.absent.add(char)
            self.strangers[char] = ""
            self[code] = STRANGER
            return STRANGER
        subset = self.ink.subset(glyph.face)
        hexed = f"{subset.setdefault(code, len(subset) + 1):04x}"
        if glyph.face != self.first:
            self.strangers[char] = glyph.face
            hexed = STRANGER + hexed
        self[code] = hexed
        return hexed


def embed_face(name: str, codes: list[int], stream: Stream, add: Add) -> int:
    """嵌入一个字面的子集（Type0、Identity-H、自己的 ToUnicode），返回字体对象的号码。"""
    loaded = face(name)
    data = loaded.makeSubset(codes)
    tag = "".join(chr(65 + byte % 26) for byte in hashlib.md5(repr(codes).encode()).digest()[:6])
    base = f"{tag}+{loaded.name.decode('latin-1')}"
    file = stream(data, f"/Length1 {len(data)}")
    box = " ".join(f"{value:g}" for value in loaded.bbox)
    descriptor = add(
        f"<</Type/FontDescriptor/FontName/{base}/Flags 4/FontBBox[{box}]/ItalicAngle 0/Ascent {loaded.ascent:g}"
        f"/Descent {loaded.descent:g}/CapHeight {loaded.capHeight or 730:g}/StemV {loaded.stemV:g}/FontFile2 {file} 0 R>>"
    )
    glyph_map = stream(_glyph_map(loaded, codes), "")
    descendant = add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{base}"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/FontDescriptor {descriptor} 0 R/DW 1000/W[{_widths(loaded, codes)}]/CIDToGIDMap {glyph_map} 0 R>>"
    )
    meaning = stream(_to_unicode(codes), "")
    return add(
        f"<</Type/Font/Subtype/Type0/BaseFont/{base}/Encoding/Identity-H"
        f"/DescendantFonts[{descendant} 0 R]/ToUnicode {meaning} 0 R>>"
    )


def _glyph_map(loaded: Any, codes: list[int]) -> bytes:
    """编号 → 子集里的字形号：makeSubset 按先后排字形，两个字共用一个字形时只排一次。"""
    order = {0: 0}
    indexes = [0, *(order.setdefault(loaded.charToGlyph[code], len(order)) for code in codes)]
    return b"".join(index.to_bytes(2, "big") for index in indexes)


def _widths(loaded: Any, codes: list[int]) -> str:
    pairs = ((number, loaded.charWidths.get(code, loaded.defaultWidth)) for number, code in enumerate(codes, 1))
    return " ".join(f"{number}[{width:g}]" for number, width in pairs if width != 1000)


def _to_unicode(codes: list[int]) -> bytes:
    """编号 → Unicode；基本平面以外的字写成一对代理码，复制和查找才对。"""
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    numbered = list(enumerate(codes, 1))
    for start in range(0, len(numbered), 100):
        block = numbered[start : start + 100]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{number:04X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for number, code in block]
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode()
