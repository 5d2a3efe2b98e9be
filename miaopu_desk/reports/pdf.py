"""PDF 文件：一边排一边写出去，内存不随页数涨；最后写字体、书签、文件信息和目录。"""

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from miaopu_desk.reports.ink import Ink


@dataclass(frozen=True, slots=True)
class Info:
    """文件信息；made 不给时文件逐字节可重现。"""

    title: str
    author: str = ""
    subject: str = ""
    made: datetime | None = None


@dataclass(frozen=True, slots=True)
class Bookmark:
    """一条书签：标题、第几页（从 0 起）、离页底多高（pt）、层次（0 最外）。"""

    title: str
    page: int
    top: float
    level: int = 0


class PdfFile:
    """往 stream 里写一份 PDF；用完调用 finish。"""

    def __init__(self, stream: BinaryIO) -> None:
        self.ink = Ink()
        self.pages: list[int] = []
        self._stream = stream
        self._offsets = [0]
        self._position = 0
        self._digest = hashlib.md5()
        self._forms: dict[str, int] = {}
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        self._tree = self.reserve()
        self._fonts = self.reserve()
        self._resources = self.reserve()

    def reserve(self) -> int:
        """先占一个对象号，内容以后再写。"""
        self._offsets.append(0)
        return len(self._offsets) - 1

    def add(self, body: str | bytes, number: int | None = None) -> int:
        """写一个对象，返回号码。"""
        number = number or self.reserve()
        self._offsets[number] = self._position
        content = body if isinstance(body, bytes) else body.encode("latin-1")
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, content))
        return number

    def stream(self, data: bytes, entries: str = "", number: int | None = None) -> int:
        """写一个压缩的流，返回号码。"""
        packed = zlib.compress(data, 6)
        head = f"<</Length {len(packed)}/Filter/FlateDecode{entries}>>stream\n"
        return self.add(head.encode() + packed + b"\nendstream", number)

    def page(self, content: str, width: float, height: float, rotate: int = 0) -> None:
        """写一页；rotate 是屏幕上顺时针转的角度。"""
        drawn = self.stream(content.encode("latin-1"))
        turned = f"/Rotate {rotate}" if rotate else ""
        self.pages.append(
            self.add(
                f"<</Type/Page/Parent {self._tree} 0 R/MediaBox[0 0 {width:.3f} {height:.3f}]{turned}"
                f"/Resources {self._resources} 0 R/Contents {drawn} 0 R>>"
            )
        )

    def reserve_form(self, name: str) -> str:
        """占一个各页都画得到、内容最后才知道的小图（例如总页数），返回画它的操作符。"""
        self._forms[name] = self.reserve()
        return f"/{name} Do"

    def fill_form(self, name: str, content: str, width: float, height: float) -> None:
        """写上占好的小图。"""
        entries = f"/Type/XObject/Subtype/Form/BBox[0 0 {width:.2f} {height:.2f}]/Resources<</Font {self._fonts} 0 R>>"
        self.stream(content.encode("latin-1"), entries, self._forms[name])

    def finish(self, info: Info, bookmarks: Sequence[Bookmark] = ()) -> None:
        """写字体、资源、页树、书签、信息、目录和交叉引用表。"""
        self.add(
            self.ink.embed(lambda data, entries: self.stream(data, entries), lambda body: self.add(body)), self._fonts
        )
        forms = " ".join(f"/{name} {number} 0 R" for name, number in self._forms.items())
        self.add(f"<</Font {self._fonts} 0 R/XObject<<{forms}>>>>", self._resources)
        kids = " ".join(f"{number} 0 R" for number in self.pages)
        self.add(f"<</Type/Pages/Count {len(self.pages)}/Kids[{kids}]>>", self._tree)
        outline = self._outline(bookmarks)
        shown = f"/Outlines {outline} 0 R/PageMode/UseOutlines" if outline else ""
        catalog = self.add(
            f"<</Type/Catalog/Pages {self._tree} 0 R/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true>>{shown}>>"
        )
        self._trailer(catalog, self.add(_info(info)))

    def _outline(self, bookmarks: Sequence[Bookmark]) -> int | None:
        """书签树：每条知道自己的上级、前后和头尾下级。"""
        if not bookmarks:
            return None
        root = self.reserve()
        numbers = [self.reserve() for _ in bookmarks]
        parents: list[int | None] = []
        trail: list[int] = []
        for index, mark in enumerate(bookmarks):
            while trail and bookmarks[trail[-1]].level >= mark.level:
                trail.pop()
            parents.append(trail[-1] if trail else None)
            trail.append(index)
        for index, mark in enumerate(bookmarks):
            parent = parents[index]
            kin = [i for i, other in enumerate(parents) if other == parent]
            place = kin.index(index)
            links = f"/Prev {numbers[kin[place - 1]]} 0 R" if place else ""
            links += f"/Next {numbers[kin[place + 1]]} 0 R" if place + 1 < len(kin) else ""
            above = root if parent is None else numbers[parent]
            self.add(
                f"<</Title{hex_string(mark.title)}/Parent {above} 0 R{links}{_children(index, parents, numbers)}"
                f"/Dest[{self.pages[mark.page]} 0 R/XYZ 0 {mark.top:.2f} null]>>",
                numbers[index],
            )
        return self.add(f"<</Type/Outlines{_children(None, parents, numbers)}>>", root)

    def _trailer(self, catalog: int, info: int) -> None:
        start = self._position
        identity = self._digest.hexdigest()
        rows = b"".join(b"%010d 00000 n \n" % offset for offset in self._offsets[1:])
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % len(self._offsets) + rows)
        self._write(
            f"trailer\n<</Size {len(self._offsets)}/Root {catalog} 0 R/Info {info} 0 R/ID[<{identity}><{identity}>]>>\n"
            f"startxref\n{start}\n%%EOF\n".encode()
        )

    def _write(self, data: bytes) -> None:
        self._stream.write(data)
        self._digest.update(data)
        self._position += len(data)


def _children(index: int | None, parents: list[int | None], numbers: list[int]) -> str:
    below = [numbers[i] for i, parent in enumerate(parents) if parent == index]
    return f"/First {below[0]} 0 R/Last {below[-1]} 0 R/Count {len(below)}" if below else ""


def hex_string(text: str) -> str:
    """PDF 里的中文字符串。"""
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"


def _info(info: Info) -> str:
    entries = {"Title": info.title, "Author": info.author, "Subject": info.subject, "Creator": "苗圃志愿者工作台"}
    shown = "".join(f"/{key}{hex_string(value)}" for key, value in entries.items() if value)
    made = f"/CreationDate(D:{info.made:%Y%m%d%H%M%S}+08'00')" if info.made else ""
    return f"<<{shown}{made}>>"
