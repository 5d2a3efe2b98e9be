"""空白登记表：给没有这个程序的社区填，号码列是文本格式，能选的栏有下拉框，示例行不会被导入。"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from miaopu_desk.exchange.cells import FORMATS, Pen
from miaopu_desk.exchange.sheet_layout import merge, page_setup, sheet_names
from miaopu_desk.exchange.workbook import column_letters
from miaopu_desk.exchange.writing import book_bytes
from miaopu_desk.saving import save_bytes

LISTS_SHEET = "选项"
_HEADER_ROW = 3
_EXAMPLE_ROW = 4


@dataclass(frozen=True, slots=True)
class FormColumn:
    """空白表的一列。

    choices 是下拉框里的选项；several 为真时可以填几个（用“、”分开），下拉框只提示不限制；
    kind 是 text、number、integer、date；example 是示例行里的字；hint 是选中格子时的提示；
    length 是字数的下限和上限，填短了、填长了当场提醒。
    """

    label: str
    width_chars: float = 8
    required: bool = False
    choices: tuple[str, ...] = ()
    several: bool = False
    kind: str = "text"
    as_text: bool = False
    hint: str = ""
    example: str = ""
    length: tuple[int, int] | None = None


def write_blank_form(
    path: Path, columns: Sequence[FormColumn], *, sheet: str, title: str, note: str = "", rows: int = 500
) -> Path:
    """空白登记表存成 xlsx，留出 rows 行，返回真正存到的路径；存不成抛 KnownError。"""
    return save_bytes(path, blank_form_bytes(columns, sheet=sheet, title=title, note=note, rows=rows))


def blank_form_bytes(
    columns: Sequence[FormColumn], *, sheet: str, title: str, note: str = "", rows: int = 500
) -> bytes:
    """空白登记表的 xlsx 内容：第一行标题，第二行填写说明，第三行表头，第四行示例。"""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = "苗圃志愿者工作台"
    book.calculation.fullCalcOnLoad = False
    form = book.active
    form.title = sheet_names([sheet])[0]
    pen = Pen(form)
    last = column_letters(len(columns) - 1)
    _line(form, pen, 1, [title], look="title", align="center")
    _line(form, pen, 2, [note or "带 * 的必填；一人一行；不要改动栏目名；“例”这一行不会导入，可以删去。"], look="plain")
    _line(
        form,
        pen,
        _HEADER_ROW,
        [f"{c.label}{'*' if c.required else ''}" for c in columns],
        look="header",
        align="center",
    )
    examples = [column.example for column in columns]
    examples[0] = f"例：{examples[0]}"
    _line(form, pen, _EXAMPLE_ROW, examples, look="body")
    for row in (1, 2):
        merge(form, row, 0, row, len(columns) - 1)
    for row in range(_EXAMPLE_ROW + 1, _EXAMPLE_ROW + 1 + rows):
        for number, column in enumerate(columns, start=1):
            _put(form, row, number, pen.cell(None, kind="text" if column.as_text else column.kind))
    form.row_dimensions[1].height = 30
    form.freeze_panes = f"B{_HEADER_ROW + 1}"
    page_setup(form, landscape=True, chars=sum(each.width_chars + 1 for each in columns))
    form.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"
    form.print_area = f"A1:{last}{_EXAMPLE_ROW + rows}"
    for number, column in enumerate(columns):
        form.column_dimensions[column_letters(number)].width = max(column.width_chars, len(column.label) + 1) * 2 + 2
    _drop_downs(book, form, columns, rows)
    return book_bytes(book)


def _line(form: Any, pen: Pen, row: int, values: Sequence[str], *, look: str, align: str = "left") -> None:
    for number, value in enumerate(values, start=1):
        _put(form, row, number, pen.cell(value, look=look, align=align))


def _put(form: Any, row: int, column: int, cell: Any) -> None:
    cell.row, cell.column = row, column
    form._cells[row, column] = cell


def _drop_downs(book: Any, form: Any, columns: Sequence[FormColumn], rows: int) -> None:
    """选项放在一张隐藏的表里：直接写在下拉框里的选项不能超过 255 个字，也不能有逗号。"""
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = None
    for number, column in enumerate(columns):
        letter = column_letters(number)
        area = f"{letter}{_EXAMPLE_ROW + 1}:{letter}{_EXAMPLE_ROW + rows}"
        rule = None
        if column.choices:
            lists = lists or book.create_sheet(LISTS_SHEET)
            for row, choice in enumerate(column.choices, start=1):
                cell = lists.cell(row, number + 1)
                cell.number_format = FORMATS["text"]
                cell.value = choice
                cell.data_type = "s"
            source = f"{LISTS_SHEET}!${letter}$1:${letter}${len(column.choices)}"
            rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=not column.several)
            rule.errorTitle, rule.error = "不在选项里", f"请从下拉框里选“{column.label}”。"
        elif column.length is not None:
            low, high = column.length
            rule = DataValidation(
                type="textLength", operator="between", formula1=str(low), formula2=str(high), allow_blank=True
            )
            rule.showErrorMessage, rule.errorTitle = True, "长短不对"
            rule.error = (
                f"“{column.label}”应当是 {low} 个字。"
                if low == high
                else f"“{column.label}”应当是 {low} 到 {high} 个字。"
            )
        elif column.hint:
            rule = DataValidation(allow_blank=True)
        if rule is not None:
            prompt = column.hint or ("可以填几个，用“、”分开。" if column.several else "")
            if prompt:
                rule.showInputMessage, rule.promptTitle, rule.prompt = True, column.label[:32], prompt[:255]
            rule.add(area)
            form.add_data_validation(rule)
    if lists is not None:
        lists.sheet_state = "hidden"
