"""测试用的别人的表：三行合并表头、下拉框、公式列、合计行、签名行、打印标题，样样都有。"""

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

FIRST, LAST = 5, 14  # 留给名单的行
THIN, THICK = Side(style="thin"), Side(style="medium")


def insurer_form(path: Path) -> Path:
    """保险公司的参保名单：A–K 列，第 1 行标题，第 2–4 行表头，第 5–14 行名单，15 合计，16 签名，18 说明。"""
    book = Workbook()
    form: Any = book.active
    form.title = "参保名单"
    lists = book.create_sheet("选项")
    for row, text in enumerate(("居民身份证", "护照", "港澳台居民居住证"), 1):
        lists.cell(row, 1, text)
    book.create_sheet("汇总")["A1"] = "=COUNTA(参保名单!B5:B14)"
    book["汇总"]["A2"] = "=参保名单!J15"
    _head(form)
    for row in range(FIRST, LAST + 1):
        _list_row(form, row)
    _foot(form)
    _rules(book, form)
    book.save(path)
    return path


def _head(form: Any) -> None:
    form["A1"] = "团体意外险参保人员清单"
    form.merge_cells("A1:K1")
    form["A1"].font = Font(bold=True, size=16)
    form["A1"].alignment = Alignment(horizontal="center")
    heads = {
        "A2": "序号", "B2": "被保险人信息", "B3": "基本情况", "B4": "姓名*", "C4": "性别", "D3": "证件", "D4": "证件类型",
        "E4": "证件号码*", "F3": "其他", "F4": "出生日期(YYYYMMDD)", "G4": "手机号码", "H2": "保险期间", "H3": "起期", "I3": "止期",
        "J2": "保费（元）", "K2": "备注（不超过10个字）",
    }  # fmt: skip
    for place, text in heads.items():
        form[place] = text
    for area in ("A2:A4", "B2:G2", "B3:C3", "D3:E3", "F3:G3", "H2:I2", "H3:H4", "I3:I4", "J2:J4", "K2:K4"):
        form.merge_cells(area)
    for row in form["A2:K4"]:
        for cell in row:
            cell.border = Border(THIN, THIN, THIN, THIN)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            cell.fill = PatternFill("solid", fgColor="DDEBF7")
    for column, width in zip("ABCDEFGHIJK", (5, 10, 6, 14, 22, 14, 14, 12, 12, 9, 14), strict=True):
        form.column_dimensions[column].width = width


def _list_row(form: Any, row: int) -> None:
    for column in range(1, 12):
        cell = form.cell(row, column)
        cell.border = Border(THIN, THIN, THIN, THICK if row == LAST else THIN)
        cell.protection = Protection(locked=False)
        cell.font = Font(name="仿宋", size=11)
    form.row_dimensions[row].height = 21
    for column in "EFG":
        form[f"{column}{row}"].number_format = "@"
    for column in "HI":
        form[f"{column}{row}"].number_format = "yyyy/mm/dd"
    form[f"J{row}"] = f"=(I{row}-H{row}+1)*$J$18"


def _foot(form: Any) -> None:
    form["A15"] = "合计"
    form.merge_cells("A15:I15")
    form["J15"] = "=SUM(J5:J14)"
    form["A16"] = "填表人："
    form["G16"] = "（盖章）"
    form["A18"] = "每日保费"
    form["J18"] = 0.25
    form.row_dimensions[16].height = 40


def _rules(book: Any, form: Any) -> None:
    sex = DataValidation(type="list", formula1='"男,女"', allow_blank=True, showErrorMessage=True)
    sex.add("C5:C14")
    kinds = DataValidation(type="list", formula1="选项!$A$1:$A$3", allow_blank=True, showErrorMessage=True)
    kinds.add("D5:D14")
    form.add_data_validation(sex)
    form.add_data_validation(kinds)
    red = PatternFill("solid", bgColor="FFC7CE")
    form.conditional_formatting.add("G5:G14", FormulaRule(formula=["LEN(G5)<>11"], fill=red))
    form.print_title_rows = "2:4"
    form.print_area = "A1:K16"
    form.page_setup.orientation = "landscape"
    form.page_setup.paperSize = 9
    form.freeze_panes = "C5"
    form.protection.sheet = True
    form.protection.password = "abc"
    form.auto_filter.ref = "A4:K14"
    book.defined_names["全部保费"] = DefinedName("全部保费", attr_text="参保名单!$J$5:$J$14")
