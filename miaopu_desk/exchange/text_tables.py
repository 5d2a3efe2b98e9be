"""文本表格：csv、tsv、从表格里复制来的一块；编码和分隔符都自己认。"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.exchange.sniff import SAVE_AS
from miaopu_desk.exchange.workbook import Limits, Row, Sheet, Workbook

_DELIMITERS = ("\t", ",", ";")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_KEPT_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_SAMPLE, _SAMPLE_LENGTH = 200, 200_000


def read_text_table(path: Path, data: bytes, limits: Limits) -> Workbook:
    """文本文件 → 只有一张表的工作簿，格里全是文字；不是表格、引号乱了、大得离谱的抛 KnownError。"""
    text, encoding = decode(data, path.name)
    delimiter = find_delimiter(text)
    rows, notes = parse(text, delimiter, path.name, limits)
    if encoding == "gb18030":
        notes.append("这个文本文件按 GB18030 编码读，请看看预览里有没有乱码。")
    return Workbook(path, "tsv" if delimiter == "\t" else "csv", (Sheet(path.stem, rows),), tuple(notes))


def read_pasted(text: str) -> Workbook:
    """从 WPS 或 Excel 里复制来的一块（制表符分隔）；没有内容的抛 KnownError。"""
    rows, notes = parse(text, "\t" if "\t" in text else find_delimiter(text), "粘贴的内容", Limits())
    if not rows:
        raise KnownError("剪贴板里没有表格内容，请先在 WPS 或 Excel 里选中一块复制，再粘贴。")
    return Workbook(Path("粘贴的内容"), "pasted", (Sheet("粘贴的内容", rows),), tuple(notes))


def decode(data: bytes, name: str) -> tuple[str, str]:
    """字节 → (文字, 编码)。严格的 UTF-8 在先，GB18030 在后：反过来会把短的 UTF-8 文件认错。"""
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _CONTROL.search(text):
            break
        return text, encoding
    raise KnownError(f"“{name}”的文字编码认不出来，或者不是表格。{SAVE_AS}")


def find_delimiter(text: str) -> str:
    """逗号、分号、制表符里，让最多的行有一样多（两列以上）的栏的那一个；都不是时当作逗号。"""
    lines = text[:_SAMPLE_LENGTH].splitlines()[:_SAMPLE]
    best, most = ",", (0, 0)
    for delimiter in _DELIMITERS:
        widths = Counter(line.count(delimiter) for line in lines if delimiter in line)
        if widths:
            width, rows = widths.most_common(1)[0]
            if (rows, width) > most:
                best, most = delimiter, (rows, width)
    return best


def parse(text: str, delimiter: str, name: str, limits: Limits) -> tuple[list[Row], list[str]]:
    """文字 → (行, 要告诉人的话)；短的行补齐，末尾的空行去掉。行数、格数超过 limits 的抛 KnownError。

    引号不成对时，普通的读法会把后面的行悄悄并进一格：所以先严格读，不行再把引号当普通字。
    """
    notes: list[str] = []
    _check_size(text, delimiter, name, limits)
    try:
        raw = list(csv.reader(_lines(text), delimiter=delimiter, strict=True))
    except csv.Error:
        raw = _unquoted(text, delimiter)
        widths = {len(row) for row in raw if any(cell.strip() for cell in row)}
        if len(widths) != 1:
            raise KnownError(f"“{name}”里的引号不成对，分不清各栏。{SAVE_AS}") from None
        notes.append("文件里的引号不成对，已把引号当作普通的字，请看看预览。")
    width = max(map(len, raw), default=0)
    if width * len(raw) > limits.text_cells:
        raise KnownError(f"“{name}”有 {len(raw)} 行，最长的一行有 {width} 栏，不像名单，请把名单复制到新表格里再导入。")
    rows: list[Row] = [tuple(map(_cell, row)) + (None,) * (width - len(row)) for row in raw]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows, notes


def _check_size(text: str, delimiter: str, name: str, limits: Limits) -> None:
    """先数一遍再读：几千万个换行、逗号，读成行要几个 GB。"""
    rows = text.count("\n") or text.count("\r")
    cells = text.count(delimiter) + rows
    if rows > limits.text_rows or cells > limits.text_cells:
        raise KnownError(
            f"“{name}”有 {rows} 行、{cells} 格，一次最多读 {limits.text_rows} 行、{limits.text_cells} 格。"
            "不是名单的请换一个文件，名单真有这么长的请分成几个文件。"
        )


def _lines(text: str) -> Iterator[str]:
    """一行一行，连着换行符；不另存一份全文。"""
    return (found[0] for found in _LINE.finditer(text))


def _unquoted(text: str, delimiter: str) -> list[list[str]]:
    """引号当普通的字来读；一格长得离谱、还是读不了的为空。"""
    try:
        return list(csv.reader(_lines(text), delimiter=delimiter, quoting=csv.QUOTE_NONE))
    except csv.Error:
        return []


def _cell(text: str) -> str | None:
    """别的系统为了让长号码不变成数字，常写成 ="4304…"、前面加撇号、后面加制表符：去掉这些。"""
    text = text.strip("\t\xa0 ")
    if text.startswith("="):
        kept = _KEPT_AS_TEXT.fullmatch(text)
        return (kept[1].replace('""', '"') or None) if kept else text
    if text.startswith("'") and text[1:2] in ("=", "+", "-", "@", "\t", "\r"):
        text = text[1:]
    return text or None


def write_csv(path: Path, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    """存成 csv（UTF-8 带 BOM，WPS 和 Excel 都认得），返回真正存到的路径。

    会被当成公式的文字前面加撇号；读回来时撇号会去掉。存不成抛 KnownError。
    """
    from miaopu_desk.saving import save_bytes

    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_safe(heading) for heading in headings])
    writer.writerows([_safe(value) for value in row] for row in rows)
    return save_bytes(path, out.getvalue().encode("utf-8-sig", "replace"))


def _safe(value: object) -> str:
    text = "" if value is None else "、".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
    text = _CONTROL.sub("", text)
    number = isinstance(value, int | float)
    return f"'{text}" if not number and text[:1] in ("=", "+", "-", "@", "\t", "\r") and text else text
