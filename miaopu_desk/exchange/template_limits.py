"""模板对一列的要求：栏名上的星号和“必填”“不超过几字”，文本格式，下拉框和字数限制。"""

import re
from typing import Any

from miaopu_desk.domain.mapping import Limits
from miaopu_desk.exchange.cells import clean_text

MOST_CHOICES = 2000
_REQUIRED = re.compile(r"[*＊]|必填|不能为空|必须填")
_LONGEST = re.compile(r"(?:不超过|最多|限|不多于|≤|<=)\s*(\d{1,4})\s*(?:个?(?:字符?|汉字|位))")


def limits_of(book: Any, sheet: Any, cell: Any, label: str, header_row: int) -> tuple[Limits, str]:
    """名单首行的一格有哪些要求，和一句看不懂时要说的话（没有为空）。"""
    longest = _written_limit(label)
    allowed: tuple[str, ...] = ()
    note = ""
    for rule in sheet.data_validations.dataValidation:
        if cell.coordinate not in rule.sqref:
            continue
        if rule.type == "list":
            allowed, note = _choices(book, sheet, str(rule.formula1 or ""))
            if rule.errorStyle in ("warning", "information") or rule.showErrorMessage is False:
                allowed = ()  # 只是提示，填别的也收
        elif rule.type == "textLength":
            longest = _length(rule) or longest
    as_text = cell.number_format == "@"
    required = bool(_REQUIRED.search(label))
    return Limits(required, longest, as_text, allowed), note


def _written_limit(label: str) -> int | None:
    found = _LONGEST.search(label)
    return int(found[1]) if found else None


def _length(rule: Any) -> int | None:
    """最多几个字；只认直接写着的数。"""
    operator = rule.operator or "between"
    bound = rule.formula2 if operator == "between" else rule.formula1
    if operator not in ("between", "lessThan", "lessThanOrEqual", "equal") or not str(bound or "").isdecimal():
        return None
    return int(bound) - (operator == "lessThan")


def _choices(book: Any, sheet: Any, formula: str) -> tuple[tuple[str, ...], str]:
    if formula.startswith('"'):
        return tuple(text.strip() for text in formula.strip('"').split(",") if text.strip()), ""
    area = formula.lstrip("=")
    for names in (sheet.defined_names, book.defined_names):
        if area in names:
            area = str(names[area].value)
    title, mark, place = area.rpartition("!")
    title = title.strip("'").replace("''", "'") if mark else sheet.title
    place = place.replace("$", "")
    if title not in book.sheetnames or not re.fullmatch(r"[A-Z]{1,3}\d+(?::[A-Z]{1,3}\d+)?", place):
        return (), "下拉框的选项是算出来的，这里核对不了，请填好以后看一眼"
    cells = book[title][place]
    rows = cells if isinstance(cells, tuple) else ((cells,),)
    texts = [clean_text(str(cell.value)).strip() for row in rows for cell in row if cell.value is not None]
    return tuple(dict.fromkeys(texts[:MOST_CHOICES])), ""
