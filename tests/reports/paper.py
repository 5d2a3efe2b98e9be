"""看印出来的纸：从 PDF 里取字、取位置、取字体，给各个测试用。"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pypdf
import pypdfium2


def page_texts(path: Path) -> list[str]:
    """每页的字，换行照旧。"""
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


def whole_text(path: Path) -> str:
    """整份文件的字，不留空白。"""
    return "".join("".join(page_texts(path)).split())


def characters(path: Path, page: int = 0) -> list[dict[str, Any]]:
    """一页上的每个字：x0、top、size、text……，单位 pt，从左上角量起。"""
    with pdfplumber.open(path) as document:
        return [char for char in document.pages[page].chars if char["text"].strip()]


def right_edge(path: Path, char: str, page: int = 0) -> float:
    """一页上最后一个 char 的字身右边，离纸左边多远（pt）。"""
    document = pypdfium2.PdfDocument(path)
    try:
        text = document[page].get_textpage()
        at = text.get_text_range().rindex(char)
        return float(text.get_charbox(at, loose=True)[2])
    finally:
        document.close()


def lines_of(chars: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """按基线分成行，从上到下。"""
    rows: dict[float, list[dict[str, Any]]] = {}
    for char in chars:
        rows.setdefault(round(char["matrix"][5], 1), []).append(char)
    return [sorted(rows[y], key=lambda char: char["x0"]) for y in sorted(rows, reverse=True)]


def fonts(path: Path) -> dict[str, int]:
    """文件里的字体：名称（去掉子集前缀）→ 嵌入了几份；没有嵌入的记 -1。"""
    found: dict[int, tuple[str, bool]] = {}
    for page in pypdf.PdfReader(path).pages:
        for font in _page_fonts(page):
            descendant = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            descriptor = descendant.get("/FontDescriptor")
            embedded = descriptor is not None and "/FontFile2" in descriptor.get_object()
            reference = descriptor.get_object().raw_get("/FontFile2").idnum if embedded else -len(found) - 1
            found[reference] = (str(font["/BaseFont"]).split("+")[-1].lstrip("/"), embedded)
    counts: dict[str, int] = {}
    for name, embedded in found.values():
        counts[name] = counts.get(name, 0) + 1 if embedded else -1
    return counts


def _page_fonts(page: Any) -> Iterator[Any]:
    resources = page["/Resources"]
    for font in resources.get("/Font", {}).values():
        yield font.get_object()
    for form in resources.get("/XObject", {}).values():
        for font in form.get_object().get("/Resources", {}).get("/Font", {}).values():
            yield font.get_object()
