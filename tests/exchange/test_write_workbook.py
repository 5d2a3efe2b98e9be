"""写出的工作簿：读回来一样、没有公式、号码是文字、日期是日期、能直接打印。"""

import io
import re
import tempfile
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from miaopu_desk.exchange.blank_forms import FormColumn, write_blank_form
from miaopu_desk.exchange.cells import Pen
from miaopu_desk.exchange.data_rows import data_rows
from miaopu_desk.exchange.headers import Heading, choose_sheets
from miaopu_desk.exchange.refused import write_refused
from miaopu_desk.exchange.sheet_layout import sheet_names
from miaopu_desk.exchange.sheets import read_workbook
from miaopu_desk.exchange.workbook import Sheet
from miaopu_desk.exchange.writing import OutColumn, SheetContent, workbook_bytes, write_list, write_sheets

INJECTIONS = [
    "=1+1", "=cmd|' /C calc'!A0", "+86138", "-5", "@SUM(A1)", "=HYPERLINK(\"x\",\"y\")", "\t=1", "\r=1", "=\t1", "＝1+1",
    "{=1}", "'=1", "==", "=", "+", "-", "@", "=A1&B1", "-2+3", "+1+cmd", "@import", "=IMPORTXML(1)", "=DDE()", "=1\n=2",
    "#N/A", "#REF!", "TRUE", "1e5", "00123", "430405199001011234",
]  # fmt: skip
NAMES = [
    "𠮷田", "䶮", "㛃", "𬍛", "㑇", "㵑", "阿卜杜热合曼·买买提·吐尔逊江", "欧阳娜娜", "A&B志愿队", "<!--x-->", "<b>粗</b>", "\"引\"号'",
    "高　杨", "_x0041_", "𫚖𬶮𬊤", "😀", "e\u0301", "名" * 70, " 前后空 ", "第一行\n第二行",
]  # fmt: skip


