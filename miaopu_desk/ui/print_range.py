"""打印哪几页、照什么次序：把“1-3，5”读成页码，份数和双面排成送出的次序。"""

import re
from dataclasses import dataclass

from miaopu_desk.domain.problems import Problem

LABEL = "页码"
ODD_EVEN = (("全部页", ""), ("只印奇数页（正面）", "odd"), ("只印偶数页（反面）", "even"))
_FULL_WIDTH = str.maketrans("０１２３４５６７８９，、；;－—–~～至到", "0123456789,,,,-------")
_PART = re.compile(r"(\d{1,7})(?:-+(\d{1,7})?)?$")


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """在打印窗里选好的：pages 从 1 数，照要印的次序；printer 是打印机名；duplex 为 ""、"long"、"short"。"""

    printer: str
    pages: tuple[int, ...]
    copies: int = 1
    collate: bool = True
    duplex: str = ""
    colour: bool = True


def in_order(choice: PrintChoice) -> list[int | None]:
    """打印机自己不会印几份时，一页一页送出的次序；None 是空白页，双面时让下一份（不逐份时下一页）从正面开始。"""
    back: list[int | None] = [None] if choice.duplex else []
    if choice.collate:
        one: list[int | None] = [*choice.pages]
        if choice.copies == 1:
            return one
        return (one + (back if len(one) % 2 else [])) * choice.copies
    found: list[int | None] = []
    for at in range(0, len(choice.pages), 2 if choice.duplex else 1):
        sheet: list[int | None] = [*choice.pages[at : at + (2 if choice.duplex else 1)]]
        found += (sheet + (back if len(sheet) % 2 and choice.copies > 1 else [])) * choice.copies
    return found


def read_pages(text: str, count: int) -> list[int] | Problem:
    """把“1-3，5，8-”读成从 1 数的页码，照写的次序；count 是一共几页，“8-”是第 8 页到最后。"""
    found: list[int] = []
    for part in text.translate(_FULL_WIDTH).replace("第", "").replace("页", "").split(","):
        written = re.sub(r"\s", "", part)
        if not written:
            continue
        matched = _PART.match(written)
        if matched is None:
            return Problem(LABEL, f"“{part.strip()}”看不懂，请写成 1-3，5 这样")
        first = int(matched[1])
        last = first if "-" not in written else int(matched[2] or count)
        outside = next((each for each in (first, last) if not 1 <= each <= count), None)
        if outside is not None:
            return Problem(LABEL, f"没有第 {outside} 页，一共 {count} 页")
        found += range(first, last + 1) if first <= last else range(first, last - 1, -1)
    return found or Problem(LABEL, "请写要打印哪几页，例如 1-3，5")


def odd_or_even(pages: list[int], which: str) -> list[int]:
    """按次序里的第几张取正面、反面：没有双面打印机时先印正面，翻过来再印反面。which 为 ""、"odd"、"even"。"""
    return pages if not which else pages[0 if which == "odd" else 1 :: 2]
