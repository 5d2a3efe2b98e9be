"""对照：同样内容的一份名册，用最少的代码直接写成 PDF；不量宽、不缩小、不折行、不查缺字，只求快。"""

import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

from miaopu_desk.reports.fonts import face
from miaopu_desk.reports.ink import embed_face

FACES = ("serif", "rare")
WIDTH, HEIGHT, MARGIN, PITCH = 841.89, 595.28, 42.5, 20.0
LINES = 21  # 一页的行数，和名册一样
CACHED = 20_000


class Codes(dict[int, str]):
    """字 → 四位编号；不在第一个字面里的另记下来。"""

    def __init__(self) -> None:
        super().__init__()
        self.used: list[dict[int, int]] = [{}, {}]
        self.strangers: set[str] = set()

    def __missing__(self, code: int) -> str:
        which = 0 if code in face(FACES[0]).charToGlyph else 1
        if which:
            self.strangers.add(chr(code))
        numbers = self.used[which]
        self[code] = shown = f"{numbers.setdefault(code, len(numbers) + 1):04x}"
        return shown


class BarePdf:
    """顺着写下去的文件：对象、位置，最后一张交叉引用表。"""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.position, self.offsets = stream, 0, [0]
        self.write(b"%PDF-1.7\n")

    def write(self, data: bytes) -> None:
        self.stream.write(data)
        self.position += len(data)

    def reserve(self) -> int:
        self.offsets.append(0)
        return len(self.offsets) - 1

    def add(self, body: str | bytes, number: int = 0) -> int:
        number = number or self.reserve()
        self.offsets[number] = self.position
        self.write(b"%d 0 obj\n%b\nendobj\n" % (number, body if isinstance(body, bytes) else body.encode()))
        return number

    def packed(self, data: bytes, entries: str = "") -> int:
        small = zlib.compress(data, 6)
        head = f"<</Length {len(small)}/Filter/FlateDecode{entries}>>stream\n".encode()
        return self.add(head + small + b"\nendstream")

    def close(self, catalog: int) -> None:
        start = self.position
        self.write(b"xref\n0 %d\n0000000000 65535 f \n" % len(self.offsets))
        self.write(b"".join(b"%010d 00000 n \n" % offset for offset in self.offsets[1:]))
        self.write(f"trailer\n<</Size {len(self.offsets)}/Root {catalog} 0 R>>\nstartxref\n{start}\n%%EOF\n".encode())


def write_bare(
    path: Path, title: str, labels: Sequence[str], widths: Sequence[float], rows: Iterable[list[str]]
) -> int:
    """写一份名册，返回页数；一格就是一段字，从格子左边写起。"""
    total = sum(widths)
    lefts = [MARGIN + (WIDTH - 2 * MARGIN) * sum(widths[:index]) / total for index in range(len(widths) + 1)]
    with path.open("wb") as stream:
        file = BarePdf(stream)
        tree, resources, fonts = file.reserve(), file.reserve(), file.reserve()
        writer = _Pages(file, title, labels, lefts, f"/Parent {tree} 0 R/Resources {resources} 0 R")
        page: list[list[str]] = []
        for row in rows:
            page.append(row)
            if len(page) == LINES:
                writer.page(page)
                page = []
        writer.page(page)
        entries = " ".join(
            f"/F{which} {embed_face(FACES[which], list(used), lambda data, more: file.packed(data, more), file.add)} 0 R"
            for which, used in enumerate(writer.codes.used)
            if used
        )
        file.add(f"<<{entries}>>", fonts)
        file.add(f"<</Font {fonts} 0 R>>", resources)
        kids = " ".join(f"{number} 0 R" for number in writer.pages)
        file.add(f"<</Type/Pages/Count {len(writer.pages)}/Kids[{kids}]>>", tree)
        file.close(file.add(f"<</Type/Catalog/Pages {tree} 0 R>>"))
        return len(writer.pages)


class _Pages:
    """一页一页地写。"""

    def __init__(self, file: BarePdf, title: str, labels: Sequence[str], lefts: list[float], entries: str) -> None:
        self.file, self.title, self.labels, self.entries = file, title, labels, entries
        self.pages: list[int] = []
        self.codes = Codes()
        self.lefts, self.at = lefts, [f"{left + 3:.2f}" for left in lefts[:-1]]
        self.cache: dict[str, str] = {}

    def show(self, text: str) -> str:
        shown = text.translate(self.codes)
        if self.codes.strangers.isdisjoint(text):
            return f"<{shown}> Tj"
        parts = [
            f"/F{int(char in self.codes.strangers)} 9.5 Tf <{shown[4 * i : 4 * i + 4]}> Tj"
            for i, char in enumerate(text)
        ]
        return " ".join([*parts, "/F0 9.5 Tf"])

    def page(self, rows: list[list[str]]) -> None:
        top = HEIGHT - MARGIN - 46
        ops = [f"BT /F0 16 Tf 1 0 0 1 {WIDTH / 3:.2f} {HEIGHT - MARGIN - 16:.2f} Tm {self.show(self.title)} /F0 9.5 Tf"]
        ops.append(f"1 0 0 1 {WIDTH / 2:.2f} {MARGIN:.2f} Tm {self.show(f'第 {len(self.pages) + 1} 页')}")
        y = top - PITCH / 2 - 3.6
        for row in [self.labels, *rows]:
            shown_y = f"{y:.2f}"
            for left, text in zip(self.at, row, strict=True):
                shown = self.cache.get(text)
                if shown is None:
                    shown = self.show(text)
                    if len(self.cache) < CACHED:
                        self.cache[text] = shown
                ops.append(f"1 0 0 1 {left} {shown_y} Tm {shown}")
            y -= PITCH
        low, right = top - PITCH * (len(rows) + 1), self.lefts[-1]
        across = (top - PITCH * number for number in range(len(rows) + 2))
        lines = [f"{MARGIN} {level:.2f} m {right:.2f} {level:.2f} l" for level in across]
        lines += [f"{left:.2f} {top:.2f} m {left:.2f} {low:.2f} l" for left in self.lefts]
        ops += ["ET 0.4 w", *lines, "S"]
        drawn = self.file.packed("\n".join(ops).encode())
        box = f"/MediaBox[0 0 {WIDTH} {HEIGHT}]"
        self.pages.append(self.file.add(f"<</Type/Page{self.entries}{box}/Contents {drawn} 0 R>>"))