def test_injection_strings_and_rare_names_come_back_as_they_were_and_none_is_a_formula(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = INJECTIONS + NAMES
    path = write_list(
        tmp_path / "名单.xlsx", sheet="名单", title="", headings=[OutColumn("姓名"), OutColumn("号码", as_text=True)],
        rows=[(text, text) for text in texts],
    )  # fmt: skip

    read = read_workbook(path).sheets[0].rows[1:]
    survived = sum(row == (text.replace("\r", "\n"),) * 2 for row, text in zip(read, texts, strict=True))

    with capsys.disabled():
        print(f"\n写出再读回：试 {len(texts)} 个，一样的 {survived} 个")
    assert survived == len(texts) == 50
    assert len(INJECTIONS) == 30
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    assert not re.search(rb"<f[ >/]", xml)
    for row in openpyxl.load_workbook(path).active.iter_rows(min_row=2):
        for cell in row:
            assert cell.data_type == "s"
            assert cell.number_format == "@"
            assert bool(cell.quotePrefix) == cell.value.startswith(("=", "+", "-", "@", "\t", "\r", "\n="))


def test_control_characters_and_lone_surrogates_are_dropped(tmp_path: Path) -> None:
    path = write_list(
        tmp_path / "控制.xlsx",
        sheet="名单",
        title="",
        headings=[OutColumn("姓名")],
        rows=[("赵\x00一\x0b\ud800\ufffe",)],
    )
    assert read_workbook(path).sheets[0].rows[1] == ("赵一",)


def test_values_have_their_kinds(tmp_path: Path) -> None:
    headings = [
        OutColumn("身份证号", 10, as_text=True),
        OutColumn("日期", 6, "center", kind="date"),
        OutColumn("时间", 8, kind="datetime"),
        OutColumn("人数", 4, "right", kind="integer"),
        OutColumn("率", 4, "right", kind="percent"),
        OutColumn("金额", 5, "right", kind="money"),
        OutColumn("同意", 3),
        OutColumn("队伍", 6),
        OutColumn("太大", 6, kind="number"),
        OutColumn("太早", 6, kind="date"),
    ]
    values = [
        430405199001011234, date(2021, 5, 12), datetime(2021, 5, 12, 8, 30), 12, 0.153, Decimal("12.50"), True,
        ("专职", "党员"), 10**18, date(1880, 1, 1),
    ]  # fmt: skip
    path = write_list(tmp_path / "值.xlsx", sheet="值", title="", headings=headings, rows=[values, [None] * 10])

    cells = next(openpyxl.load_workbook(path).active.iter_rows(min_row=2, max_row=2))
    assert [(cell.value, cell.number_format) for cell in cells] == [
        ("430405199001011234", "@"),
        (datetime(2021, 5, 12), "yyyy-mm-dd"),
        (datetime(2021, 5, 12, 8, 30), "yyyy-mm-dd hh:mm"),
        (12, "0"),
        (0.153, "0.00%"),
        (12.5, "#,##0.00"),
        ("是", "@"),
        ("专职、党员", "@"),
        ("1000000000000000000", "@"),
        ("1880-01-01", "@"),
    ]
    assert [cell.alignment.horizontal for cell in cells][:4] == ["left", "center", "left", "right"]


def test_a_list_too_wide_for_one_page_is_printed_on_several_with_its_first_column(tmp_path: Path) -> None:
    headings = [OutColumn(f"栏{at}", 12) for at in range(24)]
    path = write_list(tmp_path / "宽.xlsx", sheet="志愿者", title="", headings=headings, rows=[["甲"] * 24])
    sheet = openpyxl.load_workbook(path).active
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (3, 0)
    assert sheet.print_title_cols == "$A:$A"


def test_a_list_is_ready_to_print(tmp_path: Path) -> None:
    path = write_list(
        tmp_path / "打印.xlsx",
        sheet="志愿者",
        title="苗圃街道志愿者名单",
        note="2021年5月31日",
        headings=[OutColumn("姓名", 5), OutColumn("电话", 7, as_text=True), OutColumn("备注", 6)],
        rows=[("赵一", "138", "很长的一段备注，一行写不下，要折成几行才看得见")] * 3,
        total_row=("合计", "3人", None),
    )
    sheet = openpyxl.load_workbook(path).active

    assert sheet.title == "志愿者"
    assert sheet.print_area == "'志愿者'!$A$1:$C$7"
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.freeze_panes == "B4"
    assert sheet.print_title_cols is None
    assert sheet.auto_filter.ref == "A3:C6"
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A1:C1", "A2:C2"]
    assert sheet["A7"].font.bold
    assert not sheet["A6"].font.bold
    assert sheet.row_dimensions[4].height > 45
    assert {sheet["A1"].font.name, sheet["A4"].font.name} == {"黑体", "宋体"}


def test_a_header_of_several_rows_is_merged_and_found_again(tmp_path: Path) -> None:
    headings = [
        OutColumn("社区", 6),
        OutColumn("专职", 4, over=("志愿者", "人数")),
        OutColumn("党员", 4, over=("志愿者", "人数")),
        OutColumn("率", 4, kind="percent", over=("志愿者",)),
        OutColumn("场次", 4, over=("活动",)),
    ]
    content = SheetContent(
        "汇总", headings, [("东方里", 1, 2, 0.15, 3)], title="月报", total_rows=[("合计", 1, 2, 0.15, 3)]
    )
    path = write_sheets(tmp_path / "月报.xlsx", [content, content])

    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["汇总", "汇总 (2)"]
    sheet = book["汇总"]
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A1:E1", "A2:A4", "B2:D2", "B3:C3", "D3:D4", "E3:E4"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=4)] == [
        ["社区", "志愿者", None, None, "活动"],
        [None, "人数", None, "率", "场次"],
        [None, "专职", "党员", None, None],
    ]
    wanted = [
        Heading("community", ("社区",)),
        Heading("full", ("专职",)),
        Heading("rate", ("率",)),
        Heading("times", ("场次",)),
    ]
    read, header = choose_sheets(read_workbook(path), wanted)[0]
    assert (header.first_row, header.last_row) == (2, 4)
    assert [row.cells for row in data_rows(read, header) if row.kind == "data"] == [
        {"community": "东方里", "full": "1", "rate": 0.15, "times": "3"}
    ]


def test_cells_of_an_annex_are_merged_where_told_and_signed_below(tmp_path: Path) -> None:
    content = SheetContent(
        "责任分工表",
        [OutColumn("任务", 6), OutColumn("区域", 8)],
        [("包路段", "甲路"), (None, "乙路"), ("包路口", "丙路口")],
        merges=[(0, 0, 1, 0)],
        closing=["填表人：        审核人：", "2021年5月31日"],
        landscape=False,
    )
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_bytes([content]))).active
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A2:A3", "A5:B5", "A6:B6"]
    assert sheet["A5"].value == "填表人：        审核人："
    assert sheet.page_setup.orientation == "portrait"
    assert sheet.auto_filter.ref is None


def test_a_row_of_the_wrong_length_is_a_bug_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "临时"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    path = tmp_path / "错.xlsx"
    with pytest.raises(ValueError, match="zip"):
        write_list(path, sheet="错", title="", headings=[OutColumn("姓名")], rows=[("赵一", "多了")])
    assert not path.exists()
    assert not list(temporary.iterdir())


def test_sheet_names_are_allowed_and_different() -> None:
    names = sheet_names(["东方里/光明里", "", "a" * 40, "A" * 40, "'引'", "名:单?*[1]"])
    assert names == ["东方里 光明里", "表2", "a" * 31, "A" * 27 + " (2)", "引", "名 单   1"]


