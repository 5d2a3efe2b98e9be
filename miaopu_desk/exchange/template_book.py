"""打开别人的模板来改：表格库认不全的东西，先补上能补的（新式下拉框），补不上的逐样数出来，不悄悄丢。"""

import io
import re
import warnings
from collections import Counter
from typing import Any
from xml.etree import ElementTree

from miaopu_desk.domain.problems import KnownError
from miaopu_desk.exchange.odd_cells import sheet_parts
from miaopu_desk.exchange.workbook import Limits
from miaopu_desk.exchange.zip_directory import TooMuch, check_sizes, directory, inflated

_SHEET = r"xl/(?:worksheets|chartsheets)/[^/]+\.xml"
# 名称 →（部件名的样子, 部件里数什么；空着就数部件）
_KINDS: tuple[tuple[str, str, str], ...] = (
    ("图片", r"xl/drawings/[^/]+\.xml", r"<(?:\w+:)?pic[ >]"),
    ("图表", r"xl/charts/chart\d+\.xml", ""),
    ("文本框和图形", r"xl/drawings/[^/]+\.xml", r"<(?:\w+:)?(?:sp|cxnSp|grpSp)[ >]"),
    ("单元格里的图片", r"xl/cellimages\.xml", r"<(?:\w+:)?pic[ >]"),
    ("表单控件", r"xl/(?:ctrlProps|activeX)/[^/]+\.xml", ""),
    ("宏", r"xl/vbaProject\.bin", ""),
    ("嵌入的文件", r"xl/embeddings/[^/]+", ""),
    ("批注", r"xl/(?:.*/)?comments?[^/]*\.xml", r"<(?:\w+:)?comment[ >]"),
    ("会话批注", r"xl/threadedComments/[^/]+\.xml", ""),
    ("数据透视表", r"xl/pivotTables/[^/]+\.xml", ""),
    ("切片器", r"xl/slicers/[^/]+\.xml", ""),
    ("智能表格", r"xl/tables/[^/]+\.xml", ""),
    ("下拉框和填写限制", _SHEET, r"<(?:\w+:)?dataValidation[ >]"),
    ("条件格式", _SHEET, r"<(?:\w+:)?cfRule[ >]"),
    ("迷你图", _SHEET, r"<(?:\w+:)?sparkline[ >]"),
    ("页眉页脚里的图片", _SHEET, r"<(?:\w+:)?legacyDrawingHF[ >/]"),
    ("背景图", _SHEET, r"<(?:\w+:)?picture[ >]"),
)
_X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"


def load_template(data: bytes, name: str) -> Any:
    """模板的内容读成可以改的工作簿；加密、损坏、大得离谱的抛 KnownError。"""
    from openpyxl import load_workbook

    check_sizes(directory(data, name), name, Limits())
    try:
        with warnings.catch_warnings():
            # 它丢了什么由 inventory 来数，数得比它自己说的全
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), rich_text=True)
            _restore_validations(book, data, name)
    except Exception as error:
        # 陌生文件什么错都会出；这里只有读文件，没有自己的事
        raise KnownError(
            f"“{name}”能看不能填：里面有这个程序改写不了的内容。请用 WPS 或 Excel 另存一份 xlsx 再选。"
        ) from error
    book.calculation.fullCalcOnLoad = True
    return book


def template_bytes(book: Any) -> bytes:
    """改好的工作簿的内容，先写在内存里。"""
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book.save(buffer)
    return buffer.getvalue()


def lost_between(before: bytes, after: bytes) -> tuple[str, ...]:
    """写出来的比模板少了哪几样：“图片1处”；一样不少为空。"""
    lost = inventory(before) - inventory(after)
    return tuple(f"{kind}{lost[kind]}处" for kind, _, _ in _KINDS if lost[kind])


def inventory(data: bytes) -> Counter[str]:
    """工作簿里除了格子还有什么：图片、图表、下拉框……各几处。"""
    found: Counter[str] = Counter()
    for member in directory(data, "模板"):
        for kind, part, inside in _KINDS:
            if not re.fullmatch(part, member.name):
                continue
            found[kind] += len(re.findall(inside.encode(), _content(data, member))) if inside else 1
    return found


def _content(data: bytes, member: Any) -> bytes:
    try:
        return b"".join(inflated(data, member))
    except TooMuch:
        raise KnownError("模板里面的大小是假的，为安全起见没有读。请把它复制到新表格里再用。") from None


def _restore_validations(book: Any, data: bytes, name: str) -> None:
    """选项写在别的工作表里的下拉框，新的表格程序存在扩展里，表格库不读；改成普通的下拉框，两种程序都认。"""
    from openpyxl.worksheet.datavalidation import DataValidation

    members = directory(data, name)
    titles = sheet_parts(data, members)
    for member in members:
        sheet = titles.get(member.name)
        if sheet is None or sheet not in book.sheetnames:
            continue
        content = _content(data, member)
        if b"x14:dataValidation" not in content:
            continue
        for each in ElementTree.fromstring(content).iter(f"{_X14}dataValidation"):
            places = each.findtext(f"{_XM}sqref")
            if not places:
                continue
            rule = DataValidation(
                **{key: value for key, value in each.attrib.items() if not key.startswith("{")},
                formula1=each.findtext(f"{_X14}formula1/{_XM}f"),
                formula2=each.findtext(f"{_X14}formula2/{_XM}f"),
                sqref=places,
            )
            book[sheet].add_data_validation(rule)