def test_a_blank_form_has_drop_downs_and_text_columns_and_its_example_is_not_data(tmp_path: Path) -> None:
    columns = [
        FormColumn("姓名", 5, required=True, example="王小明"),
        FormColumn("身份证号", 10, as_text=True, hint="18 位"),
        FormColumn("性别", 3, choices=("男", "女"), example="男"),
        FormColumn("队伍类别", 8, choices=tuple(f"第{n}类，队伍" for n in range(60)), several=True),
        FormColumn("登记日期", 7, kind="date"),
    ]
    path = write_blank_form(tmp_path / "空表.xlsx", columns, sheet="志愿者登记", title="志愿者登记表", rows=20)

    book = openpyxl.load_workbook(path)
    form = book["志愿者登记"]
    assert book["选项"].sheet_state == "hidden"
    rules = {str(rule.sqref): rule for rule in form.data_validations.dataValidation}
    assert rules["C5:C24"].formula1 == "选项!$C$1:$C$2"
    assert rules["C5:C24"].showErrorMessage
    assert not rules["D5:D24"].showErrorMessage
    assert rules["B5:B24"].prompt == "18 位"
    assert form["B5"].number_format == form["B24"].number_format == "@"
    assert form["E5"].number_format == "yyyy-mm-dd"

    form["A5"], form["B5"] = "赵一", "11010519491231002X"
    book.save(path)
    wanted = [Heading("name", ("姓名",), True), Heading("number", ("身份证号",)), Heading("sex", ("性别",))]
    found = choose_sheets(read_workbook(path), wanted)
    assert [sheet.name for sheet, _ in found] == ["志愿者登记"]
    rows = list(data_rows(*found[0]))
    assert [(row.kind, row.cells["name"]) for row in rows] == [("example", "例：王小明"), ("data", "赵一")]
    assert rows[1].cells["number"] == "11010519491231002X"


def test_refused_rows_go_back_in_their_own_layout_with_a_reason(tmp_path: Path) -> None:
    wanted = [Heading("name", ("姓名",), True), Heading("number", ("身份证号",)), Heading("ranks", ("队伍类别",))]
    rows = [
        ("东方里社区", None, None, None),
        ("姓名", "身份证号", "队伍类别", None),
        (None, None, "专职", "党员"),
        ("赵一", "好的", "√", None),
        ("钱二", 1.1010519491231e17, None, "√"),
        ("=坏", "短", None, None),
    ]
    sheet = Sheet("东方里", rows, 1, ((2, 0, 3, 0), (2, 1, 3, 1), (2, 2, 2, 3)))
    book = choose_sheets(_workbook(sheet), wanted)
    header = book[0][1]

    path = write_refused(
        tmp_path / "退回.xlsx", [(sheet, header, {6: "身份证号：位数不对", 5: "身份证号：是数字"})], as_text=("number",)
    )

    back = read_workbook(path)
    read, again = choose_sheets(back, wanted)[0]
    assert read.name == "东方里"
    assert (again.columns, again.parts) == (header.columns, header.parts)
    assert again.unknown == {4: "原因"}
    assert read.rows[-2:] == [
        ("钱二", 1.1010519491231e17, None, "√", "身份证号：是数字"),
        ("=坏", "短", None, None, "身份证号：位数不对"),
    ]
    cell = openpyxl.load_workbook(path)["东方里"]["B4"]
    assert (cell.data_type, cell.number_format) == ("n", "@")


def test_a_thousand_rows_make_no_more_styles_than_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[Any, ...]] = []
    real = Pen._new_style
    monkeypatch.setattr(Pen, "_new_style", lambda pen, *look: made.append(look) or real(pen, *look))
    headings = [OutColumn(f"栏{n}", 6) for n in range(11)] + [OutColumn("日期", kind="date")]
    row = ["文字"] * 11 + [date(2021, 5, 12)]
    path = write_list(tmp_path / "大.xlsx", sheet="大", title="名单", headings=headings, rows=[row] * 1000)
    assert len(read_workbook(path).sheets[0].rows) == 1002
    assert len(made) == len(set(made)) == 4, "标题、表头、文字、日期"


def test_nothing_in_the_file_asks_to_be_recalculated_or_names_the_library(tmp_path: Path) -> None:
    data = workbook_bytes([SheetContent("表", [OutColumn("姓名")], [("赵一",)])])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b'fullCalcOnLoad="1"' not in archive.read("xl/workbook.xml")
        assert re.search("苗圃志愿者工作台".encode(), archive.read("docProps/core.xml"))


def _workbook(sheet: Sheet):  # type: ignore[no-untyped-def]
    from miaopu_desk.exchange.workbook import Workbook

    return Workbook(Path("名单.xlsx"), "xlsx", (sheet,))
